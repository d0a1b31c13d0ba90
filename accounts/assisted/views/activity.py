"""The resident's own page: who has looked at my account, and how to stop them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from accounts.assisted.activity import list_activity, list_helpers
from accounts.assisted.decorators import for_resident
from accounts.mandates.authority import end_mandate
from accounts.mandates.models import EndedBy, Mandate
from accounts.ownership import get_owned


@for_resident("activity")
@require_safe
def activity(request: ActorRequest) -> HttpResponse:
    only_staff = request.GET.get("who") == "staff"
    lines, shown = list_activity(
        request.actor, page=request.GET.get("page", ""), only_staff=only_staff
    )
    facts = {
        "lines": lines,
        "page": shown,
        "only_staff": only_staff,
        "helpers": list_helpers(request.actor, now=timezone.now()),
    }
    return render(request, "assisted/activity.html", facts)


@for_resident("activity")
@require_POST
def stop_helper(request: ActorRequest, mandate_id: UUID) -> HttpResponse:
    """One step: whoever was helping can do nothing more from their next click on."""
    mandate = get_owned(Mandate, actor=request.actor, pk=mandate_id)
    end_mandate(mandate, actor=request.actor, by=EndedBy.RESIDENT, now=timezone.now())
    messages.success(request, "They can no longer act for you.")
    return redirect("activity:index")
