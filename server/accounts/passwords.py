"""Passwords: what is wrong with one, in our own words, and those given out for one use."""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from server.accounts.models import User

ONE_TIME_DAYS = 7
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def faults_of(password: str, user: User) -> list[str]:
    """Why this cannot be the user's password; nothing where it can."""
    try:
        validate_password(password, user)
    except ValidationError as fault:
        words = {
            "password_too_short": _("The password is too short. Use at least 10 characters."),
            "password_too_common": _("This password is among those tried first. Choose one nobody else uses."),
            "password_too_similar": _("The password is too like the name. Choose another."),
        }
        return [words.get(one.code or "", str(one.message)) for one in fault.error_list]
    if user.password and user.check_password(password):
        return [_("This is the password you have now. Choose another.")]
    return []


def set_own_password(user: User, password: str) -> None:
    """Keep the password its owner chose."""
    user.set_password(password)
    user.must_change_password = False
    user.password_ends_at = None
    user.save(update_fields=["password", "must_change_password", "password_ends_at"])


def give_one_time_password(user: User) -> str:
    """A password to be told to its owner, good for one sign-in within a week; sessions open under the old one end."""
    told = "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(4))
    user.set_password(told)
    user.must_change_password = True
    user.password_ends_at = timezone.now() + timedelta(days=ONE_TIME_DAYS)
    user.save()
    return told


def has_ended(user: User) -> bool:
    """Whether the one-time password was not used in time."""
    return user.password_ends_at is not None and user.password_ends_at < timezone.now()
