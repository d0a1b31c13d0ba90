"""A developer's machine and `make run`: everything embedded, the sandbox outside."""

import os
from importlib.util import find_spec

os.environ.setdefault("SECRET_KEY", "development-only-" + "0123456789abcdef" * 3)
os.environ.setdefault("SNAPSHOT_KEYS", "bXktYWNjb3VudC1kZXZlbG9wbWVudC1vbmx5LWtleSE=")
os.environ.setdefault("LOG_FORMAT", "lines")
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")

from portal.settings import env

# The hosted card page is the sandbox's.
os.environ.setdefault("PAYMENT_PAGE_ORIGINS", env.url("SANDBOX_URL", "http://127.0.0.1:8001"))

from portal.settings.base import *

DEBUG = env.flag("DEBUG", default=False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a folder that is not there

DJANGO_AXE_ENABLED = DEBUG and find_spec("django_axe") is not None
if DJANGO_AXE_ENABLED:
    INSTALLED_APPS.append("django_axe")
    DJANGO_AXE_REPORT_PATH = str(VAR_DIR / "axe-report.json")
