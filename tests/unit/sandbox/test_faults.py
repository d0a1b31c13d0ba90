"""A supplier misbehaves when it is asked to, in the way it was asked to, and alone."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from services.sandbox import faults
from services.sandbox.faults import FaultMiddleware


class Switched:
    """Stands where the table of faults does."""

    def __init__(self, on: dict[str, SimpleNamespace]) -> None:
        self.objects = self
        self._on = on
        self.asked: list[str] = []

    def filter(self, *, supplier: str) -> Any:
        self.asked.append(supplier)
        return SimpleNamespace(first=lambda: self._on.get(supplier))


class Door:
    """The supplier behind the middleware: counts who came through, and how long they slept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **on: str) -> None:
        known = {
            name.replace("_", "-"): SimpleNamespace(kind=kind, seconds=2.5)
            for name, kind in on.items()
        }
        self.table = Switched(known)
        self.worked = 0
        self.slept: list[float] = []
        monkeypatch.setattr(faults, "Fault", self.table)
        monkeypatch.setattr(faults.time, "sleep", self.slept.append)

    def __call__(self, path: str) -> HttpResponse:
        answer = FaultMiddleware(self._work)(RequestFactory().get(path))
        assert isinstance(answer, HttpResponse)
        return answer

    def _work(self, request: HttpRequest) -> HttpResponse:
        self.worked += 1
        return HttpResponse("well")


@pytest.mark.parametrize(
    ("kind", "status", "worked", "slept"),
    [
        ("slow", 200, 1, [2.5]),
        ("hang", 504, 0, [30]),
        ("error", 500, 0, []),
        ("late_error", 500, 1, []),
        ("malformed", 200, 0, []),
        ("huge", 200, 0, []),
        ("another_person", 200, 1, []),
        ("lost", 200, 1, []),
        ("duplicate", 200, 1, []),
    ],
)
def test_each_fault_does_what_it_says(
    monkeypatch: pytest.MonkeyPatch, kind: str, status: int, worked: int, slept: list[float]
) -> None:
    """Late errors do the work first; the others that fail do none of it."""
    door = Door(monkeypatch, housing=kind)

    answer = door("/housing/api/v1/tenures/1")

    assert (answer.status_code, door.worked, door.slept) == (status, worked, slept)


def test_every_fault_that_can_be_chosen_is_tried_above() -> None:
    tried = test_each_fault_does_what_it_says.pytestmark[0].args[1]  # type: ignore[attr-defined]

    assert {row[0] for row in tried} == set(faults.KINDS)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/social-care/Patient/1", 500),
        ("/social-care", 500),
        ("/housing/api", 200),
        ("/social-carefully", 200),
        ("/", 200),
        ("/faults/social-care", 200),
        ("/postbox/", 200),
    ],
)
def test_only_the_supplier_named_first_in_the_path_is_unwell(
    monkeypatch: pytest.MonkeyPatch, path: str, status: int
) -> None:
    assert Door(monkeypatch, social_care="error")(path).status_code == status


def test_pages_of_no_supplier_are_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    door = Door(monkeypatch)

    door("/postbox/")
    door("/health")

    assert door.table.asked == []


def test_huge_is_well_over_what_anybody_should_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(Door(monkeypatch, leisure="huge")("/leisure/feeds").content) > 50_000_000


@pytest.mark.parametrize("name", ["social_care", "social-care"])
def test_documents_and_addresses_may_spell_a_supplier_their_own_way(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    Door(monkeypatch, social_care="another_person")

    assert faults.active(name) == faults.ANOTHER_PERSON
    assert faults.active("housing") == ""
