"""The environment is typed, and says everything that is wrong with it."""

import pytest

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
