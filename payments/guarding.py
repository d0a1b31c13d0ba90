"""Money of a service is as closed to staff as the service itself, on pages about all services."""

from accounts.assisted.help import AssistedRequest
from accounts.assisted.permissions import Action
from accounts.assisted.policies import can_open, check_may_open


def check_service(request: AssistedRequest, service: str) -> None:
    """Raises NotPermitted for staff whose role or agreement does not cover this service."""
    helping = request.assisting
    if helping is not None:
        action = Action.of(request.method)
        check_may_open(service, action, roles=helping.roles, agreed=helping.services)


def may_see(request: AssistedRequest, service: str) -> bool:
    helping = request.assisting
    if helping is None:
        return True
    if helping.is_paused:
        return False
    return can_open(service, Action.VIEW, roles=helping.roles, agreed=helping.services)
