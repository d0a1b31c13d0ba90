"""An editor's picture, made safe as it comes in: no place or camera in it, no SVG, no bomb."""

from pathlib import PurePath
from typing import Any  # Wagtail's forms carry no types

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from services.photos import MEDIA_TYPE, NotAPhoto, clean_photo


class SafePictureField(WagtailImageField):
    """Writes the picture again before anything else opens it."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            data = _written_again(data)
        return super().to_python(data)


class SafePictureForm(BaseImageForm):
    """The only way pictures come in: WAGTAILIMAGES_IMAGE_FORM_BASE names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            usual = self.fields["file"]
            self.fields["file"] = SafePictureField(label=usual.label, widget=usual.widget)


def _written_again(file: "UploadedFile[bytes]") -> SimpleUploadedFile:
    try:
        content = clean_photo(file)
    except NotAPhoto as refused:
        raise ValidationError(refused.words) from refused
    name = PurePath(file.name or "picture").stem
    return SimpleUploadedFile(f"{name}.jpg", content, MEDIA_TYPE)
