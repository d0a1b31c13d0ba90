"""A parking client that answers what it was given, and remembers what it was asked."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from services.parking.adapter import ParkingAdapter
from services.parking.client import WholeRight
from services.parking.records.account import NoticeKey, ParkingAccount
from tests.factories.parking import KINDS, PCN, VRM, ZONES, a_list, a_right, as_json
from tests.unit.parking.test_records import NOW

KEY = NoticeKey(PCN, VRM)
PERMIT, RIGHT = "TB-P-20231", "TB-P-20231-R2026"
BOTH = ParkingAccount(PERMIT, (KEY,)).reference
ALONE = ParkingAccount(PERMIT).reference


class PretendClient:
    """Each answer is a value, an exception to raise, or a function of what was asked."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append((name, args, kwargs))
            answer = self.answers[name]
            answer = answer(*args, **kwargs) if callable(answer) else answer
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call

    @property
    def asked(self) -> list[str]:
        return [name for name, _, _ in self.calls]


def lists(*rights: Any, **changes: Any) -> dict[str, Any]:
    """What the three lists of a permit answer."""
    return {
        "list_rights": a_list(list(rights or [a_right()])),
        "list_specifications": a_list(KINDS),
        "list_places": a_list(ZONES),
    } | changes


def whole(right: Any) -> WholeRight:
    """A right as the client hands it over, with something in it that we do not know."""
    return WholeRight(as_json(right) | {"issueMethod": "electronic"}, right)


def ask(client: PretendClient, name: str, *args: Any, **kwargs: Any) -> Any:
    adapter = ParkingAdapter(client, now=lambda: NOW)  # type: ignore[arg-type]  # pretended
    asking: Coroutine[Any, Any, Any] = getattr(adapter, name)(*args, **kwargs)
    return asyncio.run(asking)
