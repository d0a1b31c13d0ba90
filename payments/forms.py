"""What a resident may say about a payment: how much of it, and nothing else."""

from typing import Any

from django import forms

from accessibility.forms import PoundsField, Radios
from accessibility.plain_words import pounds
from payments.charges import Payable

ALL, PART = "all", "part"


class PayForm(forms.Form):
    """`quoted_pence` is what the page showed: never what is charged, only compared with it."""

    quoted_pence = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, payable: Payable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.payable = payable
        self.initial["quoted_pence"] = payable.owed_pence
        least = payable.part_from_pence
        self.takes_part = least is not None and least < payable.owed_pence
        if least is not None and self.takes_part:
            self.initial["how_much"] = ALL
            self._add_questions(least)

    @property
    def saw_this_amount(self) -> bool:
        return bool(self.cleaned_data.get("quoted_pence") == str(self.payable.owed_pence))

    @property
    def amount_pence(self) -> int | None:
        """What they want to pay; None for all of it."""
        if self.cleaned_data.get("how_much") != PART:
            return None
        amount: int = self.cleaned_data["amount"]
        return amount

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("how_much") == PART and not cleaned.get("amount"):
            if "amount" not in self.errors:
                self.add_error("amount", "Enter how much you want to pay")
        elif "amount" in self.errors and cleaned.get("how_much") == ALL:
            del self.errors["amount"]
        return cleaned

    def _add_questions(self, least: int) -> None:
        owed = self.payable.owed_pence
        self.fields["how_much"] = forms.ChoiceField(
            label="How much do you want to pay?",
            widget=Radios,
            choices=[(ALL, f"All of it: {pounds(owed)}"), (PART, "Another amount")],
            error_messages={"required": "Choose how much you want to pay"},
        )
        self.fields["amount"] = PoundsField(
            label="The other amount",
            help_text=f"At least {pounds(least)}",
            required=False,
            at_least_pence=least,
            at_most_pence=owed,
        )
