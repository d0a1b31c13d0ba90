"""Staff who sign out stop helping, however their sign-in ended."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.utils import timezone

from accounts.assisted.policies import Ending
from accounts.assisted.session import end_open_session


@receiver(user_logged_out)
def end_help(sender: object, user: Any, **_signal: object) -> None:
    staff = getattr(user, "staff_member", None)
    if staff is not None:
        end_open_session(staff, why=Ending.SIGNED_OUT, now=timezone.now())
