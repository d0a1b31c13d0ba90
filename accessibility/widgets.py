"""Widgets that know more than Django's: hints beside choices, boxes for a date, a pound sign."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

DATE_PARTS = ("day", "month", "year")


class Radios(forms.RadioSelect):
    """Radio buttons, each with its own hint if `hints` has one for its value."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, inline: bool = False) -> None:
        super().__init__()
        self.hints, self.inline = hints or {}, inline


class PoundsInput(forms.TextInput):
    """A text box with a pound sign before it."""

    prefix = "£"

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "class": "govuk-input--width-5"})


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes: nobody has to find their birthday in a calendar."""

    def __init__(self, *, autocomplete: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.autocomplete = autocomplete or {}

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> tuple[str, str, str] | None:
        day, month, year = (str(data.get(f"{name}_{part}") or "").strip() for part in DATE_PARTS)
        return (day, month, year) if day or month or year else None

    def first_control(self, id_: str, field: BoundField) -> str:
        return f"{id_}-{(wrong_parts(field) or DATE_PARTS)[0]}"


def boxes_of(value: Any) -> dict[str, str]:
    """What stands in the boxes: what was typed, or the parts of a date."""
    if value in (None, ""):
        return {}
    if isinstance(value, tuple):
        return dict(zip(DATE_PARTS, value, strict=True))
    return {part: str(getattr(value, part)) for part in DATE_PARTS}


def wrong_parts(field: BoundField) -> tuple[str, ...]:
    """The boxes of a date its mistake is about; none named means all three."""
    for error in field.errors.as_data():
        if error.params and "parts" in error.params:
            return tuple(error.params["parts"])
    return ()
