"""Apply for Council Tax Reduction: the questions, check, send. It needs no claim here yet."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.residents.models import Resident
from services.benefits.forms import ApplicationForm
from services.benefits.operations.applications import (
    APPLY,
    AlreadyApplied,
    Application,
    apply_for_reduction,
    find_applicant,
)
from services.benefits.views import receipts
from services.drafts import KeptDraft


def _keep(request: ActorRequest) -> KeptDraft:
    return APPLY.save(request, ApplicationForm(request.POST).kept_answers())


@for_resident("benefits", keep=_keep)
@require_http_methods(["GET", "POST"])
def questions(request: ActorRequest) -> HttpResponse:
    """What they live on; who they are stands in their account."""
    applicant = find_applicant(request.actor)
    if applicant is None:
        return render(request, "benefits/application/not_enough.html")
    APPLY.begin(request)
    draft = APPLY.find_draft(request)
    form = ApplicationForm(request.POST or None, initial=dict(draft.answers) if draft else None)
    if request.method == "POST":
        _keep(request)
        if form.is_valid():
            return redirect("benefits:apply-check")
    return render(
        request, "benefits/application/questions.html", {"form": form, "applicant": applicant}
    )


@for_resident("benefits")
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """Check the answers, and send them once."""
    if sent := APPLY.sent_by(request):
        return redirect("benefits:applied", sent.reference)
    applicant, draft = find_applicant(request.actor), APPLY.find_draft(request)
    form = ApplicationForm(dict(draft.answers) if draft else {})
    if applicant is None or draft is None or not form.is_valid():
        return redirect("benefits:apply")
    application = _application(applicant, form)
    context = {"application": application, "draft": draft, "already": None}
    if request.method == "POST":
        try:
            submission = apply_for_reduction(
                actor=request.actor,
                draft=draft,
                application=application,
                journey_id=APPLY.begin(request),
                now=timezone.now(),
            )
        except AlreadyApplied as already:
            return render(
                request, "benefits/application/check.html", context | {"already": already}
            )
        return redirect("benefits:applied", submission.reference)
    return render(request, "benefits/application/check.html", context)


@for_resident("benefits")
@require_GET
def sent(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt: a reference, and when we will have decided."""
    return receipts.APPLICATION.show(request, APPLY.get_sent(request, reference))


def _application(applicant: Resident, form: ApplicationForm) -> Application:
    assert applicant.born_on  # noqa: S101  (find_applicant saw to it; for mypy)
    return Application(
        name=applicant.full_name,
        born_on=applicant.born_on,
        address=applicant.address,
        postcode=applicant.postcode,
        **form.cleaned_data,
    )
