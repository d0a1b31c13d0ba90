"""The diagram of an assisted session says what the code does: every action, from every state."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.assisted import session as sessions
from accounts.assisted.models import AssistedSession
from accounts.assisted.policies import IDLE, LONGEST, Ending
from accounts.mandates.authority import end_mandate
from accounts.mandates.models import EndedBy
from accounts.staff.roles import Role
from tests.factories.accounts import actor_of
from tests.factories.assisted import begin

pytestmark = pytest.mark.django_db

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "assisted-session-states.md"
ARROW = re.compile(r"^ {4}(\S+) --> (\S+)(?:: (\w+))?$", re.MULTILINE)
STATES = ("open", "paused", "ended")


def drawn():
    """(state, what happens) to the state after it."""
    first = PAGE.read_text().split("```mermaid")[1].split("```")[0]
    return {(before, why): after for before, after, why in ARROW.findall(first)}


def state_of(session: AssistedSession) -> str:
    session.refresh_from_db()
    if session.ended_at:
        return "ended"
    return "paused" if session.is_paused else "open"


@pytest.fixture
def session_in(joy, desmond):
    def session_in(state: str) -> AssistedSession:
        session = begin(joy.staff, desmond)
        if state == "paused":
            sessions.pause_session(session, now=timezone.now())
        if state == "ended":
            sessions.end_session(session, why=Ending.FINISHED, now=timezone.now())
        session.refresh_from_db()
        return session

    return session_in


def end_as(why: Ending):
    def end(session, staff):
        sessions.end_session(session, why=why, now=timezone.now())

    return end


def sign_out(session, staff):
    sessions.end_open_session(staff, why=Ending.SIGNED_OUT, now=timezone.now())


def by_the_worker(after, *, before=lambda session, staff: None):
    """The worker looks some time later, once something has happened."""

    def look(session, staff):
        before(session, staff)
        sessions.end_what_is_over(now=session.last_seen_at + after)

    return look


def withdraw(session, staff):
    resident = session.resident
    end_mandate(session.mandate, actor=actor_of(resident), by=EndedBy.RESIDENT, now=timezone.now())


def lose_role(session, staff):
    staff.roles = [Role.EDITOR.value]
    staff.save()


ACTIONS = {
    "pause": lambda session, staff: sessions.pause_session(session, now=timezone.now()),
    "resume": lambda session, staff: sessions.resume_session(session, now=timezone.now()),
    "finished": end_as(Ending.FINISHED),
    "switched": end_as(Ending.SWITCHED),
    "moved": end_as(Ending.MOVED),
    "signed_out": sign_out,
    "idle": by_the_worker(IDLE),
    "time_up": by_the_worker(LONGEST),
    "withdrawn": by_the_worker(LONGEST, before=withdraw),
    "role_lost": by_the_worker(LONGEST, before=lose_role),
}


@pytest.mark.parametrize("action", list(ACTIONS))
@pytest.mark.parametrize("state", STATES)
def test_every_action_leads_where_the_diagram_says(session_in, joy, state, action):
    """D03, D07, D08, D25"""
    session = session_in(state)
    ended_before = session.ended_why

    ACTIONS[action](session, joy.staff)

    assert state_of(session) == drawn().get((state, action), state)
    if (state, action) in drawn() and action in set(Ending):
        assert session.ended_why == action
    else:
        assert session.ended_why == ended_before


def test_the_diagram_names_every_ending_and_nothing_else():
    actions = {why for _before, why in drawn()} - {"", "begin"}
    table = set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), re.MULTILINE))

    assert actions == set(ACTIONS) == {*Ending, "pause", "resume"}
    assert table == {*Ending, *STATES}


@pytest.mark.parametrize("state", STATES)
def test_going_on_never_makes_the_hour_longer(session_in, state):
    session = session_in(state)
    ends_at = session.ends_at

    sessions.resume_session(session, now=timezone.now() + timedelta(minutes=5))

    session.refresh_from_db()
    assert session.ends_at == ends_at
