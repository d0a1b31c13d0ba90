"""Pages for when something went wrong: plain, and never failing themselves."""

from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(
        "This form is out of date. Go back, reload the page and send it again.", status=403
    )
