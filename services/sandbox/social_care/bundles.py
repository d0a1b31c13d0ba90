"""Bundles: many requests in one round trip."""

import json
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import QueryDict

from services.sandbox.social_care import books, rules
from services.sandbox.social_care.fhir import Refused, Resource
from services.sandbox.social_care.search import search


def batch(entries: list[Resource], *, base: str, now: datetime) -> Resource:
    """Each entry on its own: what one is refused does not touch the others."""
    return _response("batch-response", [_answered(entry, base=base) for entry in entries])


def transact(entries: list[Resource], *, base: str, now: datetime) -> Resource:
    """Create all of them, with references between them, or none."""
    given = json.dumps([entry.get("resource") for entry in entries])
    done = []
    for position, entry in enumerate(entries):
        asked = entry.get("request", {})
        resource = json.loads(given)[position]
        if asked.get("method") != "POST" or not isinstance(resource, dict):
            raise Refused(400, "not-supported", "A transaction here only creates.")
        if resource.get("resourceType") != asked.get("url"):
            raise Refused(400, "invalid", "The resource is not of the type in the address.")
        kept, new = rules.create(resource, now=now)
        literal = f"{kept['resourceType']}/{kept['id']}"
        if entry.get("fullUrl"):
            given = given.replace(json.dumps(entry["fullUrl"]), json.dumps(literal))
        done.append(_entry(kept, HTTPStatus.CREATED if new else HTTPStatus.OK, base=base))
    return _response("transaction-response", done)


def _answered(entry: Resource, *, base: str) -> Resource:
    asked = entry.get("request", {})
    try:
        if asked.get("method") != "GET":
            raise Refused(405, "not-supported", "A batch here only reads.")
        address = urlsplit(str(asked.get("url", "")))
        kind, _, resource_id = address.path.strip("/").partition("/")
        if resource_id:
            return _entry(books.read(kind, resource_id), HTTPStatus.OK, base=base)
        found = search(kind, QueryDict(address.query), base=base)
    except Refused as refused:
        status = HTTPStatus(refused.status)
        return {
            "response": {"status": f"{status} {status.phrase}", "outcome": refused.outcome},
        }
    return {"resource": found, "response": {"status": "200 OK"}}


def _entry(resource: Resource, status: HTTPStatus, *, base: str) -> Resource:
    kind, resource_id = resource["resourceType"], resource["id"]
    version = resource["meta"]["versionId"]
    return {
        "fullUrl": f"{base}/{kind}/{resource_id}",
        "resource": resource,
        "response": {
            "status": f"{status} {status.phrase}",
            "location": f"{kind}/{resource_id}/_history/{version}",
            "etag": f'W/"{version}"',
            "lastModified": resource["meta"]["lastUpdated"],
        },
    }


def _response(kind: str, entries: list[Resource]) -> Resource:
    return {"resourceType": "Bundle", "type": kind, "entry": entries}
