"""FHIR search: the parameters each type knows, paging with next links, and nobody's whole list.

A parameter we do not know is refused: ignoring `patient` would answer with everybody's records.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from services.sandbox import store
from services.sandbox.social_care import books
from services.sandbox.social_care.fhir import Refused, Resource

DEFAULT_COUNT, MOST = 20, 100
PREFIXES = ("ge", "le", "gt", "lt", "eq")
Matches = Callable[[Resource, str], bool]


def search(kind: str, query: QueryDict, *, base: str) -> Resource:
    """A searchset bundle: one page, the total, and the address of the next page."""
    if kind not in PARAMETERS:
        raise Refused(404, "not-supported", f"{kind} cannot be searched here.")
    found = _sorted(kind, _matching(kind, query), query.get("_sort", ""))
    count = min(MOST, _whole_number(query, "_count", DEFAULT_COUNT))
    offset = _whole_number(query, "_offset", 0)
    page = found[offset : offset + count] if count else []
    links = [{"relation": "self", "url": f"{base}/{kind}?{query.urlencode()}"}]
    if count and offset + count < len(found):
        following = {**query.dict(), "_count": str(count), "_offset": str(offset + count)}
        links.append({"relation": "next", "url": f"{base}/{kind}?{urlencode(following)}"})
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(found),
        "link": links,
    }
    if page:  # FHIR knows no empty lists
        bundle["entry"] = [_entry(resource, base=base) for resource in page]
    return bundle


def _entry(resource: Resource, *, base: str) -> Resource:
    address = f"{base}/{resource['resourceType']}/{resource['id']}"
    return {"fullUrl": address, "resource": resource, "search": {"mode": "match"}}


def _matching(kind: str, query: QueryDict) -> list[Resource]:
    asked = [
        (name, value)
        for name, values in query.lists()
        for value in values
        if name not in ("_count", "_offset", "_sort")
    ]
    for name, _ in asked:
        if name not in PARAMETERS[kind]:
            raise Refused(400, "not-supported", f"{kind} cannot be searched by {name}.", name)
    candidates = _candidates(kind, query)
    return [
        resource
        for resource in candidates
        if all(PARAMETERS[kind][name](resource, value) for name, value in asked)
    ]


def _candidates(kind: str, query: QueryDict) -> list[Resource]:
    """One person's resources only: by patient, or by all the facts that prove who it is."""
    if kind == "Patient":
        if not all(query.get(name) for name in ("identifier", "family", "birthdate")):
            raise Refused(400, "required", "Ask by identifier, family and birthdate together.")
        return store.list_of(books.SUPPLIER, kind)
    if kind == "PaymentReconciliation":
        if not query.get("identifier"):
            raise Refused(400, "required", "Ask by identifier.")
        return store.list_of(books.SUPPLIER, kind)
    patient = query.get("patient", "").removeprefix("Patient/")
    if not patient:
        raise Refused(400, "required", "Ask for one patient.", "patient")
    person = store.person_of(books.SUPPLIER, "Patient", patient)
    return store.list_of(books.SUPPLIER, kind, person=person) if person else []


def _sorted(kind: str, found: list[Resource], order: str) -> list[Resource]:
    if not order:
        return found
    field = SORTED_BY.get(kind, {}).get(order.removeprefix("-"))
    if field is None:
        raise Refused(400, "not-supported", f"{kind} cannot be sorted by {order}.", "_sort")
    return sorted(found, key=lambda one: str(one.get(field, "")), reverse=order.startswith("-"))


def _whole_number(query: QueryDict, name: str, default: int) -> int:
    value = query.get(name, "")
    if value and not value.isdigit():
        raise Refused(400, "value", f"{name} is not a whole number.", name)
    return int(value) if value else default


def _token(field: str) -> Matches:
    """Any of the values, separated by commas."""
    return lambda resource, value: resource.get(field) in value.split(",")


def _identifier(field: str) -> Matches:
    def matches(resource: Resource, value: str) -> bool:
        system, _, wanted = value.rpartition("|")
        known = resource.get(field, [])
        identifiers: Iterable[dict[str, Any]] = known if isinstance(known, list) else [known]
        return any(
            one.get("value", "").casefold() == wanted.casefold()
            and (not system or one.get("system") == system)
            for one in identifiers
        )

    return matches


def _date(field: str) -> Matches:
    def matches(resource: Resource, value: str) -> bool:
        prefix, wanted = (value[:2], value[2:]) if value[:2] in PREFIXES else ("eq", value)
        first, last = _span(wanted)
        known, until = _span(str(resource.get(field, "")) or "0001-01-01")
        return {
            "eq": first <= known and until <= last,
            "ge": until >= first,
            "gt": known > last,
            "le": known <= last,
            "lt": until < first,
        }[prefix]

    return matches


def _span(value: str) -> tuple[datetime, datetime]:
    """The first and last instant that a FHIR date or dateTime may mean."""
    try:
        if len(value) == 10:
            day = datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC)
            return day, day + timedelta(days=1) - timedelta(microseconds=1)
        instant = datetime.fromisoformat(value)
    except ValueError:
        raise Refused(400, "value", f"{value} is not a date.") from None
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return instant, instant


def _patient(resource: Resource, value: str) -> bool:
    """The candidates are this patient's already; what the store answers is ours to pass on."""
    return bool(value)


def _family(resource: Resource, value: str) -> bool:
    return any(name["family"].casefold() == value.strip().casefold() for name in resource["name"])


def _based_on(resource: Resource, value: str) -> bool:
    return any(one.get("reference", "").endswith(value) for one in resource.get("basedOn", []))


PARAMETERS: dict[str, dict[str, Matches]] = {
    "Patient": {
        "identifier": _identifier("identifier"),
        "family": _family,
        "birthdate": _date("birthDate"),
    },
    "Appointment": {"patient": _patient, "status": _token("status"), "date": _date("start")},
    "Task": {"patient": _patient, "status": _token("status"), "modified": _date("lastModified")},
    "ServiceRequest": {
        "patient": _patient,
        "status": _token("status"),
        "authored": _date("authoredOn"),
        "identifier": _identifier("identifier"),
    },
    "CarePlan": {"patient": _patient, "status": _token("status")},
    "CareTeam": {"patient": _patient, "status": _token("status")},
    "Invoice": {
        "patient": _patient,
        "status": _token("status"),
        "date": _date("date"),
        "identifier": _identifier("identifier"),
    },
    "QuestionnaireResponse": {
        "patient": _patient,
        "based-on": _based_on,
        "authored": _date("authored"),
    },
    "PaymentReconciliation": {"identifier": _identifier("paymentIdentifier")},
}
SORTED_BY = {
    "Appointment": {"date": "start"},
    "Task": {"modified": "lastModified", "authored-on": "authoredOn"},
    "ServiceRequest": {"authored": "authoredOn"},
    "Invoice": {"date": "date"},
    "QuestionnaireResponse": {"authored": "authored"},
}
