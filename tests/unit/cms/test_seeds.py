"""The texts a council starts with: complete, in order, plain, and leading somewhere."""

import re
import tomllib

import pytest

from cms.blocks import BodyBlock, DestinationBlock
from cms.seeding import KINDS, ORDER, SEEDS, _blocks, read_seeds

SERVICES = {"housing", "benefits", "parking", "leisure", "social_care"}


@pytest.fixture(autouse=True)
def five_services(monkeypatch):
    monkeypatch.setattr("cms.seeding.service_choices", lambda: [(slug, slug) for slug in SERVICES])


def files():
    return sorted(SEEDS.glob("*.toml"))


def facts_of(path):
    return tomllib.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_text_is_a_page_an_editor_could_save(path):
    facts = facts_of(path)

    block = BodyBlock(required=False)
    cleaned = block.clean(block.to_python(list(_blocks(facts.get("body", [])))))

    assert len(cleaned) == len(facts.get("body", []))


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_text_has_a_kind_a_title_and_a_summary_that_fits(path):
    facts = facts_of(path)

    assert facts["type"] in KINDS
    assert facts["title"]
    assert 20 < len(facts["summary"]) <= 200
    assert facts["slug"] == path.stem.split("--")[-1]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_no_text_is_filler_or_claims_success(path):
    text = path.read_text("utf-8").lower()

    assert not re.search(r"lorem|ipsum|todo|successfully|click here", text)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_sentences_are_short_enough_to_read_once(path):
    text = re.sub(r"<[^>]+>", " ", path.read_text("utf-8"))

    for sentence in re.split(r"[.!?]\s|\n|\"", text):
        assert len(sentence.split()) <= 42, sentence


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_what_is_offered_to_do_can_be_linked_to(path):
    for link in facts_of(path).get("things_to_do", []):
        block = DestinationBlock()
        cleaned = block.clean(block.to_python({"page": None, **link}))  # refuses what leads astray
        assert (cleaned["label"], cleaned["address"]) == (link["label"], link["address"])


def test_every_service_has_its_page_and_guidance():
    seeds = read_seeds()

    pages = {seed.facts["service"] for seed in seeds if seed.facts["type"] == "service"}
    guided = {seed.path[0].replace("-", "_") for seed in seeds if seed.facts["type"] == "guidance"}
    assert pages == guided == SERVICES


def test_parents_come_before_their_children_and_services_in_their_order():
    paths = [seed.path for seed in read_seeds()]

    for path in paths:
        assert len(path) == 1 or paths.index(path[:-1]) < paths.index(path)
    firsts = [path[0] for path in paths if len(path) == 1]
    assert firsts[: len(ORDER)] == ORDER


def test_a_text_for_a_service_that_is_switched_off_is_not_wanted(monkeypatch):
    monkeypatch.setattr("cms.seeding.service_choices", lambda: [("parking", "Parking")])

    wanted = {seed.path[0] for seed in read_seeds() if seed.is_wanted and "service" in seed.facts}

    assert wanted == {"parking"}


def test_a_text_is_not_put_where_the_portal_answers_itself(monkeypatch):
    monkeypatch.setattr("cms.seeding.reserved_slugs", lambda: frozenset({"privacy"}))

    assert "privacy" not in {seed.path[0] for seed in read_seeds() if seed.is_wanted}


def test_the_footers_pages_are_there_or_are_the_portals_own():
    slugs = {seed.path[0] for seed in read_seeds()}

    assert {"help", "contact", "privacy"} <= slugs


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_only_numbers_that_cannot_ring_are_given(path):
    """Telephone numbers are from the range kept for drama, or national ones for emergencies."""
    for number in re.findall(r"\b0\d[\d ]{8,}\d\b", path.read_text("utf-8")):
        assert number.startswith("01632 960") or number == "0800 111 999"
