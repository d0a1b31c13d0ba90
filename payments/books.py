"""The gateway's books of one day beside ours. Pure: no database, no clock, no gateway.

A line of ours and a line of theirs are the same when they name the same payment or refund, on
whatever side of midnight each was written. Nothing is left out: what is different adds up, to the
penny, to what the totals differ by.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from payments.gateway import EntryKind, SeenEntry
from payments.states import MismatchKind

LONDON = ZoneInfo("Europe/London")
CURRENCY = "gbp"
Key = tuple[EntryKind, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A payment or a refund in one of the books; money given back is negative."""

    kind: EntryKind
    gateway_reference: str
    payment_reference: str
    reference: str
    amount_pence: int
    at: datetime

    @property
    def key(self) -> Key:
        return self.kind, self.gateway_reference


@dataclass(frozen=True, slots=True)
class Difference:
    """What a person must look at; `here` and `there` are pence, and never both the same."""

    kind: MismatchKind
    subject: str
    payment_reference: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A day as both books have it."""

    here: tuple[Line, ...]
    there: tuple[Line, ...]
    differences: tuple[Difference, ...]


def bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight in London: 23 or 25 hours when the clocks change."""
    start, end = (
        datetime.combine(on, time.min, tzinfo=LONDON) for on in (day, day + timedelta(days=1))
    )
    return start, end


def compare(
    here: Iterable[Line], there: Iterable[SeenEntry], *, since: datetime, until: datetime
) -> Comparison:
    """Give both books with some hours to spare: only what belongs to the day is told of."""
    ours, theirs = _by_key(here), _by_key(_lines(there))
    keys = [
        key
        for key in {**theirs, **ours}
        # When both have it, their moment decides: they had the money first.
        if since <= (theirs.get(key) or ours[key])[0].at < until
    ]
    return Comparison(
        here=tuple(line for key in keys for line in ours.get(key, ())),
        there=tuple(line for key in keys for line in theirs.get(key, ())),
        differences=tuple(_differences(keys, ours, theirs)),
    )


def total(lines: Iterable[Line], kind: EntryKind | None = None) -> int:
    return sum(line.amount_pence for line in lines if kind in (None, line.kind))


def _lines(entries: Iterable[SeenEntry]) -> Iterator[Line]:
    for entry in entries:
        is_pounds = entry.currency == CURRENCY
        yield Line(
            kind=entry.kind if is_pounds else EntryKind.OTHER,
            gateway_reference=entry.gateway_reference,
            payment_reference=entry.payment_reference,
            reference=entry.reference,
            amount_pence=entry.amount_pence if is_pounds else 0,
            at=entry.at,
        )


def _by_key(lines: Iterable[Line]) -> dict[Key, list[Line]]:
    found: dict[Key, list[Line]] = {}
    for line in lines:
        found.setdefault(line.key, []).append(line)
    return found


def _differences(
    keys: Iterable[Key], ours: dict[Key, list[Line]], theirs: dict[Key, list[Line]]
) -> Iterator[Difference]:
    for key in keys:
        mine, others = ours.get(key, []), theirs.get(key, [])
        here, there = total(mine), total(others)
        if mine and others and here == there:
            continue
        known = (mine or others)[0]
        kind = MismatchKind.BOOKS_DIFFER
        if not mine:
            kind = MismatchKind.ONLY_THERE
        elif not others:
            kind = MismatchKind.ONLY_HERE
        subject = known.reference if known.kind is EntryKind.PAYMENT else ""
        yield Difference(
            kind, subject or known.gateway_reference, known.payment_reference, here, there
        )
