"""What staff fill in while they begin to help. Nothing here remembers earlier residents."""

from datetime import date
from typing import Any

from django import forms

from accessibility.forms import GovDateField, Radios, not_marked_optional
from accessibility.widgets import DATE_PARTS, DateBoxes
from accounts.assisted.finding import Facts
from accounts.assisted.identity_script import Kind, Question, Result
from accounts.assisted.models import Caution, Clearance, Reason
from accounts.assisted.proposing import WAYS_TO_AGREE, services_on_offer
from accounts.assisted.registering import Newcomer
from accounts.channels import Channel
from accounts.mandates.models import Agreed
from accounts.mandates.standing import THEMSELVES, Authority, Standing, why_not
from accounts.mandates.wording import Language
from accounts.residents.details import plain_postcode, plain_telephone
from accounts.staff.models import StaffMember

OFF = {"autocomplete": "off"}
"""The next resident at this desk must not be offered what this one said."""
SHORT = {**OFF, "class": "govuk-input--width-10"}
TELEPHONE = {**OFF, "inputmode": "tel", "class": "govuk-input--width-20"}
A_DATE = DateBoxes(autocomplete=dict.fromkeys(DATE_PARTS, "off"))


class FindForm(forms.Form):
    last_name = forms.CharField(
        label="Last name", required=False, max_length=100, widget=forms.TextInput(OFF)
    )
    born_on = GovDateField(label="Date of birth", required=False, widget=A_DATE)
    postcode = forms.CharField(
        label="Postcode", required=False, max_length=10, widget=forms.TextInput(SHORT)
    )
    telephone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=25,
        widget=forms.TextInput(TELEPHONE),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_marked_optional(self.fields.values())

    @property
    def facts(self) -> Facts:
        return Facts(**self.cleaned_data)


class NewcomerForm(forms.Form):
    first_name = forms.CharField(label="First name", max_length=100, widget=forms.TextInput(OFF))
    last_name = forms.CharField(label="Last name", max_length=100, widget=forms.TextInput(OFF))
    born_on = GovDateField(label="Date of birth", widget=A_DATE)
    address = forms.CharField(
        label="Address",
        help_text="Number and street, then the town. Letters go there.",
        max_length=250,
        widget=forms.TextInput(OFF),
    )
    postcode = forms.CharField(label="Postcode", max_length=10, widget=forms.TextInput(SHORT))
    telephone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=20,
        help_text="Only if they have one and want us to have it.",
        widget=forms.TextInput(TELEPHONE),
    )

    def clean_postcode(self) -> str:
        return plain_postcode(self.cleaned_data["postcode"])

    def clean_telephone(self) -> str:
        return plain_telephone(self.cleaned_data["telephone"])

    @property
    def newcomer(self) -> Newcomer:
        return Newcomer(**self.cleaned_data)


class IdentityForm(forms.Form):
    """One field for each question of a script; none has to be asked."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.slug] = _field_for(question)
        not_marked_optional(self.fields.values())

    def clean(self) -> dict[str, Any]:
        """Pressed before anybody answered: that is no wrong answer, and is not counted as one."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and set(self.answers.values()) <= {"", Result.NOT_ASKED.value}:
            raise forms.ValidationError("Fill in what they answer first")
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        return {
            slug: value.isoformat() if hasattr(value, "isoformat") else str(value or "")
            for slug, value in self.cleaned_data.items()
        }


class AgreementForm(forms.Form):
    services = forms.MultipleChoiceField(
        label="What may you help with?",
        help_text="Choose only what the resident came for.",
        error_messages={"required": "Choose at least one service"},
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.ChoiceField(
        label="Why do they want help?",
        choices=Reason.choices,
        error_messages={"required": "Choose why they want help"},
        widget=Radios(),
    )
    language = forms.ChoiceField(
        label="Which language do they agree in?",
        choices=[(Language.ENGLISH, "English"), (Language.WELSH, "Welsh (Cymraeg)")],
        initial=Language.ENGLISH,
        error_messages={"required": "Choose a language"},
        widget=Radios(inline=True),
    )
    agreed_how = forms.ChoiceField(
        label="How will they agree?",
        error_messages={"required": "Choose how they will agree"},
        widget=Radios(),
    )
    witness = forms.CharField(
        label="Name of the witness",
        required=False,
        max_length=100,
        help_text="Needed when they agree aloud. A colleague who hears them say yes.",
        widget=forms.TextInput(OFF),
    )

    authority = forms.ChoiceField(
        label="Who agrees?",
        choices=Authority.choices,
        initial=Authority.OWN,
        help_text="For anybody but the resident, look at the document that gives them authority.",
        error_messages={"required": "Choose who agrees"},
        widget=Radios(),
    )
    given_by = forms.CharField(
        label="Name of the person who agrees",
        required=False,
        max_length=100,
        help_text="Only when it is not the resident.",
        widget=forms.TextInput(OFF),
    )
    authority_ends_on = GovDateField(
        label="When does their authority end?",
        required=False,
        help_text="Only when the document says so.",
        widget=A_DATE,
    )

    def __init__(
        self, *args: Any, staff: StaffMember, born_on: date | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._staff, self._born_on, self._today = staff, born_on, today
        ways = WAYS_TO_AGREE[Channel(staff.channel)]
        self._choices("services").choices = list(services_on_offer(staff).items())
        self._choices("agreed_how").choices = [(way.value, way.label) for way in ways]
        # Their hints say when they are needed: for some agreements they are not optional at all.
        told_when = ("witness", "given_by", "authority_ends_on")
        not_marked_optional(self.fields[name] for name in told_when)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        witness = str(cleaned.get("witness", "")).strip()
        if cleaned.get("agreed_how") == Agreed.VERBALLY:
            if not witness:
                self.add_error("witness", "Enter the name of the witness")
            elif witness.casefold() == self._staff.name.casefold():
                self.add_error("witness", "You cannot be the witness yourself")
        if not self.errors:
            self._check_standing()
        return cleaned

    @property
    def standing(self) -> Standing:
        authority = Authority(self.cleaned_data["authority"])
        if authority is Authority.OWN:
            return THEMSELVES
        name, ends_on = self.cleaned_data["given_by"], self.cleaned_data["authority_ends_on"]
        return Standing(authority, name.strip(), ends_on)

    def _check_standing(self) -> None:
        services = self.cleaned_data["services"]
        wrong = why_not(self.standing, born_on=self._born_on, services=services, today=self._today)
        if wrong:
            self.add_error(*wrong)

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above; for mypy)
        return field


class AskSupervisorForm(forms.Form):
    why = forms.ChoiceField(
        label="Why should it be you?",
        choices=Clearance.Why.choices,
        error_messages={"required": "Choose why it should be you"},
        widget=Radios(),
    )


class CautionForm(forms.Form):
    NONE = "none"

    kind = forms.ChoiceField(
        label="Who may open this record?",
        choices=[(NONE, "Any adviser, as usual"), *Caution.Kind.choices],
        error_messages={"required": "Choose who may open this record"},
        widget=Radios(),
    )

    @property
    def kind_chosen(self) -> Caution.Kind | None:
        chosen = self.cleaned_data["kind"]
        return None if chosen == self.NONE else Caution.Kind(chosen)


SEEN = [
    (Result.PASSED.value, "Yes, and it was right"),
    (Result.FAILED.value, "Yes, and it was not right"),
    (Result.NOT_ASKED.value, "Not asked, or they could not"),
]


def _field_for(question: Question) -> forms.Field:
    label, hint = question.ask, question.hint
    if question.kind is Kind.DATE:
        return GovDateField(
            label=label, help_text=hint, required=False, about="the date of birth", widget=A_DATE
        )
    if question.kind is Kind.SEEN:
        return forms.ChoiceField(
            label=label,
            help_text=hint,
            required=False,
            choices=SEEN,
            initial=Result.NOT_ASKED.value,
            widget=Radios(),
        )
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=150, widget=forms.TextInput(OFF)
    )
