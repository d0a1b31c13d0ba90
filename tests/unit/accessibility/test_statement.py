"""The accessibility statement says what is so."""

import pytest
from django.template.loader import render_to_string

from accessibility.statement.known import FILE, read_statement

ISSUE = """
[[issue]]
what = "The map cannot be used with a keyboard."
criterion = "2.1.1"
level = "A"
way_round = "Call us."
fix_by = 2026-06-30
"""
DATES = "prepared_on = 2026-01-01\nreviewed_on = 2026-02-01\n"


def a_file(tmp_path, text):
    path = tmp_path / "known_issues.toml"
    path.write_text(text)
    return path


def test_without_known_issues_the_website_is_fully_compliant(tmp_path):
    assert read_statement(a_file(tmp_path, DATES)).compliance == "fully compliant"


def test_with_a_known_issue_it_is_partially_compliant(tmp_path):
    statement = read_statement(a_file(tmp_path, DATES + ISSUE))

    assert statement.compliance == "partially compliant"
    assert statement.issues[0].criterion == "2.1.1"


@pytest.mark.parametrize(("issues", "is_listed"), [("", False), (ISSUE, True)])
def test_what_does_not_work_is_published_with_its_day_and_a_way_round(tmp_path, issues, is_listed):
    statement = read_statement(a_file(tmp_path, DATES + issues))
    council = {"name": "Thornbridge Council", "telephone": "01632 960 100"}

    told = {"statement": statement, "council": council}
    html = render_to_string("accessibility/statement.html", told)

    for words in ("due to the non-compliances", "Non-accessible content", "by 30 June 2026"):
        assert (words in html) is is_listed
    assert "prepared on 1 January 2026" in html
    assert "reviewed on 1 February 2026" in html


@pytest.mark.parametrize("line", ["what", "criterion", "level", "way_round", "fix_by"])
def test_an_issue_that_leaves_something_out_is_not_published(tmp_path, line):
    lines = [each for each in ISSUE.splitlines() if not each.startswith(f"{line} ")]

    with pytest.raises(TypeError):
        read_statement(a_file(tmp_path, DATES + "\n".join(lines)))


def test_the_issues_we_publish_name_a_criterion_a_level_and_a_way_round():
    for issue in read_statement(FILE).issues:
        assert issue.criterion.count(".") == 2
        assert issue.level in {"A", "AA"}
        assert issue.what.endswith(".")
        assert issue.way_round
