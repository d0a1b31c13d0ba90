"""Fields that read what people really type, and say in plain words what is wrong."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accessibility.plain_words import pounds
from accessibility.widgets import DATE_PARTS, DateBoxes, PoundsInput, boxes_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?", re.ASCII)
"""Plain digits only: full-width and other scripts' digits look like amounts and are not typed."""
DATE_OF_BIRTH = {"day": "bday-day", "month": "bday-month", "year": "bday-year"}


class GovDateField(forms.DateField):
    """A date in three boxes. The month may be a number or its name.

    `about` names the date in the middle of a sentence: "the date of the letter". The data of a form
    has `<name>_day`, `<name>_month` and `<name>_year`.
    """

    widget = DateBoxes

    def __init__(self, *, about: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.about = about

    def to_python(self, value: Any) -> date | None:
        if value is None or value == "" or isinstance(value, date):
            return value or None
        parts = dict(zip(DATE_PARTS, value, strict=True))
        missing = [part for part in DATE_PARTS if not parts[part]]
        if missing:
            words = " and ".join(f"a {part}" for part in missing)
            raise self._mistake(f"{self._subject} must include {words}", missing)
        if re.fullmatch(r"\d\d", parts["year"], re.ASCII):
            raise self._mistake(f"{self._subject} must have four digits in the year", ["year"])
        try:
            return date(_year(parts["year"]), _month(parts["month"]), int(parts["day"]))
        except (ValueError, OverflowError):
            raise self._mistake(f"{self._subject} must be a real date", DATE_PARTS) from None

    def validate(self, value: date | None) -> None:
        if value is None and self.required:
            raise self._mistake(f"Enter {_uncapitalised(self._subject)}", DATE_PARTS)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return boxes_of(data) != boxes_of(initial)

    @property
    def _subject(self) -> str:
        about = self.about or str(self.label or "the date")
        return about[:1].upper() + about[1:]

    @staticmethod
    def _mistake(message: str, parts: Any) -> ValidationError:
        return ValidationError(message, code="invalid", params={"parts": tuple(parts)})


class PoundsField(forms.CharField):
    """An amount of money as typed (`£20`, `1,234.50`), as integer pence."""

    widget = PoundsInput

    def __init__(self, *, at_least_pence: int = 1, at_most_pence: int, **options: Any) -> None:
        super().__init__(**options)
        self.at_least_pence, self.at_most_pence = at_least_pence, at_most_pence

    def clean(self, value: Any) -> int | None:
        typed = str(super().clean(value))
        if not typed:
            return None
        found = AMOUNT.fullmatch(typed.strip())
        if not found:
            raise ValidationError("Enter an amount in pounds, like 20 or 20.50", code="invalid")
        pence = int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
        if pence < self.at_least_pence:
            raise ValidationError(f"Enter {_short(self.at_least_pence)} or more", code="too_low")
        if pence > self.at_most_pence:
            raise ValidationError(f"Enter {_short(self.at_most_pence)} or less", code="too_high")
        return pence

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


def _short(pence: int) -> str:
    """Whole pounds without the pence, for a sentence."""
    return pounds(pence).removesuffix(".00")


def _month(typed: str) -> int:
    name = typed.strip().lower()[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else int(typed)


def _year(typed: str) -> int:
    """Four digits: "24" could be either of two centuries."""
    if not re.fullmatch(r"\d{4}", typed):
        raise ValueError(typed)
    return int(typed)


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]
