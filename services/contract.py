"""What every council service promises the portal. No Django, no HTTP, no supplier.

Everything a service says is frozen, and plain enough to be kept for when it does not answer.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NewType, Protocol, Self, runtime_checkable

logger = logging.getLogger(__name__)

AccountReference = NewType("AccountReference", str)
"""Whatever finds this resident's account in one supplier's system; only its adapter reads it."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of a card: «Rent balance», «£92.15 owed»."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a resident may need to act on, such as a permit about to expire."""

    text: str
    act_by: date | None = None
    action: str = ""
    """The words of the link, such as «Renew permit»."""
    url_name: str = ""
    """The page that does it, as `reverse` knows it, such as «parking:renew»."""
    about: str = ""
    """Which one that page is about, such as the permit's number, where it is about one."""


@dataclass(frozen=True, slots=True)
class Charge:
    """An amount that a service says is owed now."""

    service: str
    account_reference: AccountReference
    charge_reference: str
    description: str
    amount_pence: int
    due_on: date | None = None
    part_payment_from_pence: int | None = None
    """The least that may be paid towards it; None when it must be paid whole."""


@dataclass(frozen=True, slots=True)
class ComingUp:
    """Something that will happen: an appointment, a payment to the resident, a visit."""

    text: str
    on: date
    url_name: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened lately."""

    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Summary:
    """What a service's card says about one account."""

    headline: str
    as_at: datetime
    details: tuple[Detail, ...] = ()
    notices: tuple[Notice, ...] = ()
    charges: tuple[Charge, ...] = ()
    coming_up: tuple[ComingUp, ...] = ()
    recent: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something on a council letter that proves whose account it is about."""

    name: str
    label: str
    hint: str = ""
    kind: Literal["text", "date", "postcode"] = "text"
    digits: int = 0
    """How many it has, when it is a number: another one is a slip, and not a try at guessing."""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where a service writes to the person an account is about."""

    name: str
    address: str
    """Its lines, with commas between them."""
    postcode: str

    @property
    def lines(self) -> tuple[str, ...]:
        """As an envelope shows it: three lines at least, seven at most."""
        parts = [part for each in self.address.split(",") if (part := each.strip())]
        middle = [*parts[:4], ", ".join(parts[4:])]
        return (self.name, *(line for line in middle if line), self.postcode)


class ServiceUnavailable(Exception):
    """The system of record gave no answer we could show a resident."""


class NoSuchAccount(ServiceUnavailable):
    """The system of record does not know this account (any more)."""


class WrongRecord(ServiceUnavailable):
    """The system of record answered with somebody else's record: show nothing.

    The alarm goes off when one is made, lest somebody who catches ServiceUnavailable stifle it.
    """

    def __init__(self, service: str) -> None:
        super().__init__(service)
        logger.critical("service.wrong_record", extra={"service": service})


class NothingOwed(Exception):
    """The charge is not there any more: paid, cancelled or never made."""


class NotHeld(NothingOwed):
    """Nobody keeps it for them any more; whoever pays all the same may still get it."""


class ServiceAdapter(Protocol):
    """One supplier, in the portal's words. Its coroutines run on the network loop: no ORM there."""

    slug: str
    title: str

    @classmethod
    def from_settings(cls) -> Self: ...

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        """Raise ServiceUnavailable when the system of record cannot answer."""
        ...


@runtime_checkable
class ProvesLinks(Protocol):
    """A service whose accounts a resident can link with the facts on a letter."""

    facts: tuple[Fact, ...]

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        """The account all facts agree on, or None. Dates come as YYYY-MM-DD."""
        ...


@runtime_checkable
class ProvesByPost(ProvesLinks, Protocol):
    """A service so private that facts on a letter are not enough: it takes a code in the post."""

    title: str

    async def fetch_postal_address(self, reference: AccountReference) -> PostalAddress:
        """The name and address the service itself holds. Raises ServiceUnavailable."""
        ...


@runtime_checkable
class TakesApplications(Protocol):
    """A service to apply for without an account there: the page that links it offers that."""

    apply_task: str
    apply_url_name: str
    apply_words: str


@runtime_checkable
class TakesPayments(Protocol):
    """A service whose charges can be paid here."""

    fund: str
    """The income fund payments are posted to."""

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        """What is owed at this moment. Raises NothingOwed, or ServiceUnavailable."""
        ...

    async def post_payment(
        self,
        reference: AccountReference,
        charge_reference: str,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        """Tell the ledger. The same `payment_reference` twice is one payment."""
        ...
