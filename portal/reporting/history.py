"""24 months of believable history: how a town moves from telephone to screen, month by month.

Deterministic from its seed and the day it ends. Journeys are made one by one, as real ones are, so
that the facts are counted from them and from nothing else.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts.channels import Channel
from portal.reporting.facts import LONDON
from portal.reporting.imports import Count
from portal.reporting.periods import add_months, month_of, months_between
from services.models import Journey, Outcome

SEED = "Thornbridge"
MONTHS = 24
WEEKEND = 5
QUIET_AT_WEEKENDS = 0.55


@dataclass(frozen=True, slots=True)
class Task:
    """A task's attempts on an ordinary day, and how well its pages work at first and lately."""

    service: str
    name: str
    a_day: float
    completed_first: float
    completed_lately: float
    busy: frozenset[int] = frozenset()
    """Months with more of it: repairs in winter, permits when the year turns."""


WINTER = frozenset({11, 12, 1, 2})
SPRING = frozenset({3, 4})
TASKS = (
    Task("housing", "report-repair", 9.1, 0.71, 0.86, WINTER),
    Task("housing", "book-repair-visit", 2.8, 0.80, 0.90, WINTER),
    Task("housing", "pay", 8.4, 0.86, 0.94),
    Task("benefits", "report-change", 4.2, 0.52, 0.69, SPRING),
    Task("benefits", "upload-evidence", 3.5, 0.63, 0.81, SPRING),
    Task("parking", "renew-permit", 4.9, 0.74, 0.88, SPRING),
    Task("parking", "challenge-notice", 2.1, 0.58, 0.66),
    Task("parking", "pay", 6.3, 0.88, 0.95),
    Task("leisure", "book-session", 8.4, 0.77, 0.89, frozenset({1, 6, 7})),
    Task("leisure", "cancel-booking", 1.4, 0.91, 0.96),
    Task("social_care", "ask-for-assessment", 1.4, 0.44, 0.58, WINTER),
    Task("social_care", "cancel-visit", 1, 0.61, 0.72),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """What comes by a channel we do not see, a month: at first, and lately."""

    service: str
    channel: Channel
    first: int
    lately: int


CONTACTS = (
    Contact("housing", Channel.TELEPHONE, 580, 228),
    Contact("housing", Channel.FACE_TO_FACE, 156, 63),
    Contact("housing", Channel.POST, 48, 18),
    Contact("benefits", Channel.TELEPHONE, 392, 192),
    Contact("benefits", Channel.FACE_TO_FACE, 184, 99),
    Contact("benefits", Channel.POST, 216, 84),
    Contact("parking", Channel.TELEPHONE, 288, 93),
    Contact("parking", Channel.FACE_TO_FACE, 56, 18),
    Contact("parking", Channel.POST, 132, 42),
    Contact("leisure", Channel.TELEPHONE, 244, 72),
    Contact("leisure", Channel.FACE_TO_FACE, 328, 135),
    Contact("social_care", Channel.TELEPHONE, 172, 114),
    Contact("social_care", Channel.FACE_TO_FACE, 36, 24),
    Contact("social_care", Channel.POST, 28, 12),
)


def first_month(today: date) -> date:
    return add_months(month_of(today), -MONTHS)


def journeys_until(today: date) -> Iterator[Journey]:
    """Every attempt from 24 months back up to and with yesterday, in order of the day."""
    first = datetime.combine(first_month(today), time.min)
    chance = random.Random(f"{SEED} {today}")  # noqa: S311  (not a secret)
    days = (today - first.date()).days
    for number in range(days):
        day = first.date() + timedelta(days=number)
        for task in TASKS:
            for _ in range(_attempts(task, day, number / days, chance)):
                yield _attempt(task, day, number / days, chance)


def contacts_until(today: date) -> list[Count]:
    """The monthly counts of the other channels; the month of `today` is not counted yet."""
    chance = random.Random(f"{SEED} contacts {today}")  # noqa: S311  (not a secret)
    months = list(months_between(first_month(today), add_months(month_of(today), -1)))
    return [
        Count(month, contact.service, contact.channel, _in_month(contact, number, chance))
        for number, month in enumerate(months)
        for contact in CONTACTS
    ]


def _attempts(task: Task, day: date, progress: float, chance: random.Random) -> int:
    """Online use doubles over the two years, and rests at weekends."""
    expected = task.a_day * (0.6 + 0.8 * progress)
    if day.weekday() >= WEEKEND:
        expected *= QUIET_AT_WEEKENDS
    if day.month in task.busy:
        expected *= 1.35
    return max(0, round(chance.gauss(expected, expected**0.5)))


def _attempt(task: Task, day: date, progress: float, chance: random.Random) -> Journey:
    channel = _channel(task, progress, chance)
    minute = min(max(int(chance.gauss(13.5 * 60, 3.6 * 60)), 6 * 60), 23 * 60 + 50)
    started_at = datetime.combine(day, time(minute // 60, minute % 60), LONDON)
    likely = task.completed_first + (task.completed_lately - task.completed_first) * progress
    if channel.is_assisted:
        likely = min(0.97, likely + 0.12)
    is_completed = chance.random() < likely
    outcome = Outcome.COMPLETED if is_completed else _gave_up(chance)
    finished_at = started_at + timedelta(seconds=chance.randint(70, 1500))
    return Journey(
        id=uuid.UUID(int=chance.getrandbits(128), version=4),
        service=task.service,
        task=task.name,
        channel=channel,
        started_at=started_at,
        finished_at=finished_at,
        outcome=outcome,
    )


def _channel(task: Task, progress: float, chance: random.Random) -> Channel:
    """Help is asked for most in care and benefits, and a little less each month."""
    most = {"social_care": 0.42, "benefits": 0.27, "housing": 0.17}.get(task.service, 0.08)
    helped = most * (1 - 0.25 * progress)
    if chance.random() >= helped:
        return Channel.SELF_SERVE
    in_person = chance.random() < 0.6
    return Channel.ASSISTED_FACE_TO_FACE if in_person else Channel.ASSISTED_TELEPHONE


def _gave_up(chance: random.Random) -> Outcome:
    return Outcome.FAILED if chance.random() < 0.12 else Outcome.ABANDONED


def _in_month(contact: Contact, number: int, chance: random.Random) -> int:
    expected = contact.first + (contact.lately - contact.first) * number / (MONTHS - 1)
    return max(0, round(chance.gauss(expected, expected * 0.05)))
