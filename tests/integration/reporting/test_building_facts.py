"""Building facts: after an interruption, from the evening's command, over years of history."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from portal.reporting import facts
from portal.reporting.facts import LONDON, TIME_LIMIT, build, build_by_month, built_at, refresh
from portal.reporting.models import ContactVolume, DailyVolume, FactsBuilt
from services.models import Journey
from tests.factories.reporting import (
    CompletedJourneyFactory,
    DailyVolumeFactory,
    OpenJourneyFactory,
    in_london,
)
from tests.integration.reporting.conftest import DAY, NOON, volumes

pytestmark = pytest.mark.django_db


class TestInterrupted:
    """A build that is killed half-way leaves what was there, and the next one finishes it."""

    @pytest.fixture
    def three_months(self):
        for month in (8, 9, 10):
            CompletedJourneyFactory.create_batch(month, started_at=in_london(2026, month, 3, 9, 0))

    @pytest.fixture
    def power_cut(self, monkeypatch):
        """After the old facts were deleted, before the new ones are written."""
        manager = type(DailyVolume.objects)

        def cut(*args, **kwargs):
            raise KeyboardInterrupt

        def pull():
            monkeypatch.setattr(manager, "bulk_create", cut)

        yield pull
        monkeypatch.undo()

    def test_no_day_is_lost_by_it(self, three_months, power_cut):
        list(build_by_month(now=NOON))
        before, when = volumes(), built_at()
        CompletedJourneyFactory.create(started_at=in_london(2026, 9, 3, 10, 0))
        power_cut()

        with pytest.raises(KeyboardInterrupt):
            build(first=date(2026, 9, 1), last=date(2026, 9, 30), now=NOON + timedelta(hours=1))

        assert volumes() == before
        assert built_at() == when

    def test_months_that_were_done_stay_done_and_the_rest_follows(
        self, three_months, power_cut, monkeypatch
    ):
        steps = build_by_month(now=NOON)
        assert next(steps)[0] == date(2026, 8, 1)
        power_cut()
        with pytest.raises(KeyboardInterrupt):
            next(steps)
        assert [row[4] for row in volumes()] == [8]

        monkeypatch.undo()
        list(build_by_month(now=NOON))

        assert [(row[0].month, row[4]) for row in volumes()] == [(8, 8), (9, 9), (10, 10)]


class TestRefresh:
    def test_today_is_counted_within_a_minute(self):
        """4.5."""
        CompletedJourneyFactory.create()

        refresh(now=timezone.now())

        assert DailyVolume.objects.get().completed == 1

    def test_it_asks_the_database_at_most_once_a_minute(self, django_assert_num_queries):
        refresh(now=timezone.now())

        CompletedJourneyFactory.create()

        with django_assert_num_queries(0):
            refresh(now=timezone.now())

        assert not DailyVolume.objects.exists()

    def test_it_asks_again_when_the_minute_is_over(self):
        refresh(now=timezone.now())
        CompletedJourneyFactory.create()
        cache.delete(facts.REFRESHED_KEY)

        refresh(now=timezone.now())

        assert DailyVolume.objects.count() == 1

    def test_every_day_that_may_still_change_is_built(self):
        for days in (0, TIME_LIMIT.days - 1, TIME_LIMIT.days):
            OpenJourneyFactory.create(started_at=NOON - timedelta(days=days))

        refresh(now=NOON)

        assert DailyVolume.objects.count() == 3

    def test_days_that_are_closed_outlive_their_journeys(self):
        old = DailyVolumeFactory.create(day=DAY - TIME_LIMIT - timedelta(days=1))

        refresh(now=NOON)

        assert old in DailyVolume.objects.all()

    def test_it_says_when(self):
        assert built_at() is None

        refresh(now=NOON)

        assert built_at() == NOON
        assert FactsBuilt.objects.count() == 1

    def test_counted_again_they_are_as_at_the_later_time(self):
        for hour in (0, 1):
            build(first=DAY, last=DAY, now=NOON + timedelta(hours=hour))

        assert built_at() == NOON + timedelta(hours=1)

    def test_the_worker_may_rest_whether_it_counted_or_not(self):
        """Its round goes on at once only when something was delivered."""
        assert [refresh(now=NOON) for _ in range(2)] == [0, 0]

    def test_the_worker_runs_it(self, settings):
        assert "portal.reporting.facts.refresh" in settings.DELIVERIES


class TestBuildingEverything:
    def test_it_goes_month_by_month_to_today(self):
        CompletedJourneyFactory.create(started_at=in_london(2026, 8, 31, 23, 30))
        CompletedJourneyFactory.create(started_at=NOON)

        steps = list(build_by_month(now=NOON))

        assert steps == [
            (date(2026, 8, 1), 1, 3),
            (date(2026, 9, 1), 2, 3),
            (date(2026, 10, 1), 3, 3),
        ]
        assert [row[0] for row in volumes()] == [date(2026, 8, 31), DAY]

    def test_facts_from_before_the_oldest_journey_are_kept(self):
        kept = DailyVolumeFactory.create(day=date(2026, 10, 3))
        CompletedJourneyFactory.create(started_at=in_london(2026, 10, 4, 12, 0))

        list(build_by_month(now=NOON))

        assert kept in DailyVolume.objects.all()

    def test_without_journeys_there_is_nothing_to_do(self):
        assert list(build_by_month(now=NOON)) == []

    def test_the_command_shows_how_far_it_is(self):
        CompletedJourneyFactory.create(started_at=in_london(2026, 9, 14, 12, 0))
        out = StringIO()

        with time_machine.travel(NOON, tick=False):
            call_command("build_facts", stdout=out)

        lines = out.getvalue().splitlines()
        assert lines[0] == f"[{'█' * 12}{'·' * 12}]   1/2 September 2026"
        assert lines[1] == f"[{'█' * 24}]   2/2 October 2026"
        assert lines[2].startswith("Facts of 2 months built in ")

    def test_on_a_terminal_the_line_is_written_over(self):
        CompletedJourneyFactory.create(started_at=in_london(2026, 9, 14, 12, 0))

        class Terminal(StringIO):
            def isatty(self):
                return True

        out = Terminal()
        with time_machine.travel(NOON, tick=False):
            call_command("build_facts", stdout=out)

        assert out.getvalue().count("\r") == 2
        assert out.getvalue().count("\n") == 2

    def test_the_command_says_when_there_is_nothing(self):
        out = StringIO()

        call_command("build_facts", stdout=out)

        assert out.getvalue() == "There are no journeys to count yet.\n"


class TestSeededHistory:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        """A small town: the whole history is proved without a database in tests/unit."""
        from portal.reporting import history

        monkeypatch.setattr(history, "TASKS", history.TASKS[:1])

    def test_it_fills_an_empty_portal_once(self):
        first, second = StringIO(), StringIO()
        with time_machine.travel(NOON, tick=False):
            call_command("seed_history", stdout=first)
            call_command("seed_history", stdout=second)

        assert "Facts of 25 months built" in first.getvalue()
        assert second.getvalue() == "Journeys: two years of them are already there.\n"
        sums = DailyVolume.objects.aggregate(Sum("started"))
        assert sums["started__sum"] == Journey.objects.count() > 1000
        assert ContactVolume.objects.count() == 24 * 14

    def test_it_leaves_real_history_alone(self):
        CompletedJourneyFactory.create(started_at=in_london(2025, 1, 14, 12, 0))

        with time_machine.travel(NOON, tick=False):
            call_command("seed_history", stdout=StringIO())

        assert Journey.objects.count() == 1

    def test_what_was_done_today_does_not_stop_it(self):
        CompletedJourneyFactory.create(started_at=NOON)

        with time_machine.travel(NOON, tick=False):
            call_command("seed_history", stdout=StringIO())

        assert Journey.objects.count() > 1000
        assert DailyVolume.objects.filter(day=NOON.astimezone(LONDON).date()).exists()
