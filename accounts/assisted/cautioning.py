"""Mark a record: advisers ask a supervisor before they open it, or nobody opens it at all."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.assisted.actors import actor_at_desk
from accounts.assisted.models import Caution
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.record import record
from accounts.mandates.authority import end_all_mandates
from accounts.mandates.models import EndedBy
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember


def has_marked(staff: StaffMember, resident: Resident) -> bool:
    """Whether they ever marked this record, or took a mark away."""
    marked = AuditEntry.objects.filter(staff_id=staff.pk, resident_id=resident.pk)
    return marked.filter(event=Event.CAUTION_CHANGED).exists()


def find_dead(resident_ids: Collection[UUID]) -> set[UUID]:
    """Those of them of whom we were told that they have died."""
    dead = Caution.objects.filter(kind=Caution.Kind.HAS_DIED, resident__in=resident_ids)
    return set(dead.values_list("resident_id", flat=True))


def why_nobody_writes(resident_id: UUID) -> str:
    """For the outbox: empty for whoever lives, as far as we know."""
    return "We were told that this person has died" if find_dead([resident_id]) else ""


def mark(
    resident: Resident, *, kind: Caution.Kind | None, supervisor: StaffMember, now: datetime
) -> None:
    """Mark the record, or with None take the mark away. Help under way ends at its next click."""
    actor = actor_at_desk(supervisor)
    with transaction.atomic():
        Caution.objects.filter(resident=resident).delete()
        if kind:
            Caution.objects.create(resident=resident, kind=kind, set_by=supervisor, set_at=now)
            end_all_mandates(resident.pk, actor=actor, by=EndedBy.STAFF, now=now)
        record(
            Event.CAUTION_CHANGED,
            actor=actor,
            resident_id=resident.pk,
            reason=kind.value if kind else "",
        )
