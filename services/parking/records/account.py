"""What one link opens: a permit, and notices by number and registration."""

import re
from dataclasses import dataclass, replace
from typing import Self

from services.contract import AccountReference

MOST_NOTICES = 8  # as many as one link holds


def tidy(typed: str) -> str:
    """As numbers and registrations are kept: upper case, no spaces."""
    return "".join(typed.split()).upper()


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """Both together open a notice; the number alone opens nothing."""

    number: str
    vrm: str

    @property
    def is_well_written(self) -> bool:
        return all(re.fullmatch(r"[A-Z0-9]{1,20}", part) for part in (self.number, self.vrm))


@dataclass(frozen=True, slots=True)
class ParkingAccount:
    """What a resident has proved or told us: a permit, and notices by number and registration.

    Written as «permit:TB-P-20231 TB10012345/TB12AMN», which is what the link keeps. A notice is
    never looked for by person.
    """

    permit: str = ""
    notices: tuple[NoticeKey, ...] = ()

    @classmethod
    def read(cls, reference: AccountReference) -> Self:
        permit, notices = "", []
        for part in reference.split():
            if part.startswith("permit:"):
                permit = part.removeprefix("permit:")
            else:
                number, _, vrm = part.partition("/")
                notices.append(NoticeKey(number, vrm))
        return cls(permit, tuple(notices))

    @property
    def reference(self) -> AccountReference:
        parts = [f"permit:{self.permit}"] if self.permit else []
        parts += [f"{key.number}/{key.vrm}" for key in self.notices]
        return AccountReference(" ".join(parts))

    def find(self, number: str) -> NoticeKey | None:
        return next((key for key in self.notices if key.number == number), None)

    def adding(self, key: NoticeKey) -> Self:
        """The newest stays last; the oldest make room."""
        if not key.is_well_written:
            raise ValueError("not written like a notice")
        others = tuple(known for known in self.notices if known.number != key.number)
        return replace(self, notices=(*others, key)[-MOST_NOTICES:])

    def with_permit(self, permit: str) -> Self:
        return replace(self, permit=permit)

    def removing(self, number: str) -> Self:
        return replace(self, notices=tuple(k for k in self.notices if k.number != number))
