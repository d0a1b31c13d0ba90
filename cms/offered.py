"""The services this council has switched on, in the words an editor chooses from."""

from services.installed import installed_services


def service_choices() -> list[tuple[str, str]]:
    return [(service.slug, service.title) for service in installed_services()]


def title_of(slug: str) -> str:
    """The service's title, or its slug when the council has switched it off since."""
    return dict(service_choices()).get(slug, slug)
