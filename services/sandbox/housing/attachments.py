"""Photographs of a repair, as the standard's attachments: base64 inside JSON."""

import base64
import binascii
from typing import Any

from django.http import HttpRequest, JsonResponse

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import (
    SUPPLIER,
    BadRequest,
    answer,
    body_of,
    endpoint,
    problem,
)
from services.sandbox.idempotency import once

Body = dict[str, Any]

LARGEST_PHOTO = 6 * 1024 * 1024
"""Bytes of one attachment, decoded."""


def _attach(request: HttpRequest, key: int) -> JsonResponse:
    body = body_of(request)
    hact.check(body, hact.ATTACHMENT)
    if not store.person_of(SUPPLIER, "work_order", str(key)):
        return problem(404, "Work order not found")
    try:
        content = base64.b64decode(body["embeddedFileBinaryObject"], validate=True)
    except binascii.Error as wrong:
        raise BadRequest("embeddedFileBinaryObject is not base64") from wrong
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise BadRequest("An attachment is a JPEG or a PNG")
    if len(content) > LARGEST_PHOTO:
        return problem(413, "The attachment is too large")
    return once(request, SUPPLIER, lambda: _keep_photo(key, body, len(content)))


def _keep_photo(key: int, body: Body, size: int) -> tuple[int, Body]:
    number = len(_photos(key)) + 1
    photo = {
        "id": f"{key}-{number}",
        "workOrderReference": key,
        "filename": body["filename"],
        "title": body.get("title", ""),
        "sizeBytes": size,
        "embeddedFileBinaryObject": body["embeddedFileBinaryObject"],
    }
    person = store.person_of(SUPPLIER, "work_order", str(key))
    store.put(SUPPLIER, "attachment", photo["id"], photo, person=person)
    return 201, {name: photo[name] for name in ("id", "filename", "title", "sizeBytes")}


def _list_attachments(request: HttpRequest, key: int) -> JsonResponse:
    if not store.person_of(SUPPLIER, "work_order", str(key)):
        return problem(404, "Work order not found")
    names = ("id", "filename", "title", "sizeBytes")
    return answer([{name: photo[name] for name in names} for photo in _photos(key)])


def _photos(key: int) -> list[Body]:
    return store.list_of(SUPPLIER, "attachment", body__workOrderReference=key)


attachments = endpoint(get=_list_attachments, post=_attach)
