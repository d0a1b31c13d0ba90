"""Challenge a notice: why, check, send. What was typed is kept at every step."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.drafts import KeptDraft
from services.models import Submission
from services.network import run
from services.parking.adapter import NoSuchNotice, ParkingAdapter
from services.parking.catalogue import get_ground
from services.parking.forms import ChallengeForm
from services.parking.operations import notices as operations
from services.parking.records.notices import PenaltyChargeNotice
from services.parking.views.notices import own_key
from services.receipt_page import ReceiptPage

CHALLENGE = operations.CHALLENGE
SENT = ReceiptPage(
    heading="We have your challenge",
    next_steps="parking/challenge",
    back=("parking:index", "Parking"),
    theirs="Parking team’s reference",
    promised="We answer by",
)


def _keep(request: ActorRequest, number: str) -> KeptDraft:
    return CHALLENGE.save(request, ChallengeForm(request.POST).kept_answers(), about=number)


@for_resident("parking", keep=_keep)
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def challenge(request: ActorRequest, number: str) -> HttpResponse:
    """Why the notice is wrong."""
    notice = _fetch(request, number)
    if not notice.can_be_challenged:
        return render(request, "parking/challenge/too_late.html", {"notice": notice})
    CHALLENGE.begin(request)
    draft = CHALLENGE.find_draft(request, about=number)
    form = ChallengeForm(request.POST or None, initial=dict(draft.answers) if draft else None)
    if request.method == "POST":
        _keep(request, number)
        if form.is_valid():
            return redirect("parking:challenge-check", number)
    context = {"form": form, "notice": notice, "draft": None if form.is_bound else draft}
    return render(request, "parking/challenge/why.html", context)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def check(request: ActorRequest, number: str) -> HttpResponse:
    """Check the answers, and send them once."""
    if sent := CHALLENGE.sent_by(request):
        return redirect("parking:challenged", sent.reference)
    notice, draft = _fetch(request, number), CHALLENGE.find_draft(request, about=number)
    form = ChallengeForm(dict(draft.answers) if draft else {})
    if draft is None or not form.is_valid():
        return redirect("parking:challenge", number)
    if request.method == "POST":
        try:
            submission = _send(request, draft, notice, form.cleaned_data)
        except operations.NoticeNotChallengeable:
            return render(request, "parking/challenge/too_late.html", {"notice": notice})
        return redirect("parking:challenged", submission.reference)
    context = {
        "notice": notice,
        "ground": get_ground(form.cleaned_data["ground"]),
        "statement": form.cleaned_data["statement"],
        "draft": draft,
    }
    return render(request, "parking/challenge/check.html", context)


@for_resident("parking")
@require_GET
def challenged(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt: a reference, and when we will have answered."""
    return SENT.show(request, CHALLENGE.get_sent(request, reference))


def _send(
    request: ActorRequest, draft: KeptDraft, notice: PenaltyChargeNotice, answers: dict[str, str]
) -> Submission:
    return operations.challenge_notice(
        actor=request.actor,
        draft=draft,
        notice=notice,
        answers=answers,
        journey_id=CHALLENGE.begin(request),
        now=timezone.now(),
    )


def _fetch(request: ActorRequest, number: str) -> PenaltyChargeNotice:
    try:
        return run(ParkingAdapter.from_settings().fetch_notice(own_key(request, number)))
    except NoSuchNotice as unknown:
        raise Http404 from unknown
