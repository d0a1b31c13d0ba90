"""Audit entries in plain words: one sentence each, for the resident and for the council alike."""

import re

from django.template import Context
from django.template.loader import get_template

from accounts.audit.models import AuditEntry

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
        "task": str(entry.facts.get("task", "")).replace("-", " "),
        "facts": entry.facts,
    }
    # These are texts. Where they stand in a page, the page escapes them.
    return " ".join(str(template.render(Context(words, autoescape=False))).split())


def _in_words(subject: str) -> str:
    """A service's slug reads as its name; a reference stays exactly as it is."""
    return subject.replace("_", " ") if _SLUG.fullmatch(subject) else subject
