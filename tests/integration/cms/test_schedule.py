"""A page comes and goes at the minute an editor chose."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.models import HelpPage
from cms.schedule import publish_due

pytestmark = pytest.mark.django_db


def test_a_page_is_published_at_its_minute(content, client):
    """H12."""
    at = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    with time_machine.travel(at - timedelta(minutes=5), tick=False):
        page = HelpPage(title="Winter", slug="winter", summary="Gritting.", live=False)
        HelpPage.objects.get(slug="help").add_child(instance=page)
        page.go_live_at = at
        page.save_revision().publish()
        assert publish_due(now=timezone.now()) == 0
    assert client.get("/help/winter/").status_code == 404

    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert publish_due(now=timezone.now()) == 1

    assert client.get("/help/winter/").status_code == 200


def test_a_page_is_withdrawn_at_its_minute(content, client):
    """H12."""
    page = HelpPage.objects.get(slug="privacy")
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()

    assert publish_due(now=timezone.now()) == 1

    assert client.get("/privacy/").status_code == 404
    assert publish_due(now=timezone.now() + timedelta(minutes=1)) == 0, "that is done"


@pytest.fixture
def due(content):
    """A page whose time is over; it is withdrawn when somebody looks."""
    page = HelpPage.objects.get(slug="privacy")

    def again():
        HelpPage.objects.filter(pk=page.pk).update(
            live=True, expired=False, expire_at=timezone.now() - timedelta(hours=1)
        )

    again()
    return again


def test_it_looks_once_a_minute_however_often_it_is_asked(due, django_assert_num_queries):
    now = timezone.now()
    assert publish_due(now=now) == 1
    due()

    with django_assert_num_queries(0):
        assert publish_due(now=now) == 0


def test_it_looks_again_in_the_next_minute(due):
    now = timezone.now()
    assert publish_due(now=now) == 1
    due()

    assert publish_due(now=now + timedelta(minutes=1)) == 1
