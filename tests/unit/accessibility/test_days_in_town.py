"""Whatever zone a moment is kept in, a page tells its day and time by the clock in town."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from accessibility.templatetags import plain_words as said

LATE_IN_SUMMER = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
"""In town it is already half past midnight."""


@pytest.mark.parametrize(
    ("words", "at_a_moment", "on_a_day"),
    [
        (said.plain_day, "Wednesday 1 July", "Tuesday 30 June"),
        (said.short_day, "1 July", "30 June"),
        (said.moment, "Wednesday 1 July at 12:30am", "Tuesday 30 June"),
        (said.day_of_month, "1", "30"),
        (said.short_month, "Jul", "Jun"),
        (said.due, "Do this today", "Was due on 30 June"),
        (said.urgency, "soon", "late"),
    ],
)
def test_a_moment_is_of_the_day_it_has_in_town_and_a_day_stays_itself(words, at_a_moment, on_a_day):
    """H12: also today is the day in town, so at half past midnight yesterday's bill is late."""
    with time_machine.travel(LATE_IN_SUMMER, tick=False):
        assert words(LATE_IN_SUMMER) == at_a_moment
        assert words(date(2026, 6, 30)) == on_a_day


def test_a_time_and_an_age_are_told_by_the_clock_in_town():
    half_an_hour_before_midnight = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert said.clock(half_an_hour_before_midnight) == "11:30pm"
    with time_machine.travel(datetime(2026, 7, 1, 0, 30, tzinfo=UTC), tick=False):
        assert said.age(half_an_hour_before_midnight) == "yesterday at 11:30pm"


def test_what_has_no_day_is_not_late():
    assert said.urgency(None) == "later"
