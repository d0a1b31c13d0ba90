from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit.chain import find_breaks
from accounts.audit.models import AuditEntry


class Command(BaseCommand):
    help = "Walk the audit trail and report every entry that was changed, moved or removed."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--head", help="the last hash you noted elsewhere, to find a cut tail")

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = list(find_breaks(AuditEntry.objects.order_by("id").iterator()))
        for found in breaks:
            self.stderr.write(f"Entry {found.entry_id}: {found.what}.")
        head = options["head"]
        if head and not AuditEntry.objects.filter(hash=head).exists():
            raise CommandError("The hash you noted is not in the trail: its end was cut off.")
        if breaks:
            raise CommandError(f"The audit trail is broken in {len(breaks)} places.")
        last = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first()
        count = AuditEntry.objects.count()
        self.stdout.write(f"{count:,} entries, unbroken. Last hash: {last or 'none yet'}")
