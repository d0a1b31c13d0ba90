"""What supervisors watch: who looks for many people, who is refused, and who is helping now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from accounts.assisted.models import AssistedSession
from accounts.assisted.refusals import Refusal
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.staff.models import StaffMember

LAST = timedelta(days=7)
WATCHED = (
    Event.RESIDENTS_SEARCHED,
    Event.SESSION_STARTED,
    Event.ACCESS_REFUSED,
    Event.IDENTITY_FAILED,
)


@dataclass(frozen=True, slots=True)
class Watched:
    """One member of staff in the last seven days. Names no resident."""

    name: str
    place: str
    searches: int
    helped: int
    refused: int
    failed_checks: int
    stopped: int
    """How often they were stopped for looking for many people without helping any."""
    helping_since: datetime | None


def watch(*, now: datetime) -> tuple[Watched, ...]:
    """Everybody who did anything, those who were stopped first, then the most refused."""
    staff = StaffMember.objects.in_bulk()
    counts = _counts(set(staff), now=now)
    helping = dict(
        AssistedSession.objects.filter(ended_at=None).values_list("staff_id", "started_at")
    )
    rows = [
        _row(member, counts.get(pk, {}), helping.get(pk))
        for pk, member in staff.items()
        if pk in counts or pk in helping
    ]
    return tuple(sorted(rows, key=lambda row: (-row.stopped, -row.refused, row.name)))


def _counts(staff: set[UUID], *, now: datetime) -> dict[UUID, dict[str, int]]:
    # By staff first: that is how the trail is indexed.
    lately = AuditEntry.objects.filter(staff_id__in=staff, happened_at__gt=now - LAST)
    stopped = Count("id", filter=Q(reason=Refusal.TOO_MANY_LOOKUPS))
    found: dict[UUID, dict[str, int]] = {}
    rows = lately.filter(event__in=WATCHED).values("staff_id", "event").order_by()
    for row in rows.annotate(times=Count("id"), stopped=stopped):
        of_one = found.setdefault(UUID(str(row["staff_id"])), {})
        of_one[row["event"]] = row["times"]
        of_one["stopped"] = of_one.get("stopped", 0) + row["stopped"]
    return found


def _row(member: StaffMember, counts: dict[str, int], since: datetime | None) -> Watched:
    return Watched(
        name=member.name,
        place=member.place_of_work,
        searches=counts.get(Event.RESIDENTS_SEARCHED, 0),
        helped=counts.get(Event.SESSION_STARTED, 0),
        refused=counts.get(Event.ACCESS_REFUSED, 0),
        failed_checks=counts.get(Event.IDENTITY_FAILED, 0),
        stopped=counts.get("stopped", 0),
        helping_since=since,
    )
