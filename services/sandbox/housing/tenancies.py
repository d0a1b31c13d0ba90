"""Tenures, rent accounts and charges, and the proof that somebody is the tenant.

Every address takes a tenure's own id or the ten-digit payment reference of its rent letters.
"""

from typing import Any

from django.http import HttpRequest, JsonResponse

from services.sandbox import store
from services.sandbox.housing.api import (
    SUPPLIER,
    BadRequest,
    answer,
    asked,
    body_of,
    endpoint,
    problem,
)

Body = dict[str, Any]


def payment_reference(key: str) -> str:
    """The payment reference of the tenure with this id or payment reference; empty for none."""
    alias = store.first_of(SUPPLIER, "tenure_id", key=key)
    return alias["paymentReference"] if alias else key


def find_tenure(key: str) -> Body | None:
    return store.get(SUPPLIER, "tenure", payment_reference(key))


def find_account(key: str) -> Body | None:
    return store.get(SUPPLIER, "account", payment_reference(key))


def tenant_of(key: str) -> str:
    """The persona that holds this tenure, or an empty string."""
    return store.person_of(SUPPLIER, "tenure", payment_reference(key))


def _get_tenure(request: HttpRequest, key: str) -> JsonResponse:
    found = find_tenure(key)
    return answer(found) if found else problem(404, "Tenure not found")


def _match(request: HttpRequest) -> JsonResponse:
    """Say which tenure these facts are about, if all three are right, and nothing otherwise."""
    facts = body_of(request)
    names = ("paymentReference", "dateOfBirth", "postcode")
    if not all(isinstance(facts.get(name), str) and facts[name].strip() for name in names):
        raise BadRequest("paymentReference, dateOfBirth and postcode are required")
    tenure = find_tenure(_squeezed(facts["paymentReference"]))
    if tenure is None or not _proves(facts, tenure):
        return answer({"matched": False, "tenureId": None, "paymentReference": None})
    return answer(
        {
            "matched": True,
            "tenureId": tenure["id"],
            "paymentReference": tenure["paymentReference"],
        }
    )


def _proves(facts: Body, tenure: Body) -> bool:
    responsible = [member for member in tenure["householdMembers"] if member["isResponsible"]]
    born = {member["dateOfBirth"] for member in responsible}
    return (
        tenure["paymentReference"] == _squeezed(facts["paymentReference"])
        and facts["dateOfBirth"] in born
        and _squeezed(tenure["tenuredAsset"]["postCode"]) == _squeezed(facts["postcode"])
    )


def _list_accounts(request: HttpRequest) -> JsonResponse:
    found = find_account(asked(request, "targetId"))
    kind = request.GET.get("accountType", "")
    matches = [found] if found and kind in {"", found["accountType"]} else []
    return answer({"accountResponseList": matches})


def _get_account(request: HttpRequest, key: str) -> JsonResponse:
    found = find_account(key)
    return answer(found) if found else problem(404, "Account not found")


def _list_charges(request: HttpRequest) -> JsonResponse:
    tenant = tenant_of(asked(request, "targetId"))
    return answer(store.list_of(SUPPLIER, "charge", person=tenant) if tenant else [])


def _squeezed(text: str) -> str:
    return "".join(text.split()).upper()


tenure = endpoint(get=_get_tenure)
match = endpoint(post=_match)
accounts = endpoint(get=_list_accounts)
account = endpoint(get=_get_account)
charges = endpoint(get=_list_charges)
