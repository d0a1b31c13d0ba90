"""What staff write down about money: why, how much, and never a card number."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from accessibility.forms import PoundsField
from accessibility.plain_words import pounds
from payments.card_numbers import holds_card_number

OFF = {"autocomplete": "off"}
TOO_LONG = "Use 200 characters or fewer"


def check_no_card_number(text: str) -> None:
    if holds_card_number(text):
        raise ValidationError("Do not write a card number down. The reference is enough.")


class FindForm(forms.Form):
    reference = forms.CharField(
        label="Payment reference",
        help_text="It is on the receipt, such as TB-7KQ4-M2WD",
        max_length=20,
        widget=forms.TextInput({**OFF, "class": "govuk-input--width-10"}),
        error_messages={"required": "Enter a payment reference"},
    )


class RefundForm(forms.Form):
    """`key` was made when the page was shown: the same form twice is one refund."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why is the money given back?",
        help_text="Do not write down anything about the person, or their card",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        validators=[check_no_card_number],
        error_messages={"required": "Say why the money is given back", "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, left_pence: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid4()
        amount = PoundsField(
            label="How much?",
            help_text=f"{pounds(left_pence)} is left of this payment",
            at_least_pence=1,
            at_most_pence=left_pence,
            error_messages={"required": "Enter how much to give back"},
        )
        self.fields = {"amount": amount, **self.fields}


class ResolutionForm(forms.Form):
    resolution = forms.CharField(
        label="What did you do about it?",
        help_text="It stays on the record with your name",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        validators=[check_no_card_number],
        error_messages={"required": "Say what you did about it", "max_length": TOO_LONG},
    )
