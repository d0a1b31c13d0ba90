"""A card page that stands open takes no money for an order that was cancelled meanwhile."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.delivery import DeliveryState
from payments import posting, withdrawals
from payments.gateway import GatewayRefused, GatewayUnavailable
from payments.models import Mismatch, Payment
from payments.settlement import settle, sweep
from payments.states import MismatchKind, SessionState, Why
from services.contract import NothingOwed
from tests.factories.accounts import ResidentFactory
from tests.factories.payments import StartedSessionFactory
from tests.factories.services import WaitingSubmissionFactory
from tests.integration.payments.pages import assert_closed_as_not_owed

pytestmark = pytest.mark.django_db
OF_THE_ORDER = {"service": "parking", "account_reference": "permit:TB-P-20231"}


@pytest.fixture
def session(amina):
    """Her card page for the order, open in another tab."""
    return StartedSessionFactory(
        resident_id=amina.pk, charge_reference="right-1", return_url="/", **OF_THE_ORDER
    )


@pytest.fixture
def cancelled(session):
    return WaitingSubmissionFactory(
        resident_id=session.resident_id,
        task="cancel-visitor-sessions",
        state=DeliveryState.DELIVERED,
        supplier_reference="right-1",
        **OF_THE_ORDER,
    )


def close_due():
    cache.delete(withdrawals.LOOKED)
    return withdrawals.close_due(now=timezone.now())


def test_its_page_is_closed_at_the_card_company_and_she_reads_why(
    as_amina, session, cancelled, gateway
):
    assert close_due() == 1

    assert_closed_as_not_owed(session, gateway, as_amina)


def test_the_page_is_closed_too_when_somebody_else_with_that_permit_cancelled(session, cancelled):
    cancelled.resident_id = ResidentFactory().pk
    cancelled.save()

    assert close_due() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"state": DeliveryState.WAITING},
        {"state": DeliveryState.GIVEN_UP},
        {"task": "order-visitor-sessions"},
        {"service": "housing"},
        {"account_reference": "permit:TB-P-1"},
        {"supplier_reference": "right-2"},
    ],
    ids=["waits", "refused", "an order", "elsewhere", "another permit", "another order"],
)
def test_no_other_page_is_closed(session, cancelled, gateway, changes):
    for name, value in changes.items():
        setattr(cancelled, name, value)
    cancelled.save()

    assert close_due() == 0
    assert gateway.calls == []


def test_who_was_quicker_has_paid_and_a_person_gives_it_back(
    session, cancelled, gateway, ledger, as_amina
):
    """The money is never denied; the service does not take it, and staff are told."""
    ledger.slug, ledger.fault = "parking", NothingOwed("right-1")
    gateway.pay(session)

    assert close_due() == 1

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert "expire" not in gateway.calls
    posting.deliver_due(now=timezone.now())
    assert Mismatch.objects.get().kind == MismatchKind.NOT_POSTED
    assert Payment.objects.get().session == session


def test_who_pays_between_our_question_and_the_closing_has_paid(
    session, cancelled, gateway, monkeypatch
):
    expire = gateway.expire_session

    def paid_first(reference):
        gateway.pay(session)
        return expire(reference)

    monkeypatch.setattr(gateway, "expire_session", paid_first)

    assert close_due() == 1

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS


def test_whoever_hears_first_that_the_page_is_closed_knows_why(
    session, cancelled, gateway, monkeypatch
):
    """The card company's webhook may be quicker than its answer, and then it is not «ran out»."""
    expire = gateway.expire_session

    def the_webhook_is_quicker(reference):
        closed = expire(reference)
        settle(session, now=timezone.now())
        return closed

    monkeypatch.setattr(gateway, "expire_session", the_webhook_is_quicker)

    assert close_due() == 1

    session.refresh_from_db()
    assert (session.state, session.why) == (SessionState.CANCELLED, Why.WITHDRAWN)


@pytest.fixture
def neighbours(session):
    """An order of their own, cancelled with its card page open."""
    page = StartedSessionFactory(charge_reference="right-2", return_url="/", **OF_THE_ORDER)
    WaitingSubmissionFactory(
        resident_id=page.resident_id,
        task="cancel-visitor-sessions",
        state=DeliveryState.DELIVERED,
        supplier_reference="right-2",
        **OF_THE_ORDER,
    )
    return page


def test_while_the_card_company_is_down_it_is_asked_once_and_again_later(
    cancelled, neighbours, gateway
):
    gateway.down = GatewayUnavailable("down")
    assert close_due() == 0
    assert gateway.calls == ["fetch"]
    gateway.down = None

    assert close_due() == 2


def test_one_page_that_cannot_be_closed_keeps_no_other_open(
    session, cancelled, neighbours, gateway, monkeypatch
):
    expire = gateway.expire_session

    def refuses_one(reference):
        if reference == neighbours.gateway_reference:
            raise GatewayRefused("not that one")
        return expire(reference)

    monkeypatch.setattr(gateway, "expire_session", refuses_one)

    assert close_due() == 1

    session.refresh_from_db()
    assert session.why == Why.WITHDRAWN


def test_what_is_closed_is_closed_once_and_the_sweep_leaves_it(session, cancelled, gateway):
    close_due()
    gateway.calls.clear()

    assert close_due() == 0
    assert sweep(now=timezone.now() + timedelta(hours=2)) == 0
    assert gateway.calls == []


def test_the_worker_looks_every_few_seconds_not_in_every_round(session, cancelled):
    cache.set(withdrawals.LOOKED, value=True)

    assert withdrawals.close_due(now=timezone.now()) == 0


def test_no_transaction_is_open_while_the_card_company_is_asked(
    session, cancelled, gateway, monkeypatch
):
    called, depth = gateway._called, len(connection.savepoint_ids)

    def in_no_transaction(name):
        assert len(connection.savepoint_ids) == depth  # of the test's own
        called(name)

    monkeypatch.setattr(gateway, "_called", in_no_transaction)

    assert close_due() == 1
