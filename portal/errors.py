"""Pages for when something went wrong: plain, and never failing themselves.

They are drawn with everything the other pages have, so staff keep the banner that says whom they
are helping. When that fails too (the database is down, the session cannot be read) the bare page is
drawn from settings alone, and when even that fails, a few words with the telephone number.
"""

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape

from portal.context import council

logger = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
LAST_WORDS = (
    '<!DOCTYPE html><html lang="en-gb"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title} – {council}</title></head>'
    "<body><h1>{title}</h1><p>Try again in a few minutes, or call {telephone}.</p></body></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return too_large(request)
    return _page(request, "400", status=400, title="We could not read what was sent")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403", status=403, title="You cannot open this page")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404", status=404, title="Page not found")


def only_by_button(request: HttpRequest) -> HttpResponse:
    """The address of something to do, opened as if it were a page."""
    return _page(request, "405", status=405, title="Nothing has been done")


def too_large(request: HttpRequest) -> HttpResponse:
    """Nothing of what was sent is read, so nothing of the page depends on it."""
    return HttpResponse(_bare("413", "This is more than we can take"), status=413)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """django-allauth's rate limits, which are all for a minute."""
    response = _page(request, "429", status=429, title="Too many tries")
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever broke is not asked again: this page never touches the database."""
    return HttpResponse(_bare("500", "Sorry, something went wrong"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`reason` is Django's, for a developer; the resident is told what to do."""
    logger.info("portal.form.refused", extra={"reason": reason})
    return _page(request, "csrf", status=403, title="This page was open for too long")


def _page(request: HttpRequest, name: str, *, status: int, title: str) -> HttpResponse:
    try:
        html: str = render_to_string(f"portal/{name}.html", request=request)
    except Exception:
        logger.warning("portal.error_page.bare", exc_info=True)
        html = _bare(name, title)
    return HttpResponse(html, status=status)


def _bare(name: str, title: str) -> str:
    try:
        return render_to_string(f"portal/{name}.html", council())
    except Exception:
        logger.exception("portal.error_page.last_words")
        return LAST_WORDS.format(
            title=escape(title),
            council=escape(settings.COUNCIL_NAME),
            telephone=escape(settings.COUNCIL_TELEPHONE),
        )
