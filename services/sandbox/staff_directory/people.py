"""The council's staff, as its directory knows them: who they are, where they work, their groups."""

from dataclasses import dataclass, field
from typing import Any

from services.sandbox import store

SUPPLIER = "staff_directory"
CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """One entry of the directory; `subject` never changes, everything else may."""

    subject: str
    given_name: str
    family_name: str
    job: str
    place_of_work: str
    work_channel: str
    groups: tuple[str, ...]
    disabled: bool = False
    extra_claims: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def email(self) -> str:
        return f"{self.given_name}.{self.family_name}@thornbridge.example".lower()

    def claims(self) -> dict[str, Any]:
        """What the directory says about this person, in its tokens and at userinfo."""
        return {
            "sub": self.subject,
            "name": self.name,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "email": self.email,
            "email_verified": True,
            "groups": list(self.groups),
            "place_of_work": self.place_of_work,
            "work_channel": self.work_channel,
            **self.extra_claims,
        }


LIBRARY, TOWN_HALL = "Central Library", "Town Hall"
CONTACT_CENTRE = "Contact centre"
AT_A_DESK, BY_TELEPHONE = "face_to_face", "telephone"

STAFF = (
    StaffPerson(
        subject="a7c1f3e0-joy",
        given_name="Joy",
        family_name="Adeyemi",
        job="Library adviser",
        place_of_work=LIBRARY,
        work_channel=AT_A_DESK,
        groups=("library-advisers",),
    ),
    StaffPerson(
        subject="b2d86a11-sam",
        given_name="Sam",
        family_name="Hughes",
        job="Contact-centre adviser",
        place_of_work=CONTACT_CENTRE,
        work_channel=BY_TELEPHONE,
        groups=("contact-centre-advisers",),
    ),
    StaffPerson(
        subject="c90e4b72-carol",
        given_name="Carol",
        family_name="Whyte",
        job="Social-care adviser",
        place_of_work=TOWN_HALL,
        work_channel=AT_A_DESK,
        groups=("social-care-advisers",),
    ),
    StaffPerson(
        subject="d3f57c9d-morgan",
        given_name="Morgan",
        family_name="Ellis",
        job="Service manager",
        place_of_work=TOWN_HALL,
        work_channel=AT_A_DESK,
        groups=("service-managers",),
    ),
    StaffPerson(
        subject="e6a20d84-rafi",
        given_name="Rafi",
        family_name="Haddad",
        job="Content editor",
        place_of_work=TOWN_HALL,
        work_channel=AT_A_DESK,
        groups=("editors",),
    ),
    StaffPerson(
        subject="b5d90c17-grace",
        given_name="Grace",
        family_name="Osei",
        job="Content editor",
        place_of_work=TOWN_HALL,
        work_channel=AT_A_DESK,
        groups=("editors",),
    ),
    StaffPerson(
        subject="f1b93e65-lena",
        given_name="Lena",
        family_name="Fischer",
        job="Engineer",
        place_of_work=TOWN_HALL,
        work_channel=AT_A_DESK,
        groups=("engineers",),
    ),
    StaffPerson(
        subject="0c48f2a6-helen",
        given_name="Helen",
        family_name="Marsh",
        job="Contact-centre supervisor",
        place_of_work=CONTACT_CENTRE,
        work_channel=BY_TELEPHONE,
        groups=("contact-centre-advisers", "supervisors"),
    ),
    StaffPerson(
        subject="18d70b37-idris",
        given_name="Idris",
        family_name="Bello",
        job="Auditor",
        place_of_work=TOWN_HALL,
        work_channel=AT_A_DESK,
        groups=("auditors",),
    ),
)


def find_person(subject: str) -> StaffPerson | None:
    """The person as the directory knows them now, with what was changed since the seed."""
    for person in STAFF:
        if person.subject == subject:
            return _as_changed(person)
    return None


def change_person(subject: str, *, groups: Any = None, disabled: bool | None = None) -> None:
    """Move a person to other groups, or close their account, as the council's own IT would."""
    changes = store.get(SUPPLIER, CHANGES, subject) or {}
    if groups is not None:
        changes["groups"] = groups
    if disabled is not None:
        changes["disabled"] = disabled
    store.put(SUPPLIER, CHANGES, subject, changes)


def _as_changed(person: StaffPerson) -> StaffPerson:
    changes = store.get(SUPPLIER, CHANGES, person.subject) or {}
    return StaffPerson(
        subject=person.subject,
        given_name=person.given_name,
        family_name=person.family_name,
        job=person.job,
        place_of_work=person.place_of_work,
        work_channel=person.work_channel,
        groups=tuple(changes.get("groups", person.groups)),
        disabled=bool(changes.get("disabled", False)),
    )
