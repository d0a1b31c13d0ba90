"""The sweep settles what nobody came back for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from payments.gateway import GatewayUnavailable
from payments.models import PaymentSession, Refund
from payments.settlement import sweep
from payments.states import SessionState, Why
from tests.factories.payments import (
    CreatedSessionFactory,
    PaidSessionFactory,
    StartedSessionFactory,
)

pytestmark = pytest.mark.django_db


def in_five_minutes():
    """Counted from this test, however long ago the run began."""
    return timezone.now() + timedelta(minutes=5)


def test_the_sweep_finds_what_nobody_came_back_for(session, gateway):
    """F15, F16."""
    gateway.pay(session)

    assert sweep(now=in_five_minutes()) == 1

    session.refresh_from_db()
    assert session.state == SessionState.SUCCESS


def test_the_sweep_leaves_alone_what_was_looked_at_just_now(session, gateway):
    now = in_five_minutes()
    sweep(now=now)
    gateway.calls.clear()

    sweep(now=now + timedelta(seconds=30))

    assert gateway.calls == []


@pytest.mark.parametrize(
    ("age", "wait"),
    [(60, 60), (120, 60), (121, 120), (240, 120), (241, 300), (600, 300), (3600, 300)],
)
def test_an_attempt_is_looked_at_after_one_two_and_then_every_five_minutes(session, age, wait):
    """F15. Looked at when it is that many seconds old, it is due again so many seconds later."""
    now = session.created_at + timedelta(seconds=age)

    sweep(now=now)

    session.refresh_from_db()
    assert session.next_check_at == now + timedelta(seconds=wait)


def test_attempts_that_are_due_at_the_same_moment_are_each_looked_at(gateway):
    due = timezone.now()
    both = [StartedSessionFactory(charge_reference=n, next_check_at=due) for n in "ab"]
    for one in both:
        gateway.pay(one)

    assert sweep(now=due) == 2


def test_an_attempt_that_another_worker_has_just_claimed_is_left_to_it(gateway, monkeypatch):
    for name in "ab":
        StartedSessionFactory(charge_reference=name)
    now = in_five_minutes()
    fetching = gateway.fetch_session

    def meanwhile_claimed(reference):
        others = PaymentSession.objects.exclude(gateway_reference=reference)
        others.update(next_check_at=now)
        return fetching(reference)

    monkeypatch.setattr(gateway, "fetch_session", meanwhile_claimed)

    sweep(now=now)

    assert gateway.calls == ["fetch"]


def test_the_sweep_counts_refunds_that_came_to_an_end_as_well(session, gateway, payment):
    gateway.pay(session)
    Refund.objects.create(payment=payment, amount_pence=1, reason="Twice", state="submitted")

    assert sweep(now=in_five_minutes()) == 2


def test_the_sweep_finds_a_page_whose_opening_nobody_heard_the_end_of(amina, gateway):
    lost = CreatedSessionFactory(resident_id=amina.pk)
    gateway.after = GatewayUnavailable("killed here")
    with pytest.raises(GatewayUnavailable):
        gateway.open_session(_wanted(lost))

    sweep(now=in_five_minutes())

    lost.refresh_from_db()
    assert lost.state == SessionState.STARTED
    assert lost.gateway_reference == f"cs_{lost.pk}"


def _wanted(session):
    from payments.checkout import _wanted as wanted

    return wanted(session)


def test_what_was_never_opened_ends_when_its_hour_is_over(amina):
    session = CreatedSessionFactory(resident_id=amina.pk)

    sweep(now=session.expires_at - timedelta(seconds=1))
    session.refresh_from_db()
    assert session.state == SessionState.CREATED

    sweep(now=session.expires_at + timedelta(minutes=10))
    session.refresh_from_db()
    assert (session.state, session.why) == (SessionState.ERROR, Why.NEVER_OPENED)


def test_the_sweep_stops_asking_a_gateway_that_is_down(gateway):
    for number in range(3):
        StartedSessionFactory(charge_reference=f"charge-{number}")
    gateway.down = GatewayUnavailable("down")

    assert sweep(now=in_five_minutes()) == 0

    assert gateway.calls == ["fetch"]


def test_a_paid_attempt_is_not_swept_any_more(gateway):
    PaidSessionFactory()

    sweep(now=timezone.now() + timedelta(days=1))

    assert gateway.calls == []


def test_one_turn_of_the_worker_looks_at_twenty_attempts_and_the_next_at_the_rest(gateway):
    """N17: somebody's receipt is waiting behind them."""
    for number in range(22):
        StartedSessionFactory(charge_reference=f"charge {number}")
    now = in_five_minutes()

    looked_at = []
    for _ in range(3):
        gateway.calls.clear()
        sweep(now=now)
        looked_at.append(len(gateway.calls))

    assert looked_at == [20, 2, 0]
