"""Within a centre's process: counters with journals of plausible cases, their batches, and the intake without HTTP."""

import cProfile
import json
import pstats
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.db import connection
from django.utils import timezone

from bench.centre import answer_lines, say
from forms.calendar import load_calendar
from forms.exchange import Acknowledgement
from forms.reading import load_editions
from forms.signed import read_signed
from server.demonstration.recording import Recorder
from server.demonstration.school_year import School, at_nine, work
from server.intake.taking import take_batch
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, CounterKey
from tests.server.making import make_school

_FIRST = date(2026, 1, 5)
_WEEK = timedelta(7)
_MADE_AT = "2026-11-20T18:00:00+05:00"


def make(counters: int, batches: int, size: int, folder: str) -> None:
    """Journals of so many counters; their batches of ``size`` events as ``<round>/<counter>.kense-batch``."""
    root, recipient = Path(folder), key_ring().public.sealing
    for turn in range(batches):
        (root / str(turn)).mkdir(parents=True)
    edition, calendar, known = load_editions().by_label("E2020-7"), load_calendar(), []
    for place in range(1, counters + 1):
        recorder = Recorder(f"B{place}", at_nine(_FIRST, -120))
        school = School(recorder, edition, calendar, ("clerk-1", "clerk-2"), Random(place), busy=1.6)
        day = _FIRST
        while len(recorder.links) < batches * size:
            work(school, day, day + _WEEK - timedelta(1))
            day += _WEEK
        for turn in range(batches):
            links = recorder.links[turn * size : (turn + 1) * size]
            data = recorder.write(links, recipient, _MADE_AT)
            (root / str(turn) / f"{recorder.code}.kense-batch").write_bytes(data)
        known.append((recorder.code, recorder.public, recorder.sealing_public))
    (root / "counters.json").write_text(json.dumps(known), "ascii")
    say(sum(path.stat().st_size for path in root.glob("*/*.kense-batch")))


def enter(folder: str) -> None:
    """The counters of such a folder as the centre knows them; thirty of them are of one organisation."""
    now = timezone.now()
    known = json.loads((Path(folder) / "counters.json").read_text("ascii"))
    schools = [make_school(f"s{place}") for place in range(1 + len(known) // 30)]
    for place, (code, signing, sealing) in enumerate(known):
        school = schools[place // 30]
        row = Counter.objects.create(code=code, organisation=school, state="active", enrolled_at=now)
        CounterKey.objects.create(counter=row, signing=signing, sealing=sealing)
    say(len(known))


def check(folder: str, events: int, refused: int = 0) -> None:
    """Every event of these counters is held, none is refused that should count."""
    from server.intake.models import JournalEvent, RefusedEvent

    assert JournalEvent.objects.count() == events, (JournalEvent.objects.count(), events)
    assert RefusedEvent.objects.count() == refused
    assert {counter.upto for counter in Counter.objects.all()} == {events // Counter.objects.count()}
    say(events)


def hold(code: str, events: int) -> None:
    """A counter's journal is held at least up to there, and what counts of it counts."""
    counter = Counter.objects.get(code=code)
    assert counter.upto >= events, (counter.upto, events)
    assert not counter.refused.exists(), list(counter.refused.values_list("sequence", "problem")[:5])
    say(counter.upto)


def take(folder: str) -> float:
    """Seconds to take a folder's batches one after another, as the HTTP view does once it has the bytes."""
    batches = [path.read_bytes() for path in sorted(Path(folder).glob("*.kense-batch"))]
    connection.ensure_connection()
    started = time.perf_counter()
    answers = [take_batch(data, way="network") for data in batches]
    took = time.perf_counter() - started
    for (document,) in answers:
        read_signed(document, Acknowledgement, None)
    return took


def profile(folder: str, lines: int = 45) -> None:
    """Where the time goes, for who makes it quicker."""
    profiler = cProfile.Profile()
    profiler.enable()
    take(folder)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(lines)
    say(0)


def answer() -> None:
    """Answer the bench until it closes the line."""
    answer_lines({"take": take})
