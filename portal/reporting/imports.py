"""Counts from the channels we cannot see: telephone, counters and post, month by month.

A file is taken whole or not at all. What is wrong with it is said line by line, in words that the
person who made the spreadsheet can act on.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.channels import Channel
from portal.reporting.models import ContactVolume

COLUMNS = ("month", "service", "channel", "count")
CHANNELS = {
    "telephone": Channel.TELEPHONE,
    "counter": Channel.FACE_TO_FACE,
    "face to face": Channel.FACE_TO_FACE,
    "post": Channel.POST,
}
LARGEST_COUNT = 1_000_000
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Count:
    month: date
    service: str
    channel: Channel
    count: int


@dataclass(frozen=True, slots=True)
class LineProblem:
    line: int
    problem: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.problem}"


class ImportRefused(Exception):
    """Nothing of the file was taken; `problems` says why."""

    def __init__(self, problems: list[LineProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def read_counts(text: str, *, services: Mapping[str, str], today: date) -> list[Count]:
    """Read a CSV file's text. `services` maps titles and slugs, in lower case, to slugs."""
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), restkey="more", strict=True)
    try:
        header = [name.strip().lower() for name in reader.fieldnames or ()]
        if missing := [name for name in COLUMNS if name not in header]:
            raise ImportRefused([LineProblem(1, _missing(missing))])
        reader.fieldnames = header
        return _read_lines(reader, services, today)
    except csv.Error as wrong:
        line = reader.line_num + 1
        raise ImportRefused([LineProblem(line, f"this is not CSV ({wrong})")]) from wrong


def keep_counts(counts: list[Count], *, actor: Actor, now: datetime) -> int:
    """Make these the current counts; return how many corrected an earlier one."""
    corrected = 0
    with transaction.atomic():
        for count in counts:
            corrected += ContactVolume.objects.filter(
                month=count.month, service=count.service, channel=count.channel, superseded_at=None
            ).update(superseded_at=now)
        ContactVolume.objects.bulk_create(
            ContactVolume(
                month=count.month,
                service=count.service,
                channel=count.channel,
                count=count.count,
                imported_at=now,
            )
            for count in counts
        )
        record(Event.COUNTS_IMPORTED, actor=actor, counts=len(counts), corrected=corrected)
    return corrected


def _read_lines(
    reader: "csv.DictReader[str]", services: Mapping[str, str], today: date
) -> list[Count]:
    counts: dict[tuple[date, str, Channel], Count] = {}
    problems: list[LineProblem] = []
    for row in reader:
        if _is_empty(row):
            continue
        line = reader.line_num
        if line > MOST_LINES:
            raise ImportRefused([LineProblem(line, f"a file has at most {MOST_LINES} lines")])
        wrong = list(_problems(row, services, today))
        if wrong:
            problems += [LineProblem(line, problem) for problem in wrong]
            continue
        count = _count(row, services)
        key = (count.month, count.service, count.channel)
        if key in counts:
            problems.append(LineProblem(line, "the same month, service and channel came before"))
        counts[key] = count
    if not counts and not problems:
        problems.append(LineProblem(2, "there is nothing below the headings"))
    if problems:
        raise ImportRefused(problems)
    return list(counts.values())


def _is_empty(row: Mapping[str, str | None]) -> bool:
    """As spreadsheets leave rows behind that somebody has cleared: commas and nothing else."""
    return not any("".join(cell or "").strip() for cell in row.values())


def _count(row: Mapping[str, str], services: Mapping[str, str]) -> Count:
    return Count(
        month=_month(row["month"]) or date.min,
        service=services[_word(row["service"])],
        channel=CHANNELS[_word(row["channel"])],
        count=_number(row["count"]) or 0,
    )


def _problems(row: Mapping[str, str], services: Mapping[str, str], today: date) -> Iterator[str]:
    if "more" in row or None in row.values():
        yield f"it does not have the columns {', '.join(COLUMNS)}"
        return
    month = _month(row["month"])
    if month is None:
        yield f"“{row['month']}” is not a month. Write it like 2026-04"
    elif month > today:
        yield f"{row['month']} has not begun"
    if _word(row["service"]) not in services:
        yield f"“{row['service']}” is not one of our services"
    if _word(row["channel"]) not in CHANNELS:
        yield f"“{row['channel']}” is not a channel. Use {', '.join(CHANNELS)}"
    if _number(row["count"]) is None:
        yield f"“{row['count']}” is not a whole number from 0 to {LARGEST_COUNT}"


def _month(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    text = text.strip().replace(",", "")
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_COUNT))):
        return None
    return int(text) if int(text) <= LARGEST_COUNT else None


def _word(text: str) -> str:
    return " ".join(text.lower().split())


def _missing(names: list[str]) -> str:
    return f"the headings must be {', '.join(COLUMNS)}; {' and '.join(names)} is not among them"
