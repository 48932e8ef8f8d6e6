"""``rebuild_register``: the register drawn anew from the journals."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from server.organisations.models import Counter
from server.register.rebuilding import rebuild


class Command(BaseCommand):
    """Draws counters anew, one after the other; each in a transaction of its own."""

    help = "Draw the register anew from the journals, of all counters or of those named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The counters' codes."""
        parser.add_argument("counter", nargs="*", help="codes of counters; all without one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell each counter with its events."""
        codes = options["counter"]
        counters = Counter.objects.filter(code__in=codes) if codes else Counter.objects.all()
        missing = set(codes) - {counter.code for counter in counters}
        if missing:
            raise CommandError(f"no such counter: {', '.join(sorted(missing))}")
        for counter in counters.order_by("code"):
            self.stdout.write(f"{counter.code}: {rebuild(counter)}")
