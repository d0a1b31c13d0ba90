"""Every task of a service has a name for people to read; the seeded history is of such tasks."""

from accounts.audit.presenters import TASKS as NAMED
from portal.reporting.history import TASKS as SEEDED
from services import submissions
from services.housing.operations import BOOK_VISIT

SENT = {
    key
    for key, task in submissions._tasks.items()
    if task.deliver.__module__.startswith("services.")
}
DONE_AT_ONCE = {(BOOK_VISIT.service, BOOK_VISIT.name)}


def test_every_task_of_a_service_has_a_name():
    assert len(SENT) > 10
    assert {task for _, task in SENT | DONE_AT_ONCE} | {"pay"} == set(NAMED)


def test_the_history_is_of_tasks_that_residents_can_do_here():
    seeded = {(task.service, task.name) for task in SEEDED}

    assert {(service, task) for service, task in seeded if task != "pay"} <= SENT | DONE_AT_ONCE
