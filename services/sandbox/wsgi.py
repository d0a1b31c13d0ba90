"""The sandbox's WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.sandbox"
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the staff directory speaks plain HTTP here
application = get_wsgi_application()
