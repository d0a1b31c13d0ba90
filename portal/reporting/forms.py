"""What a service manager can ask, and send in."""

from typing import Any  # Django's own signatures

from django import forms

from accounts.channels import Channel
from portal.reporting.periods import DEFAULT, PERIODS

LARGEST_FILE = 1024 * 1024


class QuestionForm(forms.Form):
    """Read with GET. Whatever does not make sense falls back to everything."""

    service = forms.ChoiceField(required=False)
    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False)
    channel = forms.ChoiceField(choices=[("", "All channels"), *Channel.choices], required=False)

    def __init__(self, *args: Any, titles: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above; this is for mypy)
        field.choices = [("", "All services"), *titles.items()]
        self.full_clean()

    def answer(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or (DEFAULT if name == "period" else ""))


class CountsForm(forms.Form):
    """The contact centre's own counts, as a CSV file."""

    counts = forms.FileField(
        label="A CSV file of monthly counts",
        help_text="Columns: month, service, channel, count. At most 1 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Choose a CSV file",
            "empty": "The file is empty. Choose a file with counts in it",
        },
    )

    def clean_counts(self) -> str:
        """The file's text."""
        uploaded = self.cleaned_data["counts"]
        if uploaded.size > LARGEST_FILE:
            raise forms.ValidationError("The file is larger than 1 MB. Send it in parts")
        try:
            return str(uploaded.read().decode("utf-8-sig"))
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(
                "The file is not text. Save the spreadsheet as “CSV UTF-8” and choose that"
            ) from wrong
