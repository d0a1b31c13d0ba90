"""What is owed at this moment: asked of the service, less what is already on its way to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from accounts.actor import Actor
from accounts.delivery import DeliveryState
from payments.mismatches import is_blocked, not_posted
from payments.models import Payment
from services.contract import (
    AccountReference,
    Charge,
    NothingOwed,
    TakesPayments,
    WrongRecord,
)
from services.installed import get_service
from services.links import reference_for
from services.network import run


class AlreadyPaid(Exception):
    """We have the money; the service's ledger may not know it yet."""


class BeingLookedAt(Exception):
    """A payment for this charge does not match, and a person is looking at it."""


class NotPayableHere(Exception):
    """There is no such service, or it takes no payments through this portal."""


@dataclass(frozen=True, slots=True)
class Payable:
    """A charge as the service states it, and as much of it as can be paid now."""

    charge: Charge
    fund: str
    owed_pence: int
    asked_at: datetime

    @property
    def part_from_pence(self) -> int | None:
        return self.charge.part_payment_from_pence


def fetch_payable(*, actor: Actor, service: str, charge_reference: str, now: datetime) -> Payable:
    """Ask the service, on the server, for exactly this charge of exactly this resident.

    Raises NotPayableHere, NotLinked, NothingOwed, AlreadyPaid, BeingLookedAt, ServiceUnavailable.
    """
    adapter = find_taker(service)
    if adapter is None:
        raise NotPayableHere(service)
    account = reference_for(actor, service, now=now)
    charge = run(fetch_owed(adapter, account, service, charge_reference))
    return Payable(charge, adapter.fund, owed_now(charge, asked_at=now), asked_at=now)


async def fetch_owed(
    adapter: TakesPayments, account: AccountReference, service: str, charge_reference: str
) -> Charge:
    """What the service wants for this charge. Raises NothingOwed, or ServiceUnavailable."""
    charge = await adapter.fetch_charge(account, charge_reference)
    # One link may open several accounts, written one after the other: a charge is of one of them.
    is_theirs = charge.account_reference in {account, *account.split()}
    if not is_theirs or (charge.service, charge.charge_reference) != (service, charge_reference):
        raise WrongRecord(service)
    if charge.amount_pence <= 0:
        raise NothingOwed(charge_reference)
    return charge


def find_taker(service: str) -> TakesPayments | None:
    """The service's adapter, if it is switched on and takes payments."""
    try:
        adapter = get_service(service)
    except LookupError:
        return None
    return adapter if isinstance(adapter, TakesPayments) else None


def owed_now(charge: Charge, *, asked_at: datetime) -> int:
    """The charge less what we received and the ledger had not heard of when it was asked.

    Raises AlreadyPaid, BeingLookedAt.
    """
    if is_blocked(charge.service, charge.account_reference, charge.charge_reference):
        raise BeingLookedAt
    unheard = Q(posting__delivered_at=None) | Q(posting__delivered_at__gte=asked_at)
    on_its_way = Payment.objects.filter(
        unheard,
        service=charge.service,
        account_reference=charge.account_reference,
        charge_reference=charge.charge_reference,
    )
    # Given up and then put right by a person: the ledger counted it when it was asked.
    put_right = not_posted(resolved_at__lt=asked_at).values("subject")
    by_hand = Q(posting__state=DeliveryState.GIVEN_UP, reference__in=put_right)
    on_its_way = on_its_way.exclude(by_hand)
    received: int = on_its_way.aggregate(pence=Sum("amount_pence"))["pence"] or 0
    if received >= charge.amount_pence:
        raise AlreadyPaid(charge.charge_reference)
    return charge.amount_pence - received
