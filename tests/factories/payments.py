"""Money as tests need it: a ledger that does as it is told, and attempts by state."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import uuid4

import factory
from django.utils import timezone

from accounts.actor import Actor
from accounts.channels import Channel
from payments.charges import Payable
from payments.checkout import PAGE_LASTS, new_payment_reference
from payments.gateway import (
    SeenSession,
    SeenStatus,
    WantedSession,
)
from payments.models import Payment, PaymentSession, Posting
from payments.states import SessionState
from services.contract import AccountReference, Charge, NothingOwed, Summary
from tests.factories.accounts import ResidentFactory, ServiceManagerFactory
from tests.factories.gateways import PAID_AT, FakeGateway
from tests.factories.services import a_summary

ACCOUNT = AccountReference("tenure-1")


@dataclass
class Ledger:
    """A service that takes payments, and remembers what was posted to it."""

    current: ClassVar["Ledger"]

    slug: str = "housing"
    title: str = "Housing"
    fund: str = "HRA"
    owed: dict[str, int] = field(default_factory=lambda: {"rent": 9215})
    part_from_pence: int | None = 100
    posted: dict[str, int] = field(default_factory=dict)
    posts: int = 0
    fault: Exception | None = None
    wrong_account: str = ""
    asked: list[str] = field(default_factory=list)

    @classmethod
    def from_settings(cls) -> "Ledger":
        return cls.current

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        return a_summary()

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        self.asked.append(charge_reference)
        if self.fault:
            raise self.fault
        if charge_reference not in self.owed:
            raise NothingOwed(charge_reference)
        return Charge(
            service=self.slug,
            account_reference=AccountReference(self.wrong_account or reference),
            charge_reference=charge_reference,
            description="Rent for 12 Canal Street",
            amount_pence=self.owed[charge_reference],
            part_payment_from_pence=self.part_from_pence,
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
        self.posts += 1
        if self.fault:
            raise self.fault
        if payment_reference not in self.posted:
            self.posted[payment_reference] = amount_pence
            self.owed[charge_reference] -= amount_pence


@dataclass
class ParkingLedger(Ledger):
    """A second service, for what is true of one and not of the other."""

    slug: str = "parking"
    title: str = "Parking"

    @classmethod
    def from_settings(cls) -> "ParkingLedger":
        return cls()


def a_payable(
    owed_pence: int = 9215, *, part_from_pence: int | None = 100, charge_reference: str = "rent"
) -> Payable:
    charge = Charge(
        service="housing",
        account_reference=ACCOUNT,
        charge_reference=charge_reference,
        description="Rent for 12 Canal Street",
        amount_pence=owed_pence,
        part_payment_from_pence=part_from_pence,
    )
    return Payable(charge, "HRA", owed_pence, asked_at=timezone.now())


class CreatedSessionFactory(factory.django.DjangoModelFactory[PaymentSession]):
    """Written down; whether the gateway has heard of it is not known."""

    class Meta:
        model = PaymentSession

    reference = factory.LazyFunction(new_payment_reference)
    resident_id = factory.LazyFunction(lambda: ResidentFactory().pk)
    channel = Channel.SELF_SERVE
    service = "housing"
    account_reference = ACCOUNT
    charge_reference = "rent"
    description = "Rent for 12 Canal Street"
    owed_pence = 9215
    amount_pence = 9215
    fund = "HRA"
    return_url = "/account/"
    created_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda session: session.created_at + PAGE_LASTS)
    next_check_at = factory.LazyAttribute(lambda s: s.created_at + timedelta(minutes=1))


class StartedSessionFactory(CreatedSessionFactory):
    """Its card page is open, at the gateway too."""

    state = SessionState.STARTED

    @classmethod
    def _create(cls, model_class, *args, **kwargs):  # type: ignore[no-untyped-def]  # factory's
        session = super()._create(model_class, *args, **kwargs)
        wanted = WantedSession(
            session.pk,
            session.reference,
            session.description,
            session.amount_pence,
            return_url="",
            expires_at=session.expires_at,
        )
        seen = FakeGateway.current.open_session(wanted)
        FakeGateway.current.calls.clear()
        session.gateway_reference, session.page_url = seen.gateway_reference, seen.page_url
        session.save()
        return session


class PaidSessionFactory(CreatedSessionFactory):
    """Paid an hour ago and posted, without asking any gateway."""

    state = SessionState.SUCCESS
    gateway_reference = factory.LazyFunction(lambda: f"cs_{uuid4()}")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):  # type: ignore[no-untyped-def]  # factory's
        session = super()._create(model_class, *args, **kwargs)
        payment = Payment.objects.create(
            session=session,
            resident_id=session.resident_id,
            reference=session.reference,
            service=session.service,
            account_reference=session.account_reference,
            charge_reference=session.charge_reference,
            fund=session.fund,
            amount_pence=session.amount_pence,
            gateway_reference=f"pi_{session.pk}",
            card_brand="visa",
            card_last_four="4242",
            paid_at=PAID_AT,
        )
        Posting.objects.create(payment=payment, state="delivered", delivered_at=PAID_AT)
        FakeGateway.current.books[session.gateway_reference] = SeenSession(
            gateway_reference=session.gateway_reference,
            status=SeenStatus.PAID,
            session_id=str(session.pk),
            reference=session.reference,
            amount_pence=session.amount_pence,
            currency="gbp",
            is_live=False,
            payment_reference=payment.gateway_reference,
            amount_received_pence=session.amount_pence,
            paid_at=PAID_AT,
        )
        return session


def staff_actor() -> Actor:
    """A member of staff who helps nobody at the moment."""
    return Actor(staff_id=ServiceManagerFactory().pk, channel=Channel.ASSISTED_TELEPHONE)
