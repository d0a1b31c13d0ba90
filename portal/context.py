"""What every template may know about the council."""

from django.conf import settings
from django.http import HttpRequest


def council(request: HttpRequest | None = None) -> dict[str, dict[str, str]]:
    return {
        "council": {
            "name": settings.COUNCIL_NAME,
            "telephone": settings.COUNCIL_TELEPHONE,
            "hours": settings.COUNCIL_HOURS,
            "address": settings.COUNCIL_ADDRESS,
        }
    }
