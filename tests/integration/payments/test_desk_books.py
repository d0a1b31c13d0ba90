"""The books of a day at the money desk: both sides, and what differs."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from payments.gateway import GatewayUnavailable
from payments.mismatches import notice
from payments.models import Mismatch, Posting, Reconciliation
from payments.reconciliation import reconcile
from payments.states import MismatchKind
from tests.factories.payments import PaidSessionFactory
from tests.integration.payments.desk import DAY, DESK, address
from tests.integration.payments.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_books_of_a_day_show_both_sides_and_what_differs(morgan, paid, gateway):
    """F25: each class is listed, and the totals stand beside each other."""
    notice(MismatchKind.LATE, subject=paid.reference, session=paid)
    gateway.books.clear()
    reconcile(DAY, now=timezone.now())
    reconcile(DAY + timedelta(days=1), now=timezone.now())

    desk = text_of(morgan.get(DESK))
    page = text_of(morgan.get(address("-books", DAY)))

    assert "Differ" in desk
    for words in ("£92.15", "£0.00", paid.reference, "Our books have it"):
        assert words in page
    assert MismatchKind.LATE.label not in page
    assert "Put right" not in page
    Mismatch.objects.update(resolved_at=timezone.now())
    assert "Put right" in text_of(morgan.get(address("-books", DAY)))


def test_the_books_say_to_the_penny_what_they_differ_by_and_what_waits(morgan, paid, gateway):
    """F25."""
    seen = gateway.books[paid.gateway_reference]
    gateway.books[paid.gateway_reference] = replace(seen, amount_received_pence=9214)
    other = PaidSessionFactory(charge_reference="other", amount_pence=100)
    Posting.objects.filter(payment=other.payment).update(delivered_at=None)
    reconcile(DAY, now=timezone.now())

    page = text_of(morgan.get(address("-books", DAY)))

    shown = re.findall(r'(?:numeric"|<strong)>(£[^<]*)<', page)
    assert shown == ["£93.15", "£93.14", "£0.01", "£0.00", "£0.00", "£0.00", "£1.00"]


def test_a_day_that_agrees_says_so(morgan, paid):
    reconcile(DAY, now=timezone.now())

    assert "Agree" in text_of(morgan.get(DESK))
    assert "Everything agreed." in text_of(morgan.get(address("-books", DAY)))


def test_a_day_is_compared_again_on_request(morgan, paid, gateway):
    reconcile(DAY, now=timezone.now())

    response = morgan.post(address("-compare-again", DAY))

    assert response["Location"] == address("-books", DAY)
    assert Reconciliation.objects.first().made_by == morgan.member.pk
    gateway.down = GatewayUnavailable("down")
    said = text_of(morgan.post(address("-compare-again", DAY), follow=True))
    assert "The card company is not answering" in said
    assert Reconciliation.objects.count() == 2


def test_a_day_that_is_not_over_is_not_compared(morgan):
    assert morgan.post(address("-compare-again", timezone.localdate())).status_code == 404
    assert not Reconciliation.objects.exists()
