"""Where a repair has got to: what was sent from here and what the housing system has, as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.actor import Actor
from accounts.delivery import DeliveryState
from services.contract import AccountReference
from services.housing.operations import list_reports
from services.housing.records import Repair, RepairState
from services.models import Submission
from services.supplied import LONDON

_WORDS = {
    RepairState.SUBMITTED: ("Received", "govuk-tag--blue"),
    RepairState.ACCEPTED: ("Choose a time", "govuk-tag--yellow"),
    RepairState.BOOKED: ("Visit booked", "govuk-tag--turquoise"),
    RepairState.MISSED: ("We could not get in", "govuk-tag--orange"),
    RepairState.WAITING: ("Waiting for parts", "govuk-tag--blue"),
    RepairState.COMPLETE: ("Finished", "govuk-tag--green"),
    RepairState.CANCELLED: ("Cancelled", "govuk-tag--grey"),
}

BY_HAND = "A member of our staff dealt with it by hand. Call us if something is still wrong."


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a timeline. `state` is done, now or next."""

    title: str
    state: str
    on: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RepairOnPage:
    """One repair as the resident sees it, wherever it is known."""

    reference: str
    """The work order's number, or ours until there is one."""
    our_reference: str
    title: str
    state: RepairState
    reported_on: date
    due_on: date | None
    priority: str = ""
    visit_words: str = ""
    visit_on: date | None = None
    closed_on: date | None = None
    is_stuck: bool = False
    """It could not be handed over: nobody has it until the resident calls."""
    is_by_hand: bool = False
    """It could not be handed over, and a member of staff dealt with it."""

    @property
    def is_open(self) -> bool:
        return self.state.is_open and not self.is_by_hand

    @property
    def words(self) -> str:
        if self.is_by_hand:
            return "We dealt with this"
        return "Please call us" if self.is_stuck else _WORDS[self.state][0]

    @property
    def tag(self) -> dict[str, str]:
        return {"text": self.words, "classes": _WORDS[self.state][1]}

    @property
    def can_choose_a_visit(self) -> bool:
        return self.state in {RepairState.ACCEPTED, RepairState.BOOKED}

    @property
    def steps(self) -> tuple[Step, ...]:
        return _steps(self)


def merge(actor: Actor, account: AccountReference, repairs: Iterable[Repair]) -> list[RepairOnPage]:
    """Everything reported from here and everything the housing system has, newest first."""
    sent = {each.supplier_reference or each.reference: each for each in _reports(actor, account)}
    known = [from_housing(repair, sent.pop(repair.reference, None)) for repair in repairs]
    waiting = [from_here(submission) for submission in sent.values()]
    return sorted(
        known + waiting, key=lambda each: (each.reported_on, each.reference), reverse=True
    )


def only_ours(actor: Actor, account: AccountReference) -> list[RepairOnPage]:
    """What was sent from here, for when the housing system does not answer."""
    return [from_here(submission) for submission in _reports(actor, account)]


def from_housing(repair: Repair, submission: Submission | None) -> RepairOnPage:
    promised = submission.promised_on if submission else None
    return RepairOnPage(
        reference=repair.reference,
        our_reference=submission.reference if submission else "",
        title=repair.title,
        state=repair.state,
        reported_on=_day(submission.submitted_at if submission else repair.reported_at),
        due_on=promised or repair.due_on,
        priority=repair.priority,
        visit_words=repair.visit.words if repair.visit else "",
        visit_on=repair.visit.on if repair.visit else None,
        closed_on=repair.closed_on,
    )


def from_here(submission: Submission) -> RepairOnPage:
    title = submission.title.removeprefix("Repair: ")
    return RepairOnPage(
        reference=submission.supplier_reference or submission.reference,
        our_reference=submission.reference,
        title=title[:1].upper() + title[1:],
        state=RepairState.SUBMITTED,
        reported_on=_day(submission.submitted_at),
        due_on=submission.promised_on,
        is_stuck=submission.state == DeliveryState.GIVEN_UP,
        is_by_hand=submission.by_hand,
    )


def _reports(actor: Actor, account: AccountReference) -> Iterable[Submission]:
    return list_reports(actor=actor, account=account)[:100]


def _steps(repair: RepairOnPage) -> tuple[Step, ...]:
    if repair.is_by_hand:
        return (_reported(repair), Step("Dealt with", "now", text=BY_HAND))
    if repair.state is RepairState.CANCELLED:
        return (_reported(repair), Step("Cancelled", "now", repair.closed_on))
    return (_reported(repair), _accepted(repair), _visited(repair), _finished(repair))


def _reported(repair: RepairOnPage) -> Step:
    return Step("Reported", "done", repair.reported_on)


def _accepted(repair: RepairOnPage) -> Step:
    if repair.state is not RepairState.SUBMITTED:
        return Step("Accepted", "done", text=f"Repair number {repair.reference}")
    if repair.is_stuck:
        text = (
            "We could not hand it to the repairs team by computer, so nobody has it yet. Call us."
        )
        return Step("Accepted", "now", text=text)
    return Step("Accepted", "now", text="We have it safely and are handing it to the repairs team.")


def _visited(repair: RepairOnPage) -> Step:
    words = repair.visit_words[:1].upper() + repair.visit_words[1:]
    if repair.state is RepairState.BOOKED:
        return Step("Visit", "now", repair.visit_on, words)
    if repair.state is RepairState.MISSED:
        text = "We came and could not get in. Call us to choose another time."
        return Step("Visit", "now", repair.visit_on, text)
    if repair.state is RepairState.ACCEPTED:
        return Step("Visit", "now", text="Choose a time that suits you.")
    if repair.state is RepairState.WAITING:
        return Step("Visit", "now", text="We are waiting for parts or for an approval.")
    if repair.state is RepairState.COMPLETE:
        return Step("Visit", "done", repair.visit_on)
    return Step("Visit", "next")


def _finished(repair: RepairOnPage) -> Step:
    if repair.state is RepairState.COMPLETE:
        return Step("Finished", "done", repair.closed_on)
    by = f"By {repair.due_on:%-d %B %Y}" if repair.due_on else ""
    return Step("Finished", "next", text=by)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
