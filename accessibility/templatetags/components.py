"""The one way pages get a component.

    {% component "button" text="Pay £20" href=pay_url %}
    {% componentblock "details" summary_text="Where to find it" %}…{% endcomponentblock %}
    {% summary_list %}{% row "Reference" %}{{ reference }}{% endrow %}{% endsummary_list %}
    {% error_summary form %} … {% question form.name %}
    {% page_links page before="Newer" after="Older" %}

The options are GOV.UK Frontend's, in snake_case (see `accessibility.components`). `options=` takes
a mapping prepared elsewhere.
"""

from collections.abc import Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accessibility.components import render_component
from accessibility.errors import problems_of
from accessibility.questions import render_question

register = template.Library()
Extra = dict[str, FilterExpression]


@register.simple_tag
def component(name: str, /, options: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    return render_component(name, **{**(options or {}), **more})


@register.filter
def attributes(values: Mapping[str, Any] | None) -> str:
    """` name="value"` for each; True gives the bare name, None and False nothing."""
    return flatatt(dict(values)) if values else ""


@register.simple_tag
def error_summary(*forms: BaseForm | str | None) -> str:
    """Every mistake in these forms, each linking to its field. Nothing when there is none."""
    problems = [problem for form in forms for problem in problems_of(form)]
    if not problems:
        return ""
    return render_component("error_summary", title_text="There is a problem", error_list=problems)


@register.simple_tag(takes_context=True)
def page_links(context: template.Context, page: Page[Any], **words: str) -> str:
    """The way to the pages `before` and `after` this one; nothing when it is the only one.

    What else the address asks for stays in it.
    """
    links = {}
    if page.has_previous():
        links["previous"] = _page_link(context, page.previous_page_number(), words.get("before"))
    if page.has_next():
        links["next"] = _page_link(context, page.next_page_number(), words.get("after"))
    return render_component("pagination", landmark_label="Pages", **links) if links else ""


def _page_link(context: template.Context, number: int, text: str | None) -> dict[str, str | None]:
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = str(number)
    return {"text": text, "href": f"?{query.urlencode()}"}


@register.simple_tag(takes_context=True)
def acting_for(context: template.Context) -> SafeString:
    """A hidden field naming whom staff are helping, so another tab cannot change it unseen."""
    if not context.get("assisting"):
        return SafeString()
    return render_to_string("components/acting_for.html", {"assisting": context["assisting"]})


@register.simple_tag
def question(field: BoundField) -> SafeString:
    """One field of a form."""
    return render_question(field)


class ComponentBlock(template.Node):
    """A component whose `text` is what stands between the tags."""

    def __init__(self, name: FilterExpression, options: Extra, content: NodeList) -> None:
        self.name, self.options, self.nodelist = name, options, content

    def render(self, context: template.Context) -> SafeString:
        options = _resolved(self.options, context)
        prepared = options.pop("options", None) or {}
        text = self.nodelist.render(context)
        return render_component(self.name.resolve(context), **{**prepared, **options, "text": text})


@register.tag
def componentblock(parser: Parser, token: Token) -> ComponentBlock:
    _tag, name, *rest = token.split_contents()
    options = token_kwargs(rest, parser)
    content = parser.parse(("endcomponentblock",))
    parser.delete_first_token()
    return ComponentBlock(parser.compile_filter(name), options, content)


ROWS = "accessibility.summary_list.rows"


class SummaryListBlock(template.Node):
    """Collects the rows written inside it."""

    def __init__(self, options: Extra, content: NodeList) -> None:
        self.options, self.nodelist = options, content

    def render(self, context: template.Context) -> SafeString:
        rows: list[dict[str, Any]] = []
        with context.push(**{ROWS: rows}):
            self.nodelist.render(context)
        return render_component("summary_list", **_resolved(self.options, context), rows=rows)


class SummaryRow(template.Node):
    """One row: `{% row "Reference" %}HR-123{% endrow %}`; `href` adds a link to change it."""

    def __init__(self, key: FilterExpression, options: Extra, content: NodeList) -> None:
        self.key, self.options, self.nodelist = key, options, content

    def render(self, context: template.Context) -> str:
        key, options = self.key.resolve(context), _resolved(self.options, context)
        row: dict[str, Any] = {"key": key, "value": self.nodelist.render(context)}
        if options.get("href"):
            link = {"href": options["href"], "text": options.get("action", "Change")}
            row["actions"] = {"items": [{**link, "visually_hidden_text": str(key).lower()}]}
        context[ROWS].append(row)
        return ""


@register.tag("summary_list")
def summary_list_block(parser: Parser, token: Token) -> SummaryListBlock:
    options = token_kwargs(token.split_contents()[1:], parser)
    content = parser.parse(("endsummary_list",))
    parser.delete_first_token()
    return SummaryListBlock(options, content)


@register.tag("row")
def summary_row(parser: Parser, token: Token) -> SummaryRow:
    _tag, key, *rest = token.split_contents()
    options = token_kwargs(rest, parser)
    content = parser.parse(("endrow",))
    parser.delete_first_token()
    return SummaryRow(parser.compile_filter(key), options, content)


def _resolved(options: Extra, context: template.Context) -> dict[str, Any]:
    return {name: value.resolve(context) for name, value in options.items()}
