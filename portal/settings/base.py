"""What is the same everywhere. Outside systems are in `integrations`, protections in `security`."""

from pathlib import Path

from portal.settings import env
from portal.settings.accounts import *
from portal.settings.env import BASE_DIR
from portal.settings.integrations import *
from portal.settings.logs import *
from portal.settings.measures import *
from portal.settings.security import *

COUNCIL_NAME = env.text("COUNCIL_NAME", "Thornbridge Council")
COUNCIL_TELEPHONE = env.text("COUNCIL_TELEPHONE", "01632 960 100")
COUNCIL_HOURS = env.text("COUNCIL_HOURS", "Monday to Friday, 8am to 6pm. Emergencies at any time.")
COUNCIL_ADDRESS = env.text("COUNCIL_ADDRESS", "The Guildhall, Bridge Street, Thornbridge TB1 1AA")
PORTAL_URL = env.url("PORTAL_URL", "http://127.0.0.1:8000")
"""Where residents reach this portal: links in e-mails and payment returns start with it."""

VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
"""Everything that is written at run time, and nothing else."""

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "portal.dashboard",
    "portal.reporting",
    "payments",
    "cms",
    "services",
    "services.housing",
    "services.benefits",
    "services.parking",
    "services.leisure",
    "services.social_care",
    "accounts.assisted",
    "accounts.mandates",
    "accounts.residents",
    "accounts.staff",
    "accounts.notifications",
    "accounts.audit",
    "accounts",
    "accessibility",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "mozilla_django_oidc",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # its random padding is what keeps BREACH out
    "django_structlog.middlewares.RequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.residents.sessions.SessionLimits",
    "accounts.staff.recheck.StaffRecheck",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.no_huge_bodies",
    "accounts.assisted.middleware.ActorMiddleware",
    "portal.middleware.no_store",
    "portal.middleware.no_dead_ends",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.context.council",
                "accounts.assisted.context.assisting",
                "accounts.residents.context.session",
            ],
        },
    }
]
FORM_RENDERER = "accessibility.forms.AccessibleRenderer"
DJANGO_AXE_ENABLED = False
"""The overlay of accessibility mistakes: only ever in `dev`, with DEBUG, when it is installed."""

DELIVERIES = [
    # Each is `def run(*, now: datetime) -> int`; the worker calls them in turn.
    "accounts.notifications.outbox.deliver_due",
    "services.submissions.deliver_due",
    "services.retention.forget_due",
    "accounts.retention.forget_due",
    "cms.schedule.publish_due",
    "portal.reporting.facts.refresh",
    "payments.posting.deliver_due",
    "payments.settlement.sweep",
    "payments.withdrawals.close_due",
    "payments.reconciliation.reconcile_due",
    "accounts.assisted.session.end_what_is_over",
]
"""What the worker delivers."""

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"

CACHES = {
    "default": {
        # Shared between workers on one machine; production names Redis instead.
        "BACKEND": "portal.shared_cache.SharedFileCache",
        "LOCATION": VAR_DIR / "cache",
    }
}
REDIS_URL = env.redis("REDIS_URL")
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "portal.shared_cache.SharedRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }

SERVICES_WITHOUT_SNAPSHOTS = env.words("SERVICES_WITHOUT_SNAPSHOTS", "social_care")
"""Services of which no answer is ever kept, not even encrypted."""

LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
"""They name people. In a cookie they would outlive the session, for the next at this computer."""

# What we write goes through GOV.UK Notify; nothing that a package sends by itself leaves.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

WAGTAIL_SITE_NAME = COUNCIL_NAME
WAGTAILADMIN_BASE_URL = PORTAL_URL
WAGTAILADMIN_LOGIN_URL = "/staff/sign-in/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.pictures.SafePictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt"]
