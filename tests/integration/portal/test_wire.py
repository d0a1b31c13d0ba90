"""What comes over the wire, before Django sees it: one request is one request, and ours alone."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.processes import start_portal

SECOND = b"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
TWO_IN_ONE = {
    "a length and chunks": b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(SECOND),
    "a length with a sign": b"Content-Length: +0\r\n\r\n",
    "chunks by another name": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks and none": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
    "a blank before the colon": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded line": b"X: a\r\n Content-Length: 0\r\n\r\n",
}
HALF_A_REQUEST = {
    "headers": b"GET /account/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ",
    "a form without our cookie": b"POST /account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin=",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """The portal as it runs, without a database: no page here asks for one."""
    folder: Path = tmp_path_factory.mktemp("wire")
    env = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'none.sqlite3'}",
        "VAR_DIR": str(folder),
    }
    process, url = start_portal(folder, env=env)
    with process:
        parts = urlsplit(url)
        yield str(parts.hostname), int(parts.port or 0)


def answers(server: tuple[str, int], request: bytes) -> bytes:
    """Everything that comes back until the server is silent or hangs up."""
    with socket.create_connection(server, timeout=10) as line:
        line.sendall(request)
        line.settimeout(0.3)
        found = b""
        try:
            while more := line.recv(65536):
                found += more
        except (TimeoutError, ConnectionResetError):
            pass
        return found


@pytest.mark.parametrize("ending", TWO_IN_ONE.values(), ids=TWO_IN_ONE.keys())
def test_two_requests_that_pretend_to_be_one_get_no_second_answer(server, ending: bytes) -> None:
    """J11: whatever a proxy before us takes them for."""
    first = b"POST /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + ending

    found = answers(server, first + SECOND)

    assert len(re.findall(rb"HTTP/1\.1 \d{3}", found)) == 1


def test_the_server_answers_one_request_after_the_other(server) -> None:
    """Or the test above would prove nothing."""
    assert answers(server, SECOND * 2).count(b'{"live": true}') == 2


HOSTS = {
    "two of them": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    "in the address": b"GET http://evil.example/account HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "before the path": b"GET //evil.example/account HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "behind a backslash": b"GET /\\evil.example HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "one to go through": b"CONNECT evil.example:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


@pytest.mark.parametrize("request_for", HOSTS.values(), ids=HOSTS.keys())
def test_no_host_but_ours_is_led_to(server, request_for: bytes) -> None:
    """J10"""
    found = answers(server, request_for)

    assert re.match(rb"HTTP/1\.1 [345]", found)
    assert b"evil.example" not in found.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("half", HALF_A_REQUEST.values(), ids=HALF_A_REQUEST.keys())
def test_a_hundred_halves_of_a_request_hold_up_nobody(server, half: bytes) -> None:
    """N10. A half form with our cookie is the proxy's to hold back: docs/how-to/go-live.md."""
    with ExitStack() as visitors:
        for _ in range(100):
            visitor = visitors.enter_context(socket.create_connection(server))
            visitor.sendall(half)
        time.sleep(0.5)

        with urlopen(f"http://{server[0]}:{server[1]}/health/live", timeout=10) as answer:
            assert answer.status == 200
