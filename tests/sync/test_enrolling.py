"""A counter takes an invitation up, is taken up anew, and changes its keys."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.operations import enrolling, exchanging
from desktop.operations.backing_up import use_stick
from desktop.operations.exchange_ledger import call_here, signing_public
from desktop.operations.issuing import prepare_outcome
from desktop.operations.reception import decide_case
from desktop.storage.backups import back_up
from desktop.storage.verification import find_known, verify
from forms.events import SegmentOpened
from forms.exchange_acts import CounterEnrolled
from forms.moments import wall_time
from forms.problems import Problem
from forms.signed import write_answer
from tests.operations.making import acts, counter_at, events, open_ready, print_copy
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, agree, enrolled, go, go_back, lost, work

PROFILE = 'format = 1\ncounter = "D7"\nzone = "Asia/Aqtobe"\n'


def test_an_invitation_is_of_who_signed_it_and_of_now(tmp_path: Path) -> None:
    centre, other = ModelCentre(), ModelCentre()
    data = centre.invite()
    taken = enrolling.read_invitation(data)
    assert (taken.invitation.counter, taken.token) == ("D7", "TOKEND7")
    file = tmp_path / "D7.kense-invitation"
    file.write_bytes(data)
    assert enrolling.read_invitation_file(file) == taken
    cases = {
        "830": b"nothing of the kind",
        "831": data.replace(b"D7", b"D8"),
        "871": centre.invite(address="http://centre.example.kz"),
        "876": centre.invite(expires_at="2020-01-01T00:00:00+05:00"),
    }
    for code, wrong in cases.items():
        with pytest.raises(Problem) as told:
            enrolling.read_invitation(wrong)
        assert told.value.code == code
    # Signed by somebody else than the key it names.
    centre.signing.append(other.signing[0])
    keys = centre.keys
    centre.signing.pop()
    assert keys.signing != centre.keys.signing
    with pytest.raises(Problem) as told:
        enrolling.read_invitation(data, datetime(2100, 1, 1, tzinfo=UTC))
    assert told.value.code == "876"


def test_the_profile_a_counter_starts_with() -> None:
    centre = ModelCentre()
    taken = enrolling.read_invitation(centre.invite(profile=PROFILE, verification_address="https://v.example.kz/v"))
    written = enrolling.profile_of(taken)
    assert written.startswith('verification_address = "https://v.example.kz/v"\n')
    assert written.endswith(PROFILE)
    assert enrolling.profile_of(enrolling.read_invitation(centre.invite())) == ""
    with pytest.raises(Problem) as told:
        enrolling.profile_of(enrolling.read_invitation(centre.invite(profile=PROFILE.replace("D7", "D8"))))
    assert told.value.code == "874"


def test_an_enrolment_is_recorded_and_confirmed_once(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        (act,) = [event.act for event in events(counter) if isinstance(event.act, CounterEnrolled)]
        assert (act.centre, act.address) == (centre.keys.signing, centre.address)
        wire.after = lost
        assert go(counter, wire).outcome == "failed"
        assert exchanging.exchange_state(counter).pending
        wire.after = lambda what, answer: answer
        assert go(counter, wire).outcome == "done"
        assert not exchanging.exchange_state(counter).pending
        agree(counter, centre)
        assert wire.count("enrolment") == 2


def test_who_may_not_and_what_does_not_fit_is_told(tmp_path: Path) -> None:
    centre = ModelCentre("D7", "S9")
    with counter_at(tmp_path) as counter:
        wrong = {
            "874": centre.invite("S9"),
            "845": centre.invite(token=""),
        }
        for code, data in wrong.items():
            with pytest.raises(Problem) as told:
                enrolling.enrol(counter, enrolling.read_invitation(data))
            assert told.value.code == code
        good = enrolling.read_invitation(centre.invite())
        counter.roles = ("clerk",)
        with pytest.raises(Problem) as told:
            enrolling.enrol(counter, good)
        assert told.value.code == "720"
        counter.roles, counter.practice = ("administrator",), True
        with pytest.raises(Problem) as told:
            enrolling.enrol(counter, good)
        assert told.value.code == "879"
        assert not counter.store.exchange.signers()


def test_a_token_somebody_used_stops_until_there_is_another_invitation(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    centre.used["TOKEND7"] = "ab" * 32
    with enrolled(tmp_path, centre) as counter:
        done = go(counter, wire)
        assert (done.outcome, done.problem and done.problem.code) == ("stopped", "847")
        again = enrolling.read_invitation(centre.invite(token="ANOTHER"))
        done = enrolling.enrol_by_network(counter, again, call_here, connect=wire.connect)
        assert done.outcome == "done"
        agree(counter, centre)


def test_a_revoked_counter_is_enrolled_anew_with_another_key(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter)
        go(counter, wire)
        before = counter.store.settings.counter_key
        assert before is not None
        centre.held["D7"].revoked.add(signing_public(before))
        work(counter)
        done = go(counter, wire)
        assert (done.outcome, done.problem and done.problem.code) == ("stopped", "837")
        again = enrolling.read_invitation(centre.invite(token="ANOTHER"))
        done = enrolling.enrol_by_network(counter, again, call_here, connect=wire.connect)
        assert done.outcome == "done"
        after = counter.store.settings.counter_key
        assert after != before
        agree(counter, centre)
        assert verify(counter.store.db, known=find_known(counter.store.db, tmp_path), tables=True).faults == ()


def test_a_centre_that_knows_the_key_as_revoked_gets_another_at_once(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with counter_at(tmp_path) as counter:
        key = counter.store.settings.counter_key
        assert key is not None
        centre.held["D7"].revoked.add(signing_public(key))
        taken = enrolling.read_invitation(centre.invite())
        done = enrolling.enrol_by_network(counter, taken, call_here, connect=wire.connect)
        assert done.outcome == "done"
        agree(counter, centre)


def test_another_centre_gets_the_whole_journal(tmp_path: Path) -> None:
    centre, other = ModelCentre(), ModelCentre()
    with enrolled(tmp_path, centre) as counter:
        work(counter, 3)
        go(counter, Wire(centre))
        agree(counter, centre)
        enrolling.enrol(counter, enrolling.read_invitation(other.invite()))
        assert exchanging.exchange_state(counter).acknowledged == 0
        assert go(counter, Wire(other)).outcome == "done"
        agree(counter, other)


@pytest.mark.parametrize("cut", ["", "before", "after"])
def test_keys_change_and_everything_still_verifies(tmp_path: Path, cut: str) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    folder, stick = tmp_path / "data", tmp_path / "stick"
    stick.mkdir()
    with enrolled(folder, centre) as counter:
        go(counter, wire)
        use_stick(counter, str(stick))
        draft = decide_case(counter, open_ready(counter))
        print_copy(counter, draft)
        before = counter.store.settings.counter_key
        enrolling.change_keys(counter)
        enrolling.change_keys(counter)
        if cut:
            setattr(wire, cut, lambda what, data: lost() if what == "keys" else data)
            assert go(counter, wire).outcome == "failed"
            assert counter.store.settings.counter_key == before, "used once the centre has taken them"
            setattr(wire, cut, lambda what, data: data)
        assert go(counter, wire).outcome == "done"
        after = counter.store.settings.counter_key
        assert after is not None
        assert after != before
        opened = [event.act for event in events(counter) if isinstance(event.act, SegmentOpened)]
        assert opened[-1] == SegmentOpened(counter_key=signing_public(after))
        agree(counter, centre)
        assert list(centre.held["D7"].keys)[-1] == signing_public(after)
        # Papers, backups on the stick and the note of the journal's end go on.
        assert prepare_outcome(counter, decide_case(counter, open_ready(counter))).content
        use_stick(counter, str(stick))
        assert verify(counter.store.db, known=find_known(counter.store.db, folder), tables=True).faults == ()
        go(counter, wire)
        agree(counter, centre)
    with counter_at(folder) as counter:
        assert acts(counter).count("SegmentOpened") == 2


def test_keys_the_centre_does_not_take_are_given_up(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        go(counter, wire)
        enrolling.change_keys(counter)
        refused = Problem("850", counter="D7")
        wire.after = lambda what, answer: write_answer(centre.refuse(refused, "D7")) if what == "keys" else answer
        done = go(counter, wire)
        assert (done.outcome, done.problem and done.problem.code) == ("stopped", "850")
        wire.after = lambda what, answer: answer
        work(counter)
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)
        assert exchanging.exchange_state(counter).stopped is None


def test_a_backup_of_before_a_change_of_keys_needs_another_invitation(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        go(counter, wire)
        backup = back_up(tmp_path, now=wall_time(counter.clock.now()))
        enrolling.change_keys(counter)
        go(counter, wire)
        work(counter)
        go(counter, wire)
        clock = counter.clock
    go_back(tmp_path, backup.path)
    with counter_at(tmp_path, clock=clock) as counter:
        work(counter)
        done = go(counter, wire)
        assert (done.outcome, done.problem and done.problem.code) == ("stopped", "838")
        again = enrolling.read_invitation(centre.invite(token="ANOTHER"))
        assert enrolling.enrol_by_network(counter, again, call_here, connect=wire.connect).outcome == "done"
        agree(counter, centre)
        assert verify(counter.store.db, known=find_known(counter.store.db, tmp_path), tables=True).faults == ()
