"""Role x service x channel x mandate x state: what an adviser may do, against rules said twice.

`may` below is written from the words of the agreement and the house rules, not from the code: the
two must agree on every combination.
"""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from accounts.assisted import policies
from accounts.assisted.permissions import Action
from accounts.assisted.policies import Agreement, Beginning, Check, Underway
from accounts.assisted.refusals import NotPermitted
from accounts.channels import Channel
from accounts.staff.roles import Role

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
JOY, DESMOND = UUID(int=1), UUID(int=11)
ADVISERS = {"library_adviser", "contact_centre_adviser", "social_care_adviser"}
SERVICES = ("housing", "benefits", "parking", "leisure", "social_care")
AREAS = (*SERVICES, "", "details", "payments", "security", "sign_in", "bank", "activity")
SCOPES = ((), ("housing",), ("housing", "parking"), ("social_care",), SERVICES)
CHANNELS = (Channel.ASSISTED_FACE_TO_FACE, Channel.ASSISTED_TELEPHONE)
SOME_TIME = timedelta(minutes=5)
STATES = {
    # state: what is different from a session that goes on
    "open": {},
    "idle": {"last_seen_at": NOW - timedelta(minutes=10)},
    "time_up": {"ends_at": NOW},
    "withdrawn": {"ended_at": NOW - SOME_TIME},
    "gone": {"staff_is_active": False},
}


def may(role: str, area: str, action: Action, scope: tuple[str, ...], state: str) -> bool:
    """The rules, as the house says them."""
    if role not in ADVISERS or state != "open":
        return False
    if area in {"security", "sign_in", "bank", "activity"}:
        return False
    if area == "details":
        return action is Action.VIEW
    if area == "social_care" and role != "social_care_adviser":
        return False
    return area in {"", "payments"} or area in scope


def agreement(scope: tuple[str, ...], channel: Channel, **changes: object) -> Agreement:
    facts = {
        "staff_id": JOY,
        "resident_id": DESMOND,
        "channel": channel,
        "services": frozenset(scope),
        "starts_at": NOW - SOME_TIME,
        "ends_at": NOW + SOME_TIME,
        "ended_at": None,
    }
    return Agreement(**{**facts, **changes})


def goes_on(role: str, scope: tuple[str, ...], channel: Channel, state: str) -> bool:
    changes = dict(STATES[state])
    ended_at = changes.pop("ended_at", None)
    facts = {
        "now": NOW,
        "last_seen_at": NOW - SOME_TIME,
        "ends_at": NOW + SOME_TIME,
        "roles": frozenset({role}),
        "agreement": agreement(scope, channel, ended_at=ended_at),
        "is_paused": False,
        "staff_is_active": True,
    }
    return policies.why_over(Underway(**{**facts, **changes})) is None


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_page_opens_exactly_when_role_agreement_and_session_all_allow_it(role, state):
    """D02, D08, D14, D16, D20"""
    for area, action, scope, channel in itertools.product(AREAS, Action, SCOPES, CHANNELS):
        opens = goes_on(role, scope, channel, state) and policies.can_open(
            area, action, roles=[role], agreed=scope
        )

        assert opens == may(role, area, action, scope, state), (area, action, scope, channel)


def begins(role: str, scope: tuple[str, ...], *, meets: Channel, checked: Channel, agreed: Channel):
    beginning = Beginning(
        now=NOW,
        staff_id=JOY,
        resident_id=DESMOND,
        channel=meets,
        roles=frozenset({role}),
        agreement=agreement(scope, agreed),
        check=Check(JOY, DESMOND, checked, passed=True, checked_at=NOW - SOME_TIME),
    )
    try:
        policies.check_may_begin(beginning)
    except NotPermitted:
        return False
    return True


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("role", sorted(ADVISERS))
def test_help_begins_within_the_role_and_in_one_and_the_same_way(role, scope):
    """D02: a check on the telephone does not count at the desk, nor the other way round."""
    within_role = "social_care" not in scope or role == "social_care_adviser"

    for meets, checked, agreed in itertools.product(CHANNELS, repeat=3):
        expected = within_role and meets == checked == agreed
        assert begins(role, scope, meets=meets, checked=checked, agreed=agreed) is expected


def test_more_roles_never_open_less():
    for first, second in itertools.product(Role, repeat=2):
        for area, action, scope in itertools.product(AREAS, Action, SCOPES):
            alone = policies.can_open(area, action, roles=[first], agreed=scope)
            both = policies.can_open(area, action, roles=[first, second], agreed=scope)
            assert both or not alone, (first, second, area, action, scope)


def test_a_wider_agreement_never_opens_less():
    for role, area, action in itertools.product(Role, AREAS, Action):
        opened = [policies.can_open(area, action, roles=[role], agreed=scope) for scope in SCOPES]
        assert opened[-1] or not any(opened), (role, area, action)
