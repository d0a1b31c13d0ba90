"""What the contact centre counted, sent in by a service manager."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.actor import SYSTEM
from accounts.audit.events import Event
from accounts.audit.models import AuditEntry
from accounts.channels import Channel
from portal.reporting.imports import Count, keep_counts
from portal.reporting.models import ContactVolume
from tests.integration.reporting.conftest import INDEX, NOW, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
FIELDS = ("month", "service", "channel", "count", "imported_at")


class TestCountsFromElsewhere:
    ADDRESS = "/reports/import/"

    def send(self, office, text, name="counts.csv"):
        content = text if isinstance(text, bytes) else text.encode()
        return office.post(self.ADDRESS, {"counts": SimpleUploadedFile(name, content)})

    def test_a_good_file_is_taken(self, office, morgan):
        lines = "month,service,channel,count\n2026-10,Housing,telephone,436\n"

        response = self.send(office, lines)

        assert response["Location"] == INDEX
        count = ContactVolume.objects.get()
        assert (count.month, count.service, count.channel, count.count) == (
            date(2026, 10, 1),
            "housing",
            Channel.TELEPHONE,
            436,
        )
        entry = AuditEntry.objects.get(event=Event.COUNTS_IMPORTED)
        assert (entry.staff_id, entry.facts) == (morgan.pk, {"counts": 1, "corrected": 0})

    def test_what_cannot_be_written_into_the_trail_is_not_taken(self, office, monkeypatch):
        monkeypatch.setattr("portal.reporting.imports.record", lambda *_, **__: 1 / 0)
        monkeypatch.setattr("portal.reporting.views.record", lambda *_, **__: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            self.send(office, "month,service,channel,count\n2026-10,housing,post,5\n")

        assert not ContactVolume.objects.exists()

    def test_social_care_is_known_by_its_title_and_its_slug(self, office):
        lines = "2026-10,Adult social care,post,5\n2026-09,social_care,post,6\n"

        self.send(office, "month,service,channel,count\n" + lines)

        assert set(ContactVolume.objects.values_list("service", flat=True)) == {"social_care"}

    def test_a_file_with_a_mistake_is_not_taken_at_all(self, office):
        lines = "2026-10,housing,telephone,436\n2026-10,housing,fax,1\n"

        response = self.send(office, "month,service,channel,count\n" + lines)

        page = response.content.decode()
        assert response.status_code == 200
        assert "Line 3: “fax” is not a channel" in page
        assert "There is a problem" in page
        assert not ContactVolume.objects.exists()
        assert not AuditEntry.objects.filter(event=Event.COUNTS_IMPORTED).exists()

    @pytest.mark.parametrize(("wrong", "said"), [(3, 3), (20, 20), (50, 20)])
    def test_the_first_twenty_mistakes_are_said(self, office, wrong, said):
        lines = "month,service,channel,count\n" + "2026-10,housing,fax,1\n" * wrong

        page = self.send(office, lines).content.decode()

        assert len(set(re.findall(r"Line \d+: “fax” is not", page))) == said

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "The file is empty"),
            (b"\xff\xfe\x00bad", "The file is not text"),
            (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
        ],
    )
    def test_what_cannot_be_read_is_refused_in_words(self, office, content, says):
        assert says in self.send(office, content).content.decode()

    def test_no_file_is_asked_for_again(self, office):
        assert "Choose a CSV file" in office.post(self.ADDRESS).content.decode()

    def test_the_file_is_only_text_on_the_page(self, office):
        """M06."""
        text = "month,service,channel,count\n2026-10,<script>alert(1)</script>,post,1\n"

        assert "<script>alert(1)" not in self.send(office, text).content.decode()

    def test_a_correction_replaces_the_count_and_both_are_kept(self, office):
        """M11."""
        head = "month,service,channel,count\n"
        self.send(office, head + "2026-10,housing,post,40\n")
        response = self.send(office, head + "2026-10,housing,post,50\n")

        assert response.status_code == 302
        rows = ContactVolume.objects.order_by("id").values_list("count", "superseded_at")
        assert [count for count, _ in rows] == [40, 50]
        assert [at is None for _, at in rows] == [False, True]
        assert "1 of them correct an earlier one" in office.get(INDEX).content.decode()

    def test_only_the_correction_is_in_the_report(self, office):
        for count in (40, 50):
            keep_counts(
                [Count(date(2026, 10, 1), "housing", Channel.POST, count)],
                actor=SYSTEM,
                now=timezone.now(),
            )

        assert ">50<" in page_of(office)
        assert ">90<" not in page_of(office)

    def test_the_same_file_twice_counts_once(self, office):
        text = "month,service,channel,count\n2026-10,housing,post,40\n"
        self.send(office, text)
        self.send(office, text)

        assert ContactVolume.objects.filter(superseded_at=None).count() == 1

    def test_of_two_presses_at_once_one_is_taken_and_the_other_is_told(self, office, monkeypatch):
        """Both found no earlier count; the database keeps one, and nobody sees an error page."""
        kept = ContactVolume.objects.bulk_create

        def after_the_first(rows):
            rows = list(rows)
            kept(rows)
            kept([ContactVolume(**{f: getattr(r, f) for f in FIELDS}) for r in rows])

        monkeypatch.setattr(ContactVolume.objects, "bulk_create", after_the_first)

        response = self.send(office, "month,service,channel,count\n2026-10,housing,post,40\n")

        assert response.status_code == 200
        assert "at the same moment" in response.text

    def test_a_correction_touches_no_other_month_service_or_channel(self):
        """M11: nor the time at which an earlier count was corrected before."""
        corrected = Count(date(2026, 10, 1), "housing", Channel.POST, 40)
        others = [
            replace(corrected, month=date(2026, 9, 1)),
            replace(corrected, service="parking"),
            replace(corrected, channel=Channel.TELEPHONE),
        ]
        keep_counts([corrected, *others], actor=SYSTEM, now=NOW)

        hours = [NOW + timedelta(hours=hour) for hour in (1, 2)]
        again = [replace(corrected, count=50)]
        found = [keep_counts(again, actor=SYSTEM, now=hour) for hour in hours]

        assert found == [1, 1]
        times = ContactVolume.objects.exclude(superseded_at=None).order_by("pk")
        assert list(times.values_list("superseded_at", flat=True)) == hours
        assert ContactVolume.objects.filter(superseded_at=None, count=40).count() == len(others)
