"""A message about a service: it is down, it will be, or something happened."""

from typing import Any  # Wagtail's own signature

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, Revision, RevisionMixin
from wagtail.search import index

from cms.offered import service_choices, title_of
from cms.second_editor import ServiceMessageForm, check_second_editor
from cms.wording import leads_away


class MessageKind(models.TextChoices):
    OUTAGE = "outage", "Not working now"
    PLANNED = "planned", "Planned work"
    INCIDENT = "incident", "Something happened"


class ServiceMessage(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """Shown on the service's card and pages from `starts_at` until `ends_at`, once published."""

    service = models.CharField(max_length=50, choices=service_choices)
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    text = models.CharField(
        max_length=300,
        help_text="What residents cannot do, and what to do instead. Plain words, no blame.",
    )
    starts_at = models.DateTimeField("show from", null=True, blank=True)
    ends_at = models.DateTimeField("show until", null=True, blank=True)

    panels = [
        FieldPanel("service"),
        FieldPanel(
            "kind",
            help_text="You can publish “Not working now” alone. For the others, save a draft and "
            "ask another editor to publish it.",
        ),
        FieldPanel("text"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
            heading="When residents see it",
            help_text="Leave both empty to show it as long as it is published.",
        ),
    ]
    search_fields = [index.SearchField("text"), index.FilterField("service")]
    base_form_class = ServiceMessageForm

    class Meta:
        verbose_name = "service message"
        ordering = ["service", "pk"]

    def __str__(self) -> str:
        return f"{title_of(self.service)}: {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "The end must be after the start."})
        if problem := leads_away(self.text):
            raise ValidationError({"text": problem})

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> None:
        """By whatever way somebody publishes: outside the form it is refused here."""
        if user is not None:
            check_second_editor(revision.as_object(), editor=user)
        super().publish(revision, user=user, **options)

    @property
    def label(self) -> str:
        return str(self.get_kind_display())

    @property
    def service_title(self) -> str:
        return title_of(self.service)

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "cms/service_message_preview.html"
