"""What a round keeps: on the store's own thread, all of it or nothing, and never more than the journal bears out."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.operations import exchanging
from desktop.operations.profile_answers import answers_of, build_profile
from desktop.operations.profile_keeping import settings_choices, write_toml
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.storage.exchange import NOWHERE
from desktop.storage.refusals import MOST_DELIVERIES, Delivery
from forms.exchange import Place
from forms.problems import Problem
from tests.operations.making import counter_at, fill_disk, make_room
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, agree, enrolled, go, journal, work


@contextmanager
def worked_off() -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """What another thread asks of the store, done on this one; in the block that thread works."""
    asked: queue.Queue[tuple[Callable[[], Any], queue.Queue[Any]]] = queue.Queue()

    def on_store(operation: Callable[[], Any]) -> Any:
        answered: queue.Queue[Any] = queue.Queue()
        asked.put((operation, answered))
        result, error = answered.get()
        if error is not None:
            raise error
        return result

    on_store.asked = asked  # type: ignore[attr-defined]
    yield on_store


def beside(work_beside: Callable[[Callable[[Callable[[], Any]], Any]], Any]) -> Any:
    """Run something on another thread, the store's operations on this one."""
    found: list[Any] = []
    with worked_off() as on_store:
        asked = on_store.asked  # type: ignore[attr-defined]

        def run() -> None:
            try:
                found.append(work_beside(on_store))
            finally:
                asked.put((None, None))

        thread = threading.Thread(target=run)
        thread.start()
        while True:
            operation, answered = asked.get()
            if operation is None:
                break
            try:
                answered.put((operation(), None))
            except Exception as error:  # noqa: BLE001 - given to who asked
                answered.put((None, error))
        thread.join()
    return found[0]


def test_a_round_and_a_stick_beside_the_stores_thread(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    stick = tmp_path / "stick"
    stick.mkdir()
    with enrolled(tmp_path / "data", centre) as counter:
        work(counter, 3)
        done = beside(
            lambda on_store: exchanging.run_round(
                counter,
                on_store,
                by_hand=True,
                cancelled=lambda: False,
                told=lambda done, of: None,
                connect=wire.connect,
            )
        )
        assert done.outcome == "done"
        agree(counter, centre)
        work(counter)
        written = beside(lambda on_store: exchanging.export_to(counter, stick, on_store=on_store))
        assert written.events == 2


def test_a_full_disk_is_told_and_the_round_is_done_again(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        work(counter, 2)
        fill_disk(counter)
        with pytest.raises(Problem) as told:
            go(counter, wire)
        assert told.value.code == "301"
        make_room(counter)
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)


def test_an_acknowledgement_is_kept_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        go(counter, wire)
        work(counter)
        before, document = counter.store.exchange.standing().place, counter.store.exchange.acknowledgement()

        def fail(*args: object, **kept: object) -> None:
            raise RuntimeError("killed here")

        monkeypatch.setattr(counter.store.refusals, "take", fail)
        with pytest.raises(RuntimeError):
            go(counter, wire)
        assert counter.store.exchange.standing().place == before
        assert counter.store.exchange.acknowledgement() == document
        monkeypatch.undo()
        assert go(counter, wire).outcome == "done"
        agree(counter, centre)


def test_what_is_kept_of_another_journal_is_not_believed(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        exchange = counter.store.exchange
        for place in (Place(sequence=1, hash="ab" * 32), Place(sequence=900, hash="0" * 64)):
            exchange.keep(msgspec.structs.replace(exchange.standing(), place=place))
            assert exchange.standing().place == NOWHERE
            assert exchange.waiting() == len(journal(counter))


def test_the_places_named_are_few_and_find_what_both_have(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        exchange = counter.store.exchange
        assert exchange.look_for_segments(10)
        work(counter, 150)
        while not exchange.look_for_segments(50):
            pass
        head = len(journal(counter))
        places = exchange.places()
        sequences = [place.sequence for place in places]
        assert sequences == sorted(set(sequences), reverse=True)
        assert sequences[:4] == [head, head - 1, head - 2, head - 4]
        assert sequences[-1] == 1, "where the first segment begins"
        assert len(places) < 20
        assert all(exchange.has(place) for place in places)


def test_the_log_of_deliveries_does_not_grow_for_ever(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter, counter.store.act():
        for number in range(MOST_DELIVERIES + 50):
            one = Delivery(at=f"{number}", way="network", what="question", outcome="taken")
            counter.store.deliveries.note(one)
        found = counter.store.deliveries.latest(10_000)
        assert (len(found), found[0].at, found[-1].at) == (MOST_DELIVERIES, f"{MOST_DELIVERIES + 49}", "50")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('proxy = "http://proxy.example.kz:3128"', ""),
        ('proxy = "none"', ""),
        ("metered_megabytes_a_day = 20\nautomatic = false", ""),
        ('proxy = "proxy.example.kz"', "861"),
        ("metered_megabytes_a_day = -1", "171"),
        ('unknown = "x"', "104"),
    ],
)
def test_the_profile_says_how_the_network_is_used(tmp_path: Path, line: str, code: str) -> None:
    with counter_at(tmp_path) as counter:
        profile = counter.profile
    path = tmp_path / PROFILE_NAME
    path.write_text(f"{path.read_text('utf-8')}\n[exchange]\n{line}\n", "utf-8")
    if code:
        with pytest.raises(Problem) as told:
            read_profile(path)
        assert told.value.fields["reason"].code == code  # type: ignore[attr-defined]
        return
    read = read_profile(path)
    assert read.exchange != profile.exchange
    path.write_text(write_toml(read), "utf-8")
    assert read_profile(path) == read
    with counter_at(tmp_path) as counter:
        choices = settings_choices(counter)
        saved, faults = build_profile(answers_of(read, choices.services), choices.editions, base=read)
    assert saved.exchange == read.exchange, "the settings screen keeps what it does not show"
    assert faults == []
