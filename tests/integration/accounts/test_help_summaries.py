"""The summary says what happened, to whom, by whom and where: on screen, on paper, by letter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.actors import actor_of
from accounts.assisted.models import AssistedSession
from accounts.assisted.policies import Ending
from accounts.assisted.session import end_session, pause_session, resume_session
from accounts.assisted.summary import SUMMARY_STAYS, reference_of, summarise
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.record import record
from accounts.notifications.models import OutboundNotification, Route
from accounts.residents.models import Resident
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory
from tests.factories.assisted import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(joy, desmond):
    return begin(joy.staff, desmond, services=("housing", "parking"))


def reported(session, reference="CKY-2DH-TV4"):
    record(
        Event.SUBMISSION_ACCEPTED,
        actor=actor_of(session),
        subject=reference,
        service="housing",
        task="report-repair",
    )


def test_it_tells_what_was_done_with_the_reference(session):
    reported(session)

    (done,) = summarise(session).done

    assert done.text == (
        "Joy Adeyemi sent a request to housing (report a repair), reference CKY-2DH-TV4."
    )


def test_it_names_both_people_the_place_and_what_was_agreed(session):
    summary = summarise(session)

    assert summary.resident_name == "Desmond Clarke"
    assert (summary.staff_name, summary.place) == ("Joy Adeyemi", "Central Library")
    assert (summary.channel, summary.services) == ("in person", ("Housing", "Parking"))
    assert summary.started_at == session.started_at


def test_looking_and_being_refused_are_told_apart_from_doing(session):
    record(Event.RESIDENT_VIEWED, actor=actor_of(session), subject="housing")
    record(Event.RESIDENT_VIEWED, actor=actor_of(session), subject="housing")
    record(Event.RESIDENT_VIEWED, actor=actor_of(session), subject="")
    record(Event.ACCESS_REFUSED, actor=actor_of(session), subject="social_care")

    summary = summarise(session)

    assert summary.done == ()
    assert summary.looked_at == ("Housing", "the account’s front page")
    assert [line.text for line in summary.refused] == [
        "Joy Adeyemi tried to open social care and was refused."
    ]


@pytest.mark.parametrize("refused", [Event.FORM_REFUSED, Event.OWNERSHIP_REFUSED])
def test_what_the_portal_stopped_was_not_done_for_the_resident(session, refused):
    record(refused, actor=actor_of(session), subject="housing")

    assert summarise(session).done == ()


def test_an_hour_of_help_still_fits_a_text_message(session, desmond):
    """K04: Notify refuses a longer one for good, and nobody would hear what was done for them."""
    Resident.objects.filter(pk=desmond.pk).update(preferred_route="sms", telephone="07700900141")
    session.staff.name = "Christopher Featherstone-Haugh"
    session.staff.place_of_work = "Thornbridge Central Library and Registry Office"
    session.mandate.services = ["housing", "benefits", "parking", "leisure", "social_care"]
    for number in range(12):
        reported(session, reference=f"CKY-2DH-TV{number}")

    end_session(session, why=Ending.FINISHED, now=timezone.now())

    text = OutboundNotification.objects.get(template="assisted-summary")
    assert text.route == Route.SMS
    assert 800 < len(text.body) <= 918


def test_pausing_and_going_on_are_no_news(session):
    pause_session(session, now=timezone.now())
    resume_session(session, now=timezone.now())

    assert summarise(session).done == ()


def test_a_birthday_that_was_misheard_after_a_pause_is_nothing_that_was_done(session):
    record(Event.IDENTITY_FAILED, actor=actor_of(session), passed=0)

    assert summarise(session).done == ()


def test_another_session_with_the_same_resident_is_another_summary(joy, desmond, session):
    reported(session)
    second = begin(joy.staff, desmond)

    assert summarise(second).done == ()
    assert len(summarise(session).done) == 1


def test_its_reference_can_be_read_out(session):
    reference = reference_of(session)

    assert len(reference) == len("HELP-1234-5678")
    assert reference.startswith("HELP-")
    assert reference == reference.upper()


def test_it_is_sent_once_however_often_the_end_is_asked_for(session):
    now = timezone.now()

    first = end_session(session, why=Ending.FINISHED, now=now)
    second = end_session(session, why=Ending.IDLE, now=now)

    assert (first, second) == (True, False)
    assert OutboundNotification.objects.count() == 1
    assert AssistedSession.objects.get().ended_why == "finished"
    assert AuditEntry.objects.filter(event="assisted.session.ended").count() == 1


def test_the_letter_lists_what_was_done(session):
    reported(session)

    end_session(session, why=Ending.FINISHED, now=timezone.now())

    body = OutboundNotification.objects.get().body
    assert body.startswith("Dear Desmond Clarke")
    assert "- Joy Adeyemi sent a request to housing (report a repair)" in body
    assert "You had agreed to help with: housing, parking." in body
    assert reference_of(session) in body


def test_somebody_with_email_gets_it_by_email(joy):
    amina = ResidentFactory.create(email="amina@example.org")

    end_session(begin(joy.staff, amina), why=Ending.FINISHED, now=timezone.now())

    sent = OutboundNotification.objects.get()
    assert (sent.route, sent.to) == (Route.EMAIL, "amina@example.org")
    assert sent.subject == "What Joy Adeyemi did for you"
    assert "Nothing was changed or sent." in sent.body


@pytest.mark.parametrize(
    ("after", "status"),
    [(timedelta(0), 200), (SUMMARY_STAYS - timedelta(minutes=1), 200), (SUMMARY_STAYS, 403)],
)
def test_staff_can_open_it_for_an_hour(joy, session, after, status):
    ended_at = timezone.now() - after - timedelta(seconds=1)
    end_session(session, why=Ending.FINISHED, now=ended_at)

    response = joy.client.get(reverse("assisted:summary", args=[session.pk]))

    assert response.status_code == status


def test_it_is_not_there_before_the_end(joy, session):
    assert joy.client.get(reverse("assisted:summary", args=[session.pk])).status_code == 403


def test_the_start_page_offers_the_summaries_of_the_last_hour(joy, desmond, lakshmi):
    old = begin(joy.staff, lakshmi)
    end_session(old, why=Ending.FINISHED, now=timezone.now() - timedelta(minutes=61))
    recent = begin(joy.staff, desmond)
    end_session(recent, why=Ending.FINISHED, now=timezone.now())

    page = joy.client.get(reverse("assisted:start")).content.decode()

    assert "Summary for Desmond Clarke" in page
    assert "Lakshmi" not in page
    assert "Open in another browser" not in page


def test_the_start_page_says_nothing_of_whom_colleagues_help(joy, desmond, lakshmi):
    bea = LibraryAdviserFactory.create(name="Bea Lind")
    end_session(begin(bea, desmond), why=Ending.FINISHED, now=timezone.now())
    begin(bea, lakshmi)

    page = joy.client.get(reverse("assisted:start")).content.decode()

    assert "Desmond" not in page
    assert "Open in another browser" not in page


@pytest.mark.parametrize("name", ["pause", "resume", "end"])
def test_who_helps_nobody_has_nothing_to_pause_or_end(joy, desmond, name):
    theirs = begin(LibraryAdviserFactory.create(name="Bea Lind"), desmond)
    ask = joy.client.get if name == "resume" else joy.client.post

    assert ask(reverse(f"assisted:{name}")).status_code == 403

    theirs.refresh_from_db()
    assert (theirs.ended_at, theirs.paused_at) == (None, None)
