"""Ending sessions ends exactly those that are meant: one row too many is somebody else's."""

from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import sign_ins
from accounts.models import SignIn
from accounts.staff.members import end_sessions
from tests.factories.accounts import LibraryAdviserFactory, UserFactory

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def test_a25_all_sessions_of_somebody_are_theirs_that_still_go_on():
    amina = UserFactory.create()
    phone, desk, toms = signed_in(amina), signed_in(amina), signed_in(UserFactory.create())
    SignIn.objects.create(
        user=amina, session_key="over", ended_at=timezone.now(), ended_why=sign_ins.IDLE
    )
    here = UUID(desk.session[sign_ins.SIGN_IN_KEY])

    assert sign_ins.end_all(amina, sign_ins.DISOWNED, but=here) == 1

    assert dict(SignIn.objects.values_list("session_key", "ended_why")) == {
        key_of(phone): "disowned",
        key_of(desk): "",
        key_of(toms): "",
        "over": "idle",
    }
    kept = set(Session.objects.values_list("session_key", flat=True))
    assert kept == {key_of(desk), key_of(toms)}


def test_a15_the_end_of_this_session_is_noted_once_and_of_no_other():
    amina = UserFactory.create()
    phone, desk = signed_in(amina), signed_in(amina)
    request = RequestFactory().get("/")
    request.session = desk.session

    sign_ins.end_current(request, sign_ins.IDLE)
    sign_ins.end_current(request, sign_ins.SIGNED_OUT)

    assert dict(SignIn.objects.values_list("session_key", "ended_why")) == {
        key_of(phone): "",
        key_of(desk): "idle",
    }


def test_a14_a_new_key_is_a_new_key_of_this_session_alone():
    amina = UserFactory.create()
    phone, desk = signed_in(amina), signed_in(amina)
    request = RequestFactory().get("/")
    request.session = desk.session

    sign_ins.rotate(request)

    keys = set(SignIn.objects.values_list("session_key", flat=True))
    assert keys == {key_of(phone), request.session.session_key}
    assert request.session.session_key != key_of(desk)


@pytest.mark.parametrize(
    ("issuer", "subject", "ended"),
    [
        ("https://directory.example", "joy", 1),
        ("https://directory.example", "morgan", 0),
        ("https://other.example", "joy", 0),
    ],
)
def test_b20_the_directory_ends_the_sessions_of_its_own_people(issuer, subject, ended):
    """B08: a subject of another issuer is somebody else."""
    joy = LibraryAdviserFactory.create(issuer="https://directory.example", subject="joy")
    signed_in(joy.user)

    assert end_sessions(issuer, subject) == ended
    assert SignIn.objects.filter(ended_why="by_directory").count() == ended
