"""What every template may know about the session it is shown in."""

import math
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.residents.sessions import KEPT_KEY, WHY_KEY, ends_at


def session(request: HttpRequest) -> dict[str, Any]:
    """When the session ends; and why the one before did, told once: on the page that asks."""
    if not hasattr(request, "user"):
        return {}
    ending = ends_at(request)
    return {
        "session_ends_at": ending,
        "session_seconds": math.ceil((ending - timezone.now()).total_seconds()) if ending else 0,
        "session_warning_seconds": settings.SESSION_WARNING_SECONDS,
        "why_ended": SimpleLazyObject(partial(_take, request, WHY_KEY, "")),
        "typed_is_kept": SimpleLazyObject(partial(_take, request, KEPT_KEY, False)),
    }


def _take(request: HttpRequest, key: str, default: Any) -> Any:
    return request.session.pop(key, default)
