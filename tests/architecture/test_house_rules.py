"""Rules that a linter does not know."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "accounts", "services", "payments", "cms", "accessibility")
MOST_LINES = 300
MOST_FUNCTION_LINES = 40
REASON = "Longer than 300 lines because"


def files(*folders, endings=("py",)):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            left_out = {"migrations", "node_modules", "static"} & set(path.parts)
            if path.suffix.removeprefix(".") in endings and not left_out:
                yield path


def sources():
    return files(*PACKAGES)


def templates():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("templates/**/*.html")):
            if not {"sandbox", "node_modules"} & set(path.parts):
                yield path


def named(path):
    return str(path.relative_to(ROOT))


def test_a_file_fits_in_a_head_or_says_why_not():
    everything = files(*PACKAGES, "tests", "e2e", endings=("py", "html", "scss", "js"))
    texts = {named(path): path.read_text() for path in everything}
    too_long = [name for name, text in texts.items() if text.count("\n") > MOST_LINES]

    assert [name for name in too_long if REASON not in texts[name][:600]] == []
    assert len(texts) > 1000, "somewhere nobody looks any more"


def test_a_function_fits_in_a_head():
    too_long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in files(*PACKAGES, "tests", "e2e")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_FUNCTION_LINES
    ]

    assert too_long == []


@pytest.mark.parametrize(
    "path",
    [path for path in sources() if "views" in path.stem and "sandbox" not in path.parts],
    ids=named,
)
def test_a_view_fetches_nothing_around_the_ownership_gate(path):
    text = path.read_text()

    assert not re.search(r"\.objects\.get\(|get_object_or_404|get_list_or_404", text)


@pytest.mark.parametrize("path", list(templates()), ids=named)
def test_a_template_has_no_script_or_style_of_its_own(path):
    text = path.read_text()

    assert not re.search(r"\sstyle=\"", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    for tag in re.findall(r"<(?:script|style)\b[^>]*>", text):
        assert "nonce=" in tag or "src=" in tag or "application/json" in tag


def test_a_telephone_number_on_a_page_rings_when_it_is_pressed():
    bare = re.compile(r"{{ *[\w.]*telephone *}}")

    assert [named(path) for path in templates() if bare.search(path.read_text())] == []


def test_only_env_reads_the_environment():
    ours = [path for path in sources() if "sandbox" not in path.parts]
    readers = [named(path) for path in ours if re.search(r"os\.environ", path.read_text())]

    assert set(readers) <= {
        "portal/settings/env.py",
        "portal/settings/dev.py",
        "portal/settings/test.py",
        "portal/wsgi.py",
        "portal/management/commands/run.py",
    }


def test_residents_are_never_told_successfully():
    words = [
        named(path) for path in templates() if re.search(r"\bsuccessfully\b", path.read_text())
    ]

    assert words == []


def test_the_readme_maps_every_folder():
    readme = (ROOT / "README.md").read_text()

    for package in (*PACKAGES, "e2e", "tests", "docs"):
        assert f"`{package}/`" in readme


def test_every_decision_has_a_number_of_its_own_and_is_in_the_index():
    folder = ROOT / "docs" / "adr"
    pages = sorted(folder.glob("[0-9]*.md"))
    titles = {page.name: page.read_text().splitlines()[0].removeprefix("# ") for page in pages}

    assert len({name[:4] for name in titles}) == len(titles)
    for name, title in titles.items():
        assert title.startswith(f"{int(name[:4])}. ")
        assert f"[{title}]({name})" in (folder / "README.md").read_text()
