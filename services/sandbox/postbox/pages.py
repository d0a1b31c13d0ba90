"""The postbox for people: what arrived, shown as the e-mail, text or letter it is."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from services.sandbox.postbox import messages

ON_A_PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("to", "")
    page = Paginator(messages.newest_first(to=to), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "postbox/index.html",
        {"page": page, "to": to, "recipients": messages.recipients()},
    )


def show(request: HttpRequest, message_id: str) -> HttpResponse:
    message = messages.find(str(message_id))
    if message is None:
        raise Http404
    return render(request, f"postbox/{message.kind}.html", {"message": message})


def as_json(request: HttpRequest) -> JsonResponse:
    """Messages to `?to=`, newest first, for tests."""
    found = messages.newest_first(
        to=request.GET.get("to", ""), reference=request.GET.get("reference", "")
    )
    return JsonResponse(
        {
            "messages": [
                {
                    "id": message.id,
                    "kind": message.kind,
                    "to": message.to,
                    "subject": message.subject,
                    "body": message.body,
                    "reference": message.reference,
                    "sent_at": message.sent_at.isoformat(),
                    "status": message.status,
                    "copies": message.copies,
                }
                for message in found
            ]
        }
    )
