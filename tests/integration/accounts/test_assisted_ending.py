"""Help ends when it should, whoever forgets to end it."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.help import ENDINGS
from accounts.assisted.models import AssistedSession, Reason
from accounts.assisted.policies import IDLE, Ending
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.assisted.session import begin_session, end_session, end_what_is_over
from accounts.staff.roles import Role
from tests.factories.accounts import (
    LibraryAdviserFactory,
    UserFactory,
)
from tests.factories.assisted import (
    Desk,
    SocialCareAdviserFactory,
    begin,
)
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db


def test_a_permission_the_resident_ends_ends_the_help_at_the_next_click(desmond, joy, pages):
    """D03"""
    desmond.user = UserFactory.create(email="desmond@example.org")
    desmond.save()
    session = joy.help(desmond)
    own = Client()
    own.force_login(desmond.user)
    own.post(reverse("activity:stop", args=[session.mandate_id]))

    response = joy.client.get("/t/housing/")

    assert response.status_code == 403
    body = response.content.decode()
    assert "The help has ended" in body
    assert "the permission was ended, by the resident or for them" in body
    session.refresh_from_db()
    assert session.ended_why == "withdrawn"
    assert session.mandate.ended_by == "resident"


def test_help_that_the_worker_ends_at_the_very_same_moment_is_ended_once_and_says_why(
    desmond, joy, pages, monkeypatch
):
    """D03: who comes second has nothing to end, and still a page to show."""
    session = joy.help(desmond)
    the_worker_first = partial(end_session, session, why=Ending.TIME_UP, now=timezone.now())

    def beaten(mine, *, why, now):
        the_worker_first()
        return end_session(mine, why=why, now=now)

    monkeypatch.setattr("accounts.assisted.middleware.end_session", beaten)

    with time_machine.travel(session.last_seen_at + IDLE):
        response = joy.client.get("/t/housing/")

    assert response.status_code == 403
    assert ENDINGS[Ending.TIME_UP] in response.text
    session.refresh_from_db()
    assert session.ended_why == "time_up"


def test_a_permission_is_ended_at_any_desk_for_a_resident_who_asks(joy, desmond, pages):
    """D03"""
    session = joy.help(desmond)
    bea = Desk(LibraryAdviserFactory.create(name="Bea Lind"))

    bea.post(reverse("assisted:stop", args=[desmond.pk]))

    assert joy.client.post("/t/housing/", {"acting_for": str(session.pk)}).status_code == 409
    assert pages == []
    audited("accounts.mandate.ended", resident_id=desmond.pk, staff_id=bea.staff.pk)


@pytest.mark.parametrize(
    ("clicks", "why"),
    [
        ([9.9, 9.9, 9.9], None),
        ([10], "idle"),
        ([9.9] * 6, None),
        ([9.9] * 6 + [0.6], "time_up"),
    ],
)
def test_help_ends_after_ten_idle_minutes_and_after_an_hour(
    clock, joy, desmond, pages, clicks, why
):
    """D07, D25"""
    session = joy.help(desmond)
    for minutes in clicks:
        clock.shift(timedelta(minutes=minutes))
        response = joy.client.get("/t/housing/")

    session.refresh_from_db()
    assert session.ended_why == (why or "")
    assert response.status_code == (403 if why else 200)


def test_a_form_sent_after_the_hour_is_not_done(clock, joy, desmond, pages):
    """D07"""
    session = joy.help(desmond)
    for _ in range(6):
        clock.shift(timedelta(minutes=9))
        joy.client.get("/t/housing/")
    clock.shift(timedelta(minutes=7))
    response = joy.client.post("/t/housing/", {"acting_for": str(session.pk)})

    assert response.status_code == 409
    assert "the hour was over" in response.content.decode()
    assert pages == []


def test_an_adviser_whose_role_is_taken_away_helps_nobody_from_the_next_click(joy, desmond, pages):
    """D08, B19"""
    session = joy.help(desmond)
    joy.staff.roles = [Role.EDITOR.value]
    joy.staff.save()

    assert joy.client.get("/t/housing/").status_code == 403

    session.refresh_from_db()
    assert session.ended_why == "role_lost"


def test_social_care_closes_with_the_role_even_while_it_was_agreed(desmond, pages):
    """D08"""
    carol = Desk(SocialCareAdviserFactory.create())
    carol.help(desmond, "social_care")
    carol.staff.roles = [Role.LIBRARY_ADVISER.value]
    carol.staff.save()

    assert carol.client.get("/t/social-care/").status_code == 403


def test_signing_out_ends_the_help(joy, desmond):
    """D08"""
    session = joy.help(desmond)

    joy.client.logout()

    session.refresh_from_db()
    assert session.ended_why == "signed_out"
    assert session.mandate.ended_at is not None


def test_who_walks_away_from_the_desk_still_ends_and_the_summary_still_goes(joy, desmond):
    """D25"""
    session = begin(joy.staff, desmond)
    later = timezone.now() + timedelta(minutes=10)

    assert end_what_is_over(now=later - timedelta(seconds=5)) == 0
    assert end_what_is_over(now=later) == 1
    assert end_what_is_over(now=later) == 0

    session.refresh_from_db()
    assert session.ended_why == "idle"
    audited("assisted.session.ended", resident_id=desmond.pk, reason="idle")


def test_a_mandate_starts_help_once(joy, desmond):
    """D02"""
    session = begin(joy.staff, desmond)
    joy.client.logout()
    session.mandate.refresh_from_db()

    with pytest.raises(NotPermitted) as refused:
        begin_session(
            staff=joy.staff,
            resident=desmond,
            mandate=session.mandate,
            reason=Reason.NO_DEVICE,
            now=timezone.now(),
        )

    assert refused.value.refusal is Refusal.MANDATE_OVER
    assert not AssistedSession.objects.filter(ended_at=None).exists()
