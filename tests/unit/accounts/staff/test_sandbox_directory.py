"""The pretended directory by the clock: what it hands out, for how long, and to whom.

Its views are called here without a process, a database or a template around them; how they look
from outside is in tests/contract/accounts.
"""

import base64
import hashlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.staff.tokens import check_logout_token, read_signed
from services.sandbox.staff_directory import keys, people, provider, views

VERIFIER, NONCE = "v" * 48, "n" * 24
JOY, HELEN = "a7c1f3e0-joy", "0c48f2a6-helen"
CALLBACK = "http://127.0.0.1:8000/staff/callback/"
factory = RequestFactory()


class Shelf(dict):
    """In place of the sandbox's store: documents by supplier, kind and key."""

    def put(self, supplier: str, kind: str, key: str, body: dict, *, person: str = "") -> dict:
        self[kind, key] = body
        return body

    def find(self, supplier: str, kind: str, key: str) -> dict | None:
        return self.get((kind, key))

    def first_of(self, supplier: str, kind: str, **matching: Any) -> dict | None:
        (name, value) = next(iter(matching.items()))
        found = (body for (one, _), body in self.items() if one == kind)
        return next((body for body in found if body[name.removeprefix("body__")] == value), None)

    def delete(self, supplier: str, kind: str, key: str) -> bool:
        return self.pop((kind, key), None) is not None


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return tmp_path_factory.mktemp("keys") / "keys.json"


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch, settings: Any, key_file: Any) -> Shelf:
    shelf = Shelf()
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # as the sandbox does, on this machine
    for module in (provider, people):
        monkeypatch.setattr(module.store, "put", shelf.put)
        monkeypatch.setattr(module.store, "get", shelf.find)
        monkeypatch.setattr(module.store, "first_of", shelf.first_of)
        monkeypatch.setattr(module.store, "delete", shelf.delete)
    monkeypatch.setattr(views.faults, "active", lambda supplier: "")
    monkeypatch.setattr(views, "render", _without_template)
    monkeypatch.setattr(keys, "_path", lambda: key_file)
    settings.STAFF_DIRECTORY_REDIRECTS = [CALLBACK]
    settings.STAFF_DIRECTORY_SIGNED_OUT = ["http://127.0.0.1:8000/staff/signed-out/"]
    return shelf


def _without_template(request: Any, name: str, context: Any = None, status: int = 200) -> Any:
    return HttpResponse(name, status=status)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(datetime(2026, 5, 4, 10, 30, tzinfo=UTC), tick=False) as clock:
        yield clock


def ask(settings: Any, method: str = "post", subject: str = JOY, **changes: str) -> HttpResponse:
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
        "redirect_uri": CALLBACK,
        "scope": "openid profile secrets",
        "state": "s",
        "nonce": NONCE,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **changes,
    }
    address, picked = f"/authorize?{urlencode(question)}", {"subject": subject}
    request = factory.post(address, picked) if method == "post" else factory.get(address)
    return views.authorize(request)


def code_for(settings: Any, subject: str = JOY, nonce: str = NONCE) -> str:
    location = ask(settings, subject=subject, nonce=nonce).headers["Location"]
    return parse_qs(urlsplit(location).query)["code"][0]


def tokens_for(settings: Any, **form: str) -> tuple[int, dict[str, Any]]:
    answer = views.token(
        factory.post(
            "/token",
            {
                "client_id": settings.STAFF_DIRECTORY_CLIENT_ID,
                "client_secret": settings.STAFF_DIRECTORY_CLIENT_SECRET,
                "redirect_uri": CALLBACK,
                "code_verifier": VERIFIER,
                **form,
            },
        )
    )
    return answer.status_code, json.loads(answer.content)


def exchange(settings: Any, code: str) -> tuple[int, dict[str, Any]]:
    return tokens_for(settings, grant_type="authorization_code", code=code)


def renew(settings: Any, refresh_token: str) -> tuple[int, dict[str, Any]]:
    return tokens_for(settings, grant_type="refresh_token", refresh_token=refresh_token)


def userinfo(access_token: str) -> HttpResponse:
    return views.userinfo(factory.get("/userinfo", headers={"Authorization": access_token}))


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (60.5, 400)])
def test_a_code_works_for_a_minute(settings, clock, seconds, status):
    code = code_for(settings)

    clock.shift(seconds)

    assert exchange(settings, code)[0] == status


@pytest.mark.parametrize(("seconds", "status"), [(600, 200), (601, 401)])
def test_an_access_token_works_for_ten_minutes(settings, clock, seconds, status):
    _, tokens = exchange(settings, code_for(settings))

    clock.shift(seconds)

    assert userinfo(f"Bearer {tokens['access_token']}").status_code == status


def test_an_id_token_is_good_for_five_minutes_and_says_when_somebody_signed_in(settings, clock):
    code, began = code_for(settings), int(time.time())
    clock.shift(30)

    _, tokens = exchange(settings, code)

    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert (claims["auth_time"], claims["iat"]) == (began, began + 30)
    assert claims["exp"] == began + 330
    assert (claims["nonce"], claims["amr"], claims["acr"]) == (NONCE, ["pwd", "mfa"], "2")
    assert tokens["scope"] == "openid profile"


def test_of_two_who_bring_a_code_at_the_same_moment_one_finds_it(settings, shelf, monkeypatch):
    """The second one has read the code, and then finds that it is gone."""
    code = code_for(settings)
    assert provider.CodeGrant.query_authorization_code(None, code, None) is not None
    monkeypatch.setattr(provider.store, "get", lambda *key: {"expires_at": time.time() + 60})

    assert provider.CodeGrant.query_authorization_code(None, code, None) is None


def test_somebody_who_is_closed_between_the_code_and_the_token_gets_none(settings):
    code = code_for(settings)
    people.change_person(JOY, disabled=True)

    assert exchange(settings, code)[0] == 400


def test_somebody_whose_account_is_open_again_can_sign_in_again(settings):
    people.change_person(JOY, disabled=True)
    assert ask(settings).status_code == 403
    people.change_person(JOY, disabled=False)

    assert ask(settings).status_code == 302


def test_the_page_shows_everybody_and_gives_nobody_a_code_by_itself(settings):
    shown = ask(settings, method="get")

    assert (shown.status_code, shown.content) == (200, b"staff_directory/sign_in.html")


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge_method": "plain"},
        {"code_challenge_method": ""},
        {"code_challenge": ""},
        {"code_challenge": "", "code_challenge_method": ""},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_c01_without_a_challenge_made_by_s256_nobody_is_even_asked(settings, method, changes):
    answer = ask(settings, method, **changes)

    assert (answer.status_code, answer.content) == (400, b"staff_directory/refused.html")


def test_nobody_is_not_signed_in_as_somebody(settings):
    away = ask(settings, subject="nobody")

    assert "error=access_denied" in away.headers["Location"]
    assert "code=" not in away.headers["Location"]


def test_a_used_refresh_token_and_its_access_token_are_worth_nothing(settings):
    _, first = exchange(settings, code_for(settings))
    status, second = renew(settings, first["refresh_token"])
    assert status == 200

    assert renew(settings, first["refresh_token"])[0] == 400
    assert userinfo(f"Bearer {first['access_token']}").status_code == 401
    assert userinfo(f"Bearer {second['access_token']}").status_code == 200


def test_changes_are_kept_apart_from_person_to_person(settings):
    people.change_person(JOY, groups=["auditors"])
    people.change_person(JOY, disabled=True)

    joy, helen = people.find_person(JOY), people.find_person(HELEN)
    assert (joy.groups, joy.disabled) == (("auditors",), True)
    assert (helen.groups, helen.disabled) == (("contact-centre-advisers", "supervisors"), False)
    assert people.find_person("nobody") is None


@pytest.mark.parametrize("person", people.STAFF, ids=lambda person: person.name)
def test_everybody_can_be_told_apart_and_reached_through_a_known_channel(person):
    claims = person.claims()

    assert claims["email"] == f"{person.name.replace(' ', '.').lower()}@thornbridge.example"
    assert claims["work_channel"] in {"face_to_face", "telephone"}
    assert [one for one in people.STAFF if one.subject == claims["sub"]] == [person]


def test_a_fault_makes_it_speak_of_somebody_else(settings, monkeypatch):
    """What the portal must notice (B09)."""
    _, tokens = exchange(settings, code_for(settings))
    monkeypatch.setattr(views.faults, "active", lambda supplier: views.faults.ANOTHER_PERSON)

    said = json.loads(userinfo(f"Bearer {tokens['access_token']}").content)

    assert said["sub"] != JOY


def test_the_old_key_still_verifies_after_one_rotation_and_not_after_two():
    before = keys.signing_key().kid
    keys.rotate()
    assert [key["kid"] for key in keys.public_keys()["keys"]] == [keys.signing_key().kid, before]

    keys.rotate()

    assert before not in {key["kid"] for key in keys.public_keys()["keys"]}


def test_nobody_else_on_the_machine_reads_the_keys(key_file):
    """C21: and a restart signs with the same ones."""
    first = keys.signing_key().kid

    assert key_file.stat().st_mode & 0o777 == 0o600
    assert keys.signing_key().kid == first
    assert not any("d" in key for key in keys.public_keys()["keys"])


REAL_PATH = keys._path


@pytest.mark.parametrize(
    ("database", "folder"),
    [("/somewhere/sandbox.sqlite3", "/somewhere"), (":memory:", "/home/portal/var")],
)
def test_the_keys_lie_beside_the_sandboxs_database(settings, database, folder):
    settings.BASE_DIR = Path("/home/portal")
    settings.DATABASES = {"default": {"NAME": database}}

    assert REAL_PATH() == Path(folder) / "staff-directory-keys.json"


def test_the_portal_believes_its_logout_token(settings):
    token = views._logout_token(JOY)

    claims = read_signed(
        token,
        algorithms=["RS256"],
        find_keys=lambda kid: [k for k in keys.public_keys()["keys"] if k["kid"] == kid],
        kind="logout+jwt",
    )
    subject = check_logout_token(
        claims,
        issuer=provider.issuer(),
        client_id=settings.STAFF_DIRECTORY_CLIENT_ID,
        now=time.time(),
    )
    assert subject == JOY
    assert claims["exp"] - claims["iat"] == 120


def test_a_portal_that_is_not_there_is_no_crash(settings, monkeypatch):
    def refused(*args: Any, **kwargs: Any) -> Any:
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib.request.urlopen", refused)

    answer = views.sign_out_everywhere(factory.post("/"), JOY)

    assert (answer.status_code, json.loads(answer.content)) == (504, {"portal_answered": None})


@pytest.mark.parametrize("view", [views.change, views.sign_out_everywhere])
def test_nobody_is_not_changed(view):
    method = factory.put if view is views.change else factory.post

    assert view(method("/", "{}", content_type="application/json"), "nobody").status_code == 404


RIGHTS = [
    ("check_response_type", ("code",), ("token", "id_token", "code token")),
    ("check_grant_type", ("authorization_code", "refresh_token"), ("password", "implicit")),
    ("check_redirect_uri", (CALLBACK,), (CALLBACK + "x", CALLBACK[:-1], "https://evil.example")),
]


@pytest.mark.parametrize(("asks", "yes", "no"), RIGHTS)
def test_what_the_portal_is_registered_for(asks, yes, no):
    may = getattr(provider.RelyingParty(), asks)

    assert all(may(one) for one in yes)
    assert not any(may(one) for one in no)


@pytest.mark.parametrize(
    ("method", "allowed"),
    [("client_secret_post", True), ("client_secret_basic", True), ("none", False)],
)
def test_the_portal_must_prove_who_it_is(settings, method, allowed):
    party = provider.RelyingParty()

    assert party.check_endpoint_auth_method(method, "token") is allowed
    assert party.check_client_secret(settings.STAFF_DIRECTORY_CLIENT_SECRET)
    assert not party.check_client_secret("")
