"""The report a service manager reads: figures beside last year's, and tables safe to show."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from accounts.channels import Channel
from portal.reporting import definitions
from portal.reporting.costs import unit_costs
from portal.reporting.definitions import Cost, Share
from portal.reporting.periods import Period
from portal.reporting.reading import Attempts, Facts, Key, read_facts
from portal.reporting.suppression import SafeTable, suppress

GIVEN_UP, DONE = "Given up", "Completed"


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
class Report:
    question: Question
    as_at: datetime | None
    counted_months: tuple[date, ...]
    """Months for which every channel's count is in; take-up and cost are of these alone."""
    awaited_months: frozenset[date]
    """Months for which nobody has counted the other channels yet."""
    take_up: Figure
    self_serve: Figure
    completion: Figure
    transactions: int
    transactions_a_year_earlier: int
    cost: Cost | None
    cost_a_year_earlier: Cost | None
    by_month: SafeTable[date, Channel]
    by_service: SafeTable[str, Channel]
    by_task: SafeTable[tuple[str, str], str]

    @property
    def is_empty(self) -> bool:
        return not (self.by_month.total or self.by_task.total)


def make_report(question: Question, *, today: date) -> Report:
    facts = read_facts(
        question.period, service=question.service, channel=question.channel, today=today
    )
    return report_of(facts, question)


def report_of(facts: Facts, question: Question) -> Report:
    months = _counted_months(facts, question)
    now = _by_channel(facts.completed, months)
    then = _by_channel(facts.completed, _months_to_compare(facts, months))
    return Report(
        question=question,
        as_at=facts.as_at,
        counted_months=tuple(months),
        awaited_months=frozenset(question.period.months) - _months_counted_elsewhere(facts),
        take_up=Figure(definitions.digital_take_up(now), definitions.digital_take_up(then)),
        self_serve=Figure(definitions.self_serve_share(now), definitions.self_serve_share(then)),
        completion=Figure(_rate(facts.attempts), _rate(_attempts_to_compare(facts, question))),
        transactions=sum(now.values()),
        transactions_a_year_earlier=sum(then.values()),
        cost=_cost(now, months),
        cost_a_year_earlier=_cost(then, months),
        by_month=_by_month(facts, question),
        by_service=_by_service(facts, question),
        by_task=_by_task(facts),
    )


def _counted_months(facts: Facts, question: Question) -> list[date]:
    """Take-up divides by all channels of the same period, so a month waits until all are counted.

    A service that no other channel has ever counted for does not hold the others up.
    """
    counted_for = {service for _, service in facts.counted_elsewhere}
    awaited = counted_for & set(question.asked_services)
    return [
        month
        for month in question.period.months
        if awaited and all((month, service) in facts.counted_elsewhere for service in awaited)
    ]


def _months_to_compare(facts: Facts, months: list[date]) -> list[date]:
    """The same months a year earlier, or none of them when one was not counted in full."""
    earlier = [_a_year_earlier(month) for month in months]
    return earlier if _months_counted_elsewhere(facts).issuperset(earlier) else []


def _months_counted_elsewhere(facts: Facts) -> frozenset[date]:
    return frozenset(month for month, _ in facts.counted_elsewhere)


def _attempts_to_compare(facts: Facts, question: Question) -> Attempts:
    """Nothing when our own counting began after the year before did."""
    seen = {month for month, _, channel in facts.completed if channel.is_digital}
    is_whole = seen.issuperset(question.period.a_year_earlier.months)
    return facts.attempts_a_year_earlier if is_whole else Attempts()


def _by_channel(completed: Mapping[Key, int], months: Iterable[date]) -> Counter[Channel]:
    wanted = set(months)
    counts: Counter[Channel] = Counter()
    for (month, _, channel), count in completed.items():
        if month in wanted:
            counts[channel] += count
    return counts


def _rate(attempts: Attempts) -> Share:
    return definitions.completion_rate(started=attempts.started, completed=attempts.completed)


def _cost(completed: Counter[Channel], months: list[date]) -> Cost | None:
    if not months:
        return None
    costs = definitions.costs_on(months[-1], unit_costs())
    return definitions.cost_per_transaction(completed, costs)


def _by_month(facts: Facts, question: Question) -> SafeTable[date, Channel]:
    counts: Counter[tuple[date, Channel]] = Counter()
    for (month, _, channel), count in facts.completed.items():
        if month >= question.period.first and channel in question.channels:
            counts[month, channel] += count
    return suppress(counts, rows=question.period.months, columns=question.channels)


def _by_service(facts: Facts, question: Question) -> SafeTable[str, Channel]:
    counts: Counter[tuple[str, Channel]] = Counter()
    for (month, service, channel), count in facts.completed.items():
        if month >= question.period.first and channel in question.channels:
            counts[service, channel] += count
    return suppress(counts, rows=question.asked_services, columns=question.channels)


def _by_task(facts: Facts) -> SafeTable[tuple[str, str], str]:
    """Given up and completed add up to started, so all three are protected together."""
    counts = {}
    for task, attempts in facts.attempts_by_task.items():
        counts[task, DONE] = attempts.completed
        counts[task, GIVEN_UP] = attempts.started - attempts.completed
    tasks = sorted(facts.attempts_by_task, key=lambda task: _completion_of(facts, task))
    return suppress(counts, rows=tasks, columns=(DONE, GIVEN_UP))


def _completion_of(facts: Facts, task: tuple[str, str]) -> tuple[float, tuple[str, str]]:
    """Where most people give up comes first."""
    attempts = facts.attempts_by_task[task]
    return attempts.completed / attempts.started if attempts.started else 1.0, task


def _a_year_earlier(month: date) -> date:
    return month.replace(year=month.year - 1)
