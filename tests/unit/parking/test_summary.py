"""What the parking card says: what to pay first, what ends when, what happened."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contract import Summary
from services.parking import payloads
from services.parking.adapter.summary import pounds, summary
from services.parking.adapter.words import notice
from services.parking.records.notices import NoticeState
from services.parking.records.parking import Parking
from services.parking.records.permits import PermitKind
from tests.factories.parking import TODAY, a_notice, a_permit
from tests.unit.parking.test_records import NOW

SESSIONS = a_permit(
    reference="TB-P-1-V2026",
    kind=PermitKind.VISITOR_SESSIONS,
    title="Visitor sessions, zone A",
    starts_on=None,
    sessions_left=32,
    sessions_bought=50,
)
CHALLENGED = payloads.Challenge("CH-1", date(2026, 5, 13), date(2026, 7, 8))


def card(*permits: Any, notices: Any = ()) -> Summary:
    read = tuple(notice(each) for each in notices)
    return summary(Parking("TB-P-1", permits, read, ()), now=NOW)


@pytest.mark.parametrize(
    ("permits", "notices", "headline"),
    [
        ((), (), "No permit at the moment"),
        ((a_permit(),), (), "1 permit"),
        ((a_permit(), a_permit(reference="B", vrm="TB20NEW")), (), "2 permits"),
        ((a_permit(), SESSIONS), (), "1 permit"),
        ((SESSIONS,), (), "No permit at the moment"),
        ((a_permit(ends_on=TODAY - timedelta(days=1)),), (), "No permit at the moment"),
        ((a_permit(),), (a_notice(),), "£35 to pay today"),
        ((), (a_notice(), a_notice(pcn="TB2")), "£70 to pay today"),
        ((a_permit(),), (a_notice(status="closed"),), "1 permit"),
        ((a_permit(),), (a_notice(status="challenged"),), "1 permit"),
    ],
)
def test_the_headline_is_what_matters_most(permits: Any, notices: Any, headline: str) -> None:
    assert card(*permits, notices=notices).headline == headline


@pytest.mark.parametrize(
    ("permit", "details"),
    [
        (a_permit(), [("Resident permit, zone A", "TB12AMN, until 7 June 2026")]),
        (SESSIONS, [("Visitor sessions, zone A", "32 left")]),
        (a_permit(ends_on=TODAY - timedelta(days=1)), []),
        (a_permit(starts_on=TODAY + timedelta(days=1)), []),
    ],
)
def test_only_what_is_valid_today_is_on_the_card(permit: Any, details: list[Any]) -> None:
    assert [(line.label, line.value) for line in card(permit).details] == details


def unpaid_sessions() -> Any:
    return a_permit(
        kind=PermitKind.VISITOR_SESSIONS,
        title="Visitor sessions, zone A",
        sessions_left=25,
        sessions_bought=25,
        price_pence=1750,
        is_paid=False,
    )


def test_sessions_that_are_not_paid_cannot_be_used_and_are_not_counted_as_left() -> None:
    said = card(unpaid_sessions())

    assert said.details == ()
    [owed] = said.charges
    assert (owed.amount_pence, owed.part_payment_from_pence) == (1750, None)
    assert owed.description == "25 visitor sessions, zone A, until 7 June 2026"


def test_everything_that_is_owed_is_a_charge_of_its_own_account() -> None:
    """F03: each is paid whole, and found again whatever else the link opens later."""
    said = card(a_permit(is_paid=False), notices=[a_notice(), a_notice(pcn="TB2", vrm="TB9")])

    assert [(c.account_reference, c.charge_reference, c.amount_pence) for c in said.charges] == [
        ("TB10012345/TB12AMN", "TB10012345", 3500),
        ("TB2/TB9", "TB2", 3500),
        ("permit:TB-P-1", "TB-P-1-R2026", 5800),
    ]


@pytest.mark.parametrize("state", [state for state in NoticeState if state is not NoticeState.FULL])
def test_the_total_of_the_card_is_the_sum_of_its_charges(state: NoticeState) -> None:
    said = card(notices=[a_notice(status=str(state)), a_notice(pcn="TB2", status="full")])

    owed = sum(charge.amount_pence for charge in said.charges)
    assert said.headline == f"{pounds(owed)} to pay today"


@pytest.mark.parametrize(
    ("days_to_go", "is_told"), [(-1, False), (0, True), (28, True), (29, False)]
)
def test_a_permit_that_ends_soon_is_to_be_renewed(days_to_go: int, is_told: bool) -> None:
    ends_on = TODAY + timedelta(days=days_to_go)

    notices = card(a_permit(ends_on=ends_on)).notices

    assert [(n.text, n.act_by, n.url_name, n.about) for n in notices] == (
        [("Renew your resident permit, zone A", ends_on, "parking:renew", a_permit().reference)]
        if is_told
        else []
    )


def test_a_permit_that_is_renewed_already_is_not_to_be_renewed() -> None:
    renewed = a_permit(reference="B", ends_on=a_permit().ends_on + timedelta(days=365))

    assert card(renewed, a_permit()).notices == ()


def test_what_gets_dearer_says_when_and_how_much() -> None:
    [said] = card(notices=[a_notice()]).notices

    assert said.text == "Pay £35 for parking notice TB10012345, before it goes up to £70"
    assert said.act_by == date(2026, 5, 25)
    assert said.action == "See the notice"
    assert (said.url_name, said.about) == ("parking:notice", "TB10012345")


@pytest.mark.parametrize(
    ("changes", "is_coming"),
    [
        ({"status": "challenged", "challenge": CHALLENGED}, True),
        ({"status": "closed", "challenge": CHALLENGED}, False),
        (
            {
                "status": "discount",
                "challenge": payloads.Challenge(
                    "CH-1",
                    date(2026, 5, 13),
                    date(2026, 7, 8),
                    date(2026, 5, 18),
                    "rejected",
                ),
            },
            False,
        ),
        ({"status": "discount"}, False),
    ],
)
def test_our_answer_to_a_challenge_is_coming_until_it_is_given(
    changes: dict[str, Any], is_coming: bool
) -> None:
    coming = card(notices=[a_notice(**changes)]).coming_up

    assert [each.on for each in coming] == ([date(2026, 7, 8)] if is_coming else [])


@pytest.mark.parametrize(("days_ago", "is_told"), [(0, True), (27, True), (28, False)])
def test_what_happened_in_the_last_four_weeks_is_told(days_ago: int, is_told: bool) -> None:
    day = TODAY - timedelta(days=days_ago)
    challenge = payloads.Challenge("CH-1", day, day + timedelta(days=56))

    happened = card(
        notices=[a_notice(served_on=day, status="challenged", challenge=challenge)]
    ).recent

    assert [each.text for each in happened] == (
        [
            "Parking notice TB10012345 was issued",
            "You challenged parking notice TB10012345",
        ]
        if is_told
        else []
    )


@pytest.mark.parametrize(
    ("pence", "words"),
    [(3500, "£35"), (3550, "£35.50"), (5, "£0.05"), (0, "£0"), (1234500, "£12,345")],
)
def test_money_is_said_shortly(pence: int, words: str) -> None:
    assert pounds(pence) == words


@given(pence=st.integers(min_value=0, max_value=10_000_000))
def test_money_said_shortly_is_still_the_same_money(pence: int) -> None:
    said = pounds(pence).removeprefix("£").replace(",", "")

    assert Decimal(said) * 100 == pence


def test_the_end_of_a_permit_is_coming_up_and_that_of_sessions_is_not() -> None:
    [ends] = card(a_permit(), SESSIONS).coming_up

    assert (ends.text, ends.on) == ("Your resident permit, zone A ends", date(2026, 6, 7))
