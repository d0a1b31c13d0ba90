"""What a server does before it takes its first request."""

from django.core import checks


class WrongSettings(SystemExit):
    """Some setting cannot be right; the text says which, and what to do."""


def refuse_wrong_settings() -> None:
    """Raise WrongSettings with every error that the system checks find, each with its hint."""
    found = checks.run_checks(include_deployment_checks=True)
    errors = [str(one) for one in found if one.is_serious() and not one.is_silenced()]
    if errors:
        raise WrongSettings("My Account does not start:\n\n" + "\n\n".join(errors))
