"""The portal's addresses, and the floor: the least that a signed-in page can cost."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts.assisted.decorators import for_resident


@for_resident()
def floor(request: HttpRequest) -> HttpResponse:
    """The same middleware, session and user, and nothing else."""
    return HttpResponse(f"<!doctype html><title>Floor</title><p>{request.user.pk}</p>")


urlpatterns = [path("bench/floor/", floor), path("", include("portal.urls"))]
