"""The first page of staff: what each role can do here, and nothing else."""

import pytest
from django.urls import reverse

PAGES = [
    ("library-advisers", {"Help a resident"}),
    ("contact-centre-advisers", {"Help a resident"}),
    ("social-care-advisers", {"Help a resident", "Requests"}),
    ("service-managers", {"Reports", "Money desk"}),
    ("supervisors", {"Oversight", "Requests", "Reports", "Money desk"}),
    ("auditors", {"Oversight", "Reports", "Money desk"}),
    ("engineers", {"Reports"}),
    ("editors", {"Publish"}),
]


@pytest.mark.parametrize(("group", "titles"), PAGES)
def test_the_first_page_shows_what_a_role_can_do(client, directory, group, titles):
    directory.person["groups"] = [group]
    directory.sign_in(client)

    tasks = client.get(reverse("staff:landing")).context["tasks"]

    assert {task.title for task in tasks} == titles
