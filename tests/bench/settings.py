"""Production settings, with one more page to compare with."""

from portal.settings.production import *

ROOT_URLCONF = "tests.bench.urls"
SECURE_SSL_REDIRECT = False
WHITENOISE_MAX_AGE = 60
