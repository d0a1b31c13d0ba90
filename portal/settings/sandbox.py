"""The sandbox process: the outside world, pretended. Nothing of the portal is installed here."""

from portal.settings import env
from portal.settings.env import BASE_DIR

DEBUG = False
SECRET_KEY = "sandbox-only-not-a-secret-" + "0123456789abcdef" * 2
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "portal.urls_sandbox"
INSTALLED_APPS = ["services.sandbox"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "services.sandbox.faults.FaultMiddleware",
]
APPEND_SLASH = False
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {
    "default": env.database(
        "SANDBOX_DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'sandbox.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
TIME_ZONE = "Europe/London"
USE_TZ = True

PORTAL_URL = env.url("PORTAL_URL", "http://127.0.0.1:8000")
SANDBOX_URL = env.url("SANDBOX_URL", "http://127.0.0.1:8001")
STRIPE_WEBHOOK_SECRET = env.words("STRIPE_WEBHOOK_SECRETS", "whsec_sandbox_0123456789abcdefghijkl")[
    0
]

# The staff directory's one relying party, and the addresses it may be sent back to.
STAFF_DIRECTORY_CLIENT_ID = env.text("STAFF_DIRECTORY_CLIENT_ID", "my-account")
STAFF_DIRECTORY_CLIENT_SECRET = env.secret(
    "STAFF_DIRECTORY_CLIENT_SECRET", "5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
)
STAFF_DIRECTORY_REDIRECTS = [f"{PORTAL_URL}/staff/callback/"]
STAFF_DIRECTORY_SIGNED_OUT = [f"{PORTAL_URL}/staff/signed-out/"]

# The one service that may send through the postbox.
NOTIFY_API_KEY = env.secret(
    "NOTIFY_API_KEY",
    "sandbox-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0",
)
