"""Addresses of the sandbox: one prefix for each pretended system."""

from django.urls import include, path

from services.sandbox import pages

urlpatterns = [
    path("", pages.index, name="sandbox-index"),
    path("health", pages.health),
    path("reset", pages.reset),
    path("faults/", pages.fault_page, name="sandbox-faults"),
    path("faults/<slug:supplier>", pages.fault_call),
    path("housing/", include("services.sandbox.housing.urls")),
    path("benefits/", include("services.sandbox.benefits.urls")),
    path("", include("services.sandbox.parking.urls")),  # parking/ and vehicle-enquiry/
    path("leisure/", include("services.sandbox.leisure.urls")),
    path("social-care/", include("services.sandbox.social_care.urls")),
    path("", include("services.sandbox.card_payments.urls")),  # Stripe's own /v1/ and /pay/
    path("", include("services.sandbox.postbox.urls")),  # notify/ and postbox/
    path("", include("services.sandbox.staff_directory.urls")),
]
