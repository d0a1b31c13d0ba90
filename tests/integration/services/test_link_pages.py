"""The pages where a resident links a service, and unlinks it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.notifications.models import OutboundNotification
from accounts.residents.models import Resident
from services.models import PostedCode, ServiceLink
from services.pages import views
from tests.factories.accounts import ResidentFactory
from tests.factories.services import (
    LinkableService,
    PretendService,
    PrivateService,
    ServiceLinkFactory,
)

pytestmark = pytest.mark.django_db

TYPED = {
    "payment_reference": " 6001 ",
    "date_of_birth_day": "17",
    "date_of_birth_month": "4",
    "date_of_birth_year": "1991",
}
CODE_PAGE = "/services/social-care/link/code/"


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    """Housing is linked with facts, social care with a code, and leisure not at all."""
    known = {
        "housing": LinkableService(),
        "social_care": PrivateService(slug="social_care", title="Adult social care"),
        "leisure": PretendService(slug="leisure", title="Leisure"),
    }
    monkeypatch.setattr(views, "find_service", known.get)


@pytest.fixture
def resident() -> Resident:
    made: Resident = ResidentFactory()
    return made


@pytest.fixture
def as_resident(resident: Resident) -> Client:
    client = Client()
    client.force_login(resident.user)
    return client


def link(as_resident: Client, slug: str, **changes: str) -> Any:
    return as_resident.post(reverse("services:link", args=[slug]), TYPED | changes)


def code_in_the_letter() -> str:
    body = OutboundNotification.objects.get().body
    found = re.search(r"^\w{3}-\w{3}-\w{3}$", body, re.MULTILINE)
    assert found
    return found.group()


def test_facts_that_agree_lead_to_the_dashboard(as_resident: Client) -> None:
    response = link(as_resident, "housing")

    assert response["Location"] == reverse("dashboard:index")
    assert ServiceLink.objects.get().reference == "tenure-1"
    assert "is in your account now" in as_resident.get(response["Location"]).text


def test_a_private_service_leads_to_the_code_and_the_code_to_the_dashboard(
    as_resident: Client,
) -> None:
    """A26: the way through, as a resident goes it."""
    first = as_resident.get(reverse("services:link", args=["social-care"])).content.decode()
    assert "Post me a code" in first

    assert link(as_resident, "social-care")["Location"] == CODE_PAGE
    assert not ServiceLink.objects.exists()
    assert as_resident.get(reverse("services:link", args=["social-care"]))["Location"] == CODE_PAGE
    page = as_resident.get(CODE_PAGE).content.decode()
    assert "Alder Court" not in page, "the address we hold is nobody's to read here"

    response = as_resident.post(CODE_PAGE, {"code": code_in_the_letter()})

    assert response["Location"] == reverse("dashboard:index")
    assert ServiceLink.objects.get().proof == "posted_code"


def test_a_second_letter_after_the_first_ones_code_leads_to_the_dashboard(
    as_resident: Client, resident: Resident
) -> None:
    """Asked for in one tab while the first code was typed in another."""
    link(as_resident, "social-care")
    ServiceLinkFactory(resident_id=resident.pk, service="social_care")

    response = as_resident.post(CODE_PAGE, {"code": code_in_the_letter()})

    assert response["Location"] == reverse("dashboard:index")


def test_a_wrong_code_says_how_many_tries_are_left_and_then_that_it_is_over(
    as_resident: Client,
) -> None:
    link(as_resident, "social-care")

    pages = [as_resident.post(CODE_PAGE, {"code": "BBB"}).content.decode() for _ in range(3)]

    assert ["2 left" in pages[0], "1 left" in pages[1]] == [True, True]
    assert "it no longer works" in pages[2]
    assert as_resident.get(CODE_PAGE)["Location"] == "/services/social-care/link/"
    assert as_resident.post(CODE_PAGE, {"code": code_in_the_letter()})["Location"].endswith(
        "/link/"
    )
    assert not ServiceLink.objects.exists()


def test_an_empty_code_costs_no_try(as_resident: Client) -> None:
    link(as_resident, "social-care")

    assert "Enter the code" in as_resident.post(CODE_PAGE, {"code": ""}).content.decode()
    assert PostedCode.objects.get().wrong_tries == 0


def test_another_letter_within_the_week_is_refused_with_the_day(as_resident: Client) -> None:
    link(as_resident, "social-care")
    again = reverse("services:link", args=["social-care"]) + "?again"
    assert as_resident.get(again).status_code == 200

    page = link(as_resident, "social-care").content.decode()

    day = timezone.localdate() + timedelta(days=7)
    assert f"from {day:%-d %B}" in page
    assert OutboundNotification.objects.count() == 1


@pytest.mark.parametrize("slug", ["housing", "social-care"])
def test_facts_that_do_not_agree_say_so_and_keep_what_was_typed(
    as_resident: Client, slug: str
) -> None:
    page = link(as_resident, slug, date_of_birth_year="1990").content.decode()

    assert "do not match our records" in page
    assert 'value="1990"' in page


def test_after_three_tries_the_page_says_tomorrow(as_resident: Client) -> None:
    for _ in range(3):
        link(as_resident, "housing", date_of_birth_year="1990")

    assert "tried three times today" in link(as_resident, "housing").content.decode()


def test_a_service_that_is_down_says_that_nothing_is_lost(
    as_resident: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "find_service", lambda slug: LinkableService(is_down=True))

    assert "Nothing is lost" in link(as_resident, "housing").content.decode()


@pytest.mark.parametrize("slug", ["leisure", "libraries"])
def test_what_cannot_be_linked_has_no_page(as_resident: Client, slug: str) -> None:
    assert as_resident.get(reverse("services:link", args=[slug])).status_code == 404
    assert as_resident.get(reverse("services:enter-code", args=[slug])).status_code == 404


def test_what_the_council_does_not_offer_cannot_be_removed(as_resident: Client) -> None:
    assert as_resident.get(reverse("services:unlink", args=["libraries"])).status_code == 404


@pytest.mark.parametrize("slug", ["housing", "social-care"])
def test_who_is_linked_already_goes_to_the_dashboard(
    as_resident: Client, resident: Resident, slug: str
) -> None:
    ServiceLinkFactory(resident_id=resident.pk, service=slug.replace("-", "_"))

    assert link(as_resident, slug)["Location"] == reverse("dashboard:index")
    assert not OutboundNotification.objects.exists()


def test_unlinking_asks_first(as_resident: Client, resident: Resident) -> None:
    ServiceLinkFactory(resident_id=resident.pk)
    address = reverse("services:unlink", args=["housing"])

    assert "Remove it" in as_resident.get(address).content.decode()
    assert ServiceLink.objects.exists()

    assert as_resident.post(address)["Location"] == reverse("dashboard:index")
    assert not ServiceLink.objects.exists()
    assert "is not in your account any more" in as_resident.get("/account/").text


def test_what_is_not_linked_offers_nothing_to_remove(
    as_resident: Client, resident: Resident
) -> None:
    ServiceLinkFactory(resident_id=resident.pk, service="leisure")

    page = as_resident.get(reverse("services:unlink", args=["housing"])).content.decode()

    assert "Remove it" not in page
