"""Outside the agreement nothing is shown, counted or named: as if the resident did not have it."""

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.assisted.actors import actor_of
from accounts.ownership import get_owned, list_owned
from portal.dashboard.page import build_dashboard
from services.drafts import save_draft
from services.installed import installed_services
from services.links import link, references_of
from services.models import Draft, Proof, ServiceLink
from tests.factories.assisted import Desk, SocialCareAdviserFactory, begin

pytestmark = pytest.mark.django_db
ALL = ("housing", "benefits", "parking", "leisure", "social_care")


@pytest.fixture
def desmonds_links(desmond):
    """He has everything, and a half-written form in each."""
    now = timezone.now()
    actor = Actor(resident_id=desmond.pk)
    for slug in ALL:
        link(actor=actor, slug=slug, reference=f"{slug}-1", proof=Proof.LETTER, now=now)
        save_draft(actor=actor, service=slug, task="a-task", answers={"what": slug}, now=now)


def helping(staff, resident, *services):
    return actor_of(begin(staff, resident, services=services))


def test_the_resident_has_everything(desmond, desmonds_links):
    actor = Actor(resident_id=desmond.pk)

    assert set(references_of(actor, now=timezone.now())) == set(ALL)
    assert list_owned(Draft, actor=actor).count() == len(ALL)
    assert all(actor.may_see(slug) for slug in ALL)


@pytest.mark.parametrize(
    ("agreed", "seen"),
    [
        (("housing",), {"housing"}),
        (("housing", "parking"), {"housing", "parking"}),
        (("housing", "social_care"), {"housing"}),
    ],
)
def test_a_library_adviser_has_what_was_agreed_and_the_role_opens(
    joy, desmond, desmonds_links, agreed, seen
):
    """D02, D14: a mandate that names more than the role opens gives no more."""
    session = begin(joy.staff, desmond)
    session.mandate.services = list(agreed)

    actor = actor_of(session)

    assert actor.services == seen
    assert set(references_of(actor, now=timezone.now())) == seen
    assert set(list_owned(Draft, actor=actor).values_list("service", flat=True)) == seen
    assert {slug for slug in ALL if actor.may_see(slug)} == seen


def test_a_social_care_adviser_has_social_care_when_it_was_agreed(desmond, desmonds_links):
    carol = SocialCareAdviserFactory.create()

    actor = helping(carol, desmond, "social_care")

    assert set(references_of(actor, now=timezone.now())) == {"social_care"}


def test_what_was_not_agreed_cannot_be_fetched_by_its_key_either(joy, desmond, desmonds_links):
    """D14"""
    actor = helping(joy.staff, desmond, "housing")
    hidden = ServiceLink.objects.get(service="social_care")
    seen = ServiceLink.objects.get(service="housing")

    assert get_owned(ServiceLink, actor=actor, pk=seen.pk) == seen
    with pytest.raises(Http404):
        get_owned(ServiceLink, actor=actor, pk=hidden.pk)


def test_an_agreement_to_nothing_shows_nothing(joy, desmond, desmonds_links):
    actor = helping(joy.staff, desmond)

    assert actor.services == frozenset()
    assert references_of(actor, now=timezone.now()) == {}
    assert not list_owned(Draft, actor=actor).exists()


def test_the_dashboard_has_no_gap_where_a_service_is_hidden(joy, desmond, desmonds_links):
    """D14"""
    actor = helping(joy.staff, desmond, "housing", "parking")

    page = build_dashboard(actor=actor, services=installed_services(), now=timezone.now())

    assert [card.slug for card in page.cards] == ["housing", "parking"]


def test_the_residents_own_dashboard_has_all_of_them(desmond, desmonds_links):
    actor = Actor(resident_id=desmond.pk)

    page = build_dashboard(actor=actor, services=installed_services(), now=timezone.now())

    assert [card.slug for card in page.cards] == list(ALL)


@pytest.mark.parametrize(
    ("slug", "status"), [("social-care", 404), ("benefits", 404), ("housing", 200)]
)
def test_staff_unlink_only_what_was_agreed(joy, desmond, desmonds_links, slug, status):
    """D14: not even the page that asks."""
    joy.help(desmond, "housing")

    assert joy.client.get(reverse("services:unlink", args=[slug])).status_code == status


def test_a_service_that_is_hidden_is_not_unlinked_by_a_form_either(joy, desmond, desmonds_links):
    """D14"""
    joy.help(desmond, "housing")

    response = joy.post(reverse("services:unlink", args=["social-care"]))

    assert response.status_code == 404
    assert ServiceLink.objects.filter(service="social_care").exists()


def test_the_agreement_page_offers_each_role_its_own_services(desmond):
    """D14"""
    carol = Desk(SocialCareAdviserFactory.create())
    carol.pass_identity(desmond)

    page = carol.client.get(reverse("assisted:agree", args=[desmond.pk])).content.decode()

    assert "Adult social care" in page


def test_the_library_is_not_offered_social_care(joy, desmond):
    """D14"""
    joy.pass_identity(desmond)

    page = joy.client.get(reverse("assisted:agree", args=[desmond.pk])).content.decode()

    assert "Housing" in page
    assert "ocial care" not in page
