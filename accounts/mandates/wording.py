"""The exact words a resident agrees to. Each version is kept for ever: records point at it.

To change the words, add a version and make it current. Never edit one that was shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
CURRENT_VERSION = 1


class Language(StrEnum):
    ENGLISH = "en"
    WELSH = "cy"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the words are about."""

    resident: str
    staff: str
    place: str
    council: str
    telephone: str
    services: tuple[str, ...]
    """As residents know them: "Housing", not its slug."""
    until: datetime


WORDS = Path(__file__).parent / "words"
WORDINGS: dict[tuple[int, Language], str] = {
    (1, language): (WORDS / f"1.{language}.txt").read_text(encoding="utf-8").strip()
    for language in Language
}


def words_for(
    terms: Terms, *, language: Language = Language.ENGLISH, version: int = CURRENT_VERSION
) -> str:
    """The whole text, exactly as it is shown, printed or read aloud."""
    return WORDINGS[version, language].format(
        resident=terms.resident,
        staff=terms.staff,
        place=terms.place,
        council=terms.council,
        telephone=terms.telephone,
        services=_joined(terms.services, language),
        until=_when(terms.until, language),
    )


def hash_of(words: str) -> str:
    """SHA-256 of the words, so that a changed copy can be told from the one that was agreed."""
    return hashlib.sha256(words.encode()).hexdigest()


def _when(instant: datetime, language: Language) -> str:
    here = instant.astimezone(LONDON)
    # Months are named in English alone, whatever the machine's locale is.
    return (
        f"{here:%-d/%-m/%Y, %H:%M}" if language is Language.WELSH else f"{here:%H:%M on %-d %B %Y}"
    )


def _joined(services: Sequence[str], language: Language) -> str:
    lowered = [service[:1].lower() + service[1:] for service in services]
    if language is Language.WELSH:
        return ", ".join(lowered)
    *first, last = lowered or ["account"]
    return f"{', '.join(first)} and {last}" if first else last
