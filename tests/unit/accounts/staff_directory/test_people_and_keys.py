"""The people in the pretended directory, and the keys it signs with."""

import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.staff.tokens import check_logout_token, read_signed
from services.sandbox.staff_directory import keys, people, provider, views
from tests.unit.accounts.staff_directory.calls import HELEN, JOY, factory


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
def test_the_keys_lie_beside_the_sandboxs_database(monkeypatch, database, folder):
    known = {"BASE_DIR": Path("/home/portal"), "DATABASES": {"default": {"NAME": database}}}
    monkeypatch.setattr(keys, "settings", SimpleNamespace(**known))

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
