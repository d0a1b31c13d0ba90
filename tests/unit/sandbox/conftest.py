"""The pretended suppliers' books in memory: their rules are tested without their database."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from services.sandbox import store

Key = tuple[str, str, str]


@dataclass
class Shelf:
    """Keeps documents as `store` does: by key, oldest first, each with its person."""

    bodies: dict[Key, dict[str, Any]] = field(default_factory=dict)
    people: dict[Key, str] = field(default_factory=dict)

    def put(
        self, supplier: str, kind: str, key: str, body: dict[str, Any], *, person: str = ""
    ) -> dict[str, Any]:
        at = (supplier, kind, str(key))
        self.bodies[at] = body
        self.people[at] = person or self.people.get(at, "")
        return body

    def get(self, supplier: str, kind: str, key: str) -> dict[str, Any] | None:
        return self.bodies.get((supplier, kind, str(key)))

    def person_of(self, supplier: str, kind: str, key: str) -> str:
        return self.people.get((supplier, kind, str(key)), "")

    def list_of(self, supplier: str, kind: str, *, person: str = "") -> list[dict[str, Any]]:
        return [
            body
            for at, body in self.bodies.items()
            if at[:2] == (supplier, kind) and person in ("", self.people[at])
        ]

    def delete(self, supplier: str, kind: str, key: str) -> bool:
        return self.bodies.pop((supplier, kind, str(key)), None) is not None


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf()
    for name in ("put", "get", "person_of", "list_of", "delete"):
        monkeypatch.setattr(store, name, getattr(made, name))
    return made
