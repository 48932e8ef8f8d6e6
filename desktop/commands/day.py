"""``kense day figures``: what a period's days come to, from the shell, as text, JSON or the sheet to sign."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.commands.unlocking import add_key_arguments, open_for_command
from desktop.language import Language
from forms.catalogues import LANGUAGES
from forms.dates import check_year
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.reporting import PeriodView
    from forms.papers.content import LanguageChoice


def add_commands(subparsers: Any) -> None:
    """Add ``day`` to the program's commands."""
    day = subparsers.add_parser("day", help="the figures of working days: as text, as JSON, or as the sheet to sign")
    commands = day.add_subparsers(dest="command", required=True)
    figures = commands.add_parser("figures", help="the figures of all days from one to another")
    figures.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
    figures.add_argument("--from", dest="first", metavar="DATE", help="first day (default: the day that is open)")
    figures.add_argument("--to", dest="last", metavar="DATE", help="last day (default: the first)")
    figures.add_argument("--service", default="", help="of this service only")
    figures.add_argument("--compare", action="store_true", help="beside the period before it")
    form = figures.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for machines")
    form.add_argument("--pdf", type=Path, metavar="FILE", help="write the sheet to sign to this file")
    figures.add_argument("--language", choices=(*LANGUAGES, "both"), default="kk", help="kk, ru; both on a sheet only")
    add_key_arguments(figures)
    figures.set_defaults(run=_run_figures)


def _run_figures(args: argparse.Namespace) -> int:
    from desktop.domain.spans import span_between
    from desktop.operations.reporting import draw_period, today_of, view_period

    language = Language("kk" if args.language == "both" else args.language)
    try:
        # For reading, so that it can be asked while the counter is at work and changes nothing.
        counter = open_for_command(args, read_only=True)
        with counter.store:
            first = _read_day(args.first) if args.first else today_of(counter)
            last = _read_day(args.last) if args.last else first
            if last < first:
                raise Problem("624", first=first.isoformat(), last=last.isoformat())
            span = span_between(first, last)
            if args.pdf is not None:
                chosen: LanguageChoice = "kk" if args.language == "en" else args.language
                sheet = draw_period(counter, span, chosen, compare=args.compare, service=args.service)
                _write(args.pdf, sheet)
                return 0
            view = view_period(counter, span, compare=args.compare, service=args.service)
    except Problem as problem:
        sys.stderr.write(f"{problem.code}: {problem.sentence(language.say)}\n")
        return 2
    sys.stdout.write(_as_json(view) if args.json else _as_text(view, language))
    return 0


def _read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Problem("625", found=text) from error
    check_year(day.year)
    return day


def _write(path: Path, sheet: bytes) -> None:
    try:
        path.write_bytes(sheet)
    except OSError as error:
        raise Problem("419", folder=str(path.parent), detail=str(error)) from error


def _as_json(view: "PeriodView") -> str:
    told = {"figures": view.figures, **({"before": view.before} if view.before is not None else {})}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def _as_text(view: "PeriodView", language: Language) -> str:
    from forms.papers.report_lines import ground_lines, say_label, sections_of, show_change, show_value
    from forms.texts import Text

    def said(name: str | Text) -> Text:
        words = language.quote(name) if isinstance(name, Text) else language.say(name)
        return Text(kk=words, ru=words)

    names = {key: said(name) for key, name in view.names.items()}
    periods = [view.figures] if view.before is None else [view.before, view.figures]
    lines = [f"{view.figures.first} – {view.figures.last}"]
    blocks = [(section.heading, section.lines) for section in sections_of(periods, names)]
    for heading, section_lines in [*blocks, *ground_lines(periods, names)]:
        lines += ["", language.word(heading)]
        for line in section_lines:
            label = "  " * (line.level + 1) + say_label(line.label, language.word, language.code)
            shown = [show_value(line.kind, value) for value in line.values]
            changed = show_change(line)
            lines.append(
                "  ".join([label.ljust(48), *(f"{value:>14}" for value in shown), *([changed] if changed else [])])
            )
    return "\n".join(lines) + "\n"
