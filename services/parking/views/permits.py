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
from services.parking.forms import CancelOrderForm, VehicleForm, VisitorForm
from services.parking.operations import permits as operations
from services.parking.operations.orders import cancel_order as cancel
from services.parking.records.permits import Permit, PermitKind
from services.receipt_page import ReceiptPage
from services.tasks import WrittenTask, sent_form_key

FROM = "Valid from, once it is paid"
UNKNOWN_VEHICLE = "DVLA does not know this registration. Check it, or call us."


def _receipt(
    heading: str, *, theirs: str, promised: str = "", folder: str = "parking/permits"
) -> ReceiptPage:
    back = ("parking:index", "Parking")
    return ReceiptPage(heading, folder, back, theirs=theirs, promised=promised)


RECEIPTS = {
    operations.RENEW.name: _receipt("We have your renewal", theirs="Permit", promised=FROM),
    operations.BUY.name: _receipt("We have your order", theirs="Order", promised=FROM),
    operations.CHANGE.name: _receipt("We have your change", theirs="Permit"),
    operations.CANCEL.name: _receipt(
        "We have your cancellation", theirs="Order", folder="parking/orders"
    ),
}


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def renew(request: ActorRequest, permit: str) -> HttpResponse:
    """What another year costs, or why it cannot be renewed now."""
    if sent := operations.RENEW.sent_by(request):
        return _to_receipt(sent)
    press = _press(request, operations.RENEW)
    try:
        renewal = run(ParkingAdapter.from_settings().fetch_renewal(press.reference, permit))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    except NoSuchVehicle:
        return render(request, "parking/permits/no_vehicle.html", {"permit": permit})
    obstacle = renewal.obstacle(press.today)
    if request.method == "POST":
        try:
            return _to_receipt(operations.renew_permit(press, renewal))
        except operations.NotPossible as why:
            obstacle = str(why)
    context = {"renewal": renewal, "obstacle": obstacle, "form_key": uuid4()}
    return render(request, "parking/permits/renew.html", context)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def buy_visitor_sessions(request: ActorRequest) -> HttpResponse:
    """How many, for how much; they are paid on the next page."""
    if sent := operations.BUY.sent_by(request):
        return _to_receipt(sent)
    press = _press(request, operations.BUY)
    try:
        offer = run(ParkingAdapter.from_settings().fetch_visitor_offer(press.reference))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    form = VisitorForm(request.POST or None, packs=offer.packs)
    obstacle = offer.obstacle
    if request.method == "POST" and form.is_valid():
        sessions = int(form.cleaned_data["sessions"])
        try:
            return _to_receipt(operations.buy_visitor_sessions(press, offer, sessions=sessions))
        except operations.NotPossible as why:
            obstacle = str(why)
    context = {"form": form, "obstacle": obstacle, "form_key": uuid4()}
    return render(request, "parking/permits/visitors.html", context)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def change_vehicle(request: ActorRequest, permit: str) -> HttpResponse:
    """Which vehicle, what DVLA knows of it, and the button that changes it."""
    if sent := operations.CHANGE.sent_by(request):
        return _to_receipt(sent)
    press, adapter = _press(request, operations.CHANGE), ParkingAdapter.from_settings()
    try:
        found = run(adapter.fetch_permit(press.reference, permit))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    form = VehicleForm(request.POST or None)
    context = {"form": form, "permit": found, "form_key": uuid4()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "parking/permits/vehicle.html", context)
    try:
        vehicle = run(adapter.fetch_vehicle(form.cleaned_data["vrm"]))
        operations.check_possible(found.obstacle_to(vehicle, press.today))
        if "confirmed" not in request.POST:
            seen = context | {"vehicle": vehicle}
            return render(request, "parking/permits/check_vehicle.html", seen)
        return _to_receipt(operations.change_vehicle(press, found, vehicle))
    except (NoSuchVehicle, operations.NotPossible) as why:
        form.add_error("vrm", str(why) or UNKNOWN_VEHICLE)
        return render(request, "parking/permits/vehicle.html", context)


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def cancel_order(request: ActorRequest, order: str) -> HttpResponse:
    """Ask once, then take back visitor sessions that are not paid yet."""
    if sent := operations.CANCEL.sent_by(request):
        return _to_receipt(sent)
    press = _press(request, operations.CANCEL)
    found = _find_order(press.reference, order)
    form, obstacle = CancelOrderForm(request.POST or None), found.obstacle_to_cancelling
    if request.method == "POST" and form.is_valid():
        try:
            return _to_receipt(cancel(press, found))
        except operations.NotPossible as why:
            obstacle = str(why)
    context = {"form": form, "order": found, "obstacle": obstacle, "in_time": not obstacle}
    return render(request, "parking/orders/cancel.html", context)


@for_resident("parking")
@require_GET
def asked(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt of any of them: a reference, from when it is valid, and how to pay."""
    mine = operations.list_asked(actor=request.actor)
    found = get_owned(mine, actor=request.actor, reference=reference)
    is_paid_for = found.task != operations.CHANGE.name
    return RECEIPTS[found.task].show(request, found, is_paid_for=is_paid_for)


def _press(request: ActorRequest, task: WrittenTask) -> operations.Press:
    now = timezone.now()
    return operations.Press(
        task,
        request.actor,
        reference_for(request.actor, "parking", now=now),
        sent_form_key(request) or uuid4(),
        task.begin(request),
        now,
    )


def _find_order(reference: AccountReference, order: str) -> Permit:
    parking = run(ParkingAdapter.from_settings().fetch_parking(reference))
    for found in parking.permits:
        if (found.reference, found.kind) == (order, PermitKind.VISITOR_SESSIONS):
            return found
    raise Http404


def _to_receipt(sent: Submission) -> HttpResponse:
    return redirect("parking:permit-asked", sent.reference)
