"""N17: half a million residents and two million lines of audit are no reason to wait.

`make plans` runs these, alone: on small tables PostgreSQL's choice depends on what other tests left
behind in its statistics.
"""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actor import Actor
from accounts.assisted.activity import list_activity
from accounts.assisted.conflicts import lives_with
from accounts.assisted.finding import Facts, find_residents
from accounts.assisted.oversight import watch
from accounts.audit.events import Event
from accounts.audit.record import record_refusal
from accounts.notifications import outbox
from payments import posting, settlement, withdrawals
from payments.desk.pages import refunds_to_decide
from services import submissions
from tests.factories.accounts import LibraryAdviserFactory, ResidentFactory
from tests.factories.payments import CreatedSessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
HERS = {
    "last_name": "Yusuf",
    "born_on": date(1991, 4, 17),
    "postcode": "TB1 4QN",
    "telephone": "07700 900141",
}


@pytest.fixture(autouse=True)
def alone_on_postgresql() -> None:
    if connection.vendor != "postgresql" or not os.environ.get("QUERY_PLANS"):
        pytest.skip("make plans asks PostgreSQL how it would do it")


OPEN_ATTEMPTS_ALONE = "one_open_session_per_charge"
"""An index of the few payments that are under way: reading all of it is reading little."""


def read_whole(work: Callable[[], object]) -> set[str]:
    """Tables of which no index leads to the rows that are wanted, however many there are."""
    with CaptureQueriesContext(connection) as queries:
        work()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # or it would not bother for a few rows
        return {table for query in queries for table in _read_whole(cursor, query["sql"])}


def _read_whole(cursor: Any, sql: str) -> Iterator[str]:
    if not sql.startswith(("SELECT", "UPDATE", "DELETE")) or sql.endswith(" LIMIT 1"):
        return
    cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
    plans = [one["Plan"] for one in json.loads(json.dumps(cursor.fetchone()[0]))]
    while plans:
        plan = plans.pop()
        plans += plan.get("Plans", [])
        is_whole = "Index Cond" not in plan and plan.get("Index Name") != OPEN_ATTEMPTS_ALONE
        if is_whole and plan["Node Type"] in {"Seq Scan", "Index Scan"}:
            yield plan["Relation Name"]


@pytest.mark.parametrize("known", list(combinations(HERS, 2)), ids=" and ".join)
def test_a_resident_at_the_desk_is_found_by_any_two_facts(known: tuple[str, str]) -> None:
    facts = Facts(**{name: HERS[name] for name in known})  # type: ignore[arg-type]  # as named
    adviser = Actor(staff_id=LibraryAdviserFactory().pk)

    assert not read_whole(lambda: find_residents(facts, actor=adviser, now=timezone.now()))


def test_whether_an_adviser_lives_with_a_resident_is_asked_of_that_home_alone() -> None:
    adviser, resident = LibraryAdviserFactory(), ResidentFactory(uprn="100012340004")

    assert not read_whole(lambda: lives_with(adviser, resident))


@pytest.mark.parametrize(
    "deliver",
    [
        outbox.deliver_due,
        submissions.deliver_due,
        posting.deliver_due,
        settlement.sweep,
        withdrawals.close_due,
    ],
    ids=lambda deliver: deliver.__module__,
)
def test_the_worker_who_looks_twice_a_second_sees_what_waits_alone(deliver: Any) -> None:
    assert not read_whole(lambda: deliver(now=timezone.now()))


def test_a_receipt_waits_for_the_payments_of_its_own_charge_alone() -> None:
    session = CreatedSessionFactory()

    assert not read_whole(lambda: settlement._notice_overpayment(session))


@pytest.mark.parametrize("who", [Actor(), Actor(resident_id=uuid4())], ids=["nobody", "resident"])
def test_whether_somebody_was_refused_too_often_is_asked_of_the_last_minutes(who: Actor) -> None:
    assert not read_whole(lambda: record_refusal(Event.STAFF_REFUSED, actor=who))


PAGES: dict[str, Callable[[], object]] = {
    "who has looked at my account": lambda: list_activity(
        Actor(resident_id=ResidentFactory().pk), page="1", only_staff=True
    ),
    "who looks for many people": lambda: watch(now=timezone.now()),
    "refunds to decide": lambda: list(refunds_to_decide()),
}


@pytest.mark.parametrize("what", PAGES)
def test_a_page_of_staff_or_residents_reads_no_whole_table(what: str) -> None:
    few = {"staff_staffmember", "assisted_assistedsession", "auth_user"}

    assert read_whole(PAGES[what]) <= few
