"""Two years of a rent account, week by week, that ends at exactly what the tenant owes."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from services.sandbox.housing.api import LONDON, SUPPLIER, Body
from services.sandbox.housing.rents import transaction_body
from services.sandbox.housing.tenants import Tenant
from services.sandbox.models import Document

WEEKS = 104
YEARLY_RISE = 1.027
"""What the rent rose by at each start of a rent year."""
BENEFIT_SHARE = 0.86


@dataclass(frozen=True, slots=True)
class Line:
    on: date
    kind: str
    charged_pence: int = 0
    paid_pence: int = 0
    benefit_pence: int = 0

    @property
    def change_pence(self) -> int:
        return self.charged_pence - self.paid_pence - self.benefit_pence


def rent_year_start(year: int) -> date:
    """The first Monday of April, when rents change."""
    first = date(year, 4, 1)
    return first + timedelta(days=-first.weekday() % 7)


def write(rng: random.Random, tenant: Tenant, account: Body, *, today: date, person: str) -> None:
    lines = sorted(_lines(rng, tenant, today), key=lambda line: line.on)
    owed = tenant.owes_pence - sum(line.change_pence for line in lines)
    first = lines[0].on - timedelta(days=1)
    lines.insert(0, Line(first, "OpeningBalance", charged_pence=owed))
    owed = 0
    documents = []
    for number, line in enumerate(lines):
        owed += line.change_pence
        key = str(uuid5(NAMESPACE_URL, f"transaction/{account['paymentReference']}/{number}"))
        body = transaction_body(
            key=key,
            account=account,
            kind=line.kind,
            when=datetime.combine(line.on, time(9, 0), tzinfo=LONDON),
            charged_pence=line.charged_pence,
            paid_pence=line.paid_pence,
            housing_benefit_pence=line.benefit_pence,
            owed_pence=owed,
        )
        documents.append(
            Document(supplier=SUPPLIER, kind="transaction", key=key, person=person, body=body)
        )
    Document.objects.bulk_create(documents)


def _lines(rng: random.Random, tenant: Tenant, today: date) -> list[Line]:
    """Charges every Monday, and payments as this tenant makes them."""
    monday = today - timedelta(days=today.weekday())
    lines: list[Line] = []
    behind = 0
    for number in range(WEEKS - 1, -1, -1):
        week = monday - timedelta(weeks=number)
        charges = _charges(tenant, week, today)
        weekly = sum(line.charged_pence for line in charges)
        payments = [
            line for line in _payments(rng, tenant, week, weekly, behind) if line.on <= today
        ]
        lines += charges + payments
        behind += sum(line.change_pence for line in charges + payments)
    return lines


def _charges(tenant: Tenant, week: date, today: date) -> list[Line]:
    rises = sum(week < rent_year_start(year) <= today for year in range(week.year, today.year + 1))
    rent = round(tenant.rent_pence / YEARLY_RISE**rises)
    lines = [Line(week, "BasicRentNoVAT", charged_pence=rent)]
    if tenant.service_charge_pence:
        service = round(tenant.service_charge_pence / YEARLY_RISE**rises)
        lines.append(Line(week, "ServiceCharges", charged_pence=service))
    return lines


def _payments(
    rng: random.Random, tenant: Tenant, week: date, weekly: int, behind: int
) -> list[Line]:
    if tenant.pays == "weekly_card":
        return _weekly_card(rng, week, weekly, behind)
    if tenant.pays == "monthly_debit":
        return _monthly_debit(week, weekly)
    return _benefit_and_post_office(rng, week, weekly, behind)


def _weekly_card(rng: random.Random, week: date, weekly: int, behind: int) -> list[Line]:
    """Pays on Fridays, misses a week now and then, and catches up with a round sum more."""
    friday = week + timedelta(days=4)
    if rng.random() < 0.07:
        return []
    more = 2_000 if behind > 10_000 else 0
    return [Line(friday, "DebitOrCreditCard", paid_pence=weekly + more)]


def _monthly_debit(week: date, weekly: int) -> list[Line]:
    """A direct debit on the third of the month, of a twelfth of the year's 52 weeks."""
    for day in (week + timedelta(days=number) for number in range(7)):
        if day.day == 3:
            return [Line(day, "DirectDebit", paid_pence=round(weekly * 52 / 12))]
    return []


def _benefit_and_post_office(
    rng: random.Random, week: date, weekly: int, behind: int
) -> list[Line]:
    """Housing benefit pays most of it every week; the rest is paid at the post office."""
    benefit = round(weekly * BENEFIT_SHARE)
    lines = [Line(week, "HBAdjustment", benefit_pence=benefit)]
    if behind > 3_000:
        day = week + timedelta(days=rng.choice((1, 2, 3)))
        lines.append(Line(day, "PayPointPostOffice", paid_pence=behind // 1000 * 1000 + 1_000))
    return lines
