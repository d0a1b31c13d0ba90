"""What every template may know about the help that is going on."""

from typing import Any

from django.http import HttpRequest


def assisting(request: HttpRequest) -> dict[str, Any]:
    """`assisting` is None, or what the banner says and the token every form carries."""
    return {"assisting": getattr(request, "assisting", None)}
