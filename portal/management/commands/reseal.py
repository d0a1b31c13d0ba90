"""Encrypt with the newest keys what is kept encrypted, so that older keys can be taken away."""

from typing import Any  # Django's own signature

from django.core.management.base import BaseCommand, CommandError

from accounts.residents import second_factor
from services import resealing


class Command(BaseCommand):
    help = "After a new SECRET_KEY or SNAPSHOT_KEYS: encrypt what is kept with the newest of each."

    def handle(self, *args: Any, **options: Any) -> None:
        opened = [*resealing.reseal(), *second_factor.reseal()]
        if lost := opened.count(False):
            raise CommandError(
                f"{lost} of {len(opened)} could not be opened with any key that is set. They are "
                "as they were: find their key before you take one away."
            )
        self.stdout.write(f"{len(opened)} encrypted with the newest keys.")
