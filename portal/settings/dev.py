"""A developer's machine and `make run`: everything embedded, the sandbox outside."""

import os

os.environ.setdefault("SECRET_KEY", "development-only-" + "0123456789abcdef" * 3)
os.environ.setdefault("SNAPSHOT_KEYS", "bXktYWNjb3VudC1kZXZlbG9wbWVudC1vbmx5LWtleSE=")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver")

from portal.settings.base import *
from portal.settings.base import CONTENT_SECURITY_POLICY, SANDBOX_URL

DEBUG = env.flag("DEBUG", default=False)
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(SANDBOX_URL)
