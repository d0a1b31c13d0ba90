"""The questions about a change of circumstances."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accessibility.forms import GovDateField, PoundsField, Radios, not_marked_optional
from services.benefits.catalogue import KINDS, WAYS
from services.tasks import WrittenForm

LONGEST_DETAILS = 2000
MOST_WEEKLY_PENCE, MOST_CAPITAL_PENCE = 10_000_00, 10_000_000_00
HOW_LONG_AGO = timedelta(days=396)
HOW_FAR_AHEAD = timedelta(days=31)
_CHOOSE = "Choose what has changed"


class ApplicationForm(WrittenForm):
    """What somebody lives on who applies for Council Tax Reduction."""

    weekly_income_pence = PoundsField(
        label="What do you and your partner get each week, before bills?",
        help_text="Wages, pensions and benefits together. Put 0 if it is nothing.",
        at_least_pence=0,
        at_most_pence=MOST_WEEKLY_PENCE,
        error_messages={"required": "Enter what you get each week, or 0"},
    )
    capital_pence = PoundsField(
        label="What savings do you and your partner have?",
        help_text="Money in the bank, in shares or in a second home. Put 0 if you have none.",
        at_least_pence=0,
        at_most_pence=MOST_CAPITAL_PENCE,
        error_messages={"required": "Enter what savings you have, or 0"},
    )
    details = forms.CharField(
        label="Who lives with you, and what else should we know?",
        max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Tell us who lives with you, or that you live alone",
            "max_length": f"Use {LONGEST_DETAILS} letters or fewer",
        },
    )

    kept = ("weekly_income_pence", "capital_pence", "details")


class EvidenceForm(forms.Form):
    """One more photo."""

    photo = forms.FileField(
        label="Photo of the paper",
        help_text=(
            "A JPG, PNG or WebP picture, up to 10 MB. Take one of each page, so that every word "
            "can be read. Of a PDF, take a screenshot."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_marked_optional(self.fields.values())


class ChallengeForm(WrittenForm):
    """How to challenge a decision, and why it is wrong."""

    way = forms.ChoiceField(
        label="What do you want us to do?",
        choices=[(way.slug, way.title) for way in WAYS],
        widget=Radios(hints={way.slug: way.hint for way in WAYS}),
        error_messages={
            "required": "Choose what you want us to do",
            "invalid_choice": "Choose what you want us to do",
        },
    )
    reason = forms.CharField(
        label="Why is the decision wrong?",
        help_text="Say what we got wrong and what is right. Do not write bank card numbers.",
        max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Tell us why it is wrong in a few words",
            "max_length": f"Use {LONGEST_DETAILS} letters or fewer",
        },
    )

    kept = ("way", "reason")


class ChangeForm(WrittenForm):
    """What has changed, since when, and what we should know."""

    kind = forms.ChoiceField(
        label="What has changed?",
        choices=[(kind.slug, kind.title) for kind in KINDS],
        widget=Radios(hints={kind.slug: kind.hint for kind in KINDS}),
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    happened_on = GovDateField(
        label="When did it change, or when will it?",
        help_text="For example, 27 3 2026",
        about="the date of the change",
    )
    details = forms.CharField(
        label="Tell us what has changed",
        help_text=(
            "For example your new wage and how often you get it, or the name and date of birth "
            "of somebody who has moved in. Do not write bank card numbers."
        ),
        max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Tell us what has changed in a few words",
            "max_length": f"Use {LONGEST_DETAILS} letters or fewer",
        },
    )

    kept = ("kind", "happened_on_day", "happened_on_month", "happened_on_year", "details")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # Any: Django's own
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_happened_on(self) -> date:
        happened_on: date = self.cleaned_data["happened_on"]
        if happened_on > self._today + HOW_FAR_AHEAD:
            raise ValidationError("Tell us about this in the month before it happens")
        if happened_on < self._today - HOW_LONG_AGO:
            raise ValidationError("This was more than 13 months ago. Call us about it instead")
        return happened_on
