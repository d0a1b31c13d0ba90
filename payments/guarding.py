"""Money of a service is as closed to staff as the service itself, on pages about all services."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from accounts.assisted.help import AssistedRequest
from accounts.assisted.permissions import Action
from accounts.assisted.policies import can_open, check_may_open

M = TypeVar("M", bound=Model)


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
    return can_open(service, Action.VIEW, roles=helping.roles, agreed=helping.services)


def only_open_services(request: AssistedRequest, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows whoever is looking may see: the resident sees all of theirs."""
    helping = request.assisting
    if helping is None:
        return rows
    return rows.filter(service__in=[slug for slug in helping.services if may_see(request, slug)])
