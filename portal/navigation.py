"""What stands in the header: the main sections, for residents, for staff and for visitors."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from accounts.assisted.permissions import services_followed_up_by
from accounts.assisted.services import council_services
from accounts.staff.tasks import TASKS
from services.following_up import list_given_up


@dataclass(frozen=True, slots=True)
class Section:
    """One link of the header."""

    text: str
    address: str
    below: tuple[str, ...] = ()
    """Where its pages are, when they do not all start with the address of the section itself."""

    def holds(self, path: str) -> int:
        """How much of this address is the section's own, in letters."""
        own = self.below or (self.address,)
        return max((len(prefix) for prefix in own if path.startswith(prefix)), default=0)


@dataclass(frozen=True, slots=True)
class Way:
    """In or out of the account: a link to sign in, a form to sign out."""

    text: str
    address: str
    posts: bool


RESIDENT_SECTIONS = (
    Section("Your account", "/account/"),
    Section("Services", "/account/#services", below=("/services/",)),
    Section("Payments", "/payments/"),
    Section("Messages", "/account/messages/"),
    Section(
        "Your details",
        "/account/security/",
        below=("/account/security/", "/account/details/", "/account/activity/"),
    ),
    Section("Help", "/help/"),
)
ASSISTED_SECTIONS = tuple(
    section for section in RESIDENT_SECTIONS if section.text not in {"Messages", "Your details"}
)
"""What staff who help may open: a resident's messages and ways to sign in are never theirs."""
VISITOR_SECTIONS = (
    Section("Services", "/#services", below=("/services/",)),
    Section("Help", "/help/"),
)
REQUESTS = Section("Requests", "/services/desk/")

SIGN_IN = Way("Sign in", "/account/sign-in/", posts=False)
SIGN_OUT = Way("Sign out", "/account/sign-out/", posts=True)
STAFF_SIGN_OUT = Way("Sign out", "/staff/sign-out/", posts=True)


def sections_for(request: HttpRequest) -> tuple[Section, ...]:
    """While assisting, staff see the resident's sections: they are doing the resident's things."""
    if not request.user.is_authenticated:
        return VISITOR_SECTIONS
    if not request.user.is_staff:
        return RESIDENT_SECTIONS
    return ASSISTED_SECTIONS if _is_assisting(request) else staff_sections(_roles(request))


def current_section(sections: Iterable[Section], path: str) -> Section | None:
    """The one whose address the page's address starts with; the longest, if there are several."""
    around = [section for section in sections if section.holds(path)]
    return max(around, key=lambda section: section.holds(path), default=None)


def staff_sections(roles: Iterable[str]) -> tuple[Section, ...]:
    """What stands on the staff's first page, in the same order."""
    mine = frozenset(roles)
    return tuple(Section(task.title, task.address) for task in TASKS if task.roles & mine)


def count_requests(request: HttpRequest) -> int:
    """How many this member of staff may see to."""
    services = services_followed_up_by(_roles(request), council_services())
    return list_given_up(services).count()


def way_for(request: HttpRequest) -> Way:
    if not request.user.is_authenticated:
        return SIGN_IN
    return STAFF_SIGN_OUT if request.user.is_staff else SIGN_OUT


def _is_assisting(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.is_assisting


def _roles(request: HttpRequest) -> list[str]:
    member = getattr(request.user, "staff_member", None)
    return list(member.roles) if member else []
