"""What each role can do here: on the staff's first page, and in the header of all."""

from dataclasses import dataclass

from accounts.staff.models import StaffMember
from accounts.staff.roles import ADVISERS, Role


@dataclass(frozen=True, slots=True)
class Task:
    """A link for everybody who has one of `roles`."""

    title: str
    text: str
    address: str
    roles: frozenset[Role]


TASKS = (
    Task(
        "Help a resident",
        "Find somebody, check who they are, and do things online with them or for them.",
        "/assist/",
        ADVISERS,
    ),
    Task(
        "Oversight",
        "How residents are helped: searches, refusals, and who is helping now.",
        "/assist/oversight/",
        frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    ),
    Task(
        "Requests",
        "What residents asked for and we could not hand over: send it again, or deal with it.",
        "/services/desk/",
        frozenset({Role.SUPERVISOR, Role.SOCIAL_CARE_ADVISER}),
    ),
    Task(
        "Reports",
        "How residents reach each service, what they finish and what it costs.",
        "/reports/",
        frozenset({Role.SERVICE_MANAGER, Role.SUPERVISOR, Role.AUDITOR, Role.ENGINEER}),
    ),
    Task(
        "Money desk",
        "Payments that do not match, refunds, and each day’s books.",
        "/payments/desk/",
        frozenset({Role.SERVICE_MANAGER, Role.SUPERVISOR, Role.AUDITOR}),
    ),
    Task(
        "Publish",
        "Guidance, service pages and messages about outages.",
        "/cms/",
        frozenset({Role.EDITOR}),
    ),
)


def tasks_for(member: StaffMember) -> list[Task]:
    return [task for task in TASKS if member.has_any_role(*task.roles)]
