"""GOV.UK Frontend's components, as templates of ours.

`render_component("button", text="Pay", href="/pay/")` takes the options GOV.UK Frontend documents
for its own macros, in snake_case, with two simplifications: text that is already safe HTML is given
as `text` (or `title_text`, …), never as a second `html` option, and an attribute that is `None` or
`False` is left out.
"""

from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from accessibility.preparation import PREPARATIONS

Options = Mapping[str, Any]  # Any: each component documents its own options


def render_component(name: str, /, **options: Any) -> SafeString:  # Any: see Options
    """Raise TemplateDoesNotExist when there is no such component."""
    prepare = PREPARATIONS.get(name)
    context = prepare(options) if prepare else options
    template = get_template(f"components/{name}.html")
    return mark_safe(template.render(dict(context)).strip())  # noqa: S308  (a template escaped it)
