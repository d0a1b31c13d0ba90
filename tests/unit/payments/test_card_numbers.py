"""A card number is found however it is written; a reference or a telephone number is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.card_numbers import holds_card_number
from payments.desk.forms import RefundForm, ResolutionForm

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


def problems(form):
    assert not form.is_valid()
    return {field: [str(one) for one in errors] for field, errors in form.errors.items()}


@pytest.mark.parametrize("text", CARDS)
def test_staff_cannot_write_a_card_number_into_a_reason_or_a_resolution(text):
    """F29, D18: nothing that staff type about money holds a card number."""
    said = ["Do not write a card number down. The reference is enough."]
    facts = {"amount": "1.00", "reason": f"Paid twice {text}", "key": "0" * 32}

    assert problems(RefundForm(facts, left_pence=500)) == {"reason": said}
    assert problems(ResolutionForm({"resolution": text})) == {"resolution": said}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"amount": ""}, {"amount": ["Enter how much to give back"]}),
        ({"amount": "0"}, {"amount": ["Enter £0.01 or more"]}),
        ({"amount": "5.01"}, {"amount": ["Enter £5 or less"]}),
        ({"amount": "-5"}, {"amount": ["Enter an amount in pounds, like 20 or 20.50"]}),
        ({"amount": "1e2"}, {"amount": ["Enter an amount in pounds, like 20 or 20.50"]}),
        ({"reason": " "}, {"reason": ["Say why the money is given back"]}),
        (
            {"reason": "x" * 201},
            {"reason": ["Use 200 characters or fewer"]},
        ),
        ({"key": "mine"}, {"key": ["Enter a valid UUID."]}),
    ],
)
def test_what_is_wrong_with_asking_for_a_refund_is_said_beside_its_field(changes, problem):
    """F04, F20: the amounts, at the form; `request_refund` asks again under the lock."""
    facts = {"amount": "5.00", "reason": "Paid twice", "key": "0" * 32, **changes}

    assert problems(RefundForm(facts, left_pence=500)) == problem


def test_a_refund_of_all_that_is_left_may_be_asked_for():
    form = RefundForm({"amount": "5", "reason": " Twice ", "key": "0" * 32}, left_pence=500)

    assert form.is_valid()
    assert (form.cleaned_data["amount"], form.cleaned_data["reason"]) == (500, "Twice")


def test_two_pages_are_two_refunds_and_one_page_is_one():
    keys = {RefundForm(left_pence=1).initial["key"] for _ in range(2)}

    assert len(keys) == 2
