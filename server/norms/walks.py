"""Cases whose norm covers the whole procedure: within it or over it; and who held cases how long, by role.

From the start of serving to the last step, by the machine's count; nights are in it where the procedure takes days.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from server.norms.asking import Asked
from server.norms.figures import Kept, Listed, Times, milliseconds
from server.pages.words import page_language, quote
from server.register.editions import service_titles
from server.register.exports import ExportColumn
from server.register.models import Proceeding
from server.register.step_words import actor_words

ACTORS = ("clerk", "executor", "head", "corporation", "provider")


class WalkLine(NamedTuple):
    """A service at an organisation: how many went through, how many are on their way, and the norm kept or not."""

    school: str
    service: str
    norm_minutes: int
    under_way: int
    kept: Kept


class RoleLine(NamedTuple):
    """Who held cases: in how many of them, and how long in all."""

    role: str
    cases: int
    seconds: int

    @property
    def each(self) -> int:
        """Of a case, on average."""
        return round(self.seconds / self.cases) if self.cases else 0


def proceedings_of(asked: Asked) -> QuerySet[Proceeding]:
    """The procedures opened in the period, at the organisations asked for."""
    rows = Proceeding.objects.filter(
        organisation__in=asked.organisations.order_by().values("pk"),
        day__range=(asked.span.first, asked.span.last),
        left_behind=False,
        voided=False,
    )
    return rows.filter(service=asked.service) if asked.service else rows


def count_walks(asked: Asked) -> list[WalkLine]:
    """By organisation and service, those over the norm most often first."""
    rows = proceedings_of(asked).filter(norm_minutes__isnull=False).order_by()
    names = {one.pk: one.name_in(page_language()) for one in asked.organisations}
    titles = {name: quote(title) for name, title in service_titles().items()}
    grouped = rows.values_list("organisation_id", "service", "norm_minutes").annotate(
        _under_way=Count("pk", filter=Q(step__gt=0)),
        _times=Listed(milliseconds("elapsed_seconds"), filter=Q(elapsed_seconds__isnull=False)),
    )
    lines = []
    for organisation, service, norm, under_way, listed in grouped:
        times = Times()
        times.add(norm, sorted(map(int, listed.split(","))) if listed else [])
        told = WalkLine(names.get(organisation, ""), titles.get(service, service), norm, under_way, times.tell())
        lines.append(told)
    return sorted(lines, key=lambda line: (-line.kept.over, line.school, line.service))


def count_roles(asked: Asked) -> list[RoleLine]:
    """Who held the cases of the period, whatever their service."""
    sums: dict[str, Any] = {}
    for actor in ACTORS:
        column = f"held_{actor}"
        sums[f"_{actor}"] = Sum(column)
        sums[f"_{actor}_many"] = Count("pk", filter=Q(**{f"{column}__gt": 0}))
    found: Mapping[str, int | None] = proceedings_of(asked).aggregate(**sums)
    lines = [RoleLine(actor_words(one), found[f"_{one}_many"] or 0, found[f"_{one}"] or 0) for one in ACTORS]
    return [line for line in lines if line.cases]


def walk_columns() -> list[ExportColumn]:
    """The columns of the table as a file."""
    return [
        ExportColumn(_("School"), width=40),
        ExportColumn(_("Service"), width=40),
        ExportColumn(_("Norm, minutes"), "number"),
        ExportColumn(_("Under way"), "number"),
        ExportColumn(_("Ended"), "number"),
        ExportColumn(_("Median, minutes"), "number"),
        ExportColumn(_("Longest, minutes"), "number"),
        ExportColumn(_("Over the norm"), "number"),
    ]


def walk_row(line: WalkLine) -> Sequence[object]:
    """A line's cells."""
    kept = line.kept
    times = [round(kept.median_seconds / 60, 1), round(kept.longest_seconds / 60, 1)] if kept.many else [None, None]
    return [line.school, line.service, line.norm_minutes, line.under_way, kept.many, *times, kept.over]


def role_columns() -> list[ExportColumn]:
    """The columns of who held cases as a file."""
    return [
        ExportColumn(_("Who"), width=32),
        ExportColumn(_("Cases"), "number"),
        ExportColumn(_("In all, minutes"), "number"),
        ExportColumn(_("A case on average, minutes"), "number"),
    ]


def role_row(line: RoleLine) -> Sequence[object]:
    """A line's cells."""
    return [line.role, line.cases, round(line.seconds / 60, 1), round(line.each / 60, 1)]
