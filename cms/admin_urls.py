"""The editors' desk, under /cms/: Wagtail's own pages behind our door and our policy.

Every page asks for the editor's role on every request (a role withdrawn at the directory closes
the desk at once), and carries a content security policy of its own: Wagtail writes a few scripts
and styles into its pages, which the portal's policy forbids everywhere else.
"""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import path, re_path
from wagtail.admin.urls import urlpatterns as wagtail_urlpatterns
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts.guards import for_staff
from accounts.staff.roles import Role
from accounts.staff.views import sign_out
from cms import views

View = Callable[..., HttpResponseBase]

EDITORS_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],  # the preview beside the editor is a frame of ours
    # Signing out goes on to the staff directory.
    "form-action": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"],
}


def for_editors(view: View) -> View:
    return for_staff(Role.EDITOR)(csp_replace(EDITORS_POLICY)(view))


urlpatterns = [
    # Before Wagtail's own: neither a password form nor a way to reset one.
    path("login/", views.staff_sign_in, name="wagtailadmin_login"),
    re_path(r"^password_reset/", views.staff_sign_in, name="wagtailadmin_password_reset"),
    path("logout/", sign_out, name="wagtailadmin_logout"),
    *decorate_urlpatterns(wagtail_urlpatterns, for_editors),
]
