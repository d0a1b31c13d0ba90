"""Is this resident the member of staff, or somebody too close to them? Then others decide."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from accounts.assisted import cautioning, clearing, policies
from accounts.assisted.models import Caution
from accounts.assisted.permissions import NEEDS_OWN_ROLE
from accounts.assisted.policies import Meeting
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.residents.models import TIDY_POSTCODE, Resident
from accounts.staff.models import StaffMember


def find_resident(resident_id: UUID) -> Resident:
    """Raises Http404. For whoever may see that there is a record; see `get_resident`."""
    resident = Resident.objects.filter(pk=resident_id).first()
    if resident is None:
        raise Http404
    return resident


def get_resident(resident_id: UUID, *, staff: StaffMember, now: datetime) -> Resident:
    """The resident whose record this is. Raises Http404, and NotPermitted as below."""
    resident = find_resident(resident_id)
    check_may_deal_with(staff, resident, now=now)
    return resident


def check_may_deal_with(staff: StaffMember, resident: Resident, *, now: datetime) -> None:
    """Raises NotPermitted: wrong role, one's own record, or too close without a supervisor."""
    _check(_meeting(staff, resident, now=now), resident)


def _meeting(staff: StaffMember, resident: Resident, *, now: datetime) -> Meeting:
    kind = Caution.objects.filter(resident=resident).values_list("kind", flat=True).first()
    asked = clearing.find_latest(staff, resident)
    reasons = {
        # Who takes a mark away does not go in alone: that would be one person in two roles.
        Refusal.FLAGGED: kind == Caution.Kind.ASK_FIRST or cautioning.has_marked(staff, resident),
        Refusal.COLLEAGUE: is_colleague(resident),
        Refusal.SAME_HOME: lives_with(staff, resident),
        Refusal.DECLARED: asked is not None,
    }
    return Meeting(
        roles=staff.roles,
        is_own_record=is_own_record(staff, resident),
        has_died=kind == Caution.Kind.HAS_DIED,
        too_close=[reason for reason, holds in reasons.items() if holds],
        is_cleared=asked is not None and asked.is_cleared(now=now),
    )


def _check(meeting: Meeting, resident: Resident) -> None:
    try:
        policies.check_may_meet(meeting)
    except NotPermitted as refused:
        refused.resident_id = resident.pk
        raise


def check_may_follow_up(
    staff: StaffMember, service: str, resident: Resident, *, now: datetime
) -> None:
    """Raises NotPermitted: a service's own advisers as when they help, others as who decides.

    What was asked for by somebody who has died is opened too: it has to be settled.
    """
    if service in NEEDS_OWN_ROLE:
        _check(replace(_meeting(staff, resident, now=now), has_died=False), resident)
    else:
        check_may_decide(staff, resident)


def check_may_decide(
    supervisor: StaffMember, resident: Resident, *, is_own_request: bool = False
) -> None:
    """Raises NotPermitted, and says about whom."""
    try:
        policies.check_may_decide(
            roles=supervisor.roles,
            is_own_request=is_own_request,
            is_own_record=is_own_record(supervisor, resident),
            lives_there=lives_with(supervisor, resident),
        )
    except NotPermitted as refused:
        refused.resident_id = resident.pk
        raise


def is_own_record(staff: StaffMember, resident: Resident) -> bool:
    """The same name: the directory tells us no more. Of a namesake somebody else takes care."""
    return _words_of(staff.name) == _words_of(resident.full_name)


def is_colleague(resident: Resident) -> bool:
    """Whether anybody who has signed in as staff has this resident's name."""
    own = _words_of(resident.full_name)
    names = StaffMember.objects.values_list("name", flat=True)
    return bool(own) and any(_words_of(name) == own for name in names.iterator())


def lives_with(staff: StaffMember, resident: Resident) -> bool:
    """Whether the member of staff, as far as we know them as a resident, has the same home."""
    postcode, _ = _home_of(resident)
    there = Q(tidy=postcode.upper()) if postcode else Q(pk__in=[])  # nobody
    if resident.uprn:
        there |= Q(uprn=resident.uprn)
    neighbours = Resident.objects.alias(tidy=TIDY_POSTCODE).filter(there)
    return any(is_own_record(staff, one) and is_same_home(one, resident) for one in neighbours)


def is_same_home(one: Resident, other: Resident) -> bool:
    if one.uprn and one.uprn == other.uprn:
        return True
    home = _home_of(one)
    return all(home) and home == _home_of(other)


def _words_of(name: str) -> list[str]:
    """Without accents and in any order: a directory may say «Adéyemi, Joy»."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = (each for each in plain if not unicodedata.combining(each))
    return sorted("".join(each if each.isalnum() else " " for each in letters).split())


def _home_of(resident: Resident) -> tuple[str, str]:
    """Postcode and first line, however they are spaced."""
    return (
        "".join(resident.postcode.casefold().split()),
        "".join(resident.address.split(",")[0].casefold().split()),
    )
