"""Everything the dashboard says, worked out before any template sees it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum, auto

from django.utils import timezone

from accounts.actor import Actor
from accounts.ownership import list_owned
from cms.messages import Message, live_messages
from services.contract import (
    AccountReference,
    Charge,
    ComingUp,
    Happening,
    Notice,
    ProvesByPost,
    ServiceAdapter,
    Summary,
)
from services.fan_out import DEADLINE_SECONDS, ask_services
from services.links import live_links
from services.models import Submission
from services.snapshots import Kept, keep_snapshots, kept_on

LATELY = 6


class CardState(StrEnum):
    READY = auto()
    LAST_KNOWN = auto()
    UNAVAILABLE = auto()
    NOT_LINKED = auto()


ANSWERED = {CardState.READY, CardState.NOT_LINKED}
"""Of the others something may be owed, or done, that we do not know."""


@dataclass(frozen=True, slots=True)
class Card:
    """One service on the dashboard. Only READY and LAST_KNOWN have a summary."""

    slug: str
    title: str
    state: CardState
    summary: Summary | None = None
    taken_at: datetime | None = None
    by_post: bool = False
    """To add it takes a code that comes by post: days, not minutes."""
    messages: tuple[Message, ...] = ()
    """What editors say about the service at the moment: an outage, planned work."""

    @property
    def url_slug(self) -> str:
        return self.slug.replace("_", "-")

    @property
    def index_url(self) -> str:
        return f"{self.slug}:index"

    @property
    def owed_pence(self) -> int:
        return sum(charge.amount_pence for charge in self.charges)

    @property
    def charges(self) -> tuple[Charge, ...]:
        return self.summary.charges if self.summary else ()


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The page: cards in the council's order, the rest soonest (or latest) first."""

    cards: tuple[Card, ...]
    to_do: tuple[tuple[str, Notice], ...]
    coming_up: tuple[tuple[str, ComingUp], ...]
    recent: tuple[tuple[str, Happening], ...]
    charges: tuple[Charge, ...]
    submissions: tuple[Submission, ...]
    total_is_complete: bool
    """False when a linked service has not said what is owed now: the page must say so."""

    @property
    def nothing_is_linked(self) -> bool:
        return all(card.state == CardState.NOT_LINKED for card in self.cards)

    @property
    def total_owed_pence(self) -> int:
        return sum(charge.amount_pence for charge in self.charges)


def build_dashboard(
    *,
    actor: Actor,
    services: Iterable[ServiceAdapter],
    now: datetime,
    deadline: float = DEADLINE_SECONDS,
) -> Dashboard:
    """Ask what is not fresh, all at once, and fall back on what is kept."""
    services = [service for service in services if actor.may_see(service.slug)]
    links = live_links(actor, now=now)
    kept = kept_on(links.values(), now=now)
    fresh = {} if actor.is_assisting else _fresh(kept, now=now)
    stale = {
        slug: AccountReference(link.reference) for slug, link in links.items() if slug not in fresh
    }
    asking = ask_services(stale, services=services, deadline=deadline)
    asked = list_owned(Submission, actor=actor)
    submissions = tuple(asked.only("pk", "state", "by_hand", "title", "promised_on")[:LATELY])
    messages = live_messages(now=now)
    summaries = asking.answers().summaries
    keep_snapshots(actor.acting_for, summaries, taken_at=now)
    answered = {slug: Kept(summary, now) for slug, summary in summaries.items()}
    cards = tuple(
        replace(
            _card(service, linked=service.slug in links, new={**fresh, **answered}, old=kept),
            messages=messages.get(service.slug, ()),
        )
        for service in services
    )
    return _dashboard(cards, submissions, today=timezone.localdate(now))


def _fresh(kept: dict[str, Kept], *, now: datetime) -> dict[str, Kept]:
    return {slug: answer for slug, answer in kept.items() if answer.is_fresh(now=now)}


def _card(
    service: ServiceAdapter, *, linked: bool, new: dict[str, Kept], old: dict[str, Kept]
) -> Card:
    slug, title = service.slug, service.title
    if not linked:
        by_post = isinstance(service, ProvesByPost)
        return Card(slug, title, CardState.NOT_LINKED, by_post=by_post)
    if slug in new:
        return Card(slug, title, CardState.READY, new[slug].summary, new[slug].taken_at)
    if slug in old:
        return Card(slug, title, CardState.LAST_KNOWN, old[slug].summary, old[slug].taken_at)
    return Card(slug, title, CardState.UNAVAILABLE)


def _dashboard(
    cards: tuple[Card, ...], submissions: tuple[Submission, ...], *, today: date
) -> Dashboard:
    told = [(card.slug, card.summary) for card in cards if card.summary]
    to_do = [(slug, notice) for slug, summary in told for notice in summary.notices]
    coming = [(slug, event) for slug, summary in told for event in summary.coming_up]
    recent = [(slug, event) for slug, summary in told for event in summary.recent]
    return Dashboard(
        cards=cards,
        to_do=tuple(sorted(to_do, key=lambda pair: pair[1].act_by or date.max)),
        coming_up=tuple(
            sorted((pair for pair in coming if pair[1].on >= today), key=lambda pair: pair[1].on)
        )[:LATELY],
        recent=tuple(sorted(recent, key=lambda pair: pair[1].on, reverse=True))[:LATELY],
        charges=_soonest_first(charge for card in cards for charge in card.charges),
        submissions=submissions,
        total_is_complete=all(card.state in ANSWERED for card in cards),
    )


def _soonest_first(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    return tuple(sorted(charges, key=lambda charge: charge.due_on or date.max))
