"""Faults on request, per supplier: from the page at /faults/ or by a call.

    POST /faults/<supplier>  {"fault": "slow", "seconds": 3}
    DELETE /faults/<supplier>

A supplier is the first part of its path: housing, benefits, parking, leisure, social-care,
vehicle-enquiry, v1 (card payments), webhooks (what it tells us), notify, staff-directory.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from services.sandbox.models import Fault

SLOW, HANG, ERROR, MALFORMED, HUGE = "slow", "hang", "error", "malformed", "huge"
ANOTHER_PERSON = "another_person"
LATE_ERROR, LOST, DUPLICATE = "late_error", "lost", "duplicate"
KINDS = {
    SLOW: "Slow: waits before it answers",
    HANG: "Hung: never answers (gives up after 30 seconds)",
    ERROR: "Error: answers 500 with a stack trace",
    MALFORMED: "Malformed: answers with half a page of HTML",
    HUGE: "Huge: answers with 50 MB",
    ANOTHER_PERSON: "Another person: answers with somebody else's record",
    LATE_ERROR: "Late error: does the work, then answers 500",
    LOST: "Lost: never sends (webhooks only)",
    DUPLICATE: "Duplicate: sends three times, in the wrong order (webhooks only)",
}
SUPPLIERS = {
    "housing": "Housing",
    "benefits": "Benefits",
    "parking": "Parking",
    "vehicle-enquiry": "Vehicle enquiry",
    "leisure": "Leisure",
    "social-care": "Social care",
    "v1": "Card payments",
    "webhooks": "Card payments' webhooks",
    "notify": "E-mails, texts and letters",
    "staff-directory": "Staff directory",
}
HANG_SECONDS = 30
HUGE_CHUNK = b'{"padding": "' + b"0" * 65_000 + b'"},'

_Next = Callable[[HttpRequest], HttpResponseBase]


def active(supplier: str) -> str:
    """The fault that is on for this supplier, or an empty string.

    Documents call a supplier social_care, addresses call it social-care: both are understood.
    """
    fault = Fault.objects.filter(supplier=supplier.replace("_", "-")).first()
    return fault.kind if fault else ""


class FaultMiddleware:
    """Misbehave before (or instead of) answering, if someone asked for it."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        supplier = request.path.strip("/").split("/")[0]
        fault = Fault.objects.filter(supplier=supplier).first() if supplier in SUPPLIERS else None
        if fault is None:
            return self.get_response(request)
        return self._misbehave(request, fault)

    def _misbehave(self, request: HttpRequest, fault: Fault) -> HttpResponseBase:
        if fault.kind == SLOW:
            time.sleep(fault.seconds)
            return self.get_response(request)
        if fault.kind == HANG:
            time.sleep(HANG_SECONDS)
            return HttpResponse(status=504)
        if fault.kind == LATE_ERROR:
            self.get_response(request)
        if fault.kind in (ERROR, LATE_ERROR):
            trace = "Traceback (most recent call last):\n  password='hunter2' in db.py line 12"
            return HttpResponse(trace, status=500, content_type="text/plain")
        if fault.kind == MALFORMED:
            return HttpResponse('<html><body>{"id": "60012', content_type="application/json")
        if fault.kind == HUGE:
            return HttpResponse(HUGE_CHUNK * 800, content_type="application/json")
        return self.get_response(request)
