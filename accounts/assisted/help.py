"""What pages may know about the help that is going on: the banner's words and the forms' token."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.actor import ActorRequest
from accounts.assisted.models import AssistedSession
from accounts.assisted.policies import IDLE, Ending
from accounts.channels import Channel
from accounts.staff.models import StaffMember

WARN_BEFORE = timedelta(minutes=5)

ENDINGS: dict[Ending, str] = {
    Ending.FINISHED: "you ended it",
    Ending.SWITCHED: "you began helping somebody else, or began again at another desk",
    Ending.SIGNED_OUT: "you signed out",
    Ending.IDLE: "nothing happened for 10 minutes",
    Ending.TIME_UP: "the hour was over",
    Ending.WITHDRAWN: "the permission was ended, by the resident or for them",
    Ending.ROLE_LOST: "your role no longer lets you help residents",
    Ending.MOVED: "it was opened in another browser",
}


@dataclass(frozen=True, slots=True)
class Assisting:
    """A member of staff is helping this resident, right now, in this browser."""

    session_id: str
    token: str
    """Every form carries it, so that a form filled in for one resident is not sent for another."""
    resident_name: str
    staff_name: str
    place: str
    channel: str
    services: frozenset[str]
    roles: frozenset[str]
    ends_at: datetime
    idle_ends_at: datetime
    time_left: str
    is_running_out: bool
    is_paused: bool


class AssistedRequest(ActorRequest):
    """A request as pages about helping know it."""

    assisting: Assisting | None
    help_ended: AssistedSession | None
    """The session that was found to be over on this very request."""


def staff_of(request: ActorRequest) -> StaffMember:
    """Who is at the desk. Only behind `for_staff`."""
    staff: StaffMember = request.user.staff_member  # type: ignore[union-attr]  # for_staff
    return staff


def assisting_in(session: AssistedSession, services: frozenset[str], *, now: datetime) -> Assisting:
    staff = session.staff
    return Assisting(
        session_id=str(session.pk),
        token=str(session.pk),
        resident_name=session.resident.full_name,
        staff_name=staff.name,
        place=staff.place_of_work,
        channel=CHANNELS[Channel(session.channel)],
        services=services,
        roles=frozenset(staff.roles),
        ends_at=session.ends_at,
        idle_ends_at=min(now + IDLE, session.ends_at),
        time_left=minutes_in_words(session.ends_at - now),
        is_running_out=session.ends_at - now <= WARN_BEFORE,
        is_paused=session.is_paused,
    )


CHANNELS = {
    Channel.ASSISTED_FACE_TO_FACE: "in person",
    Channel.ASSISTED_TELEPHONE: "on the telephone",
}


def minutes_in_words(left: timedelta) -> str:
    """Rounded down, so that nobody is promised a minute that is not there."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
