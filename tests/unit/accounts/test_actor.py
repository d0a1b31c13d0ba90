"""Who is acting, for whom, and what of it they may see; and one spelling for one address (A05)."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.actor import SYSTEM, Actor, NobodyToActFor
from accounts.channels import Channel
from accounts.models import canonical_email

RESIDENT, STAFF = uuid4(), uuid4()
ACTORS = [
    # actor, assists, acts for somebody
    (Actor(), False, False),
    (SYSTEM, False, False),
    (Actor(resident_id=RESIDENT), False, True),
    (Actor(staff_id=STAFF), False, False),
    (Actor(resident_id=RESIDENT, staff_id=STAFF), True, True),
]


@pytest.mark.parametrize(("actor", "assists", "acts"), ACTORS)
def test_an_actor_assists_with_a_resident_and_a_member_of_staff(actor, assists, acts):
    assert actor.is_assisting is assists
    if acts:
        assert actor.acting_for == RESIDENT
    else:
        with pytest.raises(NobodyToActFor):
            _ = actor.acting_for


SEEN = [(None, True), (frozenset(), False), (frozenset({"housing"}), True), (frozenset("x"), False)]


@pytest.mark.parametrize(("services", "may"), SEEN)
def test_d14_a_service_that_was_not_agreed_is_not_even_mentioned(services, may):
    assert Actor(resident_id=RESIDENT, services=services).may_see("housing") is may


CHANNELS = [
    (Channel.SELF_SERVE, False, True),
    (Channel.ASSISTED_FACE_TO_FACE, True, True),
    (Channel.ASSISTED_TELEPHONE, True, True),
    (Channel.TELEPHONE, False, False),
    (Channel.FACE_TO_FACE, False, False),
    (Channel.POST, False, False),
]


@pytest.mark.parametrize(("channel", "assisted", "digital"), CHANNELS)
def test_m11_help_with_this_portal_is_digital_and_assisted(channel, assisted, digital):
    assert (channel.is_assisted, channel.is_digital) == (assisted, digital)


def test_every_channel_is_in_the_table():
    assert {channel for channel, *_ in CHANNELS} == set(Channel)


ONE_ADDRESS = [
    "amina@example.org",
    "AMINA@Example.ORG",
    " amina@example.org\n",
    "ａmina@example.org.",
]
OTHERS = ["ámina@example.org", "amına@example.org", "amina+x@example.org", "amina@example.com"]


@pytest.mark.parametrize("typed", ONE_ADDRESS)
def test_a05_one_address_has_one_spelling(typed):
    assert canonical_email(typed) == "amina@example.org"


@pytest.mark.parametrize("typed", OTHERS)
def test_a05_another_address_stays_another(typed):
    assert canonical_email(typed) != "amina@example.org"


@given(st.emails())
def test_a05_a_spelling_is_already_its_own(email):
    once = canonical_email(email)

    assert canonical_email(once) == once
    assert canonical_email(email.upper()) == canonical_email(email.lower())


LETTERS = [("straße@example.org", "strasse@example.org"), ("İ@example.org", "i̇@example.org")]


@pytest.mark.parametrize(("typed", "written_to"), LETTERS)
def test_k16_a_letter_with_two_spellings_has_one_here_and_mail_goes_to_that(typed, written_to):
    """K16: so a code never reaches somebody whose address only looks like the account's."""
    assert canonical_email(typed) == canonical_email(written_to) == written_to
