"""A card number is found however it is written; a reference or a telephone number is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.staff.card_numbers import holds_card_number
from accounts.staff.forms import ResolutionForm

CARDS = (
    "4242424242424242",
    "4242 4242 4242 4242",
    "4242-4242-4242-4242",
    "4242.4242.4242.4242",
    "5555555555554444",
    "378282246310005",
    "4222222222222",
    "6304000000000000000",
    "the card is 4000056655665556, expires 12/34",
)


@pytest.mark.parametrize("text", CARDS)
def test_a_card_number_is_found_however_it_is_written(text):
    """F29."""
    assert holds_card_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4242424242424241",
        "424242424242",
        "01632 960 100 or 07700 900208",
        "TB-7KQ4-M2WD",
        "Rent account 6001234575, paid £92.15 on 4 May 2026",
        "4242 4242 4242 423",
        "42424242424242424242",
        "４２４２４２４２４２４２４２４２",
    ],
)
def test_other_numbers_may_be_written_down(text):
    assert not holds_card_number(text)


@given(st.text("0123456789", min_size=12, max_size=18))
def test_of_ten_last_digits_exactly_one_makes_a_card_number(digits):
    made = [holds_card_number(f"{digits}{last}") for last in range(10)]

    assert made.count(True) == 1


@given(st.text("123456789", min_size=12, max_size=15), st.integers(0, 14))
def test_a_slip_of_the_finger_is_no_card_number_any_more(digits, position):
    good = next(f"{digits}{n}" for n in range(10) if holds_card_number(f"{digits}{n}"))
    at = position % len(good)

    slipped = good[:at] + str((int(good[at]) + 1) % 10) + good[at + 1 :]

    assert not holds_card_number(slipped)


@pytest.mark.parametrize("text", CARDS)
def test_staff_cannot_write_a_card_number_down_as_what_they_did(text):
    """F29, D18: nothing that staff write about money or a request holds a card number."""
    form = ResolutionForm({"resolution": f"Rang them. {text}"})

    said = ["Do not write a card number down. The reference is enough."]
    assert dict(form.errors) == {"resolution": said}
