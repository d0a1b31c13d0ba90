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
from portal.reporting.report import Figure, Report
from portal.reporting.suppression import Hidden
from portal.reporting.tables import tables_of


@dataclass(frozen=True, slots=True)
class Headline:
    name: str
    value: str
    basis: str
    """What it is of, in numbers: what somebody asks first who doubts it."""
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
    take_up, *tables = tables_of(report, titles=titles).values()
    return {
        "question": form,
        "report": report,
        "headlines": headlines_of(report),
        "uncounted": [titles.get(slug, slug) for slug in report.uncounted_services],
        "take_up": take_up,
        "tables": tables,
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
    take_up = report.take_up
    return [
        _share("Digital take-up", take_up.digital, "completed, with help or without"),
        _share("Online without help", take_up.self_serve, "completed, without help"),
        _share("Completion rate online", report.completion, "begun were completed"),
        _cost(report),
        _transactions(report),
    ]


def _share(name: str, figure: Figure, of_what: str) -> Headline:
    basis = words.basis_in_words(figure.now, of_what)
    change = words.points_in_words(figure.points)
    return Headline(name, words.share_in_words(figure.now), basis, change)


def _cost(report: Report) -> Headline:
    name = "Cost of one transaction"
    if report.transactions in definitions.SMALL:
        return Headline(name, words.TOO_FEW, "", words.NO_COMPARISON)
    change = words.cost_change_in_words(report.cost, report.cost_a_year_earlier)
    value = words.cost_in_words(report.cost)
    return Headline(name, value, "at published averages", _unless_too_few(report, change))


def _transactions(report: Report) -> Headline:
    name = "Completed, all channels"
    now, then = report.transactions, report.transactions_a_year_earlier
    if now in definitions.SMALL:
        return Headline(name, words.cell_in_words(Hidden.SMALL), "", words.NO_COMPARISON)
    change = words.count_change_in_words(now, then)
    basis = words.months_in_words(report.counted_months)
    return Headline(name, words.cell_in_words(now), basis, _unless_too_few(report, change))


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
