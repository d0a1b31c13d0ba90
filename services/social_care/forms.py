"""What a resident fills in to ask for an assessment, or to cancel a visit."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django import forms

from accessibility.forms import Radios
from services.social_care import catalogue
from services.social_care.catalogue import Assessment
from services.social_care.operations import AssessmentRequest
from services.tasks import CancelVisitForm

LONGEST_ANSWER = 2000


class AssessmentForm(forms.Form):
    """Four questions. A draft of it can be kept, with only some of them answered."""

    kind = forms.ChoiceField(
        label=catalogue.WHICH_QUESTION,
        choices=catalogue.KINDS,
        widget=Radios(hints=catalogue.KIND_HINTS),
        error_messages={"required": "Choose what you would like us to look at"},
    )
    difficulties = forms.MultipleChoiceField(
        label=catalogue.DIFFICULT_QUESTION,
        help_text="Choose all that apply.",
        choices=catalogue.DIFFICULTIES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that is hard at the moment"},
    )
    words = forms.CharField(
        label=catalogue.TELL_QUESTION,
        help_text="In your own words. What has changed, and what would help?",
        widget=forms.Textarea,
        max_length=LONGEST_ANSWER,
        required=False,
    )
    telephone = forms.CharField(
        label=catalogue.TELEPHONE_QUESTION,
        help_text="We will call to arrange a time. We do not leave details in messages.",
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"required": "Enter a telephone number we can reach you on"},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def request(self, *, now: datetime) -> AssessmentRequest:
        return AssessmentRequest(
            kind=Assessment(self.cleaned_data["kind"]),
            difficulties=tuple(self.cleaned_data["difficulties"]),
            words=self.cleaned_data["words"].strip(),
            telephone=self.cleaned_data["telephone"].strip(),
            asked_at=now,
        )

    @property
    def answers_so_far(self) -> dict[str, str]:
        """What is worth keeping of an unfinished form, right or wrong."""
        typed = {name: str(self[name].data or "") for name in ("kind", "words", "telephone")}
        ticked = self["difficulties"].data or []
        return {**typed, "difficulties": ",".join(ticked)}


def initial_of(answers: Mapping[str, str], *, form_key: uuid.UUID) -> dict[str, object]:
    """A kept draft, as the form shows it again."""
    ticked = [value for value in answers.get("difficulties", "").split(",") if value]
    return {**answers, "difficulties": ticked, "form_key": form_key}


class CancelForm(CancelVisitForm):
    """Why this one visit is not needed."""

    reason = forms.ChoiceField(
        label="Why do you want to cancel it?",
        choices=catalogue.CANCEL_REASONS,
        widget=Radios(),
        error_messages={"required": "Choose why you want to cancel the visit"},
    )
