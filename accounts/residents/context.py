"""What every template may know about the session it is shown in."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.residents.sessions import WHY_KEY, ends_at


def session(request: HttpRequest) -> dict[str, Any]:
    """When the session ends; and why the one before did, told once: on the page that asks."""
    if not hasattr(request, "user"):
        return {}
    ending = ends_at(request)
    return {
        "session_ends_at": ending,
        "session_seconds": int((ending - timezone.now()).total_seconds()) if ending else 0,
        "session_warning_seconds": settings.SESSION_WARNING_SECONDS,
        "why_ended": SimpleLazyObject(partial(_take_why, request)),
    }


def _take_why(request: HttpRequest) -> str:
    return str(request.session.pop(WHY_KEY, ""))
