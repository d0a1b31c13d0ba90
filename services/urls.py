"""Every service below its own name, and before them what all services have alike."""

from django.urls import include, path

urlpatterns = [
    path("", include("services.pages.urls")),
    path("housing/", include("services.housing.urls")),
    path("benefits/", include("services.benefits.urls")),
    path("parking/", include("services.parking.urls")),
    path("leisure/", include("services.leisure.urls")),
    path("social-care/", include("services.social_care.urls")),
]
