"""Leisure in the portal's words: what is on, what is booked, and membership."""

import asyncio
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Self

from services.contract import (
    AccountReference,
    Charge,
    Fact,
    NoSuchAccount,
    ServiceUnavailable,
    Summary,
    WrongRecord,
)
from services.http import NotFound
from services.leisure import payloads
from services.leisure.adapter import places
from services.leisure.adapter.summary import summary
from services.leisure.adapter.words import (
    check_whose,
    read_membership,
    read_sessions,
    read_slots,
)
from services.leisure.client import LeisureClient, Mirror, Wanted, read_quote
from services.leisure.records import Membership, Opportunity, Price, Quote, Timetable
from services.supplied import LONDON

LATELY = timedelta(days=30)
HISTORY = timedelta(days=730)
FRESH_SECONDS = 60.0
"""The feeds are asked again after this; what is left is checked again when booking anyway."""
LAST_KNOWN_SECONDS = 6 * 3600.0
"""A timetable older than this says too little about what is on."""


class LeisureAdapter:
    """OpenActive: open feeds for what is on, Open Booking for places, accounts for members."""

    slug = "leisure"
    title = "Leisure"
    fund = "LEISURE"
    facts = (
        Fact(
            "membership_number", "Leisure card number", "On the front of your card, like TL448812"
        ),
        Fact("last_name", "Last name", "As it is on your card"),
        Fact("postcode", "Postcode", "The one we write to", kind="postcode"),
    )

    def __init__(self, client: LeisureClient) -> None:
        self._client = client
        self._series = Mirror("session-series", payloads.SessionSeries)
        self._sessions = Mirror("scheduled-sessions", payloads.ScheduledSession)
        self._facilities = Mirror("facility-uses", payloads.FacilityUse)
        self._slots = Mirror("slots", payloads.Slot)
        self._timetable: Timetable | None = None
        self._caught_up_at = 0.0
        self._catching_up = asyncio.Lock()

    @classmethod
    def from_settings(cls) -> Self:
        return cls(LeisureClient.from_settings())

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        now = datetime.now(UTC)
        return summary(await self._membership(reference, since=now - LATELY), now=now)

    async def fetch_membership(self, reference: AccountReference) -> Membership:
        """The card, and everything booked with it in the last two years and from now on."""
        return await self._membership(reference, since=datetime.now(UTC) - HISTORY)

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        found = await self._client.find_accounts(
            account_number=facts["membership_number"],
            family_name=facts["last_name"],
            postcode=facts["postcode"],
        )
        if len(found) != 1:
            return None
        number = found[0].account_number
        if number.casefold() != "".join(facts["membership_number"].split()).casefold():
            raise WrongRecord(self.slug)
        return AccountReference(number)

    async def fetch_timetable(self) -> Timetable:
        """What is on, at most a minute old; when the feeds are down, the last we know."""
        async with self._catching_up:
            age = time.monotonic() - self._caught_up_at
            if self._timetable and age < FRESH_SECONDS:
                return self._timetable
            try:
                self._timetable = await self._catch_up()
            except ServiceUnavailable:
                if self._timetable is None or age > LAST_KNOWN_SECONDS:
                    raise
                return self._timetable
            self._caught_up_at = time.monotonic()
            return self._timetable

    async def fetch_quote(self, opportunity: Opportunity, price: Price) -> Quote:
        """Ask the booking system itself. Raises NotBookable when it says no."""
        wanted = Wanted(opportunity.opportunity_id, price.offer_id, opportunity.seller_id)
        return read_quote(await self._client.quote(uuid.uuid4(), wanted))

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        """A place that is held for this member and sold against payment, while it is held."""
        return await places.fetch_charge(
            self._client, reference, charge_reference, now=datetime.now(UTC)
        )

    async def post_payment(
        self,
        reference: AccountReference,
        charge_reference: str,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        """The payment books the place. The open standard has no field for when it was paid."""
        await places.book_with(
            self._client,
            reference,
            charge_reference,
            payment_reference=payment_reference,
            amount_pence=amount_pence,
        )

    async def _membership(self, reference: AccountReference, *, since: datetime) -> Membership:
        try:
            account, orders = await asyncio.gather(
                self._client.fetch_account(reference),
                self._client.list_orders(reference, since=since.astimezone(LONDON).date()),
            )
        except NotFound as missing:
            raise NoSuchAccount from missing
        check_whose(reference, account.account_number, orders)
        return read_membership(account, orders)

    async def _catch_up(self) -> Timetable:
        mirrors = (self._series, self._sessions, self._facilities, self._slots)
        await asyncio.gather(*(self._client.catch_up(mirror) for mirror in mirrors))
        found = [
            *read_sessions(self._series.items, self._sessions.items),
            *read_slots(self._facilities.items, self._slots.items),
        ]
        return Timetable(
            as_at=datetime.now(UTC),
            opportunities=tuple(sorted(found, key=lambda one: (one.starts_at, one.name))),
        )
