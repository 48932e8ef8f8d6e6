"""A fault of the register's must not hold up a journal: it is logged, undone, and the journal goes on."""

import logging
import traceback
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

_log = logging.getLogger(__name__)


def safely(act: Callable[[], object]) -> bool:
    """Whether it went well; where not, nothing of it stays. A database that is away is no fault, and is raised."""
    try:
        with transaction.atomic():
            act()
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError as error:
        # The database quotes the row it refuses, names and all: only what kind of fault it was is written down.
        cause = error.__cause__
        state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", "")
        constraint = getattr(getattr(cause, "diag", None), "constraint_name", None) or ""
        place = traceback.extract_tb(error.__traceback__)[1:2]
        _log.error("the register could not follow the journal: %s %s %s %s", type(error), state, constraint, place)
        return False
    except Exception:  # noqa: BLE001 - whatever it is
        _log.exception("the register could not follow the journal")
        return False
    return True
