"""What is kept of a service's answer, how long, and of which services nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from services.models import ServiceLink
from services.snapshots import Kept, forget_snapshot, keep_snapshots, kept_on
from tests.factories.accounts import ResidentFactory
from tests.factories.services import ServiceLinkFactory, a_summary

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def resident_id():
    """Of somebody with housing and parking linked."""
    resident_id = ResidentFactory().pk
    for service in ("housing", "parking", "social_care"):
        ServiceLinkFactory(resident_id=resident_id, service=service)
    return resident_id


def keep(resident_id, service="housing", *, taken_at=NOW, owed_pence=9215):
    summary = a_summary(service, owed_pence=owed_pence)
    keep_snapshots(resident_id, {service: summary}, taken_at=taken_at)


def kept(resident_id, *, now=NOW):
    return kept_on(ServiceLink.objects.filter(resident_id=resident_id), now=now)


@pytest.mark.smoke
def test_an_answer_is_kept_and_found_with_its_moment(resident_id):
    keep(resident_id)

    assert kept(resident_id) == {"housing": Kept(a_summary(), NOW)}


def test_a_new_answer_takes_the_place_of_the_old(resident_id):
    keep(resident_id, taken_at=NOW - timedelta(hours=1))
    keep(resident_id, owed_pence=1)

    assert kept(resident_id)["housing"].summary.charges[0].amount_pence == 1


def test_an_answer_asked_for_earlier_never_takes_the_place_of_a_newer_one(resident_id):
    """Two pages at once: the slower one must not bring yesterday's balance back."""
    keep(resident_id, owed_pence=1)
    keep(resident_id, taken_at=NOW - timedelta(seconds=1), owed_pence=9215)

    assert kept(resident_id)["housing"].summary.charges[0].amount_pence == 1


def test_what_was_forgotten_while_it_was_being_asked_does_not_come_back(resident_id):
    """A page that began before a payment ends after it, with what was owed before."""
    forget_snapshot(resident_id, "housing")
    keep(resident_id, taken_at=NOW)

    assert kept(resident_id) == {}


def test_an_answer_that_comes_after_the_link_was_removed_is_kept_nowhere(resident_id):
    ServiceLink.objects.filter(service="housing").delete()
    keep(resident_id)

    assert kept(resident_id) == {}


@pytest.mark.parametrize(
    ("age", "fresh"),
    [(timedelta(0), True), (timedelta(seconds=59), True), (timedelta(seconds=60), False)],
)
def test_an_answer_is_fresh_for_a_minute(age, fresh):
    assert Kept(a_summary(), NOW - age).is_fresh(now=NOW) is fresh


def test_an_answer_is_shown_for_seven_days_and_not_a_moment_longer(resident_id):
    keep(resident_id)

    assert kept(resident_id, now=NOW + timedelta(days=7) - timedelta(seconds=1))
    assert kept(resident_id, now=NOW + timedelta(days=7)) == {}


def test_of_social_care_nothing_is_ever_kept(resident_id):
    keep(resident_id, "social_care")

    assert not ServiceLink.objects.exclude(snapshot=None).exists()


def test_what_was_kept_before_the_council_said_no_is_not_shown(resident_id, settings):
    keep(resident_id)
    settings.SERVICES_WITHOUT_SNAPSHOTS = ["housing"]

    assert kept(resident_id) == {}


def test_nobody_elses_answer_is_written_over(resident_id):
    """G19."""
    stranger = ServiceLinkFactory(reference="tenure-2")
    keep(resident_id)

    stranger.refresh_from_db()
    assert stranger.snapshot is None


def test_what_cannot_be_opened_is_as_if_it_were_not_there(resident_id):
    keep(resident_id)
    ServiceLink.objects.update(snapshot=b"from another key")

    assert kept(resident_id) == {}


def test_the_database_holds_nothing_readable(resident_id):
    keep(resident_id)

    assert b"rent" not in bytes(ServiceLink.objects.get(service="housing").snapshot).lower()


def test_forgetting_is_for_one_service_of_one_resident(resident_id):
    keep(resident_id, "housing")
    keep(resident_id, "parking")
    stranger = ServiceLinkFactory().resident_id
    keep(stranger, "housing")

    forget_snapshot(resident_id, "housing")

    assert set(kept(resident_id)) == {"parking"}
    assert set(kept(stranger)) == {"housing"}


def test_reading_costs_no_query_and_keeping_one(resident_id, django_assert_num_queries):
    links = list(ServiceLink.objects.filter(resident_id=resident_id))
    with django_assert_num_queries(0):
        kept_on(links, now=NOW)
        keep_snapshots(resident_id, {}, taken_at=NOW)
    both = {service: a_summary(service) for service in ("housing", "parking")}
    with django_assert_num_queries(1):
        keep_snapshots(resident_id, both, taken_at=NOW)
    assert set(kept(resident_id)) == {"housing", "parking"}
