"""Small words on the banner and in the letter."""

from datetime import timedelta

import pytest

from accounts.assisted.help import ENDINGS, minutes_in_words
from accounts.assisted.policies import Ending
from accounts.assisted.summary import FITS_IN_A_LETTER, _within


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "less than a minute"),
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (119, "1 minute"),
        (120, "2 minutes"),
        (3599, "59 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_nobody_is_promised_a_minute_that_is_not_there(seconds, words):
    assert minutes_in_words(timedelta(seconds=seconds)) == words


def test_every_ending_can_be_said():
    assert set(ENDINGS) == set(Ending)


def test_a_short_list_is_whole():
    assert _within(100, ["Joy reported a repair.", "Joy booked a visit."]) == (
        "- Joy reported a repair.\n- Joy booked a visit."
    )


def test_a_long_list_says_how_much_is_left_out():
    lines = [f"Joy did thing number {number}." for number in range(100)]

    text = _within(FITS_IN_A_LETTER, lines)

    shown = text.count("\n")
    assert len(text) <= 500, "a longer text would be cut in the middle of a word"
    assert text.endswith(f"- and {100 - shown} more: ask us for the whole list")


def test_nothing_done_is_nothing_to_list():
    assert _within(100, []) == ""
