"""Who publishes a message is not who wrote it, except that an outage is up in a minute. H13."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cms.models import ServiceMessage
from cms.models.messages import MessageKind
from cms.second_editor import BY_ONE_PERSON
from tests.factories.content import DraftMessageFactory, EditorFactory, ServiceMessageFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "service": "parking",
    "kind": "incident",
    "text": "Some permits were sent twice.",
    "starts_at": "",
    "ends_at": "",
}
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def grace_member():
    return EditorFactory.create(name="Grace Osei")


@pytest.fixture
def grace(grace_member):
    """The other editor's browser, signed in."""
    client = Client()
    client.force_login(grace_member.user)
    return client


def begin(desk, **form):
    return desk.post(reverse("wagtailsnippets_cms_servicemessage:add"), {**WORDS, **form})


def edit(desk, **form):
    message = ServiceMessage.objects.get()
    address = reverse("wagtailsnippets_cms_servicemessage:edit", args=[message.pk])
    return desk.post(address, {**WORDS, **form})


def is_live():
    return ServiceMessage.objects.filter(live=True).exists()


@pytest.mark.parametrize("kind", MessageKind)
def test_only_an_outage_is_published_by_one_person(content, desk, kind):
    response = begin(desk, kind=kind.value, **PUBLISH)

    assert is_live() is (kind is MessageKind.OUTAGE)
    assert ("Two people publish" in response.content.decode()) is not is_live()


def test_every_kind_that_one_person_publishes_is_a_kind():
    assert set(MessageKind.values) > BY_ONE_PERSON


def test_another_editor_publishes_the_same_words(content, desk, grace):
    begin(desk)
    assert not is_live()

    assert edit(grace, **PUBLISH).status_code == 302

    assert is_live()


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Call 0300 123 4567 with your card."},
        {"kind": "planned"},
        {"service": "benefits"},
        {"starts_at": "2026-12-01 10:00"},
        {"ends_at": "2026-12-01 10:00"},
    ],
)
def test_whoever_changes_anything_has_written_it(content, desk, grace, changed):
    begin(desk)

    response = edit(grace, **changed, **PUBLISH)

    assert "Two people publish" in response.content.decode()
    assert not is_live()


def test_saving_it_again_as_ones_own_draft_helps_nobody(content, desk):
    begin(desk)
    edit(desk)

    edit(desk, **PUBLISH)

    assert not is_live()


def test_the_last_words_of_the_other_are_what_counts(content, desk, grace):
    begin(desk)
    edit(grace, text="Some permits were sent three times.")

    edit(desk, **PUBLISH)
    assert not is_live()
    edit(desk, text="Some permits were sent three times.", **PUBLISH)

    assert is_live()


def test_an_outage_does_not_become_something_else_by_one_person(content, desk):
    begin(desk, kind="outage", text="Closed.", **PUBLISH)

    edit(desk, **PUBLISH)

    message = ServiceMessage.objects.get()
    assert (message.kind, message.text) == ("outage", "Closed.")


def test_an_outage_leads_nowhere_but_to_the_council(content, desk):
    """One person publishes it, so it may not send residents elsewhere."""
    response = begin(desk, kind="outage", text="Pay at www.evil.example", **PUBLISH)

    assert "Leave out web and e-mail addresses" in response.content.decode()
    assert not is_live()


@pytest.mark.parametrize("kind", MessageKind)
def test_anything_is_taken_down_by_one_person(content, desk, kind):
    message = ServiceMessageFactory.create(kind=kind.value)

    desk.post(reverse("wagtailsnippets_cms_servicemessage:unpublish", args=[message.pk]))

    assert not is_live()


def test_no_other_way_of_publishing_goes_round_it(rafi, grace_member):
    message = DraftMessageFactory.create(kind="incident")
    revision = message.save_revision(user=rafi.user)

    with pytest.raises(PermissionDenied):
        revision.publish(user=rafi.user)
    assert not is_live()

    revision.publish(user=grace_member.user)
    assert is_live()


def test_words_saved_by_nobody_in_particular_are_no_second_person(rafi):
    message = DraftMessageFactory.create(kind="incident")
    message.save_revision()

    with pytest.raises(PermissionDenied):
        message.save_revision(user=rafi.user).publish(user=rafi.user)
