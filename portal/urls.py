"""Addresses, from the most particular to Wagtail's catch-all."""

from django.urls import include, path

urlpatterns = [
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
    path("cms/", include("cms.admin_urls")),
    path("", include("cms.urls")),
]
