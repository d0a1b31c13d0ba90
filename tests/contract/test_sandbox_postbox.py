"""The pretended postbox answers as GOV.UK Notify does."""

import json
import re
import time
import urllib.error
import urllib.request
from typing import Any

import jwt
import pytest

from services.sandbox.personas import AMINA, DESMOND, GRACE, PEOPLE
from tests.contract.answers import Sandbox

pytestmark = pytest.mark.sandbox

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
WORDS = {"subject": "Hello", "body": "It is O'Brien.\nYours"}


def token(*, secret: str = SECRET, service: str = SERVICE, at: float = 0, **claims: Any) -> str:
    return jwt.encode({"iss": service, "iat": int(time.time() + at), **claims}, secret, "HS256")


def send(sandbox: Sandbox, kind: str, body: Any, *, bearer: str | None = None) -> Any:
    authorization = f"Bearer {token() if bearer is None else bearer}"
    return sandbox.call(
        "POST", f"/notify/v2/notifications/{kind}", body, Authorization=authorization
    )


def read(sandbox: Sandbox, path: str) -> Any:
    return sandbox.call("GET", f"/notify/{path}", Authorization=f"Bearer {token()}")


def postbox(sandbox: Sandbox, to: str) -> list[dict[str, Any]]:
    return list(
        sandbox.call("GET", f"/postbox/messages.json?to={to.replace(' ', '+')}").body["messages"]
    )


def an_email(**changes: Any) -> dict[str, Any]:
    return {
        "email_address": "grace@example.org",
        "template_id": TEMPLATE,
        "personalisation": WORDS,
        "reference": "r-1",
        **changes,
    }


def test_an_e_mail_is_taken_and_shown(sandbox: Sandbox) -> None:
    answer = send(sandbox, "email", an_email())

    assert answer.status == 201
    assert answer.body["reference"] == "r-1"
    assert answer.body["content"]["subject"] == "Hello"
    [message] = postbox(sandbox, "grace@example.org")
    assert (message["subject"], message["body"]) == ("Hello", "It is O'Brien.\nYours")


def test_its_status_can_be_asked_for(sandbox: Sandbox) -> None:
    sent = send(sandbox, "email", an_email()).body["id"]

    found = read(sandbox, f"v2/notifications/{sent}").body
    assert found["type"] == "email"
    assert found["status"] in {"sending", "delivered"}
    assert read(sandbox, "v2/notifications/not-a-uuid").status == 400
    assert read(sandbox, f"v2/notifications/{TEMPLATE}").status == 404


def test_a_reference_can_be_looked_up_and_is_not_deduplicated(sandbox: Sandbox) -> None:
    for _ in range(2):
        send(sandbox, "email", an_email())

    found = read(sandbox, "v2/notifications?reference=r-1").body["notifications"]
    assert len(found) == 2
    assert {message["copies"] for message in postbox(sandbox, "grace@example.org")} == {2}
    assert read(sandbox, "v2/notifications?reference=r-2").body["notifications"] == []


def test_a_text_and_a_letter_arrive_too(sandbox: Sandbox) -> None:
    text = {
        "phone_number": "07700 900127",
        "template_id": TEMPLATE,
        "personalisation": {"body": "Hi"},
    }
    lines = {
        "address_line_1": "Mr D Clarke",
        "address_line_2": "3 Orchard House",
        "address_line_3": "TB1 6RS",
    }
    letter = {"template_id": TEMPLATE, "personalisation": {**WORDS, **lines}}

    assert send(sandbox, "sms", text).status == 201
    assert send(sandbox, "letter", letter).status == 201
    assert postbox(sandbox, "07700900127")[0]["kind"] == "sms"
    assert postbox(sandbox, "Mr D Clarke")[0]["kind"] == "letter"


REFUSED = {
    "no address": ("email", {"email_address": ""}, "email_address Not a valid email address"),
    "no template": ("email", {"template_id": ""}, "template_id is a required property"),
    "a template that is no UUID": (
        "email",
        {"template_id": "x"},
        "template_id is not a valid UUID",
    ),
    "no words": ("email", {"personalisation": {}}, "Missing personalisation: subject, body"),
    "words in a list": ("email", {"personalisation": ["x"]}, "not of type object"),
    "a name nobody knows": ("email", {"colour": "red"}, "(colour was unexpected)"),
    "a long reference": ("email", {"reference": "r" * 1001}, "too long"),
}


@pytest.mark.parametrize(("kind", "changes", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_notify_refuses_is_refused(
    sandbox: Sandbox, kind: str, changes: dict[str, Any], words: str
) -> None:
    answer = send(sandbox, kind, an_email(**changes))

    assert answer.status == 400
    assert words in answer.body["errors"][0]["message"]
    assert postbox(sandbox, "grace@example.org") == []


BAD_TOKENS = {
    "none": ("", 401),
    "another secret": (token(secret="0" * 36), 403),
    "another service": (token(service="0" * 36), 403),
    "a clock 40 seconds behind": (-40, 403),
    "a clock 60 seconds ahead": (60, 403),
    "no signature": ("eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.", 403),
}


@pytest.mark.parametrize(("bearer", "status"), BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_a_token_is_checked_as_notify_does(
    sandbox: Sandbox, bearer: str | int, status: int
) -> None:
    bearer = token(at=bearer) if isinstance(bearer, int) else bearer

    assert send(sandbox, "email", an_email(), bearer=bearer).status == status


FACTS = {
    "Your rent account": lambda person: [person.tenancy],
    "Your benefit claim": lambda person: [person.claim, person.national_insurance_number],
    "Your parking permit": lambda person: [person.permit, person.vrm],
    "Welcome to Thornbridge Leisure": lambda person: [person.membership],
    "Your care and support": lambda person: [person.care_number],
}


@pytest.mark.parametrize("subject", FACTS)
def test_graces_letters_hold_the_facts_that_link_each_service(
    sandbox: Sandbox, subject: str
) -> None:
    letters = {letter["subject"]: letter for letter in postbox(sandbox, f"Mrs {GRACE.full_name}")}

    assert all(fact in letters[subject]["body"] for fact in FACTS[subject](GRACE))


def test_nobody_gets_a_letter_about_what_they_do_not_have(sandbox: Sandbox) -> None:
    subjects = {letter["subject"] for letter in postbox(sandbox, f"Mr {DESMOND.full_name}")}

    assert subjects == {"Your rent account", "Your benefit claim", "Your care and support"}


def test_the_letters_are_the_same_in_every_town(sandbox: Sandbox) -> None:
    before = postbox(sandbox, "")
    sandbox.call("POST", "/reset")

    assert postbox(sandbox, "") == before
    assert {letter["to"] for letter in before} == {f"{p.title} {p.full_name}" for p in PEOPLE}


def test_the_pages_show_each_message_as_what_it_is(sandbox: Sandbox) -> None:
    send(sandbox, "email", an_email(personalisation={**WORDS, "body": "<script>x</script>"}))
    [message] = postbox(sandbox, "grace@example.org")

    with urllib.request.urlopen(f"{sandbox.url}/postbox/{message['id']}/") as page:
        html = page.read().decode()
    assert "<script>x" not in html
    assert re.search(r"<h1[^>]*>Hello</h1>", html)
    with urllib.request.urlopen(f"{sandbox.url}/postbox/?to=grace@example.org") as page:
        listed = page.read().decode()
    assert "Hello" in listed
    assert f"Ms {AMINA.full_name}" not in listed.split("<ol")[1]


def test_json_that_is_none_is_refused(sandbox: Sandbox) -> None:
    request = urllib.request.Request(
        f"{sandbox.url}/notify/v2/notifications/email",
        data=b"{",
        headers={"Authorization": f"Bearer {token()}", "Content-Type": "application/json"},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 400
    assert json.loads(refused.value.read())["errors"][0]["error"] == "BadRequestError"
