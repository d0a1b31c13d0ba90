"""The pretended GOV.UK Notify: whose token it takes, and what it calls a mistake."""

import json
from typing import Any

import jwt
import pytest
import time_machine
from django.test import RequestFactory
from pytest_django import Settings

from services.sandbox.postbox import messages, notify_api
from tests.unit.sandbox.conftest import Shelf

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
AT = 1_777_885_200
HOME = {"address_line_1": "Ms Amina Yusuf", "address_line_2": "Flat 4", "address_line_3": "TB1 4QN"}


@pytest.fixture(autouse=True)
def service(settings: Settings, shelf: Shelf) -> object:
    settings.NOTIFY_API_KEY = f"sandbox-{SERVICE}-{SECRET}"
    settings.SANDBOX_URL = "http://sandbox.example"
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def token(*, secret: str = SECRET, **claims: Any) -> str:
    return jwt.encode({"iss": SERVICE, "iat": AT, **claims}, secret, "HS256")


def send(kind: str, body: Any, *, bearer: str = "") -> tuple[int, dict[str, Any]]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = RequestFactory().post(
        f"/notify/v2/notifications/{kind}",
        content,
        content_type="application/json",
        headers={"Authorization": bearer or f"Bearer {token()}"},
    )
    answer = notify_api.send(request, kind=kind)
    return answer.status_code, json.loads(answer.content)


def words(body: str = "Your visit is at 10.", **more: str) -> dict[str, str]:
    return {"subject": "Your visit", "body": body, **more}


def an_email(**changes: Any) -> dict[str, Any]:
    return {
        "email_address": "amina@example.org",
        "template_id": TEMPLATE,
        "personalisation": words(),
    } | changes


def a_text(**changes: Any) -> dict[str, Any]:
    known = {"phone_number": "07700 900141", "template_id": TEMPLATE}
    return known | {"personalisation": {"body": "Your visit is at 10."}} | changes


def a_letter(**changes: Any) -> dict[str, Any]:
    return {"template_id": TEMPLATE, "personalisation": words(**HOME)} | changes


@pytest.mark.parametrize(
    ("kind", "body", "to"),
    [
        ("email", an_email(), "amina@example.org"),
        ("sms", a_text(), "07700 900141"),
        ("letter", a_letter(), "Ms Amina Yusuf"),
    ],
)
def test_each_kind_is_taken_kept_and_answered_with_what_was_made_of_it(
    kind: str, body: dict[str, Any], to: str
) -> None:
    status, answer = send(kind, body | {"reference": "r-1"})

    [kept] = messages.newest_first()
    assert (status, kept.kind, kept.to, kept.reference) == (201, kind, to, "r-1")
    assert answer["content"]["body"] == "Your visit is at 10."
    assert answer["uri"] == f"http://sandbox.example/notify/v2/notifications/{kept.id}"


@pytest.mark.parametrize(
    ("bearer", "status", "words"),
    [
        ("Basic abc", 401, "token must be provided"),
        ("Bearer ", 401, "token must be provided"),
        ("Bearer not.a.token", 403, "API key not found"),
        (f"Bearer {token(secret='another-secret-of-more-than-32-letters')}", 403, "API key not"),
        (f"Bearer {token(iss='another')}", 403, "service not found"),
        (f"Bearer {jwt.encode({'iss': SERVICE}, SECRET, 'HS256')}", 403, "API key not found"),
        (f"Bearer {jwt.encode({'iat': AT}, SECRET, 'HS256')}", 403, "API key not found"),
        (f"Bearer {jwt.encode({'iss': SERVICE, 'iat': AT}, '', 'none')}", 403, "API key not found"),
        (f"Bearer {token(iat=AT - 31)}", 403, "within 30 seconds"),
        (f"Bearer {token(iat=AT + 31)}", 403, "within 30 seconds"),
    ],
)
def test_a_token_that_is_not_ours_or_not_of_now_is_refused(
    bearer: str, status: int, words: str
) -> None:
    said, answer = send("email", an_email(), bearer=bearer)

    assert said == answer["status_code"] == status
    assert words in answer["errors"][0]["message"]
    assert answer["errors"][0]["error"] == "AuthError"
    assert messages.newest_first() == []


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_clock_may_be_half_a_minute_wrong(seconds: int) -> None:
    assert send("email", an_email(), bearer=f"Bearer {token(iat=AT + seconds)}")[0] == 201


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("email", b"{", "Invalid JSON"),
        ("email", [], "not of type object"),
        ("email", an_email(email_address="amina"), "Not a valid email address"),
        ("email", an_email(email_address="a@b@c.uk"), "Not a valid email address"),
        ("email", an_email(phone_number="07700900141"), "Additional properties"),
        ("email", an_email(template_id=""), "template_id is a required property"),
        ("email", an_email(template_id="1"), "template_id is not a valid UUID"),
        ("email", an_email(personalisation={}), "Missing personalisation: subject, body"),
        ("email", an_email(personalisation=["x"]), "personalisation is not of type object"),
        ("email", an_email(personalisation={"body": "x"}), "Missing personalisation: subject"),
        ("email", an_email(reference="r" * 1001), "reference is too long"),
        ("email", an_email(personalisation=words("x" * 2_000_001)), "too long"),
        ("sms", a_text(phone_number="0207 946 0000"), "Not a UK mobile number"),
        ("sms", a_text(phone_number="+1 212 555 0100"), "Not a UK mobile number"),
        ("sms", a_text(personalisation={"body": "x" * 919}), "too long"),
        ("letter", a_letter(personalisation=words(address_line_1="A")), "at least 3 lines"),
        (
            "letter",
            a_letter(personalisation=words(**{**HOME, "address_line_3": "Thornbridge"})),
            "real UK postcode",
        ),
    ],
)
def test_what_notify_calls_a_mistake_is_one_here_and_sends_nothing(
    kind: str, body: Any, words: str
) -> None:
    status, answer = send(kind, body)

    assert status == 400
    assert words in answer["errors"][0]["message"]
    assert messages.newest_first() == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("sms", a_text(personalisation={"body": "x" * 918})),
        ("sms", a_text(phone_number="+44 (0)7700 900141".replace("(0)", ""))),
        ("sms", a_text(phone_number="(07700) 900-141")),
        ("email", an_email(reference="r" * 1000)),
        ("email", an_email(personalisation=words("x" * 2_000_000))),
        ("letter", a_letter(personalisation=words(**{**HOME, "address_line_3": "tb1 4qn"}))),
    ],
)
def test_what_is_just_within_is_sent(kind: str, body: Any) -> None:
    assert send(kind, body)[0] == 201


def ask(view: Any, path: str, **kwargs: str) -> tuple[int, dict[str, Any]]:
    request = RequestFactory().get(path, headers={"Authorization": f"Bearer {token()}"})
    answer = view(request, **kwargs)
    return answer.status_code, json.loads(answer.content)


def test_a_letter_is_read_back_with_every_line_of_its_address() -> None:
    _, sent = send("letter", a_letter())

    status, found = ask(notify_api.fetch, "/", notification_id=sent["id"])

    assert (status, found["type"], found["status"]) == (200, "letter", "accepted")
    assert [found[f"line_{n}"] for n in (1, 2, 3)] == list(HOME.values())
    assert (found["email_address"], found["phone_number"]) == (None, None)


@pytest.mark.parametrize(("wanted", "status"), [("1", 400), (TEMPLATE, 404)])
def test_a_notification_nobody_sent_is_not_found(wanted: str, status: int) -> None:
    assert ask(notify_api.fetch, "/", notification_id=wanted)[0] == status


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?reference=r-1", 1),
        ("?template_type=sms", 1),
        ("?template_type=fax", 0),
        ("?status=sending&status=accepted", 3),
        ("?status=delivered", 0),
    ],
)
def test_the_list_is_narrowed_as_asked(query: str, count: int) -> None:
    send("email", an_email(reference="r-1"))
    send("sms", a_text(reference="r-2"))
    send("letter", a_letter())

    _, answer = ask(notify_api.fetch_all, f"/{query}")

    assert len(answer["notifications"]) == count
