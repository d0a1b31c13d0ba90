"""FHIR bundles as the care system answers them, and a supplier that does."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from services.contract import AccountReference
from services.social_care.adapter import SocialCareAdapter
from services.social_care.client import CareClient
from services.social_care.records import Record

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
PATIENT = "SC700103"
HIS = {"reference": f"Patient/{PATIENT}"}
HERS = {"reference": "Patient/SC700208"}
BASE = "https://care.thornbridge.example/fhir/StructureDefinition"


def a_plan(**changes: Any) -> dict[str, Any]:
    return {
        "id": "plan-1",
        "status": "active",
        "title": "Care and support plan",
        "subject": HIS,
        "period": {"start": "2025-06-01", "end": "2026-05-31"},
        "goal": [{"display": "Stay at home"}, {"reference": "Goal/1"}],
        "activity": [
            {
                "detail": {
                    "description": "Help with washing",
                    "scheduledString": "Mondays",
                    "performer": [{"display": "Bluebell"}, {"display": "Nia"}],
                }
            }
        ],
    } | changes


def a_team(**changes: Any) -> dict[str, Any]:
    member = {"role": [{"text": "Social worker"}], "member": {"display": "Helen Marsh"}}
    telecom = [{"system": "email", "value": "x"}, {"system": "phone", "value": "01632 960 140"}]
    team = {"id": "team-1", "subject": HIS, "participant": [member, {}], "telecom": telecom}
    return team | changes


def a_visit(starts: datetime = NOW + timedelta(days=1), **changes: Any) -> dict[str, Any]:
    return {
        "id": "visit-1",
        "status": "booked",
        "description": "Help with washing",
        "start": starts.isoformat(),
        "end": (starts + timedelta(minutes=45)).isoformat(),
        "participant": [{"actor": HIS}, {"actor": {"display": "Bluebell"}}],
    } | changes


def a_task(**changes: Any) -> dict[str, Any]:
    return {
        "id": "task-1",
        "status": "requested",
        "for": HIS,
        "code": {"text": "Needs assessment"},
        "businessStatus": {"text": "We have your request"},
        "identifier": [{"value": "SCR-1"}],
        "authoredOn": "2026-05-01T10:00:00Z",
        "lastModified": "2026-05-02T23:30:00Z",
        "restriction": {"period": {"end": "2026-05-11"}},
    } | changes


def an_invoice(owed: float | None = 164.8, **changes: Any) -> dict[str, Any]:
    outstanding = {
        "url": f"{BASE}/invoice-outstanding",
        "valueMoney": {"value": owed, "currency": "GBP"},
    }
    due = {"url": f"{BASE}/invoice-due-date", "valueDate": "2026-05-20"}
    return {
        "id": "invoice-1",
        "status": "issued",
        "subject": HIS,
        "identifier": [{"value": "SCI-1", "system": "s"}],
        "totalGross": {"value": 164.8, "currency": "GBP"},
        "date": "2026-04-22T08:00:00Z",
        "lineItem": [{"chargeItemCodeableConcept": {"text": "Home care"}}],
        "extension": [due] if owed is None else [due, outstanding],
    } | changes


def found(*resources: Mapping[str, Any], following: str = "") -> dict[str, Any]:
    """One page of a search."""
    links = [{"relation": "next", "url": following}] if following else []
    entries = [{"resource": resource} for resource in resources]
    return {"type": "searchset", "entry": entries, "link": links, "total": len(entries)}


def answered(resource: Mapping[str, Any] | None, status: str = "200 OK") -> dict[str, Any]:
    """One entry of a batch's answer."""
    return {"resource": resource, "response": {"status": status}}


class PretendSupplier:
    """Answers each call with the next bundle it was given; remembers what it was sent."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, str, Any, str]] = []

    async def send(
        self,
        method: str,
        path: str,
        into: Any,
        *,
        json: Any,
        headers: Mapping[str, str],
        idempotency_key: str = "",
    ) -> Any:
        self.sent.append((method, path, json, idempotency_key))
        assert headers["Content-Type"] == "application/fhir+json"
        answer = self._next()
        return answer if answer is None else msgspec.convert(answer, into)

    async def get(self, path: str, into: Any) -> Any:
        self.sent.append(("GET", path, None, ""))
        return msgspec.convert(self._next(), into)

    def _next(self) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def addresses(self) -> list[list[str]]:
        """What each batch asked for."""
        return [
            [entry["request"]["url"] for entry in sent["entry"]]
            for _, _, sent, _ in self.sent
            if sent and sent.get("type") == "batch"
        ]


def a_batch(*entries: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "batch-response", "entry": list(entries)}


def desmonds_record(**instead: Any) -> dict[str, Any]:
    """The answer to the batch behind the card; `instead` replaces one of its parts."""
    parts = {
        "patient": {"id": PATIENT},
        "plan": found(a_plan()),
        "team": found(a_team()),
        "visits": found(a_visit()),
        "tasks": found(a_task()),
        "invoices": found(an_invoice()),
    } | instead
    return a_batch(*(answered(part) for part in parts.values()))


T = TypeVar("T")
REFERENCE = AccountReference(PATIENT)


def adapter(*answers: Any) -> tuple[SocialCareAdapter, PretendSupplier]:
    supplier = PretendSupplier(*answers)
    return SocialCareAdapter(CareClient(supplier)), supplier  # type: ignore[arg-type]  # pretended


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def record(**instead: Any) -> Record:
    service, _ = adapter(desmonds_record(**instead))
    return run(service.fetch_record(REFERENCE))
