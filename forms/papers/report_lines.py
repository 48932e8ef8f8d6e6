"""The lines of a report: what each figure is called, and its value before, now and changed. No layout.

A label is a message of the ``forms`` catalogue, or a text that comes in two languages (an edition's words).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from forms.catalogues import N_
from forms.day_acts import Spread
from forms.figures import Figures
from forms.texts import Text

Label = str | Text
Kind = Literal["count", "time", "text"]
NONE = "—"


class Line(NamedTuple):
    """A figure for each period: counts, seconds or texts. ``level`` 1 is a part of the line above it."""

    label: Label
    kind: Kind
    values: tuple[int | str, ...]
    level: int = 0


class Section(NamedTuple):
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


CASES = N_("Cases")
VISITORS = N_("Visitors")
WAITING = N_("Waiting time")
SERVING = N_("Serving time")
CLOCK = N_("Clock")
LEFT = N_("Left at the end")


def say_label(label: Label, say: Callable[[str], str], language: str) -> str:
    """A label in a language."""
    return label.in_language(language) if isinstance(label, Text) else say(label)


def show_time(seconds: int) -> str:
    """Minutes and seconds: 12:05; with hours from an hour on: 1:02:05."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def show_value(kind: Kind, value: int | str) -> str:
    """A value as it is printed; a dash where there is none."""
    if kind == "time":
        return show_time(int(value))
    return str(value) or NONE


def show_change(line: Line) -> str:
    """What changed from the first period to the second; nothing for texts."""
    if line.kind == "text" or len(line.values) != 2:
        return ""
    before, now = (int(value) for value in line.values)
    if now == before:
        return "0"
    size = show_time(now - before) if line.kind == "time" else str(abs(now - before))
    return f"{'+' if now > before else '−'}{size}"


def sections_of(periods: Sequence[Figures], names: Mapping[str, Text]) -> tuple[Section, ...]:
    """Every figure of one period, or of two side by side. ``names``: words of reasons and grounds by their keys."""
    totals = [one.totals for one in periods]

    def texts(label: str, values: Sequence[str]) -> Line:
        return Line(label, "text", tuple(values))

    def counts(label: str, values: Sequence[int]) -> Line:
        return Line(label, "count", tuple(values))

    return (
        Section(
            CASES,
            (
                texts(N_("First number"), [one.first_number for one in totals]),
                texts(N_("Last number"), [one.last_number for one in totals]),
                counts(N_("Accepted"), [one.accepted for one in totals]),
                counts(N_("Refused acceptance: refusal receipts"), [one.refusal_receipts for one in totals]),
                counts(N_("Reasoned refusals"), [one.reasoned_refusals for one in totals]),
                counts(N_("Void, keeping their numbers"), [one.voided for one in totals]),
                counts(N_("Outside the hours of intake"), [one.outside_hours for one in periods]),
            ),
        ),
        Section(
            VISITORS,
            (
                counts(N_("Tickets issued"), [one.tickets for one in totals]),
                counts(N_("Without a ticket"), [one.without_ticket for one in totals]),
                counts(N_("Did not come when called"), [one.no_shows for one in totals]),
                *_parts(N_("Closed without service"), [one.closed_without_service for one in totals], "close", names),
                *_parts(N_("Called out of order"), [one.out_of_order for one in totals], "order", names),
            ),
        ),
        Section(WAITING, _times([one.waiting for one in totals])),
        Section(SERVING, _times([one.serving for one in totals])),
        Section(
            CLOCK,
            (
                counts(N_("Visits measured in doubt"), [one.doubted for one in totals]),
                counts(N_("Clock found moved"), [one.clock_doubts for one in periods]),
            ),
        ),
        Section(
            LEFT,
            (
                counts(N_("Put aside"), [one.held for one in totals]),
                counts(N_("Cases without an outcome"), [one.unfinished for one in totals]),
            ),
        ),
    )


def _times(spreads: Sequence[Spread]) -> tuple[Line, ...]:
    return (
        Line(N_("Visits measured"), "count", tuple(one.count for one in spreads)),
        Line(N_("Median, min:s"), "time", tuple(one.median_seconds for one in spreads)),
        Line(N_("Longest, min:s"), "time", tuple(one.longest_seconds for one in spreads)),
        Line(N_("Over the norm"), "count", tuple(one.over_norm for one in spreads)),
    )


def _parts(label: str, counted: Sequence[Mapping[str, int]], kind: str, names: Mapping[str, Text]) -> list[Line]:
    """A total and, beneath it, what it is made of."""
    lines = [Line(label, "count", tuple(sum(one.values()) for one in counted))]
    for key in sorted({key for one in counted for key in one}):
        name = names.get(f"{kind}:{key}", Text(kk=key, ru=key))
        lines.append(Line(name, "count", tuple(one.get(key, 0) for one in counted), level=1))
    return lines


def ground_lines(periods: Sequence[Figures], names: Mapping[str, Text]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Grounds of each kind of refusal in their edition's words, the kinds never merged: kind → lines."""
    counted: list[dict[tuple[str, Text], int]] = []
    for one in periods:
        sums: dict[tuple[str, Text], int] = {}
        for ground in one.grounds:
            name = names.get(f"ground:{ground.edition}/{ground.ground}", Text(kk=ground.ground, ru=ground.ground))
            plain = Text(kk=name.kk, ru=name.ru)  # editions that differ in nothing but notes say the same
            key = (ground.outcome, plain)
            sums[key] = sums.get(key, 0) + ground.count
        counted.append(sums)
    keys = sorted({key for sums in counted for key in sums}, key=lambda key: (key[0], key[1].kk))
    kinds = (
        ("refusal_receipt", N_("Grounds of refusal to accept")),
        ("reasoned_refusal", N_("Grounds of reasoned refusal")),
    )
    found = []
    for outcome, heading in kinds:
        lines = tuple(
            Line(key[1], "count", tuple(sums.get(key, 0) for sums in counted)) for key in keys if key[0] == outcome
        )
        if lines:
            found.append((heading, lines))
    return tuple(found)
