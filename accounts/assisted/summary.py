"""What was done in one session, with both names: for the printed page and for the resident."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accessibility.plain_words import clock
from accounts.assisted.help import CHANNELS, minutes_in_words
from accounts.assisted.models import AssistedSession
from accounts.assisted.services import titles_of
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.presenters import sentence_for
from accounts.channels import Channel
from accounts.residents.contact import notify

LONDON = ZoneInfo("Europe/London")
KEEPING_ORDER = frozenset(
    {
        Event.RESIDENT_VIEWED,
        Event.MANDATE_ENDED,
        Event.SESSION_STARTED,
        Event.SESSION_PAUSED,
        Event.SESSION_RESUMED,
        Event.IDENTITY_FAILED,
        Event.SESSION_ENDED,
        Event.FORM_REFUSED,
        Event.ACCESS_REFUSED,
        Event.OWNERSHIP_REFUSED,
    }
)
"""About the help itself, and what was refused. Everything else was done for the resident."""
FITS_IN_A_LETTER = 420
SUMMARY_STAYS = timedelta(hours=1)
"""How long staff can still open it. After that it is the resident's alone."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, in a sentence with the reference to quote."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Who helped whom, where, when, with what, and what came of it."""

    reference: str
    resident_name: str
    staff_name: str
    place: str
    channel: str
    started_at: datetime
    ended_at: datetime | None
    lasted: str
    services: tuple[str, ...]
    looked_at: tuple[str, ...]
    done: tuple[Done, ...]
    refused: tuple[Done, ...]


def summarise(session: AssistedSession) -> Summary:
    """Read from the audit trail, so that it says what happened and not what was meant to."""
    entries = list(AuditEntry.objects.filter(assisted_session_id=session.pk).order_by("id"))
    looked_at = [entry.subject for entry in entries if entry.event == Event.RESIDENT_VIEWED]
    return Summary(
        reference=reference_of(session),
        resident_name=session.resident.full_name,
        staff_name=session.staff.name,
        place=session.staff.place_of_work,
        channel=CHANNELS[Channel(session.channel)],
        started_at=session.started_at,
        ended_at=session.ended_at,
        lasted=minutes_in_words((session.ended_at or session.last_seen_at) - session.started_at),
        services=titles_of(session.mandate.services),
        looked_at=titles_of(dict.fromkeys(looked_at)),
        done=_said(session, (one for one in entries if one.event not in KEEPING_ORDER)),
        refused=_said(session, (one for one in entries if one.event == Event.ACCESS_REFUSED)),
    )


def send_summary(session: AssistedSession) -> None:
    """By the resident's own route: a letter for somebody without e-mail."""
    summary = summarise(session)
    started = session.started_at.astimezone(LONDON)
    notify(
        session.resident_id,
        "assisted-summary",
        reference=f"assisted-summary-{session.pk}",
        staff_name=summary.staff_name,
        place=summary.place,
        channel=summary.channel,
        started=f"{clock(started)} on {started:%-d %B %Y}",
        lasted=summary.lasted,
        services=", ".join(summary.services).lower(),
        done=_within(FITS_IN_A_LETTER, [done.text for done in summary.done]),
        session_reference=summary.reference,
    )


def reference_of(session: AssistedSession) -> str:
    """Short enough to read out on the telephone."""
    return f"HELP-{session.pk.hex[:4]}-{session.pk.hex[4:8]}".upper()


def _said(session: AssistedSession, entries: Iterable[AuditEntry]) -> tuple[Done, ...]:
    who = session.staff.name
    return tuple(Done(one.happened_at, sentence_for(one, who=who)) for one in entries)


def _within(longest: int, lines: list[str]) -> str:
    """The lines that fit, and how many more there are."""
    kept: list[str] = []
    for line in lines:
        if sum(len(other) + 3 for other in kept) + len(line) > longest:
            left = len(lines) - len(kept)
            return "\n".join([*kept, f"- and {left} more: ask us for the whole list"])
        kept.append(f"- {line}")
    return "\n".join(kept)
