"""Whether a permit, a vehicle and a postcode belong together: our own, no standard has it."""

from django.http import HttpRequest, JsonResponse
from msgspec import Struct

from services.sandbox import attempts, store
from services.sandbox.parking.answers import API, SUPPLIER, tidy
from services.sandbox.rest import Refused, read


class LinkCheck(Struct, rename="camel", forbid_unknown_fields=True):
    permit: str
    vrm: str
    postcode: str


def link_check(request: HttpRequest) -> JsonResponse:
    """Three wrong tries close a permit for a day."""
    asked = read(request, LinkCheck)
    permit = tidy(asked.permit)
    if closed := attempts.seconds_closed(SUPPLIER, permit):
        refused = Refused(429, "too-many-tries", "Too many wrong tries for this permit.")
        return API.problem(refused, retry_after=closed)
    holder = store.get(SUPPLIER, "holder", permit)
    told = {"vrm": tidy(asked.vrm), "postcode": tidy(asked.postcode)}
    if holder is None or any(tidy(holder[name]) != value for name, value in told.items()):
        attempts.count_wrong(SUPPLIER, permit)
        raise Refused(404, "no-match", "No permit matches these facts.")
    attempts.forget(SUPPLIER, permit)
    return JsonResponse({"permit": holder["permit"]})
