"""May this person? What each role may do for a resident, whoever the resident is.

Whether the situation allows it (agreed, checked, in time) is asked in `policies`.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from accounts.staff.roles import ADVISERS, Role


class Action(StrEnum):
    VIEW = "view"
    CHANGE = "change"

    @classmethod
    def of(cls, method: str | None) -> "Action":
        """What an HTTP method does. Anything that is not plainly reading is a change."""
        return cls.VIEW if method in {"GET", "HEAD", "OPTIONS"} else cls.CHANGE


OVERVIEW = ""
"""Pages about the whole account, such as the dashboard."""

CLOSED_TO_STAFF = frozenset(
    {"sign_in", "security", "bank", "delegates", "activity", "card_payment"}
)
"""The resident's alone, whatever the role and whatever was agreed."""

VIEW_ONLY = frozenset({"details"})
"""Whoever could change how we reach a resident could take over the account."""

NEEDS_OWN_ROLE = {"social_care": frozenset({Role.SOCIAL_CARE_ADVISER})}

FOLLOWS_UP = frozenset({Role.SUPERVISOR})
"""Who deals with requests that no system took, of services that need no role of their own."""

MAY_FOLLOW_UP = FOLLOWS_UP.union(*NEEDS_OWN_ROLE.values())

COVERED_BY_ANY_MANDATE = frozenset({OVERVIEW, "details", "payments"})
"""Not council services: open as soon as the resident has agreed to anything."""


def may(roles: Iterable[str], area: str, action: Action) -> bool:
    """Whether somebody with these roles may do this in this area for any resident at all."""
    if area in CLOSED_TO_STAFF or (area in VIEW_ONLY and action is not Action.VIEW):
        return False
    return not NEEDS_OWN_ROLE.get(area, ADVISERS).isdisjoint(roles)


def services_open_to(roles: Collection[str], services: Iterable[str]) -> frozenset[str]:
    """Those of `services` that somebody with these roles may see. The others are not mentioned."""
    return frozenset(slug for slug in services if may(roles, slug, Action.VIEW))


def services_followed_up_by(roles: Collection[str], services: Iterable[str]) -> frozenset[str]:
    """Those of `services` whose requests these roles deal with when no system took them."""
    return frozenset(
        slug for slug in services if not NEEDS_OWN_ROLE.get(slug, FOLLOWS_UP).isdisjoint(roles)
    )


def is_adviser(roles: Iterable[str]) -> bool:
    return not ADVISERS.isdisjoint(roles)
