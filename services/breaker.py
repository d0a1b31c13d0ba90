"""A circuit breaker per supplier: after five failures in a row, leave it alone for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 30.0


@dataclass(slots=True)
class Breaker:
    """Used on the network loop only, so it needs no lock.

    Closed, it lets everything through. Open, nothing. After `open_seconds` it lets one call try:
    if that succeeds it closes, if not it is open again.
    """

    failures_to_open: int = FAILURES_TO_OPEN
    open_seconds: float = OPEN_SECONDS
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    open_until: float = field(default=0.0)
    _trying: bool = False

    def allows(self) -> bool:
        """Whether a call may be made now; asking counts as the try when it is half open."""
        if self.failures < self.failures_to_open:
            return True
        if self.clock() < self.open_until or self._trying:
            return False
        self._trying = True
        return True

    @property
    def is_open(self) -> bool:
        return self.failures >= self.failures_to_open and self.clock() < self.open_until

    def succeeded(self) -> None:
        self.failures = 0
        self._trying = False

    def failed(self) -> None:
        self.failures += 1
        self._trying = False
        if self.failures >= self.failures_to_open:
            self.open_until = self.clock() + self.open_seconds

    def abandoned(self) -> None:
        """The caller went away before there was an answer: that a supplier is slow is a failure."""
        self.failed()
