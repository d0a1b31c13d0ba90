"""The picture: well formed, readable without sight or colour, and drawn to its scale."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reporting.chart import HEIGHT, Series, _scale, columns_by_month, describe, swatch
from portal.reporting.periods import add_months

MONTHS = tuple(add_months(date(2025, 12, 1), number) for number in range(12))


def series(label="Online", pattern=1, counts=None):
    return Series(label, pattern, counts if counts is not None else dict.fromkeys(MONTHS, 10))


def drawn(*layers, months=MONTHS):
    text = columns_by_month(months, layers, title="Completed <by> month", description="It grew.")
    return str(text), ET.fromstring(str(text))


def grounds(root, pattern=1):
    return [rect for rect in root.iter("rect") if f"ground--{pattern}" in rect.get("class", "")]


def test_it_has_a_name_and_a_description_for_whoever_does_not_see_it():
    _, root = drawn(series())

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-title chart-description"
    assert root.find("title").text == "Completed <by> month"
    assert root.find("desc").text == "It grew."


def test_it_needs_nothing_that_the_security_policy_forbids():
    text, _ = drawn(series(), series("Post", 6))

    assert "style=" not in text
    assert "<script" not in text
    assert "<style" not in text
    assert not re.search(r"https?:", text)


def test_every_series_has_a_pattern_as_well_as_a_colour():
    text, root = drawn(*(series(f"Series {number}", number) for number in range(1, 7)))

    patterns = {element.get("id") for element in root.iter("pattern")}
    assert patterns == {f"chart-pattern-{number}" for number in range(1, 7)}
    for number in range(1, 7):
        assert f"url(#chart-pattern-{number})" in text


def test_there_is_a_column_for_each_month():
    _, root = drawn(series())

    assert len(grounds(root)) == 12


def test_columns_stand_on_each_other():
    _, root = drawn(series(), series("Post", 6))

    below, above = grounds(root)[0], grounds(root, 6)[0]
    top_of_upper = float(above.get("y"))
    assert top_of_upper + float(above.get("height")) == pytest.approx(
        float(below.get("y")), abs=0.1
    )


def test_twice_as_much_is_twice_as_high():
    _, root = drawn(series(counts={MONTHS[0]: 50, MONTHS[1]: 100}))

    low, high = (float(rect.get("height")) for rect in grounds(root))
    assert high == pytest.approx(2 * low, abs=0.1)


def test_what_must_not_be_shown_is_not_drawn():
    """M07."""
    text, root = drawn(series(counts={MONTHS[0]: None, MONTHS[1]: 100}))

    assert len(grounds(root)) == 1
    assert ">3<" not in text


def test_a_month_of_nothing_has_no_column():
    _, root = drawn(series(counts={MONTHS[0]: 0}))

    assert grounds(root) == []


def test_nothing_at_all_is_still_a_picture():
    """M13."""
    _, root = drawn(months=())

    assert root.find("title") is not None


def test_a_year_has_all_its_months_and_two_years_every_third():
    year, _ = drawn(series())
    months = tuple(add_months(date(2024, 12, 1), number) for number in range(24))
    two_years, _ = drawn(series(counts=dict.fromkeys(months, 3)), months=months)

    assert year.count('class="chart__month') == 12
    assert two_years.count('class="chart__month') == 8


@pytest.mark.parametrize("first", [date(2024, month, 1) for month in range(1, 13)])
def test_every_year_is_named_once(first):
    months = tuple(add_months(first, number) for number in range(24))

    _, root = drawn(series(counts=dict.fromkeys(months, 3)), months=months)

    years = [text.text for text in root.iter("text") if "chart__year" in text.get("class", "")]
    named = [year for year in years if year]
    assert len(named) == len(set(named))
    assert {str(first.year), str(first.year + 1)} <= set(named)


def test_labels_are_escaped():
    text = str(columns_by_month((), (), title="<script>", description="&"))

    assert "<script>" not in text


@given(st.integers(0, 10_000_000))
def test_the_scale_is_round_holds_everything_and_wastes_little(highest):
    scale = _scale(highest)

    assert scale[0] == 0
    assert scale[-1] >= highest
    assert len(scale) <= 5
    steps = {after - before for before, after in pairwise(scale)}
    assert len(steps) == 1
    assert highest == 0 or scale[-1] - highest < steps.pop()


def test_nothing_leaves_the_picture():
    _, root = drawn(series(counts={MONTHS[0]: 987, MONTHS[11]: 1}))

    for rect in grounds(root):
        assert 0 <= float(rect.get("y")) <= HEIGHT
        assert float(rect.get("x").rstrip("%")) + float(rect.get("width").rstrip("%")) <= 100


def test_the_description_says_how_each_series_moved():
    counts = {MONTHS[0]: 1200, MONTHS[5]: 7, MONTHS[11]: 1500}

    said = describe(MONTHS, [series("Online", counts=counts), series("Post", 6, {MONTHS[0]: 4})])

    assert said == (
        "One column for each month from December 2025 to November 2026. "
        "Online: 1,200 in December 2025, 1,500 in November 2026."
    )


def test_the_description_of_nothing_says_so():
    assert describe((), []) == "There is nothing to show."


def test_the_key_borrows_the_patterns_of_the_chart():
    picture = str(swatch(4))

    assert "url(#chart-pattern-4)" in picture
    assert 'aria-hidden="true"' in picture
