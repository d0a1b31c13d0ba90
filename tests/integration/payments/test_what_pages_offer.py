"""A page about money says what is so, offers what may be done, and nothing else of either."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.staff.roles import Role
from payments.gateway import GatewayUnavailable
from payments.mismatches import notice
from payments.reconciliation import reconcile
from payments.states import MismatchKind, SessionState, Why
from services.contract import ServiceUnavailable
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory
from tests.integration.payments.desk import DAY, address, ask, signed_in
from tests.integration.payments.pages import START, offered, text_of

pytestmark = pytest.mark.django_db

PANEL, RECEIPT = "govuk-panel--confirmation", "See and print your receipt"
REFERENCE, AGAIN, CANCEL = "Your reference is <strong>", "Check again", "Cancel this payment"
BACK = "Go back to where you were"


@pytest.mark.parametrize(
    ("state", "is_known", "offers"),
    [
        ("paid", True, {PANEL, RECEIPT}),
        ("open", True, {REFERENCE, CANCEL}),
        ("open", False, {REFERENCE, AGAIN}),
        ("cancelled", True, {REFERENCE}),
    ],
)
def test_only_what_is_paid_looks_paid(as_amina, amina, gateway, state, is_known, offers):
    """F18: a green panel is what people take a photo of."""
    made = PaidSessionFactory if state == "paid" else StartedSessionFactory
    session = made(resident_id=amina.pk)
    if state == "cancelled":
        session.state, session.why = SessionState.CANCELLED, Why.BY_RESIDENT
        session.save()
    gateway.down = None if is_known else GatewayUnavailable("slow")

    page = text_of(as_amina.get(reverse("payments:return", args=[session.pk])))

    assert offered(page, PANEL, RECEIPT, REFERENCE, AGAIN, CANCEL) == offers
    assert BACK in page
    assert "Rent for 12 Canal Street" in page


@pytest.mark.parametrize(("fault", "again"), [(ServiceUnavailable(), True), (None, False)])
def test_trying_again_is_offered_where_it_can_help(as_amina, ledger, fault, again):
    ledger.fault = fault
    ledger.owed.clear()

    page = text_of(as_amina.get(START))

    assert ("> Try again <" in page) is again


def test_a_receipt_tells_of_a_refund_when_there_is_one(as_amina, morgan, anita, paid):
    receipt = reverse("payments:receipt", args=[paid.reference])
    before = text_of(as_amina.get(receipt))

    ask(morgan, paid, "10.00")
    anita.post(address("-approve", paid.payment.refunds.get().pk))

    assert ">Refunds<" not in before
    assert offered(text_of(as_amina.get(receipt)), ">Refunds<", "£10.00") == {">Refunds<", "£10.00"}


@pytest.mark.parametrize("due_on", [date(2026, 5, 18), None])
def test_residents_go_to_the_card_page_and_read_by_when(as_amina, ledger, monkeypatch, due_on):
    usual = ledger.fetch_charge

    async def fetch_charge(*asked):
        return replace(await usual(*asked), due_on=due_on)

    monkeypatch.setattr(ledger, "fetch_charge", fetch_charge)

    page = text_of(as_amina.get(START))

    assert "Continue to the card page" in page
    assert "Send a payment link" not in page
    assert "has changed since you last looked" not in page
    assert ("Pay by" in page) is ("18 May 2026" in page) is bool(due_on)


APPROVE, REFUSE, WITHDRAW = "Approve and give back", "Do not give it back", "Withdraw this request"
ASKED = "You asked for this"


def test_who_asked_for_a_refund_may_withdraw_it_and_another_decides(morgan, anita, paid):
    """F20."""
    desk = address("-payment", paid.reference)
    assert ">Refunds<" not in text_of(morgan.get(desk))
    ask(morgan, paid, "10.00")

    for who, offers in (
        (morgan, {WITHDRAW, ASKED}),
        (anita, {APPROVE, REFUSE}),
        (signed_in(Role.AUDITOR), set()),
    ):
        assert offered(text_of(who.get(desk)), APPROVE, REFUSE, WITHDRAW, ASKED) == offers
    assert "decided." not in text_of(anita.get(desk)), "nobody has yet"


def test_a_day_is_compared_again_by_those_who_act_and_not_by_an_auditor(morgan, paid):
    notice(MismatchKind.LATE, subject=paid.reference, session=paid)
    reconcile(DAY, now=timezone.now())
    books = address("-books", DAY)

    assert "Compare again" in text_of(morgan.get(books))
    assert "Compare again" not in text_of(signed_in(Role.AUDITOR).get(books))


def test_what_is_not_put_right_yet_does_not_say_that_it_is(morgan, paid):
    known = notice(MismatchKind.AMOUNT, subject="a", session=paid, expected="1", found="2")
    nothing_known = notice(MismatchKind.UNKNOWN_SESSION, subject=str(uuid4()))

    page = text_of(morgan.get(address("-mismatch", known.pk)))
    bare = text_of(morgan.get(address("-mismatch", nothing_known.pk)))

    rows = "Payment", "Service", "Account", "Our books", "Found", "Put right"
    keys = [f'<dt class="govuk-summary-list__key">{row}</dt>' for row in rows]
    assert offered(page, *keys) == set(keys[:5])
    assert offered(bare, *keys) == set()
