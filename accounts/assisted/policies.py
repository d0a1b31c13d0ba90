"""Does the situation allow it? Pure: every fact, and the clock, is handed in.

What a role may do whoever the resident is, is asked in `permissions`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from accounts.assisted.permissions import (
    CLOSED_TO_STAFF,
    COVERED_BY_ANY_MANDATE,
    Action,
    is_adviser,
    may,
    services_open_to,
)
from accounts.assisted.refusals import NEEDS_SUPERVISOR, NotPermitted, Refusal
from accounts.channels import Channel
from accounts.staff.roles import Role

IDLE = timedelta(minutes=10)
LONGEST = timedelta(minutes=60)
"""How long a session, the agreement behind it and the check of who it is each count."""
LOOKUPS_AN_HOUR = 30
FAILED_CHECKS_A_DAY = 3


class Ending(StrEnum):
    """Why a session ended."""

    FINISHED = "finished"
    SWITCHED = "switched"
    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TIME_UP = "time_up"
    WITHDRAWN = "withdrawn"
    ROLE_LOST = "role_lost"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Check:
    """A check of who somebody is, as far as the policies care."""

    staff_id: UUID
    resident_id: UUID
    channel: Channel
    passed: bool
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Agreement:
    """A mandate, as far as the policies care."""

    staff_id: UUID | None
    resident_id: UUID
    channel: Channel
    services: frozenset[str]
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A member of staff opens a resident's record."""

    roles: Collection[str]
    is_own_record: bool
    has_died: bool
    too_close: Collection[Refusal]
    """Which of `NEEDS_SUPERVISOR` hold."""
    is_cleared: bool
    """A supervisor has just allowed it, to exactly this member of staff."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Somebody asks to begin helping a resident."""

    now: datetime
    staff_id: UUID
    resident_id: UUID
    channel: Channel
    roles: frozenset[str]
    agreement: Agreement | None
    check: Check | None


@dataclass(frozen=True, slots=True)
class Underway:
    """A session at the moment of a request."""

    now: datetime
    last_seen_at: datetime
    ends_at: datetime
    roles: frozenset[str]
    agreement: Agreement
    is_paused: bool
    staff_is_active: bool


def check_may_meet(meeting: Meeting) -> None:
    """May this member of staff deal with this resident at all? No supervisor opens one's own."""
    if not is_adviser(meeting.roles):
        raise NotPermitted(Refusal.NOT_AN_ADVISER)
    if meeting.is_own_record:
        raise NotPermitted(Refusal.OWN_RECORD)
    if meeting.has_died:
        raise NotPermitted(Refusal.HAS_DIED)
    for reason in NEEDS_SUPERVISOR:
        if reason in meeting.too_close and not meeting.is_cleared:
            raise NotPermitted(reason)


def check_may_decide(
    *, roles: Collection[str], is_own_request: bool, is_own_record: bool, lives_there: bool
) -> None:
    """May this supervisor allow somebody to help this resident?"""
    if Role.SUPERVISOR not in roles:
        raise NotPermitted(Refusal.OTHER_ROLE)
    if is_own_request or is_own_record or lives_there:
        raise NotPermitted(Refusal.NOT_YOURS_TO_DECIDE)


def is_cleared(*, allowed: bool | None, decided_at: datetime | None, now: datetime) -> bool:
    """Whether a supervisor's yes still counts."""
    return bool(allowed) and decided_at is not None and now - decided_at <= LONGEST


def check_may_begin(beginning: Beginning) -> None:
    """Only with a fresh check of who it is and a fresh agreement, both for exactly this."""
    _check_identity(beginning)
    _check_agreement(beginning)


def is_checked(
    check: Check | None, *, staff_id: UUID, resident_id: UUID, channel: Channel, now: datetime
) -> bool:
    """Whether this member of staff has just made sure, in this way, who this resident is."""
    if check is None or not check.passed or check.channel != channel:
        return False
    between = (check.staff_id, check.resident_id) == (staff_id, resident_id)
    return between and timedelta(0) <= now - check.checked_at <= LONGEST


def _check_identity(beginning: Beginning) -> None:
    checked = is_checked(
        beginning.check,
        staff_id=beginning.staff_id,
        resident_id=beginning.resident_id,
        channel=beginning.channel,
        now=beginning.now,
    )
    if not checked:
        raise NotPermitted(Refusal.IDENTITY_NOT_CHECKED)


def _check_agreement(beginning: Beginning) -> None:
    agreement = beginning.agreement
    if agreement is None:
        raise NotPermitted(Refusal.NO_MANDATE)
    if (agreement.staff_id, agreement.resident_id) != (beginning.staff_id, beginning.resident_id):
        raise NotPermitted(Refusal.MANDATE_OF_ANOTHER)
    if agreement.channel != beginning.channel:
        raise NotPermitted(Refusal.OTHER_CHANNEL)
    if not is_live(agreement, now=beginning.now):
        raise NotPermitted(Refusal.MANDATE_OVER)
    if beginning.now - agreement.starts_at > LONGEST:
        raise NotPermitted(Refusal.MANDATE_OVER)
    if agreement.services - services_open_to(beginning.roles, agreement.services):
        raise NotPermitted(Refusal.ROLE_NEEDED)


def is_live(agreement: Agreement, *, now: datetime) -> bool:
    return agreement.ended_at is None and agreement.starts_at <= now < agreement.ends_at


def why_over(session: Underway) -> Ending | None:
    """Why this session must end before it does anything more, or None when it may go on."""
    if not session.staff_is_active or not is_adviser(session.roles):
        return Ending.ROLE_LOST
    if session.agreement.ended_at is not None:
        return Ending.WITHDRAWN
    if session.now >= session.ends_at or not is_live(session.agreement, now=session.now):
        return Ending.TIME_UP
    if not session.is_paused and session.now - session.last_seen_at >= IDLE:
        return Ending.IDLE
    return None


def check_may_open(
    area: str, action: Action, *, roles: Collection[str], agreed: Collection[str]
) -> None:
    """May the session under way open this area? The role decides first, then the agreement."""
    if area in CLOSED_TO_STAFF:
        raise NotPermitted(Refusal.CLOSED_TO_STAFF, area=area)
    if not may(roles, area, action):
        closed = may(roles, area, Action.VIEW)
        refusal = Refusal.CLOSED_TO_STAFF if closed else Refusal.ROLE_NEEDED
        raise NotPermitted(refusal, area=area)
    if area not in COVERED_BY_ANY_MANDATE and area not in agreed:
        raise NotPermitted(Refusal.NOT_AGREED, area=area)


def can_open(area: str, action: Action, *, roles: Collection[str], agreed: Collection[str]) -> bool:
    try:
        check_may_open(area, action, roles=roles, agreed=agreed)
    except NotPermitted:
        return False
    return True


def check_may_look_up(lookups_since_last_act: int) -> None:
    """Looking for one person after the other without helping any is not advising."""
    if lookups_since_last_act >= LOOKUPS_AN_HOUR:
        raise NotPermitted(Refusal.TOO_MANY_LOOKUPS)


def check_may_ask_again(failed_today: int) -> None:
    """Three failed checks of one resident in a day, whoever asked, and no more that day."""
    if failed_today >= FAILED_CHECKS_A_DAY:
        raise NotPermitted(Refusal.TOO_MANY_FAILED_CHECKS)
