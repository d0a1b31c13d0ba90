"""The exact words a resident agrees to. Each version is kept for ever: records point at it.

To change the words, add a version and make it the one that is used. Never edit one that was shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from accessibility.plain_words import clock
from accounts.mandates.standing import Authority

LONDON = ZoneInfo("Europe/London")
OWN_WORDS, WORDS_FOR_ANOTHER = 1, 2
"""The versions in use: of residents themselves, and of whoever agrees with authority for one."""


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
    given_by: str = ""
    """Whoever agrees for the resident; empty when it is the resident."""
    authority: Authority = Authority.OWN


AUTHORITY_IN_WORDS: dict[Language, dict[Authority, str]] = {
    Language.ENGLISH: {
        Authority.PARENT: "their parent or guardian",
        Authority.APPOINTEE: "their appointee for benefits",
        Authority.MONEY: "their attorney or deputy for property and money",
        Authority.CARE: "their attorney or deputy for health and welfare",
    },
    Language.WELSH: {
        Authority.PARENT: "rhiant neu warcheidwad",
        Authority.APPOINTEE: "penodai ar gyfer budd-daliadau",
        Authority.MONEY: "atwrnai neu ddirprwy dros eiddo ac arian",
        Authority.CARE: "atwrnai neu ddirprwy dros iechyd a lles",
    },
}
WORDS = Path(__file__).parent / "words"
WORDINGS: dict[tuple[int, Language], str] = {
    (version, language): (WORDS / f"{version}.{language}.txt").read_text(encoding="utf-8").strip()
    for version in (OWN_WORDS, WORDS_FOR_ANOTHER)
    for language in Language
}


def words_for(terms: Terms, *, language: Language = Language.ENGLISH) -> str:
    """The whole text, exactly as it is shown, printed or read aloud."""
    return WORDINGS[version_for(terms.authority), language].format(
        given_by=terms.given_by,
        authority=AUTHORITY_IN_WORDS[language].get(terms.authority, ""),
        resident=terms.resident,
        staff=terms.staff,
        place=terms.place,
        council=terms.council,
        telephone=terms.telephone,
        services=_joined(terms.services, language),
        until=_when(terms.until, language),
    )


def version_for(authority: Authority) -> int:
    """The words in use for whoever agrees."""
    return OWN_WORDS if authority is Authority.OWN else WORDS_FOR_ANOTHER


def hash_of(words: str) -> str:
    """SHA-256 of the words, so that a changed copy can be told from the one that was agreed."""
    return hashlib.sha256(words.encode()).hexdigest()


def _when(instant: datetime, language: Language) -> str:
    here = instant.astimezone(LONDON)
    # Months are named in English alone, whatever the machine's locale is.
    if language is Language.WELSH:
        return f"{here:%-d/%-m/%Y, %H:%M}"
    return f"{clock(here)} on {here:%-d %B %Y}"


def _joined(services: Sequence[str], language: Language) -> str:
    lowered = [service[:1].lower() + service[1:] for service in services]
    if language is Language.WELSH:
        return ", ".join(lowered)
    *first, last = lowered or ["account"]
    return f"{', '.join(first)} and {last}" if first else last
