"""How long a session lasts: fifteen idle minutes, and twelve hours (staff: ten) whatever happens.

The time of the last request is written at most every fifteen seconds, so that reading a page is
not a database write; a session may therefore end up to fifteen seconds early, never late.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import sign_ins
from accounts.actor import Actor, NobodyToActFor
from accounts.guards import READING, page_of
from accounts.keeping import TIME_IS_UP, keep_what_was_typed
from accounts.sign_ins import LAST_SEEN_AT, SIGNED_IN_AT

NOTED_EVERY = 15.0
WHY_KEY = "signed_out_why"
KEPT_KEY = "signed_out_kept"
"""True when what was being typed is kept."""

_Next = Callable[[HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds."""

    idle: float
    absolute: float

    def ended_why(self, *, signed_in_at: float, last_seen_at: float, now: float) -> str:
        """Why a session has ended by `now`; empty while it goes on."""
        if now - signed_in_at >= self.absolute:
            return sign_ins.TOO_LONG
        if now - last_seen_at >= self.idle:
            return sign_ins.IDLE
        return ""


def limits_for(request: HttpRequest) -> Limits:
    if request.user.is_staff:
        return Limits(settings.STAFF_IDLE_SECONDS, settings.STAFF_ABSOLUTE_SECONDS)
    return Limits(settings.RESIDENT_IDLE_SECONDS, settings.SESSION_COOKIE_AGE)


class SessionLimits:
    """End what has lasted too long, before anything else looks at who is signed in."""

    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            _check(request, now=time.time())
        return self.get_response(request)

    def process_view(
        self, request: Any, _view: Callable[..., object], _positional: object, named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Keep what a resident was typing when it comes too late, or their page's clock sends it.

        Not done either way; when another tab has gone on meanwhile, they find it on the same page.
        """
        if request.method in READING:
            return None
        late: Actor | None = getattr(request, "signed_out_late", None)
        if late:
            request.session[KEPT_KEY] = keep_what_was_typed(request, actor=late, arguments=named)
        elif TIME_IS_UP in request.POST and _is_a_resident(request.actor):
            keep_what_was_typed(request, actor=request.actor, arguments=named)
            return redirect(page_of(request))
        return None

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Somebody with a new account, whom we do not know by name yet, tells us that first."""
        is_account_holder = request.user.is_authenticated and not request.user.is_staff
        if not isinstance(exception, NobodyToActFor) or not is_account_holder:
            return None
        return redirect(
            f"{reverse('residents:about-you')}?{urlencode({'next': request.get_full_path()})}"
        )


def ends_at(request: HttpRequest) -> datetime | None:
    """When this session ends if nothing more happens; None when nobody is signed in."""
    if not request.user.is_authenticated or LAST_SEEN_AT not in request.session:
        return None
    limits = limits_for(request)
    idle = request.session[LAST_SEEN_AT] + limits.idle
    absolute = request.session[SIGNED_IN_AT] + limits.absolute
    return datetime.fromtimestamp(min(idle, absolute), tz=UTC)


def _is_a_resident(actor: Actor) -> bool:
    return actor.resident_id is not None and actor.staff_id is None


def _check(request: Any, *, now: float) -> None:
    session = request.session
    signed_in_at = session.setdefault(SIGNED_IN_AT, now)
    last_seen_at = session.setdefault(LAST_SEEN_AT, now)
    why = limits_for(request).ended_why(
        signed_in_at=signed_in_at, last_seen_at=last_seen_at, now=now
    )
    if why:
        request.signed_out_late = _who_was_here(request)
        sign_ins.end_current(request, why)
        logout(request)
        request.session[WHY_KEY] = why
    elif not 0 <= now - last_seen_at < NOTED_EVERY:  # below nought: the clock was put back
        session[LAST_SEEN_AT] = now


def _who_was_here(request: HttpRequest) -> Actor | None:
    """None for staff: what they typed for somebody is kept, or not, with the help they gave."""
    resident = None if request.user.is_staff else getattr(request.user, "resident", None)
    return Actor(resident_id=resident.pk) if resident else None
