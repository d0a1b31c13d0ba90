"""Who has looked at my account: all of it, in plain words, with a button that stops them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.presenters import sentence_for
from accounts.audit.record import record
from accounts.mandates.models import Mandate
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory, actor_of
from tests.factories.assisted import Desk, agree, begin
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    return ResidentFactory.create(last_name="Yusuf", created_at="2024-05-04T10:00:00Z")


@pytest.fixture
def own(amina):
    client = Client()
    client.force_login(amina.user)
    return client


def test_the_resident_reads_who_looked_from_where_and_at_what(own, amina, joy, pages):
    """D26, L09."""
    joy.help(amina)
    joy.client.get("/t/housing/")

    page = own.get(reverse("activity:index")).content.decode()

    assert "Joy Adeyemi looked at housing." in page
    assert "Joy Adeyemi started helping you." in page
    assert "Central Library, in person" in page


def test_nobody_elses_trail_is_shown(own, amina, joy, desmond):
    """E19"""
    begin(joy.staff, desmond)

    page = own.get(reverse("activity:index")).content.decode()

    assert "Joy Adeyemi" not in page


def test_searches_by_staff_name_no_resident_and_are_not_shown(own, amina, joy):
    joy.post(reverse("assisted:find"), {"last_name": "Yusuf", "postcode": "TB1 4QN"})

    assert "looked for" not in own.get(reverse("activity:index")).content.decode()


def test_what_the_resident_did_says_you(own, amina):
    own.get(reverse("activity:index"))
    entry = record(Event.LINK_MADE, actor=actor_of(amina), subject="social_care")

    assert sentence_for(entry, who="You") == "You linked social care to this account."


def test_a_request_is_told_with_both_its_references(own, amina):
    sent = record(
        Event.SUBMISSION_ACCEPTED,
        actor=actor_of(amina),
        subject="CKY-2DH-TV4",
        service="social_care",
        task="report-change",
    )
    taken = record(
        Event.SUBMISSION_DELIVERED,
        actor=actor_of(amina),
        subject="CKY-2DH-TV4",
        supplier_reference="HR-77_1",
    )

    assert sentence_for(sent, who="Joy Adeyemi") == (
        "Joy Adeyemi sent a request to social care (tell us about a change), reference CKY-2DH-TV4."
    )
    assert sentence_for(taken, who="Joy Adeyemi") == (
        "Request CKY-2DH-TV4 reached the service, which calls it HR-77_1."
    )


def test_only_what_staff_did_can_be_asked_for(own, amina, joy):
    record(Event.LINK_MADE, actor=actor_of(amina), subject="housing")
    begin(joy.staff, amina)

    page = own.get(reverse("activity:index"), {"who": "staff"}).content.decode()

    assert "Joy Adeyemi started helping you." in page
    assert "linked housing" not in page


@pytest.mark.parametrize("page", ["0", "999", "x", "-1", "٣"])
def test_a_page_that_is_not_there_shows_one_that_is(own, amina, page):
    assert own.get(reverse("activity:index"), {"page": page}).status_code == 200


def test_the_whole_trail_is_read_page_by_page(own, amina):
    for number in range(31):
        record(Event.LINK_MADE, actor=actor_of(amina), subject=f"n{number}n")

    first = own.get(reverse("activity:index")).content.decode()
    second = own.get(reverse("activity:index"), {"page": "2"}).content.decode()

    assert "n30n" in first
    assert "n0n" not in first
    assert "n0n" in second


def test_one_press_stops_whoever_is_helping(own, amina, joy):
    """D03"""
    session = begin(joy.staff, amina)
    page = own.get(reverse("activity:index")).content.decode()
    assert "Stop Joy Adeyemi" in page

    response = own.post(reverse("activity:stop", args=[session.mandate_id]), follow=True)

    assert "They can no longer act for you." in response.content.decode()
    assert "Stop Joy Adeyemi" not in response.content.decode()
    assert Mandate.objects.get().ended_by == "resident"
    audited("accounts.mandate.ended", resident_id=amina.pk, staff_id=None)


def test_of_two_who_help_only_the_one_who_was_named_is_stopped(own, amina, joy):
    """D03, E01"""
    first = begin(joy.staff, amina)
    second = begin(LibraryAdviserFactory.create(name="Bea Lind"), amina)
    going_on = Mandate.objects.filter(ended_at=None).values_list("pk", flat=True)

    own.post(reverse("activity:stop", args=[second.mandate_id]))
    assert set(going_on.all()) == {first.mandate_id}
    own.post(reverse("activity:stop", args=[first.mandate_id]))
    assert set(going_on.all()) == set()


def test_what_was_agreed_and_stopped_reads_like_a_sentence(own, amina, joy):
    session = begin(joy.staff, amina, services=("housing", "parking"))
    own.post(reverse("activity:stop", args=[session.mandate_id]))
    agreed = record(Event.MANDATE_RECORDED, actor=actor_of(amina), services="housing, social_care")

    page = own.get(reverse("activity:index")).content.decode()

    assert "You stopped somebody from acting for you." in page
    assert sentence_for(agreed, who="Carol Whyte") == (
        "Carol Whyte wrote down that you agreed to be helped with housing, social care."
    )


def test_nobody_stops_the_help_of_somebody_else(own, amina, joy, desmond):
    session = begin(joy.staff, desmond)

    response = own.post(reverse("activity:stop", args=[session.mandate_id]))

    assert response.status_code == 404
    assert Mandate.objects.get().ended_at is None


def test_stopping_takes_a_press_and_no_link(own, amina, joy):
    session = begin(joy.staff, amina)

    assert own.get(reverse("activity:stop", args=[session.mandate_id])).status_code == 405


def test_staff_who_help_cannot_read_the_trail_nor_stop_others(amina, joy):
    joy.help(amina)
    other = agree(LibraryAdviserFactory.create(name="Bea Lind"), amina)

    assert joy.client.get(reverse("activity:index")).status_code == 403
    assert joy.post(reverse("activity:stop", args=[other.pk])).status_code == 403


def test_a_name_in_the_trail_is_a_name_and_not_markup(own, amina):
    joy = Desk(LibraryAdviserFactory.create(name="Joy <b>O'Hara</b>"))
    begin(joy.staff, amina)

    page = own.get(reverse("activity:index")).content.decode()

    assert "Joy &lt;b&gt;O&#x27;Hara&lt;/b&gt; started helping you." in page


@pytest.mark.parametrize("event", list(Event), ids=str)
def test_every_event_can_be_said_in_one_sentence(event):
    entry = AuditEntry(event=event, subject="housing", reason="", facts={})

    said = sentence_for(entry, who="Joy Adeyemi")

    assert said.endswith(".")
    assert said[0].isupper()
    assert "{" not in said
