"""Send evidence: photos of the papers we asked to see, kept one by one and sent together."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services import drafts
from services.answering import answers_for
from services.benefits.adapter import BenefitsAdapter, NoSuchEvidenceRequest
from services.benefits.forms import EvidenceForm
from services.benefits.operations.evidence import (
    MOST_PHOTOS,
    SEND,
    NothingToSend,
    send_evidence,
)
from services.benefits.records import EvidenceRequest
from services.benefits.views import receipts
from services.contract import AccountReference
from services.links import reference_for
from services.network import run


@for_resident("benefits")
@answers_for("benefits")
@require_http_methods(["GET", "POST"])
def send(request: ActorRequest, wanted: str) -> HttpResponse:
    """What we asked for, the photos so far, one more, and sending them."""
    if sent := SEND.sent_by(request):
        return redirect("benefits:evidence-sent", sent.reference)
    account = reference_for(request.actor, "benefits", now=timezone.now())
    asked = _fetch(account, wanted)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    SEND.begin(request)
    if request.method == "POST":
        draft = SEND.save(request, {}, about=wanted)
        form.full_clean()
        SEND.keep_photo(request, draft, form, at_most=MOST_PHOTOS)
        if not form.errors:
            if "send" not in request.POST:
                return redirect("benefits:evidence", wanted)
            sent_now = _send(request, asked, account, form)
            if sent_now:
                return sent_now
    return _render(request, asked, form)


@for_resident("benefits")
@require_POST
def remove_photo(request: ActorRequest, wanted: str, photo_id: UUID) -> HttpResponse:
    """Take a photo off before it is sent."""
    SEND.remove_photo(request, photo_id)
    return redirect("benefits:evidence", wanted)


@for_resident("benefits")
@require_GET
def photo(request: ActorRequest, photo_id: UUID) -> HttpResponse:
    """A photo the resident added."""
    return SEND.show_photo(request, photo_id)


@for_resident("benefits")
@require_GET
def sent(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt."""
    return receipts.EVIDENCE.show(request, SEND.get_sent(request, reference))


def _send(
    request: ActorRequest, asked: EvidenceRequest, account: AccountReference, form: EvidenceForm
) -> HttpResponse | None:
    draft = SEND.find_draft(request, about=asked.reference)
    if draft is None:
        return None
    try:
        submission = send_evidence(
            actor=request.actor,
            draft=draft,
            wanted=asked,
            account_reference=account,
            journey_id=SEND.begin(request),
            now=timezone.now(),
        )
    except NothingToSend:
        form.add_error("photo", "Add a photo of what we asked to see")
        return None
    return redirect("benefits:evidence-sent", submission.reference)


def _render(request: ActorRequest, asked: EvidenceRequest, form: EvidenceForm) -> HttpResponse:
    draft = SEND.find_draft(request, about=asked.reference)
    photos = drafts.attachments_of(draft, actor=request.actor) if draft else ()
    context = {
        "wanted": asked,
        "form": form,
        "draft": draft,
        "photos": photos,
        "most_photos": MOST_PHOTOS,
    }
    return render(request, "benefits/evidence/send.html", context)


def _fetch(account: AccountReference, wanted: str) -> EvidenceRequest:
    try:
        return run(BenefitsAdapter.from_settings().fetch_evidence_request(account, wanted))
    except NoSuchEvidenceRequest as unknown:
        raise Http404 from unknown
