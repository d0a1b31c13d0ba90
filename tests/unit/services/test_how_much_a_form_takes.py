"""How much may be typed into each box: more is refused in words, not cut off and not taken."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.assisted import forms as assisted
from accounts.residents import details as residents
from payments.desk import forms as money_desk
from services import unfinished
from services.benefits import forms as benefits
from services.housing import forms as housing
from services.pages import forms as pages
from services.parking import forms as parking
from services.social_care import forms as social_care

LIMITS = [
    (benefits.ApplicationForm, {"details": 2000}),
    (benefits.ChallengeForm, {"reason": 2000}),
    (benefits.ChangeForm, {"details": 2000}),
    (housing.DetailsForm, {"details": 500, "access": 200, "telephone": 20}),
    (parking.VehicleForm, {"vrm": 12}),
    (parking.AddNoticeForm, {"vrm": 12, "number": 24}),
    (
        parking.AddPermitForm,
        {"permit_number": 20, "vehicle_registration": 12, "postcode": 10},
    ),
    (parking.ChallengeForm, {"statement": 2000}),
    (social_care.AssessmentForm, {"words": 2000, "telephone": 20}),
    (pages.CodeForm, {"code": 20}),
    (unfinished.DiscardForm, {"task": 40, "about": 200}),
    (assisted.FindForm, {"last_name": 100, "postcode": 10, "telephone": 25}),
    (
        assisted.NewcomerForm,
        {"first_name": 100, "last_name": 100, "address": 250, "postcode": 10, "telephone": 20},
    ),
    (assisted.AgreementForm, {"witness": 100, "given_by": 100}),
    (
        residents.AboutYou,
        {"first_name": 100, "last_name": 100, "address": 250, "postcode": 10, "telephone": 20},
    ),
    (residents.ContactDetails, {"address": 250, "postcode": 10, "telephone": 20}),
    (money_desk.FindForm, {"reference": 20}),
]
BOXES = [(form, name, longest) for form, limits in LIMITS for name, longest in limits.items()]


def is_too_long(field: forms.Field, letters: int) -> bool:
    try:
        field.clean("0" * letters)
    except ValidationError as wrong:
        return "max_length" in {error.code for error in wrong.error_list}
    return False


@pytest.mark.parametrize(
    ("form", "name", "longest"), BOXES, ids=[f"{form.__name__}-{name}" for form, name, _ in BOXES]
)
def test_a_box_takes_as_much_as_it_says_and_one_letter_more_is_too_long(
    form: type[forms.Form], name: str, longest: int
) -> None:
    """J13, J20"""
    field = form.base_fields[name]

    assert not is_too_long(field, longest)
    assert is_too_long(field, longest + 1)


@pytest.mark.parametrize(("form", "limits"), LIMITS, ids=lambda it: getattr(it, "__name__", ""))
def test_no_box_to_type_in_takes_more_without_end(
    form: type[forms.Form], limits: dict[str, int]
) -> None:
    boxes = {
        name
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and not field.widget.is_hidden
    }

    assert boxes <= set(limits)
