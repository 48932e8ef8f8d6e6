"""Commands on a protected folder: who asks, and by which password. On one in the clear nothing is asked."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.paths import data_folder
from desktop.protection.data_key import is_protected
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.protection.trying import SignedIn


def add_key_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of who asks; without them the terminal is asked."""
    parser.add_argument("--operator", metavar="ID", help="who asks, where the folder is protected")
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help="the first line is the password (default: it is asked)"
    )


def key_for(folder: Path, args: argparse.Namespace) -> bytes | None:
    """The raw key of the folder's store, None where it is in the clear.

    Raises Problem 700 (wrong password), 701 (wait first), 708 (no such sign-in), 702 and 705 (the key file), 100 where
    the password's file cannot be read.
    """
    signed = signed_for(folder, args)
    return None if signed is None else signed.key.store


def signed_for(folder: Path, args: argparse.Namespace) -> "SignedIn | None":
    """Who asks, proved by their password; None where the folder is in the clear."""
    if not is_protected(folder):
        return None
    from desktop.core_dumps import forbid_core_dumps
    from desktop.protection.key_file import list_sign_ins
    from desktop.protection.trying import try_password

    forbid_core_dumps()
    operator = args.operator or _ask_operator(list_sign_ins(folder))
    return try_password(folder, operator, read_secret(args.password_file, f"Password of {operator}: "))


def open_for_command(args: argparse.Namespace, *, read_only: bool = False) -> "Counter":
    """The counter of ``args.data``, opened by who asks; whoever calls closes its store."""
    from desktop.operations.opening import open_counter
    from desktop.operations.signing_in import open_protected
    from desktop.printing.memory import MemoryPrinters

    folder = args.data or data_folder()
    signed = signed_for(folder, args)
    if signed is None:
        return open_counter(folder, MemoryPrinters(), read_only=read_only)
    return open_protected(folder, MemoryPrinters(), signed, read_only=read_only)


def read_secret(file: Path | None, prompt: str) -> str:
    """A password or a code: from a file's first line, from what is piped in, or typed unseen on the terminal."""
    if file is not None:
        try:
            text = file.read_text("utf-8-sig")
        except OSError as error:
            raise Problem("100", file=file.name, key="file", detail=str(error)) from error
        except UnicodeDecodeError as error:
            raise Problem("101", file=file.name, key="line 1", detail=str(error)) from error
        return text.partition("\n")[0].rstrip("\r")
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass(prompt)


def read_new_secret(file: Path | None, prompt: str) -> str:
    """A password that is being chosen: on the terminal it is typed twice, for nobody sees a slip.

    Raises Problem 722 where the two differ.
    """
    typed = read_secret(file, prompt)
    if file is None and sys.stdin.isatty() and getpass.getpass("The same once more: ") != typed:
        raise Problem("722")
    return typed


def _ask_operator(known: tuple[str, ...]) -> str:
    if len(known) == 1 or not sys.stdin.isatty():
        return known[0] if known else ""
    return input(f"Operator ({', '.join(known)}): ").strip()
