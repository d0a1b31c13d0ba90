"""What staff write when they ask for a refund: how much, and why, without a card number."""

import pytest

from payments.desk.forms import RefundForm


def problems(form):
    assert not form.is_valid()
    return {field: [str(one) for one in errors] for field, errors in form.errors.items()}


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
        (
            {"reason": "Paid twice with 4242 4242 4242 4242"},
            {"reason": ["Do not write a card number down. The reference is enough."]},
        ),
        ({"key": "mine"}, {"key": ["Enter a valid UUID."]}),
    ],
)
def test_what_is_wrong_with_asking_for_a_refund_is_said_beside_its_field(changes, problem):
    """F04, F20, F29, D18; `request_refund` asks for the amounts again under the lock."""
    facts = {"amount": "5.00", "reason": "Paid twice", "key": "0" * 32, **changes}

    assert problems(RefundForm(facts, left_pence=500)) == problem


def test_a_refund_of_all_that_is_left_may_be_asked_for():
    form = RefundForm({"amount": "5", "reason": " Twice ", "key": "0" * 32}, left_pence=500)

    assert form.is_valid()
    assert (form.cleaned_data["amount"], form.cleaned_data["reason"]) == (500, "Twice")


def test_two_pages_are_two_refunds_and_one_page_is_one():
    keys = {RefundForm(left_pence=1).initial["key"] for _ in range(2)}

    assert len(keys) == 2
