"""How a contact reached the council."""

from django.db import models


class Channel(models.TextChoices):
    SELF_SERVE = "self_serve", "Online, by themselves"
    ASSISTED_FACE_TO_FACE = "assisted_face_to_face", "Online, with help in person"
    ASSISTED_TELEPHONE = "assisted_telephone", "Online, with help by telephone"
    TELEPHONE = "telephone", "Telephone"
    FACE_TO_FACE = "face_to_face", "In person"
    POST = "post", "Post"

    @property
    def is_assisted(self) -> bool:
        return self in {Channel.ASSISTED_FACE_TO_FACE, Channel.ASSISTED_TELEPHONE}

    @property
    def is_digital(self) -> bool:
        """Through this portal, whoever's hands were on the keyboard."""
        return self is Channel.SELF_SERVE or self.is_assisted
