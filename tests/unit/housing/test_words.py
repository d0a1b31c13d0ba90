"""From the housing system's words to ours, and what makes no sense."""

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from services.contract import ServiceUnavailable
from services.housing.adapter import words
from services.housing.payloads import (
    Account,
    AppointmentDay,
    AppointmentSlot,
    QuarterlyStatement,
    WorkOrderNote,
)
from services.housing.records import RepairState
from tests.factories.housing import NOW, a_tenure, a_transaction, a_visit, a_work_order, an_account


@pytest.mark.parametrize(
    ("pounds", "pence"),
    [("0", 0), ("186.42", 18642), ("0.01", 1), ("-14.20", -1420), ("118.640", 11864), ("7", 700)],
)
def test_pounds_become_whole_pence(pounds: str, pence: int) -> None:
    assert words.pence(Decimal(pounds)) == pence


@pytest.mark.parametrize("pounds", ["0.001", "186.425", "NaN", "Infinity", "1E+400", "-1E+30"])
def test_what_is_no_amount_of_money_is_an_outage(pounds: str) -> None:
    with pytest.raises(ServiceUnavailable):
        words.pence(Decimal(pounds))


@pytest.mark.parametrize(
    ("balance", "kind", "owed"),
    [("186.42", "Arrears", 18642), ("0", "Nil", 0), ("-14.20", "Credit", -1420)],
)
def test_a_positive_balance_is_owed(balance: str, kind: str, owed: int) -> None:
    assert words.owed_pence(an_account(balance, kind)) == owed


@pytest.mark.parametrize(
    ("balance", "kind"),
    [
        ("186.42", "Credit"),
        ("-14.20", "Arrears"),
        ("0", "Arrears"),
        ("0.01", "Nil"),
        ("100000.01", "Arrears"),
        ("-100000.01", "Credit"),
    ],
)
def test_a_balance_that_contradicts_its_word_or_is_absurd_is_not_shown(
    balance: str, kind: str
) -> None:
    with pytest.raises(ServiceUnavailable):
        words.owed_pence(an_account(balance, kind))


def test_the_largest_balance_that_makes_sense_is_shown() -> None:
    assert words.owed_pence(an_account("100000", "Arrears")) == 10_000_000


def test_money_is_read_from_the_suppliers_json_without_rounding() -> None:
    answer = (
        b'{"paymentReference": "6001234567", "accountBalance": 186.42, "balanceType": "Arrears",'
        b' "consolidatedCharges": [], "lastUpdatedAt": "2026-05-04T06:00:00+01:00"}'
    )

    assert words.owed_pence(msgspec.json.decode(answer, type=Account)) == 18642


def test_the_tenant_and_who_else_lives_there_are_told_apart() -> None:
    tenancy = words.tenancy(a_tenure())

    assert tenancy.tenants == ("Amina Yusuf",)
    assert tenancy.household == ("Zaid Yusuf",)
    assert tenancy.weekly_pence == 11864
    assert tenancy.kind == "Secure tenancy"


def test_the_newest_line_of_an_account_comes_first() -> None:
    lines = [a_transaction(date(2026, 4, 27)), a_transaction(date(2026, 5, 4))]

    rent = words.rent_account(an_account(), lines)

    assert [line.on for line in rent.lines] == [date(2026, 5, 4), date(2026, 4, 27)]
    assert rent.weekly_pence == 11864


def test_housing_benefit_counts_as_paid() -> None:
    line = a_transaction(date(2026, 5, 4), "HBAdjustment", housing_benefit_amount=Decimal("93.54"))

    assert words.rent_line(line).paid_pence == 9354
    assert words.rent_line(line).text == "Housing Benefit"


def test_a_transaction_type_we_do_not_know_is_still_shown() -> None:
    assert words.rent_line(a_transaction(date(2026, 5, 4), "Mystery")).text == "Other"


def test_a_transaction_late_in_the_evening_is_on_its_london_day() -> None:
    late = a_transaction(
        date(2026, 5, 4), transaction_date=datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
    )

    assert words.rent_line(late).on == date(2026, 5, 5)


def a_quarter(first: date, last: date) -> QuarterlyStatement:
    return QuarterlyStatement(
        payment_reference="6001234567",
        period="2026/27 Q1",
        start_date=first,
        end_date=last,
        start_balance=Decimal("186.42"),
        charged_amount=Decimal(100),
        paid_amount=Decimal(60),
        housing_benefit_amount=Decimal("20.50"),
        finish_balance=Decimal("205.92"),
    )


def test_a_statement_of_one_month_is_named_after_it_alone() -> None:
    quarter = a_quarter(date(2024, 12, 2), date(2024, 12, 30))

    assert words.statement(quarter).title == "December 2024"


def test_a_statement_has_an_address_and_a_title() -> None:
    statement = words.statement(a_quarter(date(2026, 4, 6), date(2026, 6, 29)))

    assert (statement.slug, statement.title) == ("2026-27-q1", "April to June 2026")
    assert statement.paid_pence == 8050
    assert statement.closing_pence == 20592


@pytest.mark.parametrize(
    ("status", "is_booked", "state"),
    [
        ("In Progress", False, RepairState.ACCEPTED),
        ("In Progress", True, RepairState.BOOKED),
        ("On Hold", True, RepairState.WAITING),
        ("Materials Needed", False, RepairState.WAITING),
        ("Variation Pending Approval", False, RepairState.WAITING),
        ("No Access", True, RepairState.MISSED),
        ("Work Complete", True, RepairState.COMPLETE),
        ("Work Cancelled", False, RepairState.CANCELLED),
        ("A word of next year", False, RepairState.ACCEPTED),
    ],
)
def test_a_status_becomes_a_state(status: str, is_booked: bool, state: RepairState) -> None:
    visit = a_visit() if is_booked else None

    assert words.repair(a_work_order(status=status, appointment=visit)).state is state


@pytest.mark.parametrize("state", RepairState)
def test_only_finished_and_cancelled_repairs_are_closed(state: RepairState) -> None:
    closed = {RepairState.COMPLETE, RepairState.CANCELLED}

    assert state.is_open is (state not in closed)


def test_a_repair_is_named_by_the_first_line_of_its_description() -> None:
    repair = words.repair(a_work_order())

    assert repair.title == "Kitchen: the tap drips"
    assert repair.reference == "10004104"
    assert repair.due_on == date(2026, 5, 25)
    assert repair.priority == "Normal: within 28 days"


def test_a_repair_without_a_description_is_named_by_its_trade() -> None:
    assert words.repair(a_work_order(description="")).title == "Plumbing"


def test_a_visit_is_said_as_people_say_it() -> None:
    repair = words.repair(a_work_order(appointment=a_visit()))

    assert repair.visit is not None
    assert repair.visit.on == date(2026, 5, 11)
    assert repair.visit.words == "morning, 8am to 12 noon"


@pytest.mark.parametrize(
    ("clock", "said"),
    [("08:00", "8am"), ("12:00", "12 noon"), ("13:30", "1:30pm"), ("00:00", "12am"),
     ("12:30", "12:30pm"), ("17:00:00", "5pm")],
)  # fmt: skip
def test_times_of_day(clock: str, said: str) -> None:
    assert words.visit(date(2026, 5, 11), "Morning", clock, "12:00").starts == said


@pytest.mark.parametrize("day", ["", "soon", "2026-13-01T00:00:00"])
def test_a_visit_on_no_day_is_an_outage(day: str) -> None:
    with pytest.raises(ServiceUnavailable):
        words.repair(a_work_order(appointment=a_visit(day)))


def test_a_visit_at_no_time_is_an_outage() -> None:
    with pytest.raises(ServiceUnavailable):
        words.visit(date(2026, 5, 11), "Morning", "early", "12:00")


def test_the_visits_of_every_day_are_one_list() -> None:
    morning = AppointmentSlot(reference="a", description="Morning", start="08:00", end="12:00")
    later = AppointmentSlot(reference="b", description="Afternoon", start="12:00", end="17:00")
    days = [
        AppointmentDay(date=date(2026, 5, 11), slots=[morning, later]),
        AppointmentDay(date=date(2026, 5, 12), slots=[]),
    ]

    assert [slot.reference for slot in words.slots(days)] == ["a", "b"]


def test_what_the_repairs_team_writes_for_itself_is_not_shown() -> None:
    written = [
        WorkOrderNote(note="New stay ordered.", time=NOW, audience="Tenant"),
        WorkOrderNote(note="Send two operatives.", time=NOW, audience="Staff"),
    ]

    assert [note.text for note in words.notes(written)] == ["New stay ordered."]
