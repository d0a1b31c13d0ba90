"""A supplier's answer that is the same for everybody: asked once in a while, not for every page.

Never for anything about a person, and never for a price that is about to be paid.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")

REMEMBERED_SECONDS = 300.0


class Remembered(Generic[T]):
    """Call it for the answer; `ask` is asked again after `seconds`, and after every failure.

    Used on the network loop only, so it needs no lock.
    """

    def __init__(
        self,
        ask: Callable[[], Awaitable[T]],
        *,
        seconds: float = REMEMBERED_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask, self._seconds, self._clock = ask, seconds, clock
        self._kept: tuple[T, float] | None = None

    async def __call__(self) -> T:
        if self._kept and self._clock() < self._kept[1]:
            return self._kept[0]
        answer = await self._ask()
        self._kept = (answer, self._clock() + self._seconds)
        return answer
