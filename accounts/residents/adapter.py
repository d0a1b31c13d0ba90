"""django-allauth in our words: one spelling per address, our lock, our outbox, our audit trail."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    clear_authentication_records,
    get_authentication_records,
)
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, canonical_email
from accounts.notifications.models import Route
from accounts.notifications.send import Notification, send
from accounts.residents import lock
from accounts.residents.notices import tell_about_lock
from accounts.residents.passwords import first_mistake
from accounts.residents.second_factor import may_sign_in_alone

NO_MATCH = (
    "That e-mail address and password do not match. After 6 wrong passwords in a row you have to "
    "wait 15 minutes, or you can sign in with a code we e-mail to you."
)
NOT_ALONE = (
    "Somebody else may have been in this account when this passkey was added, so it does not sign "
    "you in by itself. Ask for a code first, and use the passkey after it."
)
ONE_TIME = frozenset(
    {"email_confirmation_signup", "email_confirmation", "login_code", "password_reset_code"}
)
"""E-mails that carry a code: wiped from our outbox once they are delivered."""

TOLD_BY_OURSELVES = "email_changed"
"""With the way back to the old address: see `address_changes`."""

UNASKED = frozenset({"unknown_account", "account_already_exists"})
"""What anybody at all can have sent to any address in the world: three an hour, and no more."""

WAYS_TO_CONFIRM = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use your authenticator app",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}

SENT_AGAIN = "We have sent a new code. Only the newest one works."
METHODS = {"password": "password", "code": "e-mailed code", "mfa": "second step"}


class ResidentAdapter(DefaultAccountAdapter):
    """What allauth asks us while somebody signs up, signs in or changes how they do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NO_MATCH,
        "too_many_login_attempts": NO_MATCH,
        "incorrect_code": "That code is not right. Check the latest message and try again.",
        "incorrect_password": "That password is not right.",
        "enter_current_password": "That is not your password at the moment.",
        "duplicate_email": "That is your e-mail address already.",
        "same_as_current": "That is your e-mail address already.",
        "rate_limited": "Wait a minute before you try again.",
    }

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to confirm who one is, in the words that the other pages use."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS_TO_CONFIRM[way["id"]]} for way in ways]

    def clean_email(self, email: str) -> str:
        email = canonical_email(super().clean_email(email))
        if email.rpartition("@")[2] in settings.STAFF_EMAIL_DOMAINS:
            raise ValidationError(
                "Use your own e-mail address, not one from work. Staff sign in through the staff "
                "directory."
            )
        return email

    def clean_password(self, password: str, user: User | None = None) -> str:
        try:
            cleaned: str = super().clean_password(password, user)
        except ValidationError as found:
            raise first_mistake(found) from found
        return cleaned

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every e-mail of allauth's, worded by us and delivered by the outbox."""
        name = template_prefix.rpartition("/")[2]
        if name == TOLD_BY_OURSELVES or (name in UNASKED and not self._may_be_sent_unasked(email)):
            return
        send(
            Notification(
                template=f"account/{name}",
                route=Route.EMAIL,
                to=email,
                one_time=name in ONE_TIME,
                personalisation={
                    "code": str(context.get("code", "")),
                    "sign_in_link": _link("account_login"),
                    "sign_up_link": _link("account_signup"),
                    "reset_link": _link("account_reset_password"),
                    "security_link": _link("residents:security"),
                },
            )
        )

    def _may_be_sent_unasked(self, email: str) -> bool:
        key = canonical_email(email)
        return bool(
            ratelimit.consume(self.request, app="allauth.account", action="unasked", key=key)
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; refuse it when there were too many."""
        super().pre_authenticate(request, **credentials)
        if not lock.take_try(credentials.get("email", ""), now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            lock.forget_tries(credentials.get("email", ""))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "")
        if lock.is_locked(email, now=timezone.now()):
            tell_about_lock(email)

    def pre_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse | None:
        """A passkey that may only be a second step (`NEVER_ALONE`) begins no session by itself."""
        alone = [
            record["id"]
            for record in get_authentication_records(request, user)
            if record.get("passwordless")
        ]
        if alone and not may_sign_in_alone(alone[-1]):
            clear_authentication_records(request)  # or the code would be refused for it as well
            messages.error(request, NOT_ALONE)
            return redirect("account_request_login_code")
        refused: HttpResponse | None = super().pre_login(request, user, **about)
        return refused

    def login(self, request: HttpRequest, user: User) -> None:
        request.sign_in_method = _method(request, user)  # type: ignore[attr-defined]  # for SignIn
        super().login(request, user)

    def is_reauthentication_required(self, *, app: str = "", **kwargs: Any) -> bool:
        """Somebody who proved who they are within the last five minutes need not do it again.

        allauth would ask again right after signing in. A code by e-mail does not count.
        """
        records = get_authentication_records(self.request, self.request.user)
        proofs = [record["at"] for record in records if record.get("method") in {"password", "mfa"}]
        return not proofs or time.time() - proofs[-1] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves; only what went wrong is left to allauth.

        Whoever asks for another code gets the same page again, and could not tell that it worked.
        The words are the same for an address without an account, as allauth's are.
        """
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)
        elif request.POST.get("action") == "resend":
            messages.success(request, SENT_AGAIN)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("residents:security")


def _link(name: str) -> str:
    """From settings alone: a request's Host header never reaches an e-mail."""
    return f"{settings.PORTAL_URL}{reverse(name)}"


def _method(request: HttpRequest, user: User) -> str:
    used = []
    for record in get_authentication_records(request, user):
        passkey = record.get("passwordless") and record.get("type") == "webauthn"
        used.append("passkey" if passkey else METHODS.get(record.get("method", ""), ""))
    return " and ".join(dict.fromkeys(word for word in used if word))[:40]
