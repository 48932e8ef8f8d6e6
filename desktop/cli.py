"""``kense``: the counter's window, and what an engineer or a lawyer asks from the shell."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop.paths import data_folder
from forms.catalogues import LANGUAGES
from forms.problems import Problem

# What has commands of its own: where they are written, and what the help says. A subject's module is loaded only
# when it is asked for, so that opening the window waits for none of them.
SUBJECTS: Mapping[str, tuple[str, str]] = {
    "standards": ("desktop.commands.standards", "check and show the editions of the standards"),
    "terms": ("desktop.commands.terms", "when an edition's terms end, with the days counted"),
    "calendar": ("desktop.commands.calendar", "check the calendar's files, or show a year's days off"),
    "profile": ("desktop.commands.profile", "check an organisation profile"),
    "journal": ("desktop.commands.journal", "verify the journal, or draw the screens' tables anew from it"),
    "register": ("desktop.commands.register", "export the register: the prescribed book, a workbook, CSV"),
    "papers": ("desktop.commands.papers", "verify a printed paper offline"),
    "keys": ("desktop.commands.keys", "protect a folder, and get back into one"),
    "exchange": ("desktop.commands.exchange", "deliver to the district's centre, by network or on a stick"),
    "day": ("desktop.commands.day", "the figures of working days: as text, as JSON, or as the sheet to sign"),
}


def build_parser(subject: str = "") -> argparse.ArgumentParser:
    """The program's arguments, with the commands of one subject."""
    parser = argparse.ArgumentParser(prog="kense", description="The program on a school's counter.")
    commands = parser.add_subparsers(dest="subject")
    # What stands before the command counts as much as what stands after it.
    running = commands.add_parser("run", help="open the counter (what happens without a command)")
    add_run_arguments(running, default=argparse.SUPPRESS)
    add_run_arguments(parser)
    demonstrating = commands.add_parser(
        "demo", help="play whole cases through the real screens, leave pictures and papers"
    )
    demonstrating.add_argument("--out", type=Path, default=Path("build/demo"), metavar="FOLDER")
    demonstrating.add_argument("--only", nargs="*", default=[], metavar="CASE", help="these cases only")
    demonstrating.add_argument("--languages", nargs="*", choices=LANGUAGES, default=[], help="pictures in these")
    demonstrating.set_defaults(run=_run_demo)
    for name, (module, says) in SUBJECTS.items():
        if name == subject:
            import_module(module).add_commands(commands)
        else:
            commands.add_parser(name, help=says, add_help=False)
    return parser


def add_run_arguments(parser: argparse.ArgumentParser, *, default: Any = None) -> None:
    """The arguments of opening the counter; ``default`` SUPPRESS leaves what was given before the command."""
    parser.add_argument("--data", type=Path, metavar="FOLDER", default=default, help="the data folder")
    parser.add_argument(
        "--demonstration", action="store_const", const=True, default=default, help="the demonstration organisation"
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default=default, help="language of the window (default: the profile's)"
    )
    parser.add_argument(
        "--practice", action="store_const", const=True, default=default, help="practise: nothing reaches the register"
    )
    parser.add_argument(
        "--edition",
        type=Path,
        metavar="FILE",
        default=default,
        help="an edition of your own, beside the shipped ones; the demonstration organisation offers its service",
    )
    parser.add_argument("--dark", action="store_const", const=True, default=default, help="dark colours")
    parser.set_defaults(run=_run_counter)


def _run_counter(args: argparse.Namespace) -> int:
    from desktop.app import lay_beside, run_counter
    from desktop.profile.language import window_language

    folder = args.data or data_folder()
    if args.edition is not None:
        lay_beside(folder, args.edition, demonstration=bool(args.demonstration))
    language = args.language or window_language(folder)
    return run_counter(
        folder,
        demonstration=bool(args.demonstration),
        language=language,
        dark=bool(args.dark),
        practice=bool(args.practice),
    )


def _run_demo(args: argparse.Namespace) -> int:
    from desktop.app import run_demonstration

    return run_demonstration(args.out, only=args.only, languages=args.languages)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. A Problem is told as its sentence on standard error, exit code 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = build_parser(given[0] if given else "").parse_args(given)
    try:
        code: int = args.run(args)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
