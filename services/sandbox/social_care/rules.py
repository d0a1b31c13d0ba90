"""What the care system does with what it is told: requests get a worker, payments an invoice."""

from datetime import UTC, date, datetime, timedelta

from services.sandbox import store
from services.sandbox.models import Document
from services.sandbox.social_care import books
from services.sandbox.social_care.fhir import Refused, Resource

WORKING_DAYS_TO_CONTACT = 5


def create(resource: Resource, *, now: datetime) -> tuple[Resource, bool]:
    """Keep a new resource; (it, whether it is new): a payment sent twice is one payment."""
    kind = resource["resourceType"]
    if kind not in books.CAN_BE_CREATED:
        raise Refused(405, "not-supported", f"{kind} cannot be created here.")
    books.check_complete(resource)
    if kind == "PaymentReconciliation":
        return _receive_payment(resource, now=now)
    person = books.person_known_as(books.subject_of(resource))
    resource = resource | {"id": books.new_id(), "meta": {}}
    if kind == "ServiceRequest":
        resource = _numbered(resource, now=now)
        _open_task(resource, person=person, now=now)
    return books.write(resource, person=person, now=now), True


def update(
    kind: str, resource_id: str, resource: Resource, *, version: str, now: datetime
) -> Resource:
    """Replace a resource if it is still at the version the caller has seen."""
    if kind not in books.CAN_BE_UPDATED:
        raise Refused(405, "not-supported", f"{kind} cannot be changed here.")
    known = books.read(kind, resource_id)
    if resource.get("id") != resource_id or resource["resourceType"] != kind:
        raise Refused(400, "invalid", "The id or type is not the one in the address.")
    if not version:
        raise Refused(412, "conflict", "Say with If-Match which version you have seen.")
    if version != known["meta"]["versionId"]:
        raise Refused(412, "conflict", "It was changed by someone else meanwhile.")
    books.check_complete(resource)
    if books.subject_of(resource) != books.subject_of(known):
        raise Refused(422, "business-rule", "A record cannot move to another person.")
    if kind == "Appointment":
        _check_visit(known, resource, now=now)
    person = store.person_of(books.SUPPLIER, kind, resource_id)
    return books.write(resource | {"meta": known["meta"]}, person=person, now=now)


def working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _check_visit(known: Resource, wanted: Resource, *, now: datetime) -> None:
    if known["status"] == "cancelled":
        raise Refused(422, "business-rule", "The visit was cancelled already.")
    if datetime.fromisoformat(known["start"]) <= now:
        raise Refused(422, "business-rule", "The visit has started.")
    if (wanted["start"], wanted["end"]) != (known["start"], known["end"]):
        raise Refused(422, "business-rule", "Call us to move a visit.")


def _numbered(request: Resource, *, now: datetime) -> Resource:
    """Give a request its number, and the day by which someone will be in touch."""
    documents = Document.objects.filter(supplier=books.SUPPLIER, kind="ServiceRequest")
    number = f"SCR-{now:%y}{documents.count() + 1:05}"
    identifiers = [*request.get("identifier", []), identifier(books.REQUEST_NUMBER, number)]
    due = working_days_after(now.date(), WORKING_DAYS_TO_CONTACT)
    return request | {"identifier": identifiers, "occurrencePeriod": {"end": due.isoformat()}}


def _open_task(request: Resource, *, person: str, now: datetime) -> None:
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    task = {
        "resourceType": "Task",
        "id": books.new_id(),
        "identifier": request["identifier"][-1:],
        "status": "requested",
        "businessStatus": {"text": "We have your request"},
        "intent": "order",
        "code": request["code"],
        "focus": {"reference": f"ServiceRequest/{request['id']}"},
        "for": request["subject"],
        "authoredOn": stamp,
        "lastModified": stamp,
        "restriction": {"period": request["occurrencePeriod"]},
    }
    books.write(task, person=person, now=now)


def _receive_payment(payment: Resource, *, now: datetime) -> tuple[Resource, bool]:
    reference = payment["paymentIdentifier"].get("value", "")
    if not reference:
        raise Refused(422, "required", "The payment needs its reference.", "paymentIdentifier")
    known = store.get(books.SUPPLIER, "PaymentReconciliation", reference)
    if known:
        if known["paymentAmount"] != payment["paymentAmount"]:
            raise Refused(409, "conflict", "That payment reference had another amount.")
        return known, False
    for line in payment["detail"]:
        _reduce_invoice(line, now=now)
    # The ledger numbers a payment by the reference it was sent with.
    kept = payment | {"id": reference, "meta": {}}
    return books.write(kept, person="", now=now), True


def _reduce_invoice(line: Resource, *, now: datetime) -> None:
    number = line.get("request", {}).get("identifier", {}).get("value", "")
    document = Document.objects.filter(
        supplier=books.SUPPLIER, kind="Invoice", body__identifier__0__value=number
    ).first()
    if document is None:
        raise Refused(422, "not-found", "There is no such invoice.", "detail.request")
    invoice, paid = document.body, line.get("amount", {})
    if paid.get("currency") != "GBP" or not paid.get("value", 0) > 0:
        raise Refused(422, "value", "The amount is in pounds and above nothing.", "detail.amount")
    owed = books.extension(invoice, books.OUTSTANDING)["value"]
    left = round(owed - paid["value"], 2)
    status = "balanced" if left <= 0 else "issued"
    changed = with_outstanding(invoice, left) | {"status": status}
    books.write(changed, person=document.person, now=now)


def with_outstanding(invoice: Resource, pounds: float) -> Resource:
    others = [one for one in invoice.get("extension", []) if one["url"] != books.OUTSTANDING]
    money = {"value": pounds, "currency": "GBP"}
    return invoice | {"extension": [*others, {"url": books.OUTSTANDING, "valueMoney": money}]}


def identifier(system: str, value: str) -> Resource:
    return {"system": system, "value": value}
