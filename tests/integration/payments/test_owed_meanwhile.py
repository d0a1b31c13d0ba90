"""What is paid but not yet in the service's ledger is not asked for again."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from payments.charges import AlreadyPaid, BeingLookedAt, fetch_payable
from payments.checkout import ChargeChanged
from payments.mismatches import is_blocked, notice
from payments.models import Mismatch, Posting
from payments.settlement import settle
from payments.states import MismatchKind, SessionState
from services.contract import NothingOwed
from tests.factories.accounts import actor_of
from tests.factories.payments import PaidSessionFactory, a_payable
from tests.integration.payments.conftest import pay

pytestmark = pytest.mark.django_db


def test_what_is_on_its_way_to_the_ledger_is_not_owed_again(amina, gateway):
    first = pay(amina, amount_pence=2000)
    gateway.pay(first)
    settle(first, now=timezone.now())

    with pytest.raises(ChargeChanged) as changed:
        pay(amina)

    assert changed.value.owed_pence == 7215


def test_a_payment_the_ledger_has_heard_of_is_not_counted_twice(amina):
    PaidSessionFactory(resident_id=amina.pk)

    assert pay(amina).amount_pence == 9215


def test_a_payment_posted_while_we_asked_still_counts(amina):
    paid = PaidSessionFactory(resident_id=amina.pk)
    payable = a_payable()
    Posting.objects.filter(payment__session=paid).update(delivered_at=payable.asked_at)

    with pytest.raises(AlreadyPaid):
        pay(amina, payable=payable)


ELSEWHERE = [
    {"service": "parking"},
    {"account_reference": "tenure-2"},
    {"charge_reference": "garage"},
]


@pytest.mark.parametrize("what", ELSEWHERE)
def test_money_on_its_way_for_something_else_is_not_taken_off(amina, what):
    PaidSessionFactory(**what)
    Posting.objects.update(state="waiting", delivered_at=None)

    assert pay(amina).amount_pence == 9215


@pytest.mark.parametrize("what", ELSEWHERE)
def test_a_wrong_amount_for_something_else_does_not_hold_this_charge_up(amina, what):
    session = PaidSessionFactory(**what)
    notice(MismatchKind.AMOUNT, subject=session.reference, session=session)

    assert pay(amina).state == SessionState.STARTED


def test_only_money_of_which_nobody_knows_what_it_was_for_holds_a_charge_up():
    session, holds = PaidSessionFactory(), set()
    for kind in MismatchKind:
        notice(kind, subject=session.reference, session=session)
        if is_blocked(session.service, session.account_reference, session.charge_reference):
            holds.add(kind)
        Mismatch.objects.update(resolved_at=timezone.now())

    assert holds == {MismatchKind.AMOUNT, MismatchKind.CURRENCY, MismatchKind.LIVE}


@pytest.mark.parametrize(
    ("state", "resolved", "counts"),
    [
        ("given_up", timedelta(days=-1), False),
        ("given_up", timedelta(0), True),
        ("given_up", None, True),
        ("waiting", timedelta(days=-1), True),
    ],
)
def test_what_was_posted_by_hand_is_not_taken_off_next_weeks_rent(amina, state, resolved, counts):
    """Given up, and put right since: the ledger has it. What still waits, it has not."""
    session, payable = PaidSessionFactory(amount_pence=1000), a_payable()
    Posting.objects.update(state=state, delivered_at=None)
    told = notice(MismatchKind.NOT_POSTED, subject=session.reference, session=session)
    if resolved is not None:
        Mismatch.objects.filter(pk=told.pk).update(resolved_at=payable.asked_at + resolved)

    with pytest.raises(ChargeChanged) if counts else nullcontext():
        assert pay(amina, payable=payable).amount_pence == 9215


@pytest.mark.parametrize("pence", [0, -1])
def test_a_bill_that_is_paid_or_in_credit_cannot_be_paid(amina, ledger, pence):
    ledger.owed["rent"] = pence

    with pytest.raises(NothingOwed):
        asked_of_the_ledger(amina)


def test_a_last_penny_can_be_paid(amina, ledger):
    ledger.owed["rent"] = 1

    assert asked_of_the_ledger(amina).owed_pence == 1


def asked_of_the_ledger(resident):
    return fetch_payable(
        actor=actor_of(resident), service="housing", charge_reference="rent", now=timezone.now()
    )


def test_nobody_pays_while_a_wrong_amount_is_being_looked_at(amina, gateway):
    session = pay(amina)
    gateway.pay(session, amount_pence=1)
    settle(session, now=timezone.now())

    with pytest.raises(BeingLookedAt):
        pay(amina)

    Mismatch.objects.update(resolved_at=timezone.now())
    assert pay(amina).state == SessionState.STARTED
