"""A session that moved since the page was opened: booked at the time that was seen, or not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from services.leisure.adapter import LeisureAdapter
from services.leisure.records import Opportunity
from services.models import Submission
from services.network import run
from tests.integration.leisure.conftest import COURT, WALK, book, find, orders
from tests.sandbox import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.sandbox]


def last_known(adapter: LeisureAdapter, session: Opportunity) -> None:
    """The feeds have not told since, and say this of the session."""
    known = run(adapter.fetch_timetable())
    others = tuple(one for one in known.opportunities if one.key != session.key)
    adapter._timetable = replace(known, opportunities=(*others, session))


@pytest.mark.parametrize("activity", [WALK, COURT])
def test_what_moved_while_the_feeds_were_down_is_booked_only_once_the_new_time_was_seen(
    as_amina: Client, sandbox: Sandbox, adapter: LeisureAdapter, activity: str
) -> None:
    """F05: the page that said the old time books nothing; the one that says the new one does."""
    session, before = find(adapter, activity), len(orders(sandbox))
    last_known(adapter, session.at(session.starts_at - timedelta(hours=1)))
    address = reverse("leisure:book", args=[session.key])
    stale = session.at(session.starts_at - timedelta(hours=1))

    assert session.when in as_amina.get(address).text
    refused = book(as_amina, stale)
    assert f"This session is now on {session.when}." in refused.text
    assert stale.when not in refused.text
    assert len(orders(sandbox)) == before
    assert not Submission.objects.exists()

    assert f'name="starts_at" value="{session.starts_at.isoformat()}"' in refused.text
    agreed = book(as_amina, session)
    assert agreed.status_code == 302
    assert session.when in as_amina.get(agreed["Location"]).text


def test_a_form_that_does_not_say_when_books_nothing(
    as_amina: Client, adapter: LeisureAdapter
) -> None:
    session = find(adapter)

    response = book(as_amina, session, starts_at="")

    assert f"This session is now on {session.when}." in response.text
    assert not Submission.objects.exists()
