"""The people of Thornbridge, as every supplier knows them: under one name, with its own keys.

Their telephone numbers are Ofcom's for drama, their National Insurance numbers start with QQ
and their postcodes with TB, so that none of them can be anybody's.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    """The key of this person in every supplier's documents."""
    title: str
    first_name: str
    last_name: str
    born_on: date
    address: str
    postcode: str
    uprn: str
    email: str = ""
    telephone: str = ""
    national_insurance_number: str = ""
    tenancy: str = ""
    """The ten-digit payment reference on a rent letter; empty for who is no tenant."""
    claim: str = ""
    permit: str = ""
    vrm: str = ""
    penalty_charge_notice: str = ""
    membership: str = ""
    care_number: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


AMINA = Person(
    name="amina",
    title="Ms",
    first_name="Amina",
    last_name="Yusuf",
    born_on=date(1991, 4, 17),
    address="Flat 4, Alder Court, 12 Canal Street, Thornbridge",
    postcode="TB1 4QN",
    uprn="100012340004",
    email="amina@example.org",
    telephone="07700 900141",
    national_insurance_number="QQ123456A",
    tenancy="6001234567",
    claim="70043211",
    permit="TB-P-20231",
    vrm="TB12AMN",
    penalty_charge_notice="TB10012345",
    membership="TL448812",
    care_number="SC700141",
)
GRACE = Person(
    name="grace",
    title="Mrs",
    first_name="Grace",
    last_name="Okafor",
    born_on=date(1988, 9, 30),
    address="27 Mill Lane, Thornbridge",
    postcode="TB2 7HD",
    uprn="100012340027",
    email="grace@example.org",
    telephone="07700 900127",
    national_insurance_number="QQ234567B",
    tenancy="6001234575",
    claim="70043229",
    permit="TB-P-20248",
    vrm="TB15GRC",
    penalty_charge_notice="TB10012353",
    membership="TL448829",
    care_number="SC700127",
)
DESMOND = Person(
    name="desmond",
    title="Mr",
    first_name="Desmond",
    last_name="Clarke",
    born_on=date(1948, 2, 11),
    address="3 Orchard House, Station Road, Thornbridge",
    postcode="TB1 6RS",
    uprn="100012340103",
    telephone="01632 960412",
    national_insurance_number="QQ345678C",
    tenancy="6001234583",
    claim="70043237",
    care_number="SC700103",
)
PRIYA = Person(
    name="priya",
    title="Ms",
    first_name="Priya",
    last_name="Nair",
    born_on=date(1979, 12, 5),
    address="8 Quarry Rise, Thornbridge",
    postcode="TB3 2LW",
    uprn="100012340208",
    email="priya@example.org",
    telephone="07700 900208",
    national_insurance_number="QQ456789D",
    permit="TB-P-20306",
    vrm="TB19PRY",
    membership="TL448853",
)
LAKSHMI = Person(
    name="lakshmi",
    title="Mrs",
    first_name="Lakshmi",
    last_name="Nair",
    born_on=date(1950, 6, 21),
    address="8 Quarry Rise, Thornbridge",
    postcode="TB3 2LW",
    uprn="100012340208",
    national_insurance_number="QQ567890A",
    claim="70043245",
    care_number="SC700208",
)
TOM = Person(
    name="tom",
    title="Mr",
    first_name="Tom",
    last_name="Whitfield",
    born_on=date(1985, 1, 23),
    address="41 Foundry Row, Thornbridge",
    postcode="TB2 3FN",
    uprn="100012340341",
    email="tom@example.org",
    telephone="07700 900341",
    permit="TB-P-20377",
    vrm="TB18TOM",
    penalty_charge_notice="TB10012379",
    membership="TL448879",
)
PEOPLE = (AMINA, GRACE, DESMOND, PRIYA, LAKSHMI, TOM)
