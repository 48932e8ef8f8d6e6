"""``kense profile check``: whether an organisation's profile is sound, and what is wrong with it."""

import argparse
from pathlib import Path
from typing import Any

from desktop.language import Language
from desktop.paths import EDITIONS, PROFILE_NAME, data_folder
from desktop.profile.reading import examine_profile
from forms.catalogues import LANGUAGES
from forms.reading import load_editions


def add_commands(subparsers: Any) -> None:
    """Add ``profile`` to the program's commands."""
    profile = subparsers.add_parser("profile", help="check an organisation profile")
    commands = profile.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="find everything wrong in a profile")
    checking.add_argument(
        "path", nargs="?", type=Path, metavar="FILE|FOLDER", help="a profile or a data folder (default: the operator's)"
    )
    checking.add_argument("--language", choices=LANGUAGES, default="en", help="language of the sentences")
    checking.set_defaults(run=_run_check)


def _run_check(args: argparse.Namespace) -> int:
    """Print each fault in a line; exit code 1 where there is one."""
    path = args.path or data_folder()
    if path.is_dir():
        path = path / PROFILE_NAME
    say = Language(args.language).say
    problems = examine_profile(path, load_editions(also=path.parent / EDITIONS)).problems
    for problem in problems:
        print(problem.sentence(say))
    if problems:
        return 1
    print(say("The profile is sound."))
    return 0
