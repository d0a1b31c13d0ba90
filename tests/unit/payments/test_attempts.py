"""An attempt as it is frozen, when it is the same one again, and how long things last."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from accounts.actor import Actor
from accounts.channels import Channel
from payments import receipts
from payments.charges import Payable
from payments.checkout import _attempt, _is_same_attempt, _wanted, return_address
from payments.models import Payment, PaymentLink, PaymentSession, Refund
from payments.states import OPEN, RefundState, SessionState
from services.contract import AccountReference, Charge

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
AMINA, JOY, HELP = UUID(int=1), UUID(int=2), UUID(int=3)
RESIDENT = Actor(resident_id=AMINA)
ASSISTED = Actor(
    resident_id=AMINA,
    channel=Channel.ASSISTED_TELEPHONE,
    staff_id=JOY,
    assisted_session_id=HELP,
)


def payable(description="Rent for 12 Canal Street"):
    charge = Charge(
        service="housing",
        account_reference=AccountReference("tenure-1"),
        charge_reference="rent",
        description=description,
        amount_pence=10_000,
        part_payment_from_pence=100,
    )
    return Payable(charge, "HRA", 9215, asked_at=NOW)


def test_what_is_frozen_is_what_the_service_said_and_who_asked():
    """F03: what is owed, what is paid of it, for which account, by whom and for whom."""
    session = _attempt(payable(), 1000, ASSISTED, now=NOW)

    assert (session.owed_pence, session.amount_pence, session.fund) == (9215, 1000, "HRA")
    assert (session.service, session.account_reference, session.charge_reference) == (
        "housing",
        "tenure-1",
        "rent",
    )
    assert session.actor == ASSISTED
    assert session.state == SessionState.CREATED
    assert re.fullmatch("TB-[0-9A-Z]{4}-[0-9A-Z]{4}", session.reference)


def test_a_card_page_lasts_an_hour_and_is_looked_at_after_a_minute():
    session = _attempt(payable(), 1000, RESIDENT, now=NOW)

    assert session.created_at == NOW
    assert session.expires_at == NOW + timedelta(minutes=60)
    assert session.next_check_at == NOW + timedelta(minutes=1)


def test_a_suppliers_long_words_are_cut_to_what_fits():
    assert len(_attempt(payable("x" * 500), 1, RESIDENT, now=NOW).description) == 200


def test_the_card_company_is_asked_for_exactly_what_was_frozen(settings):
    """F03, F33."""
    settings.PORTAL_URL = "https://my.thornbridge.example"
    session = _attempt(payable(), 1000, RESIDENT, now=NOW)
    session.return_url = "https://evil.example/"

    wanted = _wanted(session)

    assert (wanted.session_id, wanted.reference) == (session.pk, session.reference)
    assert (wanted.amount_pence, wanted.expires_at) == (1000, session.expires_at)
    assert wanted.return_url == return_address(session)
    assert wanted.return_url == (f"https://my.thornbridge.example/payments/{session.pk}/return/")


@pytest.mark.parametrize(
    ("pence", "actor", "same"),
    [
        (1000, RESIDENT, True),
        (999, RESIDENT, False),
        (1001, RESIDENT, False),
        (1000, Actor(resident_id=JOY), False),
        (1000, ASSISTED, False),
    ],
)
def test_only_the_same_person_paying_the_same_gets_the_open_page(pence, actor, same):
    """F01: a double click is one attempt; somebody else never sees the first one's page."""
    session = _attempt(payable(), 1000, RESIDENT, now=NOW)

    assert _is_same_attempt(session, pence, actor, now=NOW) is same


@pytest.mark.parametrize(("page", "minutes"), [("https://cards.example/1", 5), ("", 31)])
def test_a_page_must_last_long_enough_to_type_a_card_or_to_be_opened_at_all(page, minutes):
    """F06, F19: Stripe opens none for less than half an hour."""
    session = _attempt(payable(), 1000, RESIDENT, now=NOW)
    session.page_url = page
    too_late = session.expires_at - timedelta(minutes=minutes)

    just_before = too_late - timedelta(microseconds=1)
    assert _is_same_attempt(session, 1000, RESIDENT, now=just_before)
    assert not _is_same_attempt(session, 1000, RESIDENT, now=too_late)


@pytest.mark.parametrize("state", list(SessionState))
def test_money_may_still_come_only_while_an_attempt_is_open(state):
    assert PaymentSession(state=state).is_open is (state in OPEN)


@pytest.mark.parametrize(
    ("used", "seconds", "live"),
    [(False, 0, True), (False, 3599, True), (False, 3600, False), (True, 0, False)],
)
def test_a_payment_link_works_once_and_until_its_last_second(used, seconds, live):
    """F32."""
    link = PaymentLink(used_at=NOW if used else None, expires_at=NOW + timedelta(hours=1))

    assert link.is_live(NOW + timedelta(seconds=seconds)) is live


def test_a_link_pays_in_the_name_of_both():
    link = PaymentLink(
        resident_id=AMINA,
        staff_id=JOY,
        assisted_session_id=HELP,
        channel=Channel.ASSISTED_TELEPHONE,
    )

    assert link.actor == ASSISTED


def a_receipt(*refunds, **facts):
    words = {"card_brand": "visa", "card_last_four": "4242", "paid_at": NOW, **facts}
    payment = Payment(
        reference="TB-7KQ4-M2WD",
        service="social_care",
        account_reference="SC700103",
        amount_pence=123450,
        **words,
    )
    session = PaymentSession(description="Care charge")
    made = [
        Refund(state=state, amount_pence=pence, created_at=NOW, refunded_at=at)
        for state, pence, at in refunds
    ]
    shown = SimpleNamespace(
        filter=lambda state__in: [one for one in made if one.state in state__in]
    )
    payment._state.fields_cache["session"] = session
    payment._prefetched_objects_cache = {"refunds": shown}
    return payment


@pytest.mark.parametrize(
    ("facts", "card"),
    [
        ({}, "Visa card ending 4242"),
        ({"card_brand": "mastercard"}, "Mastercard card ending 4242"),
        ({"card_brand": ""}, "card ending 4242"),
        ({"card_last_four": ""}, "Card"),
    ],
)
def test_a_receipt_knows_four_digits_of_a_card_at_most(facts, card):
    """F29."""
    assert receipts._card(a_receipt(**facts)) == card


@pytest.mark.parametrize(
    ("paid_at", "words"),
    [
        (NOW, "4 May 2026 at 10:30am"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "31 December 2026 at 11:59pm"),
        (datetime(2026, 7, 31, 23, 5, tzinfo=UTC), "1 August 2026 at 12:05am"),
    ],
)
def test_a_receipt_says_when_by_the_clock_in_london(paid_at, words, monkeypatch):
    monkeypatch.setattr(receipts, "_refund_lines", lambda payment: [])

    assert receipts.make_receipt(a_receipt(paid_at=paid_at)).paid_at == words


@pytest.mark.parametrize("known", [True, False])
def test_a_receipt_names_the_service_even_when_it_was_switched_off(monkeypatch, known):
    service = SimpleNamespace(title="Care and support")
    monkeypatch.setattr(receipts, "_refund_lines", lambda payment: [])
    monkeypatch.setattr(receipts, "find_service", lambda slug: service if known else None)

    made = receipts.make_receipt(a_receipt())

    assert made.service == ("Care and support" if known else "Social care")
    assert (made.amount, made.reference) == ("£1,234.50", "TB-7KQ4-M2WD")


def test_a_receipt_shows_money_that_goes_back_and_no_mere_requests(monkeypatch):
    later = NOW + timedelta(days=1)
    payment = a_receipt(
        (RefundState.REQUESTED, 100, None),
        (RefundState.SUBMITTED, 200, None),
        (RefundState.SUCCESS, 300, later),
        (RefundState.DECLINED, 400, None),
        (RefundState.ERROR, 500, None),
    )
    refunds = payment._prefetched_objects_cache["refunds"]
    monkeypatch.setattr(Payment, "refunds", refunds)

    lines = receipts._refund_lines(payment)

    assert [(line.amount, line.state, line.on) for line in lines] == [
        ("£2.00", "On its way", "4 May 2026"),
        ("£3.00", "Refunded", "5 May 2026"),
    ]
