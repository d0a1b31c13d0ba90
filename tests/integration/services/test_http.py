"""Whatever a supplier does to us, the portal hears one of three things: here, not found, down."""

import logging
import socket
import time
from types import SimpleNamespace

import pytest

from services import http
from services.contract import ServiceUnavailable
from services.http import LARGEST_ANSWER, NotFound, Rejected
from services.network import run
from tests.integration.services.asking import GOOD, Tenancy, asking, get, post
from tests.integration.services.fault_server import FaultServer, gzip_bomb, plain


def test_an_answer_is_decoded_into_the_suppliers_words():
    with FaultServer([GOOD]) as server:
        assert get(server).id == "tenure-1"


def test_every_call_says_who_we_are_and_carries_a_correlation_id():
    with FaultServer([GOOD]) as server:
        get(server)

    words = server.requests[0].lower()
    assert "authorization: bearer very-secret" in words
    assert "x-correlation-id: " in words


@pytest.mark.parametrize(
    "answer",
    [
        plain(b"", status="500 Internal Server Error"),
        plain(b"Traceback password=hunter2", status="500 Internal Server Error"),
        plain(b"<html>down for maintenance", status="200 OK"),
        plain(b'{"id": 4}'),
        plain(b"{}"),
        plain(b"null"),
        plain(b"[]"),
        plain(b'{"id": "tenur'),
        plain(b'{"id": "\xff\xfe"}'),
        plain(b"[" * 20_000),
        plain(b"", status="302 Found", headers=("Location: http://127.0.0.1:1/secrets",)),
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nConnection: close\r\n\r\nshort",
        plain(b"x" * (LARGEST_ANSWER + 1)),
        gzip_bomb(megabytes=50),
    ],
    ids=[
        "500",
        "500 with a stack trace",
        "html",
        "wrong type",
        "missing field",
        "null",
        "array",
        "truncated",
        "not utf-8",
        "deeply nested",
        "redirect",
        "garbage",
        "shorter than it says",
        "too large",
        "gzip bomb",
    ],
)
def test_an_answer_we_cannot_use_is_an_unavailable_service(answer):
    with FaultServer([answer]) as server, pytest.raises(ServiceUnavailable):
        get(server)


def test_a_redirect_is_not_followed():
    with FaultServer([GOOD]) as elsewhere:
        away = plain(b"", status="307 Temporary Redirect", headers=(f"Location: {elsewhere.url}",))
        with FaultServer([away]) as server, pytest.raises(ServiceUnavailable):
            get(server)

    assert elsewhere.requests == []


def test_a_supplier_that_hangs_is_given_up_in_time():
    with FaultServer([GOOD], seconds=30) as server:
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            get(server)

    assert time.monotonic() - started < 2


def test_a_supplier_that_is_not_there_is_unavailable():
    with FaultServer([GOOD]) as server:
        pass
    with pytest.raises(ServiceUnavailable):
        get(server)


def test_a_supplier_whose_name_no_longer_resolves_is_unavailable(monkeypatch):
    """N13."""

    def nowhere(*_asked, **_options):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)

    with pytest.raises(ServiceUnavailable):
        get(SimpleNamespace(url="http://housing.thornbridge.invalid"))


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_not_found_is_an_answer_of_its_own(status):
    with FaultServer([plain(b"{}", status=status)]) as server, pytest.raises(NotFound):
        get(server)


@pytest.mark.parametrize("status", [400, 401, 403, 409, 422, 429])
def test_a_refusal_keeps_what_the_supplier_said(status):
    answer = plain(b'{"title": "no"}', status=f"{status} No")
    with FaultServer([answer]) as server, pytest.raises(Rejected) as no:
        get(server)

    assert (no.value.status, no.value.problem) == (status, {"title": "no"})


def test_a_get_is_tried_once_more_when_the_supplier_is_busy():
    with FaultServer([plain(b"", status="503 Busy"), GOOD]) as server:
        assert get(server).id == "tenure-1"

    assert len(server.requests) == 2


def test_a_get_is_not_tried_a_third_time():
    with FaultServer([plain(b"", status="503 Busy")]) as server, pytest.raises(ServiceUnavailable):
        get(server)

    assert len(server.requests) == 2


def test_a_get_is_repeated_once_on_a_connection_that_was_closed_on_us():
    """G13: a supplier ends a kept connection just as we use it."""
    with FaultServer([GOOD], hang_up=True) as server, pytest.raises(ServiceUnavailable):
        get(server)

    assert len(server.requests) == 2


@pytest.mark.parametrize("hang_up", [False, True])
def test_a_post_is_never_tried_again_by_itself(hang_up):
    busy = FaultServer([plain(b"", status="503 Busy"), GOOD], hang_up=hang_up)
    with busy as server, pytest.raises(ServiceUnavailable):
        post(server, json={})

    assert len(server.requests) == 1


def test_a_post_carries_its_body_and_its_idempotency_key():
    with FaultServer([GOOD]) as server:
        post(server, json={"description": "tap"}, idempotency_key="key-1")

    words = server.requests[0]
    assert "Idempotency-Key: key-1" in words
    assert "Content-Type: application/json" in words
    assert words.endswith('{"description":"tap"}')


def test_an_empty_answer_is_none():
    with FaultServer([plain(b"", status="204 No Content")]) as server:
        assert post(server, json={}) is None


@pytest.mark.parametrize("call", ["get", "post"])
def test_nothing_is_no_answer_where_one_is_needed(call):
    """G03: 204, or an empty 200, is an outage and never an empty list."""

    def ask(supplier):
        body = {} if call == "get" else {"json": {}}
        return getattr(supplier, call)("tenures/1", Tenancy, **body)

    for status in ("204 No Content", "200 OK"):
        with FaultServer([plain(b"", status=status)]) as server:
            with pytest.raises(ServiceUnavailable):
                asking(server, ask)
            assert len(server.requests) == 1


def test_a_post_is_answered_in_the_suppliers_words_and_done_once():
    with FaultServer([GOOD]) as server:
        answer, _ = asking(
            server,
            lambda supplier: supplier.post("repairs", Tenancy, {"a": 1}, idempotency_key="once"),
        )

    assert answer == Tenancy("tenure-1")
    assert "idempotency-key: once" in server.requests[0].lower()
    assert server.requests[0].endswith('{"a":1}')


def test_after_five_failures_the_supplier_is_left_alone():
    async def six_times(supplier):
        for _ in range(6):
            with pytest.raises(ServiceUnavailable):
                await supplier.send("GET", "tenures/1", Tenancy)

    with FaultServer([plain(b"", status="500 Error")]) as server:
        _, supplier = asking(server, six_times)

    assert len(server.requests) == 5
    assert supplier.breaker.is_open


@pytest.mark.parametrize("status", ["404 Not Found", "422 Unprocessable"])
def test_a_supplier_that_answers_no_is_well(status):
    async def many_times(supplier):
        for _ in range(8):
            with pytest.raises(ServiceUnavailable):
                await supplier.send("GET", "tenures/1", Tenancy)

    with FaultServer([plain(b"{}", status=status)]) as server:
        _, supplier = asking(server, many_times)

    assert not supplier.breaker.is_open


def test_a_cookie_from_a_supplier_is_not_sent_back():
    """G17."""
    baked = plain(b'{"id": "1"}', headers=("Set-Cookie: session=somebody",))

    async def twice(supplier):
        await supplier.get("tenures/1", Tenancy)
        await supplier.get("tenures/1", Tenancy)

    with FaultServer([baked]) as server:
        asking(server, twice)

    assert "cookie" not in server.requests[1].lower()


def test_a_failure_is_logged_without_accounts_secrets_or_the_suppliers_words(caplog):
    """G04."""
    caplog.set_level(logging.DEBUG)
    answer = plain(b"Traceback password=hunter2", status="500 Error")
    with FaultServer([answer]) as server, pytest.raises(ServiceUnavailable):
        asking(server, lambda s: s.get("api/v1/tenures/8a2c1f", Tenancy, params={"dob": "1991"}))

    said = " ".join(str(vars(line)) for line in caplog.records if line.name.startswith("services"))
    assert "service.call.failed" in said
    assert "api/v1/tenures" in said
    for secret in ("8a2c1f", "1991", "hunter2", "very-secret"):
        assert secret not in said


def test_how_long_a_failing_supplier_is_left_alone_is_the_councils_to_say(settings, monkeypatch):
    monkeypatch.setattr(http, "_suppliers", {})
    settings.SUPPLIERS = {
        "housing": {**settings.SUPPLIERS["housing"], "rest_seconds": 2.0},
        "leisure": {**settings.SUPPLIERS["leisure"]},
    }

    assert http.supplier("housing").breaker.open_seconds == 2.0
    assert http.supplier("leisure").breaker.open_seconds == 30.0


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ({}, "Authorization: Bearer secret-1"),
        ({"token_header": "X-Api-Key"}, "X-Api-Key: secret-1"),
    ],
)
def test_a_suppliers_key_goes_in_the_header_it_asks_for_and_in_no_other(
    settings, monkeypatch, header, sent
):
    monkeypatch.setattr(http, "_suppliers", {})
    with FaultServer([GOOD]) as server:
        known = {**settings.SUPPLIERS["housing"], "url": server.url, "token": "secret-1"}
        settings.SUPPLIERS = {"housing": {**known, **header}}
        run(http.supplier("housing").get("tenures/1", Tenancy))
        http.forget_suppliers()

    assert sent in server.requests[0]
    assert server.requests[0].count("secret-1") == 1
