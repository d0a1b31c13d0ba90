"""What one link opens, and when a permit can be renewed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.contract import AccountReference
from services.parking.records.account import MOST_NOTICES, NoticeKey, ParkingAccount, tidy
from services.parking.records.parking import Parking
from services.parking.records.permits import PermitKind
from tests.factories.parking import TODAY, a_permit, a_renewal, a_vehicle

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
KEY, OTHER = NoticeKey("TB10012345", "TB12AMN"), NoticeKey("TB10012353", "TB15GRC")


@pytest.mark.parametrize(
    ("account", "written"),
    [
        (ParkingAccount(), ""),
        (ParkingAccount("TB-P-1"), "permit:TB-P-1"),
        (ParkingAccount(notices=(KEY,)), "TB10012345/TB12AMN"),
        (
            ParkingAccount("TB-P-1", (KEY, OTHER)),
            "permit:TB-P-1 TB10012345/TB12AMN TB10012353/TB15GRC",
        ),
    ],
)
def test_an_account_is_written_and_read_the_same(account, written):
    assert account.reference == written
    assert ParkingAccount.read(AccountReference(written)) == account


def test_a_notice_is_added_once_and_the_newest_is_last():
    account = ParkingAccount("TB-P-1").adding(KEY).adding(OTHER).adding(KEY)

    assert account.notices == (OTHER, KEY)
    assert account.permit == "TB-P-1"


def test_the_oldest_notices_make_room():
    account = ParkingAccount("TB-P-1")
    for number in range(MOST_NOTICES + 1):
        account = account.adding(NoticeKey(f"TB{number:08}", "TB12AMN"))

    assert len(account.notices) == MOST_NOTICES
    assert account.find("TB00000000") is None
    assert len(account.reference) <= 200


@pytest.mark.parametrize(
    "key", [NoticeKey("", "A"), NoticeKey("A", ""), NoticeKey("A B", "C"), NoticeKey("A/B", "C")]
)
def test_what_could_be_read_as_something_else_is_not_added(key):
    with pytest.raises(ValueError, match="not written"):
        ParkingAccount().adding(key)


def test_a_notice_is_taken_away_by_its_number():
    account = ParkingAccount("TB-P-1", (KEY, OTHER)).removing(KEY.number)

    assert account == ParkingAccount("TB-P-1", (OTHER,))


def test_numbers_are_kept_without_spaces_in_upper_case():
    assert tidy(" tb12 amn\n") == "TB12AMN"


@pytest.mark.parametrize(
    ("days_to_go", "can_be_renewed"),
    [(29, False), (28, True), (0, True), (-28, True), (-29, False)],
)
def test_a_permit_is_renewed_in_the_four_weeks_around_its_last_day(days_to_go, can_be_renewed):
    permit = a_permit(ends_on=TODAY + timedelta(days=days_to_go))

    assert (a_renewal(permit=permit).obstacle(TODAY) == "") == can_be_renewed
    opens = Parking("TB-P-1", (permit,), (), ()).renewable(TODAY)
    assert (permit.reference in opens) == can_be_renewed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_renewed_already": True}, "renewed this permit already"),
        ({"vehicle": a_vehicle(is_taxed=False)}, "not taxed"),
        ({"vehicle": a_vehicle(has_mot=False)}, "no valid MOT"),
    ],
)
def test_what_stands_in_the_way_is_said_in_words(changes, words):
    assert words in a_renewal(**changes).obstacle(TODAY)


def test_another_year_begins_the_day_after():
    renewal = a_renewal()

    assert renewal.starts_on == date(2026, 6, 8)
    assert renewal.ends_on == date(2027, 6, 7)


@pytest.mark.parametrize(
    ("changes", "is_replaced"),
    [
        ({}, True),
        ({"vrm": "TB20NEW"}, False),
        ({"kind": PermitKind.VISITOR_SESSIONS}, False),
        ({"ends_on": a_permit().ends_on}, False),
    ],
)
def test_only_a_later_permit_of_the_same_kind_and_vehicle_replaces_one(changes, is_replaced):
    later = a_permit(**{"reference": "NEXT", "ends_on": date(2027, 6, 7)} | changes)

    opens = Parking("TB-P-1", (later, a_permit()), (), ()).renewable(TODAY)

    assert (a_permit().reference in opens) == (not is_replaced)


@pytest.mark.parametrize(("days_to_go", "soon"), [(29, False), (28, True), (0, True), (-1, False)])
def test_a_permit_ends_soon_from_four_weeks_before(days_to_go, soon):
    permit = a_permit(ends_on=TODAY + timedelta(days=days_to_go))

    assert permit.ends_soon(TODAY) == soon


def test_what_is_paid_is_not_owed():
    assert a_permit().owed_pence == 0
    assert a_permit(is_paid=False).owed_pence == 5800
