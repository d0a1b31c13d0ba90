"""People, pages and 24 months of history for a portal that runs beside the sandbox."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = [
    ("Pages and guidance", "seed_content"),
    ("Residents, linked to the suppliers", "seed_residents"),
    ("A request that could not be handed over", "seed_requests"),
    ("Two years of journeys, and the reports' figures", "seed_history"),
]


class Command(BaseCommand):
    help = "Fill an empty portal. Needs the sandbox running; twice does nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        for title, command in STEPS:
            self.stdout.write(f"  {title} …")
            call_command(command)
