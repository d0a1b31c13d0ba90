"""The channel-shift report, its exports, and the door for counts from elsewhere."""

from typing import cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import ActorRequest
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.channels import Channel
from accounts.guards import for_staff
from accounts.staff.models import StaffMember
from accounts.staff.roles import Role
from portal.reporting import exports
from portal.reporting.facts import LONDON
from portal.reporting.forms import CountsForm, QuestionForm
from portal.reporting.imports import ImportRefused, keep_counts, read_counts
from portal.reporting.periods import period_of
from portal.reporting.presenting import page_of
from portal.reporting.report import Question, make_report
from portal.reporting.tables import tables_of
from services.installed import installed_services

READERS = (Role.SERVICE_MANAGER, Role.SUPERVISOR, Role.AUDITOR, Role.ENGINEER)
"""Counts of journeys name nobody. What goes into them is the service manager's alone."""
PROBLEMS_SHOWN = 20
MEANWHILE = "The same counts came at the same moment. Look at the report before you send them again"


@for_staff(*READERS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    titles = _titles()
    form = QuestionForm(request.GET, titles=titles)
    report = make_report(_question(form))
    return render(
        request,
        "reporting/index.html",
        {
            **page_of(report, titles=titles, form=form, filters=request.GET.urlencode()),
            "may_import": _staff_of(request).has_any_role(Role.SERVICE_MANAGER),
        },
    )


@for_staff(*READERS)
@require_safe
def export(request: ActorRequest, table: str, file_format: str) -> HttpResponse:
    titles = _titles()
    report = make_report(_question(QuestionForm(request.GET, titles=titles)))
    wanted = tables_of(report, titles=titles).get(table)
    if wanted is None or file_format not in exports.FORMATS:
        raise Http404
    file = exports.export(wanted, file_format=file_format)
    record(Event.REPORT_EXPORTED, actor=request.actor, subject=file.name)
    response = HttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="channel-shift-{file.name}"'
    return response


@for_staff(Role.SERVICE_MANAGER)
@require_http_methods(["GET", "POST"])
def import_counts(request: ActorRequest) -> HttpResponse:
    form = CountsForm(request.POST, request.FILES) if request.method == "POST" else CountsForm()
    if form.is_valid():
        now = timezone.now()
        try:
            counts = read_counts(
                form.cleaned_data["counts"],
                services=_services_by_word(),
                today=timezone.localdate(now, LONDON),
            )
            corrected = keep_counts(counts, actor=request.actor, now=now)
        except ImportRefused as refused:
            for problem in refused.problems[:PROBLEMS_SHOWN]:
                form.add_error("counts", str(problem))
        except IntegrityError:
            form.add_error("counts", MEANWHILE)
        else:
            messages.success(request, _taken(len(counts), corrected))
            return redirect("reporting:index")
    return render(request, "reporting/import.html", {"form": form})


def _staff_of(request: HttpRequest) -> StaffMember:
    return cast(StaffMember, request.user.staff_member)  # type: ignore[union-attr]  # for_staff


def _titles() -> dict[str, str]:
    return {service.slug: service.title for service in installed_services()}


def _services_by_word() -> dict[str, str]:
    """A spreadsheet may say a service's title or its slug, in any case."""
    by_title = {title.lower(): slug for slug, title in _titles().items()}
    return (
        by_title
        | {slug.replace("_", " "): slug for slug in _titles()}
        | {slug: slug for slug in _titles()}
    )


def _question(form: QuestionForm) -> Question:
    today = timezone.localdate(timezone=LONDON)
    channel = form.answer("channel")
    return Question(
        period=period_of(form.answer("period"), today=today),
        services=tuple(form.titles),
        service=form.answer("service"),
        channel=Channel(channel) if channel else None,
    )


def _taken(count: int, corrected: int) -> str:
    if not corrected:
        return f"We took {count} monthly counts."
    return f"We took {count} monthly counts. {corrected} of them correct an earlier one."
