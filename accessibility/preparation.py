"""What a component works out from its options before its template is rendered."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Context = dict[str, Any]  # Any: the options of a component, as its template reads them


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _part(options: Mapping[str, Any], name: str) -> Context:
    """A nested option as a mapping; `label="Name"` is short for `label={"text": "Name"}`."""
    value = options.get(name)
    if value is None or value == "":
        return {}
    return dict(value) if isinstance(value, Mapping) else {"text": value}


def _asked(options: Context, *, id_: str, described_by: str | None) -> Context:
    """Tie hint and error to the control with ids, in the order they are read out."""
    hint, error = _part(options, "hint"), _part(options, "error_message")
    if hint:
        hint["id"] = f"{id_}-hint"
    if error:
        error["id"] = f"{id_}-error"
    return {
        **options,
        "hint": hint,
        "error_message": error,
        "described_by": _joined(described_by, hint.get("id"), error.get("id")),
    }


def prepare_control(options: Context) -> Context:
    """An input, select, textarea or file upload with its label."""
    id_ = options.get("id") or options.get("name", "")
    context = _asked(options, id_=id_, described_by=options.get("described_by"))
    return {**context, "id": id_, "label": {**_part(options, "label"), "for": id_}}


def prepare_character_count(options: Context) -> Context:
    """The limit is part of the description, so it is read out with the hint."""
    id_ = options.get("id") or options.get("name", "")
    limit = options.get("maxwords") or options.get("maxlength")
    count_type = options.get("count_type") or ("words" if options.get("maxwords") else None)
    kind = "words" if count_type == "words" else "characters"
    words = options.get("textarea_description_text") or f"You can enter up to %{{count}} {kind}"
    group = dict(options.get("form_group") or {})
    group["classes"] = _joined("govuk-character-count", group.get("classes"))
    group["attributes"] = {
        "data-module": "govuk-character-count",
        "data-maxlength": options.get("maxlength"),
        "data-maxwords": options.get("maxwords"),
        "data-threshold": options.get("threshold"),
        "data-count-type": count_type,
        **(group.get("attributes") or {}),
    }
    context = prepare_control({**options, "described_by": f"{id_}-info"})
    return {
        **context,
        "classes": _joined("govuk-js-character-count", options.get("classes")),
        "form_group": group,
        "limit_id": f"{id_}-info",
        "limit_text": words.replace("%{count}", str(limit)) if limit else "",
    }


def prepare_password_input(options: Context) -> Context:
    group = dict(options.get("form_group") or {})
    group["classes"] = _joined("govuk-password-input", group.get("classes"))
    group["attributes"] = {
        "data-module": "govuk-password-input",
        **(group.get("attributes") or {}),
    }
    return {
        **prepare_control(options),
        "form_group": group,
        "classes": _joined(
            "govuk-password-input__input govuk-js-password-input-input", options.get("classes")
        ),
        "autocomplete": options.get("autocomplete") or "current-password",
        "button": options.get("button") or {},
        "type": "password",
    }


def prepare_checkboxes(options: Context) -> Context:
    context = _prepare_choices(options)
    # Without a fieldset to carry it, the description goes on every box.
    shared = "" if options.get("fieldset") else context["described_by"]
    chosen = [str(value) for value in options.get("values") or ()]
    context["items"] = list(
        _choice_items(options, id_=context["id_prefix"], chosen=chosen, described_by=shared)
    )
    return context


def prepare_radios(options: Context) -> Context:
    context = _prepare_choices(options)
    value = options.get("value")
    chosen = [] if value in (None, "") else [str(value)]
    context["items"] = list(
        _choice_items(options, id_=context["id_prefix"], chosen=chosen, described_by="")
    )
    return context


def _prepare_choices(options: Context) -> Context:
    id_ = options.get("id_prefix") or options.get("name", "")
    fieldset = options.get("fieldset")
    described_by = (fieldset or {}).get("described_by") or options.get("described_by")
    context = _asked(options, id_=id_, described_by=described_by)
    context["id_prefix"] = id_
    if fieldset is not None:
        context["fieldset"] = {**fieldset, "described_by": context["described_by"]}
    return context


def _choice_items(
    options: Context, *, id_: str, chosen: list[str], described_by: str
) -> Iterable[Context]:
    """The first choice has the bare id, so that an error summary can link to it."""
    for number, item in enumerate(options.get("items") or (), start=1):
        if not item:
            continue
        item_id = item.get("id") or (id_ if number == 1 else f"{id_}-{number}")
        hint = _part(item, "hint")
        hint_id = f"{item_id}-item-hint" if hint.get("text") else ""
        checked = item.get("checked")
        yield {
            **item,
            "id": item_id,
            "name": item.get("name") or options.get("name", ""),
            "checked": str(item.get("value", "")) in chosen if checked is None else checked,
            "conditional": _part(item, "conditional"),
            "conditional_id": f"conditional-{item_id}",
            "described_by": _joined(described_by, hint_id),
            "label": _part(item, "label"),
            "hint": {**hint, "id": hint_id} if hint_id else {},
        }


def prepare_select(options: Context) -> Context:
    value = options.get("value")
    items = []
    for item in options.get("items") or ():
        if not item:
            continue
        own = item["value"] if item.get("value") is not None else item.get("text")
        matches = value not in (None, "") and str(own) == str(value)
        selected = item.get("selected")
        items.append({**item, "selected": matches if selected is None else selected})
    return {**prepare_control(options), "items": items}


def prepare_date_input(options: Context) -> Context:
    """Three text boxes; a box is marked wrong when it says so, or all are when none says so."""
    id_ = options.get("id", "")
    fieldset = options.get("fieldset")
    context = _asked(options, id_=id_, described_by=(fieldset or {}).get("described_by"))
    if fieldset is not None:
        context["fieldset"] = {
            **fieldset,
            "role": "group",
            "described_by": context["described_by"],
        }
    boxes = [box for box in options.get("items") or _date_boxes(options) if box]
    any_marked = any(_is_marked(box) for box in boxes)
    context["items"] = [_date_box(context, box, any_marked=any_marked) for box in boxes]
    return context


def _date_boxes(options: Context) -> Iterable[Context]:
    for name in ("day", "month", "year"):
        if options.get(name) is not False:
            yield {"name": name, **(options.get(name) or {})}


def _is_marked(box: Context) -> bool:
    return bool(box.get("error")) or "govuk-input--error" in (box.get("classes") or "")


def _date_box(options: Context, box: Context, *, any_marked: bool) -> Context:
    name = box.get("name") or ""
    classes = box.get("classes") or ""
    wrong = box.get("error") or (
        box.get("error") is not False and options["error_message"] and not any_marked
    )
    width = 4 if name == "year" or name == (options.get("year") or {}).get("name") else 2
    prefix = f"{options['name_prefix']}-" if options.get("name_prefix") else ""
    value = box.get("value")
    if value is None:
        value = (options.get("values") or {}).get(prefix + name)
    return {
        **{key: box.get(key) for key in ("autocomplete", "pattern", "attributes")},
        "id": box.get("id") or f"{options.get('id', '')}-{name}",
        "name": prefix + name,
        "value": value,
        "label": {
            "text": box.get("label") or name.capitalize(),
            "classes": "govuk-date-input__label",
        },
        "inputmode": box.get("inputmode") or "numeric",
        "classes": _joined(
            "govuk-date-input__input",
            "govuk-input--error" if wrong and "govuk-input--error" not in classes else "",
            "" if "govuk-input--width-" in classes else f"govuk-input--width-{width}",
            classes,
        ),
    }


def prepare_summary_list(options: Context) -> Context:
    rows = [row for row in options.get("rows") or () if row]
    has_actions = [bool((row.get("actions") or {}).get("items")) for row in rows]
    return {
        **options,
        "rows": [
            {**row, "key": _part(row, "key"), "value": _part(row, "value"), "has_actions": has}
            for row, has in zip(rows, has_actions, strict=True)
        ],
        "any_row_has_actions": any(has_actions),
    }


def prepare_pagination(options: Context) -> Context:
    block = not options.get("items") and (options.get("next") or options.get("previous"))
    return {**options, "block_level": bool(block)}


def prepare_notification_banner(options: Context) -> Context:
    """One plain sentence is the banner's heading; safe HTML brings headings of its own."""
    text = options.get("text")
    return {**options, "content": text} if hasattr(text, "__html__") else options


def prepare_service_navigation(options: Context) -> Context:
    links = [link for link in options.get("navigation") or () if link]
    slots = dict(options.get("slots") or {})
    end = slots.get("end")
    collapse = options.get("collapse_navigation_on_mobile")
    return {
        **options,
        "navigation": links,
        "slots": {**slots, "end": end.get("text", "") if isinstance(end, Mapping) else end or ""},
        "end_inline": isinstance(end, Mapping) and end.get("align") == "inline",
        "collapse": len(links) > 1 if collapse is None else collapse,
    }


PREPARATIONS: dict[str, Callable[[Context], Context]] = {
    "character_count": prepare_character_count,
    "checkboxes": prepare_checkboxes,
    "date_input": prepare_date_input,
    "file_upload": prepare_control,
    "input": prepare_control,
    "notification_banner": prepare_notification_banner,
    "pagination": prepare_pagination,
    "password_input": prepare_password_input,
    "radios": prepare_radios,
    "select": prepare_select,
    "service_navigation": prepare_service_navigation,
    "summary_list": prepare_summary_list,
    "textarea": prepare_control,
}
