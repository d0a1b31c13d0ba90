"""Ask the directory again, every fifteen minutes, what a member of staff may do.

Between two requests, without sending anybody anywhere: a half-filled form stays where it is. One
request asks; those that come at the same moment go on with the roles there are. When the directory
does not answer, the roles hold for another fifteen minutes and then the session ends.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import sign_ins
from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.staff.directory import DirectoryRefused, DirectoryUnavailable, StaffDirectory
from accounts.staff.members import update_roles
from accounts.staff.models import StaffMember
from accounts.staff.oidc import REFRESH_TOKEN_KEY, fetch_staff_claims
from accounts.staff.tokens import TokenRefused

EVERY = timedelta(minutes=15)
AT_THE_LATEST = timedelta(minutes=30)
AGAIN_AFTER = timedelta(minutes=1)
NEXT_TRY_KEY = "staff_next_try"

_Next = Callable[[HttpRequest], HttpResponseBase]


class StaffRecheck:
    def __init__(self, get_response: _Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and request.user.is_staff:
            member = getattr(request.user, "staff_member", None)
            if member is not None:
                _recheck(request, member, now=timezone.now())
        return self.get_response(request)


def _recheck(request: HttpRequest, member: StaffMember, *, now: datetime) -> None:
    age = now - member.checked_at
    if timedelta(0) <= age < EVERY or request.session.get(NEXT_TRY_KEY, 0) > now.timestamp():
        return
    if not _take_turn(member, now=now):
        return
    try:
        _ask(request, member)
    except DirectoryUnavailable:
        _give_back_turn(member)
        request.session[NEXT_TRY_KEY] = (now + AGAIN_AFTER).timestamp()
        if age >= AT_THE_LATEST:
            _end(request, member, "the directory did not answer")
    except (DirectoryRefused, TokenRefused):
        _give_back_turn(member)  # so that this person's other sessions are asked about at once
        _end(request, member, "the directory said no")
    else:
        if not member.roles:
            _end(request, member, "no role any more")


def _take_turn(member: StaffMember, *, now: datetime) -> bool:
    """One UPDATE decides who asks: the directory takes each refresh token only once."""
    due = StaffMember.objects.filter(pk=member.pk, checked_at=member.checked_at)
    return bool(due.update(checked_at=now))


def _give_back_turn(member: StaffMember) -> None:
    StaffMember.objects.filter(pk=member.pk).update(checked_at=member.checked_at)


def _ask(request: HttpRequest, member: StaffMember) -> None:
    tokens = StaffDirectory().renew(request.session.get(REFRESH_TOKEN_KEY, ""))
    if tokens.refresh_token:
        request.session[REFRESH_TOKEN_KEY] = tokens.refresh_token
        request.session.save()  # now: the old one is used up, whatever happens to this request
    update_roles(member, fetch_staff_claims(tokens, subject=member.subject))
    request.session.pop(NEXT_TRY_KEY, None)


def _end(request: HttpRequest, member: StaffMember, reason: str) -> None:
    record(Event.STAFF_SIGNED_OUT, actor=Actor(staff_id=member.pk), reason=reason)
    sign_ins.end_current(request, sign_ins.BY_DIRECTORY)
    logout(request)
