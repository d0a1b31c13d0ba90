"""The mistakes in a form, in the order of its fields, each with the address of its field."""

from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField


def problems_of(form: BaseForm | str | None) -> list[dict[str, Any]]:
    """`{"text": …, "href": "#id_name"}` each; one about the whole form has no address."""
    # A template that several pages share names a form that not every one of them has.
    if not isinstance(form, BaseForm) or not form.is_bound:
        return []
    problems = [{"text": text} for text in form.non_field_errors()]
    for field in form:
        href = f"#{first_control(field)}"
        problems += [{"text": text, "href": href} for text in errors_of(field)]
    return problems


def errors_of(field: BoundField) -> list[str]:
    """What is wrong with it, the same in the summary and beside it: no full stop at the end."""
    return [str(error).rstrip(".") for error in field.errors]


def first_control(field: BoundField) -> str:
    """The id of what a person has to correct first."""
    widget = field.field.widget
    id_ = field.auto_id or ""
    first = getattr(widget, "first_control", None)
    return first(id_, field) if first else id_
