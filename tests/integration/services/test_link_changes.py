"""A link that grows and shrinks: one notice more, one less, and nobody else's touched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from services import links
from services.contract import AccountReference, ServiceUnavailable
from services.models import LinkAttempt, ServiceLink
from services.snapshots import keep_snapshots
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.services import ServiceLinkFactory, a_summary

pytestmark = pytest.mark.django_db
NOW = timezone.now()
THREE_YEARS = timedelta(days=1095)


@pytest.fixture
def resident():
    return ResidentFactory()


@pytest.fixture
def others(resident):
    """Her housing link, and a stranger's parking."""
    return [
        ServiceLinkFactory(resident_id=resident.pk, service="housing"),
        ServiceLinkFactory(service="parking", reference="permit:2"),
    ]


def parked(resident, *, expires_at=NOW + timedelta(days=1)):
    return ServiceLinkFactory(
        resident_id=resident.pk, service="parking", reference="permit:1", expires_at=expires_at
    )


def widen(resident, find, *, now=NOW, proved_by="TB1"):
    actor = actor_of(resident)
    links.widen(actor=actor, slug="parking", proved_by=proved_by, find=find, now=now)


def narrow(resident, to):
    links.narrow(actor=actor_of(resident), slug="parking", reference=AccountReference(to))


def one_more(opens):
    return AccountReference(f"{opens} TB1")


def nothing(opens):
    return None


def rows(links_):
    return [ServiceLink.objects.filter(pk=link.pk).values().first() for link in links_]


def event():
    return AuditEntry.objects.get().event


def test_what_was_proved_is_added_to_what_the_link_opens_for_three_years_more(resident, others):
    link, before = parked(resident), rows(others)

    widen(resident, one_more)

    link.refresh_from_db()
    assert (link.reference, link.expires_at) == ("permit:1 TB1", NOW + THREE_YEARS)
    assert event() == "services.link.changed"
    assert rows(others) == before
    assert not LinkAttempt.objects.exists()


def test_what_was_proved_is_the_first_link_of_who_has_none(resident, others):
    before = rows(others)

    widen(resident, one_more)

    link = ServiceLink.objects.get(resident_id=resident.pk, service="parking")
    assert (link.reference, link.proof, link.linked_at) == (" TB1", "letter", NOW)
    assert event() == "services.link.made"
    assert rows(others) == before


def test_what_another_tab_adds_at_the_same_moment_stays(resident):
    link = parked(resident)

    def while_another_tab_adds(opens):
        ServiceLink.objects.filter(pk=link.pk, reference="permit:1").update(reference="permit:1 C")
        return one_more(opens)

    widen(resident, while_another_tab_adds)

    link.refresh_from_db()
    assert link.reference == "permit:1 C TB1"
    assert not LinkAttempt.objects.exists()


def test_a_link_that_changes_all_the_time_is_given_up_and_costs_no_try(resident):
    link = parked(resident)

    def while_others_change_it(opens):
        ServiceLink.objects.filter(pk=link.pk).update(reference=f"{opens} C")
        return one_more(opens)

    with pytest.raises(ServiceUnavailable):
        widen(resident, while_others_change_it)

    link.refresh_from_db()
    assert "TB1" not in link.reference
    assert not LinkAttempt.objects.exists()


def test_what_two_tabs_prove_first_at_the_same_moment_is_one_link_to_both(resident):
    def while_another_tab_links(opens):
        if not opens:
            parked(resident, expires_at=NOW + THREE_YEARS)
        return one_more(opens)

    widen(resident, while_another_tab_links)

    assert ServiceLink.objects.get(resident_id=resident.pk).reference == "permit:1 TB1"


def test_of_a_link_that_ran_out_only_what_is_proved_now_comes_back(resident):
    """A26: what she could see three years ago is not hers by a fact about something else."""
    link = parked(resident, expires_at=NOW)

    widen(resident, one_more)

    link.refresh_from_db()
    assert link.reference == " TB1"


def test_facts_that_match_nothing_add_nothing_and_three_of_them_are_enough(resident):
    link = parked(resident)
    for _ in range(3):
        with pytest.raises(links.LinkRejected):
            widen(resident, nothing)

    with pytest.raises(links.TooManyTries):
        widen(resident, one_more, proved_by="TB2")
    with pytest.raises(links.TooManyTries):
        widen(ResidentFactory(), one_more)
    link.refresh_from_db()
    assert link.reference == "permit:1"


def test_a_service_that_is_down_adds_nothing_and_costs_no_try(resident):
    def down(opens):
        raise ServiceUnavailable

    for _ in range(4):
        with pytest.raises(ServiceUnavailable):
            widen(resident, down)
    widen(resident, one_more)


def test_taking_something_off_leaves_the_rest_for_as_long_as_it_was_proved(resident, others):
    """Nothing was proved by taking something off: the link does not live longer for it."""
    link, before = parked(resident), rows(others)

    narrow(resident, "permit:0")

    link.refresh_from_db()
    assert (link.reference, link.expires_at) == ("permit:0", NOW + timedelta(days=1))
    assert event() == "services.link.changed"
    assert rows(others) == before


def test_with_the_last_thing_taken_off_the_link_is_gone(resident, others):
    parked(resident)

    narrow(resident, "")

    assert set(ServiceLink.objects.all()) == set(others)
    assert event() == "services.link.removed"


def test_where_there_is_no_link_nothing_can_be_taken_off(resident, others):
    narrow(resident, "permit:2")

    assert set(ServiceLink.objects.all()) == set(others)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("change", [lambda who: widen(who, one_more), lambda who: narrow(who, "b")])
def test_the_card_forgets_what_it_said_of_what_the_link_opened_before(resident, change):
    link = parked(resident)
    keep_snapshots(resident.pk, {"parking": a_summary("parking")}, taken_at=NOW)

    change(resident)

    link.refresh_from_db()
    assert link.snapshot is None
