"""Work orders: raised by the standard's ScheduleRepair, followed, noted and photographed."""

from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import (
    API,
    LONDON,
    SUPPLIER,
    Body,
    answer,
    body_of,
    instant,
    no_such,
    page_of,
    refused,
)
from services.sandbox.housing.schedule_of_rates import CODES, PRIORITIES, TRADES
from services.sandbox.housing.tenancies import tenant_of

FIRST_REFERENCE = 10_004_100
OPEN = {"In Progress", "On Hold", "Materials Needed", "Variation Pending Approval"}


def schedule(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, "ScheduleRepair")
    return API.once(request, lambda: _raise_work_order(body))


def _raise_work_order(body: Body) -> tuple[int, Body]:
    unit = body["site"]["property"][0]["unit"][0]["reference"][0]["id"]
    tenure = store.first_of(SUPPLIER, "tenure", body__tenuredAsset__propertyReference=unit)
    if tenure is None:
        raise refused(400, "No such property", unit)
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
    caller = body.get("customer", {}).get("person", {}).get("name", {}).get("full", "")
    order["callerName"] = caller or order["callerName"]
    save(order, person=tenant_of(tenure["paymentReference"]))
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
        raise refused(400, "No such schedule of rates code", code)
    return code


def next_reference() -> int:
    known = (order["reference"] + 1 for order in store.list_of(SUPPLIER, "work_order"))
    return max(known, default=FIRST_REFERENCE)


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


def get_open(key: str) -> Body:
    """The work order that can still be changed."""
    order = to_change(key)
    if order is None:
        raise no_such("Work order")
    if order["status"] not in OPEN:
        raise refused(400, f"This work order is closed: {order['status']}")
    return order


def add_note(reference: int, text: str, *, by: str, at: datetime, audience: str = "Tenant") -> None:
    """`audience` is Tenant, or Staff for what the tenant is not to read."""
    number = len(store.list_of(SUPPLIER, "note", body__workOrderReference=reference)) + 1
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


def list_work_orders(request: HttpRequest) -> JsonResponse:
    """By the property's reference, or by the tenure's id or payment reference."""
    by_property = request.GET.get("propertyReference", "").strip()
    tenure = request.GET.get("tenureId", "").strip()
    if by_property:
        rows = store.list_of(SUPPLIER, "work_order", body__propertyReference=by_property)
    elif tenure:
        tenant = tenant_of(tenure)
        rows = store.list_of(SUPPLIER, "work_order", person=tenant) if tenant else []
    else:
        raise refused(400, "propertyReference or tenureId is required")
    statuses = set(request.GET.getlist("statusCode"))
    chosen = [row for row in rows if not statuses or row["status"] in statuses]
    chosen.sort(key=lambda order: (order["dateRaised"], order["reference"]), reverse=True)
    return answer(page_of(request, chosen))


def get_work_order(request: HttpRequest, key: int) -> JsonResponse:
    order = store.get(SUPPLIER, "work_order", str(key))
    if order is None:
        raise no_such("Work order")
    return answer(order)


def list_notes(request: HttpRequest, key: int) -> JsonResponse:
    if not store.person_of(SUPPLIER, "work_order", str(key)):
        raise no_such("Work order")
    return answer(store.list_of(SUPPLIER, "note", body__workOrderReference=key))


def update_status(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, "JobStatusUpdate")
    return API.once(request, lambda: _write_update(body))


def _write_update(body: Body) -> tuple[int, Body]:
    now = timezone.now()
    order = get_open(body["relatedWorkOrderReference"]["id"])
    order |= changes_of(body, now) | {"lastUpdated": instant(now)}
    save(order)
    if body.get("comments"):
        add_note(order["reference"], body["comments"], by="Resident", at=now)
    return 200, {"id": order["reference"], "status": order["status"]}


def changes_of(update: Body, now: datetime) -> Body:
    """The changes that this system knows; a comment alone changes nothing but the notes."""
    kind = update.get("otherType", "")
    if kind == "cancelAppointment":
        return {"appointment": None}
    if kind == "cancel":
        return {"status": "Work Cancelled", "appointment": None, "closedDated": instant(now)}
    if kind == "complete":
        return {"status": "Work Complete", "closedDated": instant(now)}
    return {"status": "Materials Needed"} if update.get("typeCode") == "120-20" else {}
