"""What follows when somebody's way in changes: the audit, other sessions, the contact address."""

from typing import Any
from uuid import UUID

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from accounts import sign_ins
from accounts.audit.events import Event
from accounts.models import SignIn, User
from accounts.residents import lock
from accounts.residents.models import Resident
from accounts.residents.notices import note, tell_about_new_device


def connect() -> None:
    for signal, receiver in RECEIVERS:
        signal.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__name__}")


def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    if user.is_staff:
        return
    sign_in = SignIn.objects.filter(pk=sign_ins.current_id(request)).first()
    note(Event.SIGNED_IN, user, method=sign_in.method if sign_in else "")
    if sign_in:
        tell_about_new_device(sign_in)


def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is None or user.is_staff:
        return
    sign_ins.end_current(request, sign_ins.SIGNED_OUT)
    note(Event.SIGNED_OUT, user)


def signed_up(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(Event.ACCOUNT_CREATED, user)


def password_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Django ends the other sessions by itself (their hash no longer fits); we note that."""
    note(Event.PASSWORD_CHANGED, user)
    if request.user.is_authenticated:
        sign_ins.follow(request)
    sign_ins.end_all(user, sign_ins.REPLACED, but=_own(request, user))
    if user.email:
        lock.forget_tries(user.email)


def factor_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever was signed in elsewhere proves themselves anew, with the factors there are now."""
    note(Event.SECOND_FACTOR_CHANGED, user, kind=str(kwargs["authenticator"].type))
    sign_ins.end_all(user, sign_ins.REPLACED, but=_own(request, user))


def proved_again(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A step up gets a new session key, so that one seen before it is worth nothing after it."""
    if kwargs.get("reauthenticated") and request.user.is_authenticated:
        sign_ins.rotate(request)


def email_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    before, after = kwargs["from_email_address"], kwargs["to_email_address"]
    if before is not None:
        Resident.objects.filter(user=user, email=before.email).update(email=after.email)
    note(Event.EMAIL_CHANGED, user)


def _own(request: HttpRequest, user: User) -> UUID:
    """The session that made the change stays; a password reset is made without one."""
    return sign_ins.current_id(request) if request.user == user else sign_ins.NOBODYS


RECEIVERS = (
    (user_logged_in, signed_in),
    (user_logged_out, signed_out),
    (account.user_signed_up, signed_up),
    (account.password_changed, password_changed),
    (account.password_set, password_changed),
    (account.password_reset, password_changed),
    (account.email_changed, email_changed),
    (account.authentication_step_completed, proved_again),
    (mfa.authenticator_added, factor_changed),
    (mfa.authenticator_removed, factor_changed),
    (mfa.authenticator_reset, factor_changed),
)
