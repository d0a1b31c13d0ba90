"""Authenticator apps, passkeys and recovery codes, as django-allauth keeps them for us."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

from accounts.models import User

NEVER_ALONE = "never_alone"
"""Of a passkey: it is a second step, and does not sign anybody in without a first one."""
SECRETS = ("secret", "seed")
"""What django-allauth has encrypted: an app's, and that of the recovery codes."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Their secrets are encrypted in the database, and named after the council on a phone."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Wait for the next one and try again.",
        "unverified_email": "Confirm your e-mail address first.",
        "cannot_delete_authenticator": "You cannot turn this off.",
        "cannot_generate_recovery_codes": "Recovery codes come with an app or a passkey.",
    }

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return f"My Account, {settings.COUNCIL_NAME}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": f"My Account, {settings.COUNCIL_NAME}"}


def display_name(user: User) -> str:
    """How a phone names the account that a passkey opens."""
    return user.email or "My Account"


def let_no_passkey_sign_in_alone(user: User, *, since: datetime) -> None:
    """Of those added since then: somebody else may have been in the account."""
    lately = Authenticator.objects.filter(user=user, created_at__gte=since)
    for passkey in lately.filter(type=Authenticator.Type.WEBAUTHN):
        passkey.data[NEVER_ALONE] = True
        passkey.save(update_fields=["data"])


def may_sign_in_alone(passkey_id: int) -> bool:
    return not Authenticator.objects.filter(pk=passkey_id, data__has_key=NEVER_ALONE).exists()


def reseal() -> Iterator[bool]:
    """Encrypt every secret with the newest key, one by one; whether each could be opened.

    It may be ended at any time, and begun again.
    """
    kept = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    for pk in kept.values_list("pk", flat=True).iterator():
        yield _reseal(pk)


@transaction.atomic
def _reseal(pk: int) -> bool:
    """Locked, lest a recovery code that is used meanwhile be good again."""
    kept = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if kept is None:  # turned off meanwhile
        return True
    secrets = {name: kept.data[name] for name in SECRETS if name in kept.data}
    try:
        kept.data |= {name: _vault().rotate(each).decode() for name, each in secrets.items()}
    except InvalidToken:
        return False
    kept.save(update_fields=["data"])
    return True


def _vault() -> MultiFernet:
    """The first key encrypts, all of them decrypt: SECRET_KEY can be rotated."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"second-factor:{secret}".encode()).digest())
