"""A page at the desk says whom it is about, and offers what this person may do and nothing else."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.assisted.actors import actor_of as helping
from accounts.assisted.models import AssistedSession
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.staff.roles import Role
from tests.factories.accounts import ResidentFactory, StaffMemberFactory, actor_of, signed_in
from tests.factories.assisted import Desk, agree

pytestmark = pytest.mark.django_db

START, FIND = reverse("assisted:start"), reverse("assisted:find")
DESMOND = {"last_name": "Clarke", "postcode": "TB1 6RS"}
NOBODY = {"last_name": "Clarke", "postcode": "TB9 9ZZ"}


def offered(page, *everything):
    return {words for words in everything if words in " ".join(page.text.split())}


def test_the_banner_pauses_and_says_so(joy, desmond):
    pause = f'action="{reverse("assisted:pause")}"'
    joy.help(desmond)
    running = offered(joy.client.get(START), "<strong>Paused</strong>", pause)

    joy.post(reverse("assisted:pause"))

    assert running == {pause}
    paused = offered(joy.client.get(reverse("assisted:resume")), "<strong>Paused</strong>", pause)
    assert paused == {"<strong>Paused</strong>"}


@pytest.mark.parametrize(("minutes_left", "is_running_out"), [(6, False), (4, True)])
def test_the_banner_warns_in_the_last_five_minutes_and_not_before(
    joy, desmond, minutes_left, is_running_out
):
    joy.help(desmond)
    AssistedSession.objects.update(ends_at=timezone.now() + timedelta(minutes=minutes_left))

    page = joy.client.get(START)

    assert bool(offered(page, "assisted-banner--running-out")) is is_running_out


ALONE, HELPING = "You do it together.", "Beginning with somebody else ends the help"
TO_THEM = "Go to their account"


def test_where_help_begins_shows_how_it_stands(joy, desmond):
    everything = ALONE, HELPING, TO_THEM, "Find another resident", "> Go on <"
    alone = offered(joy.client.get(START), *everything, "Ended in the last hour")
    joy.help(desmond)
    running = offered(joy.client.get(START), *everything)
    joy.post(reverse("assisted:pause"))
    paused = offered(joy.client.get(START), *everything)

    assert alone == {ALONE}
    assert running == {HELPING, TO_THEM, "Find another resident"}
    assert paused == {HELPING, "> Go on <", "Find another resident"}


MANY, NONE, ONE = "Too many people match", "Nobody matches", "1 person matches"
HELP, STOP, MARK, NEW = "Help<span", "Stop others helping<span", "Mark the record<span", "make one"


@pytest.mark.parametrize(
    ("role", "offers"),
    [
        (Role.LIBRARY_ADVISER, {HELP, STOP}),
        (Role.SUPERVISOR, {MARK}),
    ],
)
def test_whoever_finds_somebody_is_offered_what_their_role_may_do(desmond, role, offers):
    desk = Desk(StaffMemberFactory.create(roles=[role.value]))
    everything = MANY, NONE, ONE, HELP, STOP, MARK, NEW, "Ask the resident."
    is_adviser = role is Role.LIBRARY_ADVISER
    asks = {"Ask the resident."} if is_adviser else set()

    before = offered(desk.client.get(FIND), *everything)
    one = offered(desk.post(FIND, DESMOND), *everything)
    nobody = offered(desk.post(FIND, NOBODY), *everything)

    assert before == asks
    assert one == {ONE} | offers | asks
    assert nobody == {NONE} | ({NEW} if is_adviser else set()) | asks


def test_too_many_people_are_not_called_none(joy):
    ResidentFactory.create_batch(12, last_name="Clarke", postcode="TB1 6RS")

    assert offered(joy.post(FIND, DESMOND), MANY, NONE, HELP) == {MANY}


SCREEN, PAPER, ALOUD = "Turn the screen to them", "Print this page", "Read this aloud"
SIGN, SIGNED, AGREED = 'class="signature"', "They signed: start", "They agreed: start"


@pytest.mark.parametrize(
    ("how", "offers"),
    [
        ("on_screen", {SCREEN, AGREED}),
        ("on_paper", {PAPER, SIGN, SIGNED}),
        ("verbally", {ALOUD, AGREED}),
    ],
)
def test_the_adviser_is_told_how_they_agree_this_time(joy, desmond, how, offers):
    """D02: a line to sign where nobody signs would be no agreement."""
    joy.pass_identity(desmond)

    page = joy.propose(desmond, "housing", agreed_how=how, witness="Bea Lind")

    assert offered(page, SCREEN, PAPER, ALOUD, SIGN, SIGNED, AGREED) == offers


NOW_HELPING, OUT_OF_DATE = (
    ">You are now helping Desmond Clarke</h1>",
    ">This form is out of date</h1>",
)


def test_a_form_for_somebody_else_says_whom_it_would_have_met(joy, desmond, pages):
    """D08."""
    old = {"acting_for": "an old page"}
    alone = offered(joy.client.post("/t/housing/", old), NOW_HELPING, OUT_OF_DATE, "home page")
    joy.help(desmond)
    now = offered(joy.client.post("/t/housing/", old), NOW_HELPING, OUT_OF_DATE, "home page")

    assert (alone, now) == ({OUT_OF_DATE, "home page"}, {NOW_HELPING})


def test_a_refusal_leads_back_to_where_one_was(joy, desmond, pages):
    alone = joy.client.get("/t/housing/")
    joy.help(desmond, "parking")
    under_way = joy.client.get("/t/housing/")

    back = "Back to", "Desmond Clarke’s account"
    assert (offered(alone, *back), offered(under_way, *back)) == (set(), set(back))


def test_only_who_can_be_stopped_is_stopped(joy, desmond):
    address = reverse("assisted:stop", args=[desmond.pk])
    before = offered(joy.client.get(address), "Nobody can act for this resident", "Stop them")
    agree(joy.staff, desmond)

    after = offered(joy.client.get(address), "Nobody can act for this resident", "Stop them")

    assert (before, after) == ({"Nobody can act for this resident"}, {"Stop them"})


def test_an_auditor_watches_and_marks_nothing(sue):
    auditor = Desk(StaffMemberFactory.create(roles=[Role.AUDITOR.value]))
    oversight, mark = reverse("assisted:oversight"), "Find a record to mark"

    assert offered(sue.client.get(oversight), mark) == {mark}
    assert not offered(auditor.client.get(oversight), mark, "Speak to", "Waiting for a supervisor")


def test_the_printed_summary_keeps_looking_and_refusals_apart(joy, desmond):
    session = joy.help(desmond)
    joy.post(reverse("assisted:end"))
    summary = reverse("assisted:summary", args=[session.pk])
    quiet = offered(joy.client.get(summary), "Nothing was changed", "Not opened", "Looked at")

    actor = helping(session)
    record(Event.RESIDENT_VIEWED, actor=actor, subject="housing")
    record(Event.ACCESS_REFUSED, actor=actor, subject="bank")
    before = joy.client.get(summary)
    record(Event.SUBMISSION_ACCEPTED, actor=actor, subject="CKY-2DH-TV4", service="housing")

    assert quiet == {"Nothing was changed"}
    parts = "Nothing was changed", "Not opened", "Looked at", "CKY-2DH-TV4"
    assert offered(before, *parts) == set(parts[:3])
    assert offered(joy.client.get(summary), *parts) == set(parts[1:])


def test_my_activity_says_which_part_of_it_is_shown_on_every_page():
    amina = ResidentFactory()
    own, index = signed_in(amina), reverse("activity:index")
    assert offered(own.get(index + "?who=staff"), "No member of staff has looked") != set()
    for _ in range(60):
        record(Event.LINK_MADE, actor=actor_of(amina), subject="housing")

    first, second = own.get(index), own.get(index + "?page=2")

    assert re.findall(r'href="([^"]*)" rel="(next|prev)"', first.text) == [("?page=2", "next")]
    assert ("?page=1", "prev") in re.findall(r'href="([^"]*)" rel="(next|prev)"', second.text)
    assert offered(first, "What you and staff did.", "Only what staff did.") == {
        "What you and staff did."
    }
    only_staff = own.get(index + "?who=staff")
    assert offered(only_staff, "What you and staff did.", "Only what staff did.") == {
        "Only what staff did."
    }
