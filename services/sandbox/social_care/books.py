"""How the care system keeps its resources: by type and id, each with its person and version."""

import uuid
from datetime import UTC, datetime
from typing import Any

from services.sandbox import store
from services.sandbox.social_care.fhir import Refused, Resource

SUPPLIER = "social_care"
SYSTEM = "https://care.thornbridge.example/id"
CARE_NUMBER = f"{SYSTEM}/care-number"
REQUEST_NUMBER = f"{SYSTEM}/request-number"
INVOICE_NUMBER = f"{SYSTEM}/invoice-number"
OUTSTANDING = "https://care.thornbridge.example/fhir/StructureDefinition/invoice-outstanding"
DUE_ON = "https://care.thornbridge.example/fhir/StructureDefinition/invoice-due-date"

SUBJECT_FIELD = {
    "Appointment": "participant",
    "Task": "for",
    "CarePlan": "subject",
    "CareTeam": "subject",
    "Invoice": "subject",
    "ServiceRequest": "subject",
    "QuestionnaireResponse": "subject",
}
REQUIRED = {
    "ServiceRequest": ("status", "intent", "subject", "code"),
    "QuestionnaireResponse": ("status", "subject", "item"),
    "Task": ("status", "intent", "for"),
    "Appointment": ("status", "start", "end", "participant"),
    "PaymentReconciliation": (
        "status", "created", "paymentDate", "paymentAmount", "paymentIdentifier", "detail",
    ),
}  # fmt: skip
CAN_BE_CREATED = ("ServiceRequest", "QuestionnaireResponse", "PaymentReconciliation")
CAN_BE_UPDATED = ("Appointment", "Task")
CAN_BE_READ = ("Patient", "PaymentReconciliation", *SUBJECT_FIELD)


def read(kind: str, resource_id: str) -> Resource:
    if kind not in CAN_BE_READ:
        raise Refused(404, "not-supported", f"There is no {kind} here.")
    found = store.get(SUPPLIER, kind, resource_id)
    if found is None:
        raise Refused(404, "not-found", f"There is no {kind}/{resource_id}.")
    return found


def write(resource: Resource, *, person: str, now: datetime) -> Resource:
    """Keep a new version of this resource."""
    version = int(resource.get("meta", {}).get("versionId", 0)) + 1
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    kept = resource | {"meta": {"versionId": str(version), "lastUpdated": stamp}}
    return store.put(SUPPLIER, kept["resourceType"], kept["id"], kept, person=person)


def new_id() -> str:
    return str(uuid.uuid4())


def subject_of(resource: Resource) -> str:
    """The id of the patient a resource is about, or an empty string."""
    field = SUBJECT_FIELD.get(resource["resourceType"], "")
    value = resource.get(field)
    references = [part.get("actor", {}) for part in value] if isinstance(value, list) else [value]
    for reference in references:
        literal = (reference or {}).get("reference", "")
        if literal.startswith("Patient/"):
            return literal.removeprefix("Patient/")
    return ""


def person_known_as(patient_id: str) -> str:
    """The persona of a patient; refuses when the patient is not known."""
    person = store.person_of(SUPPLIER, "Patient", patient_id)
    if not person:
        raise Refused(422, "not-found", "There is no such patient.", "subject")
    return person


def check_complete(resource: Resource) -> None:
    kind = resource["resourceType"]
    for field in REQUIRED.get(kind, ()):
        if not resource.get(field):
            raise Refused(422, "required", f"{kind}.{field} is required.", f"{kind}.{field}")


def extension(resource: Resource, url: str) -> Any:
    """The value of an extension by its URL, or None."""
    for one in resource.get("extension", []):
        if one["url"] == url:
            return next(value for name, value in one.items() if name.startswith("value"))
    return None
