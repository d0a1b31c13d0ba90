"""One notice: what it costs today and next, the photographs, and taking it off the page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.links import reference_for
from services.network import run
from services.parking.adapter import NoSuchNotice, ParkingAdapter
from services.parking.operations import notices as operations
from services.parking.records.account import NoticeKey, ParkingAccount
from services.parking.records.notices import NoticeInFull

ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


@for_resident("parking")
@answers_for("parking")
@require_GET
def notice(request: ActorRequest, number: str) -> HttpResponse:
    """Where it stands, what it costs, what the officer saw, and what can be done."""
    found = _fetch(request, number)
    context = {
        "notice": found.notice,
        "photographs": found.photographs,
        "on_its_way": operations.find_on_its_way(actor=request.actor, notice=found.notice),
    }
    return render(request, "parking/notice.html", context)


@for_resident("parking")
@answers_for("parking")
@require_GET
def photograph(request: ActorRequest, number: str, photograph: str) -> HttpResponse:
    """A picture of the notice's evidence: a picture by its own bytes, shown as nothing else."""
    found = _fetch(request, number)
    picture = next((each for each in found.photographs if each.reference == photograph), None)
    if picture is None:
        raise Http404
    answer = HttpResponse(picture.content, content_type=picture.media_type)
    name = f"notice-{found.notice.number}-{picture.reference}.{ENDINGS[picture.media_type]}"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@for_resident("parking")
@answers_for("parking")
@require_POST
def remove(request: ActorRequest, number: str) -> HttpResponse:
    """Stop showing it here. It still has to be paid or challenged."""
    now = timezone.now()
    account = ParkingAccount.read(reference_for(request.actor, "parking", now=now))
    if account.find(number) is None:
        raise Http404
    operations.remove_notice(actor=request.actor, account=account, number=number)
    messages.success(request, f"Notice {number} is not shown here any more.")
    return redirect("parking:index")


def own_key(request: ActorRequest, number: str) -> NoticeKey:
    """The key of a notice the resident has added; 404 for any other."""
    account = ParkingAccount.read(reference_for(request.actor, "parking", now=timezone.now()))
    key = account.find(number)
    if key is None:
        raise Http404
    return key


def _fetch(request: ActorRequest, number: str) -> NoticeInFull:
    key = own_key(request, number)
    try:
        return run(ParkingAdapter.from_settings().fetch_notice_in_full(key))
    except NoSuchNotice as unknown:
        raise Http404 from unknown
