"""``kense keys``: the keys of a protected folder, from the shell: who can open it, and what to do when nobody can."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.unlocking import (
    add_key_arguments,
    open_for_command,
    read_new_secret,
    read_secret,
    signed_for,
)
from desktop.language import Language
from desktop.paths import KEYS_NAME, data_folder
from forms.catalogues import LANGUAGES
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.protection.data_key import DataKey

DONE, NOT_DONE = 0, 2


def add_commands(subparsers: Any) -> None:
    """Add ``keys`` to the program's commands. Each sets ``run(args) -> exit code``: 0 done, 2 not done."""
    keys = subparsers.add_parser("keys", help="protect a folder, and get back into one")
    commands = keys.add_subparsers(dest="command", required=True)

    showing = commands.add_parser("show", help="who can open the folder; shows no key")
    showing.add_argument("--json", action="store_true", help="for machines")
    showing.set_defaults(work=_show)

    protecting = commands.add_parser("protect", help="encrypt a folder that lies in the clear")
    protecting.add_argument("--operator", required=True, metavar="ID", help="who becomes its administrator")
    protecting.add_argument("--password-file", type=Path, metavar="FILE", help="their password (default: it is asked)")
    protecting.set_defaults(work=_protect)

    recovering = commands.add_parser("recover", help="get in again by the recovery sheet, or at the district")
    recovering.add_argument("--operator", metavar="ID", help="who gets a new password")
    recovering.add_argument("--code-file", type=Path, metavar="FILE", help="the sheet's code (default: it is asked)")
    recovering.add_argument("--password-file", type=Path, metavar="FILE", help="the new password (default: asked)")
    recovering.add_argument(
        "--district-key", type=Path, metavar="FILE", help="at the district: make a new recovery code for the school"
    )
    recovering.set_defaults(work=_recover)

    renewing = commands.add_parser("renew", help="make a new recovery sheet; the one before opens nothing any more")
    renewing.add_argument("--pdf", type=Path, metavar="FILE", help="write the sheet here; print it and remove it")
    add_key_arguments(renewing)
    renewing.set_defaults(work=_renew)

    making = commands.add_parser("new-district", help="make the key pair of a district office")
    making.add_argument("file", type=Path, metavar="FILE", help="the private key goes here; keep it offline")
    making.set_defaults(work=_new_district)

    setting = commands.add_parser("set-district", help="let the district open this folder when everything is forgotten")
    setting.add_argument("public", metavar="HEX", help="the district's public key")
    add_key_arguments(setting)
    setting.set_defaults(work=_set_district)

    opening = commands.add_parser("unseal", help="open a sealed file of this folder")
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="what was sealed goes here, in the clear"
    )
    add_key_arguments(opening)
    opening.set_defaults(work=_unseal)

    for command in (showing, protecting, recovering, renewing, making, setting, opening):
        command.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
        command.add_argument("--language", choices=LANGUAGES, default="en", help="language of the sentences")
        command.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    language = Language(args.language)
    args.data = args.data or data_folder()
    try:
        args.work(args, language)
    except Problem as problem:
        sys.stderr.write(f"{problem.code}: {problem.sentence(language.say)}\n")
        return NOT_DONE
    return DONE


def _show(args: argparse.Namespace, language: Language) -> None:
    from desktop.protection.key_file import read_keys

    keys = read_keys(args.data)
    district = "" if keys.district is None else keys.district.public.hex()
    if args.json:
        told = {
            "counter": keys.counter,
            "sign_ins": [one.operator for one in keys.sign_ins],
            "recovery_made_at": keys.recovery.made_at,
            "district": district,
            "protecting": keys.protecting,
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    print(language.say("Counter: {counter}", counter=keys.counter))
    print(language.say("Passwords: {operators}", operators=", ".join(one.operator for one in keys.sign_ins)))
    print(language.say("Recovery sheet made: {date}", date=keys.recovery.made_at[:16].replace("T", " ")))
    print(language.say("District key: {key}", key=district or "—"))
    if keys.protecting:
        print(language.say("Not everything is encrypted yet: sign in once, and it goes on."))


def _protect(args: argparse.Namespace, language: Language) -> None:
    from desktop.operations.signing_in import protect_existing

    password = read_new_secret(args.password_file, f"Password of {args.operator}: ")
    _tell_code(protect_existing(args.data, args.operator, password), language)


def _recover(args: argparse.Namespace, language: Language) -> None:
    if args.district_key is not None:
        _recover_at_district(args, language)
        return
    from desktop.operations.signing_in import open_protected, recover
    from desktop.printing.memory import MemoryPrinters
    from desktop.protection.key_file import read_keys

    operator = args.operator or read_keys(args.data).founder
    code = read_secret(args.code_file, "Code of the recovery sheet: ")
    signed = recover(args.data, code, operator, read_new_secret(args.password_file, f"New password of {operator}: "))
    # Opened once, so that the journal says it.
    open_protected(args.data, MemoryPrinters(), signed).store.close()
    print(language.say("{operator} has a new password. Make a new recovery sheet.", operator=operator))


def _recover_at_district(args: argparse.Namespace, language: Language) -> None:
    """The school sends its key file alone; it goes back with a new recovery code, which is told by telephone."""
    from desktop.protection.key_file import open_by_district, renew_recovery

    key: DataKey = open_by_district(args.data / KEYS_NAME, _read_private(args.district_key))
    _tell_code(renew_recovery(args.data, key), language)


def _renew(args: argparse.Namespace, language: Language) -> None:
    from desktop.operations.operators import draw_recovery_sheet, renew_recovery_sheet

    with (counter := open_for_command(args)).store:
        code = renew_recovery_sheet(counter)
        # First of all, whatever becomes of the file: the sheet before opens nothing any more.
        _tell_code(code, language)
        if args.pdf is not None:
            _write(args.pdf, draw_recovery_sheet(counter, code))


def _new_district(args: argparse.Namespace, language: Language) -> None:
    from desktop.protection.wrapping import make_district_key, public_of

    private = make_district_key()
    _write(args.file, private.hex().encode() + b"\n")
    print(language.say("Private key: {file}. Keep it offline; it opens every counter it is given to.", file=args.file))
    print(language.say("Public key: {key}", key=public_of(private).hex()))


def _set_district(args: argparse.Namespace, language: Language) -> None:
    from desktop.operations.operators import set_district_key

    with (counter := open_for_command(args)).store:
        set_district_key(counter, args.public)
    print(language.say("The district can open this folder now."))


def _unseal(args: argparse.Namespace, language: Language) -> None:
    from desktop.protection.key_file import no_keys
    from desktop.protection.sealing import open_sealed_file
    from desktop.storage.errors import storage_errors

    signed = signed_for(args.data, args)
    if signed is None:
        raise no_keys(args.data)
    if args.out.exists():  # nothing is written over
        raise Problem("419", folder=str(args.out.parent), detail="the file exists")
    with storage_errors(args.out.parent):
        open_sealed_file(args.file, args.out, signed.key.files)
    print(language.say("Written in the clear: {file}", file=args.out))


def _tell_code(code: str, language: Language) -> None:
    print(language.say("Recovery code. Write it down now, it is shown once: {code}", code=code))


def _read_private(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise Problem("100", file=path.name, key="file", detail=str(error)) from error
    except ValueError as error:
        raise Problem("716") from error


def _write(path: Path, content: bytes) -> None:
    """A file that nobody else on this computer may read, in place of none: nothing is written over."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        raise Problem("419", folder=str(path.parent), detail=str(error)) from error
