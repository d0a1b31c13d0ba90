"""The channel-shift page: who opens it, what it reads, what it says and what it keeps to itself."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from accounts.channels import Channel
from accounts.staff.roles import Role
from portal.reporting.facts import refresh
from tests.factories.accounts import ResidentFactory, StaffMemberFactory
from tests.factories.reporting import (
    CompletedJourneyFactory,
    DailyVolumeFactory,
)
from tests.integration.reporting.conftest import INDEX, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def headlines(page):
    names = re.findall(r'headline__name">([^<]+)<', page)
    values = re.findall(r'headline__value">([^<]+)<', page)
    return dict(zip(names, values, strict=True))


MAY_READ = {Role.SERVICE_MANAGER, Role.SUPERVISOR, Role.AUDITOR, Role.ENGINEER}
MAY_SEND_IN = {Role.SERVICE_MANAGER}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("address", "may"),
    [
        (INDEX, MAY_READ),
        ("/reports/export/by-month/csv/", MAY_READ),
        ("/reports/import/", MAY_SEND_IN),
    ],
)
def test_each_role_opens_what_is_its_business(role, address, may):
    """M14, D20."""
    client = Client()
    client.force_login(StaffMemberFactory.create(roles=[role.value]).user)

    assert client.get(address).status_code == (200 if role in may else 403)
    assert client.post(address).status_code in ({200, 405} if role in may else {403})


@pytest.mark.parametrize(("role", "offered"), [(Role.SERVICE_MANAGER, True), (Role.AUDITOR, False)])
def test_sending_in_is_offered_to_those_who_may(role, offered):
    client = Client()
    client.force_login(StaffMemberFactory.create(roles=[role.value]).user)

    assert ("/reports/import/" in client.get(INDEX).content.decode()) is offered


def test_residents_and_visitors_do_not(client):
    assert client.get(INDEX)["Location"].startswith("/staff/sign-in/")
    client.force_login(ResidentFactory.create().user)
    assert client.get(INDEX).status_code == 403


def test_a_report_is_kept_by_nobody(office):
    """M10."""
    assert "no-store" in office.get(INDEX)["Cache-Control"]


def test_the_headline_figures(office, two_years):
    figures = headlines(page_of(office))

    assert figures["Digital take-up"] == "60.0%"
    assert figures["Online without help"] == "40.0%"
    assert figures["Completion rate online"] == "85.7%"
    assert figures["Completed, all channels"] == "2,200"
    assert figures["Cost of one transaction"] == "£2.92"


def test_both_take_up_figures_come_with_their_definitions(office, two_years):
    page = page_of(office)

    assert "How these figures are worked out" in page
    assert "GOV.UK Service Manual, Measuring digital take-up" in page
    assert "Government Service Design Manual" in page
    assert "Socitm, press release of 29 May 2012" in page


def test_what_was_done_today_is_on_the_page(office):
    """4.5."""
    CompletedJourneyFactory.create_batch(7, task="report-repair")
    CompletedJourneyFactory.create_batch(6, channel=Channel.ASSISTED_FACE_TO_FACE)
    refresh(now=timezone.now())

    page = page_of(office)

    november = re.search(r"November 2026</th>(.*?)</tr>", page, re.DOTALL)[1]
    assert re.findall(r">([^<>]+)</td>", november)[:2] == ["7", "6"]
    assert "Report a repair" in page
    assert "As at Sunday 22 November at midday" in page


def test_the_page_reads_facts_only(office, two_years, django_assert_max_num_queries):
    """M15: the same few queries however much there is, and none of them of journeys."""
    office.get(INDEX)

    with django_assert_max_num_queries(12) as captured:
        office.get(INDEX)

    assert not [query for query in captured.captured_queries if "services_journey" in query["sql"]]


@pytest.mark.parametrize("service", ["", "housing", "parking", "leisure", "social_care"])
@pytest.mark.parametrize("period", ["", "12-months", "24-months", "3-months", "last-year"])
def test_every_service_and_period_can_be_asked_for(office, two_years, service, period):
    page = page_of(office, service=service, period=period)

    assert "<h1" in page
    if service in {"", "housing", "parking"}:
        assert headlines(page)["Digital take-up"] == "60.0%"


@pytest.mark.parametrize("channel", list(Channel))
def test_a_channel_limits_the_tables(office, two_years, channel):
    page = page_of(office, channel=channel.value)

    heads = re.findall(r"<thead.*?</thead>", page, re.DOTALL)
    if channel in {Channel.SELF_SERVE, Channel.ASSISTED_FACE_TO_FACE, Channel.TELEPHONE}:
        take_up, by_month, *_ = heads
        assert str(channel.label) in by_month
        assert len(re.findall(r"<th ", by_month)) == 3
        assert "Digital take-up" in take_up
    else:
        assert heads == []
        assert "Nothing was counted here" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"service": "bins"},
        {"period": "yesterday"},
        {"channel": "fax"},
        {"service": "housing'; drop table", "period": "<script>", "channel": "\0"},
    ],
)
def test_a_question_that_makes_no_sense_is_answered_for_everything(office, two_years, asked):
    page = page_of(office, **asked)

    assert headlines(page)["Completed, all channels"] == "2,200"
    assert "<script>" not in page[page.index("<main") :]


def test_the_filters_keep_what_was_asked(office, two_years):
    page = page_of(office, service="parking", period="24-months")

    assert '<option value="parking" selected>' in page
    assert '<option value="24-months" selected>' in page
    assert "?service=parking&amp;period=24-months" in page


def test_an_empty_portal_says_so_and_not_nought_per_cent(office):
    """M13."""
    page = page_of(office)

    assert "Nothing was counted here" in page
    assert "0.0%" not in page
    assert "No journeys have been counted yet" in page


def test_a_service_nobody_used_says_so(office, two_years):
    assert "Nothing was counted here" in page_of(office, service="leisure")


def test_months_without_other_channels_counts_have_no_take_up(office):
    DailyVolumeFactory.create(day=date(2026, 11, 1))

    page = page_of(office)

    assert headlines(page)["Digital take-up"] == "No figure"
    assert "There is no take-up or cost yet" in page
    assert "not in yet" in page


def test_small_counts_are_shown_nowhere_on_the_page(office):
    """M01, M02, M04, M07: not in a cell, a percentage, the picture or its description."""
    for service, done in (("housing", 903), ("parking", 3)):
        DailyVolumeFactory.create(
            day=date(2026, 10, 2), service=service, started=done, completed=done
        )

    page = page_of(office, service="parking")

    numbers = re.findall(r">([\d,.]+%?)<", page[page.index("<main") : page.index("</main>")])
    assert "3" not in numbers
    assert "100.0%" not in numbers
    assert "&lt;5" in page
    svg = ET.fromstring(re.search(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)[0])
    assert not [r for r in svg.iter("rect") if "chart__ground" in r.get("class", "")]
    assert "3 in October" not in svg.find("desc").text


def test_a_small_service_cannot_be_had_by_subtracting_the_others(office):
    """M02."""
    for service, done in (("housing", 903), ("parking", 3), ("leisure", 50)):
        DailyVolumeFactory.create(
            day=date(2026, 10, 2), service=service, started=done, completed=done
        )

    table = page_of(office)
    by_service = table[table.index('id="by-service"') : table.index('id="by-task"')]

    assert "[not shown]" in by_service
    assert not {"903", "50", "956"} <= set(re.findall(r">([\d,]+)<", by_service))


def test_the_chart_needs_nothing_the_policy_forbids(office, two_years):
    response = office.get(INDEX)

    page = response.content.decode()
    assert 'role="img"' in page
    assert "style=" not in page[page.index("<main") : page.index("</main>")]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_every_number_of_the_chart_is_in_a_table_below_it(office, two_years):
    page = page_of(office)

    assert page.index('id="by-month"') > page.index("</svg>")
    assert page.count("<table") == 4
    assert page.count('scope="row"') >= 12
