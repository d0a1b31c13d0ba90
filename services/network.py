"""One event loop per process, in its own thread, for everything that crosses the network."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_starting = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` on the network loop and wait for it, from any ordinary thread."""
    return asyncio.run_coroutine_threadsafe(work, network_loop()).result()


def network_loop() -> asyncio.AbstractEventLoop:
    """The loop; started on first use, so after the server has forked its workers."""
    global _loop
    with _starting:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, name="network", daemon=True).start()
        return _loop
