"""Who acts when a member of staff does something, in a session or before one."""

from accounts.actor import Actor
from accounts.assisted.models import AssistedSession
from accounts.assisted.permissions import services_open_to
from accounts.channels import Channel
from accounts.staff.models import StaffMember


def actor_of(session: AssistedSession) -> Actor:
    """Who acts in this session: the member of staff, for the resident, seeing what was agreed."""
    return Actor(
        resident_id=session.resident_id,
        channel=Channel(session.channel),
        staff_id=session.staff_id,
        assisted_session_id=session.pk,
        services=services_in_view(session),
    )


def services_in_view(session: AssistedSession) -> frozenset[str]:
    """Agreed to, and within what the role opens today."""
    return services_open_to(session.staff.roles, session.mandate.services)


def actor_at_desk(staff: StaffMember) -> Actor:
    """The member of staff before help begins, whoever else they may be helping."""
    return Actor(staff_id=staff.pk, channel=Channel(staff.channel))
