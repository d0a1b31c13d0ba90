"""What was measured, in words, and whether it is what we promise."""

from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
PROMISES = [
    ("Dashboard with fresh answers, share of the floor's pages per second", "ratio", "≥", 0.4),
    ("Dashboard with fresh answers, database queries", "queries", "≤", 6),
    ("Dashboard cold, suppliers of 100 ms, 95th percentile, ms", "cold_p95_ms", "≤", 150),
    ("One supplier hung, 95th percentile, ms", "hung_p95_ms", "≤", 900),
    ("Breaker open, share of the healthy time", "breaker_ratio", "≤", 1.2),
    ("First view, KB compressed", "first_view_kb", "≤", 90),
    ("First view, requests", "first_view_requests", "≤", 10),
    ("Repeat view, KB compressed", "repeat_view_kb", "≤", 15),
    ("Memory after thousands of pages, share of that after hundreds", "memory_ratio", "≤", 1.2),
    ("Pages that were not as they should be", "wrong_pages", "≤", 0),
]


def reached(results: dict[str, Any], key: str, sign: str, promise: float) -> bool:
    return bool(results[key] >= promise if sign == "≥" else results[key] <= promise)


def all_reached(results: dict[str, Any]) -> bool:
    return all(reached(results, key, sign, promise) for _, key, sign, promise in PROMISES)


def text(results: dict[str, Any]) -> str:
    rows = [
        f"| {title} | {sign} {promise:g} | {results[key]:.4g} | "
        f"{'yes' if reached(results, key, sign, promise) else '**no**'} |"
        for title, key, sign, promise in PROMISES
    ]
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench`. PostgreSQL, production settings, two workers, 16 residents",
            "at once. Ratios are within one run: the floor is a signed-in page with the same",
            "middleware, session and user, and nothing on it.",
            "",
            f"Machine: {results['machine']}, on which the load was made too.",
            "",
            "| what | promised | measured | reached |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            f"Pages per second: dashboard {results['dashboard_per_second']:.0f}, "
            f"floor {results['floor_per_second']:.0f}. "
            f"Dashboard with fresh answers, 95th percentile: {results['fresh_p95_ms']:.0f} ms. "
            f"Cold, median: {results['cold_median_ms']:.0f} ms. "
            f"Memory of the portal with both workers: {results['memory_mb']:.0f} MB.",
            "",
            "Fresh answers are those of the services of which an answer may be kept. A resident",
            "with social care linked, of which nothing is ever kept, waits for one call of 100 ms",
            f"on every page; for them the share is {results['with_care_ratio']:.2f} of the floor.",
            "",
        ]
    )


def write(results: dict[str, Any]) -> None:
    PAGE.write_text(text(results))
