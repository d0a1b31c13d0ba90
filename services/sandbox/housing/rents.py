"""Rent transactions, payments into a rent account, and statements."""

from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from services.sandbox import store
from services.sandbox.housing import hact
from services.sandbox.housing.api import (
    API,
    SUPPLIER,
    Body,
    answer,
    asked,
    body_of,
    day_of,
    no_such,
    page_of,
    pence,
    pounds,
    refused,
)
from services.sandbox.housing.tenancies import find_account, payment_reference, tenant_of
from services.sandbox.models import Document


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


def list_transactions(request: HttpRequest, key: str) -> JsonResponse:
    tenant = tenant_of(key)
    if not tenant:
        raise no_such("Tenure")
    since = day_of(request, "startDate", date.min).isoformat()
    until = day_of(request, "endDate", date.max).isoformat()
    rows = [
        row
        for row in store.list_of(SUPPLIER, "transaction", person=tenant)
        if since <= row["transactionDate"][:10] <= until
    ]
    return answer({"results": page_of(request, rows), "total": len(rows)})


def take_payment(request: HttpRequest) -> JsonResponse:
    body = body_of(request)
    hact.check(body, "Payment")
    paid = pence(body["transactionAmount"])
    return API.once(request, lambda: _pay_in(body, paid))


@transaction.atomic
def _pay_in(body: Body, paid: int) -> tuple[int, Body]:
    """Lower the balance by exactly this amount, once for each external reference."""
    wanted = payment_reference(body["targetId"])
    accounts = Document.objects.select_for_update().filter(supplier=SUPPLIER, kind="account")
    account = accounts.filter(key=wanted).first()
    if account is None:
        raise no_such("Tenure")
    key = str(uuid5(NAMESPACE_URL, f"payment/{body['externalReference']}"))
    before = store.first_of(SUPPLIER, "transaction", key=key)
    if before is None:
        return 201, _write_payment(account, key, body, paid)
    if (pence(before["paidAmount"]), before["paymentReference"]) != (paid, wanted):
        raise refused(409, "This external reference was used for another payment")
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


def list_statements(request: HttpRequest) -> JsonResponse:
    """Opening balance, totals and closing balance of each quarter or financial year."""
    key = asked(request, "targetId")
    yearly = request.GET.get("statementType", "Quarterly") == "Yearly"
    account, tenant = find_account(key), tenant_of(key)
    if account is None:
        raise no_such("Account")
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
