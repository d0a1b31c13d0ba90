"""Members: OpenActive's CustomerAccount, found by what stands on a membership card and letter."""

from django.http import HttpRequest, HttpResponse

from services.sandbox import store
from services.sandbox.leisure import books
from services.sandbox.leisure.access import answer, problem
from services.sandbox.personas import PEOPLE

ASKED = {"accountNumber", "familyName"}
EITHER = {"postalCode", "birthDate"}


def find(request: HttpRequest) -> HttpResponse:
    """All facts must agree: number and family name, with the postcode or the date of birth."""
    given = {name: value.strip() for name, value in request.GET.items() if value.strip()}
    if not set(given) >= ASKED or not EITHER & set(given) or set(given) - ASKED - EITHER:
        return problem(
            request,
            400,
            "OpenBookingError",
            "Ask with accountNumber and familyName, and postalCode or birthDate.",
        )
    for person in PEOPLE:
        facts = {
            "accountNumber": person.membership,
            "familyName": person.last_name,
            "postalCode": person.postcode,
            "birthDate": person.born_on.isoformat(),
        }
        if person.membership and all(_same(facts[name], given[name]) for name in given):
            account = store.get(books.SUPPLIER, books.ACCOUNT, person.membership)
            return answer([account] if account else [])
    return answer([])


def read(request: HttpRequest, *, number: str) -> HttpResponse:
    account = store.get(books.SUPPLIER, books.ACCOUNT, number)
    if account is None:
        return problem(request, 404, "NotFoundError", "There is no such account.")
    return answer(account)


def orders_of(request: HttpRequest, *, number: str) -> HttpResponse:
    """The orders of one member, newest first; `from` (a date) leaves out older sessions."""
    person = store.person_of(books.SUPPLIER, books.ACCOUNT, number)
    if not person:
        return problem(request, 404, "NotFoundError", "There is no such account.")
    since = request.GET.get("from", "")
    found = [
        order
        for order in store.list_of(books.SUPPLIER, books.ORDER, person=person)
        if not order.get(books.DELETED) and _starts(order) >= since
    ]
    return answer({"@type": "ItemList", "items": sorted(found, key=_starts, reverse=True)})


def _starts(order: dict) -> str:
    return max(item["orderedItem"]["startDate"] for item in order["orderedItem"])


def _same(known: str, given: str) -> bool:
    return known.replace(" ", "").casefold() == given.replace(" ", "").casefold()
