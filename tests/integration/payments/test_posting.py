"""The service's ledger hears of every payment until it agrees; what it refuses, a person sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.delivery import DeliveryState
from payments import posting
from payments.models import Mismatch, Posting
from payments.settlement import settle
from payments.states import MismatchKind
from services.contract import NothingOwed, ServiceUnavailable
from services.http import Rejected
from services.installed import installed_services
from services.models import Snapshot
from tests.factories.payments import StartedSessionFactory

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


def test_a_service_that_was_switched_off_is_waited_for(paid, settings):
    settings.COUNCIL_SERVICES = []
    installed_services.cache_clear()

    posting.deliver_due(now=NOW)

    assert state() == DeliveryState.WAITING


def test_the_card_on_the_dashboard_is_asked_for_again(paid, amina):
    Snapshot.objects.create(
        resident_id=amina.pk, service="housing", taken_at=NOW, sealed=b"old balance"
    )

    posting.deliver_due(now=NOW)

    assert not Snapshot.objects.exists()
