"""The portal, for a WSGI server. It refuses to start with settings that cannot be right."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()

from portal.starting import refuse_wrong_settings  # noqa: E402  (needs the settings)

refuse_wrong_settings()
