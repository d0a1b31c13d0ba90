"""Under each figure of the report stands what it is of, and why something is not shown."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from accounts.channels import Channel
from portal.reporting.forms import QuestionForm
from portal.reporting.suppression import Hidden
from portal.reporting.tables import Table

MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)
ONE_TO_FOUR, GIVES_AWAY = "one to four", "it would give a smaller number away"
TOO_LITTLE = "too little in this table"


def read(name, **context):
    return " ".join(render_to_string(f"reporting/{name}.html", context).split())


def said(html, *sentences):
    return {sentence for sentence in sentences if sentence in html}


@pytest.mark.parametrize(
    ("months", "uncounted", "so"),
    [
        ([MAY, JULY], [], {"May 2026 to July 2026"}),
        ([MAY], ["Parking"], {"May 2026 to May 2026", "Nobody has counted them for Parking,"}),
        ([], [], {"There is no take-up or cost yet"}),
    ],
)
def test_headline_figures_say_which_months_they_are_of_and_what_is_left_out(months, uncounted, so):
    report = SimpleNamespace(counted_months=months, question=SimpleNamespace(channel=None))

    html = read("headlines", report=report, uncounted=uncounted)

    every = ("May 2026 to July 2026", "May 2026 to May 2026", "There is no take-up or cost yet")
    assert said(html, *every, "Nobody has counted them for Parking,", "Nobody") - {"Nobody"} == so
    assert ("Nobody" in html) is bool(uncounted)


@pytest.mark.parametrize("channel", [None, Channel.TELEPHONE])
def test_a_chosen_channel_does_not_limit_take_up_and_the_page_says_so(channel):
    report = SimpleNamespace(counted_months=[MAY], question=SimpleNamespace(channel=channel))

    assert ("The channel you chose limits" in read("headlines", report=report)) is bool(channel)


@pytest.mark.parametrize("basis", ["at published averages", ""])
def test_a_headline_says_what_it_is_a_part_of(basis):
    headline = SimpleNamespace(name="Cost", value="£1", basis=basis, change="no change")
    report = SimpleNamespace(counted_months=[], question=SimpleNamespace(channel=None))

    html = read("headlines", report=report, headlines=[headline])

    assert html.count("headline__change") == (2 if basis else 1)
    assert basis in html


@pytest.mark.parametrize(
    ("hidden", "so"),
    [
        (set(), set()),
        ({Hidden.SMALL}, {ONE_TO_FOUR}),
        ({Hidden.SMALL, Hidden.WITHHELD}, {ONE_TO_FOUR, GIVES_AWAY}),
        ({Hidden.WITHHELD}, {TOO_LITTLE}),
    ],
)
def test_a_table_explains_what_it_does_not_show(hidden, so):
    table = Table("by-month", "By month", ("Month", "All"), (), hidden=frozenset(hidden))

    assert said(read("table", table=table), ONE_TO_FOUR, GIVES_AWAY, TOO_LITTLE) == so


def test_a_table_has_its_total_and_every_number_its_row_and_column():
    rows = (("May", "7"), ("June", "8"))
    table = Table("by-month", "By month", ("Month", "All"), rows, total=("Total", "15"))

    html, without = (
        read("table", table=each) for each in (table, Table("t", "T", ("Month", "All"), rows))
    )

    for name, number in (*rows, ("Total", "15")):
        assert f'<th scope="row" class="govuk-table__header">{name}</th>' in html
        assert f'govuk-table__cell--numeric">{number}</td>' in html
    assert 'govuk-table__header--numeric">All</th>' in html
    assert 'govuk-table__header">Month</th>' in html
    assert "<tfoot" not in without


def test_words_beside_a_name_stand_as_words():
    table = Table("t", "T", ("Service", "Task", "All"), (("Parking", "Renew", "7"),), names=2)

    html = read("table", table=table)

    assert 'class="govuk-table__header">Task</th>' in html
    assert 'class="govuk-table__cell">Renew</td>' in html


@pytest.mark.parametrize("filters", ["", "service=parking"])
def test_a_table_is_taken_away_as_it_was_asked_for(filters):
    table = Table("by-month", "By month", ("Month",), ())

    html = read("table", table=table, formats=["csv", "ods"], filters=filters)

    for file_format in ("csv", "ods"):
        asked = f"?{filters}" if filters else ""
        assert f'href="/reports/export/by-month/{file_format}/{asked}"' in html


@pytest.mark.parametrize(("asked", "shown"), [({"service": "parking"}, "parking"), ({}, "")])
def test_a_filter_shows_what_was_asked_and_nothing_else(asked, shown):
    form = QuestionForm(asked, titles={"parking": "Parking", "housing": "Housing"})

    html = read("filter", field=form["service"])

    assert html.count(" selected") == 1
    assert f'value="{shown}" selected' in html
