"""Through the index: what the register holds is found, what it lost is not, and the index is what the journal says."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage.register_rows import RegisterQuery
from desktop.storage.search import TABLE
from desktop.storage.store import open_store
from forms.moments import Moment

from .making import FIRST_DAY, SAFE_IINS, TODAY, Known, Maker, fill, new_register

SECRET = "Қупиянов Жасырын"


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Maker]:
    """An empty register."""
    made = new_register(tmp_path)
    with made.store:
        yield made


def found(maker: Maker, text: str, **more: str) -> list[str]:
    query = RegisterQuery(text=text, **more)  # type: ignore[arg-type]
    return [row.number for row in maker.store.register.page(query, None, 100, today=TODAY).rows]


def test_a_case_is_found_by_everything_of_it(maker: Maker) -> None:
    other = maker.decide(FIRST_DAY, "Басқа Адам", SAFE_IINS[1], phone="+7 702 000 00 02")
    known = maker.decide(FIRST_DAY, "Қайратұлы Әйгүл", SAFE_IINS[2], phone="8 701 000 00 01")
    for text in ("кайр", "ай кай", SAFE_IINS[2], SAFE_IINS[2][:5], "8701", known.number, "000002", known.ticket):
        assert found(maker, text) == [known.number], text
    assert found(maker, "") == found(maker, "  *") == [known.number, other.number]
    assert found(maker, "кайр адам") == []


def test_who_asks_for_a_number_sees_it_first(maker: Maker) -> None:
    first = maker.decide(FIRST_DAY, "Бірінші Адам", SAFE_IINS[1])
    second = maker.decide(FIRST_DAY, "Екінші Адам", "1" + SAFE_IINS[1][1:])
    assert found(maker, "1") == [first.number, second.number]
    assert found(maker, "1", sort="oldest") == [first.number, second.number]
    assert found(maker, "2") == [second.number]


def test_a_correction_changes_what_finds(maker: Maker) -> None:
    known = maker.decide(FIRST_DAY, "Сынақов Қате", SAFE_IINS[0])
    maker.correct(known, FIRST_DAY, "name", "Үлгіев Дұрыс")
    assert (found(maker, "сынак"), found(maker, "улги")) == ([], [known.number])
    maker.correct(known, FIRST_DAY, "iin", SAFE_IINS[1])
    maker.correct(known, FIRST_DAY, "phone", "8 705 000 00 09")
    assert (found(maker, SAFE_IINS[0]), found(maker, SAFE_IINS[1])) == ([], [known.number])
    assert (found(maker, "8701"), found(maker, "8705")) == ([], [known.number])
    assert found(maker, "улги", state="corrected") == [known.number]
    row = maker.store.register.find(known.case)
    assert row is not None
    assert (row.name, row.iin, row.corrected) == ("Үлгіев Дұрыс", SAFE_IINS[1], 3)
    assert found(maker, "", sort="name") == [known.number]


def test_a_void_case_is_found_and_said_to_be_void(maker: Maker) -> None:
    known = maker.decide(FIRST_DAY)
    maker.decide(FIRST_DAY, "Үлгіев Дұрыс", SAFE_IINS[1])
    maker.void(known, FIRST_DAY)
    assert found(maker, "сын") == found(maker, "", state="void") == [known.number]


def words_held(maker: Maker) -> set[str]:
    """Every word the index holds, by its own account."""
    db = maker.store.db
    db.run(f"CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, {TABLE}, row)")
    try:
        return {word for (word,) in db.rows("SELECT term FROM temp.held")}
    finally:
        db.run("DROP TABLE temp.held")


def index_bytes(maker: Maker) -> bytes:
    return b"".join(block for (block,) in maker.store.db.rows(f"SELECT block FROM {TABLE}_data"))


def erase(maker: Maker, *sequences: int) -> None:
    now = Moment(wall="2027-01-01T09:00:00.000+05:00", monotonic_ms=1, boot="boot-2")
    maker.store.journal.erase(sequences, rule="retention", at=now, operator="clerk-1")


@pytest.mark.parametrize("merged", [False, True])
def test_erased_particulars_leave_no_trace_in_the_index(maker: Maker, tmp_path: Path, merged: bool) -> None:
    fill(maker, 40)
    known = maker.decide(date(2026, 9, 24), SECRET, "991231999999", phone="8 799 888 77 66")
    fill(maker, 40, seed=2)
    corrected = maker.correct(known, date(2026, 9, 24), "name", f"{SECRET}а")
    if merged:
        maker.store.db.run(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")
    assert found(maker, "купия") == [known.number]
    assert {"купиянов", "купиянова", "991231999999"} & words_held(maker)
    erase(maker, known.sequence, corrected)
    for text in ("купия", "жасыр", "991231", "8799888"):
        assert found(maker, text) == [], text
    assert not {word for word in words_held(maker) if word.startswith(("купи", "жасыр", "99123", "٧٩٩٨٨٨"))}
    assert found(maker, known.number) == [known.number]
    traces = [trace.encode() for trace in ("упиян", "асырын", "1231999", "٩٨٨٨")]
    assert not [trace for trace in traces if trace in index_bytes(maker)]
    maker.store.db.rows("PRAGMA wal_checkpoint(truncate)")
    assert not [trace for trace in traces if trace in (tmp_path / "kense.db").read_bytes()]
    row = maker.store.register.find(known.case)
    assert row is not None
    assert (row.name, row.iin) == ("", "")
    assert maker.store.rebuild() == []


def test_an_index_that_differs_is_named_and_put_right(maker: Maker) -> None:
    known = maker.decide(FIRST_DAY)
    maker.store.db.run(f"INSERT INTO {TABLE} (rowid, words) VALUES (?, 'басқа')", (known.sequence,))
    assert maker.store.rebuild() == [TABLE]
    assert found(maker, "баска") == []
    maker.store.db.run(f"DROP TABLE {TABLE}")
    assert maker.store.rebuild() == [TABLE]
    assert found(maker, "сын") == [known.number]
    assert maker.store.rebuild() == []


def test_a_store_for_reading_of_another_version_is_searched_too(maker: Maker, tmp_path: Path) -> None:
    known = maker.decide(FIRST_DAY)
    maker.store.db.run("PRAGMA user_version = 900")
    with open_store(tmp_path, read_only=True) as reading:
        row = reading.register.page(RegisterQuery(text="сын")).rows[0]
        assert row.number == known.number


DAYS = st.integers(0, 400).map(lambda gone: FIRST_DAY + timedelta(gone))
NAMES = st.sampled_from(("Сынақов Үлгі", "Сынаков Улги", "Үлгі Сынақов Тестұлы", "Smith John", "Ёлкина Йод"))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("decide", "hand_over", "hold", "void", "name", "iin", "judge", "erase", "erase_correction")),
        DAYS,
        NAMES,
        st.sampled_from(SAFE_IINS[:2]),
        st.integers(0, 5),
    ),
    max_size=24,
)


@settings(max_examples=80, deadline=None)
@given(acts=ACTS)
def test_a_rebuild_equals_the_live_register_after_any_acts(
    acts: list[tuple[str, date, str, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        maker = new_register(Path(folder))
        corrections: list[int] = []
        with maker.store:
            for act, day, name, iin, which in acts:
                if act == "decide" or not maker.known:
                    maker.decide(day, name, iin)
                    continue
                known: Known = maker.known[which % len(maker.known)]
                if act in ("name", "iin"):
                    corrections.append(maker.correct(known, day, act, name if act == "name" else iin))
                elif act == "judge":
                    maker.judge(known, maker.known[0], day)
                elif act == "erase":
                    if maker.store.journal.particulars(known.sequence) is not None:
                        erase(maker, known.sequence)
                elif act == "erase_correction":
                    if corrections and maker.store.journal.particulars(corrections[-1]) is not None:
                        erase(maker, corrections[-1])
                else:
                    getattr(maker, act)(known, day)
            assert maker.store.rebuild() == []
