"""The worker delivers in turn, one failure stops nobody else, and it stops when it is told."""

import inspect
import io
import logging
import signal
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from portal.management.commands import run_worker

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def delivery(done, name, error=None):
    def deliver(*, now):
        done.append((name, now))
        if error:
            raise error
        return 1

    deliver.__module__ = f"deliveries.{name}"
    return deliver


@pytest.mark.parametrize("broken", ["first", "second", "third"])
def test_a_delivery_that_fails_is_logged_and_the_others_go_on(caplog, broken):
    done = []
    names = ("first", "second", "third")
    turns = [delivery(done, n, ValueError("card 4111") if n == broken else None) for n in names]

    with caplog.at_level(logging.ERROR):
        assert run_worker._round(turns, now=NOW)

    assert not run_worker._round([delivery([], "well")], now=NOW)
    assert done == [(name, NOW) for name in names]
    (line,) = caplog.records
    assert (line.getMessage(), line.delivery) == (
        "worker.delivery.failed",
        f"deliveries.{broken}",
    )


def test_what_comes_after_a_slow_delivery_is_told_the_time_it_is_then(monkeypatch):
    """Else its leases have run out before they are taken, and a second worker sends it as well."""
    seconds, told = [0.0], []
    for module in ("accounts.delivery", "portal.management.commands.run_worker"):
        monkeypatch.setattr(f"{module}.monotonic", lambda: seconds[0])

    def slow(*, now):
        seconds[0] += 200

    run_worker._round([slow, delivery(told, "next")], now=NOW)

    assert told == [("next", NOW + timedelta(seconds=200))]


@pytest.mark.parametrize("wanted", [KeyboardInterrupt, SystemExit])
def test_being_told_to_stop_is_no_failed_delivery(wanted):
    with pytest.raises(wanted):
        run_worker._round([delivery([], "first", wanted())], now=NOW)


@pytest.mark.parametrize("path", settings.DELIVERIES)
def test_every_delivery_in_the_settings_can_be_called(path):
    deliver = import_string(path)

    assert list(inspect.signature(deliver).parameters) == ["now"]


def test_money_that_nobody_waits_for_at_a_page_is_the_workers():
    """F15, F21, F25: settled, given back, posted and compared, whoever closed the browser."""
    money = {"posting.deliver_due", "settlement.sweep", "reconciliation.reconcile_due"}

    assert {f"payments.{one}" for one in money} <= set(settings.DELIVERIES)


def test_no_delivery_is_named_twice():
    assert len(set(settings.DELIVERIES)) == len(settings.DELIVERIES)


@pytest.fixture
def one_delivery(monkeypatch, settings):
    """`done` fills as the worker works; the signal's handlers are kept instead of installed."""
    done: list[tuple[str, datetime]] = []
    handlers: dict[int, object] = {}
    settings.DELIVERIES = ["the.only.one"]
    monkeypatch.setattr(run_worker, "import_string", lambda path: delivery(done, path))
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: done.append(("closed", NOW)))
    monkeypatch.setattr(run_worker.signal, "signal", handlers.__setitem__)
    return done, handlers


def test_once_is_one_round_and_listens_to_no_signal(one_delivery):
    done, handlers = one_delivery

    run_worker.Command(stdout=io.StringIO()).handle(once=True, every=0.5)

    assert [name for name, _ in done] == ["the.only.one"]
    assert handlers == {}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_round_end_and_then_it_stops(one_delivery, monkeypatch, number):
    """C4: nothing is cut off in the middle."""
    done, handlers = one_delivery
    rounds = run_worker._round

    def two_rounds(deliveries, *, now):
        if len(done) >= 2:
            handlers[number](number, None)
        rounds(deliveries, now=now)

    monkeypatch.setattr(run_worker, "_round", two_rounds)
    said = io.StringIO()
    run_worker.Command(stdout=said).handle(once=False, every=0)

    assert [name for name, _ in done] == ["the.only.one", "closed"] * 2
    assert said.getvalue() == "The worker is delivering.\nThe worker has stopped.\n"


class FullDisk(io.StringIO):
    def write(self, _words):
        raise OSError(28, "No space left on device")


def test_a_full_disk_under_its_output_is_no_reason_to_leave_payments_undelivered(
    one_delivery, monkeypatch
):
    """N16."""
    done, handlers = one_delivery

    def stop_after_this_round():
        handlers[signal.SIGTERM](signal.SIGTERM, None)

    monkeypatch.setattr(run_worker, "close_old_connections", stop_after_this_round)
    run_worker.Command(stdout=FullDisk()).handle(once=False, every=0)

    assert [name for name, _ in done] == ["the.only.one"]


class Told:
    """To stop after so many rounds; remembers how long it was waited before each."""

    def __init__(self, rounds):
        self.rounds = rounds
        self.waited = []

    def wait(self, seconds):
        self.waited.append(seconds)
        return len(self.waited) > self.rounds


@pytest.mark.parametrize(
    ("every", "waited"),
    [(0.5, [0.5, 0.5, 1, 2, 4, 8, 10, 10, 0.5]), (60, [60] * 9)],
)
def test_while_everything_fails_it_looks_less_often_and_then_as_often_as_before(
    one_delivery, monkeypatch, every, waited
):
    """N02, N08: a database that is away for an hour must not fill the disk with its log."""
    told = Told(rounds=8)
    monkeypatch.setattr(run_worker.threading, "Event", lambda: told)
    fails = iter([False, True, True, True, True, True, True, False])
    monkeypatch.setattr(run_worker, "_round", lambda deliveries, *, now: next(fails))

    run_worker.Command(stdout=io.StringIO()).handle(once=False, every=every)

    assert told.waited == waited
