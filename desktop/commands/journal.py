"""``kense journal verify`` and ``kense journal rebuild``: the journal from the shell, without a window."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.commands.unlocking import add_key_arguments, key_for
from desktop.language import Language
from desktop.paths import EDITIONS, PROFILE_NAME, data_folder
from forms.catalogues import LANGUAGES, N_
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.storage.verification import Report

SOUND, FAULTY, NOT_DONE = 0, 1, 2


def add_commands(subparsers: Any) -> None:
    """Add ``journal`` with its two commands to the program's own. Each sets ``run(args) -> exit code``."""
    journal = subparsers.add_parser("journal", help="verify the journal, or draw the screens' tables anew from it")
    commands = journal.add_subparsers(dest="command", required=True)

    verifying = commands.add_parser("verify", help="read the whole journal and say what does not verify")
    verifying.add_argument("--json", action="store_true", help="the report as JSON, for machines")
    verifying.add_argument("--pdf", type=Path, metavar="FILE", help="write the report to sign to this file, too")
    verifying.set_defaults(run=_run_verify)

    rebuilding = commands.add_parser("rebuild", help="draw the tables the screens read anew from the journal")
    rebuilding.set_defaults(run=_run_rebuild)

    for command in (verifying, rebuilding):
        command.add_argument("--data", type=Path, metavar="FOLDER", help="the data folder (default: the operator's)")
        command.add_argument("--language", choices=LANGUAGES, default="en", help="language of the report")
        add_key_arguments(command)


def _run_verify(args: argparse.Namespace) -> int:
    """0 where everything verifies, 1 where something does not, 2 where it could not be read."""
    from desktop.storage.store import open_store
    from desktop.storage.verification import find_known, verify

    language = Language(args.language)
    folder = args.data or data_folder()
    try:
        # For reading, so that it can be asked while the counter is at work and changes nothing.
        with open_store(folder, read_only=True, key=key_for(folder, args)) as store:
            report = verify(store.db, known=find_known(store.db, folder), tables=True)
        if args.pdf is not None:
            _write_paper(report, folder, args.pdf, args.language, args.operator or "")
    except Problem as problem:
        return _refuse(problem, language)
    sys.stdout.write(_as_json(report) if args.json else _as_text(report, language))
    return FAULTY if report.faults else SOUND


def _write_paper(report: "Report", folder: Path, target: Path, language: str, operator: str) -> None:
    """The report on paper, in both languages where the shell speaks neither. Raises Problem 153 without a profile."""
    from desktop.clocks import MachineClock
    from desktop.operations.verifying import Verified, draw_verification, save_verification
    from desktop.profile.reading import read_profile
    from forms.moments import wall_time
    from forms.reading import load_editions

    if not (folder / PROFILE_NAME).exists():
        raise Problem("153", folder=str(folder))
    profile = read_profile(folder / PROFILE_NAME, load_editions(also=folder / EDITIONS))
    name = next((one.name for one in profile.operators if one.id == operator), "")
    verified = Verified(report=report, at=wall_time(MachineClock(profile.zone).now()), operator=operator, name=name)
    content = draw_verification(profile, verified, "both" if language == "en" else "ru" if language == "ru" else "kk")
    save_verification(content, target, folder, verified)


def _run_rebuild(args: argparse.Namespace) -> int:
    """0 where the tables equalled the journal, 1 where some were put right, 2 where it could not be done."""
    from desktop.storage.store import open_store

    language = Language(args.language)
    folder = args.data or data_folder()
    try:
        with open_store(folder, must_exist=True, key=key_for(folder, args)) as store:
            differing = store.rebuild()
    except Problem as problem:
        return _refuse(problem, language)
    if not differing:
        sys.stdout.write(language.say(N_("Rebuilt from the journal. Every table was as the journal says.")) + "\n")
        return SOUND
    sys.stdout.write(
        language.say(
            N_("Rebuilt from the journal. These tables differed from it and are right now: {tables}."),
            tables=", ".join(differing),
        )
        + "\n"
    )
    return FAULTY


def _refuse(problem: Problem, language: Language) -> int:
    sys.stderr.write(f"{problem.code}: {problem.sentence(language.say)}\n")
    return NOT_DONE


def _as_json(report: "Report") -> str:
    from desktop.storage.verification import tell_fault

    fields = msgspec.to_builtins(report)
    fields["sound"] = not report.faults
    for told, fault in zip(fields["faults"], report.faults, strict=True):
        problem = tell_fault(fault)
        told["code"], told["sentence"] = problem.code, problem.sentence()
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _as_text(report: "Report", language: Language) -> str:
    from desktop.storage.verification import tell_fault

    say = language.say
    if not report.events:
        lines = [say(N_("The journal is empty."))]
    else:
        lines = [
            say(N_("Counter: {counter}"), counter=report.counter or "—"),
            say(N_("Events: {events}"), events=report.events),
            say(N_("First: {moment}"), moment=report.first or "—"),
            say(N_("Last: {moment}"), moment=report.last or "—"),
            say(N_("Numbers given: {numbers}"), numbers=report.numbers),
            say(N_("Papers printed: {papers}"), papers=report.papers),
            say(N_("Hash of the last event: {hash}"), hash=report.last_hash),
        ]
    if report.faults:
        lines.append("")
        lines.append(say(N_("Faults: {faults}"), faults=len(report.faults)))
        for fault in report.faults:
            problem = tell_fault(fault)
            lines.append(f"  {problem.code}: {problem.sentence(say)}")
    else:
        lines.append(say(N_("Everything verifies: the chain, its end, the numbers and the archived papers.")))
    return "\n".join(lines) + "\n"
