"""Permits, zones and kinds of permit, as the Alliance for Parking Data Standards writes them."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from services.sandbox import faults, store
from services.sandbox.parking.answers import APDS, SUPPLIER, tidy
from services.sandbox.parking.catalogue import (
    FOR_VISITORS,
    MOST_SESSIONS_A_YEAR,
    VISITOR_PACKS,
    VISITOR_SESSION_PENCE,
    permit_pence,
)
from services.sandbox.rest import Refused, pounds

PAGE_SIZE = 100
A_YEAR = timedelta(days=365)
REQUIRED = ("id", "version", "rightSpecification", "rightHolder")
Body = dict[str, Any]


def list_rights(request: HttpRequest) -> JsonResponse:
    """Rights by credential, kind, place and time; without a credential there is no list."""
    wanted = {tidy(one) for one in _several(request, "credential_id")}
    if not wanted:
        return _status(400, "Say whose: credential_id is required here.")
    # A supplier that mixes people up answers with the permits of everybody else.
    wrong = faults.active(SUPPLIER) == faults.ANOTHER_PERSON
    rights = store.list_of(SUPPLIER, "right")
    found = [right for right in rights if bool(_credentials(right) & wanted) is not wrong]
    kinds, places = _several(request, "right_type"), _several(request, "place")
    if kinds or places:
        found = [right for right in found if _is_of(right, kinds, places)]
    for name, fits in (("end_after", _ends_after), ("end_before", _ends_before)):
        if request.GET.get(name, "").isdigit():
            found = [right for right in found if fits(right, int(request.GET[name]))]
    return _page(request, found)


def create_right(request: HttpRequest) -> JsonResponse:
    body = _read(request)
    if missing := [name for name in REQUIRED if not body.get(name)]:
        return _status(400, "Assigned right can not be created: attributes are missing.", missing)

    def work() -> tuple[int, dict]:
        if store.get(SUPPLIER, "right", body["id"]):
            raise Refused(409, "conflict", "There is an assigned right with this id.")
        _check_sessions(body)
        store.put(SUPPLIER, "right", body["id"], body | {"version": 1})
        return 201, _said("ok", 201, "Assigned right created successfully.", [body["id"]])

    return APDS.once(request, work)


def get_right(request: HttpRequest, right_id: str) -> JsonResponse:
    found = store.get(SUPPLIER, "right", right_id)
    return JsonResponse(found) if found else _status(404, "Assigned right not found.")


def replace_right(request: HttpRequest, right_id: str) -> JsonResponse:
    """Only who has read the newest version may replace it."""
    body = _read(request)
    if missing := [name for name in REQUIRED if not body.get(name)]:
        return _status(400, "Assigned right can not be updated: attributes are missing.", missing)

    def work() -> tuple[int, dict]:
        known = store.get(SUPPLIER, "right", right_id)
        if known is None:
            raise Refused(404, "not-found", "Assigned right not found.")
        if body["id"] != known["id"] or body["version"] != known["version"]:
            raise Refused(409, "conflict", "Assigned right has changed since you read it.")
        store.put(SUPPLIER, "right", right_id, body | {"version": known["version"] + 1})
        return 200, _said("ok", 200, "Assigned right updated successfully.", [right_id])

    return APDS.once(request, work)


def delete_right(request: HttpRequest, right_id: str) -> JsonResponse:
    if not store.delete(SUPPLIER, "right", right_id):
        return _status(404, "Assigned right not found.")
    return _status(200, "Assigned right deleted successfully.")


def list_specs(request: HttpRequest) -> JsonResponse:
    places = _several(request, "place")
    specs = store.list_of(SUPPLIER, "spec")
    if places:
        specs = [spec for spec in specs if places & {p["id"] for p in spec["hierarchyElements"]}]
    return _page(request, specs)


def get_spec(request: HttpRequest, spec_id: str) -> JsonResponse:
    found = store.get(SUPPLIER, "spec", spec_id)
    return JsonResponse(found) if found else _status(404, "Right specification not found.")


def quote(request: HttpRequest) -> JsonResponse:
    """What a year of this kind of permit costs for this vehicle: our own, beside the standard."""
    spec = store.get(SUPPLIER, "spec", request.GET.get("spec", ""))
    vrm = tidy(request.GET.get("vrm", ""))
    pence = permit_pence(vrm)
    if spec is None or pence is None:
        return _status(404, "No such right specification, or no such vehicle.")
    return JsonResponse({"specification": spec["id"], "vrm": vrm, "amount": pounds(pence)})


def list_packs(request: HttpRequest) -> JsonResponse:
    """The visitor sessions this permit may still buy this year: our own, beside the standard."""
    spec = store.get(SUPPLIER, "spec", request.GET.get("spec", ""))
    permit = tidy(request.GET.get("credential_id", ""))
    if spec is None or spec["type"] != FOR_VISITORS or not _rights_of(permit):
        return _status(404, "No such kind of visitor sessions, or no such permit.")
    left = _sessions_left(permit)
    packs = [
        {"instances": size, "amount": pounds(size * VISITOR_SESSION_PENCE)}
        for size in VISITOR_PACKS
        if size <= left
    ]
    return JsonResponse({"specification": spec["id"], "permit": permit, "packs": packs})


def list_places(request: HttpRequest) -> JsonResponse:
    return _page(request, store.list_of(SUPPLIER, "place"))


def get_place(request: HttpRequest, place_id: str) -> JsonResponse:
    found = store.get(SUPPLIER, "place", place_id)
    return JsonResponse(found) if found else _status(404, "Place not found.")


def _rights_of(credential: str) -> list[Body]:
    rights = store.list_of(SUPPLIER, "right")
    return [right for right in rights if credential in _credentials(right)]


def _sessions_left(credential: str) -> int:
    """Of what a household may buy in a year, counted from the day each was issued."""
    since = timezone.now() - A_YEAR
    counted = (right for right in _rights_of(credential) if "totalInstances" in right)
    bought = (right["totalInstances"] for right in counted if _issued_at(right) > since)
    return MOST_SESSIONS_A_YEAR - sum(bought)


def _issued_at(right: Body) -> datetime:
    return datetime.fromisoformat(right.get("issuanceTime", timezone.now().isoformat()))


def _check_sessions(body: Body) -> None:
    wanted = body.get("totalInstances", 0)
    if wanted and wanted > min(map(_sessions_left, _credentials(body))):
        raise Refused(422, "too-many", "A household may not buy so many sessions in a year.")


def _page(request: HttpRequest, found: list[Body]) -> JsonResponse:
    page = request.GET.get("page", "1")
    offset = (max(1, int(page)) - 1) * PAGE_SIZE if page.isdigit() else 0
    meta = {
        "referenceInstant": int(timezone.now().timestamp()),
        "offset": offset,
        "pageSize": PAGE_SIZE,
        "total": len(found),
    }
    return JsonResponse({"meta": meta, "data": found[offset : offset + PAGE_SIZE]})


def _credentials(right: Body) -> set[str]:
    return {tidy(c["identifier"]["id"]) for c in right["rightHolder"]["credentials"]}


def _is_of(right: Body, kinds: set[str], places: set[str]) -> bool:
    spec = store.get(SUPPLIER, "spec", right["rightSpecification"]["id"]) or {}
    where = {place["id"] for place in spec.get("hierarchyElements", [])}
    return (not kinds or spec.get("type") in kinds) and (not places or bool(where & places))


def _ends_after(right: Body, instant: int) -> bool:
    return datetime.fromisoformat(right["expiry"]).timestamp() > instant


def _ends_before(right: Body, instant: int) -> bool:
    return datetime.fromisoformat(right["expiry"]).timestamp() < instant


def _several(request: HttpRequest, name: str) -> set[str]:
    return {one for one in request.GET.get(name, "").split(",") if one}


def _read(request: HttpRequest) -> Body:
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused(400, "not-readable", "The body is not a JSON object.")
    return body


def _status(code: int, message: str, ids: list[str] | None = None) -> JsonResponse:
    said = "ok" if code < 400 else "error"
    return JsonResponse(_said(said, code, message, ids), status=code)


def _said(status: str, code: int, message: str, ids: list[str] | None = None) -> Body:
    body: Body = {"status": status, "code": code, "message": message}
    return body | {"ids": ids} if ids else body
