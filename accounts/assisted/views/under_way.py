"""While help goes on: pause, go on, end; and the summary when it is over."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.assisted import browser, session
from accounts.assisted.checking import is_still_them, question_again
from accounts.assisted.decorators import for_staff
from accounts.assisted.forms import IdentityForm
from accounts.assisted.help import AssistedRequest, staff_of
from accounts.assisted.models import AssistedSession
from accounts.assisted.policies import Ending
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.assisted.summary import SUMMARY_STAYS, summarise
from accounts.staff.roles import ADVISERS

WRONG = "That is not what we hold. Ask again, or end the session."


@for_staff(*ADVISERS)
@require_POST
def pause(request: AssistedRequest) -> HttpResponse:
    session.pause_session(_under_way(request), now=timezone.now())
    return redirect("assisted:resume")


@for_staff(*ADVISERS)
@require_http_methods(["GET", "POST"])
def resume(request: AssistedRequest) -> HttpResponse:
    """Ask the resident one question again before anything of theirs opens."""
    current = _under_way(request)
    if not current.is_paused:
        return redirect("dashboard:index")
    question = question_again(current.resident)
    form = IdentityForm(request.POST or None, questions=(question,))
    if form.is_valid():
        now = timezone.now()
        right = is_still_them(
            actor=request.actor,
            staff=current.staff,
            resident=current.resident,
            answer=form.answers[question.slug],
            now=now,
        )
        if right:
            session.resume_session(current, now=now)
            return redirect("dashboard:index")
        form.add_error(question.slug, WRONG)
    return render(request, "assisted/resume.html", {"form": form})


@for_staff(*ADVISERS)
@require_POST
def end(request: AssistedRequest) -> HttpResponse:
    current = _under_way(request)
    session.end_session(current, why=Ending.FINISHED, now=timezone.now())
    browser.untie(request)
    return redirect("assisted:summary", session_id=current.pk)


@for_staff(*ADVISERS)
@require_POST
def end_elsewhere(request: AssistedRequest) -> HttpResponse:
    """End a session left open at another desk, from here."""
    ended = session.end_open_session(staff_of(request), why=Ending.MOVED, now=timezone.now())
    if ended is None:
        return redirect("assisted:start")
    return redirect("assisted:summary", session_id=ended.pk)


@for_staff(*ADVISERS)
@require_safe
def summary(request: AssistedRequest, session_id: UUID) -> HttpResponse:
    """To print and to hand over. Staff can open their own for an hour."""
    found = session.find_session(session_id, staff_of(request))
    if found is None:
        raise Http404
    if found.ended_at is None or timezone.now() - found.ended_at > SUMMARY_STAYS:
        raise NotPermitted(Refusal.NOT_HELPING)
    return render(request, "assisted/summary.html", {"summary": summarise(found), "session": found})


def _under_way(request: AssistedRequest) -> AssistedSession:
    """The session of this browser. Raises NotPermitted when there is none."""
    here = request.assisting
    found = session.find_session(here.session_id, staff_of(request)) if here else None
    if found is None:
        raise NotPermitted(Refusal.NOT_HELPING)
    return found
