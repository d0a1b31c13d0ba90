"""The service's ledger hears of every payment until it agrees; what it refuses, a person sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.delivery import GIVE_UP_AFTER, DeliveryState
from accounts.notifications.models import OutboundNotification
from payments import posting
from payments.mismatches import notice, resolve
from payments.models import Mismatch, Posting
from payments.settlement import settle
from payments.states import MismatchKind
from services.contract import NothingOwed, ServiceUnavailable
from services.http import Rejected
from services.models import ServiceLink
from tests.factories.payments import PaidSessionFactory, StartedSessionFactory, staff_actor
from tests.switched_on import forget_services, switched_on

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def paid(amina, gateway):
    session = StartedSessionFactory(resident_id=amina.pk)
    gateway.pay(session)
    return settle(session, now=NOW)


def state():
    return Posting.objects.get().state


def test_the_ledger_hears_of_a_payment_once(paid, ledger):
    assert posting.deliver_due(now=NOW) == 1
    posting.deliver_due(now=NOW + timedelta(hours=1))

    assert ledger.posted == {paid.reference: 9215}
    assert ledger.posts == 1
    assert state() == DeliveryState.DELIVERED
    assert AuditEntry.objects.get(event="payments.payment.posted").subject == paid.reference


def test_a_ledger_that_is_down_is_told_again(paid, ledger):
    ledger.fault = ServiceUnavailable("down")
    posting.deliver_due(now=NOW)
    assert state() == DeliveryState.WAITING
    ledger.fault = None

    posting.deliver_due(now=NOW + timedelta(hours=1))

    assert state() == DeliveryState.DELIVERED
    assert not Mismatch.objects.exists()


def test_a_ledger_that_took_it_and_did_not_say_so_is_told_again_under_the_same_reference(
    paid, ledger, monkeypatch
):
    taking = ledger.post_payment

    async def takes_it_and_hangs_up(*args, **words):
        await taking(*args, **words)
        raise ServiceUnavailable("gone")

    monkeypatch.setattr(ledger, "post_payment", takes_it_and_hangs_up)
    posting.deliver_due(now=NOW)
    monkeypatch.undo()

    posting.deliver_due(now=NOW + timedelta(hours=1))

    assert ledger.posted == {paid.reference: 9215}
    assert ledger.owed["rent"] == 0
    assert state() == DeliveryState.DELIVERED


@pytest.mark.parametrize("status", [401, 403, 408, 409, 425, 429])
def test_a_no_that_is_not_about_the_payment_is_asked_again(paid, ledger, status):
    ledger.fault = Rejected(status, {})

    posting.deliver_due(now=NOW)

    assert state() == DeliveryState.WAITING


@pytest.mark.parametrize("no", [Rejected(422, {}), Rejected(400, {}), NothingOwed("rent")])
def test_a_payment_the_ledger_refuses_is_kept_for_a_person(paid, ledger, no):
    ledger.fault = no

    posting.deliver_due(now=NOW)

    assert state() == DeliveryState.GIVEN_UP
    mismatch = Mismatch.objects.get()
    assert (mismatch.kind, mismatch.subject) == (MismatchKind.NOT_POSTED, paid.reference)
    assert paid.payment.amount_pence == 9215


def test_who_paid_is_told_once_that_the_service_could_not_take_it(paid, ledger, amina):
    """They have a receipt, and would come to a class that nobody has booked for them."""
    ledger.fault = NothingOwed()
    posting.deliver_due(now=NOW)
    posting.post_again(Posting.objects.get(), actor=staff_actor(), now=NOW)

    posting.deliver_due(now=NOW)

    message = OutboundNotification.objects.get(template="payment-not-passed-on")
    assert (message.resident_id, state()) == (amina.pk, DeliveryState.GIVEN_UP)
    assert paid.reference in message.body
    assert "£92.15" in message.body


def test_a_service_that_was_switched_off_is_waited_for(paid, settings):
    with switched_on(settings):
        posting.deliver_due(now=NOW)

    assert state() == DeliveryState.WAITING


def test_the_card_on_the_dashboard_is_asked_for_again(paid, amina):
    ServiceLink.objects.filter(resident_id=amina.pk).update(
        snapshot=b"old balance", snapshot_at=NOW
    )

    posting.deliver_due(now=NOW)

    assert ServiceLink.objects.get(resident_id=amina.pk, service="housing").snapshot is None


@pytest.mark.parametrize("is_off", [False, True])
def test_a_ledger_that_is_down_or_off_for_a_day_ends_on_a_persons_list(
    paid, ledger, settings, is_off
):
    """Given up in silence, nobody would ever look: the last try counts as a refusal."""
    ledger.fault = ServiceUnavailable("down" * 100)
    settings.COUNCIL_SERVICES = [] if is_off else settings.COUNCIL_SERVICES
    forget_services()
    Posting.objects.update(attempts=GIVE_UP_AFTER - 2)
    posting.deliver_due(now=NOW)
    assert state() == DeliveryState.WAITING
    assert not Mismatch.objects.exists()

    posting.deliver_due(now=NOW + timedelta(days=1))

    assert state() == DeliveryState.GIVEN_UP
    mismatch = Mismatch.objects.get()
    why = "the service is not switched on" if is_off else "down" * 30
    assert (mismatch.kind, mismatch.found) == (MismatchKind.NOT_POSTED, why)


def test_told_again_it_is_posted_and_whoever_was_told_need_not_look(paid, ledger):
    others = [
        Mismatch.objects.create(kind=MismatchKind.LATE, subject=paid.reference),
        Mismatch.objects.create(kind=MismatchKind.NOT_POSTED, subject="TB-ANOT-HER0"),
    ]
    ledger.fault = Rejected(422, {})
    posting.deliver_due(now=NOW)
    ledger.fault = None
    actor = staff_actor()

    assert posting.post_again(paid.payment.posting, actor=actor, now=NOW)
    posting.deliver_due(now=NOW)

    assert state() == DeliveryState.DELIVERED
    assert ledger.posted == {paid.reference: 9215}
    mismatch = Mismatch.objects.exclude(pk__in=[one.pk for one in others]).get()
    assert mismatch.resolution == "The ledger took it later"
    assert Mismatch.objects.filter(resolved_at=None).count() == 2
    entry = AuditEntry.objects.get(event="payments.payment.posted_again")
    assert (entry.staff_id, entry.resident_id) == (actor.staff_id, paid.resident_id)


def test_told_again_and_refused_again_it_stays_on_the_list(paid, ledger):
    ledger.fault = Rejected(422, {})
    posting.deliver_due(now=NOW)
    posting.post_again(paid.payment.posting, actor=staff_actor(), now=NOW)

    posting.deliver_due(now=NOW)

    assert state() == DeliveryState.GIVEN_UP
    assert Mismatch.objects.get().resolved_at is None


def test_what_was_posted_by_hand_is_not_told_again_from_an_old_tab(paid, ledger):
    """Else the account would have the money twice."""
    ledger.fault = Rejected(422, {})
    posting.deliver_due(now=NOW)
    resolve(Mismatch.objects.get().pk, actor=staff_actor(), resolution="Posted by hand", now=NOW)

    assert not posting.post_again(paid.payment.posting, actor=staff_actor(), now=NOW)
    assert state() == DeliveryState.GIVEN_UP


@pytest.mark.parametrize("as_it_is", [DeliveryState.WAITING, DeliveryState.DELIVERED])
def test_only_what_was_given_up_is_told_again(paid, as_it_is):
    Posting.objects.update(state=as_it_is, attempts=3)
    notice(MismatchKind.NOT_POSTED, subject=paid.reference, session=paid)

    assert not posting.post_again(paid.payment.posting, actor=staff_actor(), now=NOW)

    assert (state(), Posting.objects.get().attempts) == (as_it_is, 3)
    assert not AuditEntry.objects.filter(event="payments.payment.posted_again").exists()


def test_told_again_it_begins_anew_and_no_other_does(paid, ledger):
    """The tries of the day before count no more, and nobody waits for a turn."""
    other = PaidSessionFactory(charge_reference="other")
    later = NOW + timedelta(days=1)
    Posting.objects.update(state="given_up", attempts=GIVE_UP_AFTER, next_attempt_at=later)
    for one in (paid, other):
        notice(MismatchKind.NOT_POSTED, subject=one.reference, session=one)
    posting.post_again(paid.payment.posting, actor=staff_actor(), now=NOW)
    ledger.fault = ServiceUnavailable("down")

    posting.deliver_due(now=NOW)

    told, untold = (Posting.objects.get(payment__session=one) for one in (paid, other))
    assert (told.state, told.attempts) == (DeliveryState.WAITING, 1)
    assert untold.state == DeliveryState.GIVEN_UP
