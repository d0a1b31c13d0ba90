"""The changes a resident can tell us about, in the words we ask in."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ChangeKind:
    slug: str
    """The benefits system's own word for it."""
    title: str
    hint: str
    evidence: str
    """What we will ask to see, for the page that says what happens next."""


KINDS: Final = (
    ChangeKind(
        "income",
        "What you earn or get",
        "A job, hours, wages, pension or another benefit starts, stops or changes",
        "your last 5 weekly or 2 monthly payslips, or the letter about it",
    ),
    ChangeKind(
        "household",
        "Who lives with you",
        "Somebody moves in or out, a baby is born, a child leaves school, somebody dies",
        "something that shows who joined or left, such as a birth certificate",
    ),
    ChangeKind(
        "address",
        "Where you live",
        "You have moved, or will move",
        "a bill or tenancy agreement for the new address",
    ),
    ChangeKind(
        "rent",
        "Your rent",
        "It goes up or down, or what it pays for changes",
        "a letter from your landlord with the new rent",
    ),
    ChangeKind(
        "capital",
        "Savings or property",
        "Money in the bank, an inheritance, a house or shares",
        "bank statements for the last 2 months",
    ),
    ChangeKind("other", "Something else", "Anything else you think we should know", ""),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to challenge a decision."""

    slug: str
    """The benefits system's own word for it."""
    title: str
    hint: str
    noun: str


WAYS: Final = (
    Way(
        "revision",
        "Ask us to look at it again",
        "Somebody else here checks the decision. You can still appeal afterwards.",
        "Look again",
    ),
    Way(
        "appeal",
        "Appeal to a tribunal",
        "We check it first, then independent judges decide if we do not change it.",
        "Appeal",
    ),
)


def get_way(slug: str) -> Way:
    """Raises LookupError."""
    return {way.slug: way for way in WAYS}[slug]


def find_kind(slug: str) -> ChangeKind | None:
    return next((kind for kind in KINDS if kind.slug == slug), None)


def get_kind(slug: str) -> ChangeKind:
    """Raises LookupError."""
    kind = find_kind(slug)
    if kind is None:
        raise LookupError(slug)
    return kind
