"""The service tiles of the home page, and what is announced above them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cms.messages import Message

ANY_SERVICE = "cms/icons/service.html"


@dataclass(frozen=True, slots=True)
class Tile:
    title: str
    text: str
    href: str
    icons: list[str]
    """Templates to try in turn: the service's own picture, then any service's."""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    title: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What a service page says of itself on the home page."""

    service: str
    title: str
    summary: str
    href: str


def tiles_for(
    fronts: Iterable[Front], messages: Mapping[str, tuple[Message, ...]]
) -> tuple[Tile, ...]:
    """One tile per service page, saying so when something is the matter with the service."""
    return tuple(
        Tile(
            title=front.title,
            text=front.summary,
            href=front.href,
            icons=[f"cms/icons/{front.service}.html", ANY_SERVICE],
            status=_status(messages.get(front.service, ())),
        )
        for front in fronts
    )


def announced_for(
    fronts: Iterable[Front], messages: Mapping[str, tuple[Message, ...]]
) -> tuple[Announced, ...]:
    """Every message that shows now, also about a service that has no page of its own."""
    titles = {front.service: front.title for front in fronts}
    return tuple(
        Announced(title=titles.get(service, ""), messages=some)
        for service, some in messages.items()
    )


def _status(messages: tuple[Message, ...]) -> str:
    return messages[0].label if messages else ""
