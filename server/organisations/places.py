"""The tree of organisations: found by name, moved with all below, and read from a file."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from forms.folding import fold_letters
from forms.problems import Problem
from server.organisations.models import Organisation

COLUMNS = ("code", "above", "kind", "name_kk", "name_ru", "address_kk", "address_ru", "bin", "phone", "contact")
_MUST = ("code", "name_kk", "name_ru")
MOST_BYTES = 4 << 20
MOST_LINES = 3_000


@dataclass(frozen=True)
class PlaceRow:
    """One line of a file: its number, and its columns by name."""

    line: int
    cells: Mapping[str, str]


def find_places(places: QuerySet[Organisation], typed: str) -> list[int]:
    """Primary keys of those whose code, names or contact have every word typed, in any letters and case."""
    words = [fold_letters(word) for word in typed.split()]
    rows = places.values_list("pk", "code", "name_kk", "name_ru", "contact")
    return [pk for pk, *texts in rows if all(word in fold_letters(" ".join(texts)) for word in words)]


@transaction.atomic
def keep_place(place: Organisation) -> None:
    """Keep an organisation, new or changed; where it moved, everything below moves with it."""
    before = Organisation.objects.filter(pk=place.pk).values_list("path", flat=True).first()
    place.save()
    if before is not None and before != place.path:
        for below in Organisation.objects.filter(path__startswith=before).order_by("path"):
            Organisation.objects.filter(pk=below.pk).update(path=place.path + below.path.removeprefix(before))


def read_places(data: bytes) -> list[PlaceRow]:
    """The lines of a CSV: commas, semicolons or tabs; UTF-8 or Windows-1251. Raises Problem 897, 900."""
    if len(data) > MOST_BYTES:
        raise Problem("900", name="CSV", size=len(data) >> 20, most=MOST_BYTES >> 20)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", "replace")
    head = text.partition("\n")[0]
    separator = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        missing = [name for name in _MUST if name not in names]
        if missing:
            raise Problem("897", expected=", ".join(COLUMNS), missing=", ".join(missing))
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                told = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name in COLUMNS}
                rows.append(PlaceRow(reader.line_num, told))
            if len(rows) > MOST_LINES:
                raise Problem("897", expected=", ".join(COLUMNS), missing=f"≤ {MOST_LINES}")
    except csv.Error as error:
        raise Problem("897", expected=", ".join(COLUMNS), missing="—", detail=str(error)) from error
    return rows
