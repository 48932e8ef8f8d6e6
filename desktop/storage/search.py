"""The index of the register's words: what a case is found by, and what was typed as a query of it.

It holds folded words only (``forms.folding``) and no row of its own: what is taken out again is taken out by the same
words, computed from the case's row. Beside words it holds marks that nobody can type, for filters and numbers.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import zip_longest

import msgspec

from desktop.storage.database import Database, Row
from forms.folding import Reading, Wanted, fold_case
from forms.problems import Problem

TABLE = "register_text"

# Contentless, without lengths: rows are found in the order of their numbers, never ranked. The words are folded and
# split before, so the tokenizer has nothing to do but split at spaces. Not detail=none, which would be smaller: with
# secure-delete SQLite 3.53 then loses words of a case that is taken out and put in again in one act.
_COLUMNS = "words, content='', columnsize=0, detail=column, prefix='1 2 3 4 5', tokenize='ascii'"

_MARK = "\ue000"  # of the private use area: no fold yields it


class CaseWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a case is found by, as its row in ``cases`` holds it; the persons' are None once they were erased."""

    number: str
    ticket: str
    service: str
    edition: str
    outcome: str
    operator: str
    voided: bool
    corrected: bool
    names: tuple[str | None, ...]
    iins: tuple[str | None, ...]
    phones: tuple[str | None, ...]


def create(db: Database, schema: str) -> None:
    """Make the empty index."""
    db.run(f"CREATE VIRTUAL TABLE {schema}.{TABLE} USING fts5({_COLUMNS})")
    # What is taken out leaves the pages at once, not at some later merge.
    db.run(f"INSERT INTO {schema}.{TABLE} ({TABLE}, rank) VALUES ('secure-delete', 1)")
    # Twice as many small parts before they are merged as usual: acts pay less for it, and a search hardly more.
    db.run(f"INSERT INTO {schema}.{TABLE} ({TABLE}, rank) VALUES ('automerge', 8)")


def are_alike(db: Database, one: str, other: str) -> bool:
    """Whether the indexes of two schemas hold the same words of the same cases; not if one is damaged or missing."""
    try:
        if _settings_of(db, one) != _settings_of(db, other):
            return False
        for schema in (one, other):
            db.run(f"DROP TABLE IF EXISTS temp.words_of_{schema}")
            db.run(f"CREATE VIRTUAL TABLE temp.words_of_{schema} USING fts5vocab('{schema}', '{TABLE}', 'instance')")
        # Both are in the order of their words, so that neither is held in memory whole.
        streams = [db.stream(f"SELECT term, doc FROM temp.words_of_{schema}") for schema in (one, other)]
        # Or what was compared to its first difference could not be dropped.
        with closing(streams[0]), closing(streams[1]):
            return all(ours == theirs for ours, theirs in zip_longest(*streams))
    except Problem as problem:
        if problem.code != "304":
            raise
        return False
    finally:
        for schema in (one, other):
            db.run(f"DROP TABLE IF EXISTS temp.words_of_{schema}")


def _settings_of(db: Database, schema: str) -> list[Row]:
    return db.rows(f"SELECT sql FROM {schema}.sqlite_schema WHERE name = '{TABLE}'")


def words_of(case: CaseWords) -> str:
    """All words and marks of a case, in one text."""
    return " ".join(dict.fromkeys(_words(case)))


def _words(case: CaseWords) -> Iterator[str]:
    found_by = fold_case(
        number=case.number,
        ticket=case.ticket,
        names=filter(None, case.names),
        iins=filter(None, case.iins),
        phones=filter(None, case.phones),
    )
    yield from found_by.words
    if found_by.count is not None:
        yield mark_count(found_by.count)
    yield mark("service", case.service)
    yield mark("edition", case.edition)
    yield mark("outcome", case.outcome)
    yield mark("operator", case.operator)
    if case.voided:
        yield mark("state", "void")
    if case.corrected:
        yield mark("state", "corrected")


def mark(field: str, value: str) -> str:
    """The mark of a filter: one word, whatever the value is made of."""
    return f"{_MARK}{field[:2]}{value.encode().hex()}"


def mark_count(count: int) -> str:
    """The mark of a registration number's count."""
    return f"{_MARK}{count}"


def put_in(db: Database, sequence: int, words: str) -> None:
    """Index a case."""
    db.run("INSERT INTO register_text (rowid, words) VALUES (?, ?)", (sequence, words))


def take_out(db: Database, sequence: int, words: str) -> None:
    """Take a case out, by exactly the words it was put in with."""
    db.run("INSERT INTO register_text (register_text, rowid, words) VALUES ('delete', ?, ?)", (sequence, words))


def match_typed(readings: Iterable[Reading]) -> str:
    """The query of what was typed, in FTS5's language; empty where nothing was."""
    return _any_of(_all_of(_any_of(_terms(wanted)) for wanted in reading.wanted) for reading in readings)


def match_marks(marks: Iterable[str]) -> str:
    """The query of filters."""
    return _all_of(map(_quoted, marks))


def match_both(typed: str, marks: str) -> str:
    """Rows found by both; either may be empty."""
    return f"({typed}) AND {marks}" if typed and marks else typed or marks


def match_without(typed: str, marks: str) -> str:
    """Rows of the first query without those of a mark."""
    return f"({typed}) NOT {marks}"


def _terms(wanted: Wanted) -> Iterator[str]:
    for start in wanted.starts:
        yield f"{_quoted(start)} *"
    for count in wanted.counts:
        yield _quoted(mark_count(count))


def _any_of(parts: Iterable[str]) -> str:
    found = list(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})" if found else ""


def _all_of(parts: Iterable[str]) -> str:
    found = list(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else f"({' AND '.join(found)})" if found else ""


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'
