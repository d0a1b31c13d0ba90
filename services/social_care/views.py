"""Adult social care's pages. Staff need the social care role for every one of them."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.ownership import get_owned, list_owned
from services.answering import answers_for
from services.contract import AccountReference
from services.drafts import KeptDraft
from services.installed import get_service
from services.links import NotLinked, reference_for
from services.models import Submission
from services.network import run
from services.social_care import operations
from services.social_care.adapter import SocialCareAdapter
from services.social_care.forms import AssessmentForm, CancelForm, initial_of
from services.social_care.records import Visit
from services.unfinished import Page, list_begun

SLUG = operations.SERVICE
UNFINISHED = {operations.ASK: Page("Ask for an assessment", "social_care:ask")}
TOO_LATE = "This visit can no longer be cancelled online. Call your care team."


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def index(request: ActorRequest) -> HttpResponse:
    """Next visits, what is being looked at, and what there is to pay."""
    record = run(care().fetch_record(_care_record(request)))
    waiting = list_owned(Submission, actor=request.actor).filter(service=SLUG)[:5]
    context = {
        "record": record,
        "submissions": waiting,
        "begun": list_begun(request, UNFINISHED),
    }
    return render(request, "social_care/index.html", context)


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def plan(request: ActorRequest) -> HttpResponse:
    """The care and support plan, and who is in the care team."""
    record = run(care().fetch_record(_care_record(request)))
    return render(request, "social_care/plan.html", {"plan": record.plan, "team": record.team})


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def visits(request: ActorRequest) -> HttpResponse:
    """Visits to come, and those of the last three months."""
    now = timezone.now()
    found = run(care().fetch_visits(_care_record(request)))
    context = {
        "coming": [visit for visit in found if visit.ends_at > now],
        "past": [visit for visit in reversed(found) if visit.ends_at <= now],
    }
    return render(request, "social_care/visits.html", context)


@for_resident(SLUG)
@answers_for(SLUG)
@require_http_methods(["GET", "POST"])
def cancel_visit(request: ActorRequest, visit_id: str) -> HttpResponse:
    """Cancel one visit; the others stay as they are."""
    if sent := operations.CANCEL.sent_by(request):
        return _to_receipt(sent)
    now = timezone.now()
    care_record = _care_record(request)
    visit = _visit(run(care().fetch_visits(care_record)), visit_id)
    form = CancelForm(request.POST.dict() or None, now_at=visit.starts_at.isoformat())
    journey = operations.CANCEL.begin(request)
    if request.method == "POST" and form.is_valid():
        try:
            submission = operations.cancel_visit(
                actor=request.actor,
                care_record=care_record,
                visit=visit,
                reason=form.cleaned_data["reason"],
                form_key=form.cleaned_data["form_key"],
                journey_id=journey,
                now=now,
            )
        except operations.TooLateToCancel:
            form.add_error(None, TOO_LATE)
        else:
            return _to_receipt(submission)
    context = {"form": form, "visit": visit, "in_time": visit.can_be_cancelled(now=now)}
    return render(request, "social_care/cancel_visit.html", context)


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def progress(request: ActorRequest) -> HttpResponse:
    """Everything that was asked for, and how far it is."""
    found = run(care().fetch_requests(_care_record(request)))
    return render(request, "social_care/progress.html", {"requests": found})


@for_resident(SLUG)
@answers_for(SLUG)
@require_safe
def charges(request: ActorRequest) -> HttpResponse:
    """What there is to pay, and what has been paid."""
    found = run(care().fetch_invoices(_care_record(request)))
    owed = [invoice for invoice in found if invoice.is_owed]
    paid = [invoice for invoice in found if not invoice.is_owed]
    return render(request, "social_care/charges.html", {"owed": owed, "paid": paid})


def _keep(request: ActorRequest) -> KeptDraft:
    return operations.ASK.save(request, AssessmentForm(request.POST).answers_so_far)


@for_resident(SLUG, keep=_keep)
@answers_for(SLUG)
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """Ask for a needs or carer's assessment; can be kept and finished another time."""
    try:
        care_record = _care_record(request)
    except NotLinked:
        return render(request, "social_care/not_known.html")
    draft = operations.ASK.find_draft(request)
    form = AssessmentForm(request.POST or None, initial=_initial(request, draft))
    operations.ASK.begin(request)
    if request.method == "POST" and "save" in request.POST:
        _keep(request)
        return redirect("social_care:index")
    if request.method == "POST" and form.is_valid():
        return _ask(request, care_record, form, draft)
    return render(request, "social_care/ask.html", {"form": form, "draft": draft})


@for_resident(SLUG)
@require_safe
def request_sent(request: ActorRequest, submission_id: UUID) -> HttpResponse:
    """The receipt: what was asked, its reference and what happens next."""
    found = get_owned(Submission, actor=request.actor, pk=submission_id, service=SLUG)
    context = {"submission": found, "service": care()}
    return render(request, "services/submission.html", context)


def care() -> SocialCareAdapter:
    """The adapter that is switched on; these pages speak with this one only."""
    service = get_service(SLUG)
    if not isinstance(service, SocialCareAdapter):
        raise LookupError(SLUG)
    return service


def _care_record(request: ActorRequest) -> AccountReference:
    return reference_for(request.actor, SLUG, now=timezone.now())


def _visit(visits: list[Visit], visit_id: str) -> Visit:
    found = next((visit for visit in visits if visit.visit_id == visit_id), None)
    if found is None:
        raise Http404
    return found


def _initial(request: ActorRequest, draft: KeptDraft | None) -> dict[str, object]:
    if draft:
        return initial_of(draft.answers, form_key=draft.form_key)
    return initial_of(operations.what_we_know(request.actor), form_key=uuid4())


def _ask(
    request: ActorRequest,
    care_record: AccountReference,
    form: AssessmentForm,
    draft: KeptDraft | None,
) -> HttpResponse:
    now = timezone.now()
    submission = operations.ask_for_assessment(
        actor=request.actor,
        care_record=care_record,
        request=form.request(now=now),
        form_key=form.cleaned_data["form_key"],
        draft=draft,
        journey_id=operations.ASK.begin(request),
        now=now,
    )
    return _to_receipt(submission)


def _to_receipt(submission: Submission) -> HttpResponse:
    return redirect("social_care:request", submission.pk)
