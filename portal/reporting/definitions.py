"""The measures, as pure functions. Each says whose definition it is and where it was read.

Counts are of completed transactions by channel. A measure of nothing is a `Share` of nothing, which
has no percentage: a page must say so instead of showing 0%.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from accounts.channels import Channel

Counts = Mapping[Channel, int]

SMALL = range(1, 5)
"""Counts that are not shown: with 1 to 4 of something, somebody may recognise somebody."""


class MoreCompletedThanStarted(ValueError):
    """The counts contradict each other; a rate above 100% would hide it."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` out of `whole`."""

    part: int
    whole: int
    beside: int | None = field(default=None, compare=False)
    """A part that this one is itself a part of, and that is shown beside it."""

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} is not a part of {self.whole}")

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> Decimal | None:
        """To one place, halves up; never 100 or 0 unless it is all or nothing."""
        if self.fraction is None:
            return None
        exact = Decimal(self.part * 100) / Decimal(self.whole)
        rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        if self.part < self.whole:
            rounded = min(rounded, Decimal("99.9"))
        return max(rounded, Decimal("0.1")) if self.part else rounded

    @property
    def is_disclosive(self) -> bool:
        """A percentage would give away a count that is not shown."""
        around = (self.whole, self.whole if self.beside is None else self.beside)
        return self.part in SMALL or any(more - self.part in SMALL for more in around)


def digital_take_up(completed: Counts) -> Share:
    """Completed online, with or without help, out of completed through any channel.

    The current definition: transactions where somebody was helped to use the digital service count
    as digital. GOV.UK Service Manual, “Measuring digital take-up”,
    https://www.gov.uk/service-manual/measuring-success/measuring-digital-take-up
    """
    return Share(_digital(completed), sum(completed.values()))


def self_serve_share(completed: Counts) -> Share:
    """Completed online without help, out of completed through any channel.

    The older definition: assisted transactions “should be counted separately from digital
    transactions and should not count towards a service's digital take-up”. Government Service
    Design Manual (archived 2016), measurement/digital-takeup.
    """
    alone, everybody = completed.get(Channel.SELF_SERVE, 0), sum(completed.values())
    return Share(alone, everybody, beside=_digital(completed))


def completion_rate(*, started: int, completed: int) -> Share:
    """Completed out of started, for channels where we see the start.

    “Count the number of completed transactions. Divide it by the number of started transactions”,
    and it “should never be greater than 100%”. A correct refusal counts as completed; giving up and
    an error page do not. Government Service Design Manual (archived 2016),
    measurement/completion-rate.
    """
    if completed > started:
        raise MoreCompletedThanStarted(f"{completed} completed, {started} started")
    return Share(completed, started)


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one transaction through a channel costs, by whose word, from when on."""

    channel: Channel
    pence: int
    source: str
    since: date


@dataclass(frozen=True, slots=True)
class Cost:
    total_pence: int
    transactions: int

    @property
    def pence_each(self) -> int | None:
        """To the nearest penny, halves up; nothing when nothing was completed."""
        if not self.transactions:
            return None
        return (2 * self.total_pence + self.transactions) // (2 * self.transactions)


def cost_per_transaction(completed: Counts, costs: Mapping[Channel, UnitCost]) -> Cost | None:
    """Total cost over completed transactions; None when a channel that was used has no cost.

    “Divide the total cost of providing the service by the total number of completed transactions”;
    shared costs are split, start-up and enforcement costs left out. Government Service Design
    Manual (archived 2016), measurement/cost-per-transaction.
    """
    used = {channel: count for channel, count in completed.items() if count}
    if not used.keys() <= costs.keys():
        return None
    total = sum(count * costs[channel].pence for channel, count in used.items())
    return Cost(total_pence=total, transactions=sum(used.values()))


def costs_on(day: date, costs: Iterable[UnitCost]) -> dict[Channel, UnitCost]:
    """The cost that holds for each channel on `day`: the latest that has begun."""
    begun = sorted((cost for cost in costs if cost.since <= day), key=lambda cost: cost.since)
    return {cost.channel: cost for cost in begun}


def _digital(completed: Counts) -> int:
    return sum(count for channel, count in completed.items() if channel.is_digital)
