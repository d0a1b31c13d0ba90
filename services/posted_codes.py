"""A code in the post: how a resident proves that a very private account is theirs.

Whoever shares a home may have read the letters. So for these services the facts only make us post
a code, to the name and address that the service itself holds; typing it in makes the link.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.notifications.models import Route
from accounts.notifications.send import Notification, send
from accounts.ownership import list_owned
from services import links
from services.contract import AccountReference, PostalAddress, ProvesByPost
from services.models import PostedCode, Proof, ServiceLink
from services.network import run
from services.references import new_reference

CODE_LASTS = timedelta(days=28)
NEXT_LETTER_AFTER = timedelta(days=7)
"""The post has had its time; and nobody's doormat is filled by somebody else."""
TRIES = 3
LETTERS_AT_ONCE = 3
"""To one account, whoever asked."""


class PostedLately(Exception):
    """A letter was sent in the last days; another one can be from `next_on`."""

    def __init__(self, next_at: datetime) -> None:
        super().__init__(next_at)
        self.next_on = timezone.localdate(next_at)


class NoCode(Exception):
    """No code is waiting: none was posted, it is too old, or it was typed wrong too often."""


class WrongCode(Exception):
    """That is not the code; `tries_left` more can be made."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left


def post_code(
    *, actor: Actor, slug: str, service: ProvesByPost, facts: Mapping[str, str], now: datetime
) -> None:
    """Post a code to whom the facts are about. An older one of this resident is void.

    Raises AlreadyLinked, PostedLately, TooManyTries, LinkRejected, or ServiceUnavailable.
    """
    if slug in links.references_of(actor, now=now):
        raise links.AlreadyLinked(slug)
    _check_letters(actor, slug, now=now)
    reference = links.match(actor=actor, slug=slug, service=service, facts=facts, now=now)
    _check_doormat(slug, reference, now=now)
    address = run(service.fetch_postal_address(reference))
    code = new_reference()
    with transaction.atomic():
        _keep(actor, slug, reference, code, now=now)
        _write(actor, address, title=service.title, code=code, last_day=_last_whole_day(now))
        record(Event.LINK_CODE_POSTED, actor=actor, subject=slug)


def find_code(*, actor: Actor, slug: str, now: datetime) -> PostedCode | None:
    """The code that can still be typed in, if there is one."""
    usable = _codes(actor, slug).filter(posted_at__gt=now - CODE_LASTS, wrong_tries__lt=TRIES)
    return usable.first()


def enter_code(*, actor: Actor, slug: str, code: str, now: datetime) -> ServiceLink:
    """Link what the code stands for. Raises NoCode, WrongCode or AlreadyLinked."""
    with transaction.atomic():
        list(_codes(actor, slug).select_for_update())
        posted = find_code(actor=actor, slug=slug, now=now)
        if posted is None:
            raise NoCode
        if _is_right(posted, actor, code):
            posted.delete()
            reference = AccountReference(posted.reference)
            proof = Proof.POSTED_CODE
            return links.link(actor=actor, slug=slug, reference=reference, proof=proof, now=now)
        posted.wrong_tries += 1
        posted.save(update_fields=["wrong_tries"])
        record(Event.LINK_REFUSED, actor=actor, subject=slug)
    raise WrongCode(TRIES - posted.wrong_tries)


def _codes(actor: Actor, slug: str) -> QuerySet[PostedCode]:
    return list_owned(PostedCode, actor=actor).filter(service=slug)


def _keep(
    actor: Actor, slug: str, reference: AccountReference, code: str, *, now: datetime
) -> None:
    """In place of an older one. Of two presses at once the second is told of the first letter."""
    _check_letters(actor, slug, now=now)
    _codes(actor, slug).delete()
    try:
        PostedCode.objects.create(
            resident_id=actor.acting_for,
            service=slug,
            reference=reference,
            code_hash=_hash(actor, slug, code, key=settings.SECRET_KEY),
            posted_at=now,
        )
    except IntegrityError as meanwhile:
        raise PostedLately(now + NEXT_LETTER_AFTER) from meanwhile


def _check_letters(actor: Actor, slug: str, *, now: datetime) -> None:
    """Raises PostedLately. From the morning of `next_on`, as the page says."""
    posted = _codes(actor, slug).first()
    if posted is None:
        return
    lately = PostedLately(posted.posted_at + NEXT_LETTER_AFTER)
    if timezone.localdate(now) < lately.next_on:
        raise lately


def _last_whole_day(now: datetime) -> date:
    """The last on which a code that is posted now works until midnight."""
    return timezone.localdate(now + CODE_LASTS) - timedelta(days=1)


def _check_doormat(slug: str, reference: AccountReference, *, now: datetime) -> None:
    under_way = PostedCode.objects.filter(
        service=slug, reference=reference, posted_at__gt=now - CODE_LASTS
    )
    if under_way.count() >= LETTERS_AT_ONCE:
        raise links.TooManyTries


def _is_right(posted: PostedCode, actor: Actor, code: str) -> bool:
    """A letter that was under way when SECRET_KEY changed still opens."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    hashes = [_hash(actor, posted.service, code, key=key) for key in keys]
    return any(constant_time_compare(posted.code_hash, each) for each in hashes)


def _hash(actor: Actor, slug: str, code: str, *, key: str) -> str:
    """Of one code for one resident at one service; however it is typed."""
    tidy = "".join(each for each in code.upper() if each.isalnum())
    whose = f"{actor.acting_for}:{tidy}"
    return salted_hmac(f"{__name__}:{slug}", whose, secret=key, algorithm="sha256").hexdigest()


def _write(actor: Actor, address: PostalAddress, *, title: str, code: str, last_day: date) -> None:
    send(
        Notification(
            template="link-code",
            route=Route.LETTER,
            to="\n".join(address.lines),
            reference=f"link-code-{uuid.uuid4()}",
            resident_id=actor.acting_for,
            one_time=True,
            personalisation={
                "name": address.name,
                "service": title,
                "code": code,
                "last_day": f"{last_day:%-d %B %Y}",
            },
        )
    )
