"""Find one resident by facts they tell us. Never a list to browse."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace

from accounts.actor import Actor
from accounts.assisted import policies
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.record import record
from accounts.residents.models import TIDY_POSTCODE, Resident
from accounts.staff.models import StaffMember

AT_LEAST = 2
AT_MOST = 10
AN_HOUR = timedelta(hours=1)
DIGITS_THAT_COUNT = 9
"""Of a telephone number, from its end: 07700 900141 and +44 7700 900141 are the same."""


class TooFewFacts(Exception):
    """Two facts at least: one alone would list neighbours and namesakes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the resident said. Each must match exactly; nothing here is a pattern."""

    last_name: str = ""
    born_on: date | None = None
    postcode: str = ""
    telephone: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The facts that say something, tidied, by name."""
        digits = re.sub(r"\D", "", self.telephone)
        tidy = {
            "last name": " ".join(self.last_name.casefold().split()),
            "date of birth": self.born_on.isoformat() if self.born_on else "",
            "postcode": re.sub(r"[^A-Z0-9]", "", self.postcode.upper()),
            "telephone": digits[-DIGITS_THAT_COUNT:] if len(digits) > DIGITS_THAT_COUNT else "",
        }
        return {name: value for name, value in tidy.items() if value}


@dataclass(frozen=True, slots=True)
class Match:
    """As little of a resident as it takes to recognise them."""

    resident_id: UUID
    initials: str
    born_in: str
    district: str


@dataclass(frozen=True, slots=True)
class Found:
    matches: tuple[Match, ...]
    too_many: bool
    """Then there are no matches: ask for another fact."""


def find_residents(facts: Facts, *, actor: Actor, now: datetime) -> Found:
    """Up to ten residents on whom every fact agrees, masked.

    Audited with a hash of the facts. Raises TooFewFacts, and NotPermitted to somebody who looks for
    one person after the other and helps none.
    """
    given = facts.given
    if len(given) < AT_LEAST:
        raise TooFewFacts
    with transaction.atomic():
        # One search after the other: of fifty sent at once none would see the others.
        list(StaffMember.objects.select_for_update().filter(pk__in=[actor.staff_id]))
        policies.check_may_look_up(count_lookups(actor, now=now))
        rows = list(_matching(given)[: AT_MOST + 1])
        too_many = len(rows) > AT_MOST
        record(
            Event.RESIDENTS_SEARCHED,
            actor=actor,
            subject=hash_of(given),
            identifiers=", ".join(given),
            found=f"more than {AT_MOST}" if too_many else len(rows),
        )
    return Found(() if too_many else tuple(masked(row) for row in rows), too_many)


def count_lookups(actor: Actor, *, now: datetime) -> int:
    """Searches in the last hour, since this member of staff last began to help somebody."""
    lately = AuditEntry.objects.filter(staff_id=actor.staff_id, happened_at__gt=now - AN_HOUR)
    helped = lately.filter(event=Event.SESSION_STARTED).order_by("-id").first()
    searches = lately.filter(event=Event.RESIDENTS_SEARCHED)
    return (searches.filter(pk__gt=helped.pk) if helped else searches).count()


def hash_of(given: dict[str, str]) -> str:
    """The same search gives the same hash; nobody without our key can try names against it."""
    words = "\n".join(f"{name}={value}" for name, value in sorted(given.items()))
    key = hashlib.sha256(b"assisted.search:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()


def masked(resident: Resident) -> Match:
    """Enough to tell two people apart who match, and no more."""
    return Match(
        resident_id=resident.pk,
        initials=" ".join(f"{name[:1]}." for name in (resident.first_name, resident.last_name)),
        born_in=str(resident.born_on.year) if resident.born_on else "not known",
        district=resident.postcode.strip()[:-3].strip() or "not known",
    )


def _matching(given: dict[str, str]) -> QuerySet[Resident]:
    residents = Resident.objects.order_by("last_name", "first_name", "id")
    if "last name" in given:
        residents = residents.filter(last_name__iexact=given["last name"])
    if "date of birth" in given:
        residents = residents.filter(born_on=given["date of birth"])
    if "postcode" in given:
        residents = residents.alias(tidy=TIDY_POSTCODE).filter(tidy=given["postcode"])
    if "telephone" in given:
        digits = Replace(F("telephone"), Value(" "))
        residents = residents.annotate(digits=digits).filter(digits__endswith=given["telephone"])
    return residents
