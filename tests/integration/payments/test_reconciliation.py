"""Every night the books are compared: with the card company's, and with the services' ledgers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache

from accounts.audit.models import AuditEntry
from payments import reconciliation
from payments.gateway import EntryKind, GatewayRefused, GatewayUnavailable, SeenEntry, SeenRefund
from payments.models import Mismatch, Payment, PaymentSession, Posting, Reconciliation, Refund
from payments.reconciliation import LOOKED, reconcile, reconcile_due
from payments.states import MismatchKind, RefundState, SessionState
from tests.factories.gateways import PAID_AT
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory, staff_actor

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
NEXT_MORNING = datetime(2026, 5, 5, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_has_looked_yet():
    cache.delete(LOOKED)


@pytest.fixture
def paid(amina):
    return PaidSessionFactory(resident_id=amina.pk)


def kinds():
    return sorted(Mismatch.objects.values_list("kind", "subject"))


def raises_interrupt(*_given):
    raise KeyboardInterrupt


def an_unknown_entry(**changes):
    entry = SeenEntry(EntryKind.PAYMENT, "pi_unknown", "pi_unknown", 4200, "gbp", PAID_AT)
    return replace(entry, **changes)


def test_a_day_that_agrees_is_written_down_with_its_totals(paid, gateway):
    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.agrees
    assert (made.taken_here_pence, made.taken_there_pence, made.posted_pence) == (9215, 9215, 9215)
    assert (made.returned_here_pence, made.returned_there_pence) == (0, 0)
    entry = AuditEntry.objects.get(event="payments.books.compared")
    assert (entry.subject, entry.facts) == ("2026-05-04", {"differences": 0})
    assert (made.made_at, gateway.calls) == (NEXT_MORNING, ["list"])
    assert not Mismatch.objects.exists()


def test_what_the_ledger_took_while_the_books_were_compared_is_on_no_list(
    paid, gateway, monkeypatch
):
    """A person would post it by hand, and the account would have it twice."""
    Posting.objects.update(state="waiting", delivered_at=None)
    look = reconciliation._not_posted

    def look_and_then_it_is_posted(compared):
        found = look(compared)
        Posting.objects.update(state="delivered", delivered_at=NEXT_MORNING)
        return found

    monkeypatch.setattr(reconciliation, "_not_posted", look_and_then_it_is_posted)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert kinds() == []
    assert (made.agrees, made.posted_pence) == (True, 9215)


def test_money_there_that_nobody_here_knows_of_is_put_on_the_list(paid, gateway):
    """F25: the card company has it, we lack it."""
    gateway.other_entries.append(an_unknown_entry())

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.taken_there_pence - made.taken_here_pence == 4200
    assert made.differences == [
        {
            "kind": "only_there",
            "subject": "pi_unknown",
            "payment_reference": "pi_unknown",
            "here": 0,
            "there": 4200,
        }
    ]
    assert kinds() == [("only_there", "pi_unknown")]
    assert Payment.objects.count() == 1


def test_money_here_that_they_do_not_have_is_put_on_the_list_and_stays(paid, gateway):
    """F25: we have it, the card company lacks it. Nothing is removed by itself."""
    StartedSessionFactory(charge_reference="other")
    gateway.books.clear()

    made = reconcile(DAY, now=NEXT_MORNING)

    assert made.taken_here_pence - made.taken_there_pence == 9215
    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.subject) == (MismatchKind.ONLY_HERE, paid.reference)
    assert mismatch.session == paid
    assert Payment.objects.get().amount_pence == 9215


def test_amounts_that_differ_are_put_on_the_list_with_both(paid, gateway):
    """F25."""
    seen = gateway.books[paid.gateway_reference]
    gateway.books[paid.gateway_reference] = replace(seen, amount_received_pence=9214)

    reconcile(DAY, now=NEXT_MORNING)

    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.expected, mismatch.found) == ("books_differ", "9215", "9214")


def test_a_payment_nobody_told_us_of_is_received_before_it_is_called_a_difference(amina, gateway):
    """F15, F25: the webhook was lost, nobody came back, and the sweep missed it."""
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)

    made = reconcile(DAY, now=NEXT_MORNING)

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert made.taken_here_pence == made.taken_there_pence == 9215
    assert kinds() == [("not_posted", session.reference)]  # it was received only just now


def test_a_refund_whose_end_we_never_wrote_down_is_found_in_their_books(paid, gateway):
    """F21: the card company gave it back, and we died before we wrote that down."""
    refund = Refund.objects.create(
        payment=paid.payment, amount_pence=215, state=RefundState.SUBMITTED, reason="Twice"
    )
    seen = gateway.books[paid.gateway_reference]
    given_back = SeenRefund("re_1", 215, RefundState.SUCCESS, PAID_AT, refund.pk)
    gateway.books[paid.gateway_reference] = replace(seen, refunds=(given_back,))

    made = reconcile(DAY, now=NEXT_MORNING)

    refund.refresh_from_db()
    assert refund.state == RefundState.SUCCESS
    assert (made.returned_here_pence, made.returned_there_pence) == (215, 215)
    assert made.agrees
    assert kinds() == [("refund_to_post", str(refund.pk))]


def test_what_the_ledger_has_not_agreed_to_by_the_morning_is_put_on_the_list(paid):
    """F25: our books against the services' ledgers."""
    Posting.objects.update(state="waiting", delivered_at=None)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert (made.taken_here_pence, made.posted_pence) == (9215, 0)
    (difference,) = made.differences
    assert (difference["kind"], difference["here"], difference["there"]) == ("not_posted", 9215, 0)
    assert kinds() == [("not_posted", paid.reference)]


def test_a_payment_whose_posting_was_lost_is_put_on_the_list(paid):
    Posting.objects.all().delete()

    assert reconcile(DAY, now=NEXT_MORNING).posted_pence == 0
    assert kinds() == [("not_posted", paid.reference)]


def test_comparing_again_is_another_row_and_tells_nobody_twice(paid, gateway):
    gateway.other_entries.append(an_unknown_entry())
    reconcile(DAY, now=NEXT_MORNING)
    gateway.other_entries.clear()
    actor = staff_actor()

    again = reconcile(DAY, now=NEXT_MORNING + timedelta(hours=8), actor=actor)

    assert again.agrees
    assert again.made_by == actor.staff_id
    assert Reconciliation.objects.count() == 2
    assert Reconciliation.objects.first() == again
    assert kinds() == [("only_there", "pi_unknown")]


def test_what_was_found_is_on_the_list_although_the_day_could_not_be_written_down(
    paid, gateway, monkeypatch
):
    """The process dies between the two: the next night's turn finds the same and tells it once."""
    gateway.other_entries.append(an_unknown_entry())
    with monkeypatch.context() as dying:
        dying.setattr(reconciliation, "asdict", raises_interrupt)
        with pytest.raises(KeyboardInterrupt):
            reconcile(DAY, now=NEXT_MORNING)
    assert (kinds(), Reconciliation.objects.count()) == ([("only_there", "pi_unknown")], 0)

    made = reconcile(DAY, now=NEXT_MORNING)

    assert [one["subject"] for one in made.differences] == ["pi_unknown"]
    assert AuditEntry.objects.filter(event="payments.mismatch.found").count() == 1


def test_what_was_put_right_stays_put_right_when_it_is_compared_again(paid, gateway):
    gateway.other_entries.append(an_unknown_entry())
    reconcile(DAY, now=NEXT_MORNING)
    Mismatch.objects.update(resolved_at=NEXT_MORNING, resolution="Refunded there")

    reconcile(DAY, now=NEXT_MORNING)

    assert Mismatch.objects.get().resolution == "Refunded there"


@pytest.mark.parametrize("fault", [GatewayUnavailable("down"), GatewayRefused("no")])
def test_a_card_company_that_does_not_answer_leaves_no_half_compared_day(paid, gateway, fault):
    gateway.down = fault

    with pytest.raises(type(fault)):
        reconcile(DAY, now=NEXT_MORNING)

    assert not Reconciliation.objects.exists()
    assert not AuditEntry.objects.filter(event="payments.books.compared").exists()


def test_the_worker_compares_the_week_behind_it_once(gateway):
    assert reconcile_due(now=NEXT_MORNING) == 7

    days = sorted(Reconciliation.objects.values_list("day", flat=True))
    assert (days[0], days[-1]) == (date(2026, 4, 28), date(2026, 5, 4))
    cache.delete(LOOKED)
    assert reconcile_due(now=NEXT_MORNING + timedelta(hours=1)) == 0
    cache.delete(LOOKED)
    assert reconcile_due(now=NEXT_MORNING + timedelta(days=1)) == 1


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 5, 5, 0, 59, 59, tzinfo=UTC), date(2026, 5, 3)),
        (datetime(2026, 5, 5, 1, 0, tzinfo=UTC), date(2026, 5, 4)),
        (datetime(2026, 5, 4, 23, 30, tzinfo=UTC), date(2026, 5, 3)),
        (datetime(2026, 12, 5, 1, 59, tzinfo=UTC), date(2026, 12, 3)),
        (datetime(2026, 12, 5, 2, 0, tzinfo=UTC), date(2026, 12, 4)),
    ],
)
def test_yesterday_is_compared_from_two_in_the_morning_in_london(now, last):
    reconcile_due(now=now)

    assert max(Reconciliation.objects.values_list("day", flat=True)) == last


def test_the_worker_looks_every_five_minutes_and_not_at_every_turn(gateway):
    gateway.down = GatewayUnavailable("down")
    assert reconcile_due(now=NEXT_MORNING) == 0
    gateway.down = None
    gateway.calls.clear()

    assert reconcile_due(now=NEXT_MORNING) == 0

    assert gateway.calls == []


def test_days_after_one_that_could_not_be_compared_wait_for_it(gateway, monkeypatch):
    compared = []

    def sometimes(day, *, now):
        compared.append(day)
        if day == date(2026, 4, 30):
            raise GatewayUnavailable("down")
        return Reconciliation(day=day)

    monkeypatch.setattr(reconciliation, "reconcile", sometimes)

    assert reconcile_due(now=NEXT_MORNING) == 2
    assert compared == [date(2026, 4, 28), date(2026, 4, 29), date(2026, 4, 30)]


def test_an_attempt_that_is_named_and_still_unpaid_is_asked_about_and_told_of(amina, gateway):
    """The books say paid, the session says open: a person looks, and no payment is made up."""
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.other_entries.append(an_unknown_entry(reference=session.reference))

    reconcile(DAY, now=NEXT_MORNING)

    assert kinds() == [("only_there", session.reference)]
    assert not Payment.objects.exists()
    assert PaymentSession.objects.get().state == SessionState.STARTED
