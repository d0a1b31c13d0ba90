"""What every template may know about the council."""

from django.conf import settings
from django.http import HttpRequest

NO_BREAK = "\N{NO-BREAK SPACE}"


def council(request: HttpRequest | None = None) -> dict[str, dict[str, str]]:
    """Its name, its number to read, which never breaks over two lines, and its number to dial."""
    number = settings.COUNCIL_TELEPHONE
    return {
        "council": {
            "name": settings.COUNCIL_NAME,
            "telephone": number.replace(" ", NO_BREAK),
            "dial": number.replace(" ", ""),
        }
    }
