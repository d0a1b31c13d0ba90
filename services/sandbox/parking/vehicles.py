"""DVLA's vehicle enquiry service, version 1.2.0: what is known of a registration."""

import hmac
import json
import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from services.sandbox import store
from services.sandbox.parking.answers import tidy

SUPPLIER = "vehicle-enquiry"
API_KEY = "sandbox-vehicle-enquiry-token-0123456789abcdef"
REGISTRATION = re.compile(r"[A-Z0-9]{1,8}")


@require_POST
def enquire(request: HttpRequest) -> HttpResponse:
    if not hmac.compare_digest(request.headers.get("x-api-key", "").encode(), API_KEY.encode()):
        # Its gateway answers this one, in its own words.
        return JsonResponse({"message": "Forbidden"}, status=403)
    try:
        asked = json.loads(request.body)["registrationNumber"]
    except (ValueError, KeyError, TypeError):
        asked = None
    # It takes a registration as it is kept: upper case, no spaces.
    if not isinstance(asked, str) or not REGISTRATION.fullmatch(asked):
        return _errors(400, "Bad Request", "Invalid format for field - vehicle registration number")
    found = store.get(SUPPLIER, "vehicle", tidy(asked))
    if found is None:
        return _errors(404, "Vehicle Not Found", "Record for vehicle not found")
    response = JsonResponse(found)
    response["X-Correlation-Id"] = request.headers.get("X-Correlation-Id", "")
    return response


def _errors(status: int, title: str, detail: str) -> JsonResponse:
    error = {"status": str(status), "code": str(status), "title": title, "detail": detail}
    return JsonResponse({"errors": [error]}, status=status)
