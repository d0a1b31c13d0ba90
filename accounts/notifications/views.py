"""What we sent a resident, for them to read again. Staff never see it, not even while helping."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.guards import AccountHolderRequest, for_account_holder
from accounts.notifications import inbox

ON_A_PAGE = 20


@for_account_holder
def index(request: AccountHolderRequest) -> HttpResponse:
    messages = inbox.list_messages(actor=request.actor)
    page = Paginator(messages, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/index.html", {"page": page})


@for_account_holder
def show(request: AccountHolderRequest, notification_id: UUID) -> HttpResponse:
    notification = inbox.get_message(notification_id, actor=request.actor)
    return render(request, "notifications/show.html", {"notification": notification})
