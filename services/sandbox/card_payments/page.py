"""The card company's own page, where the resident types the card. Works without JavaScript."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from services.sandbox.card_payments import book, cards

Body = dict[str, Any]
TEMPLATE = "card_payments/pay.html"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, session_id: str) -> HttpResponse:
    session = book.find_session(session_id)
    if session is None:
        raise Http404
    if session["status"] != "open":
        return _closed(request, session)
    if request.method == "POST":
        return _take(request, session)
    return _form(request, session)


def _take(request: HttpRequest, session: Body) -> HttpResponse:
    number = request.POST.get("test_card") or request.POST.get("number", "")
    expiry, code = request.POST.get("expiry", ""), request.POST.get("security_code", "")
    if request.POST.get("test_card"):
        expiry, code = "12 / 34", "123"
    wrong = cards.problems_with(number, expiry, code, today=timezone.localdate())
    if wrong:
        return _form(request, session, wrong=wrong)
    name = request.POST.get("name", "")[:100]
    try:
        paid = book.pay(session["id"], cards.card_of(number), name=name)
    except book.CardRefused as refused:
        return _form(request, session, wrong={"number": f"{refused} Try another card."})
    except book.SessionNotOpen:
        return _closed(request, book.find_session(session["id"]) or session)
    if request.POST.get("then") == "close":
        return render(request, "card_payments/closed_browser.html", {"session": paid})
    return redirect(paid["success_url"])


def _form(
    request: HttpRequest, session: Body, *, wrong: dict[str, str] | None = None
) -> HttpResponse:
    context = {
        "session": session,
        "amount": f"£{session['amount_total'] / 100:,.2f}",
        "items": [
            (item["description"], f"£{item['amount_total'] / 100:,.2f}")
            for item in session["_line_items"]
        ],
        "cards": cards.CARDS.values(),
        "wrong": wrong or {},
        "name": request.POST.get("name", ""),
    }
    return render(request, TEMPLATE, context, status=402 if wrong else 200)


def _closed(request: HttpRequest, session: Body) -> HttpResponse:
    return render(request, "card_payments/not_open.html", {"session": session}, status=410)
