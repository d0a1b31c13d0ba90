"""Work through the identity script with somebody, and keep only what was passed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actor import Actor
from accounts.assisted import identity_script, policies
from accounts.assisted.identity_script import BORN_ON, NAME, Held, Question, Result, Script
from accounts.assisted.models import IdentityCheck
from accounts.assisted.registering import is_new
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.channels import Channel
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember


def script_for(staff: StaffMember, resident: Resident, *, now: datetime) -> Script | None:
    """The questions to ask, or None when this person cannot be checked in this way."""
    return identity_script.script_for(
        Channel(staff.channel), held_about(resident), record_is_new=is_new(resident, now=now)
    )


def check_identity(
    *,
    actor: Actor,
    staff: StaffMember,
    resident: Resident,
    script: Script,
    answers: Mapping[str, str],
    now: datetime,
) -> IdentityCheck:
    """Mark the answers and forget them. Raises NotPermitted after three failures in a day."""
    results = identity_script.mark(script, answers, held_about(resident))
    passed = identity_script.is_passed(script, results)
    with _one_try(resident, now=now):
        check = IdentityCheck.objects.create(
            staff=staff,
            resident=resident,
            channel=staff.channel,
            results=results,
            passed=passed,
            checked_at=now,
        )
        record(
            Event.IDENTITY_CHECKED if passed else Event.IDENTITY_FAILED,
            actor=actor,
            resident_id=resident.pk,
            subject=str(check.pk),
            passed=check.count_passed,
            **{slug: result.value for slug, result in results.items()},
        )
    return check


def question_again(resident: Resident) -> Question:
    """The one question asked before going on after a pause."""
    return BORN_ON if resident.born_on else NAME


def is_still_them(
    *, actor: Actor, staff: StaffMember, resident: Resident, answer: str, now: datetime
) -> bool:
    """Ask the one question again. A wrong answer counts like a failed check."""
    question = question_again(resident)
    with _one_try(resident, now=now):
        if question.matches(answer, held_about(resident)):
            return True
        IdentityCheck.objects.create(
            staff=staff,
            resident=resident,
            channel=staff.channel,
            results={question.slug: Result.FAILED},
            passed=False,
            checked_at=now,
        )
        record(Event.IDENTITY_FAILED, actor=actor, resident_id=resident.pk, passed=0)
    return False


@contextmanager
def _one_try(resident: Resident, *, now: datetime) -> Iterator[None]:
    """One after the other, so that twenty sent at once are three tries as well."""
    with transaction.atomic():
        Resident.objects.select_for_update().get(pk=resident.pk)
        policies.check_may_ask_again(count_failures(resident, now=now))
        yield


def count_failures(resident: Resident, *, now: datetime) -> int:
    lately = IdentityCheck.objects.filter(checked_at__gt=now - timedelta(days=1))
    return lately.filter(resident=resident, passed=False).count()


def held_about(resident: Resident) -> Held:
    return Held(
        full_name=resident.full_name,
        born_on=resident.born_on,
        address=resident.address,
        postcode=resident.postcode,
        telephone=resident.telephone,
    )
