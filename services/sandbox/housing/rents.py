"""Rent transactions, payments into a rent account, and statements."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from services.sandbox import store
from services.sandbox.housing.api import (
    SUPPLIER,
    BadRequest,
    answer,
    asked,
    body_of,
    endpoint,
    error,
    page_of,
    pence,
    pounds,
    problem,
)
from services.sandbox.housing.tenancies import find_account, payment_reference, tenant_of
from services.sandbox.idempotency import once
from services.sandbox.models import Document

Body = dict[str, Any]

PAYMENT_TYPES = {
    "DebitOrCreditCard",
    "DirectDebit",
    "PayPointPostOffice",
    "StandingOrder",
    "BankPayment",
    "UniversalCreditRec",
}
BIGGEST_PAYMENT_PENCE = 1_000_000


def balance_type(owed_pence: int) -> str:
    """Which way a balance points; a positive one is owed by the tenant."""
    if owed_pence == 0:
        return "Nil"
    return "Arrears" if owed_pence > 0 else "Credit"


def period_number(day: date) -> int:
    """The rent week of the financial year, which starts on 1 April."""
    return (day - start_of_financial_year(day)).days // 7 + 1


def start_of_financial_year(day: date) -> date:
    return date(day.year if day >= date(day.year, 4, 1) else day.year - 1, 4, 1)


def _list_transactions(request: HttpRequest, target_type: str, key: str) -> JsonResponse:
    if target_type != "Tenure":
        raise BadRequest("The only target type here is Tenure")
    tenant = tenant_of(key)
    if not tenant:
        return problem(404, "Tenure not found")
    since, until = _day(request, "startDate"), _day(request, "endDate")
    rows = [
        row
        for row in store.list_of(SUPPLIER, "transaction", person=tenant)
        if (not since or row["transactionDate"][:10] >= since.isoformat())
        and (not until or row["transactionDate"][:10] <= until.isoformat())
    ]
    return answer({"results": page_of(request, rows), "total": len(rows)})


def _get_transaction(request: HttpRequest, key: str) -> JsonResponse:
    found = store.get(SUPPLIER, "transaction", key)
    return answer(found) if found else problem(404, "Transaction not found")


def _take_payment(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    return once(request, SUPPLIER, lambda: _pay_in(body))


def _pay_in(body: Body) -> tuple[int, Body]:
    """Lower the balance by exactly this amount, once for each external reference."""
    paid = _checked(body)
    with transaction.atomic():
        account = Document.objects.select_for_update().filter(
            supplier=SUPPLIER, kind="account", key=payment_reference(str(body["targetId"]))
        )
        if not account.exists():
            return 404, error(404, "Tenure not found")
        key = str(uuid5(NAMESPACE_URL, f"payment/{body['externalReference']}"))
        before = store.first_of(SUPPLIER, "transaction", key=key)
        if before is not None:
            return _repeat(before, body, paid)
        return 201, _write_payment(account.get(), key, body, paid)


def _checked(body: Body) -> int:
    for name in ("targetId", "externalReference", "transactionType", "transactionDate"):
        if not isinstance(body.get(name), str) or not body[name].strip():
            raise BadRequest(f"{name} is required")
    if body["transactionType"] not in PAYMENT_TYPES:
        raise BadRequest("transactionType is not a payment")
    if parse_datetime(body["transactionDate"]) is None:
        raise BadRequest("transactionDate is not a date and time")
    paid = pence(body.get("transactionAmount"))
    if not 0 < paid <= BIGGEST_PAYMENT_PENCE:
        raise BadRequest("transactionAmount is not an amount that can be paid")
    return paid


def _repeat(before: Body, body: Body, paid: int) -> tuple[int, Body]:
    same = pence(before["paidAmount"]) == paid and before["paymentReference"] == payment_reference(
        body["targetId"]
    )
    if not same:
        return 409, error(409, "This external reference was used for another payment")
    return 200, before


def _write_payment(account: Document, key: str, body: Body, paid: int) -> Body:
    owed = pence(account.body["accountBalance"]) - paid
    account.body |= {
        "accountBalance": pounds(owed),
        "consolidatedBalance": pounds(owed),
        "balanceType": balance_type(owed),
        "lastUpdatedAt": timezone.now().astimezone(UTC).isoformat(),
    }
    account.save()
    when = parse_datetime(body["transactionDate"]) or timezone.now()
    row = transaction_body(
        key=key,
        account=account.body,
        kind=body["transactionType"],
        when=when,
        paid_pence=paid,
        owed_pence=owed,
        external_reference=body["externalReference"],
    )
    return store.put(SUPPLIER, "transaction", key, row, person=account.person)


def transaction_body(
    *,
    key: str,
    account: Body,
    kind: str,
    when: datetime,
    charged_pence: int = 0,
    paid_pence: int = 0,
    housing_benefit_pence: int = 0,
    owed_pence: int,
    external_reference: str = "",
) -> Body:
    """One line of a rent account; `balanceAmount` is what was owed after it."""
    return {
        "id": key,
        "targetId": account["targetId"],
        "targetType": "Tenure",
        "paymentReference": account["paymentReference"],
        "externalReference": external_reference,
        "postDate": when.isoformat(),
        "transactionDate": when.isoformat(),
        "periodNo": period_number(when.date()),
        "financialYear": start_of_financial_year(when.date()).year,
        "financialMonth": (when.month - 4) % 12 + 1,
        "transactionSource": "SBX",
        "transactionType": kind,
        "transactionAmount": pounds(charged_pence or -(paid_pence + housing_benefit_pence)),
        "chargedAmount": pounds(charged_pence),
        "paidAmount": pounds(paid_pence),
        "housingBenefitAmount": pounds(housing_benefit_pence),
        "balanceAmount": pounds(owed_pence),
        "isSuspense": False,
        "fund": "HRA",
    }


def _list_statements(request: HttpRequest) -> JsonResponse:
    """Opening balance, totals and closing balance of each quarter or financial year."""
    key = asked(request, "targetId")
    yearly = request.GET.get("statementType", "Quarterly") == "Yearly"
    account, tenant = find_account(key), tenant_of(key)
    if account is None:
        return problem(404, "Account not found")
    periods: dict[str, list[Body]] = {}
    for row in store.list_of(SUPPLIER, "transaction", person=tenant):
        periods.setdefault(_period(row, yearly=yearly), []).append(row)
    return answer([_statement(account, name, rows) for name, rows in periods.items()])


def _period(row: Body, *, yearly: bool) -> str:
    year = f"{row['financialYear']}/{(row['financialYear'] + 1) % 100:02}"
    return year if yearly else f"{year} Q{(row['financialMonth'] - 1) // 3 + 1}"


def _statement(account: Body, name: str, rows: list[Body]) -> Body:
    first, last = rows[0], rows[-1]
    opening = pence(first["balanceAmount"]) - pence(first["transactionAmount"])
    return {
        "targetId": account["targetId"],
        "paymentReference": account["paymentReference"],
        "period": name,
        "startDate": first["transactionDate"][:10],
        "endDate": last["transactionDate"][:10],
        "startBalance": pounds(opening),
        "chargedAmount": _total(rows, "chargedAmount"),
        "paidAmount": _total(rows, "paidAmount"),
        "housingBenefitAmount": _total(rows, "housingBenefitAmount"),
        "finishBalance": last["balanceAmount"],
    }


def _total(rows: list[Body], name: str) -> float:
    return pounds(sum(pence(row[name]) for row in rows))


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "")
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if text and day is None:
        raise BadRequest(f"{name} is not a date")
    return day


transactions = endpoint(post=_take_payment)
transactions_of = endpoint(get=_list_transactions)
transaction_by_id = endpoint(get=_get_transaction)
statements = endpoint(get=_list_statements)
