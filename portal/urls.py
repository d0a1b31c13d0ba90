"""Addresses, from the most particular to Wagtail's catch-all."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from accessibility.statement.views import statement
from accounts.guards import public

urlpatterns = [
    path("accessibility-statement/", public(statement), name="accessibility_statement"),
    path("health/", include("portal.health.urls")),
    path("account/activity/", include("accounts.assisted.activity_urls")),
    path("account/", include("portal.dashboard.urls")),
    path("account/", include("accounts.residents.doors")),
    path("account/", include("accounts.residents.urls")),
    path("account/messages/", include("accounts.notifications.urls")),
    path("assist/", include("accounts.assisted.urls")),
    path("staff/", include("accounts.staff.urls")),
    path("services/", include("services.urls")),
    path("payments/", include("payments.urls")),
    path("reports/", include("portal.reporting.urls")),
    path("cms/", include("cms.admin_urls")),
    path("", include("cms.urls")),
]

if settings.DJANGO_AXE_ENABLED:  # on a developer's machine only: see portal.settings.dev
    urlpatterns[:0] = [
        path("axe/", include("django_axe.urls")),
        path("axe/home/", RedirectView.as_view(url="/"), name="home"),  # its report links to it
    ]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler429 = "portal.errors.too_many_requests"  # django-allauth's own
handler500 = "portal.errors.server_error"
