"""Photographs of a repair, as the standard's attachments: base64 inside JSON."""

import base64
import binascii

from django.http import HttpRequest, JsonResponse

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import API, SUPPLIER, Body, answer, body_of, no_such, refused

LARGEST_PHOTO = 6 * 1024 * 1024
"""Bytes of one attachment, decoded."""
SHOWN = ("id", "filename", "title", "sizeBytes")


def attach(request: HttpRequest, key: int) -> JsonResponse:
    body = body_of(request)
    hact.check(body, "Attachment")
    _check_known(key)
    size = check_photo(body["embeddedFileBinaryObject"])
    return API.once(request, lambda: _keep(key, body, size))


def check_photo(written: str) -> int:
    """How many bytes it has, once it is a picture of a size we take."""
    try:
        content = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        raise refused(400, "embeddedFileBinaryObject is not base64") from None
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise refused(400, "An attachment is a JPEG or a PNG")
    if len(content) > LARGEST_PHOTO:
        raise refused(413, "The attachment is too large")
    return len(content)


def _keep(key: int, body: Body, size: int) -> tuple[int, Body]:
    kept = {"title": "", **body, "id": f"{key}-{len(_photos(key)) + 1}", "sizeBytes": size}
    person = store.person_of(SUPPLIER, "work_order", str(key))
    store.put(
        SUPPLIER, "attachment", kept["id"], {**kept, "workOrderReference": key}, person=person
    )
    return 201, {name: kept[name] for name in SHOWN}


def list_attachments(request: HttpRequest, key: int) -> JsonResponse:
    _check_known(key)
    return answer([{name: photo[name] for name in SHOWN} for photo in _photos(key)])


def _photos(key: int) -> list[Body]:
    return store.list_of(SUPPLIER, "attachment", body__workOrderReference=key)


def _check_known(key: int) -> None:
    if not store.person_of(SUPPLIER, "work_order", str(key)):
        raise no_such("Work order")
