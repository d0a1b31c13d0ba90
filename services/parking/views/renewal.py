"""Renew a permit: the vehicle is checked with DVLA, the price shown, and sent once."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.ownership import get_owned
from services import journeys
from services.answering import answers_for
from services.links import reference_for
from services.network import run
from services.parking import operations
from services.parking.adapter import ParkingAdapter
from services.parking.adapter.permits import NoSuchPermit, NoSuchVehicle
from services.parking.records import ParkingAccount

TASK = {"service": operations.SERVICE, "task": operations.RENEW}


@for_resident("parking")
@answers_for("parking")
@require_http_methods(["GET", "POST"])
def renew(request: ActorRequest, permit: str) -> HttpResponse:
    """What another year costs, or why it cannot be renewed now."""
    now = timezone.now()
    reference = reference_for(request.actor, "parking", now=now)
    journey = journeys.begin(request, channel=request.actor.channel, **TASK)
    try:
        renewal = run(ParkingAdapter.from_settings().fetch_renewal(reference, permit))
    except NoSuchPermit as unknown:
        raise Http404 from unknown
    except NoSuchVehicle:
        return render(request, "parking/renewal/no_vehicle.html", {"permit": permit})
    if request.method == "POST":
        try:
            sent = operations.renew_permit(
                actor=request.actor,
                renewal=renewal,
                permit_number=ParkingAccount.read(reference).permit,
                form_key=_form_key(request),
                journey_id=journey,
                now=now,
            )
        except operations.PermitNotRenewable:
            pass  # the page says why
        else:
            journeys.leave(request, **TASK)
            return redirect("parking:renewed", sent.reference)
    obstacle = renewal.obstacle(timezone.localdate(now))
    context = {"renewal": renewal, "obstacle": obstacle, "form_key": uuid4()}
    return render(request, "parking/renewal/renew.html", context)


@for_resident("parking")
@require_GET
def renewed(request: ActorRequest, reference: str) -> HttpResponse:
    """The receipt: a reference, from when it is valid, and how to pay."""
    mine = operations.list_renewals(actor=request.actor)
    found = get_owned(mine, actor=request.actor, reference=reference)
    context = {"submission": found, "template": f"parking/renewal/next_{found.state}.html"}
    return render(request, "parking/renewal/renewed.html", context)


def _form_key(request: ActorRequest) -> UUID:
    """The key of the form that was sent, so that sending it twice does it once."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()
