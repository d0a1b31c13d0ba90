"""Who may agree for a resident: themselves, or somebody with authority, and how far that goes.

Rules as data. `why_not` answers; nothing here knows who is at which desk.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import models

OLD_ENOUGH = 16


class Authority(models.TextChoices):
    OWN = "own", "The resident, for themselves"
    PARENT = "parent", "A parent or guardian, for a child under 16"
    APPOINTEE = "appointee", "An appointee for benefits"
    MONEY = "money", "An attorney or deputy for property and money"
    CARE = "care", "An attorney or deputy for health and welfare"


EVERYTHING = None
COVERS: dict[Authority, frozenset[str] | None] = {
    Authority.OWN: EVERYTHING,
    Authority.PARENT: EVERYTHING,
    Authority.APPOINTEE: frozenset({"benefits"}),
    Authority.MONEY: frozenset({"housing", "benefits", "parking", "leisure"}),
    Authority.CARE: frozenset({"social_care"}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Who agrees, with what authority, and until when the document says it lasts."""

    authority: Authority = Authority.OWN
    name: str = ""
    ends_on: date | None = None


THEMSELVES = Standing()


def why_not(
    standing: Standing, *, born_on: date | None, services: Collection[str], today: date
) -> tuple[str, str] | None:
    """The field that is wrong and what is wrong with it, or None when they may agree."""
    authority = standing.authority
    if authority is Authority.OWN:
        child = is_child(born_on, today=today)
        return ("authority", "They are under 16: a parent or guardian agrees.") if child else None
    if not standing.name.strip():
        return "given_by", "Enter the name of the person who agrees."
    if authority is Authority.PARENT and not is_child(born_on, today=today):
        return "authority", "They are 16 or older, or we do not know their age: they agree."
    if standing.ends_on is not None and standing.ends_on < today:
        return "authority_ends_on", "This authority has ended."
    covered = COVERS[authority]
    if covered is not EVERYTHING and not set(services) <= covered:
        return "services", "This authority does not cover all of these services."
    return None


def is_child(born_on: date | None, *, today: date) -> bool:
    """Under 16. Whose birthday we do not know is not treated as a child."""
    if born_on is None:
        return False
    had_birthday = (today.month, today.day) >= (born_on.month, born_on.day)
    return today.year - born_on.year - (not had_birthday) < OLD_ENOUGH
