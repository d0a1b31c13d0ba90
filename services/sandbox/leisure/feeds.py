"""The open data: a dataset site with JSON-LD, and RPDE 1.0 feeds in both orderings."""

import html
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from services.sandbox.leisure import books, town
from services.sandbox.leisure.access import problem
from services.sandbox.models import Document

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PAGE_SIZE = 500
RPDE_TYPE = "application/vnd.openactive.rpde+json; version=1"
KIND_OF_FOLDER = {folder: kind for kind, folder in books.FOLDERS.items()}
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@require_GET
def dataset_site(request: HttpRequest) -> HttpResponse:
    described = json.dumps(_dataset(request), indent=2).replace("<", "\\u003c")
    return HttpResponse(
        '<!doctype html><html lang="en"><head><title>Thornbridge Leisure Trust open data</title>'
        f'<script type="application/ld+json">{described}</script></head>'
        f"<body><h1>Thornbridge Leisure Trust open data</h1><pre>{html.escape(described)}</pre>"
        "</body></html>"
    )


@require_GET
def opportunities(request: HttpRequest, folder: str) -> HttpResponse:
    """Ordered by change number: every change of anything takes a new, higher number."""
    kind = KIND_OF_FOLDER.get(folder)
    if kind is None:
        return problem(request, 404, "NotFoundError", "There is no such feed.")
    documents = Document.objects.filter(supplier=books.SUPPLIER, kind=kind)
    after = request.GET.get("afterChangeNumber", "")
    if after and not after.isdigit():
        return problem(request, 400, "OpenBookingError", "afterChangeNumber is a whole number.")
    page = list(_slice(request, documents.filter(change_number__gt=int(after or 0))
                       .order_by("change_number")))  # fmt: skip
    items = [_item(document, document.change_number) for document in page]
    last = {"afterChangeNumber": page[-1].change_number} if page else None
    return _page(request, items, last)


def orders_feed(request: HttpRequest) -> HttpResponse:
    """Ordered by modified timestamp, then id: «> not >=» within the same instant."""
    documents = Document.objects.filter(supplier=books.SUPPLIER, kind=books.ORDER)
    timestamp, after_id = request.GET.get("afterTimestamp", ""), request.GET.get("afterId", "")
    if timestamp:
        if not timestamp.isdigit():
            return problem(request, 400, "OpenBookingError", "afterTimestamp is a whole number.")
        instant = BEGINNING + timedelta(microseconds=int(timestamp))
        documents = documents.filter(
            Q(modified_at=instant, key__gt=after_id) | Q(modified_at__gt=instant)
        )
    page = list(_slice(request, documents.order_by("modified_at", "key")))
    items = [_item(document, _stamp(document.modified_at)) for document in page]
    last = {"afterTimestamp": _stamp(page[-1].modified_at), "afterId": page[-1].key} if page else {}
    return _page(request, items, last)


def _slice(request: HttpRequest, documents: QuerySet[Document]) -> QuerySet[Document]:
    limit = request.GET.get("limit", "")
    return documents[: min(PAGE_SIZE, max(1, int(limit)) if limit.isdigit() else PAGE_SIZE)]


def _item(document: Document, modified: int) -> dict[str, Any]:
    item = {"kind": document.kind, "id": document.key, "modified": modified}
    if document.body.get(books.DELETED):
        return item | {"state": "deleted"}
    return item | {"state": "updated", "data": document.body}


def _page(
    request: HttpRequest, items: list[dict[str, Any]], last: dict[str, Any] | None
) -> HttpResponse:
    following = request.build_absolute_uri()  # an empty page is its own next page
    if last:
        limit = {"limit": request.GET["limit"]} if "limit" in request.GET else {}
        following = request.build_absolute_uri(f"{request.path}?{urlencode(last | limit)}")
    return JsonResponse({"next": following, "items": items, "license": LICENCE})


def _stamp(moment: datetime) -> int:
    return (moment - BEGINNING) // timedelta(microseconds=1)


def _dataset(request: HttpRequest) -> dict[str, Any]:
    base = request.build_absolute_uri("/leisure")
    return {
        "@context": ["https://schema.org/", "https://openactive.io/"],
        "@type": "Dataset",
        "@id": f"{base}/",
        "url": f"{base}/",
        "name": "Thornbridge Leisure Trust sessions and facilities",
        "description": "What is on at Thornbridge's leisure centres, and how many places are left.",
        "keywords": ["Sessions", "Facilities", "Physical activity", "OpenActive"],
        "license": LICENCE,
        "discussionUrl": f"{town.SITE}/open-data/discussion",
        "documentation": f"{town.SITE}/open-data",
        "inLanguage": ["en-GB"],
        "schemaVersion": "https://openactive.io/modelling-opportunity-data/2.0",
        "publisher": town.ORGANISATION,
        "bookingService": town.BOOKING_SERVICE,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": kind,
                "additionalType": f"https://openactive.io/{kind}",
                "encodingFormat": RPDE_TYPE,
                "contentUrl": f"{base}/feeds/{folder}",
            }
            for kind, folder in books.FOLDERS.items()
        ],
        "accessService": {
            "@type": "WebAPI",
            "name": "Open Booking API",
            "endpointUrl": f"{base}/api/1.0",
            "conformsTo": ["https://openactive.io/open-booking-api/1.0/"],
            "endpointDescription": f"{town.SITE}/open-data/openapi.json",
            "landingPage": f"{town.SITE}/open-data/brokers",
        },
    }
