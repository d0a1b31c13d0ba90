"""What was asked for by somebody who has died: settled by hand, and nobody writes to them."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.models import Caution
from accounts.notifications import outbox
from accounts.notifications.models import OutboundNotification
from accounts.staff.roles import Role
from services import following_up, submissions
from services.http import Rejected
from services.models import Submission
from services.submissions import deliver_due
from tests.factories.accounts import actor_of
from tests.factories.assisted import mark
from tests.integration.services.desk import DESK, a_request, address, signed_in
from tests.integration.services.wishes import wish

pytestmark = pytest.mark.django_db
DIED = "We were told that this person has died"
AGAIN = "Send again"


@pytest.fixture
def carol():
    return signed_in(Role.SOCIAL_CARE_ADVISER)


@pytest.fixture
def care(amina):
    return a_request(resident_id=amina.pk, service="social_care", title="A care assessment")


def test_the_list_says_so_and_of_nobody_else(carol, care, amina):
    mark(amina)
    a_request(service="social_care")

    assert carol.get(DESK).text.count(DIED) == 1


@pytest.mark.parametrize("kind", [None, Caution.Kind.ASK_FIRST])
def test_of_who_lives_nothing_of_the_kind_is_said(carol, care, amina, kind):
    mark(amina, kind)

    assert DIED not in carol.get(DESK).text


def test_it_is_settled_by_hand_and_cannot_be_sent_again(carol, care, amina):
    mark(amina)

    page = carol.get(address("request", care)).text
    assert DIED in page
    assert AGAIN not in page
    assert "ask the resident" not in page
    assert "nothing was done" in carol.post(address("again", care), follow=True).text
    assert Submission.objects.get(pk=care.pk).is_given_up

    done = carol.post(address("by-hand", care), {"resolution": "Told the team"}, follow=True)

    assert care.reference in done.text
    assert Submission.objects.get(pk=care.pk).by_hand
    assert "None. Nothing waits" in carol.get(DESK).text
    assert not OutboundNotification.objects.exists()


def test_the_headings_offer_what_can_be_done_and_no_more(helen, request_, amina):
    either = "Send it again", "Or deal with it by hand"
    assert headings(helen.get(address("request", request_))) == either
    mark(amina)

    alone = "It cannot be sent again", "Deal with it by hand"
    assert headings(helen.get(address("request", request_))) == alone


def headings(page):
    """Of the page itself, not of its foot."""
    return tuple(re.findall(r'<h2 class="govuk-heading-m">(.*?)</h2>', page.text))


def test_a_page_that_was_open_before_the_mark_sends_nothing_again(helen, amina, request_):
    assert AGAIN in helen.get(address("request", request_)).text
    mark(amina)

    helen.post(address("again", request_))

    assert Submission.objects.get(pk=request_.pk).is_given_up


def test_the_record_itself_stays_shut(carol, amina):
    mark(amina)

    answer = carol.get(reverse("assisted:identity", args=[amina.pk]))

    assert answer.status_code == 403
    assert DIED in answer.text


@pytest.mark.parametrize("failure", [None, Rejected(422, {})], ids=["taken", "refused"])
def test_nobody_writes_to_them_what_became_of_it(supplier, resident, monkeypatch, failure):
    with monkeypatch.context() as later:
        later.setattr(submissions, "deliver_now", lambda *args, **kwargs: False)
        waiting = wish(actor_of(resident))
    mark(resident)
    supplier.failure = failure

    deliver_due(now=timezone.now())

    waiting.refresh_from_db()
    assert waiting.is_given_up is bool(failure)
    assert not waiting.is_waiting
    outbox.deliver_due(now=timezone.now())
    assert OutboundNotification.objects.get().is_withheld


def test_nobody_is_dead_whom_nobody_marked(amina):
    assert following_up.list_dead([]) == set()
    assert following_up.list_dead([a_request(resident_id=uuid4())]) == set()
