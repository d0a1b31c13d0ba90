"""The form that asks for the facts on a council letter, made from what the service asks."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

from django import forms
from django.core.exceptions import ValidationError

from accessibility.forms import GovDateField
from services.contract import Fact


class FactsForm(forms.Form):
    """One field per fact; `facts` gives them back as the adapter wants them."""

    def __init__(self, *args: object, asked: Iterable[Fact], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        for fact in asked:
            self.fields[fact.name] = _field(fact)

    @property
    def facts(self) -> dict[str, str]:
        return {name: _as_text(value) for name, value in self.cleaned_data.items()}


class CodeForm(forms.Form):
    """The code from our letter, however it is typed."""

    code = forms.CharField(
        label="Code",
        help_text="9 letters and numbers, like KTM-4RZ-9WB",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
        error_messages={"required": "Enter the code from our letter"},
    )


def _field(fact: Fact) -> forms.Field:
    if fact.kind == "date":
        about = f"your {_in_a_sentence(fact.label)}"
        return GovDateField(label=fact.label, help_text=fact.hint, about=about)
    missing = {"required": f"Enter your {_in_a_sentence(fact.label)}"}
    width = "govuk-input--width-10" if fact.kind == "postcode" else "govuk-input--width-20"
    return forms.CharField(
        label=fact.label,
        help_text=fact.hint,
        max_length=40,
        error_messages=missing,
        validators=[partial(_check_digits, fact)] if fact.digits else [],
        widget=forms.TextInput(attrs={"class": width, "spellcheck": "false"}),
    )


def _check_digits(fact: Fact, typed: str) -> None:
    number = "".join(typed.split())
    if not re.fullmatch(rf"[0-9]{{{fact.digits}}}", number):
        raise ValidationError(
            f"Your {_in_a_sentence(fact.label)} has {fact.digits} digits. Copy it from the letter"
        )


def _in_a_sentence(label: str) -> str:
    """«claim reference», but «National Insurance number»: what is a name keeps its capital."""
    is_a_name = any(word[0].isupper() for word in label.split()[1:])
    return label if is_a_name else label[0].lower() + label[1:]


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value).strip()
