"""What was typed when the help's time ran out is kept for the resident, and nothing is sent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.policies import Ending
from accounts.assisted.session import end_session
from accounts.audit.models import AuditEntry
from accounts.staff.roles import Role
from services.drafts import find_draft, save_draft
from services.housing.catalogue import PROBLEMS
from services.models import Draft, Submission
from tests.factories.accounts import LibraryAdviserFactory, UserFactory, actor_of
from tests.factories.assisted import Desk
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db

TYPED = {"problem": "leak", "room": "kitchen", "details": "Water under the sink"}
LATE_FORMS = [
    # address, what was typed, service, task, what is kept of it
    ("housing:report-details", (), {"details": "Under the sink"}, "housing", "report-repair"),
    ("benefits:report-change", (), {"details": "New job"}, "benefits", "report-change"),
    ("benefits:apply", (), {"details": "Alone"}, "benefits", "apply-council-tax-reduction"),
    ("benefits:challenge", ("L1",), {"reason": "I told you"}, "benefits", "challenge-decision"),
    ("parking:challenge", ("TB1",), {"statement": "I paid"}, "parking", "challenge-notice"),
]
HOUSING = reverse("housing:report-details")


def draft_of(resident, service, task, about=""):
    return find_draft(
        actor=actor_of(resident), service=service, task=task, about=about, now=timezone.now()
    )


def repair_of(resident):
    return draft_of(resident, "housing", "report-repair")


def keep_problem(resident):
    """The first page of the report was done in time."""
    save_draft(
        actor=actor_of(resident),
        service="housing",
        task="report-repair",
        answers={"problem": next(one.slug for one in PROBLEMS if not one.call_instead)},
        now=timezone.now(),
    )


def send_late(joy, session, typed, *, address=HOUSING, **more):
    return joy.client.post(address, {**typed, "acting_for": str(session.pk), **more})


@pytest.mark.parametrize(("name", "args", "typed", "service", "task"), LATE_FORMS)
def test_every_long_form_is_kept_when_ten_minutes_passed_without_a_click(
    clock, joy, desmond, name, args, typed, service, task
):
    """D07"""
    session = joy.help(desmond, "housing", "benefits", "parking")
    clock.shift(timedelta(minutes=11))

    response = send_late(joy, session, typed, address=reverse(name, args=args))

    assert response.status_code == 409
    body = response.content.decode()
    assert "nothing happened for 10 minutes" in body
    assert "What you typed last was not sent. It is kept for the resident for 28 days" in body
    kept = draft_of(desmond, service, task, about="".join(args))
    assert typed.items() <= kept.answers.items()
    assert not Submission.objects.exists()
    audited(
        "assisted.draft.kept",
        resident_id=desmond.pk,
        staff_id=joy.staff.pk,
        assisted_session_id=session.pk,
        subject=service,
    )


def test_the_hour_is_over_in_the_middle_of_a_form_and_the_resident_finds_it_at_home(
    clock, joy, desmond
):
    """D07: more than an hour has passed since help began."""
    desmond.user = UserFactory.create(email="desmond@example.org")
    desmond.save()
    joy.sign_in()
    keep_problem(desmond)
    session = joy.help(desmond)
    for _ in range(6):
        clock.shift(timedelta(minutes=9))
        joy.client.get(reverse("assisted:start"))
    clock.shift(timedelta(minutes=7))

    response = send_late(joy, session, TYPED)

    assert "the hour was over" in response.content.decode()
    at_home = Client()
    at_home.force_login(desmond.user)
    page = at_home.get(HOUSING)
    assert "Water under the sink" in page.content.decode()


def test_the_next_adviser_goes_on_where_the_first_one_stopped(clock, joy, desmond):
    """D07"""
    keep_problem(desmond)
    first = joy.help(desmond)
    clock.shift(timedelta(minutes=11))
    send_late(joy, first, {"details": "Water under the sink"})
    bea = Desk(LibraryAdviserFactory.create(name="Bea Lind"))
    bea.help(desmond)

    page = bea.client.get(HOUSING)

    assert "Water under the sink" in page.content.decode()


def test_the_same_late_form_is_taken_once(clock, joy, desmond):
    session = joy.help(desmond)
    clock.shift(timedelta(minutes=11))

    send_late(joy, session, {"details": "First"})
    send_late(joy, session, {"details": "Second"})

    assert repair_of(desmond).answers["details"] == "First"


@pytest.mark.parametrize("ending", [e for e in Ending if e not in {Ending.IDLE, Ending.TIME_UP}])
def test_after_any_other_ending_nothing_more_is_kept(joy, desmond, ending):
    """D03, D07: whoever ended their permission did not mean to go on."""
    session = joy.help(desmond)
    end_session(session, why=ending, now=timezone.now())

    response = send_late(joy, session, TYPED)

    assert response.status_code == 409
    assert "What you sent last was not done." in response.content.decode()
    assert not Draft.objects.exists()
    assert not AuditEntry.objects.filter(event="assisted.draft.kept").exists()


@pytest.mark.parametrize("token", ["", "another-session"])
def test_a_form_filled_in_for_somebody_else_is_not_kept(clock, joy, desmond, token):
    """D04, D07"""
    session = joy.help(desmond)
    clock.shift(timedelta(minutes=11))

    response = send_late(joy, session, TYPED, acting_for=token)

    assert response.status_code == (409 if token else 403)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("agreed", "roles"),
    [
        (("benefits",), [Role.LIBRARY_ADVISER]),
        (("housing",), [Role.EDITOR]),
    ],
)
def test_what_was_not_agreed_or_not_their_role_is_not_kept_late_either(
    clock, joy, desmond, agreed, roles
):
    """D02, D08"""
    session = joy.help(desmond, *agreed)
    joy.staff.roles = [role.value for role in roles]
    joy.staff.save()
    clock.shift(timedelta(minutes=11))

    assert send_late(joy, session, TYPED).status_code == 409
    assert not Draft.objects.exists()


def test_nothing_is_kept_while_help_was_paused(clock, joy, desmond):
    session = joy.help(desmond)
    joy.post(reverse("assisted:pause"))
    clock.shift(timedelta(minutes=61))
    joy.sign_in()
    end_session(session, why=Ending.TIME_UP, now=timezone.now())

    send_late(joy, session, TYPED)

    assert not Draft.objects.exists()


def test_a_page_that_keeps_nothing_says_that_it_was_not_done(clock, joy, desmond, pages):
    session = joy.help(desmond)
    clock.shift(timedelta(minutes=11))

    response = send_late(joy, session, TYPED, address="/t/housing/")

    assert "What you sent last was not done." in response.content.decode()
    assert pages == []


def test_what_cannot_be_written_down_is_not_kept(clock, joy, desmond, monkeypatch):
    """D23"""
    joy.client.raise_request_exception = False
    session = joy.help(desmond)
    clock.shift(timedelta(minutes=11))

    def refuse(*_args, **_facts):
        raise OSError("the disk is full")

    monkeypatch.setattr("accounts.assisted.late.record", refuse)

    assert send_late(joy, session, TYPED).status_code == 500
    assert not Draft.objects.exists()


# The page's own clock sends the form before the screen is cleared.


def test_a_form_sent_by_the_clock_of_the_page_is_kept_and_never_done(joy, desmond):
    """D07, D25: the page's clock may be ahead of ours, and a form is not sent by a clock."""
    session = joy.help(desmond)

    response = send_late(joy, session, TYPED, time_is_up="1")

    assert response.status_code == 409
    assert repair_of(desmond).answers["details"] == "Water under the sink"
    session.refresh_from_db()
    assert session.ended_why == Ending.IDLE
    assert joy.token == "", "this browser works for nobody any more"


@pytest.mark.parametrize("token", ["", "another-session"])
def test_a_clock_ends_only_the_help_it_counts_for(joy, desmond, token):
    session = joy.help(desmond)

    response = joy.client.post(HOUSING, {**TYPED, "acting_for": token, "time_is_up": "1"})

    session.refresh_from_db()
    assert response.status_code == 409
    assert session.ended_at is None
    assert not Draft.objects.exists()
