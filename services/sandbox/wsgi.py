"""The sandbox's WSGI application. The staff directory is its own application, mounted beside it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.sandbox"
application = get_wsgi_application()
