"""Residents the sandbox's suppliers know, linked to them as a resident would link."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import User
from accounts.notifications.models import Route
from accounts.residents.models import Resident
from services.contract import ProvesByPost, ProvesLinks
from services.installed import installed_services
from services.links import link, match, references_of
from services.models import Proof
from services.parking.operations.notices import add_notice

PASSWORD = "thornbridge-canal-4"  # noqa: S105  (of people who do not exist, beside a sandbox)


@dataclass(frozen=True, slots=True)
class Seeded:
    """A resident, and the facts on the letters that the council has sent them."""

    first_name: str
    last_name: str
    born_on: date
    address: str
    postcode: str
    uprn: str
    email: str = ""
    telephone: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    services: frozenset[str] = frozenset()
    parking_notice: str = ""
    """The number of one that was on this resident's own vehicle."""

    @property
    def facts(self) -> dict[str, str]:
        return {
            **self.letters,
            "date_of_birth": self.born_on.isoformat(),
            "postcode": self.postcode,
            "last_name": self.last_name,
        }


RESIDENTS = (
    Seeded(
        first_name="Amina",
        last_name="Yusuf",
        born_on=date(1991, 4, 17),
        address="Flat 4, Alder Court, 12 Canal Street, Thornbridge",
        postcode="TB1 4QN",
        uprn="100012340004",
        email="amina@example.org",
        telephone="07700 900141",
        letters={
            "payment_reference": "6001234567",
            "claim_reference": "70043211",
            "national_insurance_number": "QQ123456A",
            "permit_number": "TB-P-20231",
            "vehicle_registration": "TB12AMN",
            "membership_number": "TL448812",
            "care_number": "SC700141",
        },
        services=frozenset({"housing", "benefits", "parking", "leisure", "social_care"}),
        parking_notice="TB10012345",
    ),
    Seeded(
        first_name="Desmond",
        last_name="Clarke",
        born_on=date(1948, 2, 11),
        address="3 Orchard House, Station Road, Thornbridge",
        postcode="TB1 6RS",
        uprn="100012340103",
        telephone="01632 960412",
        letters={
            "payment_reference": "6001234583",
            "claim_reference": "70043237",
            "national_insurance_number": "QQ345678C",
            "care_number": "SC700103",
        },
        services=frozenset({"housing", "benefits", "social_care"}),
    ),
    Seeded(
        first_name="Tom",
        last_name="Whitfield",
        born_on=date(1985, 1, 23),
        address="41 Foundry Row, Thornbridge",
        postcode="TB2 3FN",
        uprn="100012340341",
        email="tom@example.org",
        telephone="07700 900341",
        letters={
            "permit_number": "TB-P-20377",
            "vehicle_registration": "TB18TOM",
            "membership_number": "TL448879",
        },
        services=frozenset({"parking"}),
    ),
)


class Command(BaseCommand):
    help = "Create the residents of the README's tour and link them to the sandbox's suppliers."

    def handle(self, *args: Any, **options: Any) -> None:
        for seeded in RESIDENTS:
            self._link(_resident(seeded), seeded)

    def _link(self, resident: Resident, seeded: Seeded) -> None:
        actor, now = Actor(resident_id=resident.pk), timezone.now()
        linked = references_of(actor, now=now)
        for service in installed_services():
            if service.slug in seeded.services - linked.keys() and isinstance(service, ProvesLinks):
                facts = {fact.name: seeded.facts[fact.name] for fact in service.facts}
                by_post = isinstance(service, ProvesByPost)
                link(
                    actor=actor,
                    slug=service.slug,
                    reference=match(
                        actor=actor, slug=service.slug, service=service, facts=facts, now=now
                    ),
                    proof=Proof.POSTED_CODE if by_post else Proof.LETTER,
                    now=now,
                )
        if seeded.parking_notice and "parking" in seeded.services - linked.keys():
            vrm = seeded.letters["vehicle_registration"]
            add_notice(actor=actor, number=seeded.parking_notice, vrm=vrm, now=now)


def _resident(seeded: Seeded) -> Resident:
    known = Resident.objects.filter(uprn=seeded.uprn, last_name=seeded.last_name).first()
    if known:
        return known
    with transaction.atomic():
        return Resident.objects.create(
            user=_user(seeded.email) if seeded.email else None,
            first_name=seeded.first_name,
            last_name=seeded.last_name,
            born_on=seeded.born_on,
            address=seeded.address,
            postcode=seeded.postcode,
            uprn=seeded.uprn,
            email=seeded.email,
            telephone=seeded.telephone,
            preferred_route=Route.EMAIL if seeded.email else Route.LETTER,
        )


def _user(email: str) -> User:
    user = User.objects.create_user(email, PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
