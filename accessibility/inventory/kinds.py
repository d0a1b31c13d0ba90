"""What is said of a page: its address, who may see it, and what to do to come to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

VISITOR = ""
"""Somebody who has not signed in."""
STRANGER = "stranger"
"""Somebody whom this portal has never seen: every page begins with an empty browser."""

CODE = "{code}"
"""Typed into a field: the code in the newest message to the address that was typed before."""
NEW = "{new}"
"""Typed into a field: something that nobody has typed before."""


@dataclass(frozen=True, slots=True)
class Press:
    """A link or a button of the page, by part of its name."""

    name: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Choose:
    """A radio button or a checkbox, by its label, in the group with this question if there are
    several with the same label."""

    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Another page, by the name of its address."""

    url_name: str


Step = Press | Fill | Choose | Open


@dataclass(frozen=True, slots=True)
class PageKind:
    name: str
    url_name: str
    """The name of its address, or the address itself of a page that editors write."""
    persona: str = VISITOR
    """Who opens it, by the name the sandbox knows them by: «amina», «joy»."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    starts_at: str = ""
    """The name of the page to begin on, when it cannot be opened by its address alone."""
    steps: tuple[Step, ...] = ()
    """What to press and fill in on the way, as a person would."""
    sends: bool = False
    """Coming here asks the council for something, or pays: not to be done to a live portal."""
    status: int = 200

    @property
    def path(self) -> str:
        """Where to start. Raise NoReverseMatch when the page is no longer there."""
        name = self.starts_at or self.url_name
        if name.startswith("/"):
            return name
        return reverse(name, kwargs=dict(self.arguments) or None)
