"""What was begun with an e-mail address is not finished once the account has another one.

allauth keeps in the visitor's session that a code was sent, and to whom; it does not look again
whether that is still their address. Whoever held the old one could finish a reset that way. Nor is
a reset finished when somebody has signed in since it began: the owner knows the password.
"""

from datetime import UTC, datetime

from allauth.account.internal.flows.password_reset_by_code import (
    PASSWORD_RESET_VERIFICATION_SESSION_KEY,
)
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.internal.userkit import str_to_user_id
from allauth.account.utils import url_str_to_user_pk
from django.http import HttpRequest

from accounts.models import User

BEGUN = (
    (PASSWORD_RESET_VERIFICATION_SESSION_KEY, "user_id", str_to_user_id),
    (LOGIN_SESSION_KEY, "user_pk", url_str_to_user_pk),
)


def forget_what_is_stale(request: HttpRequest) -> None:
    for key, whose, read in BEGUN:
        begun = request.session.get(key) or {}
        email, user = begun.get("email"), begun.get(whose)
        if email and user:
            theirs = User.objects.filter(pk=read(user), email=email)
            if "at" in begun:  # only a reset says when
                at = datetime.fromtimestamp(begun["at"], tz=UTC)
                theirs = theirs.exclude(last_login__gt=at)
            if not theirs.exists():
                del request.session[key]
