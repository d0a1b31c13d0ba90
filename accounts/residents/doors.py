"""Every door a resident can come in by, and every page that changes the locks: these and no more.

The views are django-allauth's. Each is listed here with who may open it; a page that allauth adds
in a later release does not appear by itself.
"""

import logging
from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path

from accounts.guards import CACHE_IS_AWAY, for_account_holder, public
from accounts.residents.half_done import forget_what_is_stale
from accounts.residents.views import sign_out

logger = logging.getLogger(__name__)

_View = Callable[..., HttpResponseBase]


def closed_without_limits(view: _View) -> _View:
    """While nobody can count the tries, nobody gets one: a page says so, and whom to call."""

    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except CACHE_IS_AWAY:
            logger.exception("accounts.doors.closed")
            return render(request, "account/paused.html", status=503)

    return wrapper


def of_today(view: _View) -> _View:
    """Nothing begun with an address that the account no longer has goes on."""

    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        forget_what_is_stale(request)
        return view(request, *args, **kwargs)

    return wrapper


def door(address: str, view: _View, name: str) -> URLPattern:
    """A page for anybody, through which somebody may become signed in."""
    return path(address, public(closed_without_limits(of_today(view))), name=name)


def lock(address: str, view: _View, name: str) -> URLPattern:
    """A page on which a resident changes how they sign in. Closed to staff, always."""
    return path(address, for_account_holder(closed_without_limits(view)), name=name)


urlpatterns = [
    door("sign-in/", account.login, "account_login"),
    door("sign-in/code/", account.request_login_code, "account_request_login_code"),
    # At once: whoever proves an address here also ends the password chosen with it (`signals`).
    door(
        "sign-in/code/confirm/",
        transaction.atomic(account.confirm_login_code),
        "account_confirm_login_code",
    ),
    door("sign-in/second-step/", mfa.authenticate, "mfa_authenticate"),
    door("sign-in/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    door("create/", account.signup, "account_signup"),
    # At once: no address is changed of which the old one is not told.
    door(
        "confirm-email/",
        transaction.atomic(account.email_verification_sent),
        "account_email_verification_sent",
    ),
    door("closed/", account.account_inactive, "account_inactive"),
    door("password/reset/", account.password_reset, "account_reset_password"),
    # At once, for the same reason.
    door(
        "password/reset/confirm/",
        transaction.atomic(account.confirm_password_reset_code),
        "account_confirm_password_reset_code",
    ),
    door(
        "password/reset/complete/",
        account.complete_password_reset,
        "account_complete_password_reset",
    ),
    door(
        "password/reset/done/",
        account.password_reset_from_key_done,
        "account_password_reset_completed",
    ),
    path("sign-out/", sign_out, name="account_logout"),
    lock("confirm/", account.reauthenticate, "account_reauthenticate"),
    lock("confirm/second-step/", mfa.reauthenticate, "mfa_reauthenticate"),
    lock("confirm/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    lock("security/email/", account.email, "account_email"),
    lock("security/password/", account.password_change, "account_change_password"),
    lock("security/password/set/", account.password_set, "account_set_password"),
    lock("security/second-step/", mfa.index, "mfa_index"),
    lock("security/app/add/", totp.activate_totp, "mfa_activate_totp"),
    lock("security/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    lock("security/recovery-codes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    lock(
        "security/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    lock(
        "security/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    lock("security/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    lock("security/passkeys/add/", webauthn.add_webauthn, "mfa_add_webauthn"),
    lock("security/passkeys/<int:pk>/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    lock("security/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
]
