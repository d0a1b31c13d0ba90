"""Permits and notices on one page, and adding what is not there yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from services.answering import answers_for
from services.contract import ServiceUnavailable
from services.links import LinkRejected, NotLinked, TooManyTries, reference_for
from services.network import run
from services.parking.adapter import ParkingAdapter
from services.parking.forms import AddNoticeForm, AddPermitForm
from services.parking.operations import notices, permits
from services.parking.records.permits import PermitKind
from services.unfinished import Page, list_begun

NO_SUCH_NOTICE = (
    "No notice has this number and registration. Check both against the notice. A new notice can "
    "take a day to reach us."
)
NO_SUCH_PERMIT = "These details do not match our records. Check them against your permit letter."
TOO_MANY = "You have tried three times today. Try again tomorrow, or call us and we will help."
UNFINISHED = {notices.CHALLENGE: Page("Challenge notice {about}", "parking:challenge")}
DOWN = "We cannot check this right now because the parking system is not answering. Try later."


@for_resident("parking")
@answers_for("parking")
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """Everything the link opens; how to add something when it opens nothing yet."""
    try:
        reference = reference_for(request.actor, "parking", now=timezone.now())
    except NotLinked:
        return render(request, "parking/start.html")
    parking = run(ParkingAdapter.from_settings().fetch_parking(reference))
    today = timezone.localdate()
    renewable = parking.renewable(today)
    current = [p for p in parking.permits if p.ends_on >= today or p.reference in renewable]
    on_their_way = notices.numbers_on_their_way(actor=request.actor, notices=parking.notices)
    open_to_challenge = {n.number for n in parking.notices if n.can_be_challenged} - on_their_way
    context = {
        "begun": list_begun(request, UNFINISHED, still_open=open_to_challenge),
        "renewable": renewable,
        "permits": [each for each in current if each.kind is PermitKind.PERMIT],
        "visitor_sessions": [each for each in current if each.kind is PermitKind.VISITOR_SESSIONS],
        "earlier": [each for each in parking.permits if each not in current],
        "notices": parking.notices,
        "on_their_way": on_their_way,
        "payable": {n.number for n in parking.notices if n.is_payable} - on_their_way,
        "gone": parking.gone,
        "challenges": notices.CHALLENGE.list_sent(actor=request.actor)[:5],
        "has_permit": bool(parking.permits),
        "changeable": {p.reference for p in parking.permits if p.can_change_vehicle(today)},
    }
    return render(request, "parking/index.html", context)


@for_resident("parking")
@require_http_methods(["GET", "POST"])
def add_notice(request: ActorRequest) -> HttpResponse:
    """Show a notice here, for who has it in their hands."""
    form = AddNoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = notices.add_notice(
                actor=request.actor,
                number=form.cleaned_data["number"],
                vrm=form.cleaned_data["vrm"],
                now=timezone.now(),
            )
        except LinkRejected:
            form.add_error(None, NO_SUCH_NOTICE)
        except TooManyTries:
            form.add_error(None, TOO_MANY)
        except ServiceUnavailable:
            form.add_error(None, DOWN)
        else:
            return redirect("parking:notice", key.number)
    return render(request, "parking/add_notice.html", {"form": form})


@for_resident("parking")
@require_http_methods(["GET", "POST"])
def add_permit(request: ActorRequest) -> HttpResponse:
    """Show a permit here, beside the notices that may be here already."""
    form = AddPermitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            permits.add_permit(
                actor=request.actor,
                facts=form.cleaned_data,
                match=ParkingAdapter.from_settings().match_account,
                now=timezone.now(),
            )
        except LinkRejected:
            form.add_error(None, NO_SUCH_PERMIT)
        except TooManyTries:
            form.add_error(None, TOO_MANY)
        except ServiceUnavailable:
            form.add_error(None, DOWN)
        else:
            messages.success(request, "Your permit is here now.")
            return redirect("parking:index")
    return render(request, "parking/add_permit.html", {"form": form})
