"""References a person can read out: no vowels, nothing that looks like something else."""

import secrets

ALPHABET = "BCDFGHJKMNPQRTVWXYZ23456789"
GROUPS, GROUP_LENGTH = 3, 3


def new_reference() -> str:
    """Such as «KTM-4RZ-9WB»: 27 to the power of 9, so two alike will not meet."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)
