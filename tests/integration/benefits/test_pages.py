"""The benefits pages, from the resident's side of the screen."""

import pytest
from django.test import Client
from django.urls import reverse

from services.sandbox.personas import AMINA, GRACE
from tests.factories.accounts import ResidentFactory, signed_in
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]
PAGES = ["index", "payments", "awards", "letters"]


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"benefits:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_heading_and_a_telephone_number(as_amina: Client, name: str) -> None:
    html = page(as_amina, name)

    assert html.count("<h1") == 1
    assert "01632\N{NO-BREAK SPACE}960" in html


@pytest.mark.parametrize("name", [*PAGES, "report-change"])
def test_a_visitor_has_to_sign_in(client: Client, sandbox: Sandbox, name: str) -> None:
    response = client.get(reverse(f"benefits:{name}"))

    assert response.status_code == 302
    assert "benefits" in response["Location"]


@pytest.mark.parametrize("name", [*PAGES, "report-change"])
def test_who_has_not_linked_a_claim_is_asked_to(sandbox: Sandbox, name: str) -> None:
    response = signed_in(ResidentFactory()).get(reverse(f"benefits:{name}"))

    assert response["Location"] == reverse("services:link", args=["benefits"])


@pytest.mark.parametrize("name", PAGES)
def test_an_outage_is_said_plainly(as_amina: Client, sandbox: Sandbox, name: str) -> None:
    sandbox.fault("benefits", "error")

    response = as_amina.get(reverse(f"benefits:{name}"))

    assert response.status_code == 503
    assert "not answering" in response.content.decode()


def test_somebody_elses_claim_is_never_shown(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("benefits", "another_person")

    response = as_amina.get(reverse("benefits:index"))

    assert response.status_code == 503
    for marker in (GRACE.full_name, GRACE.claim, GRACE.address):
        assert marker not in response.content.decode()


def test_the_claim_says_what_comes_in_and_what_has_to_go_back(as_amina: Client) -> None:
    html = page(as_amina, "index")

    assert "£68.42 a week" in html
    assert "<strong>£142.35</strong> of £236.52" in html
    assert "Your last 5 weekly or 2 monthly payslips" in html
    assert reverse("payments:start", args=["benefits", f"{AMINA.claim}-OP1"]) in html


def test_what_is_taken_from_the_benefit_is_not_asked_for_here(as_grace: Client) -> None:
    html = page(as_grace, "index")

    assert "£13.65 a week" in html
    assert "/payments/pay/benefits/" not in html


def test_two_years_of_payments_can_be_paged(as_amina: Client) -> None:
    first = as_amina.get(reverse("benefits:payments")).content.decode()
    last = as_amina.get(reverse("benefits:payments"), {"page": 5}).content.decode()

    assert "Older" in first
    assert "Newer" in last
    assert "planned" in first


def test_a_letter_can_be_read(as_amina: Client) -> None:
    assert "Dear Ms Yusuf" in page(as_amina, "letter", f"{AMINA.claim}-L001")


def test_a_letter_of_somebody_elses_claim_is_not_found(as_amina: Client) -> None:
    theirs = as_amina.get(reverse("benefits:letter", args=[f"{GRACE.claim}-L001"]))
    none = as_amina.get(reverse("benefits:letter", args=["70043211-L999"]))

    assert (theirs.status_code, none.status_code) == (404, 404)
