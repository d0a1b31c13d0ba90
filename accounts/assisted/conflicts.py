"""Is this resident the member of staff, or somebody they work with? Then somebody else helps."""

from uuid import UUID

from django.http import Http404

from accounts.assisted import policies
from accounts.assisted.refusals import NotPermitted
from accounts.models import User, canonical_email
from accounts.residents.models import Resident
from accounts.staff.models import StaffMember


def get_resident(resident_id: UUID, *, staff: StaffMember) -> Resident:
    """The resident whose record this is. Raises Http404, and NotPermitted as below."""
    resident = Resident.objects.select_related("user").filter(pk=resident_id).first()
    if resident is None:
        raise Http404
    check_may_deal_with(staff, resident)
    return resident


def check_may_deal_with(staff: StaffMember, resident: Resident) -> None:
    """Raises NotPermitted for the wrong role, one's own record, or a colleague's."""
    try:
        policies.check_may_meet(
            roles=staff.roles,
            is_own_record=is_own_record(staff, resident),
            is_colleague=is_colleague(resident),
        )
    except NotPermitted as refused:
        refused.resident_id = resident.pk
        raise


def is_own_record(staff: StaffMember, resident: Resident) -> bool:
    """The same e-mail address or the same name. A namesake is rare, and a supervisor can help."""
    own = canonical_email(staff.user.email or "")
    same_name = staff.name.casefold().split() == resident.full_name.casefold().split()
    return same_name or (bool(own) and own in _emails_of(resident))


def is_colleague(resident: Resident) -> bool:
    """Whether anybody signs in as staff with an address of this resident."""
    emails = _emails_of(resident)
    return bool(emails) and User.objects.filter(is_staff=True, email__in=emails).exists()


def _emails_of(resident: Resident) -> set[str]:
    login = resident.user.email if resident.user else ""
    return {canonical_email(email) for email in (resident.email, login) if email}
