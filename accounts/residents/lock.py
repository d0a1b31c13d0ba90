"""Six wrong passwords lock sign-in by password for fifteen minutes, however fast they come.

The counter is in the database and is raised before the password is looked at, in one conditional
UPDATE: a hundred guesses at once still get six looks, and no cache has to be up for it.
"""

import hashlib
from datetime import datetime, timedelta

from django.db.models import F

from accounts.models import canonical_email
from accounts.residents.models import SignInLock

TRIES = 6
LOCKED_FOR = timedelta(minutes=15)


def take_try(email: str, *, now: datetime) -> bool:
    """Whether the password may be looked at; counts it as a try if so.

    The address need not be anybody's: known and unknown ones are counted alike.
    """
    SignInLock.objects.filter(last_try_at__lte=now - LOCKED_FOR).delete()
    key = _key(email)
    SignInLock.objects.get_or_create(key=key, defaults={"last_try_at": now})
    counted = SignInLock.objects.filter(key=key)
    if counted.filter(tries__lt=TRIES).update(tries=F("tries") + 1, last_try_at=now):
        return True
    # Gone, it was forgotten since: the owner came in beside us, and we begin to count anew.
    return not counted.exists() and take_try(email, now=now)


def is_locked(email: str, *, now: datetime) -> bool:
    locks = SignInLock.objects.filter(key=_key(email), tries__gte=TRIES)
    return locks.filter(last_try_at__gt=now - LOCKED_FOR).exists()


def forget_tries(email: str) -> None:
    """The owner was here: they knew the password, or changed it with a code from their e-mail."""
    SignInLock.objects.filter(key=_key(email)).delete()


def _key(email: str) -> str:
    return hashlib.sha256(canonical_email(email).encode()).hexdigest()
