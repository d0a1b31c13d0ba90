"""Challenge a decision: how and why, check, send. What was typed is kept at every step."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.benefits.adapter import BenefitsAdapter, NoSuchLetter
from services.benefits.catalogue import get_way
from services.benefits.forms import ChallengeForm
from services.benefits.operations.challenges import (
    CHALLENGE,
    TooLateToChallenge,
    challenge_decision,
)
from services.benefits.records import Letter
from services.benefits.views import receipts
from services.drafts import KeptDraft
from services.links import reference_for
from services.models import Submission
from services.network import run


def _keep(request: ActorRequest, letter: str) -> KeptDraft:
    return CHALLENGE.save(request, ChallengeForm(request.POST).kept_answers(), about=letter)


@for_resident("benefits", keep=_keep)
@answers_for("benefits")
@require_http_methods(["GET", "POST"])
def why(request: ActorRequest, letter: str) -> HttpResponse:
    """The questions, while there is time."""
    found = _fetch(request, letter)
    if not found.can_be_challenged(timezone.localdate()):
        return _too_late(request, found)
    CHALLENGE.begin(request)
    draft = CHALLENGE.find_draft(request, about=letter)
    form = ChallengeForm(request.POST or None, initial=dict(draft.answers) if draft else None)
    if request.method == "POST":
        _keep(request, letter)
        if form.is_valid():
            return redirect("benefits:challenge-check", letter)
    return render(request, "benefits/challenge/why.html", {"form": form, "letter": found})


@for_resident("benefits")
@answers_for("benefits")
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest, letter: str) -> HttpResponse:
    """Check the answers, and send them once."""
    if sent := CHALLENGE.sent_by(request):
        return redirect("benefits:challenge-sent", sent.reference)
    found, draft = _fetch(request, letter), CHALLENGE.find_draft(request, about=letter)
    form = ChallengeForm(dict(draft.answers) if draft else {})
    if draft is None or not form.is_valid():
        return redirect("benefits:challenge", letter)
    if request.method == "POST":
        try:
            submission = _send(request, draft, found, form)
        except TooLateToChallenge:
            return _too_late(request, found)
        return redirect("benefits:challenge-sent", submission.reference)
    context = {
        "letter": found,
        "way": get_way(form.cleaned_data["way"]),
        "reason": form.cleaned_data["reason"],
        "draft": draft,
    }
    return render(request, "benefits/challenge/check.html", context)


@for_resident("benefits")
@require_GET
def sent(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt: a reference, and when we will have answered."""
    return receipts.CHALLENGE.show(request, CHALLENGE.get_sent(request, reference))


def _send(
    request: ActorRequest, draft: KeptDraft, letter: Letter, form: ChallengeForm
) -> Submission:
    now = timezone.now()
    return challenge_decision(
        actor=request.actor,
        draft=draft,
        letter=letter,
        **form.cleaned_data,
        account_reference=reference_for(request.actor, "benefits", now=now),
        journey_id=CHALLENGE.begin(request),
        now=now,
    )


def _fetch(request: ActorRequest, letter: str) -> Letter:
    account = reference_for(request.actor, "benefits", now=timezone.now())
    try:
        return run(BenefitsAdapter.from_settings().fetch_letter(account, letter)).letter
    except NoSuchLetter as unknown:
        raise Http404 from unknown


def _too_late(request: ActorRequest, letter: Letter) -> HttpResponse:
    return render(request, "benefits/challenge/too_late.html", {"letter": letter})
