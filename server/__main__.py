"""``kense-centre``: Django's own commands (``migrate``, ``createsuperuser`` …) and ours (``serve`` …)."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command of the centre."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
    execute_from_command_line(["kense-centre", *sys.argv[1:]])


if __name__ == "__main__":
    main()
