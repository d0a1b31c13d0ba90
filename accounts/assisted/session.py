"""Begin, pause, go on and end: the life of an assisted session, whatever the browser does."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.assisted import policies
from accounts.assisted.actors import actor_of
from accounts.assisted.conflicts import check_may_deal_with
from accounts.assisted.models import AssistedSession, IdentityCheck, Reason, agreement_of, underway
from accounts.assisted.policies import Beginning, Ending
from accounts.assisted.summary import send_summary
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.channels import Channel
from accounts.mandates.authority import end_mandate
from accounts.mandates.models import EndedBy, Mandate
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember

LONGEST = policies.LONGEST


def begin_session(
    *,
    staff: StaffMember,
    resident: Resident,
    mandate: Mandate | None,
    reason: Reason,
    now: datetime,
) -> AssistedSession:
    """Open the session this mandate was given for; one still open ends. Raises NotPermitted."""
    check_may_deal_with(staff, resident, now=now)
    check = find_check(staff, resident)
    policies.check_may_begin(_beginning(staff, resident, mandate, check, now=now))
    assert mandate is not None and check is not None  # noqa: S101, PT018  (the policy saw to it)
    with transaction.atomic():
        end_open_session(staff, why=Ending.SWITCHED, now=now)
        session = AssistedSession.objects.create(
            staff=staff,
            resident=resident,
            mandate=mandate,
            identity_check=check,
            channel=staff.channel,
            reason=reason,
            started_at=now,
            last_seen_at=now,
            ends_at=min(now + LONGEST, mandate.ends_at),
        )
        record(
            Event.SESSION_STARTED,
            actor=actor_of(session),
            subject=str(session.pk),
            reason=reason.value,
            place=staff.place_of_work,
        )
    return session


def _beginning(
    staff: StaffMember,
    resident: Resident,
    mandate: Mandate | None,
    check: IdentityCheck | None,
    *,
    now: datetime,
) -> Beginning:
    return Beginning(
        now=now,
        staff_id=staff.pk,
        resident_id=resident.pk,
        channel=Channel(staff.channel),
        roles=frozenset(staff.roles),
        agreement=agreement_of(mandate) if mandate else None,
        check=check.for_policy if check else None,
    )


def pause_session(session: AssistedSession, *, now: datetime) -> None:
    """Nothing of the resident is open until somebody has checked again that it is them."""
    with transaction.atomic():
        if _open(session).filter(paused_at=None).update(paused_at=now):
            record(Event.SESSION_PAUSED, actor=actor_of(session), subject=str(session.pk))


def resume_session(session: AssistedSession, *, now: datetime) -> None:
    """Go on, once the resident was asked again. Time did not stand still: `ends_at` stays."""
    with transaction.atomic():
        if _open(session).exclude(paused_at=None).update(paused_at=None, last_seen_at=now):
            record(Event.SESSION_RESUMED, actor=actor_of(session), subject=str(session.pk))


def end_session(session: AssistedSession, *, why: Ending, now: datetime) -> bool:
    """End it and its mandate, and send the resident the list. False when it had ended already."""
    with transaction.atomic():
        if not _open(session).update(ended_at=now, ended_why=why):
            return False
        session.ended_at, session.ended_why = now, why
        actor = actor_of(session)
        end_mandate(session.mandate, actor=actor, by=EndedBy.SESSION, now=now)
        record(Event.SESSION_ENDED, actor=actor, subject=str(session.pk), reason=why.value)
        send_summary(session)
    return True


def end_open_session(staff: StaffMember, *, why: Ending, now: datetime) -> AssistedSession | None:
    """End whatever this member of staff has open, in whichever browser."""
    sessions = AssistedSession.objects.select_related("mandate", "resident", "staff")
    session = sessions.filter(staff=staff, ended_at=None).first()
    if session and end_session(session, why=why, now=now):
        return session
    return None


def end_what_is_over(*, now: datetime) -> int:
    """For the worker: whoever walked away from the desk still ends, and the summary still goes."""
    late = Q(ends_at__lte=now) | Q(last_seen_at__lte=now - policies.IDLE, paused_at=None)
    sessions = AssistedSession.objects.select_related("mandate", "resident", "staff__user")
    over = [(one, _why_over(one, now=now)) for one in sessions.filter(late, ended_at=None)]
    return sum(end_session(session, why=why, now=now) for session, why in over if why)


def _why_over(session: AssistedSession, *, now: datetime) -> Ending | None:
    return policies.why_over(underway(session, session.staff, now=now))


def find_check(staff: StaffMember, resident: Resident) -> IdentityCheck | None:
    """The latest check by this member of staff: one that failed undoes an earlier pass."""
    checks = IdentityCheck.objects.filter(staff=staff, resident=resident)
    return checks.order_by("-checked_at").first()


def find_session(session_id: UUID | str, staff: StaffMember) -> AssistedSession | None:
    """This member of staff's session with its resident and mandate: one query."""
    sessions = AssistedSession.objects.select_related("mandate", "resident")
    session = sessions.filter(pk=session_id, staff_id=staff.pk).first()
    if session:
        session.staff = staff
    return session


def find_begun(mandate_id: UUID, staff: StaffMember) -> AssistedSession | None:
    """What began with this agreement and has not ended.

    Who sends the agreement again goes on in it: after a second click, after going back, or when
    our answer never came and the browser does not know that help began.
    """
    begun = AssistedSession.objects.filter(mandate_id=mandate_id, staff=staff, ended_at=None)
    return begun.first()


def _open(session: AssistedSession) -> QuerySet[AssistedSession]:
    return AssistedSession.objects.filter(pk=session.pk, ended_at=None)
