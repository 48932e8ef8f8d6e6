"""``kense register``: the register as a file, from the shell; and, at the district, a sealed one opened."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.commands.unlocking import add_key_arguments, open_for_command
from desktop.language import Language
from forms.catalogues import LANGUAGES, N_
from forms.dates import check_year
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.exporting import Form
    from desktop.storage.register_rows import RegisterQuery

DONE, NOT_DONE = 0, 2


def add_commands(subparsers: Any) -> None:
    """Add ``register`` to the program's commands. Each sets ``run(args) -> exit code``: 0 done, 2 not done."""
    register = subparsers.add_parser("register", help="export the register: the prescribed book, a workbook, CSV")
    commands = register.add_subparsers(dest="command", required=True)

    exporting = commands.add_parser("export", help="rows of the register as a file; the counter's window is closed")
    exporting.add_argument("--form", choices=("xlsx", "csv", "book"), default="xlsx", help="default: xlsx")
    book = commands.add_parser("book", help="the prescribed book as PDF, to print, sew and sign")
    book.set_defaults(form="book")
    for command in (exporting, book):
        _add_query(command)
        command.add_argument(
            "--out", type=Path, required=True, metavar="FILE", help="the file to write; never over one"
        )
        command.add_argument("--sealed", action="store_true", help="readable by the district alone")
        command.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
        command.add_argument("--language", choices=(*LANGUAGES, "both"), default="kk", help="kk, ru; both for a book")
        add_key_arguments(command)
        command.set_defaults(work=_export)

    opening = commands.add_parser("open-sealed", help="at the district: open an export that was sealed for it")
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument("--district-key", type=Path, required=True, metavar="KEY", help="the private key's file")
    opening.add_argument("--out", type=Path, metavar="FILE", help="default: beside it, under the name it was given")
    opening.add_argument("--language", choices=LANGUAGES, default="en", help="language of what is said")
    opening.set_defaults(work=_open_sealed)

    for command in (exporting, book, opening):
        command.set_defaults(run=_run)


def _add_query(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="first", metavar="DATE", help="first day (default: the first there is)")
    command.add_argument("--to", dest="last", metavar="DATE", help="last day (default: the last there is)")
    command.add_argument("--text", default="", help="what a case is found by: name, IIN, number, phone")
    for name in ("service", "edition", "outcome"):
        command.add_argument(f"--{name}", default="", help=f"of this {name} only")
    command.add_argument("--clerk", default="", metavar="ID", help="of this clerk only")


def _run(args: argparse.Namespace) -> int:
    language = Language("kk" if args.language == "both" else args.language)
    work = cast("Callable[[argparse.Namespace, Language], None]", args.work)
    try:
        work(args, language)
    except Problem as problem:
        sys.stderr.write(f"{problem.code}: {problem.sentence(language.say)}\n")
        return NOT_DONE
    return DONE


def _export(args: argparse.Namespace, language: Language) -> None:
    from desktop.operations.exporting import access_of, export_register, record_export

    query, form = _read_query(args), cast("Form", args.form)
    with (counter := open_for_command(args)).store:
        exported = export_register(
            access_of(counter),
            query,
            form,
            args.out,
            _show_progress if sys.stderr.isatty() else lambda done, of: None,
            lambda: False,
            language="both" if args.language == "en" and form == "book" else args.language,
            sealed=args.sealed,
        )
        record_export(counter, exported)
    print(language.say(N_("Written: {file}. Entries: {rows}."), file=exported.path, rows=exported.rows))
    print(f"SHA-256 {exported.sha256}")


def _open_sealed(args: argparse.Namespace, language: Language) -> None:
    from desktop.operations.exporting import open_sealed_export

    opened = open_sealed_export(args.file, _read_key(args.district_key), args.out)
    print(language.say(N_("Opened: {file}."), file=opened))


def _read_query(args: argparse.Namespace) -> "RegisterQuery":
    from desktop.storage.register_rows import RegisterQuery

    first, last = (None if text is None else _read_day(text) for text in (args.first, args.last))
    if first is not None and last is not None and last < first:
        raise Problem("624", first=first.isoformat(), last=last.isoformat())
    return RegisterQuery(
        text=args.text,
        first=first,
        last=last,
        service=args.service,
        edition=args.edition,
        outcome=args.outcome,
        operator=args.clerk,
    )


def _read_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Problem("625", found=text) from error
    check_year(day.year)
    return day


def _read_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise Problem("100", file=path.name, key="file", detail=str(error)) from error
    except ValueError as error:
        raise Problem("789") from error
    if len(key) != 32:
        raise Problem("789")
    return key


def _show_progress(done: int, of: int) -> None:
    sys.stderr.write(f"\r{done} / {of}" + ("\n" if done == of else ""))
    sys.stderr.flush()
