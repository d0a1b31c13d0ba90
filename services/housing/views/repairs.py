"""Every repair of the home, one repair, and its visit."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actor import ActorRequest
from accounts.assisted.decorators import for_resident
from accounts.ownership import list_owned
from services.answering import answers_for
from services.contract import AccountReference, ServiceUnavailable, WrongRecord
from services.housing import operations
from services.housing.adapter import HousingAdapter
from services.housing.forms import VisitForm
from services.housing.records import NoSuchRepair, Repair, RepairInFull, Slot
from services.housing.views import progress
from services.links import reference_for
from services.models import Submission
from services.network import run
from services.tasks import CancelVisitForm, sent_form_key

TOO_LATE = "This visit cannot be cancelled online any more. Call us."
NOT_FREE = "This time has just been taken. Choose another one."
DOWN = (
    "We could not book this because the repairs system is not answering. Nothing has changed: try "
    "again in a few minutes, or call us."
)


@for_resident("housing")
@answers_for("housing")
@require_GET
def repairs(request: ActorRequest) -> HttpResponse:
    """All repairs. Without the housing system: what was sent from here, and a plain word."""
    reference = reference_for(request.actor, "housing", now=timezone.now())
    try:
        known = run(HousingAdapter.from_settings().fetch_repairs(reference))
    except WrongRecord:
        raise
    except ServiceUnavailable:
        found, complete = progress.only_ours(request.actor, reference), False
    else:
        found, complete = progress.merge(request.actor, reference, known), True
    return render(
        request,
        "housing/repairs.html",
        {
            "under_way": [repair for repair in found if repair.is_open],
            "finished": [repair for repair in found if not repair.is_open],
            "is_complete": complete,
        },
    )


@for_resident("housing")
@answers_for("housing")
@require_GET
def repair(request: ActorRequest, reference: str) -> HttpResponse:
    """One repair: where it has got to, its visit, its notes and photos."""
    account = reference_for(request.actor, "housing", now=timezone.now())
    submission = _submission(request, reference)
    context: dict[str, object] = {"photos": _photos(submission)}
    if reference.isdigit():
        found = _find(account, reference)
        context["repair"] = progress.from_housing(found.repair, submission)
        context["notes"] = found.notes
    elif submission is None:
        raise Http404
    elif submission.supplier_reference:
        return redirect("housing:repair", submission.supplier_reference)
    else:
        context["repair"] = progress.from_here(submission)
    return render(request, "housing/repair.html", context)


@for_resident("housing")
@answers_for("housing")
@require_http_methods(["GET", "POST"])
def visit(request: ActorRequest, number: str) -> HttpResponse:
    """Choose when we come, or choose again."""
    account = reference_for(request.actor, "housing", now=timezone.now())
    journey = operations.BOOK_VISIT.begin(request)
    found, slots = _find_visits(account, number)
    form = VisitForm(request.POST or None, slots=slots)
    if request.method == "POST" and form.is_valid():
        try:
            operations.book_visit(
                actor=request.actor,
                account_reference=account,
                number=number,
                slot=form.cleaned_data["slot"],
                key=sent_form_key(request) or uuid4(),
                journey_id=journey,
            )
        except operations.VisitNotFree:
            form.add_error("slot", NOT_FREE)
        except ServiceUnavailable:
            form.add_error(None, DOWN)
        else:
            messages.success(request, "Your visit is booked.")
            return redirect("housing:repair", number)
    context = {"repair": found, "form": form, "slots": slots, "form_key": uuid4()}
    return render(request, "housing/visit.html", context)


@for_resident("housing")
@answers_for("housing")
@require_http_methods(["GET", "POST"])
def cancel_visit(request: ActorRequest, number: str) -> HttpResponse:
    """Ask once; then nobody comes, and the repair stays open."""
    account = reference_for(request.actor, "housing", now=timezone.now())
    found = _find(account, number).repair
    form = CancelVisitForm(
        request.POST.dict() or None, now_at=found.visit.starts_at if found.visit else ""
    )
    if request.method == "POST" and (found.visit is None or form.is_valid()):
        try:
            if found.visit:
                operations.cancel_visit(
                    actor=request.actor,
                    account_reference=account,
                    number=number,
                    key=form.cleaned_data["form_key"],
                )
        except operations.VisitNotFree:
            form.add_error(None, TOO_LATE)
        else:
            # Pressed twice, it is cancelled as well.
            messages.success(request, "Your visit is cancelled. The repair is still open.")
            return redirect("housing:repair", number)
    in_time = bool(found.visit) and progress.from_housing(found, None).can_choose_a_visit
    context = {"repair": found, "form": form, "in_time": in_time}
    return render(request, "housing/cancel_visit.html", context)


@for_resident("housing")
@require_GET
def photo(request: ActorRequest, photo_id: UUID) -> HttpResponse:
    """A photo the resident added."""
    return operations.REPORT.show_photo(request, photo_id)


def _submission(request: ActorRequest, reference: str) -> Submission | None:
    """The report of this repair, by our reference or by the repairs team's."""
    mine = list_owned(Submission, actor=request.actor).filter(service="housing")
    return mine.filter(Q(reference=reference) | Q(supplier_reference=reference)).first()


def _photos(submission: Submission | None) -> list[UUID]:
    if submission is None:
        return []
    return list(submission.attachments.order_by("created_at").values_list("pk", flat=True))


def _find(account: AccountReference, number: str) -> RepairInFull:
    try:
        return run(HousingAdapter.from_settings().fetch_repair(account, number))
    except NoSuchRepair as unknown:
        raise Http404 from unknown


def _find_visits(account: AccountReference, number: str) -> tuple[Repair, tuple[Slot, ...]]:
    try:
        return run(HousingAdapter.from_settings().fetch_visits(account, number))
    except NoSuchRepair as unknown:
        raise Http404 from unknown
