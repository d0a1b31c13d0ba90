"""What the pretended care system does with a payment."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sandbox.social_care import books, rules
from tests.unit.sandbox.conftest import Shelf
from tests.unit.sandbox.social_care.conftest import OnTheShelf
from tests.unit.sandbox.social_care.people import NOW, refused

pytestmark = pytest.mark.usefixtures("care_books")


def an_invoice(shelf: Shelf, pounds: float = 164.80) -> dict[str, Any]:
    invoice = {
        "resourceType": "Invoice",
        "id": "SCI-1",
        "status": "issued",
        "identifier": [{"value": "SCI-1"}],
        "meta": {"versionId": "1"},
        "extension": [{"url": books.DUE_ON, "valueDate": "2026-05-20"}],
    }
    kept = rules.with_outstanding(invoice, pounds)
    return shelf.put(books.SUPPLIER, "Invoice", "SCI-1", kept, person="desmond")


def a_payment(pounds: float, reference: str = "MA-1", **line: Any) -> dict[str, Any]:
    money = {"value": pounds, "currency": "GBP"}
    paid = {"request": {"identifier": {"value": "SCI-1"}}, "amount": money} | line
    return {
        "resourceType": "PaymentReconciliation",
        "status": "active",
        "created": "2026-05-04T10:15:00+01:00",
        "paymentDate": "2026-05-04",
        "paymentAmount": money,
        "paymentIdentifier": {"value": reference},
        "detail": [paid],
    }


def pay(pounds: float, reference: str = "MA-1", **line: Any) -> bool:
    return rules.create(a_payment(pounds, reference, **line), now=NOW)[1]


def standing(shelf: Shelf) -> tuple[float, str]:
    invoice = shelf.bodies[books.SUPPLIER, "Invoice", "SCI-1"]
    return books.extension(invoice, books.OUTSTANDING)["value"], invoice["status"]


@pytest.mark.parametrize(
    ("paid", "left", "status"),
    [
        (0.01, 164.79, "issued"),
        (64.8, 100.0, "issued"),
        (164.79, 0.01, "issued"),
        (164.80, 0.0, "balanced"),
        (200.0, -35.2, "balanced"),
    ],
)
def test_a_payment_lowers_what_is_owed_by_exactly_its_amount(
    care_books: Shelf, paid: float, left: float, status: str
) -> None:
    an_invoice(care_books)

    assert pay(paid)

    assert standing(care_books) == (left, status)
    assert care_books.bodies[books.SUPPLIER, "Invoice", "SCI-1"]["meta"]["versionId"] == "2"
    assert care_books.person_of(books.SUPPLIER, "Invoice", "SCI-1") == "desmond"


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=20))
def test_many_small_payments_add_up_to_the_penny(pence: list[int]) -> None:
    """Pounds as floats must not lose one on the way."""
    shelf = Shelf()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("put", "get", "person_of"):
            patch.setattr(rules.store, name, getattr(shelf, name))
        patch.setattr(rules, "Document", OnTheShelf(shelf))
        an_invoice(shelf, 2000.0)
        for number, amount in enumerate(pence):
            pay(amount / 100, f"MA-{number}")

    assert round(standing(shelf)[0] * 100) == 200_000 - sum(pence)


def test_the_same_payment_twice_is_one_payment(care_books: Shelf) -> None:
    an_invoice(care_books)

    assert [pay(64.8), pay(64.8)] == [True, False]
    assert standing(care_books)[0] == 100.0


def test_a_reference_used_for_another_amount_is_a_conflict_and_pays_nothing(
    care_books: Shelf,
) -> None:
    an_invoice(care_books)
    pay(64.8)

    refused(409, lambda: pay(65.8))
    assert standing(care_books)[0] == 100.0


@pytest.mark.parametrize(
    ("pounds", "line"),
    [
        (0, {}),
        (-5.0, {}),
        (5.0, {"amount": {"value": 5.0, "currency": "EUR"}}),
        (5.0, {"amount": {"currency": "GBP"}}),
        (5.0, {"amount": {}}),
        (5.0, {"request": {"identifier": {"value": "SCI-9"}}}),
        (5.0, {"request": {}}),
    ],
)
def test_a_payment_of_nothing_or_for_nothing_is_refused(
    care_books: Shelf, pounds: float, line: dict[str, Any]
) -> None:
    an_invoice(care_books)

    refused(422, lambda: pay(pounds, **line))
    assert standing(care_books) == (164.8, "issued")


def test_a_payment_without_its_reference_is_refused(care_books: Shelf) -> None:
    an_invoice(care_books)

    refused(422, lambda: pay(5.0, ""))
    assert standing(care_books) == (164.8, "issued")
