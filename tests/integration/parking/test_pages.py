"""The parking pages, from the resident's side of the screen."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.audit.models import AuditEntry
from accounts.residents.models import Resident
from services.models import ServiceLink
from services.sandbox.personas import AMINA, GRACE, TOM
from tests.integration.parking.conftest import AMINAS, PCN
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]

INDEX = reverse("parking:index")
ADD_NOTICE, ADD_PERMIT = reverse("parking:add-notice"), reverse("parking:add-permit")
NOTICE = reverse("parking:notice", args=[PCN])
PHOTOGRAPH = reverse("parking:photograph", args=[PCN, "1"])
PAY = reverse("payments:start", args=["parking", PCN])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("address", [INDEX, ADD_NOTICE, ADD_PERMIT, NOTICE])
def test_every_page_has_one_heading_and_a_telephone_number(as_amina: Client, address: str) -> None:
    html = page(as_amina, address)

    assert html.count("<h1") == 1
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in html


@pytest.mark.parametrize("address", [INDEX, ADD_NOTICE, ADD_PERMIT, NOTICE, PHOTOGRAPH])
def test_a_visitor_has_to_sign_in(client: Client, sandbox: Sandbox, address: str) -> None:
    assert client.get(address).status_code == 302


def test_amina_sees_what_her_notice_costs_today_and_next(as_amina: Client) -> None:
    html = page(as_amina, NOTICE)

    assert "To pay today: <strong>£35.00</strong>" in html
    assert "it costs £70.00" in html
    assert PAY in html
    assert "Double" not in html


def test_the_overview_has_permits_sessions_and_notices(as_amina: Client) -> None:
    html = page(as_amina, INDEX)

    assert "Resident permit, zone A" in html
    assert "32 of 50" in html
    assert PCN in html
    assert PAY in html


@pytest.mark.parametrize("address", [INDEX, NOTICE, PHOTOGRAPH])
def test_an_outage_is_said_plainly(as_amina: Client, sandbox: Sandbox, address: str) -> None:
    sandbox.fault("parking", "error")

    response = as_amina.get(address)

    assert response.status_code == 503
    assert "not answering" in response.content.decode()


def test_somebody_elses_notice_is_never_shown(as_amina: Client, sandbox: Sandbox) -> None:
    sandbox.fault("parking", "another_person")

    response = as_amina.get(NOTICE)

    assert response.status_code == 503
    assert GRACE.vrm not in response.content.decode()


def test_a_photograph_is_a_picture_and_nothing_else(as_amina: Client) -> None:
    response = as_amina.get(PHOTOGRAPH)

    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response.content.startswith(b"\xff\xd8\xff")


def test_a_photograph_that_is_not_there_is_not_found(as_amina: Client) -> None:
    assert as_amina.get(reverse("parking:photograph", args=[PCN, "9"])).status_code == 404


@pytest.mark.parametrize("name", ["notice", "challenge", "challenge-check"])
def test_a_notice_one_has_not_added_is_not_found(as_grace: Client, name: str) -> None:
    """E10: its number alone opens nothing, whether it exists or not."""
    theirs = as_grace.get(reverse(f"parking:{name}", args=[PCN]))
    none = as_grace.get(reverse(f"parking:{name}", args=["TB00000000"]))

    assert (theirs.status_code, none.status_code) == (404, 404)


def test_who_has_nothing_yet_can_add_a_notice_or_a_permit(as_tom: Client) -> None:
    html = page(as_tom, INDEX)

    assert ADD_NOTICE in html
    assert ADD_PERMIT in html


def test_a_notice_is_added_with_its_number_and_registration(as_tom: Client, tom: Resident) -> None:
    typed = {"number": " tb1001 2379", "vrm": "tb18 tom"}

    response = as_tom.post(ADD_NOTICE, typed)

    assert response["Location"] == reverse("parking:notice", args=[TOM.penalty_charge_notice])
    link = ServiceLink.objects.get(resident_id=tom.pk, service="parking")
    assert link.reference == f"{TOM.penalty_charge_notice}/{TOM.vrm}"
    assert "£105.00" in page(as_tom, response["Location"])
    assert AuditEntry.objects.filter(event="services.link.made").exists()


def test_a_second_notice_and_a_permit_join_the_first(as_amina: Client, amina: Resident) -> None:
    as_amina.post(ADD_NOTICE, {"number": GRACE.penalty_charge_notice, "vrm": GRACE.vrm})

    link = ServiceLink.objects.get(resident_id=amina.pk)
    assert link.reference == f"{AMINAS.reference} {GRACE.penalty_charge_notice}/{GRACE.vrm}"
    assert AuditEntry.objects.filter(event="services.link.changed").count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"number": PCN, "vrm": TOM.vrm},
        {"number": "TB00000000", "vrm": AMINA.vrm},
    ],
)
def test_a_wrong_pair_adds_nothing_and_says_no_more_than_that(
    as_tom: Client, typed: dict[str, str]
) -> None:
    html = as_tom.post(ADD_NOTICE, typed).content.decode()

    assert "No notice has this number and registration" in html
    assert not ServiceLink.objects.exists()


def test_guessing_ends_after_three_tries(as_tom: Client) -> None:
    for guess in ("TB18AAA", "TB18AAB", "TB18AAC"):
        as_tom.post(ADD_NOTICE, {"number": PCN, "vrm": guess})

    html = as_tom.post(ADD_NOTICE, {"number": PCN, "vrm": AMINA.vrm}).content.decode()

    assert "You have tried three times today" in html
    assert not ServiceLink.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "", "vrm": "TB18TOM"}, "Enter the notice number"),
        ({"number": "TB1/../2", "vrm": "TB18TOM"}, "as it stands on the notice"),
        ({"number": PCN, "vrm": ""}, "Enter the vehicle registration"),
        ({"number": PCN, "vrm": "x y/z"}, "in letters and numbers"),
    ],
)
def test_every_mistake_is_said_in_plain_words(
    as_tom: Client, typed: dict[str, str], words: str
) -> None:
    assert words in as_tom.post(ADD_NOTICE, typed).content.decode()


def test_an_outage_costs_no_try(as_tom: Client, sandbox: Sandbox) -> None:
    sandbox.fault("parking", "error")

    html = as_tom.post(ADD_NOTICE, {"number": PCN, "vrm": AMINA.vrm}).content.decode()

    assert "not answering" in html
    assert not AuditEntry.objects.filter(event="services.link.refused").exists()


def test_a_permit_is_added_beside_a_notice(as_tom: Client, tom: Resident) -> None:
    as_tom.post(ADD_NOTICE, {"number": TOM.penalty_charge_notice, "vrm": TOM.vrm})
    facts = {
        "permit_number": TOM.permit,
        "vehicle_registration": TOM.vrm,
        "postcode": TOM.postcode,
    }

    wrong = as_tom.post(ADD_PERMIT, facts | {"postcode": "TB9 9ZZ"}).content.decode()
    right = as_tom.post(ADD_PERMIT, facts)

    assert "These details do not match our records" in wrong
    assert right["Location"] == INDEX
    html = page(as_tom, INDEX)
    assert "Resident permit, zone C" in html
    assert TOM.penalty_charge_notice in html


def test_a_notice_can_be_taken_off_the_account(as_amina: Client, amina: Resident) -> None:
    as_amina.post(reverse("parking:remove-notice", args=[PCN]))

    assert ServiceLink.objects.get(resident_id=amina.pk).reference == f"permit:{AMINA.permit}"
    assert PCN not in page(as_amina, INDEX).replace(f"Notice {PCN} is not shown here any more.", "")


def test_taking_off_the_last_one_leaves_no_link(as_tom: Client, tom: Resident) -> None:
    as_tom.post(ADD_NOTICE, {"number": TOM.penalty_charge_notice, "vrm": TOM.vrm})

    as_tom.post(reverse("parking:remove-notice", args=[TOM.penalty_charge_notice]))

    assert not ServiceLink.objects.exists()


def test_taking_off_a_notice_in_an_old_tab_leads_to_linking(as_tom: Client, tom: Resident) -> None:
    """The link was removed in another tab: a page, not an error."""
    ServiceLink.objects.filter(resident_id=tom.pk).delete()

    response = as_tom.post("/services/parking/notices/TB40009998/remove/")

    assert (response.status_code, response["Location"]) == (302, "/services/parking/link/")


def test_the_amount_to_pay_is_the_one_due_today(as_amina: Client) -> None:
    html = page(as_amina, PAY)

    assert "£35.00" in html
    assert f"Penalty charge notice {PCN}" in html
