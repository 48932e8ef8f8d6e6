"""The part of a report on procedures after the reception: who held cases how long, and how many kept the norm."""

from collections.abc import Mapping
from functools import partial

from forms.day_acts import Spread
from forms.figures import Figures, HeldStep
from forms.papers.layout import Sheet, Tongue
from forms.papers.report_lines import show_time
from forms.papers.report_tables import Density, add_more
from forms.procedure_words import step_act_words


def add_held(sheet: Sheet, figures: Figures, names: Mapping[str, str], density: Density) -> None:
    """By step and person, the longest held first where there is no room for all; nothing where nothing was held."""
    if not figures.held and not figures.procedures.count:
        return
    sheet.gap(density.gap)
    if figures.held:
        sheet.paragraph(
            lambda tongue: tongue._("Steps after the reception: cases, held on average, longest"), density.strong
        )
        sheet.hold()
    shown = chosen(figures, density.reasons)
    for one in shown:
        sheet.paragraph(partial(_line, one, names.get(one.operator, one.operator)), density.text)
    add_more(sheet, len(figures.held) - len(shown), density)
    if figures.procedures.count:
        sheet.paragraph(partial(_within, figures.procedures), density.text)
    if figures.procedures_doubted:
        sheet.paragraph(partial(_doubted, figures.procedures_doubted), density.text)


def chosen(figures: Figures, most: int) -> list[HeldStep]:
    """At most so many, those with the longest holding, in the order of the steps."""
    longest = sorted(figures.held, key=lambda one: -one.longest_seconds)[:most]
    return [one for one in figures.held if one in longest]


def _line(one: HeldStep, name: str, tongue: Tongue) -> str:
    times = f"{one.cases}, {show_time(one.mean_seconds)}, {show_time(one.longest_seconds)}"
    return f"{one.step}. {tongue._(step_act_words(one))} – {name}: {times}"


def _within(spread: Spread, tongue: Tongue) -> str:
    words = tongue._(
        "Issued within the norm of the whole procedure: {within}, over it: {over}; median {median}, longest {longest}."
    )
    return words.format(
        within=spread.count - spread.over_norm,
        over=spread.over_norm,
        median=show_time(spread.median_seconds),
        longest=show_time(spread.longest_seconds),
    )


def _doubted(count: int, tongue: Tongue) -> str:
    return tongue._("Of these measured in doubt: {count}.").format(count=count)
