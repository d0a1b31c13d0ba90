"""What axe-core finds is read in full, and a clean page is clean."""

from accessibility.axe import RULES, read_violations, violations

REPORT = {
    "violations": [
        {
            "id": "color-contrast",
            "impact": "serious",
            "help": "Elements must meet minimum color contrast ratio thresholds",
            "nodes": [{"target": ["#a"]}, {"target": ["#frame", ".b"]}],
        },
        {"id": "label", "impact": None, "help": "Form elements must have labels", "nodes": []},
    ]
}


class FakePage:
    """A browser's page that remembers what was evaluated on it."""

    def __init__(self, report):
        self.report, self.asked = report, []

    def evaluate(self, script, argument=None):
        self.asked.append((script, argument))
        return self.report if argument else None


def test_every_violation_names_its_rule_and_its_elements():
    contrast, label = read_violations(REPORT)

    assert contrast.rule == "color-contrast"
    assert contrast.nodes == ("#a", "#frame .b")
    assert "color-contrast (serious)" in str(contrast)
    assert label.impact == "unknown"


def test_a_page_without_violations_gives_none():
    assert read_violations({"violations": []}) == []


def test_the_checker_is_loaded_and_asked_for_levels_a_and_aa_of_every_version():
    page = FakePage(REPORT)

    found = violations(page)

    assert len(found) == 2
    assert "axe" in page.asked[0][0]
    assert page.asked[1][1] == list(RULES)
    assert {"wcag2a", "wcag2aa", "wcag22aa"} <= set(RULES)
