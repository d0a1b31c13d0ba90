"""Report a repair: what is wrong, the details, check, send. What is typed is kept at every step."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.residents.models import Resident
from services import drafts
from services.answering import answers_for
from services.contract import ServiceUnavailable
from services.drafts import KeptDraft
from services.housing import operations
from services.housing.adapter import HousingAdapter
from services.housing.catalogue import DANGERS, get_problem, room_name
from services.housing.forms import DetailsForm, ProblemForm, known_problem
from services.housing.operations import (
    MOST_PHOTOS,
    REPORT,
    RepairAlreadyReported,
    RepairRequest,
)
from services.links import reference_for
from services.models import Submission
from services.network import run
from services.receipt_page import ReceiptPage

SENT = ReceiptPage(
    heading="Repair reported",
    next_steps="housing/report",
    back=("housing:index", "Housing"),
    theirs="Repairs team’s reference",
    promised="Finished by",
)


@for_resident("housing")
@answers_for("housing")
@require_http_methods(["GET", "POST"])
def problem(request: ActorRequest) -> HttpResponse:
    """First page: what is wrong. Danger is told by telephone."""
    reference_for(request.actor, "housing", now=timezone.now())
    REPORT.begin(request)
    draft = REPORT.find_draft(request)
    kept = {"problem": draft.answers.get("problem", "")} if draft else None
    form = ProblemForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        chosen = get_problem(form.cleaned_data["problem"])
        if chosen.call_instead:
            return redirect("housing:danger", chosen.call_instead)
        REPORT.save(request, {"problem": chosen.slug})
        return redirect("housing:report-details")
    return render(request, "housing/report/problem.html", {"form": form, "draft": draft})


@for_resident("housing")
@require_GET
def danger(request: ActorRequest, slug: str) -> HttpResponse:
    """Whom to ring, first of all."""
    if slug not in DANGERS:
        raise Http404
    return render(request, "housing/report/danger.html", {"danger": DANGERS[slug]})


@for_resident("housing", keep=lambda request: _save_details(request))
@answers_for("housing")
@require_http_methods(["GET", "POST"])
def details(request: ActorRequest) -> HttpResponse:
    """Second page: where, what, photos, how to get in."""
    draft = REPORT.find_draft(request)
    if draft is None or not known_problem(draft.answers.get("problem", "")):
        return redirect("housing:report-repair")
    if request.method != "POST":
        return _render_details(request, draft, DetailsForm(initial=_initial(request, draft)))
    form = DetailsForm(request.POST, request.FILES)
    draft = _save_details(request)
    REPORT.keep_photo(request, draft, form, at_most=MOST_PHOTOS)
    if form.is_valid():
        adding = "add_photo" in request.POST
        return redirect("housing:report-details" if adding else "housing:report-check")
    return _render_details(request, draft, form)


@for_resident("housing")
@require_POST
def remove_photo(request: ActorRequest, photo_id: UUID) -> HttpResponse:
    """Take a photo off the report that is being written; what was typed beside it is kept."""
    if "details" in request.POST:
        _save_details(request)
    REPORT.remove_photo(request, photo_id)
    return redirect("housing:report-details")


@for_resident("housing")
@answers_for("housing")
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """Last page: check the answers, and send them once."""
    draft = REPORT.find_draft(request)
    if sent := REPORT.sent_by(request):
        return redirect("housing:repair-reported", sent.reference)
    repair = _complete(draft)
    if draft is None or repair is None:
        return redirect("housing:report-details")
    already = None
    if request.method == "POST":
        try:
            submission = _send(request, draft, repair)
        except RepairAlreadyReported as before:
            already = before
        else:
            return redirect("housing:repair-reported", submission.reference)
    context = {
        "repair": repair,
        "problem": get_problem(repair.problem),
        "room": room_name(repair.room),
        "photos": drafts.attachments_of(draft, actor=request.actor),
        "draft": draft,
        "already": already,
    }
    return render(request, "housing/report/check.html", context)


@for_resident("housing")
@require_GET
def reported(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt: a reference, and when it will be done."""
    return SENT.show(request, REPORT.get_sent(request, reference))


def _send(request: ActorRequest, draft: KeptDraft, repair: RepairRequest) -> Submission:
    now = timezone.now()
    account = reference_for(request.actor, "housing", now=now)

    def finished() -> set[str]:
        try:
            known = run(HousingAdapter.from_settings().fetch_repairs(account))
        except ServiceUnavailable:
            return set()
        return {each.reference for each in known if not each.state.is_open}

    return operations.report_repair(
        actor=request.actor,
        draft=draft,
        repair=repair,
        account_reference=account,
        finished=finished,
        journey_id=REPORT.begin(request),
        now=now,
    )


def _complete(draft: KeptDraft | None) -> RepairRequest | None:
    """The report, once every answer of every page is right."""
    if draft is None or not known_problem(draft.answers.get("problem", "")):
        return None
    form = DetailsForm(dict(draft.answers))
    if not form.is_valid():
        return None
    answers = {name: form.cleaned_data[name] for name in DetailsForm.kept}
    return RepairRequest(problem=draft.answers["problem"], **answers)


def _render_details(request: ActorRequest, draft: KeptDraft, form: DetailsForm) -> HttpResponse:
    context = {
        "form": form,
        "problem": get_problem(draft.answers["problem"]),
        "photos": drafts.attachments_of(draft, actor=request.actor),
        "most_photos": MOST_PHOTOS,
    }
    return render(request, "housing/report/details.html", context)


def _initial(request: ActorRequest, draft: KeptDraft) -> dict[str, str]:
    """What was typed before; the telephone number is the resident's own to begin with."""
    resident = Resident.objects.get(pk=request.actor.acting_for)
    return {"telephone": resident.telephone, **draft.answers}


def _save_details(request: ActorRequest) -> KeptDraft:
    return REPORT.save(request, DetailsForm(request.POST).kept_answers())
