"""For supervisors and auditors: how help is given, without any resident's name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.assisted.decorators import for_staff
from accounts.assisted.help import AssistedRequest
from accounts.assisted.oversight import watch
from accounts.staff.roles import Role


@for_staff(Role.SUPERVISOR, Role.AUDITOR)
@require_safe
def oversight(request: AssistedRequest) -> HttpResponse:
    rows = watch(now=timezone.now())
    stopped = tuple(row for row in rows if row.stopped)
    return render(request, "assisted/oversight.html", {"rows": rows, "stopped": stopped})
