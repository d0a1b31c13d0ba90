"""A supervisor allows one member of staff to help one resident, once, for an hour."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.assisted import policies
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.models import Clearance
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember

STANDS_FOR = timedelta(days=1)
"""How long a request waits to be answered. After that it has to be asked again."""


def ask_supervisor(
    *, staff: StaffMember, resident: Resident, why: Clearance.Why, now: datetime
) -> Clearance:
    """Ask once; as long as it is not answered, asking again changes nothing."""
    waiting = list_waiting(now=now).filter(staff=staff, resident=resident).first()
    if waiting:
        return waiting
    with transaction.atomic():
        asked = Clearance.objects.create(staff=staff, resident=resident, why=why, asked_at=now)
        record(
            Event.CLEARANCE_ASKED,
            actor=actor_at_desk(staff),
            resident_id=resident.pk,
            subject=str(asked.pk),
            reason=why.value,
        )
    return asked


def decide(clearance: Clearance, *, supervisor: StaffMember, allow: bool, now: datetime) -> bool:
    """The first answer counts. False when somebody else had answered already."""
    with transaction.atomic():
        decided = Clearance.objects.filter(pk=clearance.pk, decided_at=None).update(
            decided_by=supervisor, decided_at=now, is_allowed=allow
        )
        if decided:
            record(
                Event.CLEARANCE_DECIDED,
                actor=actor_at_desk(supervisor),
                resident_id=clearance.resident_id,
                subject=str(clearance.pk),
                allowed=allow,
                adviser=clearance.staff.name,
            )
    return bool(decided)


def list_waiting(*, now: datetime) -> QuerySet[Clearance]:
    """What supervisors have not answered yet, the oldest first."""
    asked = Clearance.objects.filter(asked_at__gt=now - STANDS_FOR, decided_at=None)
    return asked.select_related("staff", "resident").order_by("asked_at")


def list_asked(staff: StaffMember, *, now: datetime) -> list[Clearance]:
    """What this member of staff last asked about each resident, as long as it matters.

    That is for a day while nobody has answered, and for an hour after that.
    """
    open_still = Q(decided_at=None, asked_at__gt=now - STANDS_FOR)
    answered_lately = Q(decided_at__gte=now - policies.LONGEST)
    asked = Clearance.objects.filter(open_still | answered_lately, staff=staff)
    newest_last = asked.select_related("resident").order_by("asked_at")
    return list({one.resident_id: one for one in newest_last}.values())


def find_latest(staff: StaffMember, resident: Resident) -> Clearance | None:
    """What this member of staff asked last about this resident, however long ago."""
    asked = Clearance.objects.filter(staff=staff, resident=resident)
    return asked.order_by("-asked_at").first()
