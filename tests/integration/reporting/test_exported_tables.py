"""The tables of the report as a file to open elsewhere."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from tests.factories.reporting import (
    DailyVolumeFactory,
)
from tests.integration.reporting.conftest import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


class TestExports:
    def rows(self, office, table="by-month", **asked):
        response = office.get(reverse("reporting:export", args=[table, "csv"]), asked)
        assert response.status_code == 200
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    def test_it_is_the_table_of_the_page(self, office, two_years):
        rows = self.rows(office)

        assert rows[0][0] == "Month"
        assert rows[0][-1] == "All"
        assert len(rows) == 1 + 12 + 1
        assert rows[-1][0] == "All"

    def test_it_is_filtered_like_the_page(self, office, two_years):
        rows = self.rows(office, service="housing", period="3-months", channel="self_serve")

        assert rows[0] == ["Month", "Online, by themselves", "All"]
        assert rows[1:3] == [["September 2026", "40", "40"], ["October 2026", "40", "40"]]

    def test_small_counts_are_hidden_there_too(self, office):
        """M05."""
        DailyVolumeFactory.create(day=date(2026, 10, 2), started=3, completed=3)

        assert "<5" in str(self.rows(office))
        assert not {"3"} & {cell for row in self.rows(office) for cell in row}

    @pytest.mark.parametrize("table", ["take-up", "by-month", "by-service", "by-task"])
    @pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
    def test_every_table_comes_in_every_format(self, office, two_years, table, file_format):
        response = office.get(reverse("reporting:export", args=[table, file_format]))

        assert response.status_code == 200
        expected = f'attachment; filename="channel-shift-{table}.{file_format}"'
        assert response["Content-Disposition"] == expected
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response.content

    @pytest.mark.parametrize(
        ("table", "file_format"), [("people", "csv"), ("by-month", "html"), ("by-month", "json")]
    )
    def test_nothing_else_is_exported(self, office, table, file_format):
        assert office.get(f"/reports/export/{table}/{file_format}/").status_code == 404

    def test_who_took_which_file_is_written_down(self, office, morgan, two_years):
        """D20."""
        self.rows(office)

        entry = AuditEntry.objects.filter(event=Event.REPORT_EXPORTED).get()
        assert (entry.staff_id, entry.subject) == (morgan.pk, "by-month.csv")

    def test_the_links_on_the_page_lead_there(self, office, two_years):
        page = page_of(office, service="parking")

        links = re.findall(r'href="(/reports/export/[^"]+)"', page)
        assert len(links) == 12
        assert office.get(links[0].replace("&amp;", "&")).status_code == 200
