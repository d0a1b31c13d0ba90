"""A changed e-mail address can be changed back for a day, by whoever reads the old one.

Somebody who is signed in at a desk we do not know may have the password, too: so taking it back
ends every session, forgets the password and removes the second steps that came with the change.
Those from before it stay, so that an old mailbox alone opens nothing that was locked twice; but a
passkey of the day before opens nothing alone any more, for whoever changes an address may have
added it first.

Whoever changes it back by themselves within that day takes it back as well: the addresses that it
had in between get no link, or the thief would take it a second time.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import sign_ins
from accounts.audit.events import Event
from accounts.models import User
from accounts.residents.models import AddressChange, Resident
from accounts.residents.notices import note, tell_about_address, tell_about_address_taken_back
from accounts.residents.second_factor import let_no_passkey_sign_in_alone

UNDO_WITHIN = timedelta(hours=24)


class TooLate(Exception):
    """The link is a day old, was used, or is no link of ours; or the address is somebody's now."""


def remember(user: User, before: str, after: str, *, now: datetime) -> None:
    """Tell both addresses, the old one with a link unless this takes an earlier change back.

    What is older than a day is forgotten.
    """
    AddressChange.objects.filter(changed_at__lte=now - UNDO_WITHIN).delete()
    token = ""
    with transaction.atomic():
        Resident.objects.filter(user=user, email=before).update(email=after)
        left = AddressChange.objects.filter(user=user, before=after).order_by("changed_at").first()
        if left:
            AddressChange.objects.filter(user=user, changed_at__gt=left.changed_at).delete()
        else:
            token = secrets.token_urlsafe(32)
            AddressChange.objects.create(
                user=user, before=before, after=after, key=_key(token), changed_at=now
            )
        tell_about_address(before, after, token=token)


def find(token: str, *, now: datetime) -> AddressChange:
    """The change that this link takes back. Raises TooLate."""
    recent = AddressChange.objects.filter(changed_at__gt=now - UNDO_WITHIN)
    change = recent.select_related("user").filter(key=_key(token)).first()
    if change is None:
        raise TooLate
    return change


def undo(change: AddressChange) -> None:
    """Give the old address its account back, and everybody else a closed door. Raises TooLate."""
    user = change.user
    with transaction.atomic():
        since = AddressChange.objects.filter(user=user, changed_at__gte=change.changed_at)
        _forget_who_only_claimed(change.before)
        taken = User.objects.filter(email=change.before).exclude(pk=user.pk).exists()
        if taken or not since.delete()[0]:  # of two that come together only one finds it
            raise TooLate
        now_at, user.email = user.email or "", change.before
        user.set_unusable_password()
        user.save()
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Resident.objects.filter(user=user, email=now_at).update(email=user.email)
        Authenticator.objects.filter(user=user, created_at__gte=change.changed_at).delete()
        let_no_passkey_sign_in_alone(user, since=change.changed_at - UNDO_WITHIN)
        sign_ins.end_all(user, sign_ins.DISOWNED)
        note(Event.EMAIL_TAKEN_BACK, user)
        tell_about_address_taken_back(user.email, now_at)


def _forget_who_only_claimed(email: str) -> None:
    """A sign-up whose code nobody typed holds nothing; left there, it would bar the owner's way."""
    proved = EmailAddress.objects.filter(verified=True).values("user")
    claimed = EmailAddress.objects.filter(email=email, verified=False).exclude(user__in=proved)
    User.objects.filter(email=email, pk__in=claimed.values("user")).delete()


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
