"""What a resident fills in to find, book and cancel."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django import forms

from accessibility import plain_words
from accessibility.forms import Radios, not_marked_optional
from services.leisure.records import Opportunity, Price, Search, Timetable
from services.tasks import CancelForm

DAYS_OFFERED = 14
Choices = list[tuple[str, str]]


class FindForm(forms.Form):
    """By place, day, activity and access need; whatever is left empty does not matter."""

    activity = forms.ChoiceField(label="Activity", required=False)
    place = forms.ChoiceField(label="Place", required=False)
    on = forms.ChoiceField(label="Day", required=False)
    access_need = forms.ChoiceField(label="Suitable for", required=False)

    def __init__(self, *args: object, timetable: Timetable, today: date, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # Django's own arguments
        self._offer("activity", "Any activity", _same(timetable.activities))
        self._offer("place", "Any place", _same(timetable.places))
        self._offer("on", "Any day", _days(today))
        self._offer("access_need", "Anyone", _same(timetable.access_needs))
        not_marked_optional(self.fields.values())

    @property
    def search(self) -> Search:
        """What to look for; a choice that is not offered any more is left out."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        on = date.fromisoformat(chosen["on"]) if "on" in chosen else None
        return Search(
            place=chosen.get("place", ""),
            on=on,
            activity=chosen.get("activity", ""),
            access_need=chosen.get("access_need", ""),
        )

    def _offer(self, name: str, anything: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above; for mypy)
        field.choices = [("", anything), *choices]


class BookForm(forms.Form):
    """Which price, at the time that the page said; the key makes pressing twice one booking."""

    price = forms.ChoiceField(
        label="Price",
        widget=Radios(),
        error_messages={
            "required": "Choose a price",
            "invalid_choice": "The price, or when you pay it, has changed since you opened "
            "this page. Check it and choose again",
        },
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    starts_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, sent: Mapping[str, str] | None = None, *, opportunity: Opportunity, **more: object
    ) -> None:
        """`opportunity` is at the time that the page says: the one the form brought, if any."""
        self._offered = {price.terms: price for price in opportunity.prices}
        only = next(iter(self._offered)) if len(self._offered) == 1 else ""
        says = {"starts_at": opportunity.starts_at.isoformat()}
        more["initial"] = {"form_key": uuid.uuid4(), "price": only, **says}
        super().__init__({**sent, **says} if sent else sent, **more)  # type: ignore[arg-type]  # Django's own arguments
        field = self.fields["price"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above; for mypy)
        field.choices = [(terms, price.words) for terms, price in self._offered.items()]

    @property
    def chosen(self) -> Price:
        return self._offered[self.cleaned_data["price"]]


class CancelBookingForm(CancelForm):
    thing = "booking"


def time_seen(sent: Mapping[str, str]) -> datetime | None:
    """When the page said that it begins, as its form brings it back; None when it does not."""
    try:
        seen = datetime.fromisoformat(sent.get("starts_at", ""))
    except ValueError:
        return None
    return seen if seen.tzinfo else None


def _same(values: Iterable[str]) -> Choices:
    return [(value, value) for value in values]


def _days(today: date) -> Choices:
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_OFFERED))
    return [(day.isoformat(), plain_words.day(day, today=today)) for day in days]
