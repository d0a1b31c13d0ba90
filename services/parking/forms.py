"""The questions about notices, permits and challenges."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from accessibility.forms import Radios
from services.parking.catalogue import GROUNDS
from services.parking.records.account import NoticeKey, tidy
from services.parking.records.permits import VisitorPack
from services.tasks import CancelForm, WrittenForm

LONGEST_STATEMENT = 2000
_CHOOSE = "Choose why the notice is wrong"
_HOW_MANY = "Choose how many sessions you want"


def _short(label: str, hint: str, *, max_length: int, autocomplete: str = "off") -> forms.CharField:
    attrs = {"class": "govuk-input--width-10", "spellcheck": "false", "autocomplete": autocomplete}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=max_length,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": f"Enter the {label.lower()}"},
    )


class VehicleForm(forms.Form):
    """One registration, kept as DVLA writes it."""

    vrm = _short("Vehicle registration", "Of the new vehicle", max_length=12)

    def clean_vrm(self) -> str:
        return self._tidy("vrm", "Enter the registration in letters and numbers")

    def _tidy(self, name: str, words: str) -> str:
        typed = tidy(str(self.cleaned_data[name]))
        if not NoticeKey(typed, "X").is_well_written:
            raise ValidationError(words)
        return typed


class AddNoticeForm(VehicleForm):
    """Both together, as they stand on the notice."""

    number = _short("Notice number", "On the notice, like TB12345678", max_length=24)
    vrm = _short("Vehicle registration", "Of the vehicle on the notice", max_length=12)
    field_order = ("number", "vrm")

    def clean_number(self) -> str:
        return self._tidy("number", "Enter the notice number as it stands on the notice")


class AddPermitForm(forms.Form):
    """The facts of a permit letter."""

    permit_number = _short(
        "Permit number", "On your permit e-mail or letter, like TB-P-12345", max_length=20
    )
    vehicle_registration = _short(
        "Vehicle registration", "Of the vehicle on the permit", max_length=12
    )
    postcode = _short(
        "Postcode", "Of the home the permit is for", max_length=10, autocomplete="postal-code"
    )


class VisitorForm(forms.Form):
    """How many visitor sessions, of what may still be bought."""

    sessions = forms.ChoiceField(
        label="How many sessions do you want?",
        widget=Radios(),
        error_messages={"required": _HOW_MANY, "invalid_choice": _HOW_MANY},
    )

    def __init__(self, *args: Any, packs: Iterable[VisitorPack], **more: Any) -> None:
        # Any: Django's own arguments
        super().__init__(*args, **more)
        field = cast(forms.ChoiceField, self.fields["sessions"])  # declared above
        field.choices = [(str(pack.sessions), pack.words) for pack in packs]


class ChallengeForm(WrittenForm):
    """Why the notice is wrong."""

    ground = forms.ChoiceField(
        label="Why is the notice wrong?",
        choices=[(ground.slug, ground.title) for ground in GROUNDS],
        widget=Radios(hints={ground.slug: ground.hint for ground in GROUNDS if ground.hint}),
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    statement = forms.CharField(
        label="Tell us what happened",
        help_text="Say what you can show us, such as a receipt or a photo. Do not write bank "
        "card numbers.",
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Tell us what happened in a few words",
            "max_length": f"Use {LONGEST_STATEMENT} letters or fewer",
        },
    )

    kept = ("ground", "statement")


class CancelOrderForm(CancelForm):
    thing = "order"
