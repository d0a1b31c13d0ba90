"""The content a new council starts with, from the texts in `seeds/`.

What an editor has changed is theirs: a page that exists is left alone, so seeding twice changes
nothing. A file `parking--pay-a-fine.toml` lies under the page of `parking.toml`.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any  # what a TOML file may hold, and pages before they have a type

from wagtail.models import Page, Site

from cms.models import GuidancePage, HelpPage, HomePage, ServicePage
from cms.models.pages import ContentPage
from cms.offered import service_choices
from cms.reserved import reserved_slugs

SEEDS = Path(__file__).parent / "seeds"
KINDS: Mapping[str, type[ContentPage]] = {
    "home": HomePage,
    "service": ServicePage,
    "guidance": GuidancePage,
    "help": HelpPage,
}
ORDER = ["housing", "benefits", "parking", "leisure", "social-care"]
"""First on the home page; everything else follows by name."""


@dataclass(frozen=True, slots=True)
class Seed:
    path: tuple[str, ...]
    facts: Mapping[str, Any]

    @property
    def is_wanted(self) -> bool:
        """Not for a service switched off, nor at an address the portal answers itself."""
        if self.facts.get("service"):
            return self.facts["service"] in dict(service_choices())
        return self.path[0] not in reserved_slugs()


def read_seeds() -> list[Seed]:
    """Parents before their children, services in the order residents see them."""
    seeds = [
        Seed(tuple(file.stem.split("--")), tomllib.loads(file.read_text("utf-8")))
        for file in SEEDS.glob("*.toml")
        if file.stem != "home"
    ]
    return sorted(seeds, key=_place)


def seed_content(*, today: date) -> Iterator[Page]:
    """Make what is missing; yields each page it made."""
    home = HomePage.objects.first()
    if home is None:
        home = _make_home()
        yield home
    pages: dict[tuple[str, ...], Page] = {(): home}
    for seed in read_seeds():
        parent = pages.get(seed.path[:-1])
        if parent is None or not seed.is_wanted:
            continue
        page = parent.get_children().filter(slug=seed.path[-1]).first()
        if page is None:
            page = _make(seed.facts, parent)
            yield page
        pages[seed.path] = page
    if not home.news:
        _tell_the_news(home, pages, today)


def _place(seed: Seed) -> tuple[int, int, tuple[str, ...]]:
    first = seed.path[0]
    return len(seed.path), ORDER.index(first) if first in ORDER else len(ORDER), seed.path


def _make_home() -> HomePage:
    """The site's first page; Wagtail's own welcome page makes way for it."""
    facts = tomllib.loads((SEEDS / "home.toml").read_text("utf-8"))
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").first()
    if welcome is not None:
        welcome.delete()
        root.refresh_from_db()
    home: HomePage = _make(facts, root)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "My Account"},
    )
    return home


def _make(facts: Mapping[str, Any], parent: Page) -> Any:
    kind = KINDS[facts["type"]]
    page = kind(
        title=facts["title"],
        slug=facts["slug"],
        summary=facts["summary"],
        show_in_menus=facts.get("in_menu", False),
        body=json.dumps(list(_blocks(facts.get("body", ())))),
    )
    for name in ("service", "hero_title", "hero_text"):
        if name in facts:
            setattr(page, name, facts[name])
    if "things_to_do" in facts:
        page.things_to_do = json.dumps([_link(link) for link in facts["things_to_do"]])
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _blocks(body: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in body:
        ((kind, value),) = entry.items()
        yield {"type": kind, "value": _table(value) if kind == "table" else value}


def _link(link: Mapping[str, str]) -> dict[str, Any]:
    return {"type": "link", "value": {"page": None, **link}}


def _table(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "caption": value["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
        "rows": [{"values": row} for row in value["rows"]],
    }


def _tell_the_news(home: Any, pages: Mapping[tuple[str, ...], Page], today: date) -> None:
    """Dates are days before today, so that a fresh demonstration has fresh news."""
    facts = tomllib.loads((SEEDS / "home.toml").read_text("utf-8"))
    items = []
    for item in facts["news"]:
        page = pages.get(tuple(item["page"].split("/")))
        value = {
            **item,
            "on": (today + timedelta(days=item["on"])).isoformat(),
            "page": page.pk if page else None,
        }
        items.append({"type": "item", "value": value})
    home.news = json.dumps(items)
    home.save_revision().publish()
