"""Search, pictures, and the doors that stay shut."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.static import serve

from accounts.guards import public
from cms.finding import find_pages, find_rendition, plain_query

RESULTS_ON_A_PAGE = 10


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = plain_query(request.GET.get("q", ""))
    found = find_pages(query)
    page = Paginator(found, RESULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page": page,
        "total": len(found),
    }
    return render(request, "cms/search.html", context)


@public
@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One size of a picture. Originals are never served, nor what lies in a private collection."""
    found = find_rendition(request, name)
    if found is None:
        raise Http404
    response = serve(request, found.file.name, document_root=str(settings.MEDIA_ROOT))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """A page for signed-in people sends its visitor here; the residents' door is the only one."""
    wanted = request.GET.get("next", "")
    door = reverse("account_login")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return redirect(f"{door}?{urlencode({'next': wanted})}")
    return redirect(door)


@public
def staff_sign_in(request: HttpRequest) -> HttpResponse:
    """Wagtail's own sign-in address: there is no form here, the staff directory is the door."""
    return redirect(settings.WAGTAILADMIN_LOGIN_URL)


@public
def no_shared_passwords(request: HttpRequest, **which: int) -> HttpResponse:
    """Pages are never opened by a shared password, whatever the database says."""
    raise Http404
