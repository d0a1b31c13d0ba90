"""A pretended supplier with its books in memory: its rules are tested without a database."""

import json
import random
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern

from services.sandbox import store
from services.sandbox.personas import PEOPLE

Body = dict[str, Any]


class Books:
    """Keeps documents as `services.sandbox.store` does: by kind and key, each with its person."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[str, Body]] = {}

    def put(self, _: str, kind: str, key: str, body: Body, *, person: str = "") -> Body:
        owner = person or self._kept.get((kind, key), ("", {}))[0]
        self._kept[kind, key] = (owner, _copy(body))
        return body

    def get(self, _: str, kind: str, key: str) -> Body | None:
        return _copy(self._kept[kind, key][1]) if (kind, key) in self._kept else None

    def person_of(self, _: str, kind: str, key: str) -> str:
        return self._kept.get((kind, key), ("", {}))[0]

    def list_of(self, _: str, kind: str, **wanted: Any) -> list[Body]:
        return [
            _copy(body)
            for (each, key), (owner, body) in self._kept.items()
            if each == kind and _matches({"body": body, "person": owner, "key": key}, wanted)
        ]

    def first_of(self, supplier: str, kind: str, **wanted: Any) -> Body | None:
        return next(iter(self.list_of(supplier, kind, **wanted)), None)

    def delete(self, _: str, kind: str, key: str) -> bool:
        return self._kept.pop((kind, key), None) is not None

    def change(self, kind: str, key: str, **changes: Any) -> None:
        """As the supplier's own staff would."""
        self._kept[kind, key][1].update(changes)

    def forget(self, kind: str) -> None:
        self._kept = {at: what for at, what in self._kept.items() if at[0] != kind}


def open_books(monkeypatch: pytest.MonkeyPatch, supplier: str, *, today: date) -> Books:
    """The supplier's books as they are seeded on this day, in place of its database."""
    books = Books()
    for name in ("put", "get", "person_of", "list_of", "first_of", "delete"):
        monkeypatch.setattr(store, name, getattr(books, name))
    seed = import_module(f"services.sandbox.{supplier}.seed")
    seed.seed(random.Random(1), today=today, people=PEOPLE)
    return books


def call(
    urls: Iterable[URLPattern], method: str, path: str, body: Any = None, **headers: str
) -> HttpResponse:
    """The answer of the address this path leads to."""
    for url in urls:
        found = url.resolve(path.partition("?")[0])
        if found:
            content = b"" if body is None else json.dumps(body).encode()
            request = RequestFactory().generic(
                method, f"/{path}", content, content_type="application/json", headers=headers
            )
            answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
            return answer
    raise LookupError(path)


def _matches(document: Body, wanted: Body) -> bool:
    return all(_at(document, name.split("__")) == value for name, value in wanted.items())


def _at(value: Any, path: list[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _copy(body: Body) -> Body:
    copied: Body = json.loads(json.dumps(body))
    return copied
