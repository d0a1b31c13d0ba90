"""Which account in a council system is this resident's, and how they proved it."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.ownership import list_owned
from services.contract import AccountReference, ProvesByPost, ProvesLinks, ServiceUnavailable
from services.models import LinkAttempt, Proof, ServiceLink
from services.network import run
from services.snapshots import forget_snapshot

TRIES_PER_DAY = 3
TABS = 5
"""So many that add something at the same moment do not lose what the others add."""
LINK_LASTS = timedelta(days=3 * 365)


class NotLinked(Exception):
    """The resident has not linked this service yet."""


class LinkRejected(Exception):
    """The facts do not agree with any account. Says no more than that."""


class TooManyTries(Exception):
    """Three wrong tries in a day, by this resident or at this account."""


class AlreadyLinked(Exception):
    """This resident has linked this service already."""


class FactsAreNotEnough(Exception):
    """This service is linked with a code in the post: see `posted_codes`."""


def live_links(actor: Actor, *, now: datetime) -> dict[str, ServiceLink]:
    """Every live link of the resident, by service: one query."""
    links = list_owned(ServiceLink, actor=actor)
    return {link.service: link for link in links if link.lives(now=now)}


def references_of(actor: Actor, *, now: datetime) -> dict[str, AccountReference]:
    """What the resident's account is called in each service that is linked: one query."""
    return {
        service: AccountReference(link.reference)
        for service, link in live_links(actor, now=now).items()
    }


def reference_for(actor: Actor, service: str, *, now: datetime) -> AccountReference:
    """The resident's account at this service. Raises NotLinked."""
    reference = references_of(actor, now=now).get(service)
    if reference is None:
        raise NotLinked(service)
    return reference


def link_with_facts(
    *, actor: Actor, slug: str, service: ProvesLinks, facts: Mapping[str, str], now: datetime
) -> ServiceLink:
    """Link the account all facts agree on.

    Raises FactsAreNotEnough, AlreadyLinked, or what `match` raises.
    """
    if isinstance(service, ProvesByPost):
        raise FactsAreNotEnough(slug)
    reference = match(actor=actor, slug=slug, service=service, facts=facts, now=now)
    return link(actor=actor, slug=slug, reference=reference, proof=Proof.LETTER, now=now)


def match(
    *, actor: Actor, slug: str, service: ProvesLinks, facts: Mapping[str, str], now: datetime
) -> AccountReference:
    """The account all facts agree on; a wrong try is counted and audited.

    Raises TooManyTries, LinkRejected, or ServiceUnavailable (which costs no try).
    """
    with _one_try(actor, slug, facts[service.facts[0].name], now=now):
        reference = run(service.match_account(facts))
        if reference is None:
            raise LinkRejected
    return reference


def link(
    *, actor: Actor, slug: str, reference: AccountReference, proof: Proof, now: datetime
) -> ServiceLink:
    """Write the link down, and who made it. Raises AlreadyLinked."""
    try:
        with transaction.atomic():
            mine = list_owned(ServiceLink, actor=actor).filter(service=slug)
            mine.filter(expires_at__lte=now).delete()
            made = ServiceLink.objects.create(
                resident_id=actor.acting_for,
                service=slug,
                reference=reference,
                # What a page that opened before is told about another account is not kept here.
                snapshot_at=now,
                proof=proof,
                linked_at=now,
                expires_at=now + LINK_LASTS,
            )
            record(Event.LINK_MADE, actor=actor, subject=slug, proof=proof.value)
    except IntegrityError as conflict:
        raise AlreadyLinked(slug) from conflict
    return made


def widen(
    *,
    actor: Actor,
    slug: str,
    proved_by: str,
    find: Callable[[AccountReference], AccountReference | None],
    now: datetime,
) -> None:
    """Let the link open something more, or make the first link of a service that grows.

    `find` is given what the link opens today and answers with what it will open, or None when the
    facts match nothing; `proved_by` is the first fact, so that nobody can hammer one record.
    What another tab adds meanwhile stays: then `find` is asked again.
    Raises TooManyTries, LinkRejected, or ServiceUnavailable (which costs no try).
    """
    with _one_try(actor, slug, proved_by, now=now):
        for _ in range(TABS):
            opens = references_of(actor, now=now).get(slug, AccountReference(""))
            will_open = find(opens)
            if will_open is None:
                raise LinkRejected
            if _open_more(actor, slug, opens, will_open, now=now):
                return
        raise ServiceUnavailable("the link does not stand still")


def narrow(*, actor: Actor, slug: str, reference: AccountReference) -> None:
    """Let the link open only this, as long as it would have; without anything left it goes."""
    if not reference:
        unlink(actor=actor, slug=slug)
    else:
        _change(actor, slug, Q(), reference=reference)


def unlink(*, actor: Actor, slug: str) -> None:
    """Forget which account it is, and what we kept of it. Harmless when there is no link."""
    with transaction.atomic():
        removed, _ = list_owned(ServiceLink, actor=actor).filter(service=slug).delete()
        if removed:
            record(Event.LINK_REMOVED, actor=actor, subject=slug)


def _open_more(
    actor: Actor, slug: str, opens: str, will_open: AccountReference, *, now: datetime
) -> bool:
    """False when the link does not open any more what it did a moment ago."""
    as_it_was = Q(reference=opens) | Q(expires_at__lte=now)
    if _change(actor, slug, as_it_was, reference=will_open, expires_at=now + LINK_LASTS):
        return True
    try:
        link(actor=actor, slug=slug, reference=will_open, proof=Proof.LETTER, now=now)
    except AlreadyLinked:
        return False
    return True


def _change(actor: Actor, slug: str, which: Q, **to: AccountReference | datetime) -> bool:
    """Whether there was such a link to change."""
    with transaction.atomic():
        mine = list_owned(ServiceLink, actor=actor).filter(which, service=slug)
        changed = mine.update(**to)
        if changed:
            forget_snapshot(actor.acting_for, slug)
            record(Event.LINK_CHANGED, actor=actor, subject=slug)
    return bool(changed)


@contextmanager
def _one_try(actor: Actor, slug: str, proved_by: str, *, now: datetime) -> Iterator[None]:
    """Counted before anybody looks, so that a hundred guesses at once get three looks as well.

    What is right costs no try, nor does a service that does not answer.
    """
    attempt = _take_try(actor, slug, _facts_hash(slug, proved_by), now=now)
    try:
        yield
    except LinkRejected:
        record(Event.LINK_REFUSED, actor=actor, subject=slug)
        raise
    except ServiceUnavailable:
        attempt.delete()
        raise
    attempt.delete()


def _take_try(actor: Actor, slug: str, facts_hash: str, *, now: datetime) -> LinkAttempt:
    """Raises TooManyTries. Those at the same moment see each other: rather none than one more."""
    taken = LinkAttempt.objects.create(
        resident_id=actor.acting_for, service=slug, facts_hash=facts_hash, tried_at=now
    )
    lately = LinkAttempt.objects.filter(tried_at__gt=now - timedelta(days=1))
    by_resident = lately.filter(resident_id=actor.acting_for, service=slug).count()
    at_account = lately.filter(facts_hash=facts_hash).count()
    if max(by_resident, at_account) > TRIES_PER_DAY:
        taken.delete()
        raise TooManyTries
    return taken


def _facts_hash(slug: str, account_number: str) -> str:
    tidy = "".join(account_number.split()).upper()
    return hashlib.sha256(f"{slug}:{tidy}".encode()).hexdigest()
