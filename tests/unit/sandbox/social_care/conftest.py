"""The care system's books on a shelf instead of in a database."""

from types import SimpleNamespace
from typing import Any

import pytest

from services.sandbox.social_care import books, rules
from tests.unit.sandbox.conftest import Shelf
from tests.unit.sandbox.social_care.people import DESMOND


class OnTheShelf:
    """`Document.objects`, as far as the rules ask it."""

    def __init__(self, shelf: Shelf) -> None:
        self.objects = self
        self._shelf = shelf

    def filter(self, *, supplier: str, kind: str, **wanted: str) -> Any:
        found = [
            SimpleNamespace(body=body, person=self._shelf.people[at])
            for at, body in self._shelf.bodies.items()
            if at[:2] == (supplier, kind)
            and all(body["identifier"][0]["value"] == value for value in wanted.values())
        ]
        return SimpleNamespace(count=lambda: len(found), first=lambda: found[0] if found else None)


@pytest.fixture
def care_books(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(rules, "Document", OnTheShelf(shelf))
    for number, name in ((DESMOND, "desmond"), ("SC700208", "lakshmi")):
        body = {"resourceType": "Patient", "id": number}
        shelf.put(books.SUPPLIER, "Patient", number, body, person=name)
    return shelf
