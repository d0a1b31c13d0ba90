"""For supervisors and auditors: how help is given, without any resident's name."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.assisted.clearing import list_waiting
from accounts.assisted.decorators import for_staff
from accounts.assisted.finding import masked
from accounts.assisted.help import AssistedRequest, staff_of
from accounts.assisted.oversight import watch
from accounts.staff.roles import Role


@for_staff(Role.SUPERVISOR, Role.AUDITOR)
@require_safe
def oversight(request: AssistedRequest) -> HttpResponse:
    now = timezone.now()
    rows = watch(now=now)
    facts = {
        "rows": rows,
        "stopped": tuple(row for row in rows if row.stopped),
        "waiting": [(one, masked(one.resident)) for one in list_waiting(now=now)],
        "may_decide": staff_of(request).has_any_role(Role.SUPERVISOR),
    }
    return render(request, "assisted/oversight.html", facts)
