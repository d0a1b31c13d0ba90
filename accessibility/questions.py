"""How a field of a form becomes a component: label, hint, mistake and control, tied together."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from accessibility.components import render_component
from accessibility.errors import errors_of
from accessibility.widgets import DATE_PARTS, DateBoxes, boxes_of, wrong_parts

Options = dict[str, Any]  # Any: a component's options
NOT_FOR_THE_PAGE = {
    "class",
    "cols",
    "rows",
    "autocomplete",
    "inputmode",
    "type",
    "spellcheck",
    "aria-describedby",
    "aria-invalid",
    "required",
    "id",
    "maxlength",
    "minlength",
}
"""Attributes the component writes itself, or that would stop a person before we can explain."""


def render_question(field: BoundField) -> SafeString:
    if field.is_hidden:
        return field.as_widget()
    name, options = _component(field)
    return render_component(name, **options)


def _component(field: BoundField) -> tuple[str, Options]:
    widget = field.field.widget
    if isinstance(widget, DateBoxes):
        return "date_input", _date(field, widget)
    if isinstance(widget, forms.CheckboxInput):
        return "checkboxes", _single_checkbox(field)
    if isinstance(widget, forms.CheckboxSelectMultiple):
        values = [str(value) for value in field.value() or ()]
        return "checkboxes", {**_choices(field), "values": values}
    if isinstance(widget, forms.RadioSelect):
        return "radios", {**_choices(field), "value": _text(field.value())}
    control = _control(field)
    if isinstance(widget, forms.Select):
        return "select", {**control, "items": _options(field), "value": _text(field.value())}
    if isinstance(widget, forms.FileInput):
        multiple = bool(widget.allow_multiple_selected)
        return "file_upload", {**control, "multiple": multiple}
    if isinstance(widget, forms.Textarea):
        return _textarea(field, control)
    if isinstance(widget, forms.PasswordInput):
        return "password_input", {**control, "value": None}
    return "input", {**control, **_typed(field)}


def _shared(field: BoundField) -> Options:
    errors = errors_of(field)
    return {
        "name": field.html_name,
        "hint": {"text": field.help_text} if field.help_text else None,
        "error_message": {"text": ". ".join(errors)} if errors else None,
    }


def _control(field: BoundField) -> Options:
    attrs = field.field.widget.attrs
    return {
        **_shared(field),
        "id": field.auto_id or field.html_name,
        "label": {"text": _label(field), "classes": "govuk-label--s"},
        "value": field.value(),
        "classes": attrs.get("class"),
        "autocomplete": attrs.get("autocomplete"),
        "disabled": field.field.disabled,
        "attributes": {key: attrs[key] for key in attrs if key not in NOT_FOR_THE_PAGE},
    }


def _label(field: BoundField) -> str:
    """Says when there is no need to answer, unless the form itself says how many it takes."""
    if field.field.required or getattr(field.field, "is_one_of_several", False):
        return str(field.label)
    return f"{field.label} (optional)"


def _fieldset(field: BoundField) -> Options:
    return {"legend": {"text": _label(field), "classes": "govuk-fieldset__legend--s"}}


def _date(field: BoundField, widget: DateBoxes) -> Options:
    id_, typed, wrong = field.auto_id or field.html_name, boxes_of(field.value()), None
    if field.errors:
        wrong = wrong_parts(field) or DATE_PARTS
    return {
        **_shared(field),
        "id": id_,
        "fieldset": _fieldset(field),
        "items": [
            {
                "id": f"{id_}-{part}",
                "name": f"{field.html_name}_{part}",
                "label": part.capitalize(),
                "value": typed.get(part),
                "autocomplete": widget.autocomplete.get(part),
                "inputmode": "text" if part == "month" else "numeric",
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}",
                "error": part in wrong if wrong else False,
            }
            for part in DATE_PARTS
        ],
    }


def _choices(field: BoundField) -> Options:
    widget: Any = field.field.widget  # Any: only our own widgets have hints
    hints = getattr(widget, "hints", {})
    return {
        **_shared(field),
        "id_prefix": field.auto_id or field.html_name,
        "classes": "govuk-radios--inline" if getattr(widget, "inline", False) else None,
        "fieldset": _fieldset(field),
        "items": [
            {
                "value": _text(value),
                "text": label,
                "hint": {"text": hints[value]} if value in hints else None,
            }
            for value, label in widget.choices
        ],
    }


def _single_checkbox(field: BoundField) -> Options:
    """The label is the statement being agreed to, so there is no legend."""
    text = _label(field)
    return {
        **_shared(field),
        "hint": None,
        "id_prefix": field.auto_id or field.html_name,
        "items": [
            {
                "value": "on",
                "text": text,
                "checked": bool(field.value()),
                "hint": {"text": field.help_text} if field.help_text else None,
            }
        ],
    }


def _options(field: BoundField) -> list[Options]:
    widget: Any = field.field.widget  # Any: stubs do not say that a Select has choices
    items: list[Options] = []
    for value, label in widget.choices:
        grouped = label if isinstance(label, list | tuple) else [(value, label)]
        items += [{"value": _text(each), "text": text} for each, text in grouped]
    return items


def _textarea(field: BoundField, control: Options) -> tuple[str, Options]:
    options = {**control, "rows": field.field.widget.attrs.get("rows", 5)}
    limit = getattr(field.field, "max_length", None)
    if not limit:
        return "textarea", options
    return "character_count", {**options, "maxlength": limit, "threshold": 50}


def _typed(field: BoundField) -> Options:
    """Numbers are text boxes with a number keyboard: a spinner changes them by accident."""
    widget: Any = field.field.widget  # Any: only inputs have a type
    attrs, kind = widget.attrs, getattr(widget, "input_type", "text")
    numeric = kind == "number"
    prefix = getattr(widget, "prefix", None)
    return {
        "value": field.value(),
        "type": "text" if numeric or kind == "date" else kind,
        "inputmode": attrs.get("inputmode") or ("numeric" if numeric else None),
        "spellcheck": False if kind == "email" else attrs.get("spellcheck"),
        "autocomplete": attrs.get("autocomplete") or ("email" if kind == "email" else None),
        "prefix": {"text": prefix} if prefix else None,
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)
