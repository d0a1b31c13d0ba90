"""What follows when somebody's way in changes: the audit, other sessions, the contact address."""

from typing import Any
from uuid import UUID

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import timezone

from accounts import sign_ins
from accounts.audit.events import Event
from accounts.models import SignIn, User
from accounts.residents import address_changes, lock
from accounts.residents.notices import note, tell_about_new_device

FORGOTTEN = (
    "You confirmed your e-mail address with a code, so the password that was chosen with it does "
    "not work any more. Choose another one under «Your details and security»."
)


def connect() -> None:
    post_save.connect(factor_added, sender=Authenticator, dispatch_uid="residents.factor_added")
    post_delete.connect(
        factor_removed, sender=Authenticator, dispatch_uid="residents.factor_removed"
    )
    for signal, receiver in RECEIVERS:
        signal.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__name__}")


def signed_in(sender: Any, request: HttpRequest, sign_in: SignIn, **kwargs: Any) -> None:
    if not sign_in.user.is_staff:
        note(Event.SIGNED_IN, sign_in.user, method=sign_in.method)
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
        messages.success(request, "Your password is changed.")
    sign_ins.end_all(user, sign_ins.REPLACED, but=_own(request, user))
    if user.email:
        lock.forget_tries(user.email)


def factor_added(
    sender: Any, instance: Authenticator, created: bool, **kwargs: Any
) -> None:  # Django's signature
    """Audited in the transaction of the change; allauth's own signals come after it."""
    if created:
        note(Event.SECOND_FACTOR_CHANGED, instance.user, kind=str(instance.type), what="added")


def factor_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    note(Event.SECOND_FACTOR_CHANGED, instance.user, kind=str(instance.type), what="removed")


def factor_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever was signed in elsewhere proves themselves anew, with the factors there are now."""
    sign_ins.end_all(user, sign_ins.REPLACED, but=_own(request, user))


def proved_again(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A step up gets a new session key, so that one seen before it is worth nothing after it."""
    if kwargs.get("reauthenticated") and request.user.is_authenticated:
        sign_ins.rotate(request)


def address_proved(
    sender: Any, request: HttpRequest, email_address: EmailAddress, **kwargs: Any
) -> None:
    """Whoever proves an address with a code need not be who opened the account with it.

    That one chose the password; so it is forgotten, also where a new one is chosen next: it would
    be good until then. In a sign-up one browser did both; and whoever is signed in has proved
    themselves, and gives their own account a new address.
    """
    user = email_address.user
    if request.user == user or _is_signing_up(request, user):
        return
    user.set_unusable_password()
    user.save(update_fields=["password"])
    if any(one["method"] == "code" for one in get_authentication_records(request, user)):
        messages.info(request, FORGOTTEN)


def email_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    before, after = kwargs["from_email_address"], kwargs["to_email_address"]
    if before is not None:
        address_changes.remember(user, before.email, after.email, now=timezone.now())
        messages.success(request, f"You sign in with {after.email} from now on.")
    note(Event.EMAIL_CHANGED, user)


def _is_signing_up(request: HttpRequest, user: User) -> bool:
    """With the password, in this browser: all that is left is the address."""
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    return stage is not None and bool(stage.login.user == user)


def _own(request: HttpRequest, user: User) -> UUID:
    """The session that made the change stays; a password reset is made without one."""
    return sign_ins.current_id(request) if request.user == user else sign_ins.NOBODYS


RECEIVERS = (
    (sign_ins.began, signed_in),
    (user_logged_out, signed_out),
    (account.user_signed_up, signed_up),
    (account.password_changed, password_changed),
    (account.password_set, password_changed),
    (account.password_reset, password_changed),
    (account.email_confirmed, address_proved),
    (account.email_changed, email_changed),
    (account.authentication_step_completed, proved_again),
    (mfa.authenticator_added, factor_changed),
    (mfa.authenticator_removed, factor_changed),
    (mfa.authenticator_reset, factor_changed),
)
