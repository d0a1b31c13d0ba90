"""Linking an account with the facts on a letter, and what guessing gets."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit.models import AuditEntry
from services import links
from services.contract import ServiceUnavailable
from services.models import LinkAttempt, ServiceLink
from services.snapshots import keep_snapshots
from tests.factories.accounts import ResidentFactory, actor_of
from tests.factories.services import LinkableService, ServiceLinkFactory, a_summary

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RIGHT = {"payment_reference": "6001", "date_of_birth": "1991-04-17"}
WRONG = {**RIGHT, "date_of_birth": "1990-01-01"}


@pytest.fixture
def resident():
    return ResidentFactory()


@pytest.fixture
def service():
    return LinkableService()


def try_to_link(resident, service, facts, *, now=NOW):
    return links.link_with_facts(
        actor=actor_of(resident), slug="housing", service=service, facts=facts, now=now
    )


@pytest.mark.smoke
def test_facts_that_agree_make_a_link_that_is_audited(resident, service):
    try_to_link(resident, service, RIGHT)

    link = ServiceLink.objects.get(resident_id=resident.pk)
    assert (link.service, link.reference, link.proof) == ("housing", "tenure-1", "letter")
    assert AuditEntry.objects.get().event == "services.link.made"


def test_a_link_lasts_three_years(resident, service):
    try_to_link(resident, service, RIGHT)
    actor, over = actor_of(resident), NOW + timedelta(days=1095)

    just_before = over - timedelta(seconds=1)
    assert links.reference_for(actor, "housing", now=just_before) == "tenure-1"
    with pytest.raises(links.NotLinked):
        links.reference_for(actor, "housing", now=over)


def test_facts_that_do_not_agree_make_no_link(resident, service):
    with pytest.raises(links.LinkRejected):
        try_to_link(resident, service, WRONG)

    assert not ServiceLink.objects.exists()
    assert AuditEntry.objects.get().event == "services.link.refused"


def test_after_three_wrong_tries_even_the_right_facts_wait_a_day(resident, service):
    for _ in range(3):
        with pytest.raises(links.LinkRejected):
            try_to_link(resident, service, WRONG)

    day = timedelta(days=1)
    for waited in (timedelta(0), day - timedelta(seconds=1)):
        for _ in range(4):  # nor does asking again and again make it longer
            with pytest.raises(links.TooManyTries):
                try_to_link(resident, service, RIGHT, now=NOW + waited)
    assert try_to_link(resident, service, RIGHT, now=NOW + day)


def test_three_tries_at_one_account_count_whoever_tries(service):
    for _ in range(3):
        with pytest.raises(links.LinkRejected):
            try_to_link(ResidentFactory(), service, WRONG)

    with pytest.raises(links.TooManyTries):
        try_to_link(ResidentFactory(), service, RIGHT)


def test_guesses_at_the_same_moment_get_three_looks_together(service, monkeypatch):
    """A26, A04: while one guess waits for the service's answer, the next ones are sent."""
    looks = []

    def slowly(question):
        question.close()
        looks.append(question)
        if len(looks) < 20:
            with suppress(links.LinkRejected, links.TooManyTries):
                try_to_link(ResidentFactory(), service, WRONG)

    monkeypatch.setattr(links, "run", slowly)
    with pytest.raises(links.LinkRejected):
        try_to_link(ResidentFactory(), service, WRONG)

    assert len(looks) == 3


def test_the_right_facts_cost_no_try(resident, service):
    for _ in range(4):
        try_to_link(resident, service, RIGHT)
        links.unlink(actor=actor_of(resident), slug="housing")

    assert not LinkAttempt.objects.exists()


def test_what_has_run_out_after_three_years_can_be_linked_again(resident, service):
    old = try_to_link(resident, service, RIGHT)

    again = try_to_link(resident, service, RIGHT, now=old.expires_at)

    assert ServiceLink.objects.get() == again


def test_wrong_tries_of_others_or_elsewhere_cost_nobody_a_try(resident, service):
    """A07: nobody locks somebody else out without knowing their account."""
    for slug, who in [("benefits", resident), ("housing", ResidentFactory())] * 3:
        with pytest.raises(links.LinkRejected):
            links.link_with_facts(
                actor=actor_of(who),
                slug=slug,
                service=service,
                facts={**WRONG, "payment_reference": f"9{slug}"},
                now=NOW,
            )

    assert try_to_link(resident, service, RIGHT)


def test_the_same_account_number_written_otherwise_is_the_same_account(service):
    for spelling in ("6001", " 60 01 ", "6001"):
        with pytest.raises(links.LinkRejected):
            try_to_link(ResidentFactory(), service, {**WRONG, "payment_reference": spelling})

    with pytest.raises(links.TooManyTries):
        try_to_link(ResidentFactory(), service, RIGHT)


def test_what_was_typed_is_kept_only_as_a_hash(resident, service):
    with pytest.raises(links.LinkRejected):
        try_to_link(resident, service, WRONG)

    assert "6001" not in str(LinkAttempt.objects.values().get())


def test_a_service_that_is_down_costs_no_try(resident):
    down = LinkableService(is_down=True)
    for _ in range(5):
        with pytest.raises(ServiceUnavailable):
            try_to_link(resident, down, RIGHT)

    assert not LinkAttempt.objects.exists()
    assert try_to_link(resident, LinkableService(), RIGHT)


def test_one_resident_links_a_service_once(resident, service):
    try_to_link(resident, service, RIGHT)

    with pytest.raises(links.AlreadyLinked):
        try_to_link(resident, service, RIGHT)
    assert ServiceLink.objects.count() == 1


def test_nobody_sees_another_residents_link(resident):
    ServiceLinkFactory()

    assert links.references_of(actor_of(resident), now=NOW) == {}


def test_removing_a_link_forgets_what_was_kept_and_is_audited(resident):
    ServiceLinkFactory(resident_id=resident.pk)
    other = ServiceLinkFactory(resident_id=resident.pk, service="parking")
    strangers = ServiceLinkFactory()

    links.unlink(actor=actor_of(resident), slug="housing")

    assert set(ServiceLink.objects.all()) == {other, strangers}
    assert AuditEntry.objects.get().event == "services.link.removed"


def test_an_answer_about_the_account_before_is_not_kept_on_a_new_link(resident, service):
    """A page that opened before somebody removed one account and added another ends after it."""
    opened_at = NOW - timedelta(seconds=1)
    try_to_link(resident, service, RIGHT)

    keep_snapshots(resident.pk, {"housing": a_summary()}, taken_at=opened_at)

    assert ServiceLink.objects.get().snapshot is None


def test_removing_a_link_that_is_not_there_does_nothing(resident):
    links.unlink(actor=actor_of(resident), slug="housing")

    assert not AuditEntry.objects.exists()
