"""`make run` waits for its servers, and not for ever."""

import urllib.error

import pytest
from django.core.management.base import CommandError

from portal.management.commands import run


class Answering:
    """An address that refuses so many times and then answers."""

    def __init__(self, refusals: int) -> None:
        self.refusals, self.asked = refusals, 0

    def __call__(self, url: str, timeout: float) -> "Answering":
        self.asked += 1
        if self.asked <= self.refusals:
            raise urllib.error.URLError("refused") if self.asked % 2 else ConnectionResetError
        return self

    def __enter__(self) -> None: ...

    def __exit__(self, *_error: object) -> None: ...


@pytest.fixture
def clock(monkeypatch):
    """A clock on which every look is half a second later, and sleeping takes no time."""
    ticks = iter(range(10_000))
    monkeypatch.setattr(run.time, "monotonic", lambda: next(ticks) / 2)
    monkeypatch.setattr(run.time, "sleep", lambda _seconds: None)


@pytest.mark.parametrize("refusals", [0, 1, 50])
def test_it_waits_until_a_server_answers(monkeypatch, clock, refusals):
    address = Answering(refusals)
    monkeypatch.setattr(run.urllib.request, "urlopen", address)

    run._wait_for("http://127.0.0.1:8000/health/ready")

    assert address.asked == refusals + 1


def test_a_server_that_never_answers_is_given_a_minute(monkeypatch, clock):
    address = Answering(10_000)
    monkeypatch.setattr(run.urllib.request, "urlopen", address)

    with pytest.raises(CommandError, match="did not answer in 60 seconds"):
        run._wait_for("http://127.0.0.1:8000/health/ready")

    assert address.asked == pytest.approx(120, abs=2)
