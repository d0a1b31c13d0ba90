"""Ask every linked service at once; one slow supplier never spoils the page."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from services.contract import (
    AccountReference,
    ServiceAdapter,
    ServiceUnavailable,
    Summary,
)
from services.network import network_loop

logger = logging.getLogger(__name__)

DEADLINE_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class Answers:
    """What the services said in time, by slug. Whoever is missing did not answer."""

    summaries: dict[str, Summary] = field(default_factory=dict)


class Asking:
    """Services being asked. The page's own queries run meanwhile; then `answers()`."""

    def __init__(self, future: "Future[dict[str, Summary]] | None") -> None:
        self._future = future

    def answers(self) -> Answers:
        """Wait for the rest; never longer than the deadline given to `ask_services`."""
        return Answers(self._future.result() if self._future else {})


def ask_services(
    references: Mapping[str, AccountReference],
    *,
    services: Iterable[ServiceAdapter],
    deadline: float = DEADLINE_SECONDS,
) -> Asking:
    """Start asking every service that has a reference. `deadline` is in seconds, from now."""
    asked = [service for service in services if service.slug in references]
    if not asked:
        return Asking(None)
    work = _ask_all(references, asked, deadline)
    return Asking(asyncio.run_coroutine_threadsafe(work, network_loop()))


async def _ask_all(
    references: Mapping[str, AccountReference], services: list[ServiceAdapter], deadline: float
) -> dict[str, Summary]:
    tasks = {
        asyncio.create_task(_ask(service, references[service.slug])): service.slug
        for service in services
    }
    answered, late = await asyncio.wait(tasks, timeout=deadline)
    for task in late:
        task.cancel()  # closes its connection: nothing is left waiting for the slow supplier
        logger.warning("service.summary.late", extra={"service": tasks[task]})
    return {tasks[task]: summary for task in answered if (summary := task.result())}


async def _ask(service: ServiceAdapter, reference: AccountReference) -> Summary | None:
    """Run on the network loop, so it must not touch the ORM or the request."""
    try:
        return await service.fetch_summary(reference)
    except ServiceUnavailable:
        logger.warning("service.summary.unavailable", extra={"service": service.slug})
    except Exception:
        logger.exception("service.summary.failed", extra={"service": service.slug})
    return None
