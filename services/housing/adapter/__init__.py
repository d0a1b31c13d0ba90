"""Housing: tenancy, rent account and repairs, in the portal's words.

Every answer must be about the tenancy that was asked for: its payment reference, or the property it
is for. Anything else is somebody else's record and raises WrongRecord.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Self

from services.contract import (
    AccountReference,
    Charge,
    Fact,
    NoSuchAccount,
    NothingOwed,
    Summary,
    WrongRecord,
)
from services.housing.adapter import words
from services.housing.adapter.summary import RENT, rent_charge, summary
from services.housing.client import HousingClient
from services.housing.payloads import Account, Tenure, WorkOrder
from services.housing.records import (
    NoSuchRepair,
    Overview,
    RentAccount,
    Repair,
    RepairInFull,
    Slot,
    Statement,
    Tenancy,
)
from services.http import NotFound
from services.supplied import LONDON, check_all_about, utc_now

LATELY = timedelta(days=28)
BOOKED_AHEAD = timedelta(days=14)


class HousingAdapter:
    slug = "housing"
    title = "Housing"
    fund = "HRA"
    facts = (
        Fact(
            "payment_reference", "Payment reference", "10 digits, on every rent letter", digits=10
        ),
        Fact("date_of_birth", "Date of birth", "For example, 27 3 1985", kind="date"),
        Fact("postcode", "Postcode", "Of the home you rent from us", kind="postcode"),
    )

    def __init__(self, client: HousingClient, *, now: Callable[[], datetime] = utc_now) -> None:
        self._client = client
        self._now = now

    @classmethod
    def from_settings(cls) -> Self:
        return cls(HousingClient.from_settings())

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        found = await self._client.match_tenure(
            {
                "paymentReference": facts["payment_reference"],
                "dateOfBirth": facts["date_of_birth"],
                "postcode": facts["postcode"],
            }
        )
        if not found.matched or found.payment_reference is None:
            return None
        if found.payment_reference != "".join(facts["payment_reference"].split()):
            raise WrongRecord("housing")
        return AccountReference(found.payment_reference)

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        overview = await self.fetch_overview(reference)
        return summary(reference, overview, now=self._now())

    async def fetch_overview(self, reference: AccountReference) -> Overview:
        """Tenancy, balance with the lines of four weeks, and repairs: asked side by side."""
        tenure, rent, orders = await asyncio.gather(
            self._tenure(reference),
            self.fetch_rent(reference, since=self._today() - LATELY),
            self._client.list_work_orders(reference),
        )
        return Overview(words.tenancy(tenure), rent, _own_repairs(tenure, orders))

    async def fetch_tenancy(self, reference: AccountReference) -> Tenancy:
        return words.tenancy(await self._tenure(reference))

    async def fetch_rent(
        self, reference: AccountReference, *, since: date, until: date | None = None
    ) -> RentAccount:
        """The balance now, and the lines of the account between two days, newest first."""
        account, found = await asyncio.gather(
            self._account(reference),
            self._client.list_transactions(reference, since=since, until=until),
        )
        _check_all(reference, (line.payment_reference for line in found.results))
        return words.rent_account(account, found.results)

    async def fetch_statements(self, reference: AccountReference) -> tuple[Statement, ...]:
        """One for each quarter, newest first."""
        quarters = await self._client.list_statements(reference)
        _check_all(reference, (quarter.payment_reference for quarter in quarters))
        return tuple(words.statement(quarter) for quarter in reversed(quarters))

    async def fetch_repairs(self, reference: AccountReference) -> tuple[Repair, ...]:
        """The repairs of this tenancy, newest first."""
        tenure, orders = await asyncio.gather(
            self._tenure(reference), self._client.list_work_orders(reference)
        )
        return _own_repairs(tenure, orders)

    async def fetch_repair(self, reference: AccountReference, number: str) -> RepairInFull:
        """One repair with its notes. Raises NoSuchRepair for one that is not this tenancy's."""
        try:
            tenure, order, notes = await asyncio.gather(
                self._tenure(reference),
                self._client.get_work_order(number),
                self._client.list_notes(number),
            )
        except NotFound as unknown:
            raise NoSuchRepair(number) from unknown
        if str(order.reference) != number:
            raise WrongRecord("housing")
        if not order.is_of(tenure):
            raise NoSuchRepair(number)
        return RepairInFull(words.repair(order), words.notes(notes))

    async def fetch_visits(
        self, reference: AccountReference, number: str
    ) -> tuple[Repair, tuple[Slot, ...]]:
        """The repair, and the visits that can be booked for it. Raises NoSuchRepair."""
        today = self._today()
        found, days = await asyncio.gather(
            self.fetch_repair(reference, number),
            self._client.list_slots(number, since=today, until=today + BOOKED_AHEAD),
            return_exceptions=True,
        )
        if isinstance(found, BaseException):
            raise found
        if isinstance(days, BaseException):
            raise days
        return found.repair, words.slots(days)

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        owed = words.owed_pence(await self._account(reference))
        if charge_reference != RENT or owed <= 0:
            raise NothingOwed(charge_reference)
        return rent_charge(reference, owed, due_on=None)

    async def post_payment(
        self,
        reference: AccountReference,
        charge_reference: str,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        taken = await self._client.take_payment(
            reference,
            payment_reference=payment_reference,
            amount_pence=amount_pence,
            paid_at=paid_at,
        )
        told = (taken.payment_reference, taken.external_reference, words.pence(taken.paid_amount))
        if told != (reference, payment_reference, amount_pence):
            raise WrongRecord("housing")

    async def _tenure(self, reference: AccountReference) -> Tenure:
        try:
            tenure = await self._client.get_tenure(reference)
        except NotFound as unknown:
            raise NoSuchAccount("housing") from unknown
        _check_all(reference, [tenure.payment_reference])
        return tenure

    async def _account(self, reference: AccountReference) -> Account:
        accounts = await self._client.list_accounts(reference)
        if not accounts:
            raise NoSuchAccount("housing")
        _check_all(reference, (account.payment_reference for account in accounts))
        return accounts[0]

    def _today(self) -> date:
        return self._now().astimezone(LONDON).date()


_check_all = partial(check_all_about, "housing")


def _own_repairs(tenure: Tenure, orders: Iterable[WorkOrder]) -> tuple[Repair, ...]:
    """Newest first. Another property is somebody else's; before the tenancy, the last tenant's."""
    orders = list(orders)
    if any(o.property_reference != tenure.tenured_asset.property_reference for o in orders):
        raise WrongRecord("housing")
    own = sorted(
        (order for order in orders if order.is_of(tenure)),
        key=lambda order: order.date_raised,
        reverse=True,
    )
    return tuple(words.repair(order) for order in own)
