"""The repairs each tenant has had, and the ones that are under way."""

from datetime import date, datetime, time, timedelta
from typing import Any

from services.sandbox import store
from services.sandbox.housing.api import SUPPLIER
from services.sandbox.housing.appointments import appointment_body
from services.sandbox.housing.repairs import (
    LONDON,
    instant,
    next_reference,
    save,
    work_order_body,
)
from services.sandbox.housing.tenants import PastRepair, Tenant
from services.sandbox.models import Document

Body = dict[str, Any]


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
        _write_note(order, text, closed + timedelta(minutes=number), person, "Tenant")
    for text in repair.staff_notes:
        _write_note(order, text, raised + timedelta(minutes=9), person, "Staff")


def _set_visit(order: Body, repair: PastRepair, today: date) -> None:
    """When somebody comes, or came: always on a working day."""
    if repair.visit_in is not None:
        day = _working_day(today + timedelta(days=repair.visit_in))
    elif repair.status == "In Progress":
        return
    else:
        day = _working_day(today - timedelta(days=repair.days_ago - repair.done_after))
    morning = order["reference"] % 2 == 0
    words, start, end = (
        ("Morning", "08:00", "12:00") if morning else ("Afternoon", "12:00", "17:00")
    )
    slot = {
        "reference": f"{order['reference']}/{day:%Y%m%d}/{'AM' if morning else 'PM'}",
        "description": words,
        "start": start,
        "end": end,
    }
    order["appointment"] = appointment_body(day, slot)
    order["operatives"] = [{"id": 40 + order["reference"] % 7, "name": "K. Marsh"}]


def _write_note(order: Body, text: str, at: datetime, person: str, audience: str) -> None:
    number = Document.objects.filter(supplier=SUPPLIER, kind="note").count() + 1
    note = {
        "workOrderReference": order["reference"],
        "note": text,
        "time": instant(at),
        "user": "K. Marsh",
        "typeCode": "0",
        "audience": audience,
    }
    store.put(SUPPLIER, "note", f"{order['reference']}-{number}", note, person=person)


def _working_day(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)
