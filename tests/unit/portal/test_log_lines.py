"""N16: what becomes of the log is nothing that a resident ever waits for."""

import logging
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from portal import log_lines
from portal.log_lines import NeverWaits


@pytest.fixture
def pipe():
    """What a log collector reads, and where the portal writes."""
    reads, writes = os.pipe()
    with os.fdopen(reads, "rb") as collector, os.fdopen(writes, "w") as stream:
        yield collector, stream


def a_log(stream, monkeypatch):
    monkeypatch.setattr(log_lines, "LAST_LINES_SECONDS", 0.2)
    handler = NeverWaits()
    handler.stream = stream
    return handler


def say(handler, words):
    handler.handle(logging.LogRecord("portal", logging.WARNING, __file__, 1, words, None, None))


def test_the_log_is_written_that_way():
    assert settings.LOGGING["handlers"]["console"]["class"] == "portal.log_lines.NeverWaits"


def test_what_was_said_is_written_in_turn_before_the_process_ends(pipe, monkeypatch):
    collector, stream = pipe
    handler = a_log(stream, monkeypatch)

    for words in ("paid", "posted in Bôn", "half a \ud800 letter"):
        say(handler, words)
    handler.flush()

    assert os.read(collector.fileno(), 1000) == (
        "paid\nposted in Bôn\n".encode() + b"half a \\ud800 letter\n"
    )


def test_a_collector_that_reads_no_more_holds_nobody_and_costs_lines_alone(pipe, monkeypatch):
    """The pipe takes 64 KB and then no more: a StreamHandler would wait there for ever."""
    collector, stream = pipe
    monkeypatch.setattr(log_lines, "MOST_LINES", 100)
    handler = a_log(stream, monkeypatch)

    for number in range(2000):
        say(handler, f"{number:0>999}")
    handler.flush()

    assert not handler._lines.empty()  # at least a hundred were taken, and the pipe holds 65
    assert os.read(collector.fileno(), 1000) == b"0" * 999 + b"\n"


def test_a_process_that_was_forked_writes_its_own_lines_and_not_its_parents_again(
    pipe, monkeypatch
):
    """A server may load the portal once and then make its workers of that."""
    collector, stream = pipe
    handler = a_log(stream, monkeypatch)
    with monkeypatch.context() as parent:
        parent.setattr(log_lines.threading, "Thread", lambda **_: SimpleNamespace(start=print))
        say(handler, "the parent's, on its way")
    child = os.getpid() + 1
    monkeypatch.setattr(os, "getpid", lambda: child)

    say(handler, "the child's")
    handler.flush()

    assert os.read(collector.fileno(), 1000) == b"the child's\n"


@pytest.mark.parametrize("end", ["a full disk", "a closed file", "none"])
def test_what_cannot_be_written_is_passed_over_and_the_next_line_is_tried(
    pipe, monkeypatch, capsys, end
):
    collector, stream = pipe
    with Path("/dev/full").open("w") as full, Path(os.devnull).open("w") as closed:
        closed.close()
        ends = {"a full disk": full, "a closed file": closed, "none": None}
        handler = a_log(ends[end], monkeypatch)
        say(handler, "lost")
        handler.flush()
        handler.stream = stream
        say(handler, "heard")
        handler.flush()

    assert os.read(collector.fileno(), 1000) == b"heard\n"
    assert capsys.readouterr().err == ""
