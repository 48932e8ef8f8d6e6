"""``kense-centre``: Django's own commands (``migrate``, ``createsuperuser`` …) and ours (``serve`` …)."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command of the centre."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
    command, *rest = sys.argv[1:] or ["help"]
    # Commands of ours are modules, which cannot have a hyphen in their name: make-administrator is make_administrator.
    execute_from_command_line(["kense-centre", command if command[0] == "-" else command.replace("-", "_"), *rest])


if __name__ == "__main__":
    main()
