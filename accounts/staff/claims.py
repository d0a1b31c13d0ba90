"""From what the directory says to what somebody may do here: word for word, or not at all."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.channels import Channel
from accounts.staff.roles import Role

LONGEST_NAME, LONGEST_PLACE = 150, 100
MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class StaffClaims:
    """Somebody as the directory describes them. No e-mail address: nobody is known by it."""

    issuer: str
    subject: str
    name: str
    place_of_work: str
    channel: Channel
    roles: tuple[Role, ...]


def read_claims(
    claims: Mapping[str, Any], *, issuer: str, subject: str, groups: Mapping[str, str]
) -> StaffClaims:
    """`groups` is the allow list: the directory's name of a group, and the role it stands for."""
    return StaffClaims(
        issuer=issuer,
        subject=subject,
        name=_text(claims.get("name"), LONGEST_NAME) or "A member of staff",
        place_of_work=_text(claims.get("place_of_work"), LONGEST_PLACE),
        channel=_channel(claims.get("work_channel")),
        roles=roles_from(claims.get("groups"), groups),
    )


def roles_from(claimed: object, groups: Mapping[str, str]) -> tuple[Role, ...]:
    """A role for each group that is on the list exactly; anything but a list of texts is none."""
    if not isinstance(claimed, list) or len(claimed) > MOST_GROUPS:
        return ()
    known = {group for group in claimed if isinstance(group, str) and group in groups}
    return tuple(sorted({Role(groups[group]) for group in known}))


def _channel(claimed: object) -> Channel:
    is_telephone = claimed == "telephone"
    return Channel.ASSISTED_TELEPHONE if is_telephone else Channel.ASSISTED_FACE_TO_FACE


def _text(claimed: object, longest: int) -> str:
    if not isinstance(claimed, str):
        return ""
    text = unicodedata.normalize("NFC", claimed)
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf"})
    return " ".join(seen.split())[:longest]
