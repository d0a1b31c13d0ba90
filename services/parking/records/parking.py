"""Everything one link opens, as the parking system tells it."""

from dataclasses import dataclass
from datetime import date

from services.parking.records.notices import PenaltyChargeNotice
from services.parking.records.permits import RENEWAL_WINDOW, Permit, PermitKind, is_replaced


@dataclass(frozen=True, slots=True)
class Parking:
    """Everything one link opens."""

    permit_number: str
    permits: tuple[Permit, ...]
    """The one that ends last comes first."""
    notices: tuple[PenaltyChargeNotice, ...]
    gone: tuple[str, ...]
    """Numbers of notices the parking system does not know any more."""

    def renewable(self, today: date) -> frozenset[str]:
        """References of permits that end soon or ended lately, and are not renewed yet."""
        return frozenset(
            permit.reference
            for permit in self.permits
            if permit.kind is PermitKind.PERMIT
            and abs(permit.ends_on - today) <= RENEWAL_WINDOW
            and not is_replaced(permit, self.permits)
        )
