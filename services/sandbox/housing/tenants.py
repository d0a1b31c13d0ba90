"""What the housing system knows of the people who rent from the council.

A positive balance is owed by the tenant.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PastRepair:
    """A work order of some days ago; `visit_in` is when somebody comes, counted from today."""

    days_ago: int
    code: str
    priority: int
    room: str
    words: str
    status: str = "Work Complete"
    done_after: int = 0
    visit_in: int | None = None
    by_telephone: bool = False
    notes: tuple[str, ...] = ()
    staff_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenant:
    property_reference: str
    legacy_reference: str
    tenure_code: str
    tenure_type: str
    moved_in: date
    rent_pence: int
    service_charge_pence: int
    owes_pence: int
    pays: str
    """How: weekly_card, monthly_debit, or benefit_and_post_office."""
    household: tuple[tuple[str, date], ...] = ()
    repairs: tuple[PastRepair, ...] = ()


TENANTS = {
    "amina": Tenant(
        property_reference="00023404",
        legacy_reference="012876/02",
        tenure_code="SEC",
        tenure_type="Secure",
        moved_in=date(2019, 6, 17),
        rent_pence=11_186,
        service_charge_pence=678,
        owes_pence=18_642,
        pays="weekly_card",
        household=(("Zaid Yusuf", date(2016, 11, 2)), ("Hana Yusuf", date(2020, 3, 9))),
        repairs=(
            PastRepair(
                612, "CCP6R012", 4, "Hall", "Front door sticks and is hard to shut", done_after=20
            ),
            PastRepair(
                402, "HEP3R010", 3, "Kitchen", "No hot water since last night", done_after=2
            ),
            PastRepair(
                238,
                "ELP2R003",
                4,
                "Bedroom",
                "Ceiling light flickers",
                done_after=16,
                by_telephone=True,
            ),
            PastRepair(
                96,
                "DRP1R002",
                3,
                "Bathroom",
                "Bath drains very slowly",
                done_after=4,
                notes=("Drain cleared, trap renewed.",),
            ),
            PastRepair(
                11,
                "GLP4R001",
                4,
                "Living room",
                "Window will not close at the bottom",
                status="In Progress",
                visit_in=6,
                notes=("New stay ordered.",),
                staff_notes=("Send two operatives: window is on the third floor.",),
            ),
        ),
    ),
    "grace": Tenant(
        property_reference="00023427",
        legacy_reference="013114/01",
        tenure_code="SEC",
        tenure_type="Secure",
        moved_in=date(2021, 2, 1),
        rent_pence=11_864,
        service_charge_pence=0,
        owes_pence=9_215,
        pays="monthly_debit",
        household=(("Daniel Okafor", date(1986, 5, 14)), ("Ruth Okafor", date(2014, 8, 27))),
        repairs=(
            PastRepair(
                517, "RFP7R002", 4, "Outside", "Gutter leaks over the back door", done_after=26
            ),
            PastRepair(
                330,
                "PLP5R021",
                3,
                "Bathroom",
                "Toilet does not flush",
                done_after=3,
                by_telephone=True,
            ),
            PastRepair(
                148, "HEP3R010", 2, "Kitchen", "Boiler lost pressure, no heating", done_after=1
            ),
            PastRepair(
                8, "PLP5R001", 4, "Kitchen", "Cold tap drips all the time", status="In Progress"
            ),
        ),
    ),
    "desmond": Tenant(
        property_reference="00024103",
        legacy_reference="009031/04",
        tenure_code="SEC",
        tenure_type="Secure",
        moved_in=date(1998, 9, 28),
        rent_pence=9_732,
        service_charge_pence=1_145,
        owes_pence=2_370,
        pays="benefit_and_post_office",
        repairs=(
            PastRepair(
                583,
                "CCP6R018",
                2,
                "Hall",
                "Lost key, cannot lock the front door",
                done_after=1,
                by_telephone=True,
            ),
            PastRepair(
                295,
                "ELP2R009",
                2,
                "Whole home",
                "No electricity in half of the flat",
                done_after=1,
                by_telephone=True,
            ),
            PastRepair(
                121,
                "DAP9R001",
                4,
                "Bedroom",
                "Mould on the outside wall",
                done_after=24,
                by_telephone=True,
                notes=("Wall treated. Fan fitted in the bathroom.",),
            ),
            PastRepair(
                40,
                "CCP6R012",
                4,
                "Kitchen",
                "Cupboard door came off",
                status="No Access",
                by_telephone=True,
                notes=("Called at 09:40, no answer. Card left.",),
            ),
            PastRepair(
                5,
                "PLP5R001",
                3,
                "Bathroom",
                "Hot tap cannot be turned off",
                status="In Progress",
                visit_in=1,
                by_telephone=True,
            ),
        ),
    ),
}
