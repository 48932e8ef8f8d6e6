"""``kense papers``: whether a paper's QR code was signed by a counter, and a PDF by an organisation's key."""

import argparse
from pathlib import Path
from typing import Any

from desktop.commands.unlocking import add_key_arguments, key_for, open_for_command
from desktop.paths import data_folder
from forms.events import SegmentOpened
from forms.signing import verify_paper


def add_commands(subparsers: Any) -> None:
    """Add ``papers`` to the program's commands."""
    papers = subparsers.add_parser("papers", help="verify a printed paper offline")
    commands = papers.add_subparsers(dest="command", required=True)
    showing = commands.add_parser("key", help="show this counter's public key, for whoever verifies its papers")
    showing.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
    add_key_arguments(showing)
    showing.set_defaults(run=_run_key)
    taking = commands.add_parser("take-out", help="write the papers that lie sealed in a protected folder as PDF")
    taking.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
    taking.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where to, a stick for one")
    add_key_arguments(taking)
    taking.set_defaults(run=_run_take_out)
    verifying = commands.add_parser("verify", help="verify the text of a QR code against a counter's public key")
    verifying.add_argument("text", help="the text the QR code holds")
    verifying.add_argument("--key", required=True, metavar="HEX", help="the counter's public key")
    verifying.set_defaults(run=_run_verify)
    signed = commands.add_parser("verify-signature", help="tell who signed a PDF, and whether a byte of it changed")
    signed.add_argument("file", type=Path, metavar="FILE.pdf", help="the signed paper")
    signed.add_argument("--roots", type=Path, metavar="DIR", help="certificates of trusted authorities")
    signed.set_defaults(run=_run_verify_signature)


def _run_key(args: argparse.Namespace) -> int:
    from desktop.storage.recovery import open_read_only

    folder = args.data or data_folder()
    with open_read_only(folder, key_for(folder, args)) as store:
        keys = [e.event.act.counter_key for e in store.journal.events() if isinstance(e.event.act, SegmentOpened)]
    if keys:
        print(keys[-1])
    return 0 if keys else 1


def _run_take_out(args: argparse.Namespace) -> int:
    from desktop.operations.papers_taken import take_out_papers

    with (counter := open_for_command(args)).store:
        print(take_out_papers(counter, args.to))
    return 0


def _run_verify_signature(args: argparse.Namespace) -> int:
    from desktop.eds.trust import load_trust
    from desktop.eds.verifying import verify_pdf
    from forms.problems import Problem

    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise Problem("770", file=args.file.name, detail=str(error)) from error
    trust = None if args.roots is None else load_trust(args.roots)
    if trust is not None and not trust.roots:
        # Asked to compare and nothing to compare with: that must not pass for trusted.
        raise Problem("1097", folder=str(args.roots))
    states = {
        "unchanged": "unchanged",
        "added to": "unchanged up to a later signature",
        "changed": "CHANGED",
        "unknown": "OF A KIND THAT CANNOT BE CHECKED HERE",
    }
    sound = True
    for one in verify_pdf(content, trust, name=args.file.name):
        trusted = {None: "issuer not compared", True: "issuer trusted", False: "ISSUER NOT TRUSTED"}[one.trusted]
        print(f"{one.holder}  {one.organisation}  certificate {one.serial}  issued by {one.issuer}")
        print(f"  signed {one.signed_at or '-'}  {states[one.state]}  {trusted}")
        sound = sound and one.holds and one.trusted is not False
    return 0 if sound else 1


def _run_verify(args: argparse.Namespace) -> int:
    mark = verify_paper(args.text, args.key)
    print(f"{mark.counter}  {mark.number}  {mark.at:%Y-%m-%d %H:%M}  {mark.outcome}")
    return 0
