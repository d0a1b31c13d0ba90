"""What staff ask for at the money desk: a payment, and how much of it is given back."""

from typing import Any
from uuid import uuid4

from django import forms

from accessibility.forms import PoundsField
from accessibility.plain_words import pounds
from accounts.staff.forms import NoteField


class FindForm(forms.Form):
    reference = forms.CharField(
        label="Payment reference",
        help_text="It is on the receipt, such as TB-7KQ4-M2WD",
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": "Enter a payment reference"},
    )


class RefundForm(forms.Form):
    """`key` was made when the page was shown: the same form twice is one refund."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = NoteField(
        label="Why is the money given back?",
        help_text="Do not write down anything about the person, or their card",
        missing="Say why the money is given back",
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
