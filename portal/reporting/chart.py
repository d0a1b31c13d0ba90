"""Stacked columns by month, as SVG made on the server: no script, no inline style, nothing fetched.

Positions across are in per cent and heights in pixels, so letters keep their size on any screen.
Every series has a pattern of its own as well as a colour, and the page puts the table of the same
numbers below. A count that is not shown in the table is not drawn either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

HEIGHT = 260
TOP, BOTTOM = 16, 44
GUTTER = 11.0
"""Per cent of the width kept for the scale."""
FILLED = 0.72
STEPS = (1, 2, 2.5, 5, 10)
LINES = 4


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of the columns: its name, and the number of its pattern and colour, from 1."""

    label: str
    pattern: int
    counts: Mapping[date, int | None]
    """None is a count that must not be shown."""


def columns_by_month(
    months: Sequence[date], series: Sequence[Series], *, title: str, description: str
) -> SafeString:
    scale = _scale(max((_height_of(month, series) for month in months), default=0))
    return format_html(
        '<svg class="chart" role="img" aria-labelledby="chart-title chart-description" width="100%"'
        ' height="{}"><title id="chart-title">{}</title><desc id="chart-description">{}</desc>'
        "{}{}{}{}</svg>",
        HEIGHT,
        title,
        description,
        _patterns(series),
        _lines(scale),
        _columns(months, series, scale),
        _months(months),
    )


def swatch(pattern: int) -> SafeString:
    """The key's picture of a series; it borrows the chart's patterns."""
    return format_html(
        '<svg class="chart__swatch" width="28" height="18" aria-hidden="true" focusable="false">'
        '<rect class="chart__ground chart__ground--{0}" width="28" height="18"/>'
        '<rect width="28" height="18" fill="url(#chart-pattern-{0})"/></svg>',
        pattern,
    )


def describe(months: Sequence[date], series: Sequence[Series]) -> str:
    """What the picture shows, in words, for whoever does not see it."""
    if not months:
        return "There is nothing to show."
    span = f"One column for each month from {months[0]:%B %Y} to {months[-1]:%B %Y}."
    changes = (_change(layer, months) for layer in series)
    return " ".join([span, *(change for change in changes if change)])


def _change(layer: Series, months: Sequence[date]) -> str:
    known = [(month, layer.counts.get(month)) for month in months]
    shown = [(month, count) for month, count in known if count]
    if len(shown) < 2:
        return ""
    (first, before), (last, after) = shown[0], shown[-1]
    return f"{layer.label}: {before:,} in {first:%B %Y}, {after:,} in {last:%B %Y}."


def _height_of(month: date, series: Sequence[Series]) -> int:
    return sum(layer.counts.get(month) or 0 for layer in series)


def _scale(highest: int) -> tuple[int, ...]:
    """Round numbers from nought to at least `highest`, in at most LINES steps."""
    if highest <= 0:
        return (0, 1)
    power = 1
    while True:
        for step in STEPS:
            size = step * power
            if size == int(size) and size * LINES >= highest:
                count = -(-highest // int(size))
                return tuple(int(size) * number for number in range(count + 1))
        power *= 10


def _y(value: int, scale: tuple[int, ...]) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(TOP + room * (1 - value / scale[-1]), 2)


def _x(place: float, of: int) -> float:
    return round(GUTTER + (100 - GUTTER) * place / of, 3)


def _patterns(series: Sequence[Series]) -> SafeString:
    """The grounds are plain colours under these, so a pattern that fails leaves the colour."""
    return format_html(
        "<defs>{}</defs>",
        format_html_join(
            "",
            '<pattern id="chart-pattern-{0}" class="chart__pattern" width="8" height="8"'
            ' patternUnits="userSpaceOnUse"><path class="chart__mark" d="{1}"/></pattern>',
            ((layer.pattern, MARKS[layer.pattern]) for layer in series),
        ),
    )


MARKS = {
    1: "",
    2: "M-2 2l4-4M0 8l8-8M6 10l4-4",
    3: "M0 4h8",
    4: "M2 2h1v1H2zM6 6h1v1H6z",
    5: "M4 0v8",
    6: "M0 0l8 8M8 0L0 8",
}
"""None, diagonal, lines across, dots, lines down, crossed."""


def _lines(scale: tuple[int, ...]) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart__line" x1="{}%" x2="100%" y1="{}" y2="{}"/>'
        '<text class="chart__number" x="{}%" y="{}" text-anchor="end">{}</text>',
        (
            (GUTTER, _y(value, scale), _y(value, scale), GUTTER - 1.5, _y(value, scale) + 4, label)
            for value, label in ((value, f"{value:,}") for value in scale)
        ),
    )


def _columns(
    months: Sequence[date], series: Sequence[Series], scale: tuple[int, ...]
) -> SafeString:
    rows = []
    for place, month in enumerate(months):
        below = 0
        left = _x(place + (1 - FILLED) / 2, len(months))
        width = round((100 - GUTTER) * FILLED / len(months), 3)
        for layer in series:
            count = layer.counts.get(month) or 0
            if not count:
                continue
            top = _y(below + count, scale)
            rows.append((left, top, width, round(_y(below, scale) - top, 2), layer.pattern))
            below += count
    return format_html_join(
        "",
        '<rect class="chart__ground chart__ground--{4}" x="{0}%" y="{1}" width="{2}%"'
        ' height="{3}"/><rect x="{0}%" y="{1}" width="{2}%" height="{3}"'
        ' fill="url(#chart-pattern-{4})"/>',
        rows,
    )


def _months(months: Sequence[date]) -> SafeString:
    """Every month's letters when there is room for them, every third's when there is not."""
    every = 1 if len(months) <= 12 else 3  # and the style sheet drops each second on a phone
    return format_html_join(
        "",
        '<text class="chart__month{5}" x="{0}%" y="{1}" text-anchor="middle">{2}</text>'
        '<text class="chart__year{5}" x="{0}%" y="{3}" text-anchor="middle">{4}</text>',
        (
            (
                _x(place + 0.5, len(months)),
                HEIGHT - BOTTOM + 18,
                f"{month:%b}",
                HEIGHT - BOTTOM + 36,
                f"{month:%Y}" if place == 0 or month.month <= every else "",
                " chart__month--second" if place // every % 2 else "",
            )
            for place, month in enumerate(months)
            if place % every == 0
        ),
    )
