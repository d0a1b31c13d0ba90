"""What a resident may say about a payment: how much, within the service's rules, and no more."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.charges import Payable
from payments.forms import PayForm
from services.contract import AccountReference, Charge

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def payable(owed=9215, least=100):
    charge = Charge(
        service="housing",
        account_reference=AccountReference("tenure-1"),
        charge_reference="rent",
        description="Rent",
        amount_pence=owed,
        part_payment_from_pence=least,
    )
    return Payable(charge, "HRA", owed, asked_at=NOW)


def filled_in(words, **charge):
    form = PayForm(words, payable=payable(**charge))
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("owed", "least", "asks"),
    [
        (9215, None, False),
        (9215, 100, True),
        (9215, 9214, True),
        (9215, 9215, False),
        (9215, 10_000, False),
        (100, 0, True),
    ],
)
def test_how_much_is_asked_only_where_a_part_may_be_paid(owed, least, asks):
    form = PayForm(payable=payable(owed, least))

    assert form.takes_part is asks
    assert ("how_much" in form.fields) is ("amount" in form.fields) is asks


@pytest.mark.parametrize(
    ("words", "pence"),
    [
        ({"how_much": "all"}, None),
        ({"how_much": "all", "amount": "92.15"}, None),
        ({"how_much": "part", "amount": "5.00"}, 500),
        ({"how_much": "part", "amount": "£1"}, 100),
        ({"how_much": "part", "amount": "92.15"}, 9215),
    ],
)
def test_what_is_paid_is_all_of_it_or_the_amount_that_was_typed(words, pence):
    form = filled_in(words)

    assert form.errors == {}
    assert form.amount_pence == pence


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({}, "how_much", "Choose how much you want to pay"),
        ({"how_much": "everything"}, "how_much", "Select a valid choice"),
        ({"how_much": "part"}, "amount", "Enter how much you want to pay"),
        ({"how_much": "part", "amount": "0.99"}, "amount", "Enter £1 or more"),
        ({"how_much": "part", "amount": "92.16"}, "amount", "Enter £92.15 or less"),
        ({"how_much": "part", "amount": "ten"}, "amount", "Enter an amount in pounds"),
        ({"how_much": "all", "amount": "5.00"}, "how_much", "typed another amount"),
        ({"how_much": "all", "amount": "ten"}, "how_much", "typed another amount"),
    ],
)
def test_what_is_wrong_is_said_once_and_beside_its_field(words, field, said):
    """F04."""
    errors = filled_in(words).errors

    assert len(errors[field]) == 1
    assert said in errors[field][0]
    assert len(errors) == 1


@pytest.mark.parametrize("words", [{"how_much": "part", "amount": "1.00"}, {"amount": "1.00"}])
def test_a_charge_that_must_be_paid_whole_reads_no_amount_at_all(words):
    """F03: a field that the page did not have changes nothing."""
    form = filled_in(words, least=None)

    assert form.errors == {}
    assert form.amount_pence is None


@pytest.mark.parametrize(
    ("quoted", "saw"),
    [("9215", True), ("9214", False), ("", False), ("09215", False), ("9215.0", False)],
)
def test_what_the_page_showed_must_be_what_is_owed_now(quoted, saw):
    """F03, F05: compared with what the service said in this request, and never charged."""
    form = filled_in({"how_much": "all", "quoted_pence": quoted})

    assert form.saw_this_amount is saw


def test_the_page_remembers_what_it_showed():
    form = PayForm(payable=payable(owed=4321))

    assert form.initial["quoted_pence"] == 4321
    assert 'value="4321"' in str(form["quoted_pence"])


@given(st.text(max_size=12), st.integers(30, 10**6), st.none() | st.integers(0, 10**6))
def test_whatever_is_typed_more_than_is_owed_or_less_than_may_be_is_never_taken(typed, owed, least):
    form = filled_in({"how_much": "part", "amount": typed}, owed=owed, least=least)

    if not form.errors and form.amount_pence is not None:
        assert least is not None
        assert least <= form.amount_pence <= owed
