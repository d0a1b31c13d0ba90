"""The forms of the second step: codes of an app, recovery codes and passkeys, in plain words."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.residents import lock
from accounts.residents.forms import CODE_ATTRIBUTES
from accounts.residents.notices import tell_about_locked_second_step
from accounts.residents.second_factor import SecondFactorAdapter

TOO_MANY_CODES = "Too many wrong codes. Wait 15 minutes before you try again."
NO_PASSKEY = "We did not get a passkey from this device. Try again, or use another way."
STAYS_USED_SECONDS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
"""As long as an app's code is taken; allauth forgets after a third of it that it was used."""


class _AppCode:
    label = "Code from your authenticator app"
    hint = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.label  # type: ignore[attr-defined]
        self.fields["code"].help_text = self.hint  # type: ignore[attr-defined]
        self.fields["code"].error_messages["required"] = "Enter a code"  # type: ignore[attr-defined]
        self.fields["code"].widget = forms.TextInput(attrs=CODE_ATTRIBUTES)  # type: ignore[attr-defined]


class _CountedCode(_AppCode):
    """Six tries for each account, wherever they come from; allauth counts them by address alone."""

    hint = "If you have lost your phone, use one of your recovery codes."

    def clean_code(self) -> str:
        user, now = self.user, timezone.now()  # type: ignore[attr-defined]
        counter = f"second step of {user.pk}"
        if not lock.take_try(counter, now=now):
            raise ValidationError(TOO_MANY_CODES)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            if lock.is_locked(counter, now=now):
                tell_about_locked_second_step(user)
            raise
        if not _use(f"second-step:{user.pk}:{normalize_user_code(code)}"):
            raise ValidationError(SecondFactorAdapter.error_messages["incorrect_code"])
        lock.forget_tries(counter)
        return code


class SecondStep(_CountedCode, mfa.AuthenticateForm):
    pass


class SecondStepAgain(_CountedCode, mfa.ReauthenticateForm):
    pass


class ActivateApp(_AppCode, totp.ActivateTOTPForm):
    label = "Code that the app shows now"


class _Credential(forms.JSONField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as wrong:
            raise ValidationError(NO_PASSKEY) from wrong


class SignInWithPasskey(webauthn.LoginWebAuthnForm):
    credential = _Credential(widget=forms.HiddenInput, error_messages={"required": NO_PASSKEY})

    def clean_credential(self) -> Any:
        """What comes from no passkey may have any shape, and the library reads it trustingly."""
        try:
            return super().clean_credential()
        except (TypeError, ValueError, LookupError, AttributeError) as wrong:
            raise ValidationError(NO_PASSKEY) from wrong


class AddPasskey(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name for it"
        self.fields["name"].help_text = "So that you know which one it is, like «my phone»."
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = "Let me sign in with this passkey alone"
            self.fields["passwordless"].help_text = ""


class EditPasskey(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name for it"


def _use(code: str) -> bool:
    """False when it was used: a moment ago, or at this one in another window."""
    return cache.add(code, value=True, timeout=STAYS_USED_SECONDS)
