"""What lets people in, how often and for how long: decided once, and changed on purpose only."""

import pytest
from csp.constants import NONCE, NONE, SELF
from django.conf import settings

from portal.settings import base

DECIDED = [
    # Signing up and in
    ("ACCOUNT_LOGIN_METHODS", {"email"}),
    ("ACCOUNT_UNIQUE_EMAIL", True),
    ("ACCOUNT_PREVENT_ENUMERATION", True),
    ("ACCOUNT_EMAIL_VERIFICATION", "mandatory"),
    ("ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED", True),
    ("ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND", True),
    ("ACCOUNT_LOGIN_BY_CODE_ENABLED", True),
    ("ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND", True),
    ("ACCOUNT_CHANGE_EMAIL", True),
    ("ACCOUNT_EMAIL_NOTIFICATIONS", True),
    ("ACCOUNT_LOGIN_ON_PASSWORD_RESET", False),
    ("ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED", True),
    ("ACCOUNT_LOGOUT_ON_GET", False),
    ("ACCOUNT_REAUTHENTICATION_REQUIRED", True),
    ("ACCOUNT_REAUTHENTICATION_TIMEOUT", 300),
    ("ACCOUNT_LOGIN_TIMEOUT", 600),
    ("ALLAUTH_USER_CODE_FORMAT", {"numeric": True, "length": 8, "dashed": False}),
    ("ALLAUTH_TRUSTED_PROXY_COUNT", 0),
    # The second step
    ("MFA_SUPPORTED_TYPES", ["totp", "webauthn", "recovery_codes"]),
    ("MFA_TOTP_TOLERANCE", 1),
    ("MFA_PASSKEY_LOGIN_ENABLED", True),
    # Staff
    ("OIDC_USE_NONCE", True),
    ("OIDC_USE_PKCE", True),
    ("OIDC_PKCE_CODE_CHALLENGE_METHOD", "S256"),
    ("OIDC_MAX_STATES", 10),
    ("WAGTAIL_PASSWORD_MANAGEMENT_ENABLED", False),
    ("WAGTAIL_EMAIL_MANAGEMENT_ENABLED", False),
    # What a browser keeps, and for whom
    ("SESSION_ENGINE", "django.contrib.sessions.backends.db"),
    ("MESSAGE_STORAGE", "django.contrib.messages.storage.session.SessionStorage"),
    ("CSRF_COOKIE_AGE", None),
    ("CSRF_COOKIE_SAMESITE", "Lax"),
    # Nothing is told to anybody else
    ("WAGTAIL_GRAVATAR_PROVIDER_URL", None),
    ("WAGTAIL_ENABLE_UPDATE_CHECK", False),
    ("WAGTAIL_ENABLE_WHATS_NEW_BANNER", False),
    # What editors may upload: nothing that a browser runs
    ("WAGTAILIMAGES_EXTENSIONS", ["jpg", "jpeg", "png", "webp"]),
    ("WAGTAILDOCS_EXTENSIONS", ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt"]),
]


@pytest.mark.parametrize(("name", "value"), DECIDED, ids=[name for name, _ in DECIDED])
def test_what_was_decided_about_the_doors_holds(name, value):
    """A10, A18, A21, A24, B21, K06"""
    assert getattr(base, name) == value


@pytest.mark.parametrize(
    ("what", "limits"),
    {
        "login": "20/m/ip",
        "login_failed": "20/m/ip",
        "signup": "20/m/ip",
        "request_login_code": "20/m/ip,3/m/key",
        "reset_password": "20/m/ip,5/m/key",
        "reauthenticate": "10/m/user",
        "change_password": "5/m/user",
        "manage_email": "10/m/user",
        "unasked": "3/h/key",
    }.items(),
)
def test_how_often_each_thing_may_be_tried(what, limits):
    """A02, A18"""
    assert settings.ACCOUNT_RATE_LIMITS[what] == limits


def test_every_form_of_the_accounts_is_ours():
    """The package's own hold no lock, no one spelling of an address and no longest password."""
    ours = [*base.ACCOUNT_FORMS.values(), *base.MFA_FORMS.values()]

    assert len(ours) == 18
    assert all(path.startswith("accounts.residents.") for path in ours)


def test_residents_sign_in_by_themselves_and_staff_by_the_directory_and_nobody_else():
    assert settings.AUTHENTICATION_BACKENDS == [
        "allauth.account.auth_backends.AuthenticationBackend",
        "accounts.staff.oidc.StaffDirectoryBackend",
    ]


def test_four_things_are_asked_of_a_password():
    """A02"""
    assert [each["NAME"].rsplit(".", 1)[1] for each in settings.AUTH_PASSWORD_VALIDATORS] == [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NotTheFirstToTry",
    ]


@pytest.mark.parametrize(
    ("directive", "sources"),
    {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }.items(),
)
def test_a_page_takes_everything_from_ourselves(directive, sources):
    """J01"""
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"][directive] == sources


def test_no_page_may_ask_the_browser_for_anything():
    closed = {"camera", "display-capture", "geolocation", "microphone", "payment", "usb"}

    assert set(settings.PERMISSIONS_POLICY) == closed
    assert not any(settings.PERMISSIONS_POLICY.values())
