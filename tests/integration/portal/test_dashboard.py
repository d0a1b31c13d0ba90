"""The dashboard is right whatever the suppliers do, and never asks more than it must."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accessibility.templatetags.plain_words import age
from accounts.actor import Actor
from accounts.channels import Channel
from portal.dashboard import views
from portal.dashboard.page import CardState, build_dashboard
from services.contract import ComingUp, Happening, Notice, ServiceUnavailable, Summary
from services.models import ServiceLink
from services.snapshots import FRESH_FOR, keep_snapshots
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory, actor_of
from tests.factories.services import (
    AS_AT,
    LinkableService,
    PretendService,
    PrivateService,
    ServiceLinkFactory,
    WaitingSubmissionFactory,
    a_summary,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DOWN = ServiceUnavailable("down")


@pytest.fixture
def resident():
    return ResidentFactory()


@pytest.fixture
def linked(resident):
    """Link these services for the resident; returns the adapters."""

    def link(*services):
        for service in services:
            ServiceLinkFactory(resident_id=resident.pk, service=service.slug)
        return list(services)

    return link


def build(resident, services, *, now=NOW, deadline=0.3, actor=None):
    return build_dashboard(
        actor=actor or actor_of(resident), services=services, now=now, deadline=deadline
    )


def states(page):
    return {card.slug: card.state for card in page.cards}


@pytest.mark.smoke
def test_every_service_has_a_card_in_the_councils_order(resident, linked):
    linked(PretendService("parking"))
    services = [PretendService("housing"), PretendService("parking"), PretendService("leisure")]

    page = build(resident, services)

    assert [card.slug for card in page.cards] == ["housing", "parking", "leisure"]
    assert list(states(page).values()) == [
        CardState.NOT_LINKED,
        CardState.READY,
        CardState.NOT_LINKED,
    ]


def test_what_takes_a_posted_code_to_add_is_not_promised_in_minutes(resident):
    page = build(resident, [LinkableService(), PrivateService()])

    assert [(card.slug, card.by_post) for card in page.cards] == [
        ("housing", False),
        ("benefits", True),
    ]


@pytest.mark.parametrize(
    ("answers", "kept", "state"),
    [
        (True, None, CardState.READY),
        (True, timedelta(seconds=1), CardState.READY),
        (True, timedelta(hours=3), CardState.READY),
        (False, None, CardState.UNAVAILABLE),
        (False, timedelta(seconds=1), CardState.READY),
        (False, timedelta(hours=3), CardState.LAST_KNOWN),
        (False, timedelta(days=8), CardState.UNAVAILABLE),
    ],
)
def test_a_card_is_fresh_last_known_or_says_that_the_service_is_down(
    resident, linked, answers, kept, state
):
    services = linked(PretendService(answer=a_summary() if answers else DOWN))
    if kept is not None:
        keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=NOW - kept)

    card = build(resident, services).cards[0]

    assert card.state == state
    assert (card.summary is not None) == (state in {CardState.READY, CardState.LAST_KNOWN})


def test_a_fresh_answer_saves_the_call_and_an_old_one_does_not(resident, linked):
    services = linked(PretendService())
    build(resident, services)
    build(resident, services, now=NOW + FRESH_FOR - timedelta(seconds=1))
    assert len(services[0].asked) == 1

    build(resident, services, now=NOW + FRESH_FOR)

    assert len(services[0].asked) == 2


def test_last_known_values_say_when_they_were_taken(resident, linked):
    services = linked(PretendService(answer=DOWN))
    taken_at = NOW - timedelta(hours=3)
    keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=taken_at)

    assert build(resident, services).cards[0].taken_at == taken_at


def test_with_help_the_service_is_always_asked(resident, linked):
    services = linked(PretendService())
    keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=NOW)
    joy = LibraryAdviserFactory()
    actor = Actor(resident.pk, Channel.ASSISTED_FACE_TO_FACE, staff_id=joy.pk)

    build(resident, services, actor=actor)

    assert len(services[0].asked) == 1


def test_one_hung_service_costs_the_page_its_deadline_and_the_others_nothing(resident, linked):
    hung, well = linked(PretendService("housing", seconds=30), PretendService("parking"))
    started = time.monotonic()

    page = build(resident, [hung, well], deadline=0.2)

    assert time.monotonic() - started < 10
    assert states(page) == {"housing": CardState.UNAVAILABLE, "parking": CardState.READY}


def test_a_failure_is_never_kept(resident, linked):
    build(resident, linked(PretendService(answer=DOWN)))

    assert not ServiceLink.objects.exclude(snapshot=None).exists()


def test_the_total_is_the_sum_of_what_every_service_says_is_owed(resident, linked):
    services = linked(
        PretendService("housing", answer=a_summary("housing", owed_pence=9215)),
        PretendService("parking", answer=a_summary("parking", owed_pence=3501)),
    )

    page = build(resident, services)

    assert page.total_owed_pence == 12716
    assert page.total_is_complete


def test_the_total_says_so_when_a_linked_service_is_missing_from_it(resident, linked):
    services = linked(PretendService("housing"), PretendService("parking", answer=DOWN))

    assert not build(resident, services).total_is_complete


def test_a_service_that_is_not_linked_does_not_make_the_total_incomplete(resident, linked):
    linked(PretendService("housing"))

    assert build(resident, [PretendService("housing"), PretendService("parking")]).total_is_complete


def test_what_must_be_done_soonest_comes_first_and_undated_last(resident, linked):
    def told(slug, text, act_by):
        notice = Notice(text, act_by=act_by)
        return PretendService(slug, answer=Summary("", AS_AT, notices=(notice,)))

    services = linked(
        told("housing", "whenever", None),
        told("parking", "later", date(2026, 6, 1)),
        told("leisure", "first", date(2026, 5, 1)),
    )

    page = build(resident, services)

    assert [notice.text for _, notice in page.to_do] == ["first", "later", "whenever"]


def test_a_day_is_past_when_it_is_past_in_london(resident, linked):
    """Half past midnight in summer is still yesterday in UTC."""
    yesterday, today = date(2026, 5, 3), date(2026, 5, 4)
    told = Summary("", AS_AT, coming_up=(ComingUp("past", yesterday), ComingUp("today", today)))
    services = linked(PretendService(answer=told))

    page = build(resident, services, now=datetime(2026, 5, 3, 23, 30, tzinfo=UTC))

    assert [event.text for _, event in page.coming_up] == ["today"]


def test_coming_up_leaves_out_what_is_past_and_recent_puts_the_newest_first(resident, linked):
    today = timezone.localdate(NOW)
    summary = Summary(
        "",
        AS_AT,
        coming_up=(
            ComingUp("past", today - timedelta(days=1)),
            ComingUp("next week", today + timedelta(days=7)),
            ComingUp("today", today),
        ),
        recent=(Happening("older", date(2026, 1, 1)), Happening("newer", date(2026, 2, 1))),
    )
    page = build(resident, linked(PretendService(answer=summary)))

    assert [event.text for _, event in page.coming_up] == ["today", "next week"]
    assert [event.text for _, event in page.recent] == ["newer", "older"]


def test_a_request_that_waits_is_on_the_page(resident, linked):
    waiting = WaitingSubmissionFactory(resident_id=resident.pk)
    WaitingSubmissionFactory()

    assert build(resident, linked(PretendService())).submissions == (waiting,)


def test_nobody_else_is_on_the_page(resident, linked):
    stranger = ResidentFactory()
    ServiceLinkFactory(resident_id=stranger.pk, reference="tenure-2")
    keep_snapshots(stranger.pk, {"housing": a_summary()}, taken_at=NOW)

    page = build(resident, [PretendService()])

    assert states(page) == {"housing": CardState.NOT_LINKED}


@pytest.fixture
def five(monkeypatch, linked):
    services = linked(
        *(PretendService(s) for s in ("housing", "benefits", "parking", "leisure", "social_care"))
    )
    monkeypatch.setattr(views, "installed_services", lambda: services)
    return services


def test_the_page_takes_at_most_six_queries_with_fresh_answers(
    client, resident, five, django_assert_max_num_queries
):
    now = timezone.now()
    keep_snapshots(resident.pk, {one.slug: a_summary(one.slug) for one in five}, taken_at=now)
    client.force_login(resident.user)
    client.get("/account/")

    with django_assert_max_num_queries(6):
        response = client.get("/account/")

    assert response.status_code == 200


def test_with_all_five_down_it_opens_and_signs_out(client, resident, five):
    for service in five:
        service.answer = DOWN
    taken_at = NOW - timedelta(hours=3)
    keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=taken_at)
    client.force_login(resident.user)

    page = client.get("/account/").content.decode()

    assert "£92.15" in page
    assert f"This is what we knew {age(taken_at)}." in page
    assert page.count("not answering") >= 4
    assert client.post("/account/sign-out/").status_code == 302


def test_the_page_is_kept_by_no_cache(client, resident, five):
    client.force_login(resident.user)

    assert "no-store" in client.get("/account/").headers["Cache-Control"]


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get("/account/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/sign-in/")
