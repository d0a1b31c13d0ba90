"""Which visits can be booked for a work order, and booking one.

Dates and times are the council's local time without an offset, as the contract says.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import (
    SUPPLIER,
    BadRequest,
    answer,
    asked,
    body_of,
    endpoint,
    error,
    problem,
)
from services.sandbox.housing.repairs import OPEN, add_note, save, to_change
from services.sandbox.idempotency import once

Body = dict[str, Any]

SLOTS = {"AM": ("Morning", "08:00", "12:00"), "PM": ("Afternoon", "12:00", "17:00")}
FIRST_DAY, LAST_DAY = 1, 28
"""From how many days ahead a visit can be booked, and how far."""


def _list_slots(request: HttpRequest) -> JsonResponse:
    order = store.get(SUPPLIER, "work_order", asked(request, "workOrderReference"))
    if order is None:
        return problem(404, "Work order not found")
    today = timezone.localdate()
    first = _day(request, "fromDate", today)
    last = _day(request, "toDate", today + timedelta(days=14))
    return answer(
        [
            {"date": day.isoformat(), "slots": slots}
            for day in _days(max(first, today), last)
            if (slots := list(free_slots(order["reference"], day, today)))
        ]
    )


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(max(0, (last - first).days) + 1):
        yield first + timedelta(days=number)


def free_slots(reference: int, day: date, today: date) -> Iterator[Body]:
    """The same work order and day always give the same slots; some are taken, as in life."""
    if day.weekday() > 4 or not FIRST_DAY <= (day - today).days <= LAST_DAY:
        return
    for number, (code, (words, start, end)) in enumerate(SLOTS.items()):
        if (day.toordinal() * 2 + number + reference) % 3:
            yield {
                "reference": f"{reference}/{day:%Y%m%d}/{code}",
                "description": words,
                "start": start,
                "end": end,
            }


def _book(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, hact.REQUEST_APPOINTMENT)
    return once(request, SUPPLIER, lambda: _book_slot(body))


def _book_slot(body: Body) -> tuple[int, Body]:
    key, slot = body["workOrderReference"]["id"], body["appointmentReference"]["id"]
    order = to_change(key)
    if order is None:
        return 404, error(404, "Work order not found")
    if order["status"] not in OPEN:
        return 400, error(400, f"This work order is closed: {order['status']}")
    chosen = _find_slot(order["reference"], slot)
    if chosen is None:
        return 400, error(400, "This appointment is no longer free", slot)
    day, slot_body = chosen
    order["appointment"] = appointment_body(day, slot_body)
    save(order)
    add_note(
        order["reference"],
        f"Appointment booked: {day:%d/%m/%Y} {slot_body['description']}",
        by="Repairs system",
        at=timezone.now(),
    )
    return 200, {"workOrderReference": order["reference"], **order["appointment"]}


def _find_slot(reference: int, slot: str) -> tuple[date, Body] | None:
    parts = slot.split("/")
    try:
        day = date.fromisoformat(parts[1])
    except (IndexError, ValueError):
        return None
    free = free_slots(reference, day, timezone.localdate())
    return next(((day, found) for found in free if found["reference"] == slot), None)


def appointment_body(day: date, slot: Body) -> Body:
    return {
        "date": f"{day.isoformat()}T00:00:00",
        "description": slot["description"],
        "start": slot["start"],
        "end": slot["end"],
        "reference": slot["reference"],
    }


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    text = request.GET.get(name, "")
    try:
        day = parse_date(text) if text else otherwise
    except ValueError:
        day = None
    if day is None:
        raise BadRequest(f"{name} is not a date")
    return day


appointments = endpoint(get=_list_slots, post=_book)
