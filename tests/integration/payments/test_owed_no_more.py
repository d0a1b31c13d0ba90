"""A card page closes too when its service says that nothing is owed: whoever saw to that."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from payments import withdrawals
from payments.states import SessionState
from services.contract import NotHeld, NothingOwed, ServiceUnavailable
from tests.factories.payments import StartedSessionFactory
from tests.integration.payments.pages import assert_closed_as_not_owed

pytestmark = pytest.mark.django_db
OPENED = timezone.now()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(amina):
    return StartedSessionFactory(resident_id=amina.pk, created_at=OPENED)


def close_due(*, later=MINUTE):
    cache.delete(withdrawals.LOOKED)
    return withdrawals.close_due(now=OPENED + later)


def test_what_staff_or_the_service_cancelled_is_not_paid_for_and_the_resident_reads_why(
    as_amina, session, gateway, ledger
):
    del ledger.owed["rent"]

    assert close_due() == 1

    assert_closed_as_not_owed(session, gateway, as_amina)


def test_what_was_paid_in_another_way_is_not_paid_here_too(session, ledger):
    ledger.owed["rent"] = 0

    assert close_due() == 1


def test_who_was_quicker_has_paid(session, gateway, ledger):
    del ledger.owed["rent"]
    gateway.pay(session)

    assert close_due() == 1

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS
    assert "expire" not in gateway.calls


@pytest.mark.parametrize(
    "answer",
    [None, ServiceUnavailable("status 503"), NotHeld("right-1")],
    ids=["owed", "no answer", "a place that can still be had"],
)
def test_the_page_stays_open_while_nobody_says_that_nothing_is_owed(
    session, gateway, ledger, answer
):
    ledger.fault = answer

    assert close_due() == 0

    session.refresh_from_db()
    assert session.is_open
    assert gateway.calls == []


def test_a_service_that_is_not_switched_on_is_not_asked(session, ledger):
    ledger.slug, ledger.fault = "parking", NothingOwed("rent")

    assert close_due() == 0


def test_each_page_is_asked_after_once_a_minute_and_not_in_its_first(session, ledger):
    for later in (0, 59, 60, 70, 119):
        close_due(later=timedelta(seconds=later))

    assert ledger.asked == ["rent"]
    cache.clear()  # as a minute later
    close_due(later=2 * MINUTE)
    assert ledger.asked == ["rent", "rent"]


def test_no_more_are_asked_after_at_once_than_a_service_can_bear(ledger, gateway, monkeypatch):
    monkeypatch.setattr(withdrawals, "AT_ONCE", 2)
    for number in range(3):
        StartedSessionFactory(charge_reference=f"gone-{number}", created_at=OPENED)

    assert [close_due(), close_due(), close_due()] == [2, 1, 0]
