"""The first page a resident sees."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from portal.dashboard.page import build_dashboard
from services.installed import installed_services


@for_resident()
def dashboard(request: ActorRequest) -> HttpResponse:
    page = build_dashboard(actor=request.actor, services=installed_services(), now=timezone.now())
    return render(request, "dashboard/index.html", {"page": page})
