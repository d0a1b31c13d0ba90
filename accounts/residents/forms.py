"""The forms of signing up, signing in and looking after an account, in plain words."""

from datetime import date
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import canonical_email
from accounts.residents import lock
from accounts.residents.adapter import NO_MATCH, ResidentAdapter

LONGEST_PASSWORD = 128
HOW_TO_CHOOSE = (
    "Use 12 characters or more. Three words that you can remember are better than one strange one."
)
CODE_DIGITS = 8
TOO_MANY_FROM_HERE = "Too many wrong codes. Wait a minute before you try again."
TOO_OFTEN = "Wait a minute before you ask for another code."
CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "class": "govuk-input--width-10",
}


class EmailField(forms.EmailField):
    """An address in its one spelling, whoever typed it how."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "E-mail address")
        options.setdefault("max_length", 254)
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        messages = {
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address like name@example.com",
        }
        super().__init__(widget=widget, error_messages=messages, **options)

    def to_python(self, value: Any) -> str:
        return canonical_email(super().to_python(value) or "")


def password_field(label: str, autocomplete: str, *, hint: str = "", missing: str) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": missing},
    )


def new_password_field(label: str = "Password") -> Any:
    field = password_field(
        label,
        "new-password",
        hint=HOW_TO_CHOOSE,
        missing="Enter a password of 12 characters or more",
    )
    field.validators.append(_not_too_long)
    return field


def _not_too_long(value: str) -> None:
    if len(value) > LONGEST_PASSWORD:
        raise ValidationError(f"Use {LONGEST_PASSWORD} characters or fewer")


class SignIn(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField()
        self.fields["password"] = password_field(
            "Password", "current-password", missing="Enter your password"
        )

    def clean_password(self) -> str:
        """No password of ours is longer, so a megabyte is wrong without hashing it."""
        password: str = self.cleaned_data["password"]
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(NO_MATCH)
        return password


class SignUp(account.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(help_text="We send a code to it now.")
        self.fields["password1"] = new_password_field("Choose a password")


class RequestCode(account.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField()

    def clean_email(self) -> str:
        """All that can be wrong here is that codes were asked for too often: no password is."""
        try:
            email: str = super().clean_email()
        except ValidationError as too_often:
            raise ValidationError(TOO_OFTEN) from too_often
        return email


class RequestReset(account.ResetPasswordForm):
    email = EmailField()


class ChangeAddress(account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(
            label="New e-mail address", help_text="We send a code to the new address."
        )


class _Code:
    """Eight digits, however they were typed: with spaces, from a message that was pasted.

    Each code has its six tries, also when they come at once: in the session, where allauth counts
    them, one count overwrites the other. Wrong ones also count, by network address, as wrong
    passwords do: else one could ask for the codes of a thousand accounts and try six at each.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(  # type: ignore[attr-defined]
            label="8-digit code",
            max_length=40,
            widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
            error_messages={"required": "Enter the code we sent you"},
        )

    def clean_code(self) -> str:
        if sum(letter.isdigit() for letter in self.cleaned_data["code"]) != CODE_DIGITS:  # type: ignore[attr-defined]
            raise ValidationError("The code has 8 digits. Copy all of it from the message")
        tried = ratelimit.consume(context.request, app="allauth.account", action="login_failed")
        if not tried:
            raise ValidationError(TOO_MANY_FROM_HERE)
        expected = self.expected_code  # type: ignore[attr-defined]
        counter = f"code {expected} of {context.request.session.session_key}"
        if not lock.take_try(counter, now=timezone.now()):
            # As if it were wrong: of an address without an account every code is.
            raise ValidationError(ResidentAdapter.error_messages["incorrect_code"])
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside it
        tried.rollback()
        lock.forget_tries(counter)
        return code


class ConfirmAddress(_Code, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmSignIn(_Code, account.ConfirmLoginCodeForm):
    pass


class ConfirmReset(_Code, account.ConfirmPasswordResetCodeForm):
    pass


class NewPassword(account.ResetPasswordKeyForm):
    """The second half of a reset. One box: a password manager or the eye shows what was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _one_new_password(self)


class ChangePassword(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(
            "Your password now", "current-password", missing="Enter your password"
        )
        _one_new_password(self)


class SetPassword(account.SetPasswordForm):
    """For somebody who has none, or none any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _one_new_password(self)


class Reauthenticate(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(
            "Password", "current-password", missing="Enter your password"
        )


def _one_new_password(form: Any) -> None:
    field = form.fields["password1"]
    field.label, field.help_text = "New password", HOW_TO_CHOOSE
    field.error_messages["required"] = "Enter a new password"
    field.widget.attrs.pop("placeholder", None)
    field.validators.append(_not_too_long)
    del form.fields["password2"]


def age_on(day: date, *, born_on: date) -> int:
    """In whole years; somebody born on 29 February has their birthday on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
