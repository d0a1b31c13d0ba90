from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from payments.diagram import draw

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "payment-states.md"


class Command(BaseCommand):
    help = "Draw docs/reference/payment-states.md from payments/states.py."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether it is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = draw()
        if not options["check"]:
            PAGE.parent.mkdir(parents=True, exist_ok=True)
            PAGE.write_text(drawn)
        elif not PAGE.exists() or PAGE.read_text() != drawn:
            raise CommandError("payment-states.md is stale: run manage.py draw_payment_states.")
