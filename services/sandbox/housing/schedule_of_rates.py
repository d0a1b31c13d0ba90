"""What can be repaired: trades, codes and priorities, and how soon each priority is due.

The codes are the pretended council's own; the real schedule of rates is licensed.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Priority:
    code: int
    description: str
    hours: int = 0
    working_days: int = 0
    days: int = 0

    def due(self, raised: datetime) -> datetime:
        """The latest moment at which a repair raised now is to be finished."""
        if self.hours:
            return raised + timedelta(hours=self.hours)
        day, left = raised + timedelta(days=self.days), self.working_days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return datetime.combine(day.date(), time(23, 59), tzinfo=raised.tzinfo)


PRIORITIES = {
    priority.code: priority
    for priority in (
        Priority(1, "[I] IMMEDIATE", hours=2),
        Priority(2, "[E] EMERGENCY", hours=24),
        Priority(3, "[U] URGENT", working_days=5),
        Priority(4, "[N] NORMAL", days=28),
        Priority(5, "[P] INSPECTION", working_days=10),
    )
}
TRADES = {
    "PL": "Plumbing",
    "EL": "Electrical",
    "HE": "Heating",
    "CC": "Carpentry",
    "GL": "Glazing",
    "RF": "Roofing",
    "DR": "Drainage",
    "PT": "Plastering",
    "SP-DA": "Damp and mould",
    "GM": "Grounds",
}
CODES = {
    "PLP5R001": ("PL", "Repair leaking tap, pipe or valve"),
    "PLP5R004": ("PL", "Trace and contain leak through ceiling"),
    "PLP5R021": ("PL", "Repair or renew WC cistern or pan"),
    "DRP1R002": ("DR", "Clear blocked sink, bath or drain"),
    "HEP3R010": ("HE", "No heating or hot water: diagnose and repair"),
    "ELP2R003": ("EL", "Repair socket, switch or light fitting"),
    "ELP2R009": ("EL", "No power: trace fault and make safe"),
    "CCP6R012": ("CC", "Ease, adjust or rehang door"),
    "CCP6R018": ("CC", "Make secure and renew lock"),
    "GLP4R001": ("GL", "Reglaze or repair window"),
    "RFP7R002": ("RF", "Repair roof, gutter or downpipe"),
    "PTP8R004": ("PT", "Repair plaster to wall or ceiling"),
    "DAP9R001": ("SP-DA", "Inspect and treat damp and mould"),
}
