"""Giving a booked place back, while its terms allow it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.residents.models import Resident
from services.leisure import operations
from services.leisure.adapter import LeisureAdapter
from services.models import Submission
from services.network import run
from services.sandbox.personas import AMINA
from tests.factories.accounts import actor_of
from tests.integration.leisure.conftest import (
    book,
    cancel,
    find,
    form_key_in,
    order_of,
    orders,
    starts,
    statuses,
    the_submission,
)
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def test_the_new_booking_is_listed_and_can_be_cancelled(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    book(as_amina, find(adapter, from_now=1))
    booked = the_submission()

    assert "Canal health walk" in as_amina.get(reverse("leisure:index")).content.decode()
    response = cancel(as_amina, str(booked.form_key))

    assert response.status_code == 302
    assert statuses(order_of(sandbox, booked)) == ["CustomerCancelled"]
    assert "Canal health walk (you" not in as_amina.get(reverse("leisure:index")).content.decode()


def test_pressing_cancel_twice_leads_to_the_same_receipt(
    as_amina: Client, adapter: LeisureAdapter
) -> None:
    book(as_amina, find(adapter, from_now=1))
    address = reverse("leisure:cancel", args=[the_submission().form_key])
    sent = {"form_key": form_key_in(as_amina.get(address).text)}

    first, again = (as_amina.post(address, sent) for _ in range(2))

    assert again.get("Location") == first["Location"]
    page = as_amina.get(address).text
    assert "You have cancelled this booking" in page
    assert "too late" not in page


def test_a_session_that_is_over_cannot_be_cancelled(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    been = next(o for o in orders(sandbox) if starts(o) < timezone.now())

    response = cancel(as_amina, str(been["identifier"]))

    assert "too late to cancel" in response.content.decode()
    assert not Submission.objects.exists()


def test_a_cancellation_after_the_terms_ran_out_is_refused(
    amina: Resident, adapter: LeisureAdapter
) -> None:
    booking, *_ = run(adapter.fetch_membership(AMINA.membership)).bookings

    for moment, in_time in [(booking.cancel_by, True), (booking.starts_at, False)]:
        assert booking.can_be_cancelled(now=moment) is in_time
    with pytest.raises(operations.TooLateToCancel):
        operations.cancel_booking(
            actor=actor_of(amina),
            membership=AMINA.membership,
            booking=booking,
            form_key=uuid.uuid4(),
            journey_id=None,
            now=booking.cancel_by + timedelta(seconds=1),
        )
