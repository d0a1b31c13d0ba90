"""What a resident may say about a payment: how much of it, and nothing else."""

from typing import Any

from django import forms

from accessibility.forms import PoundsField, Radios, not_marked_optional
from accessibility.plain_words import pounds
from payments.charges import Payable

ALL, PART = "all", "part"
BOTH = "You chose all of it, and typed another amount. Choose one of the two"


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
        elif cleaned.get("how_much") == ALL and self._typed_another_amount():
            self.errors.pop("amount", None)
            self.add_error("how_much", BOTH)
        return cleaned

    def _typed_another_amount(self) -> bool:
        """All of it is chosen before anybody chooses: an amount beside it may be what was meant."""
        typed = str(self.data.get("amount", "")).strip()
        return bool(typed) and self.cleaned_data.get("amount") != self.payable.owed_pence

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
            help_text=f"If you do not pay all of it. At least {pounds(least)}",
            required=False,
            at_least_pence=least,
            at_most_pence=owed,
        )
        not_marked_optional([self.fields["amount"]])
