"""D10, D11: whose record may an adviser open at all, and what a supervisor's yes changes."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from accounts.assisted import conflicts, policies
from accounts.assisted.policies import Meeting
from accounts.assisted.refusals import NEEDS_SUPERVISOR, NotPermitted, Refusal
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember
from accounts.staff.roles import ADVISERS, Role

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
STRANGER = Meeting(
    roles=[Role.LIBRARY_ADVISER],
    is_own_record=False,
    has_died=False,
    too_close=(),
    is_cleared=False,
)


def refusal_of(meeting: Meeting) -> Refusal | None:
    try:
        policies.check_may_meet(meeting)
    except NotPermitted as refused:
        return refused.refusal
    return None


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_only_advisers_open_records(role):
    """D20"""
    expected = None if role in ADVISERS else Refusal.NOT_AN_ADVISER

    assert refusal_of(replace(STRANGER, roles=[role])) is expected


def test_nobody_without_a_role_opens_a_record():
    assert refusal_of(replace(STRANGER, roles=[])) is Refusal.NOT_AN_ADVISER


@pytest.mark.parametrize("is_cleared", [False, True])
@pytest.mark.parametrize("reason", NEEDS_SUPERVISOR, ids=str)
def test_who_is_too_close_opens_it_only_when_a_supervisor_allowed_it(reason, is_cleared):
    """D11"""
    meeting = replace(STRANGER, too_close=[reason], is_cleared=is_cleared)

    assert refusal_of(meeting) is (None if is_cleared else reason)


@pytest.mark.parametrize(
    ("own", "died", "refusal"),
    [
        (True, False, Refusal.OWN_RECORD),
        (False, True, Refusal.HAS_DIED),
        (True, True, Refusal.OWN_RECORD),
    ],
)
def test_no_supervisor_opens_ones_own_record_or_that_of_somebody_who_died(own, died, refusal):
    """D10, D29"""
    meeting = replace(STRANGER, is_own_record=own, has_died=died, is_cleared=True)

    assert refusal_of(meeting) is refusal


@pytest.mark.parametrize("pair", list(itertools.combinations(NEEDS_SUPERVISOR, 2)), ids=str)
def test_of_several_reasons_the_one_that_tells_least_is_said(pair):
    assert refusal_of(replace(STRANGER, too_close=set(pair))) is pair[0]


def test_a_marked_record_says_nothing_about_why_it_is_marked():
    """D14: neither that somebody is a councillor, nor that somebody is in danger."""
    refused = NotPermitted(Refusal.FLAGGED)

    assert refused.what == "A supervisor decides who helps this resident."
    assert refused.needs_supervisor


@pytest.mark.parametrize("refusal", list(Refusal), ids=str)
def test_only_what_a_supervisor_can_allow_offers_to_ask_one(refusal):
    assert NotPermitted(refusal).needs_supervisor == (refusal in NEEDS_SUPERVISOR)


# Who decides


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("own_request", [False, True])
@pytest.mark.parametrize("own_record", [False, True])
@pytest.mark.parametrize("lives_there", [False, True])
def test_a_supervisor_decides_about_others_and_never_alone(
    role, own_request, own_record, lives_there
):
    """D11: two people, neither of them close to the resident."""
    expected = None
    if own_request or own_record or lives_there:
        expected = Refusal.NOT_YOURS_TO_DECIDE
    if role is not Role.SUPERVISOR:
        expected = Refusal.OTHER_ROLE
    found = None
    try:
        policies.check_may_decide(
            roles=[role],
            is_own_request=own_request,
            is_own_record=own_record,
            lives_there=lives_there,
        )
    except NotPermitted as refused:
        found = refused.refusal

    assert found is expected


@pytest.mark.parametrize(
    ("allowed", "minutes_ago", "counts"),
    [
        (True, 0, True),
        (True, 60, True),
        (True, 60.1, False),
        (True, 24 * 60, False),
        (True, None, False),
        (False, 1, False),
        (None, None, False),
    ],
)
def test_a_yes_counts_for_one_hour(allowed, minutes_ago, counts):
    """D11"""
    decided_at = None if minutes_ago is None else NOW - timedelta(minutes=minutes_ago)

    assert policies.is_cleared(allowed=allowed, decided_at=decided_at, now=NOW) is counts


# Who is who


def resident(**facts: str) -> Resident:
    return Resident(**{"address": "3 Orchard House, Station Road", "postcode": "TB1 6RS", **facts})


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ({}, {}, True),
        ({}, {"address": "3  orchard HOUSE, Thornbridge", "postcode": "tb16rs"}, True),
        ({}, {"address": "4 Orchard House, Station Road"}, False),
        ({}, {"postcode": "TB1 6RT"}, False),
        ({"address": ""}, {"address": ""}, False),
        ({"postcode": ""}, {"postcode": ""}, False),
        ({"uprn": "100012340103"}, {"uprn": "100012340103", "address": "elsewhere"}, True),
        ({"uprn": "100012340103", "address": ""}, {"uprn": "", "address": ""}, False),
        ({"uprn": "", "postcode": ""}, {"uprn": "", "postcode": ""}, False),
    ],
)
def test_the_same_home_is_the_same_door(mine, theirs, same):
    """D11: neighbours in one house are not one household, and an empty address is nobody's home."""
    assert conflicts.is_same_home(resident(**mine), resident(**theirs)) is same
    assert conflicts.is_same_home(resident(**theirs), resident(**mine)) is same


@pytest.mark.parametrize(
    ("name", "first_name", "own"),
    [
        ("Joy Adeyemi", "Joy", True),
        ("Joy  ADEYEMI", "joy", True),
        ("Adeyemi, Joy", "Joy", True),
        ("Joy Adéyemi", "Jóy", True),
        ("Joy-Ann Adeyemi", "Joy Ann", True),
        ("Joy Adeyemi", "Joyce", False),
        ("Joy Adeyemi", "Ada", False),
    ],
)
def test_a_record_is_ones_own_by_name(name, first_name, own):
    """D10"""
    theirs = resident(first_name=first_name, last_name="Adeyemi")

    assert conflicts.is_own_record(StaffMember(name=name), theirs) is own
