"""What is kept of a service's answer, how long, and of which services nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from services.models import Snapshot
from services.snapshots import (
    FRESH_FOR,
    KEPT_FOR,
    Kept,
    find_snapshots,
    forget_snapshot,
    keep_snapshots,
)
from tests.factories.accounts import ResidentFactory
from tests.factories.services import a_summary

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def resident_id():
    return ResidentFactory().pk


def keep(resident_id, service="housing", *, taken_at=NOW, owed_pence=9215):
    keep_snapshots(
        resident_id, {service: Kept(a_summary(service, owed_pence=owed_pence), taken_at)}
    )


@pytest.mark.smoke
def test_an_answer_is_kept_and_found_with_its_moment(resident_id):
    keep(resident_id)

    assert find_snapshots(resident_id, now=NOW) == {"housing": Kept(a_summary(), NOW)}


def test_a_new_answer_takes_the_place_of_the_old(resident_id):
    keep(resident_id, taken_at=NOW - timedelta(hours=1))
    keep(resident_id, owed_pence=1)

    kept = find_snapshots(resident_id, now=NOW)["housing"]
    assert kept.summary.charges[0].amount_pence == 1
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize(
    ("age", "fresh"),
    [(timedelta(0), True), (FRESH_FOR - timedelta(seconds=1), True), (FRESH_FOR, False)],
)
def test_an_answer_is_fresh_for_a_minute(age, fresh):
    assert Kept(a_summary(), NOW - age).is_fresh(now=NOW) is fresh


def test_an_answer_too_old_to_help_is_not_shown(resident_id):
    keep(resident_id, taken_at=NOW - KEPT_FOR)

    assert find_snapshots(resident_id, now=NOW) == {}


def test_of_social_care_nothing_is_ever_kept(resident_id):
    keep(resident_id, "social_care")

    assert not Snapshot.objects.exists()


def test_what_was_kept_before_the_council_said_no_is_not_shown(resident_id, settings):
    keep(resident_id)
    settings.SERVICES_WITHOUT_SNAPSHOTS = ["housing"]

    assert find_snapshots(resident_id, now=NOW) == {}


def test_nobody_elses_answer_is_found(resident_id):
    keep(ResidentFactory().pk)

    assert find_snapshots(resident_id, now=NOW) == {}


def test_what_cannot_be_opened_is_as_if_it_were_not_there(resident_id):
    keep(resident_id)
    Snapshot.objects.update(sealed=b"from another key")

    assert find_snapshots(resident_id, now=NOW) == {}


def test_the_database_holds_nothing_readable(resident_id):
    keep(resident_id)

    assert b"rent" not in bytes(Snapshot.objects.get().sealed).lower()


def test_forgetting_is_for_one_service_of_one_resident(resident_id):
    keep(resident_id, "housing")
    keep(resident_id, "parking")

    forget_snapshot(resident_id, "housing")

    assert set(find_snapshots(resident_id, now=NOW)) == {"parking"}


def test_reading_is_one_query_and_keeping_nothing_is_none(resident_id, django_assert_num_queries):
    with django_assert_num_queries(1):
        find_snapshots(resident_id, now=NOW)
    with django_assert_num_queries(0):
        keep_snapshots(resident_id, {})
