"""``kense papers verify``: whether a paper's QR code was signed by the counter whose key is given."""

import argparse
from typing import Any

from forms.signing import verify_paper


def add_commands(subparsers: Any) -> None:
    """Add ``papers`` to the program's commands."""
    papers = subparsers.add_parser("papers", help="verify a printed paper offline")
    commands = papers.add_subparsers(dest="command", required=True)
    verifying = commands.add_parser("verify", help="verify the text of a QR code against a counter's public key")
    verifying.add_argument("text", help="the text the QR code holds")
    verifying.add_argument("--key", required=True, metavar="HEX", help="the counter's public key")
    verifying.set_defaults(run=_run_verify)


def _run_verify(args: argparse.Namespace) -> int:
    mark = verify_paper(args.text, args.key)
    print(f"{mark.counter}  {mark.number}  {mark.at:%Y-%m-%d %H:%M}  {mark.outcome}")
    return 0
