"""The worker: delivers what waits, in turn, until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.delivery import since

logger = logging.getLogger(__name__)
Delivery = Callable[..., int]
LONGEST_PAUSE = 10.0
"""Seconds, while something fails round after round: unless it was told to look less often."""


class Command(BaseCommand):
    help = "Deliver notifications, requests and payments that wait, until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")
        parser.add_argument("--every", type=float, default=0.5, help="seconds between rounds")

    def handle(self, *args: Any, **options: Any) -> None:
        deliveries = [import_string(path) for path in settings.DELIVERIES]
        if options["once"]:
            _round(deliveries, now=timezone.now())
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self._say("The worker is delivering.")
        pause = every = options["every"]
        while not stop.wait(pause):
            failed = _round(deliveries, now=timezone.now())
            pause = max(every, min(pause * 2, LONGEST_PAUSE)) if failed else every
            close_old_connections()
        self._say("The worker has stopped.")

    def _say(self, words: str) -> None:
        with suppress(OSError, AttributeError):  # a full disk, or nobody who listens at all
            self.stdout.write(words)


def _round(deliveries: list[Delivery], *, now: datetime) -> bool:
    """One delivery that fails does not stop the others; returns whether any did.

    Each is told the moment it begins: those before it may have taken minutes.
    """
    failed, begun = False, monotonic()
    for delivery in deliveries:
        try:
            delivery(now=now + since(begun))
        except Exception:
            failed = True
            logger.exception("worker.delivery.failed", extra={"delivery": delivery.__module__})
    return failed
