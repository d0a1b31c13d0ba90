"""What the benefits system answers to a reader."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from services.sandbox import attempts, store
from services.sandbox.benefits import shapes
from services.sandbox.benefits.answers import API, SUPPLIER, entity_tag
from services.sandbox.benefits.openapi import document
from services.sandbox.rest import Refused, read

Body = dict[str, Any]


def openapi(request: HttpRequest) -> JsonResponse:
    return JsonResponse(document())


def claims(request: HttpRequest) -> JsonResponse:
    person_ref = request.GET.get("person", "")
    if not person_ref:
        raise Refused(422, "not-valid", "Say whose claims: person is required.", pointer="person")
    found = store.list_of(SUPPLIER, "claim", body__personRef=person_ref)
    if not found:
        raise Refused(404, "no-such-person", "Nobody here has this reference.")
    return JsonResponse({"personRef": found[0]["personRef"], "items": found})


def claim(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_claim(ref)
    tag = entity_tag(found)
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(found)
    response["ETag"] = tag
    return response


def overview(request: HttpRequest, ref: str) -> JsonResponse:
    """The claim with all its lists: one answer, so that no list is younger than another."""
    return JsonResponse(
        {
            "claim": get_claim(ref),
            "awards": _items("award", ref),
            "payments": _payments(request, ref),
            "overpayments": _items("overpayment", ref),
            "letters": _letters(ref),
            "evidenceRequests": _items("evidence-request", ref),
        }
    )


def awards(request: HttpRequest, ref: str) -> JsonResponse:
    return JsonResponse(_items("award", ref))


def payments(request: HttpRequest, ref: str) -> JsonResponse:
    return JsonResponse(_payments(request, ref))


def overpayments(request: HttpRequest, ref: str) -> JsonResponse:
    return JsonResponse(_items("overpayment", ref))


def letters(request: HttpRequest, ref: str) -> JsonResponse:
    return JsonResponse(_letters(ref))


def letter(request: HttpRequest, ref: str, letter_id: str) -> JsonResponse:
    claim_reference = get_claim(ref)["claimReference"]
    found = store.get(SUPPLIER, "letter", letter_id)
    if found is None or found["claimReference"] != claim_reference:
        raise Refused(404, "no-such-letter", "There is no such letter on this claim.")
    return JsonResponse(found)


def evidence_requests(request: HttpRequest, ref: str) -> JsonResponse:
    return JsonResponse(_items("evidence-request", ref))


def change(request: HttpRequest, reference: str) -> JsonResponse:
    found = store.get(SUPPLIER, "change", reference)
    if found is None:
        raise Refused(404, "no-such-change", "Nobody told us of a change with this reference.")
    shown = set(shapes.ChangeProgress.__struct_encode_fields__)
    return JsonResponse({name: value for name, value in found.items() if name in shown})


def link_check(request: HttpRequest) -> JsonResponse:
    """Whether these three facts belong to one claim; three wrong tries close it for a day."""
    asked = read(request, shapes.LinkCheck)
    closed = attempts.seconds_closed(SUPPLIER, asked.claim_reference)
    if closed:
        refused = Refused(429, "too-many-tries", "Too many wrong tries for this claim.")
        return API.problem(refused, retry_after=closed)
    identity = store.get(SUPPLIER, "identity", asked.claim_reference)
    told = {
        "nationalInsuranceNumber": asked.national_insurance_number,
        "dateOfBirth": asked.date_of_birth.isoformat(),
    }
    if identity is None or any(identity[name] != value for name, value in told.items()):
        attempts.count_wrong(SUPPLIER, asked.claim_reference)
        raise Refused(404, "no-match", "No claim matches these facts.")
    attempts.forget(SUPPLIER, asked.claim_reference)
    return JsonResponse(
        {"claimReference": asked.claim_reference, "personRef": identity["personRef"]}
    )


def get_claim(ref: str) -> Body:
    found = store.get(SUPPLIER, "claim", ref)
    if found is None:
        raise Refused(404, "no-such-claim", "There is no claim with this reference.")
    return found


def _items(kind: str, ref: str) -> Body:
    """The whole list of the claim we found, which names it: a mix-up shows in the answer."""
    found = get_claim(ref)["claimReference"]
    return {
        "claimReference": found,
        "items": store.list_of(SUPPLIER, kind, body__claimReference=found),
    }


def _payments(request: HttpRequest, ref: str) -> Body:
    """Oldest first; `from` and `to` are days the payment is due."""
    since, until = _day(request, "from", date.min), _day(request, "to", date.max)
    answer = _items("payment", ref)
    wanted = [p for p in answer["items"] if since <= date.fromisoformat(p["dueDate"]) <= until]
    answer["items"] = sorted(wanted, key=lambda payment: payment["dueDate"])
    return answer


def _letters(ref: str) -> Body:
    """Without their text: letters are read one by one."""
    answer = _items("letter", ref)
    for one in answer["items"]:
        one.pop("paragraphs")
    return answer


def _day(request: HttpRequest, name: str, otherwise: date) -> date:
    value = request.GET.get(name)
    try:
        return date.fromisoformat(value) if value else otherwise
    except ValueError:
        raise Refused(422, "not-valid", "Not a day.", pointer=name) from None
