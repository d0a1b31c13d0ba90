"""GOV.UK Frontend's own examples of each component, in the words our templates use."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.safestring import mark_safe

COMPONENTS = settings.BASE_DIR / "accessibility/node_modules/govuk-frontend/dist/govuk/components"
KEPT_AS_THEY_ARE = {"attributes", "wrapperAttributes", "values"}
"""Options whose keys are not option names but attributes or the names of fields."""


@dataclass(frozen=True)
class Example:
    component: str
    name: str
    options: dict[str, Any]
    html: str

    @property
    def id(self) -> str:
        return f"{self.component}: {self.name}"


def examples_of(component: str) -> list[Example]:
    path: Path = COMPONENTS / component.replace("_", "-") / "fixtures.json"
    return [
        Example(component, each["name"], translated(each["options"]), each["html"])
        for each in json.loads(path.read_text())["fixtures"]
    ]


def translated(value: Any) -> Any:
    """camelCase to snake_case, and a separate `html` option to safe text."""
    if isinstance(value, list):
        return [translated(item) for item in value]
    if not isinstance(value, dict):
        return value
    result: dict[str, Any] = {}
    for name, item in value.items():
        key = snake(name)
        if name == "slots":
            result[key] = {snake(slot): _slot(html) for slot, html in item.items()}
        elif name in KEPT_AS_THEY_ARE:
            result[key] = item
        elif name in {"html", "logoHtml"} or (name.endswith("Html") and isinstance(item, str)):
            if item:
                result[re.sub("html$", "text", key)] = mark_safe(item)
        elif key not in result or not _is_html(result[key]):
            result[key] = translated(item)
    return result


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).lower()


def _is_html(value: Any) -> bool:
    return hasattr(value, "__html__")


def _slot(value: Any) -> Any:
    return mark_safe(value) if isinstance(value, str) else translated(value)
