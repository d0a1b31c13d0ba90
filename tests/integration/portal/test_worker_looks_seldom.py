"""What reads whole tables is looked at now and then, by one worker for all of them (N17)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import retention as of_accounts
from payments import reconciliation
from services import retention as of_services

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HOUR = 3600


@pytest.mark.parametrize(
    ("look", "seconds"),
    [
        (of_accounts.forget_due, HOUR),
        (of_services.forget_due, HOUR),
        (reconciliation.reconcile_due, HOUR / 12),
    ],
    ids=["what is kept of accounts", "what is kept of services", "books"],
)
def test_it_is_looked_at_no_sooner_and_no_later_than_is_due(
    look: Callable[..., int], seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "reconcile", lambda day, *, now: None)
    cache.clear()

    def reads_tables(*, after: float) -> bool:
        now = NOW + timedelta(seconds=after)
        with time_machine.travel(now, tick=False), CaptureQueriesContext(connection) as queries:
            look(now=now)
        return bool(queries.captured_queries)

    assert reads_tables(after=0)
    assert not reads_tables(after=seconds - 1)
    assert reads_tables(after=seconds)
