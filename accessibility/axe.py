"""Runs axe-core on a page in a browser: WCAG 2.2, levels A and AA."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page  # development only: the portal runs without a browser

CHECKER = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


@dataclass(frozen=True, slots=True)
class Violation:
    rule: str
    impact: str
    help: str
    nodes: tuple[str, ...]
    """What fails it, as selectors."""

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.help}: {', '.join(self.nodes)}"


def violations(
    page: "Page", *, rules: Iterable[str] = RULES, kind: Literal["tag", "rule"] = "tag"
) -> list[Violation]:
    """Return what is wrong with the page as it stands now, by axe's tags or by single rules."""
    # Evaluated, not added as a script element: the page's own policy forbids those, and rightly.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_checker())
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})",
        {"type": kind, "values": list(rules)},
    )
    return read_violations(found)


def read_violations(found: dict[str, Any]) -> list[Violation]:  # Any: axe-core's own report
    return [
        Violation(
            rule=each["id"],
            impact=each["impact"] or "unknown",
            help=each["help"],
            nodes=tuple(" ".join(map(str, node["target"])) for node in each["nodes"]),
        )
        for each in found["violations"]
    ]


@cache
def _checker() -> str:
    return CHECKER.read_text(encoding="utf-8")
