"""Spoilt contents under a sound signature, and spoilt documents: a problem or nothing, and the counter goes on."""

import random
from datetime import date
from pathlib import Path

from desktop.operations import updates
from forms.exchange import UpdateSubject
from forms.problems import Problem
from forms.rosters import pack_roster, read_roster, unpack_roster
from tests.domain.making import IIN
from tests.fuzz.spoiling import spoil
from tests.operations.making import counter_at, open_ready
from tests.updates.making import Centre, calendar_text, edition_text

TODAY = date(2026, 9, 14)
ROSTER = f"iin;name;position\n{IIN};Сейітқали Ақмарал;мұғалім\n".encode()
PACKED = pack_roster(read_roster(ROSTER, "file.csv", today=TODAY).rows).encode()
KEYS = b'{"signing":"' + b"ab" * 32 + b'","sealing":"' + b"cd" * 32 + b'"}'


def test_a_spoilt_roster_is_told_and_nothing_else() -> None:
    chance = random.Random(20261121)
    for _ in range(400):
        for problem in read_roster(spoil(ROSTER, chance), "file.csv", today=TODAY).problems:
            assert problem.sentence()


def test_no_content_breaks_a_counter(tmp_path: Path) -> None:
    chance, centre = random.Random(7), Centre()
    samples: dict[UpdateSubject, bytes] = {
        "edition": edition_text().encode(),
        "calendar": calendar_text().encode(),
        "keys": KEYS,
        "message": "Сөз".encode(),
        "roster": PACKED,
    }
    number = 0
    with counter_at(tmp_path) as counter:
        for subject, sample in samples.items():
            for _ in range(12):
                number += 1
                centre.enrol(counter)  # keys that were spoilt may be sound, and another's
                content = spoil(sample, chance).decode("utf-8", "replace")
                name = chance.choice(("E2026", "2026", "../x", "", "а" * 300))
                updates.receive(counter, centre.publish(number, subject, name, content, holds_from="no day"))
        updates.news(counter)
        assert len(counter.store.updates.all()) == number
    with counter_at(tmp_path) as counter:
        assert open_ready(counter).edition == "E2020-7"
    assert not list(tmp_path.parent.glob("x*"))


def test_a_spoilt_document_is_refused(tmp_path: Path) -> None:
    chance, centre = random.Random(3), Centre()
    sound = centre.publish(1, "message", "Хабар", "Сөз")
    with counter_at(tmp_path) as counter:
        centre.enrol(counter)
        for _ in range(200):
            spoilt = spoil(sound, chance)
            try:
                updates.receive(counter, spoilt)
            except Problem as problem:
                assert problem.code in ("822", "825", "830", "831")
            else:
                assert spoilt == sound


def test_a_spoilt_pack_is_told() -> None:
    chance, packed = random.Random(5), PACKED
    for _ in range(300):
        try:
            unpack_roster(spoil(packed, chance).decode("utf-8", "replace"))
        except Problem as problem:
            assert problem.code == "934"
