"""``kense standards``: what an edition's file gets wrong, and what an edition asks of an applicant."""

import argparse
import json
from pathlib import Path
from typing import Any

from desktop.commands.facts_typed import read_facts
from desktop.commands.standards_told import tell_as_data, tell_as_text
from desktop.language import Language
from forms.catalogues import LANGUAGES
from forms.checklist import draw_up
from forms.editions import Edition
from forms.reading import SHIPPED, examine, load_editions, read_edition


def add_commands(subparsers: Any) -> None:
    """Add ``standards`` to the program's commands."""
    standards = subparsers.add_parser("standards", help="check and show the editions of the standards")
    commands = standards.add_subparsers(dest="command", required=True)

    checking = commands.add_parser("check", help="find everything wrong in an edition's file, or in a folder of them")
    checking.add_argument("path", nargs="?", type=Path, default=SHIPPED, metavar="PATH", help="default: the shipped")
    checking.add_argument("--language", choices=LANGUAGES, default="en", help="language of the sentences")
    checking.set_defaults(run=_run_check)

    showing = commands.add_parser("show", help="show an edition and the documents an applicant owes by it")
    showing.add_argument("edition", metavar="EDITION", help="a label such as E2020-7, or the path of a file")
    showing.add_argument(
        "--facts",
        action="append",
        default=[],
        metavar="FACTS",
        help="fact=answer[,fact=answer…], a JSON object, or @FILE with one; may be repeated",
    )
    showing.add_argument("--json", action="store_true", help="everything, for a program to read")
    showing.add_argument("--language", choices=LANGUAGES, default="kk", help="language of the text (default: kk)")
    showing.set_defaults(run=_run_show)


def _run_check(args: argparse.Namespace) -> int:
    """Print each fault in a line; exit code 1 where there is one."""
    examined = examine(args.path)
    language = Language(args.language)
    for problem in examined.problems:
        print(problem.sentence(language.say))
    if examined.problems:
        return 1
    print(language.say_many("{count} edition, no faults", "{count} editions, no faults", len(examined.editions)))
    return 0


def _run_show(args: argparse.Namespace) -> int:
    edition = find_edition(args.edition)
    checklist = draw_up(edition, facts := read_facts(args.facts, edition.vocabulary))
    if args.json:
        print(json.dumps(tell_as_data(checklist, facts), ensure_ascii=False, indent=2))
    else:
        print("\n".join(tell_as_text(checklist, facts, Language(args.language))))
    return 0


def find_edition(named: str) -> Edition:
    """The edition of a label or of a file. Raises Problem 132 for neither, 100 to 127 for a file with a fault."""
    path = Path(named)
    if path.suffix == ".toml" or path.is_file():
        return read_edition(path)
    return load_editions().by_label(named)
