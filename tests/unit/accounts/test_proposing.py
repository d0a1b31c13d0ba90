"""The words between two pages: signed, fresh, and between exactly those two people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
import time_machine
from django.core import signing

from accounts.assisted import policies, proposing
from accounts.assisted.refusals import NotPermitted, Refusal
from accounts.channels import Channel
from accounts.mandates.models import Agreed
from accounts.mandates.standing import THEMSELVES, Authority, Standing
from accounts.mandates.wording import Language
from accounts.staff.roles import Role

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
SERVICES = {"housing": "Housing", "parking": "Parking", "social_care": "Adult social care"}


def adviser(number=1, *roles, name="Joy Adeyemi", channel=Channel.ASSISTED_FACE_TO_FACE):
    return SimpleNamespace(
        pk=UUID(int=number),
        name=name,
        place_of_work="Central Library",
        channel=channel,
        roles=[str(role) for role in roles or (Role.LIBRARY_ADVISER,)],
    )


def resident(number=11, name="Desmond Clarke"):
    return SimpleNamespace(pk=UUID(int=number), full_name=name, born_on=date(1948, 2, 11))


JOY, DESMOND = adviser(), resident()


@pytest.fixture(autouse=True)
def three_services(monkeypatch):
    monkeypatch.setattr(proposing, "council_services", lambda: SERVICES)
    monkeypatch.setattr(proposing, "titles_of", lambda slugs: tuple(SERVICES[s] for s in slugs))


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def proposed(staff=JOY, services=("housing",), standing=THEMSELVES, **changes):
    facts = {
        "agreed_how": "on_screen",
        "witness": "",
        "language": "en",
        "reason": "no_device",
        **changes,
    }
    return proposing.propose(
        staff=staff, resident=DESMOND, services=services, standing=standing, now=NOW, **facts
    )


def refusal_of(text, *, staff=JOY, about=DESMOND):
    try:
        proposing.opened(text, staff=staff, resident=about)
    except NotPermitted as refused:
        assert refused.resident_id == about.pk  # noqa: PT017  (every refusal names the resident)
        return refused.refusal
    return None


@pytest.mark.parametrize(
    ("roles", "services", "refusal"),
    [
        ([Role.LIBRARY_ADVISER], ("housing",), None),
        ([Role.LIBRARY_ADVISER], ("housing", "parking"), None),
        ([Role.LIBRARY_ADVISER], ("housing", "social_care"), Refusal.ROLE_NEEDED),
        ([Role.SOCIAL_CARE_ADVISER], ("housing", "social_care"), None),
        ([Role.EDITOR], ("housing",), Refusal.ROLE_NEEDED),
        ([Role.LIBRARY_ADVISER], ("security",), Refusal.ROLE_NEEDED),
        ([Role.LIBRARY_ADVISER], ("bank", "housing"), Refusal.ROLE_NEEDED),
    ],
)
def test_nothing_is_proposed_that_the_role_does_not_open(roles, services, refusal):
    """D02, D14, D16"""
    found = None
    try:
        proposed(adviser(1, *roles), services)
    except NotPermitted as refused:
        found = refused.refusal

    assert found is refusal


@pytest.mark.parametrize("minutes", [0, 29.9, 30])
def test_a_proposal_stands_for_half_an_hour(clock, minutes):
    text = proposing.sealed(proposed())
    clock.shift(timedelta(minutes=minutes))

    assert refusal_of(text) is None


@pytest.mark.parametrize("minutes", [30.1, 60, 24 * 60])
def test_after_half_an_hour_the_words_are_shown_again(clock, minutes):
    """D02: yesterday's agreement is none."""
    text = proposing.sealed(proposed())
    clock.shift(timedelta(minutes=minutes))

    assert refusal_of(text) is Refusal.MANDATE_OVER


@pytest.mark.parametrize(
    ("staff", "about", "refusal"),
    [
        (JOY, DESMOND, None),
        (adviser(2), DESMOND, Refusal.MANDATE_OF_ANOTHER),
        (JOY, resident(12), Refusal.MANDATE_OF_ANOTHER),
        (adviser(2), resident(12), Refusal.MANDATE_OF_ANOTHER),
    ],
)
def test_it_is_between_those_two_people(staff, about, refusal):
    """D02, D04"""
    assert refusal_of(proposing.sealed(proposed()), staff=staff, about=about) is refusal


@pytest.mark.parametrize(
    "tamper",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: text.swapcase(),
        lambda text: "e30:" + text.split(":", 1)[1],
        lambda text: signing.dumps({"staff_id": str(JOY.pk)}),
        lambda text: signing.dumps({"staff_id": str(JOY.pk)}, salt="another.salt"),
    ],
    ids=["nothing", "cut", "longer", "changed", "other facts", "not sealed here", "another seal"],
)
def test_whatever_was_not_sealed_here_is_no_agreement(tamper):
    """D01, D21"""
    assert refusal_of(tamper(proposing.sealed(proposed()))) is Refusal.NO_MANDATE


STANDINGS = [
    THEMSELVES,
    Standing(Authority.MONEY, "Ruth Clarke"),
    Standing(Authority.MONEY, "Ruth Clarke", date(2027, 1, 1)),
]


@pytest.mark.parametrize("standing", STANDINGS, ids=["own", "attorney", "until a day"])
@pytest.mark.parametrize("language", list(Language))
def test_what_is_recorded_is_what_was_shown(standing, language):
    """The same words, whenever and however often they are made."""
    proposal = proposed(standing=standing, language=language.value)
    shown = proposing.words_of(proposal, staff=JOY, resident=DESMOND)
    opened = proposing.opened(proposing.sealed(proposal), staff=JOY, resident=DESMOND)

    consent = proposing.consent_to(opened, staff=JOY, resident=DESMOND)

    assert opened == proposal
    assert consent.words_shown == shown
    assert (consent.standing, consent.language) == (standing, language)
    assert consent.agreed_how is Agreed.ON_SCREEN
    assert consent.ends_at == NOW + policies.LONGEST


def test_the_channel_is_where_staff_work_and_never_what_a_form_says():
    sam = adviser(channel=Channel.ASSISTED_TELEPHONE)

    consent = proposing.consent_to(proposed(), staff=sam, resident=DESMOND)

    assert consent.channel is Channel.ASSISTED_TELEPHONE


@pytest.mark.parametrize(
    "standing",
    [
        Standing(Authority.CARE, "Ruth Clarke"),
        Standing(Authority.PARENT, "Ruth Clarke"),
        Standing(Authority.MONEY, " "),
        Standing(Authority.MONEY, "Ruth Clarke", date(2026, 5, 3)),
    ],
    ids=["other services", "no child", "no name", "ended"],
)
def test_nobody_agrees_beyond_their_authority(standing):
    """D29"""
    with pytest.raises(NotPermitted) as refused:
        proposed(standing=standing)

    assert refused.value.refusal is Refusal.NO_AUTHORITY


def test_an_authority_that_ends_today_still_counts_at_midnight_in_london():
    """The day is London's: at 23:30 UTC in May it is tomorrow here."""
    standing = Standing(Authority.MONEY, "Ruth Clarke", date(2026, 5, 4))
    late = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
    facts = replace(proposed(standing=standing))

    assert facts.standing == standing
    with pytest.raises(NotPermitted):
        proposing._check_standing(standing, DESMOND, ("housing",), now=late)
