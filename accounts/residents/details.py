"""Who a resident is and how we reach them: asked once, right after the account was made."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accessibility.fields import DATE_OF_BIRTH, GovDateField
from accessibility.widgets import DateBoxes, Radios
from accounts.notifications.models import Route
from accounts.residents.forms import age_on
from accounts.residents.models import Resident

YOUNGEST, OLDEST = 16, 120
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})")
TELEPHONE = re.compile(r"0\d{9,10}")


class AboutYou(forms.ModelForm[Resident]):
    """Name, date of birth and address. None of it is matched with anybody we already know."""

    born_on = GovDateField(
        label="Date of birth",
        about="your date of birth",
        help_text="For example, 27 3 1985",
        widget=DateBoxes(autocomplete=DATE_OF_BIRTH),
    )

    class Meta:
        model = Resident
        fields = ["first_name", "last_name", "born_on", "address", "postcode", "telephone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "first_name", "First name", "given-name", missing="Enter your first name")
        _word(self, "last_name", "Last name", "family-name", missing="Enter your last name")
        self.fields["last_name"].help_text = "If you have only one name, type a dash."
        _address(self)

    def clean_first_name(self) -> str:
        return plain_name(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        name = plain_name(self.cleaned_data["last_name"])
        return "" if name in {"-", "–"} else name

    def clean_born_on(self) -> date:
        born_on: date = self.cleaned_data["born_on"]
        age = age_on(timezone.localdate(), born_on=born_on)
        if age < 0:
            raise ValidationError("Your date of birth must be in the past")
        if age > OLDEST:
            raise ValidationError("Check the year of your date of birth")
        if age < YOUNGEST:
            raise ValidationError("You must be 16 or older to have an account. Call us instead")
        return born_on

    def clean_postcode(self) -> str:
        return plain_postcode(self.cleaned_data["postcode"])

    def clean_telephone(self) -> str:
        return plain_telephone(self.cleaned_data["telephone"])


WORDS = {"telephone": "telephone number", "preferred_route": "how we write to you"}


class ContactDetails(forms.ModelForm[Resident]):
    """What a resident changes by themselves. A name or a date of birth needs proof."""

    class Meta:
        model = Resident
        fields = ["address", "postcode", "telephone", "preferred_route"]
        widgets = {"preferred_route": Radios()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self)
        self.fields["preferred_route"].label = "How should we write to you?"

    def clean_postcode(self) -> str:
        return plain_postcode(self.cleaned_data["postcode"])

    def clean_telephone(self) -> str:
        return plain_telephone(self.cleaned_data["telephone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        mobile = cleaned.get("telephone", "").startswith("07")
        if cleaned.get("preferred_route") == Route.SMS and not mobile:
            self.add_error("telephone", "Enter a mobile number, or choose another way to reach you")
        return cleaned

    def what_changed(self) -> list[str]:
        """Without what it was or is: this goes into the audit and into a message."""
        return [WORDS.get(name, name) for name in self.changed_data]


def plain_name(typed: str) -> str:
    """As typed, in one form of Unicode, without characters nobody can see."""
    text = unicodedata.normalize("NFC", typed)
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf"})
    return " ".join(seen.split())


def plain_postcode(typed: str) -> str:
    found = POSTCODE.fullmatch("".join(typed.upper().split()))
    if not found:
        raise ValidationError("Enter a full UK postcode, like TB1 4QN")
    return f"{found[1]} {found[2]}"


def plain_telephone(typed: str) -> str:
    """Spaces, dashes, brackets and +44 are all right."""
    digits = re.sub(r"[\s().-]", "", unicodedata.normalize("NFKC", typed))
    digits = re.sub(r"^(?:\+|00)44(?:0)?", "0", digits)
    if digits and not TELEPHONE.fullmatch(digits):
        raise ValidationError("Enter a UK telephone number, like 07700 900 123")
    return digits


def _address(form: forms.ModelForm[Resident]) -> None:
    _word(form, "address", "Address", "street-address", missing="Enter your address")
    form.fields["address"].help_text = "House or flat, street and town"
    _word(form, "postcode", "Postcode", "postal-code", missing="Enter your postcode")
    form.fields["postcode"].widget.attrs["class"] = "govuk-input--width-10"
    _word(form, "telephone", "Telephone number", "tel", missing="")
    form.fields["telephone"].required = False
    form.fields["telephone"].widget.input_type = "tel"


def _word(
    form: forms.ModelForm[Resident], name: str, label: str, autocomplete: str, *, missing: str
) -> None:
    field = form.fields[name]
    field.label, field.required = label, True
    field.widget.attrs["autocomplete"] = autocomplete
    field.error_messages["required"] = missing
