"""The RESTful API of FHIR R4: read, search, create, update, and bundles of them."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from services.sandbox import idempotency
from services.sandbox.social_care import books, bundles, fhir, rules
from services.sandbox.social_care.fhir import Refused, Resource
from services.sandbox.social_care.search import PARAMETERS, search

SUPPLIER = books.SUPPLIER


def read(request: HttpRequest, *, kind: str, resource_id: str) -> HttpResponse:
    return fhir.answer(books.read(kind, resource_id))


def find(request: HttpRequest, *, kind: str) -> HttpResponse:
    return fhir.answer(search(kind, request.GET, base=fhir.base_address(request)))


@fhir.reads_resource
def create(request: HttpRequest, *, kind: str, body: Resource) -> HttpResponse:
    if body["resourceType"] != kind:
        raise Refused(400, "invalid", "The resource is not of the type in the address.")

    def work() -> tuple[int, dict[str, Any]]:
        kept, new = rules.create(body, now=timezone.now())
        return (201 if new else 200), kept

    kept, status = _once(request, work)
    location = f"{fhir.base_address(request)}/{kind}/{kept.get('id')}/_history/1"
    return fhir.answer(kept, status, location if status in (200, 201) else "")


@fhir.reads_resource
def update(request: HttpRequest, *, kind: str, resource_id: str, body: Resource) -> HttpResponse:
    version = fhir.version_given(request)
    with transaction.atomic():
        kept = rules.update(kind, resource_id, body, version=version, now=timezone.now())
    return fhir.answer(kept)


@fhir.reads_resource
def bundle(request: HttpRequest, *, body: Resource) -> HttpResponse:
    """A batch answers each entry by itself; a transaction does all of it or nothing."""
    if body["resourceType"] != "Bundle" or not isinstance(body.get("entry"), list):
        raise Refused(400, "structure", "Send a Bundle with entries.")
    base = fhir.base_address(request)
    if body.get("type") == "batch":
        return fhir.answer(bundles.batch(body["entry"], base=base, now=timezone.now()))
    if body.get("type") != "transaction":
        raise Refused(400, "value", "The bundle is neither a batch nor a transaction.", "type")

    def work() -> tuple[int, dict[str, Any]]:
        return 200, bundles.transact(body["entry"], base=base, now=timezone.now())

    done, status = _once(request, work)
    return fhir.answer(done, status)


def capabilities(request: HttpRequest) -> HttpResponse:
    return fhir.answer(
        {
            "resourceType": "CapabilityStatement",
            "status": "active",
            "date": "2026-04-01",
            "kind": "instance",
            "fhirVersion": "4.0.1",
            "format": ["application/fhir+json"],
            "implementation": {"description": "Thornbridge adult social care"},
            "rest": [{"mode": "server", "resource": [_capability(kind) for kind in PARAMETERS]}],
        }
    )


def _capability(kind: str) -> Resource:
    codes = ["read", "search-type"]
    codes += ["create"] * (kind in books.CAN_BE_CREATED)
    codes += ["update"] * (kind in books.CAN_BE_UPDATED)
    return {
        "type": kind,
        "versioning": "versioned-update",
        "interaction": [{"code": code} for code in codes],
        "searchParam": [{"name": name, "type": "string"} for name in PARAMETERS[kind]],
    }


def _once(request: HttpRequest, work: idempotency.Work) -> tuple[Resource, int]:
    with transaction.atomic():
        done = idempotency.once(request, SUPPLIER, work)
    if done.status_code == 409:
        raise Refused(409, "conflict", "That idempotency key was used for something else.")
    return json.loads(done.content), done.status_code
