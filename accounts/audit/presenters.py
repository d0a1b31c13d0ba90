"""Audit entries in plain words: one sentence each, for the resident and for the council alike."""

import re

from django.template import Context
from django.template.loader import get_template

from accounts.audit.models import AuditEntry

TASKS = {
    "pay": "Pay",
    "report-repair": "Report a repair",
    "book-repair-visit": "Choose a time for a repair",
    "report-change": "Tell us about a change",
    "upload-evidence": "Send evidence",
    "apply-council-tax-reduction": "Apply for Council Tax Reduction",
    "challenge-decision": "Challenge a decision",
    "renew-permit": "Renew a permit",
    "buy-visitor-sessions": "Buy visitor sessions",
    "change-vehicle": "Change the vehicle on a permit",
    "challenge-notice": "Challenge a parking fine",
    "book-session": "Book an activity",
    "cancel-booking": "Cancel a booking",
    "cancel-visitor-sessions": "Cancel an order of visitor sessions",
    "ask-for-assessment": "Ask for an assessment",
    "cancel-visit": "Cancel a care visit",
}

_SLUG = re.compile(r"[a-z]+(_[a-z]+)*")


def sentence_for(entry: AuditEntry, *, who: str) -> str:
    """What happened. `who` did it: "You", "We", or the name of a member of staff."""
    template = get_template(f"audit/events/{entry.event}.txt").template  # type: ignore[attr-defined]
    words = {
        "who": who,
        "subject": _in_words(entry.subject),
        "reason": entry.reason,
        "service": _in_words(str(entry.facts.get("service", ""))),
        "services": str(entry.facts.get("services", "")).replace("_", " "),
        "task": task_in_words(str(entry.facts.get("task", ""))).lower(),
        "facts": entry.facts,
    }
    # These are texts. Where they stand in a page, the page escapes them.
    return " ".join(str(template.render(Context(words, autoescape=False))).split())


def task_in_words(task: str) -> str:
    """A task nobody has put into words yet reads as its own name."""
    return TASKS.get(task) or task.replace("-", " ").capitalize()


def _in_words(subject: str) -> str:
    """A service's slug reads as its name; a reference stays exactly as it is."""
    return subject.replace("_", " ") if _SLUG.fullmatch(subject) else subject
