"""Whoever asked a supervisor finds the answer at their own desk, as long as it matters."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accessibility.plain_words import clock
from accounts.assisted.clearing import list_asked
from accounts.assisted.models import Caution, Clearance
from tests.factories.accounts import LibraryAdviserFactory
from tests.factories.assisted import Desk
from tests.integration.accounts.clearances import answer, ask, mark, opens

pytestmark = pytest.mark.django_db

HEADING = "What you asked a supervisor"
A_MOMENT = timedelta(seconds=1)


def read(desk) -> str:
    return desk.client.get(reverse("assisted:start")).text


def stands(desk, *, at: datetime) -> bool:
    return bool(list_asked(desk.staff, now=at))


@pytest.fixture
def asked(joy, desmond, sue):
    mark(desmond, sue)
    ask(joy, desmond)


def test_while_nobody_has_answered_it_says_so(joy, desmond, asked):
    page = read(joy)

    assert "<strong>D. C.</strong> born in 1948" in page
    assert "Nobody has answered yet: speak to a supervisor." in page
    assert reverse("assisted:identity", args=[desmond.pk]) not in page


def test_a_yes_leads_to_the_resident_for_as_long_as_it_counts(joy, desmond, sue, asked):
    answer(sue)
    ends = timezone.localtime(Clearance.objects.get().decided_at) + timedelta(hours=1)

    page = read(joy)

    assert f"You may help them until {clock(ends)}." in page
    assert reverse("assisted:identity", args=[desmond.pk]) in page
    assert opens(joy, desmond)


def test_a_no_is_said_and_leads_nowhere(joy, desmond, sue, asked):
    answer(sue, allow="no")

    page = read(joy)

    assert "A supervisor said no" in page
    assert reverse("assisted:identity", args=[desmond.pk]) not in page


@pytest.mark.parametrize("allow", ["yes", "no"])
def test_an_hour_after_the_answer_it_is_gone(joy, sue, asked, allow):
    answer(sue, allow=allow)
    decided_at = Clearance.objects.get().decided_at

    assert stands(joy, at=decided_at + timedelta(hours=1))
    assert not stands(joy, at=decided_at + timedelta(hours=1) + A_MOMENT)


def test_what_nobody_answers_is_gone_after_a_day(joy, asked):
    asked_at = Clearance.objects.get().asked_at

    assert stands(joy, at=asked_at + timedelta(days=1) - A_MOMENT)
    assert not stands(joy, at=asked_at + timedelta(days=1))


def test_asked_again_after_a_no_the_newest_alone_counts(joy, desmond, sue, asked):
    answer(sue, allow="no")
    ask(joy, desmond)

    page = read(joy)

    assert "Nobody has answered yet" in page
    assert "said no" not in page


def test_what_one_asked_stands_at_nobody_elses_desk(asked):
    assert HEADING not in read(Desk(LibraryAdviserFactory.create(name="Ana Bell")))


def test_no_resident_is_named(joy, asked):
    page = read(joy)

    assert "Desmond" not in page
    assert "Clarke" not in page


def test_who_has_died_since_stays_shut_whatever_was_said(joy, desmond, sue, asked):
    answer(sue)
    mark(desmond, sue, Caution.Kind.HAS_DIED)

    assert not opens(joy, desmond)
