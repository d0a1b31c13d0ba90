"""Staff find the one person in front of them, and cannot go fishing."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted import finding
from accounts.assisted.actors import actor_at_desk
from accounts.assisted.finding import Facts, TooFewFacts, find_residents
from accounts.assisted.refusals import NotPermitted
from accounts.assisted.registering import AlreadyKnown, Newcomer, is_new, register_resident
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.audit.record import record
from accounts.models import User
from accounts.residents.models import Resident
from tests.factories.accounts import ResidentWithoutEmailFactory, actor_of
from tests.factories.assisted import begin
from tests.integration.accounts.conftest import audited

pytestmark = pytest.mark.django_db
BIRTHDAY = date(1948, 2, 11)


def find(joy, **facts):
    return find_residents(Facts(**facts), actor=actor_at_desk(joy.staff), now=timezone.now())


def ids(found):
    return [match.resident_id for match in found.matches]


@pytest.mark.parametrize(
    "facts",
    [
        {"last_name": "Clarke", "born_on": BIRTHDAY},
        {"last_name": " clarke ", "postcode": "tb1 6rs"},
        {"last_name": "CLARKE", "postcode": "TB16RS"},
        {"born_on": BIRTHDAY, "postcode": " tb16rs "},
        {"born_on": BIRTHDAY, "telephone": "01632 960412"},
        {"last_name": "Clarke", "telephone": "+44 1632 960412"},
        {"last_name": "Clarke", "born_on": BIRTHDAY, "postcode": "TB1 6RS"},
    ],
)
def test_two_facts_find_the_one_person(joy, desmond, lakshmi, facts):
    assert ids(find(joy, **facts)) == [desmond.pk]


@pytest.mark.parametrize(
    "facts",
    [
        {"last_name": "Clarke", "born_on": date(1948, 2, 12)},
        {"last_name": "Clark", "born_on": BIRTHDAY},
        {"last_name": "Clarke", "postcode": "TB1 6RT"},
        {"last_name": "Cl%", "postcode": "TB1 6RS"},
        {"last_name": "C_arke", "postcode": "TB1 6RS"},
        {"last_name": "*", "postcode": "TB1 6RS"},
        {"last_name": "Clarke", "telephone": "01632 960413"},
        {"last_name": "Clarke", "born_on": BIRTHDAY, "postcode": "TB3 2LW"},
    ],
)
def test_every_fact_must_be_right_and_none_is_a_pattern(joy, desmond, facts):
    """D13"""
    assert ids(find(joy, **facts)) == []


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"last_name": "Clarke"},
        {"postcode": "TB1 6RS"},
        {"born_on": BIRTHDAY},
        {"telephone": "01632 960412"},
        {"last_name": "Clarke", "postcode": " - "},
        {"last_name": "Clarke", "telephone": "0412"},
        {"last_name": "  ", "postcode": "TB1 6RS"},
    ],
)
def test_one_fact_is_not_enough(joy, desmond, facts):
    """D13"""
    with pytest.raises(TooFewFacts):
        find(joy, **facts)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("how_many", "shown"), [(10, 10), (11, 0)])
def test_more_than_ten_are_none(joy, how_many, shown):
    """D13"""
    ResidentWithoutEmailFactory.create_batch(how_many, last_name="Clarke", postcode="TB1 6RS")

    found = find(joy, last_name="Clarke", postcode="TB1 6RS")

    assert len(found.matches) == shown
    assert found.too_many is (shown == 0)


def test_what_is_shown_is_enough_to_recognise_and_no_more(joy, desmond):
    """D13, D15"""
    page = joy.post(reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"})

    (match,) = page.context["found"].matches
    assert (match.initials, match.born_in, match.district) == ("D. C.", "1948", "TB1")
    listed = re.search(r'<ul class="matches">.*?</ul>', page.content.decode(), re.DOTALL)
    assert listed is not None
    for secret in ("Desmond", "Clarke", "Orchard", "6RS", "11 February", "960412"):
        assert secret not in listed.group()


def test_a_search_is_written_down_without_what_was_searched_for(joy, desmond):
    """D13"""
    find(joy, last_name="Clarke", born_on=BIRTHDAY)

    entry = audited("assisted.residents.searched", staff_id=joy.staff.pk, resident_id=None)
    assert entry.facts == {"identifiers": "last name, date of birth", "found": 1}
    assert re.fullmatch(r"[0-9a-f]{64}", entry.subject)
    assert "Clarke" not in str(AuditEntry.objects.values())


def test_the_same_search_leaves_the_same_mark_and_another_key_another(settings):
    given = Facts(last_name="Clarke", postcode="TB1 6RS").given
    mark = finding.hash_of(given)

    assert finding.hash_of(Facts(last_name=" CLARKE", postcode="tb16rs").given) == mark
    assert finding.hash_of(Facts(last_name="Clark", postcode="TB1 6RS").given) != mark
    settings.SECRET_KEY = "another-key"
    assert finding.hash_of(given) != mark


def searched(joy, times):
    for _ in range(times):
        record(Event.RESIDENTS_SEARCHED, actor=actor_at_desk(joy.staff))


def test_the_thirty_first_search_without_helping_anybody_is_refused(joy, desmond):
    """D12"""
    searched(joy, 29)
    assert joy.post(
        reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"}
    ).context["found"]

    refused = joy.post(reverse("assisted:find"), {"last_name": "Clarke", "postcode": "TB1 6RS"})

    assert refused.status_code == 403
    assert "You have looked for many people without helping any." in refused.content.decode()
    audited("assisted.access.refused", staff_id=joy.staff.pk, reason="too_many_lookups")


def test_helping_somebody_starts_the_count_anew(joy, desmond):
    """D12"""
    searched(joy, 30)
    begin(joy.staff, desmond)

    assert ids(find(joy, last_name="Clarke", postcode="TB1 6RS")) == [desmond.pk]


def test_after_an_hour_searches_no_longer_count(joy, desmond):
    """D12"""
    searched(joy, 30)
    an_hour_later = AuditEntry.objects.earliest("id").happened_at + timedelta(hours=1)
    facts, actor = Facts(last_name="Clarke", postcode="TB1 6RS"), actor_at_desk(joy.staff)

    with pytest.raises(NotPermitted):
        find_residents(facts, actor=actor, now=an_hour_later - timedelta(microseconds=1))
    found = find_residents(facts, actor=actor, now=an_hour_later)

    assert ids(found) == [desmond.pk]


def test_the_searches_of_others_do_not_count(joy, desmond):
    from tests.factories.accounts import LibraryAdviserFactory
    from tests.factories.assisted import Desk

    searched(Desk(LibraryAdviserFactory.create(name="Bea Lind")), 30)
    for _ in range(30):
        record(Event.RESIDENT_VIEWED, actor=actor_at_desk(joy.staff), resident_id=desmond.pk)

    assert ids(find(joy, last_name="Clarke", postcode="TB1 6RS")) == [desmond.pk]


# Somebody new

NEWCOMER = {
    "first_name": "Ida",
    "last_name": "Moss",
    "born_on_day": "3",
    "born_on_month": "9",
    "born_on_year": "1951",
    "address": "14 Canal Street, Thornbridge",
    "postcode": "tb14qp",
    "telephone": "",
}


def test_somebody_without_email_gets_a_record_and_no_invented_address(joy):
    """D28"""
    response = joy.post(reverse("assisted:register"), NEWCOMER)

    ida = Resident.objects.get(last_name="Moss")
    assert response["Location"] == reverse("assisted:identity", args=[ida.pk])
    assert (ida.email, ida.user, ida.preferred_route) == ("", None, "letter")
    assert ida.postcode == "TB1 4QP"
    assert not User.objects.filter(resident=ida).exists()
    audited("accounts.resident.created", resident_id=ida.pk, staff_id=joy.staff.pk)


def test_an_email_is_not_taken_even_when_it_is_sent(joy):
    """D21, D28"""
    joy.post(reverse("assisted:register"), {**NEWCOMER, "email": "joy@thornbridge.example"})

    assert Resident.objects.get(last_name="Moss").email == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("last_name", ""),
        ("address", ""),
        ("postcode", "TB1"),
        ("postcode", "not one"),
        ("born_on_year", ""),
    ],
)
def test_a_record_needs_who_and_where(joy, field, value):
    page = joy.post(reverse("assisted:register"), {**NEWCOMER, field: value})

    assert page.status_code == 200
    assert not Resident.objects.filter(last_name="Moss").exists()


def test_the_same_person_is_not_written_down_twice(joy, desmond):
    same = Newcomer("Des", "clarke", BIRTHDAY, "3 Orchard House", "tb1 6rs")

    with pytest.raises(AlreadyKnown):
        register_resident(same, actor=actor_at_desk(joy.staff), now=timezone.now())
    son, namesake = replace(same, born_on=date(1988, 2, 11)), replace(same, postcode="TB3 2LW")
    for somebody_else in (son, namesake):
        register_resident(somebody_else, actor=actor_at_desk(joy.staff), now=timezone.now())
    assert Resident.objects.count() == 3


def test_facts_told_a_moment_ago_do_not_prove_who_somebody_is(joy):
    joy.post(reverse("assisted:register"), NEWCOMER)
    ida = Resident.objects.get(last_name="Moss")

    page = joy.client.get(reverse("assisted:identity", args=[ida.pk]))

    assert set(page.context["form"].fields) == {"photo_shown", "letter_shown"}


def test_somebody_new_cannot_be_checked_on_the_telephone():
    from tests.factories.assisted import ContactCentreAdviserFactory, Desk

    sam = Desk(ContactCentreAdviserFactory.create())
    sam.post(reverse("assisted:register"), NEWCOMER)
    ida = Resident.objects.get(last_name="Moss")

    page = sam.client.get(reverse("assisted:identity", args=[ida.pk]))

    assert "We cannot check who this is by telephone" in page.content.decode()


@pytest.mark.parametrize(
    ("later", "new"),
    [(timedelta(hours=23, minutes=59), True), (timedelta(days=1, seconds=1), False)],
)
def test_what_staff_wrote_down_is_new_for_a_day(joy, later, new):
    joy.post(reverse("assisted:register"), NEWCOMER)
    ida = Resident.objects.get(last_name="Moss")

    assert is_new(ida, now=timezone.now() + later) is new


def test_a_record_the_resident_made_online_is_not_new_in_this_sense(joy, desmond):
    record(Event.RESIDENT_CREATED, actor=actor_of(desmond))
    joy.post(reverse("assisted:register"), NEWCOMER)
    record(Event.RESIDENT_VIEWED, actor=actor_at_desk(joy.staff), resident_id=desmond.pk)

    assert not is_new(desmond, now=timezone.now())


def test_three_failed_checks_close_the_script_for_the_day_for_everybody(joy, desmond):
    from tests.factories.assisted import FailedCheckFactory

    FailedCheckFactory.create_batch(3, staff=joy.staff, resident=desmond)

    response = joy.pass_identity(desmond)

    assert response.status_code == 403
    audited("assisted.access.refused", reason="too_many_failed_checks")
