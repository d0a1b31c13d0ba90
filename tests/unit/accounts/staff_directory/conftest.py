"""A shelf in place of the sandbox's store, keys in a folder of the test's own, and a clock."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse

from services.sandbox.staff_directory import keys, people, provider, views
from tests.unit.accounts.staff_directory.calls import CALLBACK


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
