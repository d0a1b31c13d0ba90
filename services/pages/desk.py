"""The requests desk: what no council system took, for the staff who see to it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor, ActorRequest
from accounts.assisted import conflicts
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.decorators import for_staff
from accounts.assisted.help import staff_of
from accounts.assisted.permissions import MAY_FOLLOW_UP, services_followed_up_by
from accounts.assisted.services import council_services
from accounts.delivery import GIVE_UP_AFTER
from accounts.residents.models import Resident
from accounts.staff.forms import ResolutionForm
from services import following_up
from services.models import Submission

PER_PAGE = 20
SENT = "{}: we send it again within a minute."
DONE = "{} is off the list. The resident can read that we dealt with it."
GONE = "{}: nothing was done. Somebody was quicker than you, or it cannot be sent any more."


@for_staff(*MAY_FOLLOW_UP)
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Oldest first. Nobody is named here."""
    waiting = following_up.list_given_up(_services(request))
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    titles, dead = council_services(), following_up.list_dead(page.object_list)
    lines = [(each, titles[each.service], each.resident_id in dead) for each in page.object_list]
    return render(request, "services/desk/index.html", {"page": page, "lines": lines})


@for_staff(*MAY_FOLLOW_UP)
@require_safe
def desk_request(request: ActorRequest, submission_id: UUID) -> HttpResponse:
    """Whose it is. The resident can read that somebody looked."""
    submission, resident = _open(request, submission_id)
    return _page(request, submission, resident, ResolutionForm())


@for_staff(*MAY_FOLLOW_UP)
@require_POST
def send_again(request: ActorRequest, submission_id: UUID) -> HttpResponse:
    submission, _ = _open(request, submission_id)
    sent = following_up.send_again(submission, actor=_actor(request), now=timezone.now())
    return _back(request, submission, SENT if sent else GONE)


@for_staff(*MAY_FOLLOW_UP)
@require_POST
def deal_with_by_hand(request: ActorRequest, submission_id: UUID) -> HttpResponse:
    submission, resident = _open(request, submission_id)
    form = ResolutionForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, resident, form)
    done = following_up.deal_with_by_hand(
        submission,
        actor=_actor(request),
        resolution=form.cleaned_data["resolution"],
        now=timezone.now(),
    )
    return _back(request, submission, DONE if done else GONE)


def _services(request: ActorRequest) -> frozenset[str]:
    return services_followed_up_by(staff_of(request).roles, council_services())


def _actor(request: ActorRequest) -> Actor:
    return actor_at_desk(staff_of(request))


def _open(request: ActorRequest, submission_id: UUID) -> tuple[Submission, Resident]:
    """Raises Http404 for a service that is not theirs, and NotPermitted for who is too close."""
    submission = following_up.find(submission_id, _services(request))
    if submission is None:
        raise Http404
    resident = conflicts.find_resident(submission.resident_id)
    conflicts.check_may_follow_up(
        staff_of(request), submission.service, resident, now=timezone.now()
    )
    return submission, resident


def _page(
    request: ActorRequest, submission: Submission, resident: Resident, form: ResolutionForm
) -> HttpResponse:
    if not submission.is_given_up:
        return _back(request, submission, GONE)
    following_up.note_view(submission, actor=_actor(request))
    stops = {
        "has_died": bool(following_up.list_dead([submission])),
        "asked_since": following_up.find_asked_since(submission),
        "is_of_another_account": following_up.is_of_another_account(submission),
    }
    context = {
        "submission": submission,
        "service": council_services()[submission.service],
        "resident": resident,
        "was_refused": submission.attempts < GIVE_UP_AFTER,
        **stops,
        "can_be_sent_again": not any(stops.values()),
        "form": form,
    }
    return render(request, "services/desk/request.html", context)


def _back(request: ActorRequest, submission: Submission, words: str) -> HttpResponse:
    messages.info(request, words.format(submission.reference))
    return redirect("services:desk")
