"""The page that follows sending something to a service: what, when, and what happens next.

    SENT = ReceiptPage(
        heading="We have your challenge",
        next_steps="parking/challenge",
        back=("parking:index", "Parking"),
        theirs="Parking team’s reference",
        promised="We answer by",
    )
    return SENT.show(request, submission)

What happens next is told by a template of the service for each state of a submission:
`next_waiting.html`, `next_delivered.html` and `next_given_up.html`.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from services.models import Submission

NOT_HANDED_OVER = "Please call us about this"
"""The heading when the service did not take it: what was asked has not been done."""
BY_HAND = "We dealt with this"
BY_HAND_STEPS = "services/next_by_hand.html"


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    heading: str
    """While it is kept or delivered: «We have your challenge»."""
    next_steps: str
    """The folder of the templates of what happens next."""
    back: tuple[str, str]
    """The address's name and the words of the way back."""
    theirs: str
    """What the service's own reference is called."""
    promised: str = ""
    """What the promised day is called; without a name it is not shown."""

    def show(
        self, request: ActorRequest, submission: Submission, **of_the_steps: object
    ) -> HttpResponse:
        """The page, for the submission as it stands now."""
        steps = f"{self.next_steps}/next_{submission.state}.html"
        context = {
            "receipt": self,
            "submission": submission,
            "heading": self._heading(submission),
            "next_steps": BY_HAND_STEPS if submission.by_hand else steps,
        }
        return render(request, "services/receipt.html", {**of_the_steps, **context})

    def _heading(self, submission: Submission) -> str:
        if submission.by_hand:
            return BY_HAND
        return NOT_HANDED_OVER if submission.is_given_up else self.heading
