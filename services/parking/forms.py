"""The questions about notices, permits and challenges."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accessibility.forms import Radios
from services.parking.catalogue import GROUNDS
from services.parking.records import NoticeKey, tidy

LONGEST_STATEMENT = 2000
_CHOOSE = "Choose why the notice is wrong"
_SHORT = {"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}


class AddNoticeForm(forms.Form):
    """Both together, as they stand on the notice."""

    number = forms.CharField(
        label="Notice number",
        help_text="On the notice, like TB12345678",
        max_length=24,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": "Enter the notice number"},
    )
    vrm = forms.CharField(
        label="Vehicle registration",
        help_text="Of the vehicle on the notice",
        max_length=12,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": "Enter the vehicle registration"},
    )

    def clean_number(self) -> str:
        return self._tidy("number", "Enter the notice number as it stands on the notice")

    def clean_vrm(self) -> str:
        return self._tidy("vrm", "Enter the registration in letters and numbers")

    def _tidy(self, name: str, words: str) -> str:
        typed = tidy(str(self.cleaned_data[name]))
        if not NoticeKey(typed, "X").is_well_written:
            raise ValidationError(words)
        return typed


class AddPermitForm(forms.Form):
    """The facts of a permit letter."""

    permit_number = forms.CharField(
        label="Permit number",
        help_text="On your permit e-mail or letter, like TB-P-12345",
        max_length=20,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": "Enter the permit number"},
    )
    vehicle_registration = forms.CharField(
        label="Vehicle registration",
        help_text="Of the vehicle on the permit",
        max_length=12,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"required": "Enter the vehicle registration"},
    )
    postcode = forms.CharField(
        label="Postcode",
        help_text="Of the home the permit is for",
        max_length=10,
        widget=forms.TextInput(attrs={**_SHORT, "autocomplete": "postal-code"}),
        error_messages={"required": "Enter the postcode"},
    )


class ChallengeForm(forms.Form):
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

    answered: ClassVar[tuple[str, ...]] = ("ground", "statement")
    """What the draft keeps as typed, right or wrong."""

    def kept_answers(self) -> dict[str, str]:
        """What was typed, so that nothing is lost when something is wrong."""
        limits = {"statement": LONGEST_STATEMENT * 2}
        return {
            name: str(self.data.get(name, "")).replace("\x00", "")[: limits.get(name, 60)]
            for name in self.answered
        }
