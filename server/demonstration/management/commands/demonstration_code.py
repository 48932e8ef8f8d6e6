"""``kense-centre demonstration_code``: the second factor of the demonstration's user, for the next half minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from server.demonstration.management.commands.demonstrate import USER


class Command(BaseCommand):
    """Only of that user, whom nothing real belongs to."""

    help = "Print the code the demonstration's user signs in with now."

    def handle(self, *args: Any, **options: Any) -> None:
        device = TOTPDevice.objects.filter(user__username=USER).first()
        if device is None:
            raise CommandError("There is no demonstration here: kense-centre demonstrate makes one.")
        totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
        self.stdout.write(f"{totp.token():06}")
