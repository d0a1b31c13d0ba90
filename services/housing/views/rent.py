"""The rent account and its statements."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.housing.adapter import HousingAdapter
from services.links import reference_for
from services.network import run

LATELY = timedelta(weeks=8)
LINES_PER_PAGE = 25


@for_resident("housing")
@answers_for("housing")
@require_GET
def account(request: ActorRequest) -> HttpResponse:
    """The balance, what has happened lately, and how to pay."""
    now = timezone.now()
    reference = reference_for(request.actor, "housing", now=now)
    since = timezone.localdate(now) - LATELY
    rent = run(HousingAdapter.from_settings().fetch_rent(reference, since=since))
    return render(request, "housing/rent.html", {"rent": rent})


@for_resident("housing")
@answers_for("housing")
@require_GET
def statements(request: ActorRequest) -> HttpResponse:
    """Every quarter of the account, newest first."""
    reference = reference_for(request.actor, "housing", now=timezone.now())
    found = run(HousingAdapter.from_settings().fetch_statements(reference))
    return render(request, "housing/statements.html", {"statements": found})


@for_resident("housing")
@answers_for("housing")
@require_GET
def statement(request: ActorRequest, quarter: str) -> HttpResponse:
    """One quarter, line by line; `?all=1` puts it on one page, to print."""
    reference = reference_for(request.actor, "housing", now=timezone.now())
    adapter = HousingAdapter.from_settings()
    found = next(
        (each for each in run(adapter.fetch_statements(reference)) if each.slug == quarter), None
    )
    if found is None:
        raise Http404
    rent = run(adapter.fetch_rent(reference, since=found.starts_on, until=found.ends_on))
    whole = "all" in request.GET
    paginator = Paginator(rent.lines, max(len(rent.lines), 1) if whole else LINES_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {"statement": found, "rent": rent, "page": page}
    return render(request, "housing/statement.html", context)
