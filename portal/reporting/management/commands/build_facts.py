"""Count every journey into the facts that the reports read. Twice changes nothing."""

import time
from typing import Any  # Django's own signature

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.reporting import facts

WIDTH = 24


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        done = 0
        for month, done, of in facts.build_by_month(now=timezone.now()):
            self._show(f"{_bar(done, of)} {month:%B %Y}", ends=done == of)
        if not done:
            self.stdout.write("There are no journeys to count yet.")
            return
        self.stdout.write(f"Facts of {done} months built in {time.monotonic() - began:.1f} s.")

    def _show(self, line: str, *, ends: bool) -> None:
        """One line that is written over on a terminal, one line each in a log."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{line:<60}", ending="\n" if ends else "")
            self.stdout.flush()
        else:
            self.stdout.write(line)


def _bar(done: int, of: int) -> str:
    filled = WIDTH * done // of
    return f"[{'█' * filled}{'·' * (WIDTH - filled)}] {done:>3}/{of}"
