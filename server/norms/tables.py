"""The tables of the page of norms: their lines with names, their order, and how they leave as files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from server.norms.figures import ClerkLine, DayLine, HourLine, Kept, SchoolLine
from server.norms.walks import role_columns, role_row, walk_columns, walk_row
from server.organisations.models import Counter, Organisation
from server.pages.words import page_language
from server.register.exports import ExportColumn
from server.register.models import OperatorName


class NamedSchool(NamedTuple):
    """A line of the table of schools."""

    code: str
    name: str
    line: SchoolLine


class NamedClerk(NamedTuple):
    """A line of the table of clerks."""

    name: str
    counter: str
    school: str
    line: ClerkLine


def name_schools(lines: Sequence[SchoolLine]) -> list[NamedSchool]:
    """With the schools' names in the language of the page."""
    language = page_language()
    named = {one.pk: one for one in Organisation.objects.filter(pk__in=[line.organisation for line in lines])}
    return [
        NamedSchool(named[line.organisation].code, named[line.organisation].name_in(language), line) for line in lines
    ]


def name_clerks(lines: Sequence[ClerkLine]) -> list[NamedClerk]:
    """With the clerks' names as their counters last told them."""
    language = page_language()
    counters = Counter.objects.filter(pk__in={line.counter for line in lines}).select_related("organisation")
    found = {one.pk: one for one in counters}
    names = operator_names(found)
    return [
        NamedClerk(
            names.get((line.counter, line.operator), line.operator),
            found[line.counter].code,
            found[line.counter].organisation.name_in(language),
            line,
        )
        for line in lines
    ]


def operator_names(counters: Iterable[int]) -> dict[tuple[int, str], str]:
    """What the operators of these counters are called, by counter and identifier."""
    told = OperatorName.objects.filter(counter__in=list(counters)).values_list("counter_id", "operator", "name")
    return {(counter, operator): name for counter, operator, name in told if name}


_SCHOOL_ORDERS: Mapping[str, Callable[[NamedSchool], Any]] = {
    "visits": lambda one: one.line.visits,
    "waiting": lambda one: _by_share(one.line.waiting),
    "serving": lambda one: _by_share(one.line.serving),
    "doubted": lambda one: one.line.doubted,
}


def sort_schools(lines: Iterable[NamedSchool], sort: str) -> list[NamedSchool]:
    """By the key asked for, downwards where a minus goes before it; by name where it is none of them."""
    by_name = sorted(lines, key=lambda one: one.name, reverse=sort == "-name")
    order = _SCHOOL_ORDERS.get(sort.removeprefix("-"))
    return sorted(by_name, key=order, reverse=sort.startswith("-")) if order else by_name


def sort_clerks(lines: Iterable[NamedClerk]) -> list[NamedClerk]:
    """Those most often over the norm first."""
    by_name = sorted(lines, key=lambda one: (one.name, one.counter))
    return sorted(by_name, key=lambda one: _by_share(one.line.serving), reverse=True)


def _by_share(kept: Kept) -> tuple[float, int]:
    return (-1.0 if kept.share is None else kept.share, kept.median_seconds)


class Table(NamedTuple):
    """A table as a file: its title, its columns, and a line's cells."""

    title: object
    columns: Callable[[], list[ExportColumn]]
    row: Callable[[Any], Sequence[object]]


def _kept_columns(of: str) -> list[ExportColumn]:
    return [
        ExportColumn(_("%(of)s: how many") % {"of": of}, "number"),
        ExportColumn(_("%(of)s: median, minutes") % {"of": of}, "number"),
        ExportColumn(_("%(of)s: longest, minutes") % {"of": of}, "number"),
        ExportColumn(_("%(of)s: over the norm") % {"of": of}, "number"),
        ExportColumn(_("%(of)s: over the norm, %%") % {"of": of}, "number"),
    ]


def _kept_cells(kept: Kept) -> list[object]:
    if not kept.many:
        return [0, None, None, None, None]
    over: list[object] = [None, None] if kept.share is None else [kept.over, round(100 * kept.share, 1)]
    return [kept.many, round(kept.median_seconds / 60, 1), round(kept.longest_seconds / 60, 1), *over]


def _school_columns() -> list[ExportColumn]:
    first = [ExportColumn(_("School"), width=40), ExportColumn(_("Visitors"), "number")]
    return [*first, *_both_columns(), ExportColumn(_("Measured in doubt"), "number")]


def _both_columns() -> list[ExportColumn]:
    return [*_kept_columns(_("Waiting")), *_kept_columns(_("Serving"))]


def _school_row(one: NamedSchool) -> Sequence[object]:
    line = one.line
    return [one.name, line.visits, *_kept_cells(line.waiting), *_kept_cells(line.serving), line.doubted]


def _clerk_columns() -> list[ExportColumn]:
    who = [ExportColumn(_("Clerk"), width=32), ExportColumn(_("Counter")), ExportColumn(_("School"), width=40)]
    return [*who, *_kept_columns(_("Serving"))]


def _clerk_row(one: NamedClerk) -> Sequence[object]:
    return [one.name, one.counter, one.school, *_kept_cells(one.line.serving)]


def _hour_columns() -> list[ExportColumn]:
    return [ExportColumn(_("Hour"), "number"), ExportColumn(_("Visitors"), "number"), *_both_columns()]


def _hour_row(line: HourLine) -> Sequence[object]:
    return [line.hour, line.arrivals, *_kept_cells(line.waiting), *_kept_cells(line.serving)]


def _day_columns() -> list[ExportColumn]:
    numbers = (_("Visitors"), _("Served"), _("Waited"), _("Waited over the norm"), _("Served over the norm"))
    return [ExportColumn(_("Day"), "day"), *(ExportColumn(title, "number") for title in numbers)]


def _day_row(line: DayLine) -> Sequence[object]:
    return [line.day, line.arrivals, line.served, line.waited, line.waiting_over, line.serving_over]


TABLES: Mapping[str, Table] = {
    "schools": Table(gettext_lazy("Norms by school"), _school_columns, _school_row),
    "clerks": Table(gettext_lazy("Norms by clerk"), _clerk_columns, _clerk_row),
    "hours": Table(gettext_lazy("Norms by hour"), _hour_columns, _hour_row),
    "days": Table(gettext_lazy("Norms by day"), _day_columns, _day_row),
    "procedures": Table(gettext_lazy("Whole procedures against their norm"), walk_columns, walk_row),
    "roles": Table(gettext_lazy("Who held cases how long"), role_columns, role_row),
}
