"""Which visits can be booked for a work order, and booking one.

Dates and times are the council's local time without an offset, as the contract says.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import (
    API,
    SUPPLIER,
    Body,
    answer,
    asked,
    body_of,
    day_of,
    no_such,
    refused,
)
from services.sandbox.housing.repairs import add_note, get_open, save

SLOTS = {"AM": ("Morning", "08:00", "12:00"), "PM": ("Afternoon", "12:00", "17:00")}
FIRST_DAY, LAST_DAY = 1, 28
"""From how many days ahead a visit can be booked, and how far."""


def list_slots(request: HttpRequest) -> JsonResponse:
    order = store.get(SUPPLIER, "work_order", asked(request, "workOrderReference"))
    if order is None:
        raise no_such("Work order")
    today = timezone.localdate()
    first = max(day_of(request, "fromDate", today), today)
    last = min(day_of(request, "toDate", today + timedelta(days=14)), today + timedelta(LAST_DAY))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = [(day, list(free_slots(order["reference"], day, today))) for day in days]
    return answer([{"date": day.isoformat(), "slots": slots} for day, slots in found if slots])


def free_slots(reference: int, day: date, today: date) -> Iterator[Body]:
    """The same work order and day always give the same slots; some are taken, as in life."""
    if day.weekday() > 4 or not FIRST_DAY <= (day - today).days <= LAST_DAY:
        return
    for number, code in enumerate(SLOTS):
        if (day.toordinal() * 2 + number + reference) % 3:
            yield slot_body(reference, day, code)


def slot_body(reference: int, day: date, code: str) -> Body:
    words, start, end = SLOTS[code]
    return {
        "reference": f"{reference}/{day:%Y%m%d}/{code}",
        "description": words,
        "start": start,
        "end": end,
    }


def appointment_body(day: date, slot: Body) -> Body:
    return {"date": f"{day.isoformat()}T00:00:00", **slot}


def book(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, "RequestAppointment")
    return API.once(request, lambda: _book_slot(body))


def _book_slot(body: Body) -> tuple[int, Body]:
    order = get_open(body["workOrderReference"]["id"])
    wanted = body["appointmentReference"]["id"]
    day = _day_of_slot(wanted)
    free = free_slots(order["reference"], day, timezone.localdate())
    slot = next((each for each in free if each["reference"] == wanted), None)
    if slot is None:
        raise refused(400, "This appointment is no longer free", wanted)
    save(order | {"appointment": appointment_body(day, slot)})
    text = f"Appointment booked: {day:%d/%m/%Y} {slot['description']}"
    add_note(order["reference"], text, by="Repairs system", at=timezone.now())
    return 200, {"workOrderReference": order["reference"], **appointment_body(day, slot)}


def _day_of_slot(reference: str) -> date:
    """A slot's reference names its day; one that names none is a day nobody can book."""
    try:
        return date.fromisoformat(reference.split("/")[1])
    except (IndexError, ValueError):
        return date.min
