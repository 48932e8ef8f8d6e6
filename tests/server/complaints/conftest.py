"""What tests of complaints share."""

from collections.abc import Iterator

import pytest
from django.db import connection

from server.complaints.models import ComplaintStep
from server.complaints.steps_table import keep_steps


@pytest.fixture
def forgotten_steps(transactional_db: None) -> Iterator[None]:
    """Steps that a test committed go with it, though the database keeps them: SQLite empties tables row by row."""
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER complaint_step_stays_UPDATE")
        cursor.execute("DROP TRIGGER complaint_step_stays_DELETE")
    ComplaintStep.objects.all().delete()
    with connection.schema_editor() as editor:
        keep_steps(None, editor)  # type: ignore[arg-type]
