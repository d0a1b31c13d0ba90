"""What staff write down about what they did: short, and never a card number."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.staff.card_numbers import holds_card_number


def check_no_card_number(text: str) -> None:
    if holds_card_number(text):
        raise ValidationError("Do not write a card number down. The reference is enough.")


class NoteField(forms.CharField):
    """A sentence or two that stays on the record."""

    default_validators = [check_no_card_number]

    def __init__(self, *, label: str, help_text: str, missing: str) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=200,
            widget=forms.Textarea({"rows": 3}),
            error_messages={"required": missing, "max_length": "Use 200 characters or fewer"},
        )


class ResolutionForm(forms.Form):
    """How somebody put right, by hand, what no system did."""

    resolution = NoteField(
        label="What did you do about it?",
        help_text="It stays on the record with your name. Write down nothing about the person",
        missing="Say what you did about it",
    )
