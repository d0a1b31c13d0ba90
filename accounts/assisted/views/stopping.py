"""End a permission for a resident who asks at a desk or by telephone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.assisted.activity import list_helpers
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.conflicts import get_resident
from accounts.assisted.decorators import for_staff
from accounts.assisted.help import AssistedRequest, staff_of
from accounts.mandates.authority import end_all_mandates
from accounts.mandates.models import EndedBy
from accounts.staff.roles import ADVISERS


@for_staff(*ADVISERS)
@require_http_methods(["GET", "POST"])
def stop_helpers(request: AssistedRequest, resident_id: UUID) -> HttpResponse:
    """All of them at once. It takes no identity check: stopping protects, whoever asks."""
    staff = staff_of(request)
    now = timezone.now()
    resident = get_resident(resident_id, staff=staff, now=now)
    if request.method == "POST":
        actor = actor_at_desk(staff)
        end_all_mandates(resident.pk, actor=actor, by=EndedBy.STAFF, now=now)
        messages.success(request, "Nobody can act for this resident now.")
        return redirect("assisted:start")
    helpers = list_helpers(Actor(resident_id=resident.pk), now=now)
    return render(request, "assisted/stop.html", {"helpers": helpers, "resident": resident})
