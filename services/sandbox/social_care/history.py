"""Two years of visits, invoices and requests, and the weeks ahead, as FHIR resources."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.sandbox.personas import Person
from services.sandbox.social_care import books
from services.sandbox.social_care.fhir import Resource
from services.sandbox.social_care.people import Asked, Care, Visit
from services.sandbox.social_care.plans import reference
from services.sandbox.social_care.rules import identifier, with_outstanding, working_days_after

LONDON = ZoneInfo("Europe/London")
MONTHS = 24
DAYS_AHEAD = 42
INVOICE_EVERY_DAYS = 28
NEWEST_INVOICE_DAYS_AGO = 10


def visits(person: Person, care: Care, today: date, rng: random.Random) -> Iterator[Resource]:
    for visit in care.visits:
        for offset in range(-MONTHS * 30, DAYS_AHEAD):
            day = today + timedelta(days=offset)
            if day.weekday() in visit.days:
                status = "booked" if offset >= 0 else _past_status(rng)
                yield _visit(person, visit, day, status)
    if care.assessor_comes_in_days:
        day = working_days_after(today, care.assessor_comes_in_days * 5 // 7)
        visit = Visit(care.asked[0].what, care.asked[0].owner, (), time(14, 0), 60)
        yield _visit(person, visit, day, "booked")


def invoices(person: Person, care: Care, today: date) -> Iterator[Resource]:
    """One every four weeks: all of them paid except the newest."""
    if not care.weekly_charge_pence:
        return
    newest = today - timedelta(days=NEWEST_INVOICE_DAYS_AGO)
    for back in range(MONTHS * 30 // INVOICE_EVERY_DAYS, -1, -1):
        yield _invoice(person, care, newest - timedelta(days=back * INVOICE_EVERY_DAYS), back == 0)


def requests(person: Person, care: Care, today: date) -> Iterator[Resource]:
    for number, asked in enumerate(care.asked, start=1):
        day = today - timedelta(days=asked.days_ago)
        request = _request(person, asked, day, number)
        yield request
        yield _answers(person, asked, day, request)
        yield _task(person, asked, day, request, today)


def instant(day: date, at: time) -> str:
    """A London wall-clock time, in UTC."""
    return datetime.combine(day, at, LONDON).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _opaque(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{books.SYSTEM}/{name}"))


def _past_status(rng: random.Random) -> str:
    return rng.choices(["fulfilled", "cancelled", "noshow"], [96, 3, 1])[0]


def _visit(person: Person, visit: Visit, day: date, status: str) -> Resource:
    ends = (datetime.combine(day, visit.starts) + timedelta(minutes=visit.minutes)).time()
    return {
        "resourceType": "Appointment",
        "id": _opaque(f"visit {person.care_number} {day} {visit.starts}"),
        "status": status,
        "description": visit.what,
        "start": instant(day, visit.starts),
        "end": instant(day, ends),
        "comment": visit.where,
        "participant": [
            {"actor": reference(person), "required": "required", "status": "accepted"},
            {"actor": {"display": visit.by}, "required": "required", "status": "accepted"},
        ],
    }


def _invoice(person: Person, care: Care, day: date, owed: bool) -> Resource:
    pounds = round(care.weekly_charge_pence * 4 / 100, 2)
    money = {"value": pounds, "currency": "GBP"}
    due = day + timedelta(days=28)
    number = f"SCI{person.care_number[-4:]}{day:%y%m%d}"
    invoice: Resource = {
        "resourceType": "Invoice",
        "id": number,
        "identifier": [identifier(books.INVOICE_NUMBER, number)],
        "status": "issued" if owed else "balanced",
        "type": {"text": "Care charge"},
        "subject": reference(person),
        "date": instant(day, time(9, 0)),
        "issuer": {"display": "Thornbridge Council adult social care"},
        "lineItem": [
            {
                "sequence": 1,
                "chargeItemCodeableConcept": {
                    "text": f"{care.charged_for}, {day - timedelta(days=28):%-d %B} to "
                    f"{day - timedelta(days=1):%-d %B %Y}"
                },
                "priceComponent": [{"type": "base", "amount": money}],
            }
        ],
        "totalNet": money,
        "totalGross": money,
        "extension": [{"url": books.DUE_ON, "valueDate": due.isoformat()}],
    }
    return with_outstanding(invoice, pounds if owed else 0.0)


def _request(person: Person, asked: Asked, day: date, number: int) -> Resource:
    return {
        "resourceType": "ServiceRequest",
        "id": f"request-{person.care_number}-{number}",
        "identifier": [
            identifier(books.REQUEST_NUMBER, f"SCR-{day:%y}{person.care_number[-3:]}{number:02}")
        ],
        "status": "completed" if asked.status == "completed" else "active",
        "intent": "order",
        "code": {"coding": [{"system": f"{books.SYSTEM}/code", "code": asked.code}],
                 "text": asked.what},
        "subject": reference(person),
        "requester": reference(person),
        "authoredOn": instant(day, time(11, 20)),
        "occurrencePeriod": {"end": working_days_after(day, 5).isoformat()},
    }  # fmt: skip


def _answers(person: Person, asked: Asked, day: date, request: Resource) -> Resource:
    return {
        "resourceType": "QuestionnaireResponse",
        "id": f"answers-{request['id']}",
        "basedOn": [{"reference": f"ServiceRequest/{request['id']}"}],
        "status": "completed",
        "subject": reference(person),
        "authored": instant(day, time(11, 20)),
        "item": [
            {
                "linkId": "what",
                "text": "What do you want to ask for?",
                "answer": [{"valueString": asked.what}],
            }
        ],
    }


def _task(person: Person, asked: Asked, day: date, request: Resource, today: date) -> Resource:
    days_since = asked.days_ago // 2 if asked.status != "completed" else asked.days_ago - 30
    changed = instant(today - timedelta(days=max(1, days_since)), time(15, 10))
    return {
        "resourceType": "Task",
        "id": f"task-{request['id']}",
        "identifier": request["identifier"],
        "status": asked.status,
        "businessStatus": {"text": asked.words},
        "intent": "order",
        "code": request["code"],
        "focus": {"reference": f"ServiceRequest/{request['id']}"},
        "for": reference(person),
        "authoredOn": request["authoredOn"],
        "lastModified": changed,
        "owner": {"display": asked.owner},
        "restriction": {"period": request["occurrencePeriod"]},
    }
