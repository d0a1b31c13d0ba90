"""The repairs each tenant has had, and the ones that are under way."""

from datetime import date, datetime, time, timedelta

from services.sandbox.housing.api import LONDON, Body, instant
from services.sandbox.housing.appointments import appointment_body, slot_body
from services.sandbox.housing.repairs import add_note, next_reference, save, work_order_body
from services.sandbox.housing.tenants import PastRepair, Tenant


def write(tenant: Tenant, tenure: Body, *, today: date, person: str) -> None:
    for repair in tenant.repairs:
        _write_one(repair, tenure, today=today, person=person)


def _write_one(repair: PastRepair, tenure: Body, *, today: date, person: str) -> None:
    raised = _at(today - timedelta(days=repair.days_ago), 10, 25)
    order = work_order_body(
        reference=next_reference(),
        tenure=tenure,
        description=f"{repair.room}: {repair.words}",
        code=repair.code,
        priority=repair.priority,
        raised=raised,
        raised_by="Contact centre" if repair.by_telephone else "My Account",
    )
    order["locationOfRepair"] = repair.room
    closed = raised + timedelta(days=repair.done_after, hours=3)
    if repair.status != "In Progress":
        order |= {"status": repair.status, "lastUpdated": instant(closed)}
    if repair.status == "Work Complete":
        order["closedDated"] = instant(closed)
    _set_visit(order, repair, today)
    save(order, person=person)
    for number, text in enumerate(repair.notes):
        at = closed + timedelta(minutes=number)
        add_note(order["reference"], text, by="K. Marsh", at=at)
    for text in repair.staff_notes:
        at = raised + timedelta(minutes=9)
        add_note(order["reference"], text, by="K. Marsh", at=at, audience="Staff")


def _set_visit(order: Body, repair: PastRepair, today: date) -> None:
    """When somebody comes, or came: always on a working day."""
    if repair.visit_in is not None:
        day = _working_day(today + timedelta(days=repair.visit_in))
    elif repair.status == "In Progress":
        return
    else:
        day = _working_day(today - timedelta(days=repair.days_ago - repair.done_after))
    slot = slot_body(order["reference"], day, "PM" if order["reference"] % 2 else "AM")
    order["appointment"] = appointment_body(day, slot)
    order["operatives"] = [{"id": 40 + order["reference"] % 7, "name": "K. Marsh"}]


def _working_day(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)
