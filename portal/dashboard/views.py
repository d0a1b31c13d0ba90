"""The first page a resident sees, and its cards one by one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.assisted.permissions import services_open_to
from portal.dashboard.page import build_dashboard
from services.contract import ServiceAdapter
from services.installed import installed_services


@for_resident()
def dashboard(request: ActorRequest) -> HttpResponse:
    page = build_dashboard(
        actor=request.actor, services=_services_open_to(request), now=timezone.now()
    )
    return render(request, "dashboard/index.html", {"page": page})


def _services_open_to(request: ActorRequest) -> list[ServiceAdapter]:
    """All of them for the resident; staff are not even told of a service their role lacks."""
    services = installed_services()
    if not request.actor.is_assisting:
        return list(services)
    roles = request.user.staff_member.roles  # type: ignore[union-attr]  # who assists is staff
    open_to = services_open_to(roles, [service.slug for service in services])
    return [service for service in services if service.slug in open_to]
