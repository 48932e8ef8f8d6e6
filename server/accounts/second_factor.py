"""The second factor: a code of six digits from a telephone, or one of the recovery codes, each good once.

Between the password and the code nobody is signed in: the session only remembers, for ten minutes, whose turn it is.
"""

import secrets
import time
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import login as remember_device
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from markupsafe import Markup

from server.accounts.models import User

_PENDING = "half_signed_in"
_PENDING_SECONDS = 600
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Half:
    """Somebody who gave the password and not yet the code."""

    user: User
    onward: str  # where they wanted to go


def begin_half(request: HttpRequest, user: User, onward: str) -> None:
    """Remember that the password was right. The session begins anew: whatever was planted in it is gone."""
    request.session.flush()
    request.session[_PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": int(time.time()) + _PENDING_SECONDS,
        "onward": onward,
    }


def half_of(request: HttpRequest) -> Half | None:
    """Who gave the password in this session; nobody once it took too long, or their password or access changed."""
    kept = request.session.get(_PENDING)
    if kept is None or time.time() > kept["until"]:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    return Half(user, kept["onward"])


def finish(request: HttpRequest, user: User, device: Device) -> None:
    """Sign in, both factors given."""
    request.session.pop(_PENDING, None)
    login(request, user, backend=_MODEL_BACKEND)  # under another session key
    remember_device(request, device)


def has_second_factor(user: User) -> bool:
    """Whether a telephone has been paired."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def check(user: User, code: str) -> Device | int:
    """The device whose code this is, or how many seconds to wait before the next try (0: none).

    Six digits are the telephone's code, anything else a recovery code. Each wrong one doubles the wait.
    """
    typed = "".join(code.split()).replace("-", "").lower()
    devices = TOTPDevice.objects if typed.isdigit() and len(typed) == 6 else StaticDevice.objects
    with transaction.atomic():
        device = devices.filter(user=user, confirmed=True).select_for_update().first()
        if device is None:
            return 0
        allowed, why = device.verify_is_allowed()
        if allowed and device.verify_token(typed):
            return device
        if allowed:
            why = device.verify_is_allowed()[1]
    until = (why or {}).get("locked_until")
    return max(1, round((until - timezone.now()).total_seconds())) if until else 0


def new_pairing(user: User) -> TOTPDevice:
    """A secret for a telephone, unconfirmed; what was begun before and not finished is forgotten."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="telephone", confirmed=False)


def pairing_of(user: User) -> TOTPDevice:
    """The pairing that was begun, or a new one."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).last() or new_pairing(user)


def confirm(device: TOTPDevice, code: str) -> list[str] | None:
    """Pair the telephone if its code is right, in place of any before; the recovery codes, to be shown once."""
    typed = "".join(code.split())
    with transaction.atomic():
        held = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        if not typed.isdigit() or not held.verify_token(typed):
            return None
        held.confirmed = True
        held.save(update_fields=["confirmed"])
        TOTPDevice.objects.filter(user=held.user).exclude(pk=held.pk).delete()
        return new_recovery_codes(held.user)


def new_recovery_codes(user: User) -> list[str]:
    """Ten codes in place of any before: ``ab3d-9kxm``."""
    with transaction.atomic():
        # The same device: who signed in by one of its codes stays signed in.
        device, _made = StaticDevice.objects.get_or_create(user=user, name="recovery", defaults={"confirmed": True})
        device.token_set.all().delete()
        codes = ["".join(secrets.choice(_LETTERS) for _ in range(8)) for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def recovery_codes_left(user: User) -> int:
    """How many of them are unused."""
    return int(StaticToken.objects.filter(device__user=user).count())


def forget_second_factor(user: User) -> None:
    """Take away telephone and codes: the next sign-in pairs anew, and open sessions end."""
    for devices in (TOTPDevice.objects, StaticDevice.objects):
        devices.filter(user=user).delete()


def pairing_picture(device: TOTPDevice) -> Markup:
    """The QR code for the telephone's program, as SVG without styles, dark on white in either light."""
    drawn = segno.make(device.config_url, error="m").svg_inline(
        border=4, dark="#000", light="#fff", svgclass="pairing", lineclass=None, omitsize=True
    )
    return Markup(drawn)


def pairing_words(device: TOTPDevice) -> str:
    """The secret for typing: groups of four."""
    written = b32encode(device.bin_key).decode()
    return " ".join(_groups(written, 4))


def _groups(text: str, size: int) -> Iterable[str]:
    return (text[start : start + size] for start in range(0, len(text), size))


def with_second_factor(users: Iterable[User]) -> set[int]:
    """The keys of those who have paired a telephone."""
    return set(TOTPDevice.objects.filter(user__in=list(users), confirmed=True).values_list("user_id", flat=True))
