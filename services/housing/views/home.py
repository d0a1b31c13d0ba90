"""The first page of housing, and the tenancy."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.housing.adapter import HousingAdapter
from services.housing.operations import REPORT
from services.housing.views import progress
from services.links import reference_for
from services.network import run
from services.unfinished import Page, list_begun

UNFINISHED = {REPORT: Page("Report a repair", "housing:report-details")}


@for_resident("housing")
@answers_for("housing")
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Balance, repairs under way, and where everything else is."""
    reference = reference_for(request.actor, "housing", now=timezone.now())
    overview = run(HousingAdapter.from_settings().fetch_overview(reference))
    repairs = progress.merge(request.actor, reference, overview.repairs)
    return render(
        request,
        "housing/index.html",
        {
            "tenancy": overview.tenancy,
            "rent": overview.rent,
            "repairs": [repair for repair in repairs if repair.is_open],
            "begun": list_begun(request, UNFINISHED),
        },
    )


@for_resident("housing")
@answers_for("housing")
@require_GET
def tenancy(request: ActorRequest) -> HttpResponse:
    """Who lives where, since when, and what it costs."""
    reference = reference_for(request.actor, "housing", now=timezone.now())
    found = run(HousingAdapter.from_settings().fetch_tenancy(reference))
    return render(request, "housing/tenancy.html", {"tenancy": found})
