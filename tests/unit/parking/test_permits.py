"""Permits, vehicles and visitor sessions: what may be done with them, and why not."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.parking.records.permits import PermitKind, VisitorOffer, VisitorPack
from tests.factories.parking import TODAY, VRM, a_permit, a_renewal, a_vehicle

days = st.integers(min_value=-800, max_value=800)
NEW = a_vehicle(vrm="TB20NEW")
PACKS = (VisitorPack(10, 700), VisitorPack(25, 1750))


@pytest.mark.parametrize(
    ("changes", "can_change"),
    [
        ({}, True),
        ({"ends_on": TODAY}, True),
        ({"ends_on": TODAY - timedelta(days=1)}, False),
        ({"starts_on": TODAY}, True),
        ({"starts_on": TODAY + timedelta(days=1)}, False),
        ({"starts_on": None}, True),
        ({"is_paid": False}, False),
        ({"kind": PermitKind.VISITOR_SESSIONS}, False),
    ],
)
def test_the_vehicle_of_a_paid_permit_can_be_changed_while_it_is_valid(
    changes: dict[str, Any], can_change: bool
) -> None:
    permit = a_permit(**changes)

    assert permit.can_change_vehicle(TODAY) is can_change
    assert (permit.obstacle_to(NEW, TODAY) == "") is can_change


@pytest.mark.parametrize(
    ("vehicle", "words"),
    [
        (a_vehicle(vrm=VRM), "The permit is for this vehicle already."),
        (a_vehicle(vrm=VRM, is_taxed=False), "The permit is for this vehicle already."),
        (a_vehicle(vrm="TB20NEW", is_taxed=False), "not taxed"),
        (a_vehicle(vrm="TB20NEW", has_mot=False), "no valid MOT"),
        (a_vehicle(vrm="TB20NEW", is_taxed=False, has_mot=False), "not taxed"),
    ],
)
def test_what_speaks_against_a_vehicle_is_said_in_words(vehicle: Any, words: str) -> None:
    assert words in a_permit().obstacle_to(vehicle, TODAY)


def test_a_title_goes_on_inside_a_sentence() -> None:
    assert a_permit().title_inside == "resident permit, zone A"
    assert a_permit(title="").title_inside == ""


@given(ends_in=days, starts_before_end=st.integers(min_value=0, max_value=400))
def test_a_permit_is_current_from_its_first_to_its_last_day(
    ends_in: int, starts_before_end: int
) -> None:
    ends_on = TODAY + timedelta(days=ends_in)
    permit = a_permit(ends_on=ends_on, starts_on=ends_on - timedelta(days=starts_before_end))

    assert permit.is_current(TODAY) == (0 <= ends_in <= starts_before_end)


@given(ends_in=days)
def test_a_renewal_is_open_for_28_days_each_way_and_says_when_before_and_after(
    ends_in: int,
) -> None:
    renewal = a_renewal(permit=a_permit(ends_on=TODAY + timedelta(days=ends_in)))

    said = renewal.obstacle(TODAY)

    if ends_in > 28:
        opens_on = TODAY + timedelta(days=ends_in - 28)
        assert said == f"You can renew this permit from {opens_on:%-d %B %Y}."
    elif ends_in < -28:
        assert said == "This permit ended more than 28 days ago. Apply for a new one."
    else:
        assert said == ""


@given(ends_in=days)
def test_a_year_of_renewal_follows_without_a_gap_or_a_day_twice(ends_in: int) -> None:
    permit = a_permit(ends_on=TODAY + timedelta(days=ends_in))

    renewal = a_renewal(permit=permit)

    assert renewal.starts_on - permit.ends_on == timedelta(days=1)
    assert (renewal.ends_on - renewal.starts_on).days + 1 == 365


def test_what_has_been_renewed_says_so_before_anything_else() -> None:
    vehicle = a_vehicle(is_taxed=False)

    said = a_renewal(is_renewed_already=True, vehicle=vehicle).obstacle(TODAY)

    assert said == "You have renewed this permit already."


def offer(**changes: Any) -> VisitorOffer:
    facts = {"specification": "VISITOR-A", "vrm": VRM, "packs": PACKS, "is_unpaid": False}
    return VisitorOffer(**(facts | changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"is_unpaid": True}, "Pay for the visitor sessions you have ordered first."),
        ({"packs": ()}, "as many visitor sessions as a household may in a year"),
        ({"packs": (), "is_unpaid": True}, "Pay for the visitor sessions"),
    ],
)
def test_what_stands_in_the_way_of_more_sessions(changes: dict[str, Any], words: str) -> None:
    said = offer(**changes).obstacle

    assert words in said
    assert bool(words) == bool(said)


@pytest.mark.parametrize(("sessions", "pence"), [(10, 700), (25, 1750), (50, None), (0, None)])
def test_a_pack_is_found_by_how_many_it_has(sessions: int, pence: int | None) -> None:
    found = offer().find_pack(sessions)

    assert (found.price_pence if found else None) == pence


@pytest.mark.parametrize(
    ("pence", "words"),
    [(700, "10 sessions, £7.00"), (0, "10 sessions, £0.00"), (123456, "10 sessions, £1,234.56")],
)
def test_a_pack_says_its_price_to_the_penny(pence: int, words: str) -> None:
    assert VisitorPack(10, pence).words == words
