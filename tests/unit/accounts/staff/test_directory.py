"""What we believe of the directory, and how often we ask it (security catalogue B06, B15, B16)."""

import json

import pytest
import requests
from django.core.cache import cache

from accounts.staff import directory as asking
from accounts.staff.directory import DirectoryRefused, DirectoryUnavailable, StaffDirectory

ISSUER = "https://directory.example"
DISCOVERY = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/jwks",
}


class Clock:
    now = 1_780_000_000.0

    def time(self):
        return self.now


class Line:
    """In place of `accounts.outbound.call`."""

    def __init__(self):
        self.asked, self.kids = [], ["k1"]
        self.discovery, self.answer = dict(DISCOVERY), None

    def __call__(self, session, method, url, **options):
        self.asked.append((method, url.removeprefix(ISSUER), options))
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is not None:
            return self.answer
        if url.endswith("/jwks"):
            return answer({"keys": [{"kid": kid} for kid in self.kids]})
        if url.endswith("configuration"):
            return answer(self.discovery)
        return answer({"access_token": "a", "refresh_token": "r", "id_token": "i"})

    def count(self, path):
        return sum(asked == path for _, asked, _ in self.asked)


def answer(body, status=200):
    response = requests.Response()
    response.status_code = status
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return response


@pytest.fixture
def line(monkeypatch, settings):
    settings.STAFF_DIRECTORY_ISSUER = ISSUER
    cache.clear()
    line = Line()
    monkeypatch.setattr(asking, "call", line)
    return line


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(asking, "time", clock)
    return clock


def test_the_directory_describes_itself_once_a_day(line, monkeypatch):
    kept_for = []
    keep = cache.set
    monkeypatch.setattr(cache, "set", lambda *words: kept_for.append(words[2]) or keep(*words))
    assert StaffDirectory().known_discovery() is None

    for _ in range(3):
        assert StaffDirectory().discover().token_endpoint == f"{ISSUER}/token"

    assert line.count("/.well-known/openid-configuration") == 1
    assert kept_for == [24 * 60 * 60]
    assert StaffDirectory().known_discovery() == StaffDirectory().discover()


def test_another_directory_starts_from_nothing(line, settings):
    StaffDirectory().discover()

    settings.STAFF_DIRECTORY_ISSUER = "https://another.example"

    assert StaffDirectory().known_discovery() is None


NAMES = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("address", ["http://directory.example/x", "ftp://x/", "", "httpsx"])
def test_g11_no_secret_goes_where_it_could_be_read_on_the_way(line, name, address):
    line.discovery[name] = address

    with pytest.raises(DirectoryUnavailable):
        StaffDirectory().discover()
    assert StaffDirectory().known_discovery() is None


@pytest.mark.parametrize("issuer", [f"{ISSUER}/", "http://directory.example", "", None, 7])
def test_b01_a_directory_that_calls_itself_otherwise_is_not_believed(line, issuer):
    line.discovery["issuer"] = issuer

    with pytest.raises(DirectoryUnavailable):
        StaffDirectory().discover()


def test_a_directory_on_this_machine_may_do_without_https(line, settings):
    settings.STAFF_DIRECTORY_ISSUER = "http://127.0.0.1:8001/d"
    for name in ("issuer", *NAMES):
        line.discovery[name] = line.discovery[name].replace(ISSUER, "http://127.0.0.1:8001/d")

    assert StaffDirectory().discover().issuer == "http://127.0.0.1:8001/d"


def test_b06_known_keys_are_not_asked_for_again(line, clock):
    assert StaffDirectory().find_keys("k1") == [{"kid": "k1"}]
    clock.now += 10_000

    assert StaffDirectory().find_keys("k1") == [{"kid": "k1"}]
    assert line.count("/jwks") == 1


@pytest.mark.parametrize(("seconds", "asked"), [(0, 1), (59.9, 1), (60, 2), (3600, 2)])
def test_b06_an_unknown_key_is_asked_for_once_a_minute(line, clock, seconds, asked):
    StaffDirectory().find_keys("k1")
    line.kids = ["k2"]
    clock.now += seconds

    found = StaffDirectory().find_keys("k2")

    assert found == ([{"kid": "k2"}] if asked == 2 else [])
    assert line.count("/jwks") == asked


def test_b07_two_keys_of_one_name_are_both_handed_over(line, clock):
    """For `tokens` to refuse: it takes none rather than one of two."""
    line.kids = ["k1", "k1", "k2"]

    assert len(StaffDirectory().find_keys("k1")) == 2


def test_our_secret_goes_to_the_token_endpoint_and_in_the_body_alone(line, settings):
    settings.STAFF_DIRECTORY_CLIENT_SECRET = "s" * 32
    StaffDirectory().exchange("code", verifier="v", redirect_uri="https://us.example/back")
    StaffDirectory().renew("refresh")

    (_, code), (_, renewal) = [
        (path, options["data"]) for method, path, options in line.asked if method == "POST"
    ]
    assert (code["grant_type"], code["code"]) == ("authorization_code", "code")
    assert (code["code_verifier"], code["redirect_uri"]) == ("v", "https://us.example/back")
    assert (renewal["grant_type"], renewal["refresh_token"]) == ("refresh_token", "refresh")
    assert code["client_secret"] == renewal["client_secret"] == "s" * 32
    assert not any("s" * 32 in path for _, path, _ in line.asked)


STATUSES = [
    (200, None),
    (201, DirectoryUnavailable),
    (204, DirectoryUnavailable),
    (302, DirectoryUnavailable),
    (400, DirectoryRefused),
    (401, DirectoryRefused),
    (403, DirectoryRefused),
    (404, DirectoryUnavailable),
    (429, DirectoryUnavailable),
    (500, DirectoryUnavailable),
    (503, DirectoryUnavailable),
]


@pytest.mark.parametrize(("status", "fault"), STATUSES)
def test_b15_no_is_told_from_not_now(line, status, fault):
    """No ends somebody's session; not now gives them another quarter of an hour."""
    StaffDirectory().discover()
    line.answer = answer({"access_token": "a"}, status)

    if fault is None:
        assert StaffDirectory().renew("r").access_token == "a"
    else:
        with pytest.raises(fault):
            StaffDirectory().renew("r")


BROKEN = [b"", b"<html>", b"[1]", b'{"access_token": 7}', b'{"access_token"', b"\xff", b"null"]


@pytest.mark.parametrize("body", BROKEN)
def test_b15_an_answer_without_sense_is_none(line, body):
    StaffDirectory().discover()
    line.answer = answer(body)

    with pytest.raises(DirectoryUnavailable, match="made no sense"):
        StaffDirectory().renew("r")


@pytest.mark.parametrize("fault", [requests.ConnectionError("10.0.0.7"), requests.ReadTimeout()])
def test_b15_a_fault_of_the_line_is_named_without_what_it_said(line, fault):
    line.answer = fault

    with pytest.raises(DirectoryUnavailable) as unavailable:
        StaffDirectory().discover()
    assert "10.0.0.7" not in str(unavailable.value)


def test_userinfo_is_asked_with_the_token_in_a_header(line):
    StaffDirectory().fetch_claims("the-token")

    _, path, options = line.asked[-1]
    assert path == "/userinfo"
    assert options["headers"] == {"Authorization": "Bearer the-token"}
