"""Record, find and end a resident's permission for somebody to act for them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.channels import Channel
from accounts.mandates.models import Agreed, EndedBy, Mandate
from accounts.mandates.standing import THEMSELVES, Standing
from accounts.mandates.wording import Language, hash_of, version_for


class AgreedBefore(Exception):
    """This agreement was written down already: each is asked for, and counts, once."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a resident agreed to, before it is a mandate."""

    resident_id: UUID
    services: tuple[str, ...]
    channel: Channel
    agreed_how: Agreed
    words_shown: str
    ends_at: datetime
    witness: str = ""
    language: Language = Language.ENGLISH
    standing: Standing = THEMSELVES
    mandate_id: UUID = field(default_factory=uuid4)


def record_mandate(consent: Consent, *, actor: Actor, now: datetime) -> Mandate:
    """Write the agreement down, with the exact words and their hash. Raises AgreedBefore."""
    with transaction.atomic():
        mandate, is_new = Mandate.objects.get_or_create(
            pk=consent.mandate_id,
            defaults={
                "resident_id": consent.resident_id,
                "staff_id": actor.staff_id,
                "services": list(consent.services),
                "channel": consent.channel,
                "agreed_how": consent.agreed_how,
                "witness": consent.witness,
                "authority": consent.standing.authority,
                "given_by": consent.standing.name,
                "authority_ends_on": consent.standing.ends_on,
                "language": consent.language,
                "wording_version": version_for(consent.standing.authority),
                "words_shown": consent.words_shown,
                "words_hash": hash_of(consent.words_shown),
                "starts_at": now,
                "ends_at": consent.ends_at,
            },
        )
        if not is_new:
            raise AgreedBefore
        record(
            Event.MANDATE_RECORDED,
            actor=actor,
            resident_id=consent.resident_id,
            subject=str(mandate.pk),
            services=_listed(consent.services),
            agreed_how=consent.agreed_how.value,
            words_hash=mandate.words_hash,
            authority=consent.standing.authority.value,
        )
    return mandate


def list_live_mandates(resident_id: UUID, *, now: datetime) -> QuerySet[Mandate]:
    """Whoever may act for this resident right now, newest first."""
    mandates = Mandate.objects.filter(resident_id=resident_id, ended_at=None)
    return mandates.filter(starts_at__lte=now, ends_at__gt=now).order_by("-starts_at")


def end_mandate(mandate: Mandate, *, actor: Actor, by: EndedBy, now: datetime) -> bool:
    """End it at once. False when it had ended already, which is harmless."""
    with transaction.atomic():
        ended = Mandate.objects.filter(pk=mandate.pk, ended_at=None).update(
            ended_at=now, ended_by=by
        )
        if ended:
            record(
                Event.MANDATE_ENDED,
                actor=actor,
                resident_id=mandate.resident_id,
                subject=str(mandate.pk),
                by=by.value,
            )
    return bool(ended)


def end_all_mandates(resident_id: UUID, *, actor: Actor, by: EndedBy, now: datetime) -> None:
    """From now on nobody acts for this resident."""
    with transaction.atomic():
        # All of them in hand before the first line of the trail: whoever ends one by itself
        # meanwhile would wait for the trail, and we for them.
        for mandate in list(list_live_mandates(resident_id, now=now).select_for_update()):
            end_mandate(mandate, actor=actor, by=by, now=now)


def _listed(services: Iterable[str]) -> str:
    return ", ".join(sorted(services))
