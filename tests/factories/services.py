"""Services as tests need them: answering, slow, broken, wrong."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Self

import factory
from django.test import Client
from django.urls import reverse

from services.contract import (
    AccountReference,
    Charge,
    ComingUp,
    Detail,
    Fact,
    Happening,
    Notice,
    PostalAddress,
    ServiceUnavailable,
    Summary,
)
from services.models import Proof, ServiceLink, Submission
from services.references import new_reference
from services.sealing import seal
from tests.factories.accounts import ResidentFactory, signed_in

AS_AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def a_summary(service: str = "housing", *, owed_pence: int = 9215) -> Summary:
    """A card with one of everything."""
    reference = AccountReference("tenure-1")
    return Summary(
        headline="£92.15 rent owed",
        as_at=AS_AT,
        details=(Detail("Rent balance", "£92.15 owed"),),
        notices=(Notice("Pay your rent", act_by=date(2026, 5, 11), action="Pay"),),
        charges=(Charge(service, reference, "rent", "Rent", owed_pence),),
        coming_up=(ComingUp("Repair appointment", date(2026, 5, 20)),),
        recent=(Happening("Payment received", date(2026, 5, 1)),),
    )


@dataclass
class PretendService:
    """An adapter that answers what it is told to, after `seconds`."""

    slug: str = "housing"
    title: str = "Housing"
    answer: Summary | Exception = field(default_factory=a_summary)
    seconds: float = 0.0
    asked: list[AccountReference] = field(default_factory=list)
    was_cancelled: bool = False

    @classmethod
    def from_settings(cls) -> Self:
        return cls()

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        self.asked.append(reference)
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@dataclass
class LinkableService(PretendService):
    """A service that knows one account by two facts."""

    facts: tuple[Fact, ...] = (
        Fact("payment_reference", "Payment reference"),
        Fact("date_of_birth", "Date of birth", kind="date"),
    )
    known: Mapping[str, str] = field(
        default_factory=lambda: {"payment_reference": "6001", "date_of_birth": "1991-04-17"}
    )
    is_down: bool = False

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        if self.is_down:
            raise ServiceUnavailable
        return AccountReference("tenure-1") if dict(facts) == dict(self.known) else None


ON_THE_DOORMAT = PostalAddress("Ms Amina Yusuf", "Flat 4, Alder Court, Thornbridge", "TB1 4QN")


@dataclass
class PrivateService(LinkableService):
    """One that is linked with a code, posted to the address it holds."""

    slug: str = "benefits"
    title: str = "Benefits"
    address: PostalAddress | Exception = ON_THE_DOORMAT

    async def fetch_postal_address(self, reference: AccountReference) -> PostalAddress:
        if isinstance(self.address, Exception):
            raise self.address
        return self.address


class ServiceLinkFactory(factory.django.DjangoModelFactory[ServiceLink]):
    class Meta:
        model = ServiceLink

    resident_id = factory.LazyFunction(lambda: ResidentFactory().pk)
    service = "housing"
    reference = "tenure-1"
    proof = Proof.LETTER


class WaitingSubmissionFactory(factory.django.DjangoModelFactory[Submission]):
    """Kept, and not delivered yet."""

    class Meta:
        model = Submission

    resident_id = factory.LazyFunction(lambda: ResidentFactory().pk)
    channel = "self_serve"
    service = "housing"
    task = "report-repair"
    title = "Repair: kitchen tap leaking"
    account_reference = "tenure-1"
    sealed = factory.LazyFunction(lambda: seal({"what": "tap"}))
    form_key = factory.Faker("uuid4", cast_to=None)
    reference = factory.LazyFunction(new_reference)


def browser_linked_to(service: str, reference: str) -> Client:
    """Of a resident whose account with the service is this one."""
    resident = ResidentFactory()
    ServiceLinkFactory(resident_id=resident.pk, service=service, reference=reference)
    return signed_in(resident)


def read_page(
    service: str, client: Client, name: str, /, *args: object, status: int = 200, **query: object
) -> str:
    """What the service's page of this name says, once it answers as it should."""
    response = client.get(reverse(f"{service}:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()
