"""A council's own servers: nothing has a default that could let somebody in."""

from pathlib import Path

from portal.settings import env
from portal.settings.base import *
from portal.settings.env import BASE_DIR

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / "var" / "media")))

STRIPE_LIVE = env.flag("STRIPE_LIVE", default=True)

# Without a sandbox (a council's test site may name one) every outside system must be named, and the
# council: what stands in for them are the sandbox's own addresses and secrets, which everybody can
# read, and a telephone number that nobody answers.
if not env.text("SANDBOX_URL"):
    for slug in SUPPLIERS:
        env.url(f"{slug.upper()}_URL", required=True)
        env.secret(f"{slug.upper()}_TOKEN")
    env.url("STRIPE_API_URL", required=True)
    env.secret("STRIPE_SECRET_KEY")
    env.text("STRIPE_WEBHOOK_SECRETS", required=True)
    env.url("NOTIFY_URL", required=True)
    env.secret("NOTIFY_API_KEY")
    env.url("STAFF_DIRECTORY_ISSUER", required=True)
    env.secret("STAFF_DIRECTORY_CLIENT_SECRET")
    for said in ("NAME", "TELEPHONE", "HOURS", "ADDRESS"):
        env.text(f"COUNCIL_{said}", required=True)
    for kind in ("EMAIL", "SMS", "LETTER"):
        env.text(f"NOTIFY_{kind}_TEMPLATE", required=True)
    env.text("STAFF_DIRECTORY_CLIENT_ID", required=True)
    env.text("STAFF_EMAIL_DOMAINS", required=True)
for name in ("ALLOWED_HOSTS", "DATABASE_URL", "PORTAL_URL"):
    env.text(name, required=True)

# The preload list is for a whole domain, which is the council's to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
