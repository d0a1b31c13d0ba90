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
    """A browser's page that remembers how often it was given the checker, and what it was asked."""

    def __init__(self, report):
        self.report, self.loaded, self.asked = report, 0, []

    def evaluate(self, script, argument=None):
        if script == "'axe' in window":
            return self.loaded > 0
        if argument is None:
            self.loaded += 1
            return None
        self.asked.append(argument)
        return self.report


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
    assert page.asked == [{"type": "tag", "values": list(RULES)}]
    assert {"wcag2a", "wcag2aa", "wcag22aa"} <= set(RULES)


def test_the_checker_is_loaded_once_however_often_the_page_is_looked_at():
    page = FakePage(REPORT)

    violations(page)
    violations(page, rules=["color-contrast"], kind="rule")

    assert page.loaded == 1
    assert page.asked[1] == {"type": "rule", "values": ["color-contrast"]}
