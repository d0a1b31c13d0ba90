"""Leisure's pages, from the resident's side of the screen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from services.contract import ServiceUnavailable
from services.leisure.adapter import LeisureAdapter
from services.network import run
from services.sandbox.personas import AMINA
from tests.factories.accounts import ResidentFactory, signed_in
from tests.integration.leisure.conftest import COURT, find, orders, starts
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

PAGES = ["index", "find"]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"leisure:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def results(html: str) -> str:
    """What stands below the search form."""
    return html.split("<h2", 1)[1].split("</main>")[0]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_heading_and_a_telephone_number(as_amina: Client, name: str) -> None:
    html = page(as_amina, name)

    assert html.count("<h1") == 1
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_has_to_sign_in(client: Client, sandbox: Sandbox, name: str) -> None:
    assert client.get(reverse(f"leisure:{name}")).status_code == 302


def test_what_is_booked_is_listed_soonest_first_and_what_was_booked_below(
    as_amina: Client, sandbox: Sandbox
) -> None:
    """Whatever day of the week it is."""
    now, booked = timezone.now(), sorted(starts(order) for order in orders(sandbox))

    response = as_amina.get(reverse("leisure:index"))

    coming = [booking.starts_at for booking, _ in response.context["coming"]]
    past = [booking.starts_at for booking in response.context["past"]]
    assert coming == [at for at in booked if at > now]
    assert past == [at for at in reversed(booked) if at <= now][:20]
    html = response.text
    assert html.index("What you have booked") < html.index("What you booked before")
    assert "£6.40" in html


def test_the_code_that_opens_the_door_stands_on_what_is_booked_and_nowhere_else(
    as_amina: Client,
) -> None:
    response = as_amina.get(reverse("leisure:index"))

    codes = [booking.pass_code for booking, _ in response.context["coming"]]
    assert all(codes)
    assert [code for code in codes if code not in response.text] == []
    assert response.text.count("Entry code") == len(codes)


def test_who_has_not_linked_a_card_is_asked_to(db: None, sandbox: Sandbox) -> None:
    response = signed_in(ResidentFactory()).get(reverse("leisure:index"))

    assert response["Location"] == reverse("services:link", args=["leisure"])


def test_what_is_on_can_be_seen_without_a_card(
    db: None, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    stranger = signed_in(ResidentFactory())

    assert "Find something to do" in page(stranger, "find")
    details = page(stranger, "book", find(adapter).key)
    assert reverse("services:link", args=["leisure"]) in details
    assert "Book this place" not in details


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"activity": "Boccia"}, "Boccia club", "Yoga for everyone"),
        ({"place": "Millfield Pool"}, "Millfield Pool", "Foundry Sports Hall</"),
        ({"access_need": "Dementia"}, "Tai chi in the park", "Pilates"),
    ],
)
def test_the_search_finds_what_was_asked_for_and_nothing_else(
    as_amina: Client, query: dict[str, str], there: str, not_there: str
) -> None:
    found = results(page(as_amina, "find", **query))

    assert there in found
    assert not_there not in found


def test_the_search_by_day_shows_one_day(as_amina: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    found = results(page(as_amina, "find", on=tomorrow.isoformat()))

    assert found.count('<h3 class="govuk-heading-s">') == 1
    assert f"{tomorrow.day} {tomorrow:%B}" in found


def test_a_search_without_results_says_so_with_a_telephone_number(as_amina: Client) -> None:
    html = page(as_amina, "find", activity="Boccia", place="Millfield Pool")

    assert "0 sessions" in html
    assert "Nothing matches" in html


def test_a_choice_nobody_offers_finds_nothing_and_breaks_nothing(as_amina: Client) -> None:
    assert "0 sessions" in page(as_amina, "find", activity="<script>alert(1)</script>")


def test_results_come_a_page_at_a_time_and_keep_the_search(as_amina: Client) -> None:
    first = page(as_amina, "find", activity="Badminton Court")
    second = page(as_amina, "find", activity="Badminton Court", page="2")

    assert "?activity=Badminton+Court&amp;page=2" in first
    assert "?activity=Badminton+Court&amp;page=1" in second


def test_hours_of_courts_are_found_by_their_activity_and_do_not_bury_the_rest(
    as_amina: Client,
) -> None:
    assert "Badminton courts" not in results(page(as_amina, "find"))
    assert "Badminton courts" in results(page(as_amina, "find", activity="Badminton Court"))


def test_an_outage_is_said_plainly(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("leisure", "error")

    response = as_amina.get(reverse("leisure:index"))

    assert response.status_code == 503
    assert "not answering" in response.content.decode()
    assert "hunter2" not in response.content.decode()


def test_another_members_bookings_are_never_shown(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("leisure", "another_person")

    response = as_amina.get(reverse("leisure:index"))

    assert response.status_code == 503
    assert "What you booked before" not in response.content.decode()


def test_the_last_known_timetable_is_shown_when_the_feeds_are_down(
    as_amina: Client,
    sandbox: Sandbox,
    adapter: LeisureAdapter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = run(adapter.fetch_timetable())
    sandbox.fault("leisure", "error")
    monkeypatch.setattr("services.leisure.adapter.FRESH_SECONDS", 0)

    assert run(adapter.fetch_timetable()) == known
    assert "sessions" in page(as_amina, "find")


def test_without_any_timetable_an_outage_is_an_outage(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter
) -> None:
    sandbox.fault("leisure", "error")

    with pytest.raises(ServiceUnavailable):
        run(adapter.fetch_timetable())
    assert as_amina.get(reverse("leisure:find")).status_code == 503


def test_a_session_nobody_knows_is_not_found(as_amina: Client) -> None:
    assert as_amina.get(reverse("leisure:book", args=["0123456789abcdef"])).status_code == 404


def test_what_is_paid_when_booking_says_so_before_the_button(
    as_amina: Client, adapter: LeisureAdapter
) -> None:
    html = page(as_amina, "book", find(adapter, COURT).key)

    assert "Court for up to four, £11.50, pay now by card" in html
    assert "We hold the place for 10 minutes" in html
    assert "Hold this place and pay" in html


def test_somebody_elses_booking_cannot_be_opened(as_tom: Client, sandbox: Sandbox) -> None:
    hers = orders(sandbox)[0]["identifier"]

    assert as_tom.get(reverse("leisure:cancel", args=[hers])).status_code == 404


def test_the_card_is_shown_with_its_number_and_its_end(as_amina: Client, sandbox: Sandbox) -> None:
    """The dashboard leads here when it is about to end."""
    html = " ".join(strip_tags(page(as_amina, "index")).split())

    assert f"Card number {AMINA.membership} Thornbridge Leisure Card Valid until " in html
