"""The questions of a repair report, one page each."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accessibility.forms import Radios
from services.housing.catalogue import PROBLEMS, ROOMS, find_problem, groups
from services.housing.records import Slot
from services.tasks import WrittenForm

LONGEST_DETAILS, LONGEST_ACCESS = 500, 200


class ProblemForm(forms.Form):
    """What is wrong."""

    problem = forms.ChoiceField(
        label="What is wrong?",
        choices=[(problem.slug, problem.title) for problem in PROBLEMS],
        widget=Radios,
        error_messages={
            "required": "Choose what is wrong",
            "invalid_choice": "Choose what is wrong",
        },
    )

    def groups(self) -> Iterator[dict[str, Any]]:
        """The choices by what they are about, as radios that share one name."""
        chosen = self["problem"].value()
        for number, (name, problems) in enumerate(groups()):
            yield {
                "name": "problem",
                # The error summary links to the first choice of the first group.
                "id_prefix": f"id_problem{f'-{number}' if number else ''}",
                "value": chosen,
                "fieldset": {"legend": {"text": name, "classes": "govuk-fieldset__legend--s"}},
                "items": [
                    {
                        "value": problem.slug,
                        "text": problem.title,
                        "hint": {"text": problem.hint} if problem.hint else None,
                    }
                    for problem in problems
                ],
            }


class DetailsForm(WrittenForm):
    """Where it is, what it is like, and how to get in."""

    room = forms.ChoiceField(
        label="Where is it?",
        choices=ROOMS,
        widget=Radios,
        error_messages={"required": "Choose where it is", "invalid_choice": "Choose where it is"},
    )
    details = forms.CharField(
        label="What should we know about it?",
        help_text="For example when it started, how bad it is, and who lives with it.",
        max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Tell us about the problem in a few words",
            "max_length": f"Use {LONGEST_DETAILS} letters or fewer",
        },
    )
    photo = forms.FileField(
        label="Photo",
        help_text="A JPG, PNG or WebP picture, up to 10 MB. You can add three, one at a time.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    access = forms.CharField(
        label="When are you in, and how do we get in?",
        help_text="For example: weekday mornings, and the bell for flat 4 does not work.",
        max_length=LONGEST_ACCESS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Use {LONGEST_ACCESS} letters or fewer"},
    )
    telephone = forms.CharField(
        label="Telephone number for the repair team",
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}
        ),
    )

    kept = ("room", "details", "access", "telephone")
    """Photos are kept by themselves."""

    def clean_telephone(self) -> str:
        typed = str(self.cleaned_data["telephone"])
        digits = re.sub(r"[\s()-]", "", typed)
        if typed and not re.fullmatch(r"(\+44|0)\d{9,10}", digits):
            raise ValidationError("Enter a telephone number, like 01632 960 001 or 07700 900 982")
        return typed


class VisitForm(forms.Form):
    """One of the visits that can be booked."""

    slot = forms.ChoiceField(
        label="When should we come?",
        widget=Radios,
        error_messages={
            "required": "Choose when we should come",
            "invalid_choice": "This time has just been taken. Choose another one",
        },
    )

    def __init__(self, *args: Any, slots: tuple[Slot, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above; for mypy)
        field.choices = [
            (slot.reference, f"{slot.visit.on:%A %-d %B}, {slot.visit.words}") for slot in slots
        ]


def known_problem(slug: str) -> bool:
    problem = find_problem(slug)
    return problem is not None and not problem.call_instead
