"""Paying an invoice of the pretended benefits system, and proving whose claim it is."""

import pytest
from django.http import HttpResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.sandbox.personas import AMINA, GRACE
from services.sandbox.rest import pence, pounds
from tests.factories.sandbox_books import Books
from tests.unit.benefits.sandbox_calls import asked, call

INVOICE = f"{AMINA.claim}-OP1"
OWED = 14_235
FACTS = {
    "claimReference": AMINA.claim,
    "nationalInsuranceNumber": "QQ123456A",
    "dateOfBirth": "1991-04-17",
}


def pay(amount: int, reference: str = "PAY1", overpayment: str = INVOICE) -> HttpResponse:
    body = {
        "paymentReference": reference,
        "amount": pounds(amount),
        "paidAt": "2026-05-04T10:00:00Z",
    }
    return call("POST", f"overpayments/{overpayment}/payments", body)


def still_owed() -> int:
    (owed,) = asked(f"claims/{AMINA.claim}/overpayments")["items"]
    return pence(owed["outstanding"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(st.integers(min_value=-100, max_value=9_000), max_size=6))
def test_what_was_paid_and_what_is_owed_are_always_the_whole(
    books: Books, amounts: list[int]
) -> None:
    books.change("overpayment", INVOICE, outstanding=pounds(OWED))
    books.forget("invoice-payment")

    paid = sum(
        amount
        for number, amount in enumerate(amounts)
        if pay(amount, f"PAY{number}").status_code == 201
    )

    assert still_owed() == OWED - paid
    assert 0 <= still_owed() <= OWED


@pytest.mark.parametrize(
    ("amount", "status"), [(0, 422), (-1, 422), (1, 201), (OWED, 201), (OWED + 1, 422)]
)
@pytest.mark.usefixtures("books")
def test_an_invoice_is_paid_from_a_penny_to_the_whole(amount: int, status: int) -> None:
    assert pay(amount).status_code == status
    assert still_owed() == OWED - (amount if status == 201 else 0)


@pytest.mark.usefixtures("books")
def test_a_payment_reference_counts_once_and_for_one_thing_only() -> None:
    first, again = pay(4_235), pay(4_235)

    assert first.content == again.content
    assert still_owed() == 10_000
    assert pay(4_236).status_code == 409
    assert pay(4_235, overpayment=f"{GRACE.claim}-OP1").status_code == 409
    assert pay(100, "PAY2", f"{GRACE.claim}-OP1").status_code == 409  # not an invoice
    assert pay(100, "PAY3", "OP-NONE").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 200),
        ({"claimReference": GRACE.claim}, 404),
        ({"claimReference": "99999999"}, 404),
        ({"nationalInsuranceNumber": "QQ123456B"}, 404),
        ({"dateOfBirth": "1991-04-18"}, 404),
        ({"nationalInsuranceNumber": "qq123456a"}, 422),
        ({"dateOfBirth": "17/04/1991"}, 422),
    ],
)
@pytest.mark.usefixtures("books")
def test_all_three_facts_have_to_be_right(wrong: dict[str, str], status: int) -> None:
    """A26"""
    assert call("POST", "link-checks", FACTS | wrong).status_code == status


@pytest.mark.usefixtures("books")
def test_the_third_wrong_try_closes_a_claim_and_a_right_one_opens_a_new_count() -> None:
    """A26: three tries a day for each record."""
    wrong = FACTS | {"dateOfBirth": "1990-01-01"}
    for _ in range(2):
        call("POST", "link-checks", wrong)
    assert call("POST", "link-checks", FACTS).status_code == 200

    for _ in range(3):
        assert call("POST", "link-checks", wrong).status_code == 404

    closed = call("POST", "link-checks", FACTS)
    assert closed.status_code == 429
    assert 86_000 < int(closed["Retry-After"]) <= 86_400
