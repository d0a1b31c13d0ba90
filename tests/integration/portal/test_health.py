"""Alive is not ready: a process may run while its database is away or not migrated (N18)."""

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client

from portal.health import views

pytestmark = pytest.mark.django_db


class Plan:
    """What a migration executor finds still to do."""

    def __init__(self, found):
        self.found = found
        self.loader = self.graph = self

    def __call__(self, _connection):
        return self

    def leaf_nodes(self):
        return []

    def migration_plan(self, _targets):
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.mark.parametrize(
    ("found", "status"),
    [
        ([], 200),
        ([("housing", "0002")], 503),
        (OperationalError("the database is down"), 503),
        (DatabaseError("permission denied for table django_migrations"), 503),
    ],
)
def test_it_is_ready_when_the_database_answers_and_is_migrated(client, monkeypatch, found, status):
    """N02, N18: and it says no more than that to anybody."""
    monkeypatch.setattr(views, "MigrationExecutor", Plan(found))

    response = client.get("/health/ready")

    assert response.status_code == status
    assert response.json() == {"ready": status == 200}


def test_it_lives_while_the_database_is_away(monkeypatch, django_assert_num_queries):
    """N18: or everything would be restarted when the database is."""
    monkeypatch.setattr(views, "MigrationExecutor", Plan(OperationalError("down")))

    with django_assert_num_queries(0):
        response = Client().get("/health/live")

    assert (response.status_code, response.json()) == (200, {"live": True})


def test_the_real_database_is_ready(client):
    assert client.get("/health/ready").json() == {"ready": True}


def test_a_fault_that_is_ours_is_not_called_unready(client, monkeypatch):
    """A mistake in the code is an error that somebody looks at, not a server out of service."""
    monkeypatch.setattr(views, "MigrationExecutor", Plan(KeyError("ours")))

    with pytest.raises(KeyError):
        client.get("/health/ready")
