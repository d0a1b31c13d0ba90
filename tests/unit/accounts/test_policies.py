"""Truth tables of what a situation allows. Each row changes one fact of one that is fine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from accounts.assisted import policies
from accounts.assisted.permissions import Action
from accounts.assisted.policies import Agreement, Beginning, Check, Ending, Underway
from accounts.assisted.refusals import WORDS, NotPermitted, Refusal
from accounts.channels import Channel
from accounts.staff.roles import Role

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
JOY, SAM = UUID(int=1), UUID(int=2)
DESMOND, AMINA = UUID(int=11), UUID(int=12)
DESK, TELEPHONE = Channel.ASSISTED_FACE_TO_FACE, Channel.ASSISTED_TELEPHONE
LIBRARY = frozenset({Role.LIBRARY_ADVISER})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


CHECK = Check(JOY, DESMOND, DESK, passed=True, checked_at=NOW - minutes(5))
AGREEMENT = Agreement(
    staff_id=JOY,
    resident_id=DESMOND,
    channel=DESK,
    services=frozenset({"housing"}),
    starts_at=NOW - minutes(2),
    ends_at=NOW + minutes(58),
    ended_at=None,
)
BEGINNING = Beginning(NOW, JOY, DESMOND, DESK, LIBRARY, AGREEMENT, CHECK)
UNDERWAY = Underway(
    now=NOW,
    last_seen_at=NOW - minutes(1),
    ends_at=NOW + minutes(50),
    roles=LIBRARY,
    agreement=AGREEMENT,
    is_paused=False,
    staff_is_active=True,
)


def refusal_of(beginning: Beginning) -> Refusal | None:
    try:
        policies.check_may_begin(beginning)
    except NotPermitted as refused:
        return refused.refusal
    return None


def test_with_a_fresh_check_and_a_fresh_agreement_help_may_begin():
    assert refusal_of(BEGINNING) is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"check": None}, Refusal.IDENTITY_NOT_CHECKED),
        ({"agreement": None}, Refusal.NO_MANDATE),
        ({"staff_id": SAM}, Refusal.IDENTITY_NOT_CHECKED),
        ({"resident_id": AMINA}, Refusal.IDENTITY_NOT_CHECKED),
        ({"channel": TELEPHONE}, Refusal.IDENTITY_NOT_CHECKED),
    ],
)
def test_help_does_not_begin_when_the_situation_differs(change, refusal):
    """D01, D02"""
    assert refusal_of(replace(BEGINNING, **change)) is refusal


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"passed": False}, Refusal.IDENTITY_NOT_CHECKED),
        ({"staff_id": SAM}, Refusal.IDENTITY_NOT_CHECKED),
        ({"resident_id": AMINA}, Refusal.IDENTITY_NOT_CHECKED),
        ({"channel": TELEPHONE}, Refusal.IDENTITY_NOT_CHECKED),
        ({"checked_at": NOW}, None),
        ({"checked_at": NOW - minutes(60)}, None),
        ({"checked_at": NOW - minutes(60.01)}, Refusal.IDENTITY_NOT_CHECKED),
        ({"checked_at": NOW - timedelta(days=1)}, Refusal.IDENTITY_NOT_CHECKED),
        ({"checked_at": NOW + minutes(1)}, Refusal.IDENTITY_NOT_CHECKED),
    ],
)
def test_a_check_counts_for_one_hour_for_those_two_people_in_that_way(change, refusal):
    """D01, D02"""
    assert refusal_of(replace(BEGINNING, check=replace(CHECK, **change))) is refusal


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"staff_id": SAM}, Refusal.MANDATE_OF_ANOTHER),
        ({"staff_id": None}, Refusal.MANDATE_OF_ANOTHER),
        ({"resident_id": AMINA}, Refusal.MANDATE_OF_ANOTHER),
        ({"channel": TELEPHONE}, Refusal.OTHER_CHANNEL),
        ({"ended_at": NOW - minutes(1)}, Refusal.MANDATE_OVER),
        ({"ends_at": NOW}, Refusal.MANDATE_OVER),
        ({"ends_at": NOW + timedelta(seconds=1)}, None),
        ({"starts_at": NOW}, None),
        ({"starts_at": NOW + timedelta(seconds=1)}, Refusal.MANDATE_OVER),
        ({"starts_at": NOW - minutes(60), "ends_at": NOW + minutes(1)}, None),
        (
            {"starts_at": NOW - timedelta(days=1), "ends_at": NOW + timedelta(days=30)},
            Refusal.MANDATE_OVER,
        ),
        ({"services": frozenset({"housing", "social_care"})}, Refusal.ROLE_NEEDED),
        ({"services": frozenset()}, None),
    ],
)
def test_an_agreement_is_for_those_two_people_those_services_that_way_and_one_hour(change, refusal):
    """D02"""
    assert refusal_of(replace(BEGINNING, agreement=replace(AGREEMENT, **change))) is refusal


def test_a_social_care_adviser_may_be_given_social_care():
    agreement = replace(AGREEMENT, services=frozenset({"social_care"}))

    beginning = replace(BEGINNING, roles=frozenset({Role.SOCIAL_CARE_ADVISER}), agreement=agreement)

    assert refusal_of(beginning) is None


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        ({}, None),
        ({"last_seen_at": NOW - minutes(9.99)}, None),
        ({"last_seen_at": NOW - minutes(10)}, Ending.IDLE),
        ({"last_seen_at": NOW - minutes(30), "is_paused": True}, None),
        ({"ends_at": NOW + timedelta(seconds=1)}, None),
        ({"ends_at": NOW}, Ending.TIME_UP),
        ({"ends_at": NOW, "is_paused": True}, Ending.TIME_UP),
        ({"roles": frozenset({Role.EDITOR})}, Ending.ROLE_LOST),
        ({"roles": frozenset()}, Ending.ROLE_LOST),
        ({"staff_is_active": False}, Ending.ROLE_LOST),
        ({"agreement": replace(AGREEMENT, ended_at=NOW - minutes(1))}, Ending.WITHDRAWN),
        ({"agreement": replace(AGREEMENT, ends_at=NOW)}, Ending.TIME_UP),
    ],
)
def test_a_session_goes_on_only_while_everything_it_rests_on_does(change, ending):
    """D03, D07, D08, D25"""
    assert policies.why_over(replace(UNDERWAY, **change)) is ending


def test_a_withdrawn_agreement_is_named_before_time_that_is_up():
    withdrawn = replace(AGREEMENT, ended_at=NOW - minutes(1))

    session = replace(UNDERWAY, agreement=withdrawn, ends_at=NOW)

    assert policies.why_over(session) is Ending.WITHDRAWN


V, C = Action.VIEW, Action.CHANGE
CARE = frozenset({Role.SOCIAL_CARE_ADVISER})


@pytest.mark.parametrize(
    ("area", "action", "roles", "agreed", "refusal"),
    [
        ("housing", V, LIBRARY, {"housing"}, None),
        ("housing", C, LIBRARY, {"housing"}, None),
        ("benefits", V, LIBRARY, {"housing"}, Refusal.NOT_AGREED),
        ("benefits", C, LIBRARY, set(), Refusal.NOT_AGREED),
        ("", V, LIBRARY, {"housing"}, None),
        ("", V, LIBRARY, set(), None),
        ("payments", C, LIBRARY, {"housing"}, None),
        ("details", V, LIBRARY, {"housing"}, None),
        ("details", C, LIBRARY, {"housing"}, Refusal.CLOSED_TO_STAFF),
        ("details", C, CARE, {"details"}, Refusal.CLOSED_TO_STAFF),
        ("social_care", V, LIBRARY, {"housing"}, Refusal.ROLE_NEEDED),
        ("social_care", V, LIBRARY, {"social_care"}, Refusal.ROLE_NEEDED),
        ("social_care", V, CARE, {"social_care"}, None),
        ("social_care", C, CARE, {"housing"}, Refusal.NOT_AGREED),
        ("security", V, CARE, {"security"}, Refusal.CLOSED_TO_STAFF),
        ("sign_in", V, LIBRARY, {"sign_in"}, Refusal.CLOSED_TO_STAFF),
        ("bank", C, LIBRARY, {"bank"}, Refusal.CLOSED_TO_STAFF),
        ("delegates", C, LIBRARY, {"delegates"}, Refusal.CLOSED_TO_STAFF),
        ("card_payment", C, LIBRARY, {"card_payment"}, Refusal.CLOSED_TO_STAFF),
        ("activity", V, LIBRARY, {"activity"}, Refusal.CLOSED_TO_STAFF),
        ("housing", V, frozenset({Role.EDITOR}), {"housing"}, Refusal.ROLE_NEEDED),
        ("a-service-nobody-has", V, LIBRARY, {"housing"}, Refusal.NOT_AGREED),
    ],
)
def test_a_page_opens_when_the_role_and_the_agreement_both_allow_it(
    area, action, roles, agreed, refusal
):
    """D02, D14, D16"""
    if refusal is None:
        policies.check_may_open(area, action, roles=roles, agreed=agreed)
    else:
        with pytest.raises(NotPermitted) as refused:
            policies.check_may_open(area, action, roles=roles, agreed=agreed)
        assert (refused.value.refusal, refused.value.area) == (refusal, area)
    assert policies.can_open(area, action, roles=roles, agreed=agreed) is (refusal is None)


@pytest.mark.parametrize(
    ("lookups", "refused"), [(0, False), (29, False), (30, True), (31, True), (500, True)]
)
def test_thirty_lookups_in_an_hour_without_helping_anybody_are_enough(lookups, refused):
    """D12"""
    if not refused:
        assert policies.check_may_look_up(lookups) is None
        return
    with pytest.raises(NotPermitted) as stopped:
        policies.check_may_look_up(lookups)
    assert stopped.value.refusal is Refusal.TOO_MANY_LOOKUPS


@pytest.mark.parametrize(("failed", "refused"), [(0, False), (2, False), (3, True), (4, True)])
def test_three_failed_checks_of_one_resident_in_a_day_are_enough(failed, refused):
    if not refused:
        assert policies.check_may_ask_again(failed) is None
        return
    with pytest.raises(NotPermitted) as stopped:
        policies.check_may_ask_again(failed)
    assert stopped.value.refusal is Refusal.TOO_MANY_FAILED_CHECKS


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_says_what_happened_and_who_to_ask(refusal):
    refused = NotPermitted(refusal)

    assert refused.what.endswith(".")
    assert refused.who_to_ask.endswith(".")
    assert set(WORDS) == set(Refusal)
