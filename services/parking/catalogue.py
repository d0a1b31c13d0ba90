"""Why a resident may say that a notice is wrong, in plain words and the parking system's own."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Ground:
    slug: str
    """The parking system's word for it."""
    title: str
    hint: str = ""


GROUNDS: Final = (
    Ground(
        "contravention_did_not_occur",
        "I did not do what the notice says",
        "For example you were loading, had a permit or had paid",
    ),
    Ground(
        "not_the_owner",
        "The vehicle was not mine",
        "You had sold it before that day, or bought it after",
    ),
    Ground("taken_without_consent", "The vehicle was taken without my permission"),
    Ground("hire_firm", "We are a hire firm and somebody had hired the vehicle"),
    Ground("exceeded_amount", "The amount is more than the law allows"),
    Ground("procedural_impropriety", "The council did not follow the rules"),
    Ground("invalid_order", "The parking restriction is not valid"),
    Ground("already_paid", "I have already paid"),
    Ground(
        "mitigating_circumstances",
        "There were special circumstances",
        "For example an emergency or a breakdown. We decide whether to cancel the notice",
    ),
)


def find_ground(slug: str) -> Ground | None:
    return next((ground for ground in GROUNDS if ground.slug == slug), None)


def get_ground(slug: str) -> Ground:
    """Raises LookupError."""
    ground = find_ground(slug)
    if ground is None:
        raise LookupError(slug)
    return ground
