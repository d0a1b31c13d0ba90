"""What we say to GOV.UK Notify, and what we make of its answers (K04, K08)."""

import json
from typing import Any

import pytest
import requests

from accounts.delivery import NotDelivered, Refused
from accounts.notifications import gateway
from accounts.notifications.gateway import NotifyGateway, _address_lines
from accounts.notifications.models import OutboundNotification, Route


class Line:
    """In place of `accounts.outbound.call`: keeps what was asked, answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.status, self.body = 201, b'{"id": "n-1"}'
        self.fault: Exception | None = None

    def __call__(self, session: Any, method: str, url: str, **options: Any) -> requests.Response:
        body = json.loads(options["data"]) if options.get("data") else None
        self.asked.append((method, url, body))
        assert "timeout" not in options, "outbound has its own limits"
        if self.fault:
            raise self.fault
        response = requests.Response()
        response.status_code, response._content = self.status, self.body
        response.url = url
        return response


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Line:
    settings.NOTIFY_URL = "https://notify.example/path"
    line = Line()
    monkeypatch.setattr(gateway, "call", line)
    return line


def a_message(route: Route, to: str) -> OutboundNotification:
    return OutboundNotification(route=route, to=to, subject="Hello", body="Text", reference="r/1")


ADDRESS = "Desmond Clarke\n3 Orchard House\nStation Road\nThornbridge\nTB1 6RS"
MESSAGES = [
    (Route.EMAIL, "a@example.org", "email", {"subject": "Hello", "body": "Text"}),
    (Route.SMS, "07700900123", "sms", {"body": "Text"}),
    (
        Route.LETTER,
        ADDRESS,
        "letter",
        {
            "subject": "Hello",
            "body": "Text",
            **{f"address_line_{n}": line for n, line in enumerate(ADDRESS.split("\n"), 1)},
        },
    ),
]


@pytest.mark.parametrize(("route", "to", "path", "words"), MESSAGES)
def test_each_route_has_its_own_template_and_our_reference(line, settings, route, to, path, words):
    assert NotifyGateway().send(a_message(route, to)) == "n-1"

    ((method, url, body),) = line.asked
    assert (method, url) == ("POST", f"https://notify.example/path/v2/notifications/{path}")
    assert body["personalisation"] == words
    assert body["reference"] == "r/1"
    assert body["template_id"] == settings.NOTIFY_TEMPLATES[route]
    assert body.get("email_address", body.get("phone_number", to)) == to


STATUSES = [
    (400, Refused),
    (404, Refused),
    (413, Refused),
    (401, NotDelivered),
    (403, NotDelivered),
    (429, NotDelivered),
    (500, NotDelivered),
    (503, NotDelivered),
]


@pytest.mark.parametrize(("status", "fault"), STATUSES)
def test_k08_never_is_told_from_later(line, status, fault):
    """A wrong address stays wrong; a wrong key is put right, and the message still goes out."""
    line.status, line.body = status, b'{"errors": [{"error": "x", "message": "a@example.org"}]}'

    with pytest.raises(fault) as wrong:
        NotifyGateway().send(a_message(Route.EMAIL, "a@example.org"))
    assert str(wrong.value) == f"status {status}", "an address would stand in the fault"


@pytest.mark.parametrize("fault", [requests.ConnectionError("x"), requests.ReadTimeout("x")])
def test_k08_a_line_that_is_down_gives_nothing_up(line, fault):
    line.fault = fault

    with pytest.raises(NotDelivered):
        NotifyGateway().send(a_message(Route.EMAIL, "a@example.org"))


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"null", b"{}", b'{"id": ""}', b'{"id": 7}'])
def test_an_answer_without_an_identifier_is_none(line, body):
    line.body = body

    with pytest.raises(NotDelivered):
        NotifyGateway().send(a_message(Route.EMAIL, "a@example.org"))


def test_an_identifier_is_no_longer_than_its_column(line):
    line.body = json.dumps({"id": "n" * 99}).encode()

    assert len(NotifyGateway().send(a_message(Route.EMAIL, "a@example.org"))) == 36


FOUND = [
    (b'{"notifications": []}', ""),
    (b'{"notifications": [{"id": "n-7"}, {"id": "n-8"}]}', "n-7"),
]


@pytest.mark.parametrize(("body", "found"), FOUND)
def test_a_message_is_looked_for_by_our_reference(line, body, found):
    line.status, line.body = 200, body

    assert NotifyGateway().find("r/1&x") == found
    assert line.asked[0][1].endswith("/v2/notifications?reference=r%2F1%26x")


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'{"notifications": {}}', b'{"notifications": [{}]}']
)
def test_a_search_without_an_answer_is_not_nothing_found(line, body):
    """Nothing found would send the message a second time."""
    line.status, line.body = 200, body

    with pytest.raises(NotDelivered):
        NotifyGateway().find("r/1")


ENVELOPES = [
    ("A\n\n  B \nTB1 1AA", ["A", "B", "TB1 1AA"]),
    ("1\n2\n3\n4\n5\n6\nTB1 1AA", ["1", "2", "3", "4", "5", "6", "TB1 1AA"]),
    ("1\n2\n3\n4\n5\n6\n7\nTB1 1AA", ["1", "2", "3", "4", "5", "6, 7", "TB1 1AA"]),
    ("1\n2\n3\n4\n5\n6\n7\n8\nTB1 1AA", ["1", "2", "3", "4", "5", "6, 7, 8", "TB1 1AA"]),
]


@pytest.mark.parametrize(("address", "lines"), ENVELOPES)
def test_k12_who_it_is_for_and_the_postcode_are_always_on_the_envelope(address, lines):
    """K12."""
    assert list(_address_lines(address).values()) == lines
    assert list(_address_lines(address)) == [f"address_line_{n}" for n in range(1, len(lines) + 1)]
