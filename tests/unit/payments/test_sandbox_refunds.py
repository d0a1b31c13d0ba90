"""The pretended card company gives back no more than came in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.card_payments import book
from services.sandbox.card_payments.parameters import InvalidParameter
from tests.unit.payments.sandbox_books import DECLINED, GOOD, Books, asked


def give_back(paid, pence=None):
    amount = {} if pence is None else {"amount": pence}
    return book.refund({"payment_intent": paid["payment_intent"], **amount})


def test_all_of_a_payment_is_given_back_unless_less_is_said(books, paid):
    made = give_back(paid)

    charge = books.only("charge")
    assert (made["amount"], made["charge"], made["status"]) == (9215, charge["id"], "succeeded")
    assert (charge["amount_refunded"], charge["refunded"]) == (9215, True)
    assert books.told[-2:] == ["refund.created", "charge.refunded"]


@pytest.mark.parametrize("part", [1, 215, 9214])
def test_a_part_leaves_the_rest_to_give_back_to_the_last_penny(books, paid, part):
    give_back(paid, part)
    charge = books.only("charge")
    assert (charge["amount_refunded"], charge["refunded"]) == (part, False)

    give_back(paid, 9215 - part)

    assert books.only("charge")["refunded"] is True
    amounts = [line["amount"] for line in books.list_of("", "balance_transaction")]
    assert amounts == [9215, -part, part - 9215]


@pytest.mark.parametrize("pence", [0, -1, 9216])
def test_never_more_than_there_is_and_never_nothing(books, paid, pence):
    """F20."""
    with pytest.raises(InvalidParameter) as wrong:
        give_back(paid, pence)

    assert wrong.value.param == "amount"
    assert books.list_of("", "refund") == []


def test_what_was_given_back_whole_is_not_given_back_again(books, paid):
    give_back(paid)

    with pytest.raises(InvalidParameter) as wrong:
        give_back(paid, 1)

    assert wrong.value.code == "charge_already_refunded"


def test_there_is_nothing_to_give_back_of_a_card_that_was_refused(books, session):
    with pytest.raises(book.CardRefused):
        book.pay(session["id"], DECLINED, name="")

    with pytest.raises(InvalidParameter) as wrong:
        book.refund({"payment_intent": books.only("intent")["id"]})

    assert wrong.value.code == "resource_missing"


@pytest.mark.parametrize("named", [{}, {"charge": "ch_none"}, {"payment_intent": "pi_none"}])
def test_a_refund_of_nothing_is_refused(books, paid, named):
    with pytest.raises(InvalidParameter) as wrong:
        book.refund(named)

    assert wrong.value.code == "resource_missing"


def test_a_refund_may_name_the_charge_itself(books, paid):
    assert book.refund({"charge": books.only("charge")["id"], "amount": 5})["amount"] == 5


@given(st.lists(st.integers(-50, 5000), max_size=12))
def test_however_often_it_is_asked_for_no_more_goes_back_than_came_in(pence):
    """F20, F27."""
    with pytest.MonkeyPatch.context() as patch:
        books = Books(patch)
        session = book.open_session(asked(books))
        paid = book.pay(session["id"], GOOD, name="")
        for amount in pence:
            try:
                give_back(paid, amount)
            except InvalidParameter:
                continue

        given = sum(refund["amount"] for refund in books.list_of("", "refund"))
        assert given == books.only("charge")["amount_refunded"] <= 9215
        lines = books.list_of("", "balance_transaction")
        assert sum(line["amount"] for line in lines) == 9215 - given
