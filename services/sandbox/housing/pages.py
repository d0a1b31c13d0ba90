"""The housing officer's screen: move a work order on, to see what the resident then sees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from services.sandbox import store
from services.sandbox.housing.api import SUPPLIER, instant
from services.sandbox.housing.repairs import OPEN, add_note, save, to_change

MOVES = {
    "Materials Needed": "Wait for materials",
    "In Progress": "Start again",
    "No Access": "Nobody was in",
    "Work Complete": "Work is complete",
    "Work Cancelled": "Cancel",
}


def work_orders(request: HttpRequest) -> HttpResponse:
    orders = sorted(
        store.list_of(SUPPLIER, "work_order"), key=lambda order: order["dateRaised"], reverse=True
    )
    return render(
        request, "sandbox/housing/work_orders.html", {"orders": orders, "moves": MOVES.items()}
    )


@require_POST
def move_on(request: HttpRequest, key: int) -> HttpResponse:
    order, status = to_change(str(key)), request.POST.get("status", "")
    if order is None or status not in MOVES:
        return HttpResponse("No such work order or status", status=404)
    now = timezone.now()
    closed = status not in OPEN and status != "No Access"
    order |= {
        "status": status,
        "lastUpdated": instant(now),
        "closedDated": instant(now) if closed else None,
    }
    save(order)
    add_note(order["reference"], f"Status: {status}", by="Housing officer", at=now)
    return redirect("sandbox-housing")
