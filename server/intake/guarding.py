"""A fault of the register's must not hold up a journal: it is logged, undone, and the journal goes on."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction

_log = logging.getLogger(__name__)


def safely(act: Callable[[], object]) -> bool:
    """Whether it went well; where not, nothing of it stays. A database that is away is no fault, and is raised."""
    try:
        with transaction.atomic():
            act()
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # noqa: BLE001 - whatever it is
        _log.exception("the register could not follow the journal")
        return False
    return True
