"""Rounds with the centre: whatever is lost, doubled, restored or refused, both agree in the end to the byte."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from desktop.operations import exchanging, refusals
from desktop.storage.backups import back_up
from desktop.storage.verification import verify
from desktop.sync.ports import Failed, What
from forms.batches import BatchLimits
from forms.events import VisitOpened
from forms.exchange import Acknowledgement, Place
from forms.moments import wall_time
from forms.problems import Problem
from forms.signed import sign_document, write_answer
from tests.operations.making import acts, counter_at
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, agree, decide, enrolled, go, go_back, journal, lost, work

CODE = "D7"


def test_everything_recorded_arrives_once_and_is_acknowledged(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        decide(counter)
        state = exchanging.exchange_state(counter)
        assert (state.enrolled, state.pending, state.acknowledged) == (True, True, 0)
        assert state.waiting == len(journal(counter))
        done = go(counter, wire)
        assert (done.outcome, done.problem) == ("done", None)
        assert done.sent == len(journal(counter))
        agree(counter, centre)
        assert [what for what, _ in wire.sent] == ["enrolment", "question", "batch"]
        state = exchanging.exchange_state(counter)
        assert (state.pending, state.waiting, state.refusals, state.failing) == (False, 0, 0, None)
        assert (state.acknowledged, state.last_way) == (len(journal(counter)), "network")
        assert state.centre_name is not None
        assert go(counter, wire).sent == 0
        assert [what for what, _ in wire.sent[3:]] == ["question"]
        (operator,) = centre.held[CODE].questions[-1].report.operators
        assert operator.id == "clerk-1"


@pytest.mark.parametrize("what", ["enrolment", "question", "batch"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_line_cut_at_any_point_costs_nothing_but_the_way(tmp_path: Path, what: str, side: str) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 3)

        def cut(sent: str, data: bytes) -> bytes:
            return lost() if sent == what else data

        setattr(wire, side, cut)
        done = go(counter, wire)
        assert done.outcome == "failed"
        assert done.problem is not None
        assert done.problem.code == "864"
        state = exchanging.exchange_state(counter)
        assert state.failing is not None
        assert state.next_try_at > counter.clock.now().wall[:19]
        assert state.waiting > 0
        setattr(wire, side, lambda what, data: data)
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)
        assert exchanging.exchange_state(counter).failing is None


def test_many_small_batches_each_kept_before_the_next(tmp_path: Path) -> None:
    centre = ModelCentre()
    centre.limits = BatchLimits(events=3)
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 10)
        go(counter, wire)
        agree(counter, centre)
        known = len(journal(counter))
        work(counter, 10)
        stop_after = wire.count("batch") + 2
        done = go(counter, wire, cancelled=lambda: wire.count("batch") >= stop_after)
        assert (done.outcome, done.sent) == ("cancelled", 6)
        assert exchanging.exchange_state(counter).acknowledged == known + 6
        assert go(counter, wire).sent == len(journal(counter)) - known - 6
        agree(counter, centre)


def test_a_centre_restored_from_an_older_backup_gets_the_rest_again(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 2)
        go(counter, wire)
        backup = centre.snapshot()
        work(counter, 2)
        go(counter, wire)
        centre.restore(backup)
        work(counter, 1)
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)
        # In the middle of a round: between the question and the batch.
        work(counter, 1)
        sent = wire.count("batch")
        wire.before = lambda what, body: centre.restore(backup) if what == "batch" else None
        assert go(counter, wire).outcome == "done"
        assert wire.count("batch") == sent + 2, "one that had a gap before it, and one from there on"
        agree(counter, centre)


def test_a_counter_restored_from_a_backup_goes_on_as_another_branch(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 2)
        go(counter, wire)
        backup = back_up(tmp_path, now=wall_time(counter.clock.now()))
        clock = counter.clock
        work(counter, 3)
        go(counter, wire)
        before = journal(counter)
    go_back(tmp_path, backup.path)
    with counter_at(tmp_path, clock=clock) as counter:
        work(counter, 1)
        assert len(journal(counter)) < len(before)
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)
        assert centre.held[CODE].left == [before]
        assert centre.held[CODE].alarms == []


def test_the_same_journal_at_work_twice_is_stopped_until_a_person_acts(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path / "one", centre) as counter:
        work(counter)
        go(counter, wire)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    with counter_at(tmp_path / "one") as one:
        work(one, 2)
        go(one, wire)
        held = list(centre.held[CODE].chain)
    with counter_at(tmp_path / "two") as two:
        work(two, 1)
        done = go(two, wire)
        assert done.outcome == "stopped"
        state = exchanging.exchange_state(two)
        assert state.stopped is not None and state.stopped.code == "840"
        assert not exchanging.is_due(two, two.clock.now())
        assert centre.held[CODE].chain == held, "refused whole"


def test_two_engines_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    centre = ModelCentre()
    centre.limits = BatchLimits(events=2)
    first, second = Wire(centre), Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 4)
        inside: list[str] = []

        def meanwhile(what: str, answer: bytes) -> bytes:
            if what == "batch" and not inside:
                inside.append(what)
                go(counter, second)
            return answer

        first.after = meanwhile
        assert go(counter, first).outcome == "done"
        assert inside
        agree(counter, centre)


def always(answer: bytes) -> Callable[[What, bytes], bytes]:
    """Somebody answers everything with this."""
    return lambda what, real: answer


def to_questions(answer: bytes) -> Callable[[What, bytes], bytes]:
    """Somebody answers questions with this."""
    return lambda what, real: answer if what == "question" else real


def test_only_what_the_centre_signed_for_this_counter_counts(tmp_path: Path) -> None:
    centre, stranger = ModelCentre(CODE, "S9"), ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        go(counter, wire)
        work(counter, 2)
        head = counter.store.journal.head()
        before = counter.store.exchange.standing().place
        upto = Place(sequence=head.sequence, hash=head.hash)
        words = {"upto": upto, "received_at": centre.now()}
        forged = [
            sign_document(Acknowledgement(counter=CODE, **words), stranger.signing[0]),  # type: ignore[arg-type]
            sign_document(Acknowledgement(counter="S9", **words), centre.signing[0]),  # type: ignore[arg-type]
            sign_document(Acknowledgement(counter=CODE, batch="0" * 64, **words), centre.signing[0]),  # type: ignore[arg-type]
            b"<html>sign in</html>",
        ]
        for document in forged:
            wire.after = always(write_answer([document]))
            done = go(counter, wire)
            assert done.outcome == "failed", document
            assert counter.store.exchange.standing().place == before
        wire.after = lambda what, answer: b"<html><form action=/login>"
        done = go(counter, wire)
        assert done.problem is not None and done.problem.code == "832"
        assert counter.store.exchange.standing().place == before


def test_a_place_the_journal_does_not_have_is_not_believed(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 2)
        go(counter, wire)
        wrong = Place(sequence=len(journal(counter)), hash="ab" * 32)
        far = Place(sequence=10_000, hash="0" * 64)
        for upto in (wrong, far):
            forged = Acknowledgement(counter=CODE, upto=upto, received_at=centre.now())
            wire.after = to_questions(write_answer([sign_document(forged, centre.signing[0])]))
            assert go(counter, wire).outcome == "done"
            agree(counter, centre)


def test_a_bad_event_blocks_no_other_and_is_settled(tmp_path: Path) -> None:
    centre = ModelCentre()
    centre.judge = lambda event: "841" if isinstance(event.act, VisitOpened) else ""
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 2)
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)
        found = refusals.list_refusals(counter)
        assert [one.what for one in found] == ["visit_opened", "visit_opened"]
        assert found[0].problem.code == "841"
        assert exchanging.exchange_state(counter).refusals == 2
        refusals.settle(counter, found[0].sequence, "noted", "аудан біледі")
        assert exchanging.exchange_state(counter).refusals == 1
        with pytest.raises(Problem) as told:
            refusals.settle(counter, found[0].sequence, "noted", "тағы")
        assert told.value.code == "877"
        # Judged once more and refused once more: it is open again.
        refusals.settle(counter, found[1].sequence, "resent", "түзетілді")
        go(counter, wire)
        agree(counter, centre)
        assert [one.sequence for one in refusals.list_refusals(counter)] == [found[1].sequence]
        # Released by hand at the centre.
        centre.held[CODE].refusals.clear()
        go(counter, wire)
        assert refusals.list_refusals(counter) == ()
        every = refusals.list_refusals(counter, all_of_them=True)
        assert [bool(one.settled) for one in every] == [True, False]
        assert [bool(one.released_at) for one in every] == [False, True]
        assert verify(counter.store.db, tables=True).faults == ()


def test_what_is_too_large_goes_in_smaller_parts(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        go(counter, wire)
        for _ in range(14):
            decide(counter)
        refused: list[int] = []

        def narrow(what: str, body: bytes) -> None:
            if what == "batch" and len(body) > 2400:
                refused.append(len(body))
                raise Failed(Problem("870", host="x", status=413), too_large=True)

        wire.before = narrow
        assert go(counter, wire).outcome == "done"
        assert refused
        agree(counter, centre)
        # It is remembered: nothing too large is tried the next time.
        refused.clear()
        work(counter, 20)
        go(counter, wire)
        agree(counter, centre)
        # What no line takes is told, not tried for ever.
        work(counter)
        wire.before = lambda what, body: (
            (_ for _ in ()).throw(Failed(Problem("870", host="x", status=413), too_large=True))
            if what == "batch"
            else None
        )
        done = go(counter, wire)
        assert (done.outcome, done.problem and done.problem.code) == ("failed", "870")


def test_what_the_centre_publishes_is_taken_once(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        centre.publish("message", "Демалыс", "28 қыркүйек, дүйсенбі, жұмыс күні емес.")
        assert go(counter, wire).updates == 1
        assert "UpdateTaken" in acts(counter)
        assert go(counter, wire).updates == 0
        agree(counter, centre)
        # One that cannot be used stops nothing.
        centre.publish("edition", "E9999", "not an edition")
        work(counter)
        done = go(counter, wire)
        assert done.outcome == "done"
        agree(counter, centre)


def test_the_centre_rolls_its_keys(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        go(counter, wire)
        work(counter)
        centre.roll_keys()
        # The acknowledgement beside the update is signed with the new key already.
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)
        assert counter.store.exchange.sealing() == centre.keys.sealing
        assert counter.store.exchange.signers()[0] == centre.keys.signing


def test_a_metered_line_sends_no_more_than_it_may_of_its_own_accord(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        settings = msgspec.structs.replace(counter.profile.exchange, metered_megabytes_a_day=1)
        counter.profile = msgspec.structs.replace(counter.profile, exchange=settings)
        go(counter, wire)
        work(counter, 4)
        standing = counter.store.exchange.standing()
        day = counter.clock.now().wall[:10]
        nearly = msgspec.structs.replace(standing, sent_day=day, sent_bytes=1_000_000 - 5_000)
        counter.store.exchange.keep(nearly)
        work(counter, 200)
        done = go(counter, wire, by_hand=False)
        assert done.outcome == "metered"
        assert done.next_try_at[:10] > day
        sent = counter.store.exchange.standing().sent_bytes
        assert sent <= 1_000_000
        assert not exchanging.is_due(counter, counter.clock.now())
        assert go(counter, wire, by_hand=True).outcome == "done"
        agree(counter, centre)


def test_nothing_leaves_in_practice_nor_before_an_enrolment(tmp_path: Path) -> None:
    wire = Wire(ModelCentre())
    with counter_at(tmp_path) as counter:
        assert not exchanging.exchange_state(counter).enrolled
        assert not exchanging.is_due(counter, counter.clock.now())
        with pytest.raises(Problem) as told:
            go(counter, wire)
        assert told.value.code == "860"
        counter.practice = True
        with pytest.raises(Problem) as told:
            go(counter, wire)
        assert told.value.code == "879"
    assert wire.sent == []


def test_the_log_for_support_names_nobody(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path / "data", centre) as counter:
        decide(counter)
        wire.before = lost
        go(counter, wire)
        wire.before = lambda what, body: None
        go(counter, wire)
        deliveries = exchanging.list_deliveries(counter, 10)
        assert [(one.what, one.outcome) for one in deliveries][::-1][:2] == [
            ("enrolment", "failed"),
            ("enrolment", "taken"),
        ]
        exchanging.write_log(counter, tmp_path / "log.txt")
        log = (tmp_path / "log.txt").read_text("utf-8")
        assert "864" in log and CODE in log and "batch" in log
        assert log.rstrip().endswith(str(counter.store.exchange.acknowledgement(), "utf-8"))  # type: ignore[arg-type]
        assert "Асанова" not in log and "Сынақ" not in log
