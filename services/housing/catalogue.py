"""What can be reported here: every problem with its trade, code, priority and advice.

The codes are the council's own schedule of rates; the priorities are the tenants' handbook's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum

from services.supplied import LONDON
from services.working_days import add_working_days


class Priority(IntEnum):
    """The repairs standard's priority codes."""

    EMERGENCY = 2
    URGENT = 3
    NORMAL = 4

    @property
    def promise(self) -> str:
        return _PROMISES[self]

    def finished_by(self, now: datetime) -> datetime:
        """The latest moment at which a repair reported now is to be finished, London time."""
        today = now.astimezone(LONDON).date()
        if self is Priority.EMERGENCY:
            # Real hours: added in UTC, for the night the clocks change.
            return (now.astimezone(UTC) + timedelta(hours=24)).astimezone(LONDON)
        if self is Priority.URGENT:
            return _end_of(add_working_days(today, 5))
        return _end_of(today + timedelta(days=28))


_PROMISES = {
    Priority.EMERGENCY: "within 24 hours",
    Priority.URGENT: "within 5 working days",
    Priority.NORMAL: "within 28 days",
}


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that can be wrong. `call_instead` names the danger that is told by telephone."""

    slug: str
    title: str
    group: str
    hint: str = ""
    trade: str = ""
    code: str = ""
    priority: Priority = Priority.NORMAL
    call_instead: str = ""


@dataclass(frozen=True, slots=True)
class Danger:
    """What to do before anything else, and whom to ring."""

    title: str
    who: str
    telephone: str
    """Empty for the council's own number."""
    steps: tuple[str, ...]


DANGERS = {
    "gas": Danger(
        title="If you smell gas, call now",
        who="National Gas Emergency Service, free, day and night",
        telephone="0800 111 999",
        steps=(
            "Open doors and windows.",
            "Do not switch anything electrical on or off, and do not smoke or light anything.",
            "Turn the gas off at the meter if you can.",
            "Leave the home and call from outside.",
        ),
    ),
    "flood": Danger(
        title="If water is pouring in, call us now",
        who="Emergency repairs, day and night",
        telephone="",
        steps=(
            "Turn the water off at the stopcock. It is often under the kitchen sink.",
            "Do not touch electrical things that are wet.",
            "Put a bucket or towels under the leak, and open the taps to empty the pipes.",
        ),
    ),
    "electric": Danger(
        title="If something electrical sparks, smokes or is wet, call us now",
        who="Emergency repairs, day and night",
        telephone="",
        steps=(
            "Do not touch it.",
            "Switch the electricity off at the fuse box if you can reach it safely.",
            "If there is fire or somebody is hurt, call 999.",
        ),
    ),
}

PROBLEMS = (
    Problem("gas", "I can smell gas", "Danger", call_instead="gas"),
    Problem("flood", "Water is pouring in or through", "Danger", call_instead="flood"),
    Problem("sparks", "Something electrical sparks, smokes or is wet", "Danger",
            call_instead="electric"),
    Problem("leaking-tap", "Leaking tap or pipe", "Water", "You can catch it in a bucket",
            "PL", "PLP5R001", Priority.NORMAL),
    Problem("leaking-ceiling", "Water mark or slow leak in the ceiling", "Water", "",
            "PL", "PLP5R004", Priority.URGENT),
    Problem("toilet", "Toilet will not flush", "Water", "",
            "PL", "PLP5R021", Priority.URGENT),
    Problem("blocked-drain", "Blocked sink, bath or drain", "Water", "",
            "DR", "DRP1R002", Priority.URGENT),
    Problem("no-heating", "No heating or hot water", "Heating and electricity", "",
            "HE", "HEP3R010", Priority.URGENT),
    Problem("no-power", "No electricity in part of the home", "Heating and electricity",
            "Your neighbours have electricity, and your meter has credit",
            "EL", "ELP2R009", Priority.EMERGENCY),
    Problem("light-or-socket", "Broken light, switch or socket", "Heating and electricity", "",
            "EL", "ELP2R003", Priority.NORMAL),
    Problem("unsafe-door", "Front door or window cannot be locked", "Doors and windows", "",
            "CC", "CCP6R018", Priority.EMERGENCY),
    Problem("door", "Door sticks or will not shut", "Doors and windows", "",
            "CC", "CCP6R012", Priority.NORMAL),
    Problem("window", "Broken window", "Doors and windows", "",
            "GL", "GLP4R001", Priority.NORMAL),
    Problem("damp-mould", "Damp or mould", "Walls and roof",
            "Tell us who lives in the home, such as a baby or somebody with asthma",
            "SP-DA", "DAP9R001", Priority.URGENT),
    Problem("plaster", "Damaged wall or ceiling", "Walls and roof", "",
            "PT", "PTP8R004", Priority.NORMAL),
    Problem("roof-gutter", "Roof or gutter", "Walls and roof", "",
            "RF", "RFP7R002", Priority.NORMAL),
)  # fmt: skip

ROOMS = (
    ("kitchen", "Kitchen"),
    ("bathroom", "Bathroom or toilet"),
    ("living-room", "Living room"),
    ("bedroom", "Bedroom"),
    ("hall", "Hall, stairs or landing"),
    ("outside", "Outside, garden or balcony"),
    ("whole-home", "The whole home"),
)


def find_problem(slug: str) -> Problem | None:
    return next((problem for problem in PROBLEMS if problem.slug == slug), None)


def get_problem(slug: str) -> Problem:
    """Raises LookupError for one that is not in the catalogue (any more)."""
    problem = find_problem(slug)
    if problem is None:
        raise LookupError(slug)
    return problem


def room_name(slug: str) -> str:
    return dict(ROOMS).get(slug, slug)


def groups() -> Iterable[tuple[str, list[Problem]]]:
    """The problems by group, in the order residents see them."""
    names = dict.fromkeys(problem.group for problem in PROBLEMS)
    return [(name, [each for each in PROBLEMS if each.group == name]) for name in names]
