"""Every Django form comes out as accessible components, with nothing to remember in a template.

    {% error_summary form %}
    <form method="post" novalidate>
      {% csrf_token %}{% acting_for %}{{ form }}{% component "button" text="Continue" %}
    </form>

`{{ form }}` writes all questions, `{% question form.name %}` writes one. Labels come from `label`
(with "(optional)" when it is), hints from `help_text`, `autocomplete` and `inputmode` from the
widget's attributes. A textarea with `max_length` counts its characters.
"""

from collections.abc import Iterable

from django.forms import Field
from django.forms.renderers import DjangoTemplates

from accessibility.fields import GovDateField, PoundsField
from accessibility.widgets import DateBoxes, Radios

__all__ = [
    "AccessibleRenderer",
    "DateBoxes",
    "GovDateField",
    "PoundsField",
    "Radios",
    "not_marked_optional",
]


class AccessibleRenderer(DjangoTemplates):
    """Widgets keep Django's own templates; what stands around them is ours."""

    form_template_name = "accessibility/form.html"
    field_template_name = "accessibility/question.html"


def not_marked_optional(fields: Iterable[Field]) -> None:
    """For those that need no answer, and where "(optional)" would mislead: one of several."""
    for field in fields:
        field.is_one_of_several = True  # type: ignore[attr-defined]  # read by `questions`
