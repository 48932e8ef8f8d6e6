"""``kense terms``: when an edition's terms end, and how the days were counted."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from desktop.commands.calendar import add_data_argument, calendar_of
from desktop.commands.standards import find_edition
from desktop.commands.standards_told import tell_source
from desktop.domain.deadlines import closing_of, terms_of
from desktop.language import Language
from forms.catalogues import LANGUAGES, N_
from forms.dates import check_year
from forms.due_dates import DueDate, due_words, working_words
from forms.editions import ChannelKind, Edition, TermStart

MIDDAY = time(12)
STARTS: dict[TermStart, str] = {
    "acceptance": N_("from acceptance"),
    "request": N_("from the request"),
    "complaint": N_("from the complaint's registration"),
}


def add_commands(subparsers: Any) -> None:
    """Add ``terms`` to the program's commands."""
    terms = subparsers.add_parser("terms", help="when an edition's terms end, with the days counted")
    terms.add_argument("edition", metavar="EDITION", help="a label such as E2020-7, or the path of a file")
    terms.add_argument(
        "--on", type=_day, default=None, metavar="DATE", help="accepted on, such as 2024-03-20 (default: today)"
    )
    terms.add_argument(
        "--at", type=time.fromisoformat, default=MIDDAY, metavar="TIME", help="at this hour, such as 18:00"
    )
    terms.add_argument(
        "--week", type=int, choices=(5, 6), default=None, help="working days a week (default: by the edition's hours)"
    )
    terms.add_argument(
        "--closes", type=time.fromisoformat, default=None, metavar="TIME", help="end of work (default: the edition's)"
    )
    terms.add_argument("--json", action="store_true", help="everything, for a program to read")
    terms.add_argument("--language", choices=LANGUAGES, default="kk", help="language of the text (default: kk)")
    add_data_argument(terms)
    terms.set_defaults(run=_run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2024-03-20") from None


def _run(args: argparse.Namespace) -> int:
    edition, language = find_edition(args.edition), Language(args.language)
    at = datetime.combine(args.on or datetime.now(UTC).astimezone().date(), args.at)
    check_year(at.year)
    dues = terms_of(edition, at, calendar_of(args), week=args.week, closes=args.closes)
    closes = closing_of(edition, at.date()) if args.closes is None else args.closes
    if args.json:
        told = {"edition": edition.label, "at": at.isoformat(), "terms": [_tell_as_data(due) for due in dues]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print("\n".join(_tell_as_text(edition, at, dues, closes, language)))
    return 0


def _tell_as_data(due: DueDate) -> dict[str, Any]:
    term = due.term
    return {
        "key": term.key,
        "title": {"kk": term.title.kk, "ru": term.title.ru},
        "channels": list(term.channels),
        "counted_from": term.counted_from,
        "working_days": term.working_days,
        "first_day_excluded": term.first_day_excluded,
        "accepted_on": due.accepted_on.isoformat(),
        "due": due.due.isoformat(),
        "week": due.week,
        "days": [day.isoformat() for day in due.days],
        "off": [
            {"day": day.day.isoformat(), "kind": day.kind, "kk": day.name.kk, "ru": day.name.ru}
            for day in due.off
            if day.name is not None
        ],
        "certainty": due.certainty,
    }


def _tell_as_text(
    edition: Edition, at: datetime, dues: tuple[DueDate, ...], closes: time | None, language: Language
) -> Iterator[str]:
    say = language.say
    yield f"{edition.label}. {language.quote(edition.act.short)}"
    yield f"{at:%d.%m.%Y, %H:%M}"
    norms = edition.norms
    if norms.waiting_minutes is not None:
        yield say("Waiting: {minutes} minutes at most", minutes=norms.waiting_minutes)
    if norms.serving_minutes is not None:
        yield say("Serving: {minutes} minutes at most", minutes=norms.serving_minutes)
    if not dues:
        yield ""
        yield say("This edition sets no term in working days.")
    for due in dues:
        yield ""
        yield f"{language.quote(due.term.title)} [{tell_source(due.term.source, language)}]"
        yield "  " + ", ".join(_conditions(edition, due, closes, language))
        yield "  " + due_words(due, language.code)
        for sentence in working_words(due, language.code):
            yield "  " + sentence


def _conditions(edition: Edition, due: DueDate, closes: time | None, language: Language) -> Iterator[str]:
    say = language.say
    yield say(STARTS[due.term.counted_from])
    yield say("week of {days} working days", days=due.week)
    titles: dict[ChannelKind, str] = {channel.kind: language.quote(channel.title) for channel in edition.channels}
    if due.term.channels:
        yield "; ".join(titles[kind] for kind in due.term.channels)
    if due.term.after_hours == "next_working_day":
        if closes is not None:
            yield say("what comes after {time} counts as of the next working day", time=f"{closes:%H:%M}")
        else:
            yield say("what comes on a day off counts as of the next working day")
