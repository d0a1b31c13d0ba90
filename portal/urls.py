"""Addresses, from the most particular to Wagtail's catch-all."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("health/", include("portal.health.urls")),
    path("account/", include("portal.dashboard.urls")),
    path("services/", include("services.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
