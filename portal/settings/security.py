"""Protections that hold in every environment; production adds what needs HTTPS."""

from csp.constants import NONCE, NONE, SELF

from portal.settings import env
from portal.settings.integrations import STAFF_DIRECTORY_ISSUER

SECRET_KEY = env.secret("SECRET_KEY", at_least=50)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
SNAPSHOT_KEYS = env.words("SNAPSHOT_KEYS")
"""Fernet keys for what we keep of a supplier's answer, newest first."""
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
DEBUG = False

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser is closed, like the session's
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LARGEST_REQUEST = 20 * 1024 * 1024
"""Bytes: the largest photo twice. What is larger is answered 413 without being read."""

PAYMENT_PAGE_ORIGINS = env.words("PAYMENT_PAGE_ORIGINS", "https://checkout.stripe.com")
"""Where a payment form may lead: the hosted card page, and nowhere else."""

CONTENT_SECURITY_POLICY = {
    # Wagtail's own admin needs inline styles and scripts, and has its own: see cms.admin_urls.
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, env.origin(STAFF_DIRECTORY_ISSUER), *PAYMENT_PAGE_ORIGINS],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.residents.passwords.NotTheFirstToTry"},
]

# How long things last, in seconds.
RESIDENT_IDLE_SECONDS = 15 * 60
STAFF_IDLE_SECONDS = 15 * 60
STAFF_ABSOLUTE_SECONDS = 10 * 60 * 60
SESSION_WARNING_SECONDS = 150
