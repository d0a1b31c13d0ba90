"""Tell us about a change: the questions, check, send. What was typed is kept at every step."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.benefits.catalogue import get_kind
from services.benefits.forms import ChangeForm
from services.benefits.operations.changes import (
    REPORT,
    ChangeOfCircumstances,
    evidence_for,
    report_change,
)
from services.benefits.views import receipts
from services.drafts import KeptDraft
from services.links import reference_for
from services.models import Submission


@for_resident("benefits", keep=lambda request: REPORT.save(request, _form(request).kept_answers()))
@answers_for("benefits")
@require_http_methods(["GET", "POST"])
def report(request: ActorRequest) -> HttpResponse:
    """The questions."""
    reference_for(request.actor, "benefits", now=timezone.now())
    REPORT.begin(request)
    draft = REPORT.find_draft(request)
    if request.method != "POST":
        # A draft is shown as it was typed, and only told what is wrong when it is sent.
        form = ChangeForm(initial=_as_initial(draft), today=timezone.localdate())
        return render(request, "benefits/change/report.html", {"form": form, "draft": draft})
    form = _form(request)
    REPORT.save(request, form.kept_answers())
    if form.is_valid():
        return redirect("benefits:change-check")
    return render(request, "benefits/change/report.html", {"form": form, "draft": None})


@for_resident("benefits")
@answers_for("benefits")
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest) -> HttpResponse:
    """Check the answers, and send them once."""
    draft = REPORT.find_draft(request)
    if sent := REPORT.sent_by(request):
        return redirect("benefits:change-reported", sent.reference)
    change = _complete(draft)
    if draft is None or change is None:
        return redirect("benefits:report-change")
    if request.method == "POST":
        submission = _send(request, draft, change)
        return redirect("benefits:change-reported", submission.reference)
    context = {"change": change, "kind": get_kind(change.kind), "draft": draft}
    return render(request, "benefits/change/check.html", context)


@for_resident("benefits")
@require_GET
def reported(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt: a reference, when we will have decided, and what to send us."""
    found = REPORT.get_sent(request, reference)
    return receipts.CHANGE.show(request, found, evidence=evidence_for(found))


def _send(request: ActorRequest, draft: KeptDraft, change: ChangeOfCircumstances) -> Submission:
    now = timezone.now()
    return report_change(
        actor=request.actor,
        draft=draft,
        change=change,
        account_reference=reference_for(request.actor, "benefits", now=now),
        journey_id=REPORT.begin(request),
        now=now,
    )


def _complete(draft: KeptDraft | None) -> ChangeOfCircumstances | None:
    """The change, once every answer is right today."""
    if draft is None:
        return None
    form = ChangeForm(dict(draft.answers), today=timezone.localdate())
    if not form.is_valid():
        return None
    return ChangeOfCircumstances(**form.cleaned_data)


def _form(request: ActorRequest) -> ChangeForm:
    return ChangeForm(request.POST, today=timezone.localdate())


def _as_initial(draft: KeptDraft | None) -> dict[str, object] | None:
    if draft is None:
        return None
    boxes = tuple(draft.answers.get(f"happened_on_{part}", "") for part in ("day", "month", "year"))
    return {**draft.answers, "happened_on": boxes if any(boxes) else None}
