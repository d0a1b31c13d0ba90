"""Calls to Notify and the directory end in time, however the other side answers (B15, G07, G08)."""

import pytest
import requests

from accounts import outbound
from accounts.outbound import LARGEST_ANSWER, TooMuch, call


class Answer:
    """A response that arrives in pieces, each after some seconds."""

    def __init__(self, pieces, *, seconds=0.0, clock=None):
        self.pieces, self.seconds, self.clock = pieces, seconds, clock
        self.closed = False
        self._content = b""

    def iter_content(self, size):
        for piece in self.pieces:
            if self.clock:
                self.clock.now += self.seconds
            yield piece

    def close(self):
        self.closed = True


class Session:
    def __init__(self, answer):
        self.answer, self.asked = answer, {}

    def request(self, method, url, **options):
        self.asked = {"method": method, "url": url, **options}
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Clock:
    now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(outbound, "time", clock)
    return clock


def test_every_call_is_bounded_and_follows_nobody():
    session = Session(Answer([b"x"]))

    call(session, "POST", "https://notify.example/", data={"a": 1}, allow_redirects=True)

    assert session.asked["timeout"] == (2.0, 3.0)
    assert session.asked["allow_redirects"] is False
    assert session.asked["stream"] is True
    assert session.asked["data"] == {"a": 1}


def test_what_arrived_is_the_whole_answer_and_the_line_is_closed():
    answer = Answer([b"ab", b"", b"c"])

    response = call(Session(answer), "GET", "https://notify.example/")

    assert response._content == b"abc"
    assert answer.closed


@pytest.mark.parametrize(("size", "taken"), [(LARGEST_ANSWER, True), (LARGEST_ANSWER + 1, False)])
def test_g07_a_megabyte_is_read_and_not_a_byte_more(size, taken):
    half = size // 2
    answer = Answer([b"x" * half, b"x" * (size - half)])
    if taken:
        assert len(call(Session(answer), "GET", "https://x.example/")._content) == 1024 * 1024
    else:
        with pytest.raises(TooMuch):
            call(Session(answer), "GET", "https://x.example/")
    assert answer.closed


def test_g07_an_endless_answer_is_left_early():
    def endless():
        for number in range(1000):
            assert number < 66, "went on reading"
            yield b"x" * outbound.CHUNK

    with pytest.raises(TooMuch):
        call(Session(Answer(endless())), "GET", "https://x.example/")


@pytest.mark.parametrize(("seconds", "taken"), [(2.5, True), (2.6, False)])
def test_b15_an_answer_that_drips_is_left_after_five_seconds(clock, seconds, taken):
    answer = Answer([b"a", b"b"], seconds=seconds, clock=clock)
    if taken:
        assert call(Session(answer), "GET", "https://x.example/")._content == b"ab"
    else:
        with pytest.raises(TooMuch):
            call(Session(answer), "GET", "https://x.example/")
        assert answer.closed


@pytest.mark.parametrize("fault", [requests.ConnectTimeout("x"), requests.ConnectionError("x")])
def test_a_fault_of_the_line_is_what_it_was(fault):
    with pytest.raises(type(fault)):
        call(Session(fault), "GET", "https://x.example/")


def test_whoever_catches_what_requests_raises_catches_too_much_as_well():
    assert issubclass(TooMuch, requests.RequestException)
