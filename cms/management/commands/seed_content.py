"""Make the pages a new council starts with. What exists is left alone."""

from typing import Any  # Django's own signature

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cms.editors import ensure_group
from cms.seeding import seed_content


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            ensure_group()
            made = list(seed_content(today=timezone.localdate()))
        if made:
            self.stdout.write(f"Content: {len(made)} pages made, from “{made[0].title}” on.")
        else:
            self.stdout.write("Content: every page is already there.")
