"""Tenures, rent accounts and charges, and the proof that somebody is the tenant.

Every address takes a tenure's own id or the ten-digit payment reference of its rent letters.
"""

from django.http import HttpRequest, JsonResponse

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import SUPPLIER, Body, answer, asked, body_of, no_such


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


def get_tenure(request: HttpRequest, key: str) -> JsonResponse:
    found = find_tenure(key)
    if found is None:
        raise no_such("Tenure")
    return answer(found)


def match(request: HttpRequest) -> JsonResponse:
    """Say which tenure these facts are about, if all three are right, and nothing otherwise."""
    facts = body_of(request)
    hact.check(facts, "TenureMatch")
    tenure = find_tenure(_squeezed(facts["paymentReference"]))
    matched = tenure is not None and proves(facts, tenure)
    known = tenure if tenure and matched else {"id": None, "paymentReference": None}
    return answer(
        {
            "matched": matched,
            "tenureId": known["id"],
            "paymentReference": known["paymentReference"],
        }
    )


def proves(facts: Body, tenure: Body) -> bool:
    """Whether all three facts are a responsible tenant's of this very tenure."""
    responsible = [member for member in tenure["householdMembers"] if member["isResponsible"]]
    return (
        tenure["paymentReference"] == _squeezed(facts["paymentReference"])
        and facts["dateOfBirth"] in {member["dateOfBirth"] for member in responsible}
        and _squeezed(tenure["tenuredAsset"]["postCode"]) == _squeezed(facts["postcode"])
    )


def list_accounts(request: HttpRequest) -> JsonResponse:
    found = find_account(asked(request, "targetId"))
    kind = request.GET.get("accountType", "")
    matches = [found] if found and kind in {"", found["accountType"]} else []
    return answer({"accountResponseList": matches})


def list_charges(request: HttpRequest) -> JsonResponse:
    tenant = tenant_of(asked(request, "targetId"))
    return answer(store.list_of(SUPPLIER, "charge", person=tenant) if tenant else [])


def _squeezed(text: str) -> str:
    return "".join(text.split()).upper()
