"""What lies beside the journal, held against it: numbers, papers, attachments, erasures, settings, screens' tables."""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator

from desktop.storage import projections
from desktop.storage.database import Database
from desktop.storage.settings import Settings
from desktop.storage.verified_walk import Walk
from forms.chain import Fault
from forms.problems import Problem

_LOOK_EVERY = 200_000  # steps of SQLite between two looks at whether to go on


def check_last_numbers(db: Database, walk: Walk) -> Iterator[Fault]:
    """The last numbers kept, against those of the journal."""
    kept = {(register, year): last for register, year, last in db.rows("SELECT register, year, last FROM numbers")}
    restored = Settings(db).restored_from is not None
    for place in sorted(kept.keys() | walk.last_numbers.keys()):
        last, found = kept.get(place, 0), walk.last_numbers.get(place, 0)
        if last != found and not (last > found and (restored or walk.may_leave_gap(place))):
            yield Fault(sequence=walk.last_sequence, kind="number_not_last", detail=f"{place[0]} {place[1]}")


def check_papers(db: Database, walk: Walk) -> Iterator[Fault]:
    """The archive against what was printed, both ways."""
    archived: dict[tuple[str, str, int], str] = {}
    printed = {paper.place: paper for paper in walk.papers}
    restored = Settings(db).restored_from is not None
    for number, case, paper, copy_number, language, sha256, printed_at, content in db.stream(
        "SELECT number, case_id, paper, copy_number, language, sha256, printed_at, bytes FROM printed ORDER BY id"
    ):
        told = f"{number or case}, {paper} {copy_number}"
        said = printed.get((case, paper, copy_number))
        # A restore brings papers over whose events are lost: they went out, so they are kept.
        if said is None and not restored and not printed_at < walk.restored_at:
            yield Fault(sequence=0, kind="extra_paper", detail=told)
        if content is None and case not in walk.erased_cases:
            continue
        archived[case, paper, copy_number] = sha256
        words = (number, language, printed_at)
        if (content is not None and hashlib.sha256(content).hexdigest() != sha256) or (
            said is not None and words != (said.act.number, said.act.language, said.at)
        ):
            yield Fault(sequence=0, kind="changed_paper", detail=told)
    for one in walk.papers:
        if archived.get(one.place) != one.act.sha256:
            detail = f"{one.act.number or one.case}, {one.act.paper} {one.act.copy_number}"
            yield Fault(sequence=one.sequence, kind="lost_paper", detail=detail)


def check_attachments(db: Database, walk: Walk, erased: frozenset[int]) -> Iterator[Fault]:
    """Files kept beside events, against what the events say of them."""
    waiting = dict(walk.attached)
    for sequence, place, name, media_type, sha256, content in db.stream(
        "SELECT sequence, place, name, media_type, sha256, bytes FROM attachments ORDER BY sequence, place"
    ):
        if sequence in erased:
            if content is not None or name:
                yield Fault(sequence=sequence, kind="not_erased")
            continue
        said = waiting.pop((sequence, place), None)
        if said is None:
            yield Fault(sequence=sequence, kind="extra_attachment", detail=str(place))
        elif content is None:
            yield Fault(sequence=sequence, kind="lost_attachment", detail=str(place))
        elif (said.name, said.media_type, said.sha256) != (name, media_type, sha256) or hashlib.sha256(
            content
        ).hexdigest() != sha256:
            yield Fault(sequence=sequence, kind="changed_attachment", detail=str(place))
    for sequence, place in waiting:
        yield Fault(sequence=sequence, kind="lost_attachment", detail=str(place))


def check_erased(db: Database, erased: Iterable[int]) -> Iterator[Fault]:
    """Particulars that were to be erased."""
    for sequence in sorted(erased):
        if db.row("SELECT 1 FROM journal WHERE sequence = ? AND particulars IS NOT NULL", (sequence,)):
            yield Fault(sequence=sequence, kind="not_erased")


def check_settings(db: Database, walk: Walk) -> Iterator[Fault]:
    """The counter's code and key, against the events that name them."""
    settings = Settings(db)
    if walk.counter is not None and settings.counter != walk.counter:
        yield Fault(sequence=walk.last_sequence, kind="other_settings", detail=f"counter {settings.counter or '—'}")
    if walk.segments and settings.restored_from is None:
        key = settings.counter_key
        # Journals of tests and of tools may name no real key.
        if _public(key) != walk.counter_key and (key is not None or len(walk.counter_key) == 64):
            yield Fault(sequence=walk.segments[-1].sequence, kind="other_settings", detail="counter_key")


def check_known(db: Database, walk: Walk, known: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    """Where the journal was known to end, by notes kept elsewhere: it has gone on from there, and nowhere else."""
    if Settings(db).restored_from is not None:
        return
    for sequence, hashed in known:
        if sequence > walk.last_sequence:
            yield Fault(sequence=walk.last_sequence, kind="older_than_known", detail=str(sequence))
        elif sequence in walk.hashes and walk.hashes[sequence] != hashed:
            yield Fault(sequence=sequence, kind="other_history")


def check_tables(db: Database, walk: Walk, go_on: Callable[[], object]) -> Iterator[Fault]:
    """What the screens read, against what the journal says: drawn anew in memory and compared.

    ``go_on`` is called every now and then; what it raises ends the comparison.
    """
    if not projections.is_current(db):
        return  # drawn in memory from the journal as it is: nothing of the file's is shown
    stopped: list[Problem] = []

    def look() -> int:
        try:
            go_on()
        except Problem as problem:
            stopped.append(problem)
        return len(stopped)

    db.connection.set_progress_handler(look, _LOOK_EVERY)
    try:
        projections.draw_beside(db)
        differing = projections.find_differing(db)
    except Problem:
        if not stopped:
            return  # an event that cannot be read: the chain's fault to tell
        raise stopped[0] from None
    except Exception:
        if not stopped:
            raise
        raise stopped[0] from None
    finally:
        db.connection.set_progress_handler(None, 0)
        with contextlib.suppress(Problem):
            projections.forget_drawn(db)
    for table in differing:
        yield Fault(sequence=walk.last_sequence, kind="other_table", detail=table)


def _public(key: bytes | None) -> str:
    if key is None:
        return ""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()
    except ValueError:
        return "?"
