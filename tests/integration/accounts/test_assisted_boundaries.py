"""What opens while helping, what never does, and what it costs."""

import itertools

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from accounts.assisted.models import AssistedSession
from accounts.audit.models import AuditEntry
from accounts.audit.presenters import sentence_for
from accounts.mandates.models import Mandate
from tests.factories.accounts import (
    LibraryAdviserFactory,
    ResidentFactory,
    ServiceManagerFactory,
)
from tests.factories.assisted import (
    Desk,
    SocialCareAdviserFactory,
)
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db


ROLES_AND_PAGES = [
    # role's factory, agreed to, page, status
    (LibraryAdviserFactory, ("housing",), "housing", 200),
    (LibraryAdviserFactory, ("housing",), "overview", 200),
    (LibraryAdviserFactory, ("housing",), "details", 200),
    (LibraryAdviserFactory, ("housing",), "benefits", 403),
    (LibraryAdviserFactory, ("housing",), "social-care", 403),
    (SocialCareAdviserFactory, ("social_care",), "social-care", 200),
    (SocialCareAdviserFactory, ("housing",), "social-care", 403),
]
CLOSED = ["security", "bank", "delegates", "own-way-in"]


@pytest.mark.parametrize(("factory", "agreed", "page", "status"), ROLES_AND_PAGES)
def test_a_page_opens_for_the_role_and_the_agreement(desmond, pages, factory, agreed, page, status):
    """D02, D14"""
    desk = Desk(factory.create())
    desk.help(desmond, *agreed)

    assert desk.client.get(f"/t/{page}/").status_code == status


@pytest.mark.parametrize(
    ("factory", "page", "method"),
    list(
        itertools.product(
            [LibraryAdviserFactory, SocialCareAdviserFactory], CLOSED, ["get", "post"]
        )
    ),
)
def test_what_is_the_residents_alone_stays_closed_to_every_role(
    desmond, pages, factory, page, method
):
    """D16"""
    desk = Desk(factory.create())
    desk.help(desmond)

    request = desk.client.get if method == "get" else desk.post
    response = request(f"/t/{page}/")

    assert response.status_code == 403
    assert pages == []
    body = response.content.decode()
    assert "Only the resident can open this." in body
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}100" in body
    audited("assisted.access.refused", staff_id=desk.staff.pk, reason="closed_to_staff")


def test_contact_details_can_be_seen_and_not_changed(joy, desmond, pages):
    """D16"""
    joy.help(desmond)

    assert joy.client.get("/t/details/").status_code == 200
    assert joy.post("/t/details/").status_code == 403
    assert pages == []


@pytest.mark.parametrize("helping", [True, False])
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_email", "account_change_password", "mfa_index", "account_signup"],
)
def test_staff_reach_no_page_about_signing_in_as_a_resident(joy, desmond, name, helping):
    """D16, C18: neither the resident's, nor a second door for themselves."""
    if helping:
        joy.help(desmond)

    assert joy.client.get(reverse(name)).status_code == 403


def test_a_refusal_is_the_residents_to_read(joy, desmond, pages):
    joy.help(desmond)

    joy.client.get("/t/social-care/")

    entry = audited("assisted.access.refused", resident_id=desmond.pk, staff_id=joy.staff.pk)
    assert (entry.subject, entry.reason) == ("social_care", "role_needed")
    said = sentence_for(entry, who="Joy Adeyemi")
    assert said == "Joy Adeyemi tried to open social care and was refused."


def test_every_page_staff_look_at_is_written_down(joy, desmond, pages):
    """D22"""
    session = joy.help(desmond)

    joy.client.get("/t/housing/")

    entry = audited("accounts.resident.viewed", resident_id=desmond.pk, staff_id=joy.staff.pk)
    assert (entry.subject, entry.channel) == ("housing", "assisted_face_to_face")
    assert entry.assisted_session_id == session.pk
    assert set(entry.facts) == {"page"}


def test_a_resident_looking_at_their_own_page_is_not_written_down(pages):
    client = Client()
    client.force_login(ResidentFactory.create().user)

    client.get("/t/housing/")

    assert not AuditEntry.objects.filter(event="accounts.resident.viewed").exists()


@pytest.fixture
def broken_trail():
    """Nobody can write the audit trail."""

    def refuse(execute, sql, params, many, context):
        if "audit_auditentry" in sql and sql.lstrip().upper().startswith("INSERT"):
            raise DatabaseError("the audit trail is read-only")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)


def test_help_that_cannot_be_written_down_does_not_begin(joy, desmond, broken_trail):
    """D23"""
    joy.pass_identity(desmond)
    sealed = joy.propose(desmond, "housing").context["sealed"]
    joy.client.raise_request_exception = False

    with broken_trail:
        response = joy.client.post(
            reverse("assisted:begin", args=[desmond.pk]), {"proposal": sealed, "acting_for": ""}
        )

    assert response.status_code == 500
    assert not AssistedSession.objects.exists()
    assert not Mandate.objects.exists()


def test_a_page_that_cannot_be_written_down_is_not_shown(joy, desmond, pages, broken_trail):
    """D23"""
    joy.help(desmond)
    joy.client.raise_request_exception = False

    with broken_trail:
        response = joy.client.get("/t/housing/")

    assert response.status_code == 500
    assert str(desmond.pk) not in response.content.decode()


def test_a_search_that_cannot_be_written_down_finds_nobody(joy, desmond, broken_trail):
    """D23"""
    joy.client.raise_request_exception = False

    with broken_trail:
        response = joy.client.post(
            reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"}
        )

    assert response.status_code == 500


# What it costs


def test_a_residents_request_costs_a_session_and_a_user(pages, django_assert_num_queries):
    client = Client()
    client.force_login(ResidentFactory.create().user)
    client.get("/t/housing/")

    with django_assert_num_queries(2):
        response = client.get("/t/housing/")

    assert response.status_code == 200


def test_nobody_signed_in_costs_nothing(pages, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = Client().get("/t/anybody/")

    assert response.content.decode() == "anybody of None by None"


def test_the_manager_without_a_session_opens_their_own_pages(pages):
    morgan = Desk(ServiceManagerFactory.create())

    assert morgan.client.get("/t/managers-only/").status_code == 200
    assert morgan.client.get("/t/housing/").status_code == 403


@pytest.mark.parametrize(
    ("page", "tried"),
    [
        ("security", "security settings"),
        ("bank", "bank details"),
        ("delegates", "who may act for the resident"),
        ("own-way-in", "sign-in details"),
        ("managers-only", "a page"),
        ("benefits", "benefits"),
    ],
)
def test_the_resident_reads_in_words_what_was_tried(joy, desmond, pages, page, tried):
    """D26: never the name that a page has in our code."""
    joy.help(desmond)

    joy.client.get(f"/t/{page}/")

    entry = audited("assisted.access.refused", resident_id=desmond.pk)
    said = sentence_for(entry, who="Joy Adeyemi")
    assert said == f"Joy Adeyemi tried to open {tried} and was refused."
