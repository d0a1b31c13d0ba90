"""Nothing meant for one resident ever happens to another."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import browser
from accounts.assisted.models import AssistedSession
from accounts.assisted.policies import Ending
from accounts.assisted.session import end_session
from accounts.audit.models import AuditEntry
from tests.factories.accounts import (
    ResidentFactory,
)
from tests.factories.assisted import (
    Desk,
    begin,
)
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db


def test_a_form_filled_in_for_one_resident_is_not_sent_for_the_next(joy, desmond, lakshmi, pages):
    """D04, D05"""
    joy.help(desmond)
    form_for_desmond = joy.token
    joy.help(lakshmi)

    response = joy.client.post("/t/housing/", {"acting_for": form_for_desmond})

    assert response.status_code == 409
    assert "You are now helping Lakshmi Nair" in response.content.decode()
    assert pages == []
    audited("assisted.form.refused", staff_id=joy.staff.pk, resident_id=lakshmi.pk)


@pytest.mark.parametrize("token", [None, "", "something-else"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_changing_request_names_the_resident(joy, desmond, pages, token, method):
    """D04"""
    joy.help(desmond)
    data = {} if token is None else {"acting_for": token}

    response = getattr(joy.client, method)("/t/housing/", data)

    assert response.status_code == 409
    assert pages == []


def test_a_page_for_anybody_takes_no_stale_form_either(joy, desmond, pages):
    """D04"""
    joy.help(desmond)

    assert joy.client.post("/t/anybody/").status_code == 409
    assert joy.post("/t/anybody/").status_code == 200


def test_a_script_may_name_the_resident_in_a_header(joy, desmond, pages):
    joy.help(desmond)

    response = joy.client.post("/t/housing/", headers={"x-acting-for": joy.token})

    assert response.status_code == 200


def test_a_form_left_from_help_that_is_over_does_nothing(joy, desmond, pages):
    """D05: the next one at this computer may be somebody else."""
    joy.help(desmond)
    old = joy.token
    joy.post(reverse("assisted:end"))
    joy.client.logout()
    amina = ResidentFactory.create()
    joy.client.force_login(amina.user)

    response = joy.client.post("/t/housing/", {"acting_for": old})

    assert response.status_code == 409
    assert pages == []


@pytest.mark.parametrize("where", ["query", "header", "body"])
def test_a_resident_cannot_act_for_another_by_saying_so(desmond, pages, where):
    """D09"""
    amina = ResidentFactory.create()
    client = Client()
    client.force_login(amina.user)
    sent = {
        "query": {"path": f"/t/housing/?on_behalf_of={desmond.pk}&acting_for={desmond.pk}"},
        "header": {"path": "/t/housing/", "headers": {"x-on-behalf-of": str(desmond.pk)}},
        "body": {"path": "/t/housing/", "data": {"on_behalf_of": str(desmond.pk)}},
    }

    response = client.post(**sent[where])

    assert response.content.decode() == f"housing of {amina.pk} by None"
    assert pages == [f"housing for {amina.pk}"]


def test_beginning_with_somebody_else_ends_the_help_before(joy, desmond, lakshmi, pages):
    first = joy.help(desmond)

    joy.help(lakshmi)

    first.refresh_from_db()
    assert first.ended_why == "switched"
    assert AssistedSession.objects.get(ended_at=None).resident == lakshmi
    assert str(lakshmi.pk) in joy.client.get("/t/housing/").content.decode()


def test_a_second_resident_leaves_no_line_in_the_firsts_trail(joy, desmond, lakshmi):
    """D06"""
    first = joy.help(desmond)
    joy.post(reverse("assisted:find"), {"last_name": "Nair", "postcode": "TB3 2LW"})
    joy.pass_identity(lakshmi)

    about_first = AuditEntry.objects.filter(assisted_session_id=first.pk)
    assert set(about_first.values_list("resident_id", flat=True)) == {desmond.pk}
    assert not about_first.filter(event="assisted.residents.searched").exists()


def test_the_database_itself_allows_one_open_session_for_one_adviser(joy, desmond, lakshmi):
    begin(joy.staff, desmond)

    begin(joy.staff, lakshmi)

    assert AssistedSession.objects.filter(staff=joy.staff, ended_at=None).count() == 1


def test_the_session_key_changes_at_the_beginning_and_at_the_end(joy, desmond):
    """A14"""
    keys = [joy.client.session.session_key]
    joy.help(desmond)
    keys.append(joy.client.session.session_key)
    joy.post(reverse("assisted:end"))
    keys.append(joy.client.session.session_key)

    assert len(set(keys)) == 3


def test_a_cookie_from_before_the_beginning_is_worth_nothing(joy, desmond, pages):
    """A14"""
    before = Client(headers={"user-agent": "A library computer"})
    before.cookies = joy.client.cookies.copy()
    joy.help(desmond)

    assert before.get("/t/housing/").status_code == 302


def test_nothing_of_one_resident_stays_in_the_browser_for_the_next(joy, desmond, lakshmi, pages):
    """D06"""
    joy.help(desmond)
    joy.pass_identity(lakshmi)
    sealed = joy.propose(lakshmi, "housing").context["sealed"]
    for_lakshmi = {"proposal": sealed, "acting_for": joy.token}
    joy.client.get("/t/leave-something-behind/")
    assert {"journeys", "basket"} <= set(joy.client.session.keys())

    joy.client.post(reverse("assisted:begin", args=[lakshmi.pk]), for_lakshmi)

    assert not {"journeys", "basket"} & set(joy.client.session.keys())
    assert "leak" not in joy.client.get(reverse("assisted:find")).content.decode()


def test_nothing_of_a_resident_stays_in_the_browser_after_the_end(joy, desmond, pages):
    """D06: the library's computer goes to the next person."""
    session = joy.help(desmond)
    joy.client.get("/t/leave-something-behind/")
    end_session(session, why=Ending.FINISHED, now=timezone.now())

    joy.client.get("/t/housing/")

    of_residents = {"journeys", "basket", browser.SESSION, browser.BROWSER}
    assert not of_residents & set(joy.client.session.keys())


@pytest.mark.parametrize("address", ["/staff/sign-out/", "/account/sign-out/"])
@pytest.mark.parametrize("form", [{}, {"acting_for": "an old page"}])
def test_signing_out_works_from_any_page_however_old(joy, desmond, form, address):
    """D08: leaving is never refused."""
    session = joy.help(desmond)

    assert joy.client.post(address, form).status_code == 302

    session.refresh_from_db()
    assert session.ended_why == "signed_out"


def test_a_copied_cookie_in_another_browser_ends_the_help(joy, desmond, pages):
    """D24"""
    session = joy.help(desmond)
    thief = Client(headers={"user-agent": "Another browser"})
    thief.cookies = joy.client.cookies.copy()

    assert thief.get("/t/housing/").status_code == 403

    session.refresh_from_db()
    assert session.ended_why == "moved"
    assert joy.client.get("/t/housing/").status_code in {302, 403}


def test_the_same_adviser_in_another_browser_is_helping_nobody(joy, desmond, pages):
    """D05"""
    session = joy.help(desmond)
    elsewhere = Desk(joy.staff)

    assert elsewhere.client.get("/t/housing/").status_code == 403
    assert "Open in another browser" in elsewhere.client.get("/assist/").content.decode()

    ended = elsewhere.post(reverse("assisted:end-elsewhere"))
    again = elsewhere.post(reverse("assisted:end-elsewhere"))

    assert ended["Location"] == reverse("assisted:summary", args=[session.pk])
    assert again["Location"] == reverse("assisted:start")
    assert joy.client.get("/t/housing/").status_code == 403
