"""The housing pages, from the resident's side of the screen."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.residents.models import Resident
from services.sandbox.personas import AMINA
from tests.factories.accounts import signed_in
from tests.integration.housing.conftest import work_orders
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

PAGES = ["index", "tenancy", "rent", "statements", "repairs"]


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"housing:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_heading_and_a_telephone_number(as_amina: Client, name: str) -> None:
    html = page(as_amina, name)

    assert html.count("<h1") == 1
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html


@pytest.mark.parametrize("name", [*PAGES, "report-repair"])
def test_a_visitor_has_to_sign_in(client: Client, sandbox: Sandbox, name: str) -> None:
    response = client.get(reverse(f"housing:{name}"))

    assert response.status_code == 302
    assert "sign-in" in response["Location"] or "login" in response["Location"]


@pytest.mark.parametrize("name", [*PAGES, "report-repair"])
def test_who_has_not_linked_housing_is_asked_to(db: None, sandbox: Sandbox, name: str) -> None:
    from tests.factories.accounts import ResidentFactory

    response = signed_in(ResidentFactory()).get(reverse(f"housing:{name}"))

    assert response.status_code == 302
    assert response["Location"] == reverse("services:link", args=["housing"])


@pytest.mark.parametrize("name", ["index", "tenancy", "rent", "statements"])
def test_an_outage_is_said_plainly_with_a_telephone_number(
    as_amina: Client, sandbox: Sandbox, name: str
) -> None:
    sandbox.fault("housing", "error")

    response = as_amina.get(reverse(f"housing:{name}"))

    assert response.status_code == 503
    assert "not answering" in response.content.decode()
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in response.content.decode()
    # A report is kept and handed over later: the way to it must not go down with the rest.
    assert f'href="{reverse("housing:report-repair")}"' in response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_somebody_elses_record_is_never_rendered(
    as_amina: Client, sandbox: Sandbox, name: str
) -> None:
    sandbox.fault("housing", "another_person")

    response = as_amina.get(reverse(f"housing:{name}"))

    assert response.status_code == 503
    assert "Okafor" not in response.content.decode()
    assert "Clarke" not in response.content.decode()


def test_the_first_page_says_what_is_owed_and_leads_to_paying_it(as_amina: Client) -> None:
    html = page(as_amina, "index")

    assert "£186.42" in html
    assert reverse("payments:start", args=["housing", "rent"]) in html
    assert "Window will not close" in html


def test_the_tenancy_page_names_who_lives_there(as_amina: Client) -> None:
    html = page(as_amina, "tenancy")

    assert "Secure tenancy" in html
    assert "Zaid Yusuf" in html
    assert "£118.64" in html


def test_statements_lead_to_every_line_of_a_quarter(as_amina: Client) -> None:
    response = as_amina.get(reverse("housing:statements"))
    statement = response.context["statements"][1]

    first = as_amina.get(reverse("housing:statement", args=[statement.slug]))
    whole = as_amina.get(reverse("housing:statement", args=[statement.slug]), {"all": "1"})

    assert len(first.context["page"].object_list) == 25
    lines = whole.context["page"].object_list
    assert len(lines) > 25
    moved = sum(line.charged_pence - line.paid_pence for line in lines)
    assert statement.opening_pence + moved == statement.closing_pence


def test_a_statement_nobody_has_is_not_found(as_amina: Client) -> None:
    assert as_amina.get(reverse("housing:statement", args=["1999-00-q1"])).status_code == 404


def test_without_the_housing_system_the_list_of_repairs_says_that_it_is_not_complete(
    as_amina: Client, sandbox: Sandbox
) -> None:
    sandbox.fault("housing", "error")

    html = page(as_amina, "repairs")

    assert "not complete" in html
    assert "No repairs are under way" not in html


def test_a_repair_is_either_under_way_or_finished(as_amina: Client) -> None:
    told = as_amina.get(reverse("housing:repairs")).context

    assert {repair.is_open for repair in told["under_way"]} == {True}
    assert {repair.is_open for repair in told["finished"]} == {False}


def test_a_repair_shows_where_it_has_got_to(as_amina: Client, sandbox: Sandbox) -> None:
    number = work_orders(sandbox)[0]["reference"]

    html = page(as_amina, "repair", number)

    assert "Window will not close" in html
    assert "Visit booked" in html
    assert 'aria-current="step"' in html
    assert "New stay ordered." in html
    assert "two operatives" not in html


@pytest.mark.parametrize("name", ["repair", "visit"])
def test_nobody_opens_a_repair_of_another_home(
    as_grace: Client, sandbox: Sandbox, name: str
) -> None:
    number = work_orders(sandbox, AMINA)[0]["reference"]

    assert as_grace.get(reverse(f"housing:{name}", args=[number])).status_code == 404


@pytest.mark.parametrize("reference", ["99999999", "KTM-4RZ-9WB", "0"])
def test_a_repair_nobody_made_is_not_found(as_amina: Client, reference: str) -> None:
    assert as_amina.get(reverse("housing:repair", args=[reference])).status_code == 404


def test_the_name_of_another_tenant_never_stands_on_a_page(amina: Resident) -> None:
    for name in PAGES:
        assert "Okafor" not in page(signed_in(amina), name)
