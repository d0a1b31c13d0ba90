"""The known issues, read from their file: what the published statement says."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("known_issues.toml")


@dataclass(frozen=True, slots=True)
class Issue:
    what: str
    criterion: str
    level: str
    way_round: str
    fix_by: date


@dataclass(frozen=True, slots=True)
class Statement:
    prepared_on: date
    reviewed_on: date
    issues: tuple[Issue, ...]

    @property
    def compliance(self) -> str:
        """In the words that the regulations prescribe."""
        return "partially compliant" if self.issues else "fully compliant"


def read_statement(path: Path = FILE) -> Statement:
    """Raise TypeError or KeyError when an issue lacks something the statement has to say."""
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    issues = tuple(Issue(**issue) for issue in known.get("issue", ()))
    return Statement(known["prepared_on"], known["reviewed_on"], issues)
