"""Work orders: raised by the standard's ScheduleRepair, followed, noted and photographed."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import (
    SUPPLIER,
    BadRequest,
    answer,
    body_of,
    endpoint,
    error,
    page_of,
    problem,
)
from services.sandbox.housing.schedule_of_rates import CODES, PRIORITIES, TRADES
from services.sandbox.housing.tenancies import tenant_of
from services.sandbox.idempotency import once
from services.sandbox.models import Document

Body = dict[str, Any]

LONDON = ZoneInfo("Europe/London")
FIRST_REFERENCE = 10_004_100
OPEN = {"In Progress", "On Hold", "Materials Needed", "Variation Pending Approval"}


def _schedule(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, hact.SCHEDULE_REPAIR)
    return once(request, SUPPLIER, lambda: _raise_work_order(body))


@transaction.atomic
def _raise_work_order(body: Body) -> tuple[int, Body]:
    unit = body["site"]["property"][0]["unit"][0]["reference"][0]["id"]
    found = Document.objects.filter(
        supplier=SUPPLIER, kind="tenure", body__tenuredAsset__propertyReference=unit
    ).first()
    if found is None:
        return 400, error(400, "No such property", unit)
    tenure = found.body
    now = timezone.now()
    order = work_order_body(
        reference=next_reference(),
        tenure=tenure,
        description=body["descriptionOfWork"],
        code=_sor_code(body),
        priority=int(body["priority"]["priorityCode"]),
        raised=now,
        raised_by=body["instructedBy"]["name"],
    )
    order["locationOfRepair"] = body.get("locationOfRepair", "")
    order["callerName"] = _caller(body) or order["callerName"]
    save(order, person=found.person)
    access = body.get("accessInformation", {}).get("description", "")
    if access:
        add_note(order["reference"], f"Access: {access}", by="Repairs system", at=now)
    return 200, {
        "id": order["reference"],
        "statusCode": 80,
        "statusCodeDescription": "Scheduled",
        "externallyManagedAppointment": False,
        "externalAppointmentManagementUrl": None,
    }


def _sor_code(body: Body) -> str:
    items = [
        item for element in body.get("workElement", []) for item in element["rateScheduleItem"]
    ]
    code = items[0]["customCode"] if items else "PLP5R001"
    if code not in CODES:
        raise BadRequest("No such schedule of rates code", code)
    return code


def _caller(body: Body) -> str:
    return str(body.get("customer", {}).get("person", {}).get("name", {}).get("full", ""))


def next_reference() -> int:
    orders = Document.objects.filter(supplier=SUPPLIER, kind="work_order")
    newest = orders.aggregate(newest=Max("key"))["newest"]
    return int(newest) + 1 if newest else FIRST_REFERENCE


def work_order_body(
    *,
    reference: int,
    tenure: Body,
    description: str,
    code: str,
    priority: int,
    raised: datetime,
    raised_by: str,
) -> Body:
    trade, words = CODES[code]
    chosen = PRIORITIES[priority]
    return {
        "reference": reference,
        "dateRaised": instant(raised),
        "lastUpdated": instant(raised),
        "priority": chosen.description,
        "priorityCode": chosen.code,
        "property": tenure["tenuredAsset"]["fullAddress"],
        "propertyReference": tenure["tenuredAsset"]["propertyReference"],
        "owner": "Thornbridge Direct Works",
        "description": description,
        "sorCode": code,
        "sorDescription": words,
        "target": instant(chosen.due(raised.astimezone(LONDON))),
        "raisedBy": raised_by,
        "callerName": tenure["householdMembers"][0]["fullName"],
        "callerNumber": None,
        "status": "In Progress",
        "tradeCode": trade,
        "tradeDescription": TRADES[trade],
        "locationOfRepair": "",
        "appointment": None,
        "operatives": [],
        "action": "Unknown",
        "externalAppointmentManagementUrl": None,
        "closedDated": None,
    }


def to_change(key: str) -> Body | None:
    """The work order with this key itself, also while answers are somebody else's."""
    return store.first_of(SUPPLIER, "work_order", key=key)


def save(order: Body, *, person: str = "") -> Body:
    return store.put(SUPPLIER, "work_order", str(order["reference"]), order, person=person)


def add_note(reference: int, text: str, *, by: str, at: datetime, audience: str = "Tenant") -> None:
    """`audience` is Tenant, or Staff for what the tenant is not to read."""
    number = Document.objects.filter(supplier=SUPPLIER, kind="note").count() + 1
    note = {
        "workOrderReference": reference,
        "note": text,
        "time": instant(at),
        "user": by,
        "typeCode": "0",
        "audience": audience,
    }
    person = store.person_of(SUPPLIER, "work_order", str(reference))
    store.put(SUPPLIER, "note", f"{reference}-{number}", note, person=person)


def _list_work_orders(request: HttpRequest) -> JsonResponse:
    """By the property's reference, or by the tenure's id or payment reference."""
    by_property = request.GET.get("propertyReference", "").strip()
    tenure = request.GET.get("tenureId", "").strip()
    if by_property:
        rows = store.list_of(SUPPLIER, "work_order", body__propertyReference=by_property)
    elif tenure:
        tenant = tenant_of(tenure)
        rows = store.list_of(SUPPLIER, "work_order", person=tenant) if tenant else []
    else:
        raise BadRequest("propertyReference or tenureId is required")
    statuses = set(request.GET.getlist("statusCode"))
    chosen = [row for row in rows if not statuses or row["status"] in statuses]
    return answer(page_of(request, sorted(chosen, key=_newest_first, reverse=True)))


def _newest_first(order: Body) -> tuple[str, int]:
    return order["dateRaised"], order["reference"]


def _get_work_order(request: HttpRequest, key: int) -> JsonResponse:
    order = store.get(SUPPLIER, "work_order", str(key))
    return answer(order) if order else problem(404, "Work order not found")


def _list_tasks(request: HttpRequest, key: int) -> JsonResponse:
    order = store.get(SUPPLIER, "work_order", str(key))
    if order is None:
        return problem(404, "Work order not found")
    task = {
        "id": f"{order['reference']}-1",
        "code": order["sorCode"],
        "description": order["sorDescription"],
        "dateAdded": order["dateRaised"],
        "quantity": 1,
        "status": order["status"],
        "original": True,
    }
    return answer([task])


def _list_notes(request: HttpRequest, key: int) -> JsonResponse:
    if not store.person_of(SUPPLIER, "work_order", str(key)):
        return problem(404, "Work order not found")
    return answer(store.list_of(SUPPLIER, "note", body__workOrderReference=key))


def _update_status(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, hact.JOB_STATUS_UPDATE)
    return once(request, SUPPLIER, lambda: _write_update(body))


def _write_update(body: Body) -> tuple[int, Body]:
    key = body["relatedWorkOrderReference"]["id"]
    with transaction.atomic():
        order = to_change(key)
        if order is None:
            return 404, error(404, "Work order not found")
        if order["status"] not in OPEN:
            return 400, error(400, f"This work order is closed: {order['status']}")
        _apply(order, body)
        order["lastUpdated"] = instant(timezone.now())
        save(order)
    if body.get("comments"):
        add_note(order["reference"], body["comments"], by="Resident", at=timezone.now())
    return 200, {"id": order["reference"], "status": order["status"]}


def _apply(order: Body, body: Body) -> None:
    """The changes that this system knows; a comment alone changes nothing but the notes."""
    kind = body.get("otherType", "")
    if kind == "cancelAppointment":
        order["appointment"] = None
    elif kind == "cancel":
        order |= {"status": "Work Cancelled", "appointment": None}
        order["closedDated"] = instant(timezone.now())
    elif kind == "complete":
        order |= {"status": "Work Complete", "closedDated": instant(timezone.now())}
    elif body.get("typeCode") == "120-20":
        order["status"] = "Materials Needed"


def instant(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


schedule = endpoint(post=_schedule)
work_orders = endpoint(get=_list_work_orders)
work_order = endpoint(get=_get_work_order)
tasks = endpoint(get=_list_tasks)
notes = endpoint(get=_list_notes)
job_status_update = endpoint(post=_update_status)
