"""A message about a service: on time, from one query, and gone the moment an editor says so."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.messages import CACHE_KEY, live_messages
from cms.models import ServiceMessage
from tests.factories.accounts import ResidentFactory
from tests.factories.caches import no_cache
from tests.factories.content import (
    DraftMessageFactory,
    EndedMessageFactory,
    PlannedMessageFactory,
    ServiceMessageFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def texts(now=None):
    messages = live_messages(now=now or timezone.now())
    return {service: [message.text for message in some] for service, some in messages.items()}


def test_a_published_message_is_shown_under_its_service():
    ServiceMessageFactory.create(text="Closed today.")

    assert texts() == {"parking": ["Closed today."]}


def test_a_service_without_messages_is_not_there():
    assert texts() == {}


@pytest.mark.parametrize(
    "factory", [DraftMessageFactory, PlannedMessageFactory, EndedMessageFactory]
)
def test_drafts_planned_and_ended_messages_are_not_shown(factory):
    factory.create()

    assert texts() == {}


def test_several_messages_of_one_service_are_all_shown():
    ServiceMessageFactory.create(text="One.")
    ServiceMessageFactory.create(text="Two.")
    ServiceMessageFactory.create(text="Three.", service="leisure")

    assert texts() == {"parking": ["One.", "Two."], "leisure": ["Three."]}


def test_it_costs_one_query_and_then_none(django_assert_num_queries):
    ServiceMessageFactory.create()
    cache.clear()

    with django_assert_num_queries(1):
        asked = live_messages(now=timezone.now())
    with django_assert_num_queries(0):
        remembered = live_messages(now=timezone.now())

    assert asked == remembered
    assert list(asked) == ["parking"]


def test_nothing_to_say_is_remembered_as_well(django_assert_num_queries):
    live_messages(now=timezone.now())

    with django_assert_num_queries(0):
        assert live_messages(now=timezone.now()) == {}


def test_a_message_begins_and_ends_to_the_second_whatever_is_remembered():
    """H12."""
    starts, ends = NOW + timedelta(seconds=10), NOW + timedelta(seconds=20)
    ServiceMessageFactory.create(starts_at=starts, ends_at=ends)

    shown = [texts(NOW + timedelta(seconds=second)) != {} for second in (0, 9, 10, 19, 20)]

    assert shown == [False, False, True, True, False]


def test_a_message_over_the_night_the_clocks_change_shows_its_whole_time():
    """H12: 1:30am comes twice on 25 October 2026."""
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    ServiceMessageFactory.create(starts_at=before, ends_at=before + timedelta(hours=2))

    assert texts(before + timedelta(minutes=119)) != {}
    assert texts(before + timedelta(minutes=120)) == {}


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is committed, as far as whoever waits for that can tell."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_publishing_shows_at_once(committed):
    message = DraftMessageFactory.create()
    assert texts() == {}

    with committed():
        message.save_revision().publish()

    assert list(texts()) == ["parking"]


def test_taking_it_down_shows_at_once(committed):
    message = ServiceMessageFactory.create()
    assert list(texts()) == ["parking"]

    with committed():
        message.unpublish()

    assert texts() == {}


def test_deleting_it_shows_at_once(committed):
    message = ServiceMessageFactory.create()
    assert list(texts()) == ["parking"]

    with committed():
        message.delete()

    assert texts() == {}


def test_a_draft_of_a_change_is_not_shown(committed):
    message = ServiceMessageFactory.create(text="Closed.")

    with committed():
        message.text = "Open again."
        message.save_revision()

    assert texts() == {"parking": ["Closed."]}


def test_without_its_cache_a_page_still_has_its_messages(committed):
    """H18, N03: what editors publish never stops a page."""
    with no_cache(), committed():
        ServiceMessageFactory.create(text="Closed.")
        assert texts() == {"parking": ["Closed."]}


def test_an_end_before_the_start_is_refused():
    message = ServiceMessage(service="parking", kind="outage", text="x", starts_at=NOW, ends_at=NOW)

    with pytest.raises(ValidationError) as refused:
        message.full_clean()

    assert set(refused.value.message_dict) == {"ends_at"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("service", "bins"), ("kind", "joke"), ("text", ""), ("text", "x" * 301)],
)
def test_a_message_is_about_a_service_of_ours_and_of_a_known_kind(field, value):
    facts = {"service": "parking", "kind": "outage", "text": "Closed."}

    with pytest.raises(ValidationError) as refused:
        ServiceMessage(**{**facts, field: value}).full_clean()

    assert field in refused.value.message_dict


def test_the_home_page_announces_it(content, client):
    ServiceMessageFactory.create(text="No visitor parking today.")
    cache.delete(CACHE_KEY)

    page = client.get("/").content.decode()

    assert "No visitor parking today." in page
    assert page.count("Not working now") == 2  # above the tiles, and on parking's tile


def test_the_services_own_page_announces_it_and_no_other_does(content, client):
    ServiceMessageFactory.create(text="No visitor parking today.")
    cache.delete(CACHE_KEY)

    assert "No visitor parking today." in client.get("/parking/").content.decode()
    assert "No visitor parking today." not in client.get("/housing/").content.decode()


def test_the_text_of_a_message_is_only_text(content, client):
    """H01, H13."""
    ServiceMessageFactory.create(text="<script>alert(1)</script>")
    cache.delete(CACHE_KEY)

    page = client.get("/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_dashboard_shows_it_on_the_card_of_its_service():
    """4.6."""
    ServiceMessageFactory.create(text="No visitor parking today.")
    cache.delete(CACHE_KEY)
    client = Client()
    client.force_login(ResidentFactory.create().user)

    page = client.get(reverse("dashboard:index")).content.decode()

    assert page.count("No visitor parking today.") == 1


def test_its_end_is_said_in_words(content, client):
    with time_machine.travel(NOW, tick=False):
        ServiceMessageFactory.create(ends_at=datetime(2026, 11, 22, 18, 30, tzinfo=UTC))
        cache.delete(CACHE_KEY)

        assert "Sunday 22 November at 6:30pm" in client.get("/").content.decode()
