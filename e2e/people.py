"""Who the journeys are about, and what stands on their letters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody without an account, with a rent letter in hand."""

    email: str
    first_name: str = "Grace"
    last_name: str = "Okafor"
    born_on: tuple[str, str, str] = ("30", "9", "1988")
    address: str = "27 Mill Lane, Thornbridge"
    postcode: str = "TB2 7HD"
    payment_reference: str = "6001234575"
    password: str = "three bridges over a canal"


AMINA_EMAIL, AMINA_PASSWORD = "amina@example.org", "thornbridge-canal-4"
"""Everything linked."""
