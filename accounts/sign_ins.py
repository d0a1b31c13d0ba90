"""Sessions as their users know them: begun, followed through new keys, and ended on request."""

import time
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from accounts.devices import describe_device
from accounts.models import SignIn, User

SIGN_IN_KEY = "sign_in_id"
NOBODYS = UUID(int=0)
SIGNED_IN_AT, LAST_SEEN_AT = "signed_in_at", "last_seen_at"

SIGNED_OUT, IDLE, TOO_LONG = "signed_out", "idle", "too_long"
REPLACED, DISOWNED, BY_DIRECTORY = "replaced", "disowned", "by_directory"

KEPT_FOR = timedelta(days=365)
"""Long enough to see whether somebody else was in one's account."""

began = Signal()
"""Sent when a session has begun, with `request` and its `sign_in`."""


def begin(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Receiver of Django's `user_logged_in`: every door leads through here."""
    session = request.session
    if session.session_key is None:
        session.save()
    sign_in = SignIn.objects.create(
        user=user,
        session_key=session.session_key or "",
        method=getattr(request, "sign_in_method", ""),
        device=describe_device(request.META.get("HTTP_USER_AGENT", "")),
        address=get_client_ip(request),
    )
    session[SIGN_IN_KEY] = str(sign_in.pk)
    session[SIGNED_IN_AT] = session[LAST_SEEN_AT] = time.time()
    began.send(sender=SignIn, request=request, sign_in=sign_in)


def rotate(request: HttpRequest) -> None:
    """A new session key for the same session: after every step up, and before every step down."""
    request.session.cycle_key()
    follow(request)


def follow(request: HttpRequest) -> None:
    """Somebody else gave this session a new key: keep knowing which one it is."""
    SignIn.objects.filter(pk=current_id(request)).update(session_key=request.session.session_key)


def current_id(request: HttpRequest) -> UUID:
    """The sign-in that this session began with; the nil UUID, which is nobody's, without one."""
    return UUID(request.session.get(SIGN_IN_KEY, str(NOBODYS)))


def end_current(request: HttpRequest, why: str) -> None:
    """Note that this session ends; the caller signs out."""
    _note(SignIn.objects.filter(pk=current_id(request), ended_at=None).first(), why)


def end_all(user: User, why: str, *, but: UUID = NOBODYS) -> int:
    """End every session of `user`, on every device, now; returns how many there were."""
    going_on = list(SignIn.objects.filter(user=user, ended_at=None).exclude(pk=but))
    for sign_in in going_on:
        _store(sign_in.session_key).delete()
        _note(sign_in, why)
    return len(going_on)


def forget_old(*, now: datetime) -> None:
    """Sessions that nobody signed out of, and sign-ins of long ago."""
    _engine().clear_expired()
    SignIn.objects.filter(happened_at__lt=now - KEPT_FOR).delete()


def _note(sign_in: SignIn | None, why: str) -> None:
    if sign_in is not None:
        sign_in.ended_at, sign_in.ended_why = timezone.now(), why
        sign_in.save(update_fields=["ended_at", "ended_why"])


def _store(session_key: str) -> SessionBase:
    return _engine()(session_key)


def _engine() -> type[SessionBase]:
    engine: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return engine
