"""The report a service manager reads: figures beside last year's, and tables safe to show."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from accounts.channels import Channel
from portal.reporting import definitions
from portal.reporting.costs import unit_costs
from portal.reporting.definitions import Cost, Share
from portal.reporting.evening import Part
from portal.reporting.periods import Period, add_months
from portal.reporting.reading import Facts, read_facts
from portal.reporting.suppression import SafeTable, suppress

GIVEN_UP, DONE = "Given up", "Completed"
Task = tuple[str, str]
"""Service and task."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the manager asked for. An empty service means all of them, no channel all of them."""

    period: Period
    services: tuple[str, ...]
    """Slugs of all the services there are to report on, in their order."""
    service: str = ""
    channel: Channel | None = None

    @property
    def channels(self) -> tuple[Channel, ...]:
        return (self.channel,) if self.channel else tuple(Channel)

    @property
    def asked_services(self) -> tuple[str, ...]:
        return (self.service,) if self.service else self.services


@dataclass(frozen=True, slots=True)
class Figure:
    """A share now and a year earlier; either may be of nothing."""

    now: Share
    then: Share

    @property
    def points(self) -> Decimal | None:
        """Percentage points more, or fewer, than a year earlier."""
        if self.now.percent is None or self.then.percent is None or self.is_disclosive:
            return None
        return self.now.percent - self.then.percent

    @property
    def is_disclosive(self) -> bool:
        return self.now.is_disclosive or self.then.is_disclosive


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Both definitions of it, side by side; a report that shows one is wrong for somebody."""

    digital: Figure
    self_serve: Figure


@dataclass(frozen=True, slots=True)
class Report:
    question: Question
    as_at: datetime | None
    counted_months: tuple[date, ...]
    """Months for which every channel's count is in; take-up and cost are of these alone."""
    awaited_months: frozenset[date]
    """Months for which nobody has counted the other channels yet."""
    uncounted_services: tuple[str, ...]
    """Services whose other channels nobody has counted: in no take-up, cost or total."""
    take_up: TakeUp
    take_up_by_service: Mapping[str, TakeUp]
    completion: Figure
    transactions: int
    transactions_a_year_earlier: int
    cost: Cost | None
    cost_a_year_earlier: Cost | None
    by_month: SafeTable[date, Channel]
    by_service: SafeTable[str, Channel]
    by_task: SafeTable[Task, str]

    @property
    def is_empty(self) -> bool:
        return not (self.by_month.total or self.by_task.total)


def make_report(question: Question) -> Report:
    return report_of(read_facts(question.period), question)


def report_of(facts: Facts, question: Question) -> Report:
    asked = question.period.months
    months = _counted_months(facts, question)
    earlier = _months_to_compare(facts, question, months)
    now = _by_channel(facts, question, months)
    then = _by_channel(facts, question, earlier)
    return Report(
        question=question,
        as_at=facts.as_at,
        counted_months=tuple(months),
        awaited_months=frozenset(asked) - {month for month, _ in _elsewhere(facts, question)},
        uncounted_services=_uncounted_services(facts, question),
        take_up=_take_up(now, then),
        take_up_by_service=_take_up_by_service(facts, question, months, earlier),
        completion=Figure(
            _rate(facts, question, asked),
            _rate(facts, question, _months_seen_a_year_earlier(facts, question)),
        ),
        transactions=sum(now.values()),
        transactions_a_year_earlier=sum(then.values()),
        cost=_cost(now, months),
        cost_a_year_earlier=_cost(then, months),
        by_month=_by_month(facts, question),
        by_service=_by_service(facts, question),
        by_task=_by_task(facts, question),
    )


def _take_up(now: Counter[Channel], then: Counter[Channel]) -> TakeUp:
    return TakeUp(
        Figure(definitions.digital_take_up(now), definitions.digital_take_up(then)),
        Figure(definitions.self_serve_share(now), definitions.self_serve_share(then)),
    )


def _take_up_by_service(
    facts: Facts, question: Question, months: list[date], earlier: list[date]
) -> dict[str, TakeUp]:
    """Of the same months as the take-up of all of them, so that the one is made of the others."""
    alone = {service: replace(question, service=service) for service in question.asked_services}
    return {
        service: _take_up(_by_channel(facts, its, months), _by_channel(facts, its, earlier))
        for service, its in alone.items()
    }


def _counted_months(facts: Facts, question: Question) -> list[date]:
    """Take-up divides by all channels of the same period, so a month waits until all are counted.

    A service that no other channel has ever counted for does not hold the others up, and is not
    in their take-up either.
    """
    counted = _elsewhere(facts, question)
    awaited = _counted_services(facts, question) & set(question.asked_services)
    return [
        month
        for month in question.period.months
        if awaited and all((month, service) in counted for service in awaited)
    ]


def _months_to_compare(facts: Facts, question: Question, months: list[date]) -> list[date]:
    """The same months a year earlier, or none of them when one was not counted in full."""
    earlier = [add_months(month, -12) for month in months]
    counted = {month for month, _ in _elsewhere(facts, question)}
    return earlier if counted.issuperset(earlier) else []


def _months_seen_a_year_earlier(facts: Facts, question: Question) -> tuple[date, ...]:
    """None of them when our own counting began after the year before did."""
    earlier = question.period.a_year_earlier.months
    seen = {month for (month, _, _, _), _ in _asked(facts.given_up, question, earlier)}
    return earlier if seen.issuperset(earlier) else ()


def _elsewhere(facts: Facts, question: Question) -> set[tuple[date, str]]:
    return {each for each in facts.counted_elsewhere if question.service in {"", each[1]}}


def _counted_services(facts: Facts, question: Question) -> set[str]:
    return {service for _, service in _elsewhere(facts, question)}


def _uncounted_services(facts: Facts, question: Question) -> tuple[str, ...]:
    counted = _counted_services(facts, question)
    used = {part[1] for part, _ in _asked(facts.completed, question, question.period.months)}
    return tuple(slug for slug in question.asked_services if slug in used - counted)


def _asked(
    counts: Mapping[Part, int], question: Question, months: Iterable[date]
) -> Iterator[tuple[Part, int]]:
    """What a figure is added up from: the service and the months, through any channel."""
    wanted = set(months)
    for part, count in counts.items():
        month, service, _, _ = part
        if month in wanted and question.service in {"", service}:
            yield part, count


def _by_channel(facts: Facts, question: Question, months: Iterable[date]) -> Counter[Channel]:
    """Of the services whose every channel is counted: another would look all digital."""
    counted = _counted_services(facts, question)
    counts: Counter[Channel] = Counter()
    for (_, service, _, channel), count in _asked(facts.completed, question, months):
        if service in counted:
            counts[channel] += count
    return counts


def _rate(facts: Facts, question: Question, months: Iterable[date]) -> Share:
    tasks = _tasks(facts, question, months)
    completed = sum(count for (_, what), count in tasks.items() if what == DONE)
    return definitions.completion_rate(started=sum(tasks.values()), completed=completed)


def _cost(completed: Counter[Channel], months: list[date]) -> Cost | None:
    if not months:
        return None
    costs = definitions.costs_on(months[-1], unit_costs())
    return definitions.cost_per_transaction(completed, costs)


def _by_month(facts: Facts, question: Question) -> SafeTable[date, Channel]:
    counts: Counter[tuple[date, Channel]] = Counter()
    for (month, _, _, channel), count in _asked(facts.completed, question, question.period.months):
        counts[month, channel] += count
    return suppress(counts, rows=question.period.months, columns=question.channels)


def _by_service(facts: Facts, question: Question) -> SafeTable[str, Channel]:
    counts: Counter[tuple[str, Channel]] = Counter()
    for (_, service, _, channel), count in _asked(
        facts.completed, question, question.period.months
    ):
        counts[service, channel] += count
    return suppress(counts, rows=question.asked_services, columns=question.channels)


def _by_task(facts: Facts, question: Question) -> SafeTable[Task, str]:
    """Given up and completed add up to started, so all three are protected together."""
    counts = _tasks(facts, question, question.period.months)
    tasks = {task for task, _ in counts}
    return suppress(
        counts, rows=sorted(tasks, key=lambda task: _ease(counts, task)), columns=(DONE, GIVEN_UP)
    )


def _tasks(facts: Facts, question: Question, months: Iterable[date]) -> Counter[tuple[Task, str]]:
    """What became of each task's attempts through the channels asked for, where we see them."""
    counts: Counter[tuple[Task, str]] = Counter()
    for what, source in ((DONE, facts.completed), (GIVEN_UP, facts.given_up)):
        for (_, service, task, channel), count in _asked(source, question, months):
            if channel.is_digital and channel in question.channels:
                counts[(service, task), what] += count
    return counts


def _ease(counts: Counter[tuple[Task, str]], task: Task) -> tuple[float, Task]:
    """Where most people give up comes first."""
    started = counts[task, DONE] + counts[task, GIVEN_UP]
    return counts[task, DONE] / started if started else 1.0, task
