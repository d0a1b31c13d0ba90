"""What we tell somebody about their own account without being asked, and write into the audit."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.models import SignIn, User, canonical_email
from accounts.notifications.models import Route
from accounts.notifications.send import Notification, send


def tell_about_lock(email: str) -> None:
    """Once for each lock: only the try that closed it gets here. Nobody is told for no account."""
    user = User.objects.filter(email=canonical_email(email), is_active=True).first()
    if user is None:
        return
    with transaction.atomic():
        _send(user, "account/locked")
        note(Event.SIGN_IN_LOCKED, user)


def tell_about_locked_second_step(user: User) -> None:
    """Whoever it was has got past the first step: the owner had better change that."""
    with transaction.atomic():
        _send(user, "account/second_step_locked")
        note(Event.SIGN_IN_LOCKED, user, step="second")


def tell_about_new_device(sign_in: SignIn) -> None:
    """When somebody signs in with a browser that this account has not been seen with before."""
    earlier = SignIn.objects.filter(user=sign_in.user).exclude(pk=sign_in.pk)
    if earlier.exists() and not earlier.filter(device=sign_in.device).exists():
        _send(sign_in.user, "account/new_device", device=sign_in.device)


def tell_about_address(before: str, after: str, *, token: str) -> None:
    """Both addresses are told of a change; the old one how to take it back, if it may."""
    words = {"to_email": after}
    if token:
        undo = reverse("residents:undo-email", args=[token])
        words["undo_link"] = f"{settings.PORTAL_URL}{undo}"
    _write(before, "account/email_changed", words, one_time=bool(token))
    _write(after, "account/email_is_new", {"from_email": before})


def tell_about_address_taken_back(before: str, after: str) -> None:
    _write(before, "account/email_taken_back", {})
    _write(after, "account/email_taken_away", {})


def tell_about_contact(user: User, what: list[str]) -> None:
    """By e-mail, whatever was changed: a new telephone number or address proves nothing."""
    _send(user, "account/contact_changed", what=", ".join(what))


def note(event: Event, user: User, **facts: Any) -> None:  # Any: what `record` takes
    """An audit line about somebody's own account, also before they are signed in."""
    resident = getattr(user, "resident", None)
    record(
        event,
        actor=Actor(resident_id=resident.pk if resident else None),
        subject="account",
        **facts,
    )


def _send(user: User, template: str, **words: str) -> None:
    if user.email:
        _write(user.email, template, words)


def _write(to: str, template: str, words: Mapping[str, str], *, one_time: bool = False) -> None:
    send(
        Notification(
            template=template,
            route=Route.EMAIL,
            to=to,
            one_time=one_time,
            personalisation={
                "code_link": f"{settings.PORTAL_URL}{reverse('account_request_login_code')}",
                "reset_link": f"{settings.PORTAL_URL}{reverse('account_reset_password')}",
                "activity_link": f"{settings.PORTAL_URL}{reverse('residents:activity')}",
                **words,
            },
        )
    )
