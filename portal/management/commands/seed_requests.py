"""A request that was given up, so that the requests desk has something to show."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.channels import Channel
from accounts.delivery import GIVE_UP_AFTER, DeliveryState
from accounts.residents.models import Resident
from services.models import Submission
from services.parking.operations.permits import BUY, SERVICE, NewRight
from services.parking.records.account import ParkingAccount
from services.parking.records.permits import A_YEAR
from services.references import new_reference
from services.sealing import seal

FORM_KEY = UUID("5eedf00d-0000-4000-8000-000000000001")
PERMIT = "TB-P-20377"


class Command(BaseCommand):
    help = "Tom's visitor sessions, asked for while the parking system was down for a day."

    def handle(self, *args: Any, **options: Any) -> None:
        tom = Resident.objects.get(email="tom@example.org")
        asked_at = timezone.now() - timedelta(days=2)
        request = NewRight(
            right=f"{PERMIT}-V{FORM_KEY.hex[:12].upper()}",
            permit_number=PERMIT,
            vrm="TB18TOM",
            specification="VISITOR-C",
            price_pence=700,
            starts_on=asked_at.date(),
            ends_on=asked_at.date() + A_YEAR,
            sessions=10,
        )
        row = {
            "resident_id": tom.pk,
            "channel": Channel.SELF_SERVE,
            "service": SERVICE,
            "task": BUY.name,
            "title": "10 visitor sessions",
            "account_reference": ParkingAccount(permit=PERMIT).reference,
            "sealed": seal(request),
            "reference": new_reference(),
            "state": DeliveryState.GIVEN_UP,
            "attempts": GIVE_UP_AFTER,
            "last_fault": "status 503",
            "submitted_at": asked_at,
            "created_at": asked_at,
            "next_attempt_at": asked_at + timedelta(days=1),
        }
        Submission.objects.get_or_create(form_key=FORM_KEY, defaults=row)
