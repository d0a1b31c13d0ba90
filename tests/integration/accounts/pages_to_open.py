"""A page of every kind a guard can stand before, for tests that must not depend on a service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_account_holder, for_resident, for_staff, public
from accounts.staff.roles import Role
from portal.urls import urlpatterns as real_urlpatterns

done: list[str] = []
"""What the pages below were asked to do, for tests that say nothing was done."""


def _page(request: ActorRequest, what: str) -> HttpResponse:
    if request.method == "POST":
        done.append(f"{what} for {request.actor.resident_id}")
    return HttpResponse(f"{what} of {request.actor.resident_id} by {request.actor.staff_id}")


@for_resident("housing")
def housing(request: ActorRequest) -> HttpResponse:
    return _page(request, "housing")


@for_resident("benefits")
def benefits(request: ActorRequest) -> HttpResponse:
    return _page(request, "benefits")


@for_resident("social_care")
def social_care(request: ActorRequest) -> HttpResponse:
    return _page(request, "social care")


@for_resident("security")
def security(request: ActorRequest) -> HttpResponse:
    return _page(request, "security")


@for_resident("bank")
def bank(request: ActorRequest) -> HttpResponse:
    return _page(request, "bank")


@for_resident("delegates")
def delegates(request: ActorRequest) -> HttpResponse:
    return _page(request, "delegates")


@for_resident("details")
def details(request: ActorRequest) -> HttpResponse:
    return _page(request, "details")


@for_resident()
def overview(request: ActorRequest) -> HttpResponse:
    return _page(request, "overview")


@for_account_holder
def own_way_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("own way in")


@for_staff(Role.SERVICE_MANAGER)
def managers_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("managers only")


@public
@require_http_methods(["GET", "POST"])
def anybody(request: ActorRequest) -> HttpResponse:
    return _page(request, "anybody")


@for_resident("housing")
def leave_something_behind(request: ActorRequest) -> HttpResponse:
    """What services keep in the browser while somebody works."""
    request.session["journeys"] = {"housing/report-repair": "1"}
    request.session["basket"] = ["rent"]
    messages.info(request, "Your leak was reported")
    return HttpResponse("left")


urlpatterns = [
    path("t/leave-something-behind/", leave_something_behind),
    path("t/housing/", housing),
    path("t/benefits/", benefits),
    path("t/social-care/", social_care),
    path("t/security/", security),
    path("t/bank/", bank),
    path("t/delegates/", delegates),
    path("t/details/", details),
    path("t/overview/", overview),
    path("t/own-way-in/", own_way_in),
    path("t/managers-only/", managers_only),
    path("t/anybody/", anybody),
    *real_urlpatterns,
]
