from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from services.sandbox.models import Document
from services.sandbox.seed import seed_everything


class Command(BaseCommand):
    help = "Fill the sandbox with people and 24 months of history, unless it is already full."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--migrate", action="store_true", help="make the tables first")
        parser.add_argument("--again", action="store_true", help="forget what is there first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migrate"]:
            call_command("migrate", verbosity=0)
        if options["again"] or not Document.objects.exists():
            seed_everything(today=timezone.localdate())
        self.stdout.write(f"The sandbox holds {Document.objects.count():,} records.")
