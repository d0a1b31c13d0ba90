"""The paper that is already on people's doormats: one letter for each thing they can link."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.sandbox.personas import Person
from services.sandbox.postbox import messages

LONDON = ZoneInfo("Europe/London")
TELEPHONE = "01632 960 100"


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter before it has a date."""

    name: str
    days_ago: int
    subject: str
    body: str


def seed(rng: random.Random, *, today: date, people: Iterable[Person]) -> None:
    """Write the letters oldest first, as the post brought them."""
    letters = [(paper, person) for person in people for paper in _letters_to(person)]
    for paper, person in sorted(letters, key=lambda one: -one[0].days_ago):
        day = today - timedelta(days=paper.days_ago)
        messages.keep(
            messages.LETTER,
            to=f"{person.title} {person.full_name}",
            subject=paper.subject,
            body=f"Dear {person.title} {person.last_name}\n\n{paper.body}\n\nThornbridge Council",
            reference=f"{paper.name}-{person.name}",
            address=_address(person),
            sent_at=datetime.combine(day, time(8, 30), tzinfo=LONDON),
            key=f"{paper.name}-{person.name}",
        )


def _address(person: Person) -> tuple[str, ...]:
    return (
        f"{person.title} {person.full_name}",
        *(line.strip() for line in person.address.split(",")),
        person.postcode,
    )


def _letters_to(person: Person) -> Iterator[Paper]:
    if person.care_number:
        yield Paper(
            "care",
            61,
            "Your care and support",
            "This letter confirms that we have a care and support record for you.\n\n"
            f"Your care number: {person.care_number}\n\n"
            "Please have your care number ready when you contact us. To see your care and support "
            "online you need it with your last name and date of birth; we then post you a code."
            "\n\n"
            f"Adult social care: {TELEPHONE}",
        )
    if person.claim:
        yield Paper(
            "claim",
            47,
            "Your benefit claim",
            "We have looked at your claim again. Nothing has changed.\n\n"
            f"Your claim number: {person.claim}\n"
            f"Your National Insurance number: {person.national_insurance_number}\n\n"
            "Tell us within one month if your income, your rent or who lives with you changes. "
            "You can do this online with your claim number, your National Insurance number, your "
            f"date of birth and a code that we then post to you.\n\nBenefits: {TELEPHONE}",
        )
    yield from _everyday_letters_to(person)


def _everyday_letters_to(person: Person) -> Iterator[Paper]:
    if person.membership:
        yield Paper(
            "membership",
            38,
            "Welcome to Thornbridge Leisure",
            f"Your membership number: {person.membership}\n\n"
            "Show it at the desk of any of our centres. To book online, link your membership "
            f"with this number and your date of birth.\n\nThornbridge Leisure: {TELEPHONE}",
        )
    if person.permit:
        yield Paper(
            "permit",
            29,
            "Your parking permit",
            f"Your permit number: {person.permit}\nVehicle: {person.vrm}\n\n"
            "You do not need to show anything in your vehicle. To renew or change your permit "
            "online, link it with the permit number and your vehicle's registration number."
            f"\n\nParking: {TELEPHONE}",
        )
    if person.tenancy:
        yield Paper(
            "rent",
            16,
            "Your rent account",
            f"Your payment reference: {person.tenancy}\n\n"
            "Please quote your payment reference whenever you pay. To see your rent account and "
            "to report repairs online, link your tenancy with this reference, your date of birth "
            f"and your postcode.\n\nHousing: {TELEPHONE}",
        )
