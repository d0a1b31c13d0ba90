"""What we sent a resident, for them to read again. Staff never see it, not even while helping."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from accounts.guards import for_account_holder
from accounts.notifications.models import OutboundNotification
from accounts.ownership import get_owned, list_owned

ON_A_PAGE = 20


@for_account_holder
def index(request: ActorRequest) -> HttpResponse:
    sent = list_owned(OutboundNotification, actor=request.actor).filter(one_time=False)
    page = Paginator(sent, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/index.html", {"page": page})


@for_account_holder
def show(request: ActorRequest, notification_id: UUID) -> HttpResponse:
    readable = OutboundNotification.objects.filter(one_time=False)
    notification = get_owned(readable, actor=request.actor, pk=notification_id)
    return render(request, "notifications/show.html", {"notification": notification})
