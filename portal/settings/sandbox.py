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
STRIPE_WEBHOOK_SECRET = env.words(
    "STRIPE_WEBHOOK_SECRETS", "whsec_sandbox_0123456789abcdefghijkl"
)[0]
