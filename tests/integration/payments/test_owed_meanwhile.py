"""What is paid but not yet in the service's ledger is not asked for again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from payments.charges import AlreadyPaid, BeingLookedAt
from payments.checkout import ChargeChanged
from payments.models import Mismatch, Posting
from payments.settlement import settle
from payments.states import SessionState
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
    Posting.objects.filter(payment__session=paid).update(
        delivered_at=payable.asked_at + timedelta(milliseconds=1)
    )

    with pytest.raises(AlreadyPaid):
        pay(amina, payable=payable)


def test_nobody_pays_while_a_wrong_amount_is_being_looked_at(amina, gateway):
    session = pay(amina)
    gateway.pay(session, amount_pence=1)
    settle(session, now=timezone.now())

    with pytest.raises(BeingLookedAt):
        pay(amina)

    Mismatch.objects.update(resolved_at=timezone.now())
    assert pay(amina).state == SessionState.STARTED
