"""A body of blocks that leaves the database's schema alone."""

from typing import Any  # what Django's deconstruction is made of

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A StreamField whose blocks are code: changing one makes no migration, for nothing changes."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "cms.fields.BlocksField", [[]], kwargs
