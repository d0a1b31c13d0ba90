"""Renew a permit, buy visitor sessions, change the vehicle: shown what it is, and sent once."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.ownership import get_owned
from services.answering import answers_for
from services.contract import AccountReference
from services.links import reference_for
from services.models import Submission
from services.network import run
from services.parking.adapter import ParkingAdapter
from services.parking.adapter.permits import NoSuchPermit, NoSuchVehicle
from services.parking.forms import VehicleForm, VisitorForm
from services.parking.operations import permits as operations
from services.parking.operations.orders import cancel_order as cancel
from services.parking.records.account import ParkingAccount
from services.parking.records.permits import Permit, PermitKind
from services.receipt_page import ReceiptPage
from services.tasks import AskFirstForm, sent_form_key

FROM = "Valid from, once it is paid"
UNKNOWN_VEHICLE = "DVLA does not know this registration. Check it, or call us."


def _receipt(heading: str, *, promised: str = "") -> ReceiptPage:
    back = ("parking:index", "Parking")
    return ReceiptPage(heading, "parking/permits", back, theirs="Permit", promised=promised)


RECEIPTS = {
    operations.RENEW.name: _receipt("We have your renewal", promised=FROM),
    operations.BUY.name: _receipt("We have your order", promised=FROM),
    operations.CHANGE.name: _receipt("We have your change"),
    operations.CANCEL.name: ReceiptPage(
        "We have your cancellation", "parking/orders", ("parking:index", "Parking"), theirs="Order"
    ),
}


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def renew(request: ActorRequest, permit: str) -> HttpResponse:
    """What another year costs, or why it cannot be renewed now."""
    now, reference = timezone.now(), _reference(request)
    journey = operations.RENEW.begin(request)
    try:
        renewal = run(ParkingAdapter.from_settings().fetch_renewal(reference, permit))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    except NoSuchVehicle:
        return render(request, "parking/permits/no_vehicle.html", {"permit": permit})
    obstacle = renewal.obstacle(timezone.localdate(now))
    if request.method == "POST":
        try:
            sent = operations.renew_permit(
                actor=request.actor,
                renewal=renewal,
                permit_number=ParkingAccount.read(reference).permit,
                form_key=sent_form_key(request) or uuid4(),
                journey_id=journey,
                now=now,
            )
        except operations.NotPossible as why:
            obstacle = str(why)
        else:
            return _to_receipt(sent)
    context = {"renewal": renewal, "obstacle": obstacle, "form_key": uuid4()}
    return render(request, "parking/permits/renew.html", context)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def buy_visitor_sessions(request: ActorRequest) -> HttpResponse:
    """How many, for how much; they are paid on the next page."""
    reference = _reference(request)
    journey = operations.BUY.begin(request)
    try:
        offer = run(ParkingAdapter.from_settings().fetch_visitor_offer(reference))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    form = VisitorForm(request.POST or None, packs=offer.packs)
    obstacle = offer.obstacle
    if request.method == "POST" and form.is_valid():
        try:
            sent = operations.buy_visitor_sessions(
                actor=request.actor,
                offer=offer,
                sessions=int(form.cleaned_data["sessions"]),
                permit_number=ParkingAccount.read(reference).permit,
                form_key=sent_form_key(request) or uuid4(),
                journey_id=journey,
                now=timezone.now(),
            )
        except operations.NotPossible as why:
            obstacle = str(why)
        else:
            return _to_receipt(sent)
    context = {"form": form, "obstacle": obstacle, "form_key": uuid4()}
    return render(request, "parking/permits/visitors.html", context)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def change_vehicle(request: ActorRequest, permit: str) -> HttpResponse:
    """Which vehicle, what DVLA knows of it, and the button that changes it."""
    now, reference, adapter = timezone.now(), _reference(request), ParkingAdapter.from_settings()
    sent = operations.CHANGE.find_sent(actor=request.actor, form_key=sent_form_key(request))
    if sent:
        return _to_receipt(sent)
    journey = operations.CHANGE.begin(request)
    try:
        found = run(adapter.fetch_permit(reference, permit))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    form = VehicleForm(request.POST or None)
    context = {"form": form, "permit": found, "form_key": uuid4()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "parking/permits/vehicle.html", context)
    try:
        vehicle = run(adapter.fetch_vehicle(form.cleaned_data["vrm"]))
        operations.check_possible(found.obstacle_to(vehicle, timezone.localdate(now)))
        if "confirmed" not in request.POST:
            seen = context | {"vehicle": vehicle}
            return render(request, "parking/permits/check_vehicle.html", seen)
        sent = operations.change_vehicle(
            actor=request.actor,
            permit=found,
            vehicle=vehicle,
            permit_number=ParkingAccount.read(reference).permit,
            form_key=sent_form_key(request) or uuid4(),
            journey_id=journey,
            now=now,
        )
    except (NoSuchVehicle, operations.NotPossible) as why:
        form.add_error("vrm", str(why) or UNKNOWN_VEHICLE)
        return render(request, "parking/permits/vehicle.html", context)
    return _to_receipt(sent)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def cancel_order(request: ActorRequest, order: str) -> HttpResponse:
    """Ask once, then take back visitor sessions that are not paid yet."""
    sent = operations.CANCEL.find_sent(actor=request.actor, form_key=sent_form_key(request))
    if sent:
        return _to_receipt(sent)
    found = _find_order(request, order)
    form, journey = AskFirstForm(request.POST or None), operations.CANCEL.begin(request)
    obstacle = found.obstacle_to_cancelling
    if request.method == "POST" and form.is_valid():
        try:
            sent = cancel(
                actor=request.actor,
                order=found,
                permit_number=ParkingAccount.read(_reference(request)).permit,
                form_key=form.cleaned_data["form_key"],
                journey_id=journey,
                now=timezone.now(),
            )
        except operations.NotPossible as why:
            obstacle = str(why)
        else:
            return _to_receipt(sent)
    context = {"form": form, "order": found, "obstacle": obstacle}
    return render(request, "parking/orders/cancel.html", context)


@for_resident("parking")
@require_GET
def asked(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt of any of them: a reference, from when it is valid, and how to pay."""
    mine = operations.list_asked(actor=request.actor)
    found = get_owned(mine, actor=request.actor, reference=reference)
    is_paid_for = found.task != operations.CHANGE.name
    return RECEIPTS[found.task].show(request, found, is_paid_for=is_paid_for)


def _reference(request: ActorRequest) -> AccountReference:
    return reference_for(request.actor, "parking", now=timezone.now())


def _find_order(request: ActorRequest, order: str) -> Permit:
    parking = run(ParkingAdapter.from_settings().fetch_parking(_reference(request)))
    for found in parking.permits:
        if (found.reference, found.kind) == (order, PermitKind.VISITOR_SESSIONS):
            return found
    raise Http404


def _to_receipt(sent: Submission) -> HttpResponse:
    return redirect("parking:permit-asked", sent.reference)
