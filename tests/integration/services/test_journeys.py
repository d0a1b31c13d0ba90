"""Every attempt is counted once, by task and channel, and nobody can tell whose it was."""

from uuid import UUID

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.channels import Channel
from services import journeys
from services.models import Journey, Outcome

pytestmark = pytest.mark.django_db

REPAIR = {"service": "housing", "task": "report-repair"}


@pytest.fixture
def browser_of_hers() -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    return request


def begin(request: HttpRequest, **changes: str) -> UUID:
    return journeys.begin(request, channel=Channel.SELF_SERVE, **{**REPAIR, **changes})


def complete(journey: UUID | None, channel: Channel = Channel.SELF_SERVE) -> None:
    journeys.complete(journey, channel=channel, **REPAIR)


def test_going_back_and_forth_is_one_journey(browser_of_hers: HttpRequest) -> None:
    assert begin(browser_of_hers) == begin(browser_of_hers)
    assert Journey.objects.count() == 1


def test_another_task_is_another_journey(browser_of_hers: HttpRequest) -> None:
    assert begin(browser_of_hers) != begin(browser_of_hers, task="book-visit")
    assert begin(browser_of_hers) != begin(browser_of_hers, service="parking")


def test_after_leaving_the_next_attempt_is_a_new_journey(browser_of_hers: HttpRequest) -> None:
    first = begin(browser_of_hers)
    journeys.leave(browser_of_hers, **REPAIR)
    journeys.leave(browser_of_hers, **REPAIR)

    assert begin(browser_of_hers) != first


def test_what_was_done_is_finished_once_by_the_channel_that_did_it(
    browser_of_hers: HttpRequest,
) -> None:
    """M11: begun at home and finished with help counts as helped."""
    journey, other = begin(browser_of_hers), begin(browser_of_hers, task="book-visit")

    complete(journey, Channel.ASSISTED_TELEPHONE)
    first = Journey.objects.get(pk=journey)
    complete(journey)

    again = Journey.objects.get(pk=journey)
    assert Journey.objects.get(pk=other).finished_at is None
    assert (first.outcome, first.channel) == (Outcome.COMPLETED, Channel.ASSISTED_TELEPHONE)
    assert (again.finished_at, again.channel) == (first.finished_at, first.channel)


def test_what_was_done_is_done_and_the_next_attempt_counts_too(
    browser_of_hers: HttpRequest,
) -> None:
    """Also when it was finished elsewhere: paid, say, and the browser closed."""
    for _ in range(2):
        complete(begin(browser_of_hers))

    assert Journey.objects.filter(outcome=Outcome.COMPLETED).count() == 2


def test_what_was_done_without_a_journey_is_counted_all_the_same() -> None:
    complete(None)

    made = Journey.objects.get()
    assert made.outcome == Outcome.COMPLETED
    assert made.started_at == made.finished_at


def test_a_journey_that_was_not_finished_says_nothing_of_an_outcome(
    browser_of_hers: HttpRequest,
) -> None:
    begin(browser_of_hers)

    assert (Journey.objects.get().outcome, Journey.objects.get().finished_at) == ("", None)


def test_there_is_no_resident_in_a_journey() -> None:
    """L08: no column to find anybody by."""
    names = {field.name for field in Journey._meta.get_fields()}

    assert names == {"id", "service", "task", "channel", "started_at", "finished_at", "outcome"}
