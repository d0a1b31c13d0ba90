"""Who is known to adult social care, and what each of them has: words, days and amounts."""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True, slots=True)
class Visit:
    what: str
    by: str
    days: tuple[int, ...]
    """Monday is 0."""
    starts: time
    minutes: int
    where: str = "At home"


@dataclass(frozen=True, slots=True)
class Support:
    what: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was made some time ago, and how far it is."""

    what: str
    code: str
    days_ago: int
    status: str
    """Of the task: requested, in-progress or completed."""
    words: str
    """What the care team says about it."""
    owner: str


@dataclass(frozen=True, slots=True)
class Care:
    plan: str = ""
    goals: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    team: tuple[tuple[str, str], ...] = ()
    """(role, name)"""
    visits: tuple[Visit, ...] = ()
    weekly_charge_pence: int = 0
    charged_for: str = ""
    asked: tuple[Asked, ...] = field(default=())
    assessor_comes_in_days: int = 0


BLUEBELL = "Bluebell Home Care"
CARE = {
    "desmond": Care(
        plan="Care and support plan for living at home",
        goals=(
            "Stay in my own home and feel safe there",
            "Get washed and dressed with dignity",
            "See my friends at the library every week",
        ),
        support=(
            Support("Help with washing and dressing",
                    "Monday, Wednesday and Friday, 8.30am", BLUEBELL),
            Support("Pendant alarm", "Day and night", "Thornbridge Telecare"),
            Support("Hot meal delivered", "Tuesday and Thursday lunchtime", "Thornbridge Meals"),
        ),
        team=(
            ("Social worker", "Helen Marsh"),
            ("Home care manager", "Nia Roberts, Bluebell Home Care"),
            ("Occupational therapist", "Owen Blake"),
        ),
        visits=(Visit("Help with washing and dressing", BLUEBELL, (0, 2, 4), time(8, 30), 45),),
        weekly_charge_pence=4120,
        charged_for="Home care, your contribution",
        asked=(
            Asked("Needs assessment", "needs-assessment", 700, "completed",
                  "Your care and support plan was agreed", "Helen Marsh"),
            Asked("Yearly review of your care and support plan", "review", 340, "completed",
                  "Your plan was reviewed and stays as it is", "Helen Marsh"),
            Asked("Yearly review of your care and support plan", "review", 6, "in-progress",
                  "Helen Marsh will call to arrange a visit", "Helen Marsh"),
        ),
    ),
    "lakshmi": Care(
        plan="Care and support plan",
        goals=(
            "Spend time with people who speak my language",
            "Give Priya a rest twice a week",
            "Walk without fear of falling",
        ),
        support=(
            Support("Day centre with lunch",
                    "Tuesday and Thursday, 10am to 3pm", "Quarry Lodge"),
            Support("Transport to the day centre",
                    "Tuesday and Thursday", "Thornbridge Dial-a-Ride"),
        ),
        team=(("Social worker", "Ben Achebe"), ("Carer", "Priya Nair, daughter")),
        visits=(Visit("Day centre", "Quarry Lodge", (1, 3), time(10, 0), 300, "Quarry Lodge"),),
        weekly_charge_pence=2860,
        charged_for="Day centre and transport, your contribution",
        asked=(
            Asked("Needs assessment", "needs-assessment", 520, "completed",
                  "Your care and support plan was agreed", "Ben Achebe"),
            Asked("Carer's assessment for Priya Nair", "carers-assessment", 24, "in-progress",
                  "Ben Achebe has spoken with Priya and is writing the assessment", "Ben Achebe"),
        ),
    ),
    "amina": Care(
        team=(("Occupational therapist", "Owen Blake"),),
        asked=(
            Asked("Occupational therapy assessment", "occupational-therapy", 12, "in-progress",
                  "Owen Blake will visit you to look at the bathroom", "Owen Blake"),
        ),
        weekly_charge_pence=450,
        charged_for="Loan of bathing equipment, your contribution",
        assessor_comes_in_days=9,
    ),
    "grace": Care(
        asked=(
            Asked("Advice about help at home for a relative", "advice", 420, "completed",
                  "We sent you information by e-mail", "First Contact Team"),
        ),
    ),
}  # fmt: skip
