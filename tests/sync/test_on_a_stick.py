"""The exchange on a stick: real small and write-protected disks, every mistake told, nothing lost or doubled."""

import errno
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from desktop.operations import enrolling, exchanging
from desktop.operations.counter import Counter
from desktop.sync import transport_file
from desktop.sync.transport_file import FOLDER, Outbox
from forms.batches import read_header
from forms.events import VisitOpened
from forms.problems import Problem
from forms.signed import read_answer, write_answer
from tests.clear_text import words
from tests.clear_text.scanning import find_words
from tests.operations.making import HandClock, counter_at, open_ready
from tests.storage.disks import mounted, remount_read_only
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, agree, decide, enrolled, go, journal, work

KINDS = {".kense-enrolment": "enrolment", ".kense-key": "keys", ".kense-batch": "batch", ".kense-question": "question"}


def carry(centre: ModelCentre, stick: Path, name: str = "D7-20260914-120000.kense-answer") -> None:
    """The district takes in what lies on the stick and writes one answer."""
    documents: list[bytes] = []
    for ending, what in KINDS.items():
        for path in sorted(stick.glob(f"{FOLDER}/*{ending}"), key=_first):
            documents += read_answer(centre.answer(what, path.read_bytes()))
    (stick / FOLDER / name).write_bytes(write_answer(documents))


def _first(path: Path) -> int:
    return read_header(path.read_bytes()).first if path.suffix == ".kense-batch" else 0


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def told(code: str, counter: Counter, place: Path) -> Problem:
    """Reading it is refused with this Problem, and nothing is changed."""
    before = counter.store.exchange.standing().place
    with pytest.raises(Problem) as found:
        exchanging.import_from(counter, place)
    assert found.value.code == code
    assert counter.store.exchange.standing().place == before
    assert found.value.sentence()
    return found.value


def names(stick: Path) -> list[str]:
    return sorted(path.name for path in (stick / FOLDER).iterdir())


def test_an_enrolment_and_everything_recorded_go_by_stick_alone(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    with counter_at(tmp_path / "data") as counter:
        work(counter, 3)
        written = enrolling.enrol_by_stick(counter, enrolling.read_invitation(centre.invite()), stick)
        assert written.events == written.last == len(journal(counter))
        assert (written.first, written.files) == (1, 2)
        assert [name.rpartition(".")[2] for name in names(stick)] == [
            "kense-batch",
            "kense-question",
            "kense-enrolment",
        ]
        assert exchanging.exchange_state(counter).pending
        carry(centre, stick)
        centre.publish("message", "Демалыс", "28 қыркүйек жұмыс күні емес.")
        carry(centre, stick)
        read = exchanging.import_from(counter, stick)
        assert (read.enrolled, read.acknowledged, read.updates) == (True, written.last, 1)
        assert not exchanging.exchange_state(counter).pending
        assert exchanging.exchange_state(counter).last_way == "file"
        assert not list((stick / FOLDER).glob("*.kense-batch")), "acknowledged: it need not be carried any more"
        # The same answer once more.
        assert told("875", counter, stick).fields["at"] != "—"
        # The rest over the network.
        go(counter, Wire(centre))
        agree(counter, centre)


def test_the_period_again_doubles_nothing(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    clock = HandClock()
    with enrolled(tmp_path / "data", centre, clock=clock) as counter:
        for _ in range(3):
            work(counter)
            clock.wait(86_400)
        go(counter, Wire(centre))
        again = exchanging.export_to(counter, stick, date(2026, 9, 15), date(2026, 9, 15))
        walls = [event.event for event in journal(counter)[again.first - 1 : again.last]]
        assert again.events > 0
        assert all(b'"wall":"2026-09-15' in wall for wall in walls)
        carry(centre, stick)
        exchanging.import_from(counter, stick)
        agree(counter, centre)
        whole = exchanging.export_to(counter, stick, None, date(2026, 9, 30))
        assert (whole.first, whole.last) == (1, len(journal(counter)))
        carry(centre, stick, "D7-20260915-120000.kense-answer")
        exchanging.import_from(counter, stick)
        agree(counter, centre)


def test_a_period_the_centre_could_not_follow_begins_earlier(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    clock = HandClock()
    with enrolled(tmp_path / "data", centre, clock=clock) as counter:
        go(counter, Wire(centre))
        known = len(journal(counter))
        for _ in range(3):
            work(counter)
            clock.wait(86_400)
        written = exchanging.export_to(counter, stick, date(2026, 9, 16), None)
        assert written.first == known + 1, "what the centre lacks goes with it"
        carry(centre, stick)
        exchanging.import_from(counter, stick)
        agree(counter, centre)


def test_no_name_lies_open_on_a_stick(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    with enrolled(tmp_path / "data", centre) as counter:
        draft = open_ready(counter, iin=words.IIN)
        draft.applicant.name, draft.applicant.phone = words.NAME, words.PHONE
        from desktop.operations import reception

        reception.decide_case(counter, draft)
        exchanging.export_to(counter, stick)
        assert len(names(stick)) == 3
        assert find_words([stick]) == []
        agreeing = stick / FOLDER
        assert all(b"clerk-1" not in path.read_bytes() for path in agreeing.iterdir())
        carry(centre, stick)
        agree_after = exchanging.import_from(counter, stick)
        assert agree_after.acknowledged == len(journal(counter))


def test_mistakes_at_reading_are_told(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre("D7", "S9")
    with enrolled(tmp_path / "data", centre) as counter:
        go(counter, Wire(centre))
        work(counter)
        told("784", counter, tmp_path / "no such stick")
        told("873", counter, stick)
        exchanging.export_to(counter, stick)
        told("873", counter, stick)
        answers = stick / FOLDER
        (answers / "S9-20260914-120000.kense-answer").write_bytes(write_answer([]))
        assert told("874", counter, stick).fields["found"] == "S9"
        (answers / "S9-20260914-120000.kense-answer").unlink()
        file = answers / "D7-20260914-120000.kense-answer"
        carry(centre, stick)
        good = file.read_bytes()
        forged = [one.replace(b'"counter":"D7"', b'"counter":"D8"') for one in read_answer(good)]
        wrong = {"830": b"MZ...", "831": write_answer(forged)}
        for code, content in {**wrong, "821": good[:40], "821 ": b""}.items():
            file.write_bytes(content)
            told(code.strip(), counter, stick)
        # Ours by its name, another's by what it says.
        work_document = centre.answer("enrolment", _enrolment_of(centre))
        file.write_bytes(work_document)
        assert told("874", counter, stick).fields["found"] == "S9"
        # One bad document makes no other bad.
        file.write_bytes(write_answer([b"rubbish", *read_answer(good)]))
        read = exchanging.import_from(counter, stick)
        assert read.moved > 0
        assert [problem.code for problem in read.problems] == ["830"]
        go(counter, Wire(centre))
        agree(counter, centre)


def _enrolment_of(centre: ModelCentre) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from desktop.operations.exchange_ledger import signing_public
    from forms.exchange import Enrolment
    from forms.signed import seal_for, sign_document

    key = Ed25519PrivateKey.generate().private_bytes_raw()
    content = Enrolment(
        counter="S9", token="TOKENS9", signing=signing_public(key), sealing="0" * 64, program="", made_at=""
    )
    return seal_for(sign_document(content, key), centre.keys.sealing)


def test_refusals_come_back_on_the_stick(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    centre.judge = lambda event: "841" if isinstance(event.act, VisitOpened) else ""
    with enrolled(tmp_path / "data", centre) as counter:
        go(counter, Wire(centre))
        work(counter, 2)
        exchanging.export_to(counter, stick)
        carry(centre, stick)
        assert exchanging.import_from(counter, stick).refusals == 2


def test_a_full_stick_says_how_much_is_needed(tmp_path: Path) -> None:
    centre = ModelCentre()
    with enrolled(tmp_path / "data", centre) as counter, mounted(tmp_path / "small", "256k") as small:
        go(counter, Wire(centre))
        decide(counter)
        (small / "photographs").write_bytes(bytes(216 << 10))
        with pytest.raises(Problem) as found:
            exchanging.export_to(counter, small)
        assert found.value.code == "872"
        assert int(str(found.value.fields["needed"])) > 60
        (small / "photographs").unlink()
        exchanging.export_to(counter, small)
        # Full in the middle: nothing half is left.
        outbox = Outbox(small)
        with pytest.raises(Problem) as found:
            outbox.put("D7-1-2-20260914-120000.kense-batch", bytes(300 << 10))
        assert (found.value.code, found.value.fields["needed"]) == ("872", 308)
        assert not [name for name in names(small) if name.startswith("D7-1-2-") or name.endswith(".part")]


def test_a_write_protected_stick_is_told(tmp_path: Path) -> None:
    centre = ModelCentre()
    with enrolled(tmp_path / "data", centre) as counter, mounted(tmp_path / "locked", "1m") as locked:
        exchanging.export_to(counter, locked)
        carry(centre, locked)
        remount_read_only(locked)
        with pytest.raises(Problem) as found:
            exchanging.export_to(counter, locked)
        assert found.value.code == "805"
        assert exchanging.import_from(counter, locked).moved > 0, "reading needs no right to write"
        agree(counter, centre)


FAULTS: Mapping[str, int] = {"taken out": errno.EIO, "gone": errno.ENODEV, "not there": errno.ENOENT}


@pytest.mark.parametrize("name", FAULTS)
def test_a_stick_taken_out_in_the_middle_is_told(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    centre = ModelCentre()
    with enrolled(tmp_path / "data", centre) as counter:
        work(counter)

        def pull(handle: int) -> None:
            raise OSError(FAULTS[name], "gone")

        monkeypatch.setattr(os, "fsync", pull)
        with pytest.raises(Problem) as found:
            exchanging.export_to(counter, stick)
        assert found.value.code == "783"
        monkeypatch.undo()
        assert names(stick) == []
        exchanging.export_to(counter, stick)
        carry(centre, stick)
        exchanging.import_from(counter, stick)
        agree(counter, centre)


def test_what_is_not_read_back_as_written_is_not_there(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = ModelCentre()
    with enrolled(tmp_path / "data", centre) as counter:
        monkeypatch.setattr(transport_file, "_reads_back", lambda path, content: False)
        with pytest.raises(Problem) as found:
            exchanging.export_to(counter, stick)
        assert found.value.code == "783"
        assert names(stick) == []


def test_written_again_the_stick_does_not_fill(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    clock = HandClock()
    with enrolled(tmp_path / "data", centre, clock=clock) as counter:
        for _ in range(3):
            work(counter)
            clock.wait(60)
            exchanging.export_to(counter, stick)
        assert len(names(stick)) == 3, "one batch, one question, one enrolment"
        carry(centre, stick)
        exchanging.import_from(counter, stick)
        agree(counter, centre)


def test_a_centre_restored_meanwhile_gets_the_rest_with_the_next_stick(tmp_path: Path, stick: Path) -> None:
    centre = ModelCentre()
    with enrolled(tmp_path / "data", centre) as counter:
        go(counter, Wire(centre))
        backup, known = centre.snapshot(), len(journal(counter))
        work(counter, 2)
        go(counter, Wire(centre))
        work(counter, 2)
        centre.restore(backup)
        exchanging.export_to(counter, stick)
        batch = next((stick / FOLDER).glob("*.kense-batch"))
        answer = stick / FOLDER / "D7-20260914-120000.kense-answer"
        answer.write_bytes(centre.answer("batch", batch.read_bytes()))
        read = exchanging.import_from(counter, stick)
        assert (read.acknowledged, [problem.code for problem in read.problems]) == (known, ["839"])
        again = exchanging.export_to(counter, stick)
        assert again.first == known + 1
        carry(centre, stick)
        exchanging.import_from(counter, stick)
        agree(counter, centre)
