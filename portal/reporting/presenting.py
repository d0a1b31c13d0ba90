"""What the report's page shows, ready to be written out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # template contexts

from accounts.channels import Channel
from portal.reporting import chart, definitions, exports, words
from portal.reporting.costs import unit_costs
from portal.reporting.definitions import UnitCost
from portal.reporting.forms import QuestionForm
from portal.reporting.report import Report
from portal.reporting.suppression import Hidden
from portal.reporting.tables import tables_of


@dataclass(frozen=True, slots=True)
class Headline:
    name: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class Price:
    channel: str
    price: str
    source: str


def page_of(
    report: Report, *, titles: Mapping[str, str], form: QuestionForm, filters: str
) -> dict[str, Any]:
    series = _series(report)
    months = report.by_month.rows
    return {
        "question": form,
        "report": report,
        "headlines": headlines_of(report),
        "tables": list(tables_of(report, titles=titles).values()),
        "chart": chart.columns_by_month(
            months,
            series,
            title="Completed transactions by month and channel",
            description=chart.describe(months, series),
        ),
        "key": [(layer.label, chart.swatch(layer.pattern)) for layer in series],
        "filters": filters,
        "formats": list(exports.FORMATS),
        "prices": _prices(report),
    }


def headlines_of(report: Report) -> list[Headline]:
    """In the order they are read out to the cabinet."""
    return [
        Headline(
            "Digital take-up",
            words.share_in_words(report.take_up.now),
            words.points_in_words(report.take_up.points),
        ),
        Headline(
            "Online without help",
            words.share_in_words(report.self_serve.now),
            words.points_in_words(report.self_serve.points),
        ),
        Headline(
            "Completion rate online",
            words.share_in_words(report.completion.now),
            words.points_in_words(report.completion.points),
        ),
        _cost(report),
        _transactions(report),
    ]


def _cost(report: Report) -> Headline:
    name = "Cost of one transaction"
    if report.transactions in definitions.SMALL:
        return Headline(name, words.TOO_FEW, words.NO_COMPARISON)
    change = words.cost_change_in_words(report.cost, report.cost_a_year_earlier)
    return Headline(name, words.cost_in_words(report.cost), _unless_too_few(report, change))


def _transactions(report: Report) -> Headline:
    name = "Completed, all channels"
    now, then = report.transactions, report.transactions_a_year_earlier
    if now in definitions.SMALL:
        return Headline(name, words.cell_in_words(Hidden.SMALL), words.NO_COMPARISON)
    change = words.count_change_in_words(now, then)
    return Headline(name, words.cell_in_words(now), _unless_too_few(report, change))


def _unless_too_few(report: Report, change: str) -> str:
    """A change against a count that is not shown would give it away."""
    too_few = report.transactions_a_year_earlier in definitions.SMALL
    return words.NO_COMPARISON if too_few else change


def _series(report: Report) -> Sequence[chart.Series]:
    patterns = {channel: number for number, channel in enumerate(Channel, start=1)}
    return [
        chart.Series(str(channel.label), patterns[channel], _shown(report, channel))
        for channel in report.by_month.columns
    ]


def _shown(report: Report, channel: Channel) -> dict[date, int | None]:
    cells = ((month, report.by_month.cells[month, channel]) for month in report.by_month.rows)
    return {month: None if isinstance(cell, Hidden) else cell for month, cell in cells}


def _prices(report: Report) -> list[Price]:
    costs = definitions.costs_on(report.question.period.last, unit_costs())
    return [_price(costs[channel]) for channel in Channel if channel in costs]


def _price(cost: UnitCost) -> Price:
    return Price(str(cost.channel.label), f"£{cost.pence / 100:.2f}", cost.source)
