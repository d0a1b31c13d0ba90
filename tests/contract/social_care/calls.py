"""Calls to the pretended care system, as a FHIR client makes them."""

import json
from dataclasses import dataclass
from email.message import Message
from importlib import import_module
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from services.sandbox.personas import DESMOND
from tests.contract.answers import Sandbox

TOKEN = "sandbox-social-care-token-0123456789abcdef"
PATIENT = DESMOND.care_number
CARE = "https://care.thornbridge.example"


@dataclass(frozen=True, slots=True)
class Answer:
    """Unlike the other suppliers' answers, its headers matter."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]


def call(
    sandbox: Sandbox,
    method: str,
    path: str,
    body: Any = None,
    *,
    token: str = TOKEN,
    **headers: str,
) -> Answer:
    """One call; underscores in a header's name stand for hyphens. Every answer is valid FHIR."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    sent.setdefault("Content-Type", "application/fhir+json")
    if token:
        sent["Authorization"] = f"Bearer {token}"
    content = None if body is None else json.dumps(body).encode()
    address = f"{sandbox.url}/social-care/{path}"
    request = Request(address, data=content, headers=sent, method=method)
    try:
        with urlopen(request, timeout=40) as response:
            answer = Answer(response.status, json.loads(response.read()), _lower(response.headers))
    except HTTPError as refused:
        with refused:
            answer = Answer(refused.code, json.loads(refused.read()), _lower(refused.headers))
    check_shape(answer.body)
    return answer


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def check_shape(resource: dict[str, Any]) -> None:
    """Raises unless it is a resource of FHIR R4 (the R4B models are the same for ours)."""
    kind = resource["resourceType"]
    model = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    model.model_validate(resource)


def find(sandbox: Sandbox, kind: str, **params: Any) -> list[dict[str, Any]]:
    """Every match on every page."""
    path = f"{kind}?{urlencode({'patient': PATIENT} | params)}"
    found: list[dict[str, Any]] = []
    while path:
        answer = call(sandbox, "GET", path)
        assert answer.status == 200, answer
        found += [entry["resource"] for entry in answer.body.get("entry", [])]
        path = next_page(answer.body).removeprefix(f"{sandbox.url}/social-care/")
    return found


def next_page(bundle: dict[str, Any]) -> str:
    return next((link["url"] for link in bundle["link"] if link["relation"] == "next"), "")


def a_request(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": {"text": "Needs assessment"},
        "subject": {"reference": f"Patient/{PATIENT}"},
    } | changes


def a_response(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "subject": {"reference": f"Patient/{PATIENT}"},
        "item": [
            {"linkId": "hard", "text": "What is hard?", "answer": [{"valueString": "Stairs"}]}
        ],
    } | changes


def a_payment(invoice: dict[str, Any], pounds: float, **changes: Any) -> dict[str, Any]:
    money = {"value": pounds, "currency": "GBP"}
    return {
        "resourceType": "PaymentReconciliation",
        "status": "active",
        "created": "2026-05-04T10:15:00+01:00",
        "paymentDate": "2026-05-04",
        "paymentAmount": money,
        "paymentIdentifier": {"system": f"{CARE}/id/payment-reference", "value": "MA-7K2P-9QXD"},
        "detail": [
            {
                "type": {"text": "Payment"},
                "request": {"identifier": invoice["identifier"][0]},
                "amount": money,
            }
        ],
    } | changes


def owed(sandbox: Sandbox) -> float:
    """What Desmond's invoices say he owes."""
    total = 0.0
    for invoice in find(sandbox, "Invoice"):
        for extension in invoice["extension"]:
            if extension["url"].endswith("invoice-outstanding"):
                total += extension["valueMoney"]["value"]
    return round(total, 2)


def batch(*addresses: str) -> dict[str, Any]:
    entries = [{"request": {"method": "GET", "url": address}} for address in addresses]
    return {"resourceType": "Bundle", "type": "batch", "entry": entries}


def transaction(*resources: dict[str, Any]) -> dict[str, Any]:
    """The resources, each named urn:uuid:1, 2, … for the others."""
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": f"urn:uuid:{number}",
                "resource": resource,
                "request": {"method": "POST", "url": resource["resourceType"]},
            }
            for number, resource in enumerate(resources, start=1)
        ],
    }
