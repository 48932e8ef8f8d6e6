"""``kense exchange``: the exchange with the district's centre from the shell, where the counter's window is closed."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from desktop.commands.unlocking import add_key_arguments, open_for_command
from desktop.language import Language
from forms.catalogues import LANGUAGES, N_
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.exchanging import RoundDone

DONE, NOT_YET, NOT_DONE = 0, 1, 2
Work = Callable[["Counter", argparse.Namespace, Language], int]

_OUTCOMES = {
    "done": N_("Everything recorded here is with the district."),
    "cancelled": N_("Stopped. What was acknowledged stays so."),
    "failed": N_("Not everything could be delivered; it is tried again."),
    "stopped": N_("The district takes nothing from this counter now."),
    "metered": N_("What may be sent today is sent."),
}


def add_commands(subparsers: Any) -> None:
    """Add ``exchange``. Exit codes: 0 done, 1 not all of it yet, 2 not done."""
    exchange = subparsers.add_parser("exchange", help="deliver to the district's centre, by network or on a stick")
    commands = exchange.add_subparsers(dest="command", required=True)

    state = commands.add_parser("state", help="what waits, what is acknowledged, the last contact")
    state.add_argument("--json", action="store_true", help="for machines")
    state.set_defaults(work=_state, reads=True)
    commands.add_parser("send", help="deliver what waits over the network, now").set_defaults(work=_send)
    export = commands.add_parser("export", help="write what waits to a stick")
    export.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="the stick")
    export.add_argument("--from", dest="first", metavar="DATE", help="a period once more: its first day")
    export.add_argument("--until", dest="last", metavar="DATE", help="its last day")
    export.set_defaults(work=_export)
    taking = commands.add_parser("import", help="take in what the district wrote")
    taking.add_argument("place", type=Path, metavar="FILE_OR_FOLDER")
    taking.set_defaults(work=_import)
    enrolling = commands.add_parser("enrol", help="take up the district's invitation")
    enrolling.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the invitation's file")
    enrolling.add_argument("--address", default="", help="with --code: where the centre is")
    enrolling.add_argument("--code", default="", help="the code the district read out")
    enrolling.add_argument("--to", type=Path, metavar="FOLDER", help="by a stick: where the enrolment is written to")
    enrolling.set_defaults(work=_enrol)
    logging = commands.add_parser("log", help="the log for who supports the counter; nothing of a person in it")
    logging.add_argument("--out", type=Path, required=True, metavar="FILE")
    logging.set_defaults(work=_log, reads=True)
    commands.add_parser("refusals", help="what the district does not count, and why").set_defaults(
        work=_refusals, reads=True
    )
    for command in commands.choices.values():
        command.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
        command.add_argument("--language", choices=LANGUAGES, default="kk", help="language of what is said")
        add_key_arguments(command)
        command.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    language = Language(args.language)
    work = cast(Work, args.work)
    try:
        counter = open_for_command(args, read_only=getattr(args, "reads", False))
        with counter.store:
            return work(counter, args, language)
    except Problem as problem:
        sys.stderr.write(f"{problem.code}: {problem.sentence(language.say)}\n")
        return NOT_DONE


def _state(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.exchanging import exchange_state

    state, say = exchange_state(counter), language.say
    if args.json:
        told = {name: getattr(state, name) for name in state.__dataclass_fields__}
        for name in ("failing", "stopped"):
            problem = cast("Problem | None", told[name])
            told[name] = None if problem is None else {"code": problem.code, "sentence": problem.sentence()}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n")
        return DONE
    if not state.enrolled or state.centre_name is None:
        print(say(N_("This counter belongs to no centre yet.")))
        return DONE
    print(say(N_("Centre: {name}, {address}"), name=language.quote(state.centre_name), address=state.address))
    print(
        say(N_("Waiting: {count} events, about {size} kB"), count=state.waiting, size=-(-state.waiting_bytes // 1000))
    )
    print(say(N_("Acknowledged up to event {sequence}, {at}"), sequence=state.acknowledged, at=state.acknowledged_at))
    print(say(N_("Last contact: {at}"), at=state.last_contact or "—"))
    print(say(N_("Refused and not settled: {count}"), count=state.refusals))
    for problem in (state.failing, state.stopped):
        if problem is not None:
            print(f"{problem.code}: {problem.sentence(say)}")
    return DONE


def _send(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.exchange_ledger import call_here
    from desktop.operations.exchanging import run_round

    done = run_round(counter, call_here, by_hand=True, cancelled=lambda: False, told=lambda done, of: None)
    return _tell_round(done, language)


def _tell_round(done: "RoundDone", language: Language) -> int:
    say = language.say
    print(say(_OUTCOMES[done.outcome]))
    print(say(N_("Sent: {count} events, {size} kB"), count=done.sent, size=-(-done.bytes // 1000)))
    if done.problem is not None:
        print(f"{done.problem.code}: {done.problem.sentence(say)}", file=sys.stderr)
    return DONE if done.outcome == "done" else NOT_DONE if done.outcome == "stopped" else NOT_YET


def _export(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.exchanging import export_to

    done = export_to(counter, args.to, _read_day(args.first), _read_day(args.last))
    print(
        language.say(
            N_("Written and read back: {events} events, {files} files, {size} kB in {folder}"),
            events=done.events,
            files=done.files,
            size=-(-done.bytes // 1000),
            folder=done.folder,
        )
    )
    return DONE


def _import(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.exchanging import import_from

    say, done = language.say, import_from(counter, args.place)
    print(say(N_("The centre holds the journal up to event {sequence}."), sequence=done.acknowledged))
    print(
        say(
            N_("Taken in: {updates} updates. Refused and not settled: {count}."),
            updates=done.updates,
            count=done.refusals,
        )
    )
    for problem in done.problems:
        print(f"{problem.code}: {problem.sentence(say)}", file=sys.stderr)
    return NOT_YET if done.problems else DONE


def _enrol(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.enrolling import enrol_by_network, enrol_by_stick, fetch_invitation, read_invitation_file
    from desktop.operations.exchange_ledger import call_here

    if args.file is not None:
        taken = read_invitation_file(args.file)
    else:
        taken = fetch_invitation(args.address, args.code, proxy=counter.profile.exchange.proxy)
    if args.to is not None:
        done = enrol_by_stick(counter, taken, args.to)
        print(language.say(N_("The enrolment is in {folder}. Carry it to the district."), folder=done.folder))
        return NOT_YET
    return _tell_round(enrol_by_network(counter, taken, call_here), language)


def _log(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.exchanging import write_log

    write_log(counter, args.out)
    return DONE


def _refusals(counter: "Counter", args: argparse.Namespace, language: Language) -> int:
    from desktop.operations.refusals import list_refusals

    found = list_refusals(counter)
    for one in found:
        print(f"{one.sequence}\t{one.number or '—'}\t{one.problem.code}: {one.problem.sentence(language.say)}")
    if not found:
        print(language.say(N_("The district refuses nothing.")))
    return NOT_YET if found else DONE


def _read_day(text: str | None) -> date | None:
    try:
        return None if not text else date.fromisoformat(text)
    except ValueError as error:
        raise Problem("625", found=text) from error
