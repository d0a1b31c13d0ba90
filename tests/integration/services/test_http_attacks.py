"""What a broken or a hostile supplier tries on us, byte for byte: G01 to G24."""

import asyncio
import logging
import ssl
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from ipaddress import ip_address

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.contract import ServiceUnavailable
from services.http import NotFound, Rejected
from tests.integration.services.asking import GOOD, asking, get, post
from tests.integration.services.fault_server import FaultServer, plain

BUSY = plain(b"", status="503 Busy")


class Account(msgspec.Struct):
    balance: Decimal
    weeks: int = 0


def status_of(number):
    """With a body that would do as an answer."""
    return plain(b'{"id": "tenure-1"}', status=f"{number} Said")


@pytest.mark.parametrize("server", [{"seconds": 30}, {"drip_seconds": 0.05}, {"hang_up": True}])
def test_a_supplier_that_is_slow_in_any_way_is_given_up_within_its_budget(server):
    """G01: hung, a byte at a time, or gone: the caller waits no longer than it said."""
    with FaultServer([GOOD], **server) as faulty:
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            get(faulty)

    assert time.monotonic() - started < 2


def test_a_body_that_never_ends_is_given_up_too():
    """G01: headers in time are no promise of an answer in time."""
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"
    with FaultServer([endless]) as server:
        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            get(server)

    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("status", "raised", "calls"),
    [
        (401, Rejected, 1),
        (403, Rejected, 1),
        (404, NotFound, 1),
        (410, NotFound, 1),
        (429, Rejected, 1),
        (500, ServiceUnavailable, 1),
        (501, ServiceUnavailable, 1),
        (502, ServiceUnavailable, 2),
        (503, ServiceUnavailable, 2),
        (504, ServiceUnavailable, 2),
        (300, ServiceUnavailable, 1),
        (302, ServiceUnavailable, 1),
        (399, ServiceUnavailable, 1),
    ],
)
def test_each_status_is_heard_for_what_it_says(status, raised, calls):
    """G03, G21: only what may pass is asked for again, and once."""
    with FaultServer([status_of(status)]) as server, pytest.raises(ServiceUnavailable) as heard:
        get(server)

    assert isinstance(heard.value, raised)
    assert isinstance(heard.value, Rejected) is (raised is Rejected)
    assert len(server.requests) == calls


def test_a_supplier_that_says_when_to_come_back_is_not_asked_again_at_once():
    """G03: Retry-After is obeyed."""
    later = plain(b"", status="503 Busy", headers=("Retry-After: 120",))
    with FaultServer([later, GOOD]) as server, pytest.raises(ServiceUnavailable):
        get(server)

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "level"),
    [(401, logging.ERROR), (403, logging.ERROR), (422, logging.WARNING), (500, logging.WARNING)],
)
def test_a_key_that_is_refused_rings_louder_than_an_outage(status, level, caplog):
    """G03: somebody here has to change it; waiting will not help."""
    with FaultServer([status_of(status)]) as server, pytest.raises(ServiceUnavailable):
        get(server)

    assert [line.levelno for line in caplog.records if line.name == "services.http"] == [level]


@pytest.mark.parametrize(
    "answer",
    [
        b"tenure-1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nrubbish",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 19\r\n\r\n{}",
        plain(b""),
        plain(b'"tenure-1"'),
        plain(b"\xef\xbb\xbf" + b'{"id": "tenure-1"}'),
        plain('{"id": "caf\xe9"}'.encode("latin-1")),
        plain("{'id': 'x'}".encode("utf-7")),
        plain(b'{"id": "tenure-1"}', headers=("Content-Encoding: gzip",)),
        plain(b'{"id": "' + b"\\ud800" + b'"}'),
    ],
    ids=[
        "HTTP/0.9", "bad chunk", "negative length", "two lengths", "empty", "string",
        "byte order mark", "latin-1", "utf-7", "not gzip", "half a surrogate",
    ],
)  # fmt: skip
def test_what_is_not_quite_http_or_json_is_an_outage(answer):
    """G05, G07, G18: refused by rule, never guessed at."""
    with FaultServer([answer]) as server, pytest.raises(ServiceUnavailable):
        get(server)


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", '"NaN"', "1e400", "-", '"1,000.00"', "0x10", "null", "[]"]
)
def test_what_is_no_amount_is_an_outage_or_no_finite_number(number):
    """G06: JSON knows no NaN; a Decimal that is one is stopped by whoever reads money."""
    body = f'{{"balance": {number}}}'.encode()

    def ask(known):
        return known.get("accounts/1", Account)

    with FaultServer([plain(body)]) as server:
        try:
            account, _ = asking(server, ask)
        except ServiceUnavailable:
            return
    assert not account.balance.is_finite() or account.balance.adjusted() > 300


def test_a_number_of_ten_thousand_digits_is_an_outage():
    """G06: where Python itself would count for a while, or refuse with an error of its own."""
    body = b'{"balance": "1.00", "weeks": ' + b"9" * 10_000 + b"}"
    with FaultServer([plain(body)]) as server, pytest.raises(ServiceUnavailable):
        asking(server, lambda known: known.get("accounts/1", Account))


def test_an_answer_of_exactly_one_mebibyte_is_read_and_one_byte_more_is_not():
    """G07."""
    fits = b'{"id": "' + b"x" * (1_048_576 - 10) + b'"}'
    assert len(fits) == 1_048_576

    with FaultServer([plain(fits)]) as server:
        assert len(get(server).id) == 1_048_576 - 10
    with FaultServer([plain(fits + b" ")]) as server, pytest.raises(ServiceUnavailable):
        get(server)


@pytest.mark.parametrize(
    "headers",
    [("X-Long: " + "x" * 1_000_000,), tuple(f"X-{n}: {'x' * 200}" for n in range(5_000))],
    ids=["one of 1 MB", "5,000 of them"],
)
def test_headers_without_end_do_not_hold_the_page(headers):
    """G07: too long is an outage; many are read, if in time, and kept by nobody."""
    started = time.monotonic()
    with FaultServer([plain(b'{"id": "tenure-1"}', headers=headers)]) as server:
        try:
            answer = get(server).id
        except ServiceUnavailable:
            answer = "outage"

    assert answer in {"tenure-1", "outage"}
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/_x",
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "307 Temporary Redirect"])
def test_a_redirect_is_an_outage_wherever_it_leads(where, status):
    """G08: we hold one key for one address, and send it nowhere else."""
    away = plain(b"{}", status=status, headers=(f"Location: {where}",))
    with FaultServer([away]) as server, pytest.raises(ServiceUnavailable):
        post(server, json={"about": "somebody"})

    assert len(server.requests) == 1


def self_signed(folder) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 that only its owner believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def test_a_certificate_nobody_vouches_for_is_refused_before_the_key_is_sent(tmp_path):
    """G11: there is no way to switch the check off."""
    server = FaultServer([GOOD], tls=self_signed(tmp_path))
    with server, pytest.raises(ServiceUnavailable, match="Certificate"):
        get(server)

    assert server.requests == []


def test_the_key_is_not_in_what_a_supplier_or_its_failure_say_of_themselves():
    """G23: whatever ends up in a log or on an error page."""
    with FaultServer([plain(b'{"echo": "Bearer very-secret"}', status="500 Error")]) as server:
        with pytest.raises(ServiceUnavailable) as failure:
            get(server)
        _, known = asking(server, lambda known: asyncio.sleep(0))

    assert "very-secret" not in f"{known!r} {failure.value!r} {failure.value.__context__!r}"


def test_a_retry_is_a_new_call_with_a_correlation_id_of_its_own():
    """G13, G21: so that two answers to one question can be told apart."""
    with FaultServer([BUSY, GOOD]) as server:
        get(server)

    ids = [
        line for words in server.requests for line in words.splitlines() if "X-Correlation" in line
    ]
    assert len(set(ids)) == 2
