"""The care system's calls: FHIR R4 over HTTP. What it answers is about one person, always."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Self, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import msgspec

from services.contract import ServiceUnavailable, WrongRecord
from services.http import NotFound, Rejected, Supplier, supplier, told
from services.social_care import payloads
from services.supplied import LONDON

T = TypeVar("T")
Query = Mapping[str, str | int]

FHIR = "application/fhir+json"
PAYMENT_REFERENCE = "https://care.thornbridge.example/id/payment-reference"
REQUEST_CODES = "https://care.thornbridge.example/id/code"
MOST_PAGES = 20
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Search:
    """One search inside a batch."""

    kind: str
    params: Query

    @property
    def address(self) -> str:
        return f"{self.kind}?{urlencode(self.params)}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, with the answers they gave: (link id, question, answer)."""

    code: str
    text: str
    answers: Sequence[tuple[str, str, str]]
    asked_at: datetime


class CareClient:
    """One method per call."""

    def __init__(self, source: Supplier) -> None:
        self._source = source

    @classmethod
    def from_settings(cls) -> Self:
        return cls(supplier("social_care"))

    async def fetch_together(
        self, patient_id: str, searches: Sequence[Search]
    ) -> tuple[payloads.Patient, list[payloads.Bundle]]:
        """The person and the first page of each search, in one batch: one round trip."""
        addresses = [f"Patient/{patient_id}", *(search.address for search in searches)]
        entries = await self._batch(addresses)
        person = _resource(entries[0], payloads.Patient)
        return person, [_resource(entry, payloads.Bundle) for entry in entries[1:]]

    async def find_patients(
        self, *, care_number: str, family: str, born_on: str
    ) -> list[payloads.Patient]:
        # In a batch, so that the facts stand in the body and not in an address that gets logged.
        query = {"identifier": care_number, "family": family, "birthdate": born_on}
        entries = await self._batch([Search("Patient", query).address])
        return read_all(_resource(entries[0], payloads.Bundle), payloads.Patient)

    async def list_appointments(
        self, patient_id: str, *, since: date
    ) -> list[payloads.Appointment]:
        query: Query = {
            "patient": patient_id,
            "date": f"ge{since}",
            "_sort": "date",
            "_count": PAGE_SIZE,
        }
        return await self._all_pages(Search("Appointment", query), payloads.Appointment)

    async def list_invoices(self, patient_id: str) -> list[payloads.Invoice]:
        query: Query = {"patient": patient_id, "_sort": "-date", "_count": PAGE_SIZE}
        return await self._all_pages(Search("Invoice", query), payloads.Invoice)

    async def list_tasks(self, patient_id: str) -> list[payloads.Task]:
        query: Query = {"patient": patient_id, "_sort": "-modified", "_count": PAGE_SIZE}
        return await self._all_pages(Search("Task", query), payloads.Task)

    async def ask_for(
        self, patient_id: str, wish: Wish, *, idempotency_key: UUID
    ) -> payloads.ServiceRequest:
        """A request and the answers that go with it, in one transaction: both of them or none."""
        urn = f"urn:uuid:{idempotency_key}"
        entries = [
            _created(urn, _service_request(patient_id, wish)),
            _created("", _questionnaire_response(patient_id, wish, based_on=urn)),
        ]
        bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
        key = str(idempotency_key)
        answer = await self._send("POST", "", bundle, payloads.Bundle, key=key)
        if not answer.entry:
            raise ServiceUnavailable("nothing was created")
        return _resource(answer.entry[0], payloads.ServiceRequest)

    async def cancel_appointment(
        self, patient_id: str, appointment_id: str, *, reason: str, starts_at: datetime | None
    ) -> None:
        """Read it, and say that it is cancelled if nobody has changed it meanwhile (412).

        Raises Rejected when it is not at `starts_at` any more: that visit nobody cancelled.
        """
        path = f"Appointment/{appointment_id}"
        known: dict[str, Any] = await self._source.get(path, dict[str, Any])
        visit = _read(known, payloads.Appointment)
        if f"Patient/{patient_id}" not in {one.actor.reference for one in visit.participant}:
            raise WrongRecord("social_care")
        if visit.status == "cancelled":
            return
        if starts_at and visit.start != starts_at:
            raise Rejected(HTTPStatus.CONFLICT, "the visit was moved")
        changed = {**known, "status": "cancelled", "cancelationReason": {"text": reason}}
        version = known.get("meta", {}).get("versionId", "")
        headers = {"If-Match": f'W/"{version}"', "Content-Type": FHIR, "Accept": FHIR}
        await self._source.send("PUT", path, payloads.Appointment, json=changed, headers=headers)

    async def record_payment(
        self,
        invoice: payloads.Identifier,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        """The same payment reference twice is one payment."""
        money = {"value": amount_pence / 100, "currency": "GBP"}
        payment = {
            "resourceType": "PaymentReconciliation",
            "status": "active",
            "created": paid_at.isoformat(timespec="seconds"),
            "paymentDate": paid_at.astimezone(LONDON).date().isoformat(),
            "paymentAmount": money,
            "paymentIdentifier": {"system": PAYMENT_REFERENCE, "value": payment_reference},
            "detail": [
                {
                    "type": {"text": "Payment"},
                    "request": {"identifier": msgspec.to_builtins(invoice)},
                    "amount": money,
                }
            ],
        }
        path = "PaymentReconciliation"
        await self._send("POST", path, payment, dict[str, Any], key=payment_reference)

    async def _batch(self, addresses: Iterable[str]) -> list[payloads.Entry]:
        asked = [{"request": {"method": "GET", "url": address}} for address in addresses]
        bundle = {"resourceType": "Bundle", "type": "batch", "entry": asked}
        answer = await self._send("POST", "", bundle, payloads.Bundle)
        if len(answer.entry) != len(asked):
            raise ServiceUnavailable("the batch is not complete")
        return list(answer.entry)

    async def _all_pages(self, search: Search, into: type[T]) -> list[T]:
        """Follow next links, asking our own address each time: only their query is believed."""
        found: list[T] = []
        for _ in range(MOST_PAGES):
            [entry] = await self._batch([search.address])
            page = _resource(entry, payloads.Bundle)
            found += read_all(page, into)
            following = next((link.url for link in page.link if link.relation == "next"), "")
            if not following:
                return found
            search = Search(search.kind, dict(parse_qsl(urlsplit(following).query)))
        raise ServiceUnavailable("the pages do not end")

    async def _send(
        self, method: str, path: str, resource: Mapping[str, Any], into: type[T], *, key: str = ""
    ) -> T:
        headers = {"Content-Type": FHIR, "Accept": FHIR}
        answer: T | None = await self._source.send(
            method, path, into, json=resource, headers=headers, idempotency_key=key
        )
        return told(answer)


def read_all(bundle: payloads.Bundle, into: type[T]) -> list[T]:
    """The resources of a search, each checked for its shape."""
    return [_read(entry.resource, into) for entry in bundle.entry]


def _resource(entry: payloads.Entry, into: type[T]) -> T:
    status = entry.response.status
    if status.startswith(("404", "410")):
        raise NotFound(status)
    if status and not status.startswith("2"):
        raise ServiceUnavailable(status)
    return _read(entry.resource, into)


def _read(resource: object, into: type[T]) -> T:
    try:
        return msgspec.convert(resource, into)
    except msgspec.ValidationError as fault:
        raise ServiceUnavailable("malformed") from fault


def _created(urn: str, resource: Mapping[str, Any]) -> dict[str, Any]:  # an entry, as FHIR has it
    entry = {"resource": resource, "request": {"method": "POST", "url": resource["resourceType"]}}
    return {"fullUrl": urn, **entry} if urn else entry


def _service_request(patient_id: str, wish: Wish) -> dict[str, Any]:  # a resource
    patient = {"reference": f"Patient/{patient_id}"}
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": {"coding": [{"system": REQUEST_CODES, "code": wish.code}], "text": wish.text},
        "subject": patient,
        "requester": patient,
        "authoredOn": wish.asked_at.isoformat(timespec="seconds"),
    }


def _questionnaire_response(
    patient_id: str, wish: Wish, *, based_on: str
) -> dict[str, Any]:  # a resource
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "basedOn": [{"reference": based_on}],
        "subject": {"reference": f"Patient/{patient_id}"},
        "authored": wish.asked_at.isoformat(timespec="seconds"),
        "item": [
            {"linkId": link_id, "text": question, "answer": [{"valueString": answer}]}
            for link_id, question, answer in wish.answers
            if answer
        ],
    }
