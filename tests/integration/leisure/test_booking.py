"""Booking a place, to the end: leisure system, audit, journey, message."""

import uuid
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.models import AuditEntry
from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services.contract import AccountReference, NothingOwed
from services.leisure import operations
from services.leisure.adapter import LeisureAdapter
from services.leisure.records import Opportunity
from services.models import Journey, Submission
from services.network import run
from services.sandbox.personas import AMINA
from services.submissions import deliver_due
from tests.factories.accounts import actor_of
from tests.integration.leisure.conftest import (
    COURT,
    book,
    find,
    order_of,
    orders,
    starts,
    statuses,
    the_submission,
)
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def pay_for(adapter: LeisureAdapter, order_id: str) -> None:
    """What the worker does once the card was charged."""
    run(
        adapter.post_payment(
            AccountReference(AMINA.membership),
            order_id,
            payment_reference="TB-7KQ4-M2WD",
            amount_pence=1150,
            paid_at=timezone.now(),
        )
    )


def attempt(resident: Resident, session: Opportunity, **changes: object) -> Submission:
    """The operation itself, without the page."""
    asked = {
        "actor": actor_of(resident),
        "membership": AMINA.membership,
        "opportunity": session,
        "price": session.prices[0],
        "form_key": uuid.uuid4(),
        "journey_id": None,
        "now": timezone.now(),
    }
    return operations.book_session(**{**asked, **changes})


def test_a_booked_place_is_in_the_leisure_system(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    session = find(adapter)

    response = book(as_amina, session)

    submission = the_submission()
    assert response["Location"] == reverse("services:submission", args=[submission.pk])
    order = order_of(sandbox, submission)
    assert submission.supplier_reference == order["orderNumber"]
    assert statuses(order) == ["OrderItemConfirmed"]
    assert starts(order) == session.starts_at


def test_the_receipt_shows_both_references(as_amina: Client, adapter: LeisureAdapter) -> None:
    response = book(as_amina, find(adapter))

    html = as_amina.get(response["Location"]).content.decode()

    submission = the_submission()
    assert submission.reference in html
    assert submission.supplier_reference in html
    assert "Canal health walk" in html


def test_a_booking_is_audited_counted_and_told(as_amina: Client, adapter: LeisureAdapter) -> None:
    book(as_amina, find(adapter))

    events = Counter(AuditEntry.objects.values_list("event", flat=True))
    assert events["services.submission.accepted"] == events["services.submission.delivered"] == 1
    [journey] = Journey.objects.all()
    assert (journey.service, journey.task, journey.outcome) == (
        "leisure",
        "book-session",
        "completed",
    )
    message = OutboundNotification.objects.get()
    assert message.subject.startswith("Booked: Canal health walk")
    assert the_submission().supplier_reference in message.body


def test_pressing_the_button_twice_is_one_booking(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    session, before = find(adapter), len(orders(sandbox))
    form_key = str(uuid.uuid4())

    answers = [book(as_amina, session, form_key=form_key) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(orders(sandbox)) == before + 1
    assert Submission.objects.count() == 1


def test_a_full_session_is_refused_in_plain_words(
    as_amina: Client, amina: Resident, adapter: LeisureAdapter
) -> None:
    session = find(adapter)
    assert session.places_left
    for _ in range(session.places_left):
        attempt(amina, session)

    with pytest.raises(operations.SessionFull):
        attempt(amina, session)
    page = as_amina.get(reverse("leisure:book", args=[session.key])).content.decode()
    answer = book(as_amina, session, form_key=str(uuid.uuid4())).content.decode()

    assert "The last place has just gone." in page
    assert "Book this place" not in page
    assert "There is a problem" in answer
    assert "The last place has just gone." in answer
    assert Submission.objects.count() == session.places_left


def test_a_place_sold_against_payment_is_not_booked_without_one(
    amina: Resident, adapter: LeisureAdapter
) -> None:
    """Whatever the form says: the booking system's own terms decide."""
    court = find(adapter, COURT)

    with pytest.raises(operations.PriceChanged):
        attempt(amina, court)

    assert not Submission.objects.exists()


def test_a_place_paid_at_the_desk_is_not_held_for_a_payment(
    amina: Resident, adapter: LeisureAdapter
) -> None:
    session = find(adapter)

    with pytest.raises(operations.PriceChanged):
        operations.hold_place(
            actor=actor_of(amina),
            membership=AccountReference(AMINA.membership),
            opportunity=session,
            price=session.prices[0],
            form_key=uuid.uuid4(),
        )


def test_holding_a_court_leads_to_its_payment_and_the_payment_books_it(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    """The whole way: hold, charge, payment, booking, and no second one."""
    court, before = find(adapter, COURT), len(orders(sandbox))

    pay = book(as_amina, court)["Location"]
    assert "£11.50" in as_amina.get(pay).content.decode()
    form_key = pay.rstrip("/").rsplit("/", 1)[1]
    for _ in range(2):
        pay_for(adapter, form_key)

    assert len(orders(sandbox)) == before + 1
    assert not Submission.objects.exists()
    assert not Journey.objects.filter(task=operations.BOOK).exists()
    html = as_amina.get(reverse("leisure:index")).content.decode()
    assert "Badminton courts" in html
    assert "£11.50" in html
    with pytest.raises(NothingOwed):
        run(adapter.fetch_charge(AccountReference(AMINA.membership), form_key))


def test_whoever_comes_back_to_a_place_that_is_paid_for_reads_that_it_is(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    """With «Back», and the button again: not that leisure is out of order."""
    court, form_key = find(adapter, COURT), str(uuid.uuid4())
    pay = book(as_amina, court, form_key=form_key)["Location"]
    pay_for(adapter, form_key)
    before = len(orders(sandbox))

    again = book(as_amina, court, form_key=form_key)

    assert again.get("Location") == pay
    assert "paid already" in as_amina.get(pay).text
    assert len(orders(sandbox)) == before


def test_another_price_than_the_page_said_books_nothing(
    amina: Resident, adapter: LeisureAdapter
) -> None:
    session = find(adapter, "Yoga")
    cheaper = replace(session.prices[0], amount_pence=session.prices[0].amount_pence - 1)

    with pytest.raises(operations.PriceChanged) as changed:
        attempt(amina, session, price=cheaper)

    assert changed.value.total_pence == session.prices[0].amount_pence
    assert not Submission.objects.exists()


def test_a_price_nobody_offers_is_a_form_error(as_amina: Client, adapter: LeisureAdapter) -> None:
    response = book(as_amina, find(adapter), price="something-else")

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not Submission.objects.exists()


def test_a_session_over_two_weeks_away_cannot_be_booked_yet(
    amina: Resident, adapter: LeisureAdapter
) -> None:
    with pytest.raises(operations.NotOpenForBooking):
        attempt(amina, find(adapter, from_now=-1))


def test_if_leisure_is_down_nothing_is_promised(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    session = find(adapter)
    sandbox.fault("leisure", "error")

    response = book(as_amina, session)

    assert response.status_code in {200, 503}
    assert not Submission.objects.exists()


def test_if_leisure_fails_after_the_place_was_held_it_is_booked_once_when_it_is_back(
    amina: Resident,
    sandbox: Sandbox,
    adapter: LeisureAdapter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, before = find(adapter), len(orders(sandbox))
    hold = operations._hold
    with monkeypatch.context() as at_once:
        at_once.setattr(
            operations,
            "_hold",
            lambda *asked, **terms: (hold(*asked, **terms), sandbox.fault("leisure", "error")),
        )
        submission = attempt(amina, session)

    assert submission.state == DeliveryState.WAITING
    sandbox.well("leisure")
    assert len(orders(sandbox)) == before

    later = timezone.now() + timedelta(hours=1)
    assert [deliver_due(now=later), deliver_due(now=later)] == [1, 0]
    assert len(orders(sandbox)) == before + 1


def test_a_resident_without_an_e_mail_books_with_the_councils_mailbox(
    amina: Resident, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    amina.email = ""
    amina.save()

    submission = attempt(amina, find(adapter))

    customer = order_of(sandbox, submission)["customer"]
    assert customer["email"] == operations.COUNCIL_MAILBOX
    assert OutboundNotification.objects.get().route == "letter"
