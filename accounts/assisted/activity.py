"""Who has looked at my account: the audit trail, for the person it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator

from accounts.actor import Actor
from accounts.assisted.help import CHANNELS
from accounts.assisted.refusals import Refusal
from accounts.assisted.services import titles_of
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.presenters import sentence_for
from accounts.channels import Channel
from accounts.mandates.authority import list_live_mandates
from accounts.mandates.models import Mandate
from accounts.staff.models import StaffMember

PER_PAGE = 30
ABOUT_A_MARK = (Event.CAUTION_CHANGED, Event.CLEARANCE_ASKED, Event.CLEARANCE_DECIDED)
REFUSED_FOR_A_MARK = (Refusal.FLAGGED, Refusal.HAS_DIED)
"""Who marked a record, and who asked because of it, is not told on the record itself: whoever the
mark protects may not be the only one who reads there. Auditors see it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody did, and from where."""

    at: datetime
    text: str
    where: str
    by_staff: bool


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who may act for the resident right now."""

    mandate_id: UUID
    name: str
    place: str
    services: tuple[str, ...]
    ends_at: datetime


def list_activity(
    actor: Actor, *, page: str, only_staff: bool
) -> tuple[tuple[Line, ...], Page[AuditEntry]]:
    """The newest first; what is no page is the first. Three queries, whatever the page."""
    entries = AuditEntry.objects.filter(resident_id=actor.acting_for).order_by("-id")
    entries = entries.exclude(event__in=ABOUT_A_MARK)
    entries = entries.exclude(event=Event.ACCESS_REFUSED, reason__in=REFUSED_FOR_A_MARK)
    if only_staff:
        entries = entries.exclude(staff_id=None)
    shown = Paginator(entries, PER_PAGE).get_page(page)
    staff = _staff_of(entry.staff_id for entry in shown.object_list)
    return tuple(_line(entry, staff) for entry in shown.object_list), shown


def list_helpers(actor: Actor, *, now: datetime) -> tuple[Helper, ...]:
    """Everybody who may act for the resident now."""
    mandates = list(list_live_mandates(actor.acting_for, now=now))
    staff = _staff_of(mandate.staff_id for mandate in mandates)
    return tuple(_helper(mandate, staff) for mandate in mandates)


def _staff_of(ids: Iterable[UUID | None]) -> dict[UUID, StaffMember]:
    return StaffMember.objects.in_bulk({staff_id for staff_id in ids if staff_id})


def _line(entry: AuditEntry, staff: dict[UUID, StaffMember]) -> Line:
    if entry.staff_id is None:
        who = "You" if entry.correlation_id else "We"
        return Line(entry.happened_at, sentence_for(entry, who=who), "", by_staff=False)
    member = staff.get(entry.staff_id)
    name = member.name if member else "Somebody who works for the council"
    how = CHANNELS.get(Channel(entry.channel), "")
    where = ", ".join(part for part in (member.place_of_work if member else "", how) if part)
    return Line(entry.happened_at, sentence_for(entry, who=name), where, by_staff=True)


def _helper(mandate: Mandate, staff: dict[UUID, StaffMember]) -> Helper:
    member = staff.get(mandate.staff_id) if mandate.staff_id else None
    return Helper(
        mandate_id=mandate.pk,
        name=member.name if member else "Somebody who works for the council",
        place=member.place_of_work if member else "",
        services=titles_of(mandate.services),
        ends_at=mandate.ends_at,
    )
