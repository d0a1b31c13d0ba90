"""Write down somebody who has no account, and often no e-mail, so that they can be helped."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.record import record
from accounts.notifications.models import Route
from accounts.residents.models import Resident

NEW_FOR = timedelta(days=1)


class AlreadyKnown(Exception):
    """Somebody of this name and birthday lives at this postcode already."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    first_name: str
    last_name: str
    born_on: date
    address: str
    postcode: str
    telephone: str = ""


def register_resident(newcomer: Newcomer, *, actor: Actor, now: datetime) -> Resident:
    """A record without a login and without an invented e-mail. Raises AlreadyKnown."""
    same = Resident.objects.filter(
        last_name__iexact=newcomer.last_name,
        born_on=newcomer.born_on,
        postcode__iexact=newcomer.postcode,
    )
    with transaction.atomic():
        if same.exists():
            raise AlreadyKnown
        resident = Resident.objects.create(
            first_name=newcomer.first_name,
            last_name=newcomer.last_name,
            born_on=newcomer.born_on,
            address=newcomer.address,
            postcode=newcomer.postcode,
            telephone=newcomer.telephone,
            preferred_route=Route.LETTER,
            created_at=now,
        )
        record(Event.RESIDENT_CREATED, actor=actor, resident_id=resident.pk)
    return resident


def is_new(resident: Resident, *, now: datetime) -> bool:
    """Written down at a desk a moment ago, by what somebody said: that proves nothing of them."""
    written_down = AuditEntry.objects.filter(
        resident_id=resident.pk, event=Event.RESIDENT_CREATED, happened_at__gt=now - NEW_FOR
    )
    return written_down.exclude(staff_id=None).exists()
