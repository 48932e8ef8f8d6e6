"""``kense-centre make-administrator NAME``: the first administrator of a centre, and the district they administer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from server.accounts.forms import InviteForm
from server.accounts.models import Membership, Role, Seen, User
from server.accounts.passwords import ONE_TIME_DAYS, give_one_time_password
from server.organisations.models import Organisation


class Command(BaseCommand):
    """Prints a one-time password; an administrator there already gets a new one and pairs a telephone anew."""

    help = "Make an administrator of the whole district; prints a password for one use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The user's name, and what the district is called."""
        parser.add_argument("name", help="the user name to sign in with")
        parser.add_argument("--district", default="district", help="the district's code, where there is none yet")
        parser.add_argument("--name-kk", default="Білім бөлімі", help="the district's name in Kazakh")
        parser.add_argument("--name-ru", default="Отдел образования", help="the district's name in Russian")

    def handle(self, *args: Any, **given: Any) -> None:
        """Make both, in one transaction."""
        with transaction.atomic():
            district = Organisation.objects.filter(above=None).order_by("pk").first()
            if district is None:
                district = Organisation.objects.create(
                    code=given["district"], kind="office", name_kk=given["name_kk"], name_ru=given["name_ru"]
                )
            name = str(given["name"]).lower()
            person = User.objects.filter(username=name).first()
            if person is None:
                self._refuse_bad(name, district)
                person = User(username=name, language="kk")
            person.is_active = True
            told = give_one_time_password(person)
            Membership.objects.get_or_create(user=person, organisation=district, role=Role.ADMINISTRATOR)
            Seen.objects.create(
                user=person, organisation=district, what="administrator_made", about={"person": person.pk}
            )
        self.stdout.write(f"{name}\n{told}")
        self.stderr.write(f"The password opens the centre once, within {ONE_TIME_DAYS} days.")

    @staticmethod
    def _refuse_bad(name: str, district: Organisation) -> None:
        """The same rules as for who is invited on the page."""
        with override("en"):
            given = {
                "username": name,
                "name": name,
                "organisation": district.pk,
                "role": "administrator",
                "language": "kk",
            }
            form = InviteForm(Organisation.objects.all(), given)
            if not form.is_valid():
                raise CommandError(" ".join(str(fault) for faults in form.errors.values() for fault in faults))
