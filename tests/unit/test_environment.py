"""The environment is typed, and says everything that is wrong with it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.settings import env


@pytest.fixture
def problems(monkeypatch):
    found = []
    monkeypatch.setattr(env, "problems", found)
    return found


@pytest.mark.parametrize(
    ("value", "read", "wrong"),
    [
        ("yes", lambda: env.flag("X", default=False), None),
        ("0", lambda: env.flag("X", default=True), None),
        ("maybe", lambda: env.flag("X", default=True), "is neither yes nor no"),
        ("1.5", lambda: env.seconds("X", 2.0), None),
        ("soon", lambda: env.seconds("X", 2.0), "is not a number of seconds"),
        ("1.5", lambda: env.number("X", 2), "is not a whole number"),
        ("ftp://x", lambda: env.url("X"), "is not an http or https address"),
        ("https://x/", lambda: env.url("X"), None),
        ("short", lambda: env.secret("X"), "is shorter than 32 characters"),
        ("", lambda: env.secret("X"), "is not set"),
        ("mysql://x/y", lambda: env.database("X"), "is neither a postgres:// nor a sqlite"),
    ],
)
def test_a_wrong_value_is_collected_not_raised(monkeypatch, problems, value, read, wrong):
    monkeypatch.setenv("X", value)

    read()

    assert [name for name, _ in problems] == (["X"] if wrong else [])
    if wrong:
        assert wrong in problems[0][1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("0", False), ("", True)],
)
def test_a_flag_understands_yes_and_no(monkeypatch, value, expected):
    monkeypatch.setenv("X", value)

    assert env.flag("X", default=True) is expected


def test_an_address_loses_the_slash_at_its_end(monkeypatch):
    monkeypatch.setenv("X", "https://housing.example/api/")

    assert env.url("X") == "https://housing.example/api"


def test_words_are_separated_by_commas_and_blanks_do_not_count(monkeypatch):
    monkeypatch.setenv("X", "one, two,,")

    assert env.words("X") == ["one", "two"]


def test_a_postgresql_address_becomes_settings(monkeypatch):
    monkeypatch.setenv("X", "postgres://me:p%40ss@db.example:5433/portal")

    read = env.database("X")

    assert (read["USER"], read["PASSWORD"]) == ("me", "p@ss")
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("db.example", "5433", "portal")


def test_a_socket_in_the_query_is_the_host(monkeypatch):
    monkeypatch.setenv("X", "postgresql://postgres:@/portal?host=/run/postgresql")

    assert env.database("X")["HOST"] == "/run/postgresql"


def test_sqlite_writers_wait_for_each_other(monkeypatch):
    monkeypatch.setenv("X", "sqlite:////tmp/portal.sqlite3")

    read = env.database("X")

    assert read["NAME"] == "/tmp/portal.sqlite3"
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("value", "flag"), [("true", True), ("False", False), ("YES", True), ("No", False), ("y", None)]
)
def test_a_flag_that_is_unclear_stays_what_it_was(monkeypatch, problems, value, flag):
    monkeypatch.setenv("X", value)

    for default in (True, False):
        assert env.flag("X", default=default) is (default if flag is None else flag)
    assert bool(problems) is (flag is None)


@pytest.mark.parametrize(("letters", "short"), [(31, True), (32, False), (33, False)])
def test_a_secret_has_at_least_as_many_letters_as_it_should(monkeypatch, problems, letters, short):
    monkeypatch.setenv("X", "s" * letters)

    assert env.secret("X") == "s" * letters
    assert bool(problems) is short


def test_a_short_secret_is_not_written_into_the_message(monkeypatch, problems):
    monkeypatch.setenv("X", "hunter2")

    env.secret("X")

    assert "hunter2" not in str(problems)


def test_a_default_is_used_only_when_nothing_is_set(monkeypatch, problems):
    monkeypatch.setenv("X", "  ")
    assert env.text("X", "default") == "default"
    assert env.number("X", 7) == 7

    monkeypatch.setenv("X", " set ")
    assert env.text("X", "default") == "set"
    assert problems == []


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://directory.example/realms/council", "https://directory.example"),
        ("http://127.0.0.1:8001/staff-directory", "http://127.0.0.1:8001"),
        ("https://directory.example", "https://directory.example"),
    ],
)
def test_an_origin_is_an_address_without_its_page(address, origin):
    assert env.origin(address) == origin


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1)


@given(user=WORDS, password=WORDS, name=WORDS)
def test_any_password_survives_in_a_database_address(user, password, name):
    """Also one with the letters that separate an address: : / @ ? # and %."""
    address = f"postgres://{quote(user, '')}:{quote(password, '')}@db.example/{quote(name, '')}"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("X", address)
        read = env.database("X")

    assert (read["USER"], read["PASSWORD"], read["NAME"]) == (user, password, name)
    assert (read["HOST"], read["PORT"]) == ("db.example", "")


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters=",\x00"))))
def test_a_list_is_read_as_it_was_written_without_its_blanks(written):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("X", ",".join(written))
        assert env.words("X") == [word.strip() for word in written if word.strip()]


def test_a_database_that_is_none_of_ours_keeps_nothing(monkeypatch, problems):
    """The start is refused; until then nothing is written anywhere."""
    monkeypatch.setenv("X", "oracle://db.example/portal")

    assert env.database("X")["NAME"] == ":memory:"
    assert len(problems) == 1
