"""Files from sticks: taken in through the page, answered for the same stick, bounded, within one's own schools."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest import MonkeyPatch

from forms.exchange import Acknowledgement, Place, Question, Report
from forms.signed import read_answer, read_signed, seal_for, sign_document
from server.accounts.models import Seen
from server.intake import import_pages
from server.intake.models import JournalEvent
from server.organisations.centre_keys import key_ring
from tests.server.making import InventedCounter, make_school, make_user, signed_in

PAGE = "/intake/sticks/"


def dropped(client: Client, *files: tuple[str, bytes], **more: Any) -> Any:
    told = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(PAGE, {"files": told, **more}, follow=True)


def held(counter: InventedCounter) -> int:
    """How many of its events are here. Rows that tests with a real browser left behind stay: the journal does."""
    return JournalEvent.objects.filter(counter=counter.row).count()


def question_of(counter: InventedCounter) -> bytes:
    last = counter.links[-1]
    place = Place(sequence=last.sequence, hash=last.hash)
    question = Question(
        counter=counter.code,
        asked_at="2026-09-01T18:00:00+05:00",
        places=(place,),
        report=Report(program="Kense 1", head=place),
    )
    signed = sign_document(question, counter.private.private_bytes_raw())
    return seal_for(signed, key_ring().public.sealing)


def upto(documents: list[bytes]) -> list[int]:
    """What the acknowledgements among the documents say is held."""
    trusted = {key_ring().public.signing}
    return [
        read_signed(one, Acknowledgement, trusted).upto.sequence for one in documents if b'"acknowledgement"' in one
    ]


def answers_in(client: Client, page: str) -> dict[str, bytes]:
    """Every answer the page offers, by the name it is saved under."""
    found = {}
    for address in re.findall(r'href="(/intake/sticks/[^"]+/of/[^"]+)"', page):
        answer = client.get(address)
        name = re.search(r'filename="([^"]+)"', answer["Content-Disposition"])
        assert name is not None
        found[name[1]] = answer.content
    return found


def test_a_stick_comes_in_and_its_answer_goes_back() -> None:
    counter, client = InventedCounter("S7"), signed_in(make_user())
    counter.decide()
    answer = dropped(
        client, ("S7-question.kense-question", question_of(counter)), ("S7-1-4.kense-batch", counter.batch())
    )
    page = answer.content.decode()
    assert "Taken in" in page
    assert held(counter) == 4
    ((name, data),) = answers_in(client, page).items()
    assert re.fullmatch(r"S7-\d{8}-\d{6}\.kense-answer", name)
    assert upto(read_answer(data)) == [4, 4]  # the question was asked after the batch was in
    assert Seen.objects.filter(what="stick_taken", about={"counter": "S7", "stored": 4}).exists()


def test_batches_are_taken_in_the_order_of_the_journal() -> None:
    counter, client = InventedCounter("S7"), signed_in(make_user())
    counter.decide()
    parts = [
        ("z.kense-batch", counter.batch(1, 1)),
        ("b.bin", counter.batch(2, 3)),
        ("a.kense-batch", counter.batch(4)),
    ]
    page = dropped(client, *reversed(parts)).content.decode()
    assert "Not taken" not in page
    assert held(counter) == 4


def test_the_same_stick_again_doubles_nothing() -> None:
    counter, client = InventedCounter("S7"), signed_in(make_user())
    file = ("S7-1-1.kense-batch", counter.batch())
    dropped(client, file)
    page = dropped(client, file).content.decode()
    assert "Was here already" in page
    assert held(counter) == 1
    assert len(answers_in(client, page)) == 1


def test_several_counters_have_an_answer_each_and_one_archive() -> None:
    client = signed_in(make_user())
    counters = [InventedCounter(code) for code in ("S7", "S8")]
    page = dropped(client, *((one.code, one.batch()) for one in counters)).content.decode()
    assert {name.partition("-")[0] for name in answers_in(client, page)} == {"S7", "S8"}
    address = re.search(r'href="([^"]+/all/)"', page)
    assert address is not None
    with zipfile.ZipFile(BytesIO(client.get(address[1]).content)) as archive:
        assert [name.partition("-")[0] for name in archive.namelist()] == ["Kense", "Kense"]
        assert all(name.startswith("Kense-exchange/S") for name in archive.namelist())
        for name in archive.namelist():
            assert upto(read_answer(archive.read(name))) == [1]


@pytest.mark.parametrize(
    "data", [b"", b"x", b"KENSE", b"KENSE-BATCH-1\n", b"KENSE-BATCH-9\nxxxx", b"KENSE-SEALED-1\n", b"PK\3\4"]
)
def test_what_is_no_file_of_a_counter_is_told_in_a_sentence(data: bytes) -> None:
    before = JournalEvent.objects.count()
    answer = dropped(signed_in(make_user()), ("holiday.jpg", data))
    assert answer.status_code == 200
    page = answer.content.decode()
    if data:
        assert "Not taken" in page
        assert "holiday.jpg" in page
    assert JournalEvent.objects.count() == before


def test_another_schools_file_is_refused_before_it_is_opened() -> None:
    counter = InventedCounter("S7")
    client = signed_in(make_user("operator", make_school("school-8")))
    for data in (counter.batch(), question_of(counter)):
        page = dropped(client, ("S7.kense-batch", data)).content.decode()
        assert "counter S7 is not of a school you look after" in page
        assert not answers_in(client, page)
    counter.row.refresh_from_db()
    assert (counter.row.upto, counter.row.last_contact) == (0, None)
    assert held(counter) == 0


def test_no_claim_of_size_slips_past_the_scope(settings: Any) -> None:
    # A header beyond the format's usual limits is still read for whose it is.
    from forms.batches import LIMITS, BatchLimits

    counter = InventedCounter("S7")
    for _ in range(3):
        counter.decide()
    settings.EXCHANGE_LIMITS = BatchLimits(
        events=LIMITS.events * 10, sealed=LIMITS.sealed * 10, plain=LIMITS.plain * 10
    )
    data = counter.batch()
    client = signed_in(make_user("operator", make_school("school-8")))
    assert "not of a school you look after" in dropped(client, ("x", data)).content.decode()


def test_too_much_at_once_is_told_before_it_is_read(monkeypatch: MonkeyPatch) -> None:
    client = signed_in(make_user())
    monkeypatch.setattr(import_pages, "MOST_AT_ONCE", -(1 << 20))
    assert "too large" in dropped(client, ("S7", b"x" * 100)).content.decode()
    monkeypatch.undo()
    monkeypatch.setattr(import_pages, "MOST_FILES", 2)
    page = dropped(client, *((f"{n}", b"x") for n in range(3))).content.decode()
    assert "2 are taken in at once" in page


def test_one_file_too_large_stops_no_other(monkeypatch: MonkeyPatch) -> None:
    counter, client = InventedCounter("S7"), signed_in(make_user())
    monkeypatch.setattr(import_pages, "most_bytes", lambda: 4000 - (1 << 20))
    page = dropped(client, ("large.kense-batch", b"x" * 5000), ("S7.kense-batch", counter.batch())).content.decode()
    assert "large.kense-batch is too large" in page
    assert held(counter) == 1


def test_nothing_chosen_is_told() -> None:
    assert "No file was chosen" in signed_in(make_user()).post(PAGE, {}, follow=True).content.decode()


def test_somebody_elses_answers_are_not_there() -> None:
    counter, client = InventedCounter("S7"), signed_in(make_user())
    answer = dropped(client, ("S7.kense-batch", counter.batch()))
    address = answer.redirect_chain[-1][0]
    other = signed_in(make_user())
    for path in (address, f"{address}all/", f"{address}of/S7/", f"{PAGE}aaaaaaaaaaaaaaaaaaaa/"):
        assert other.get(path).status_code == 404
    assert client.get(f"{address}of/S8/").status_code == 404


def test_files_may_come_one_by_one_and_stand_on_one_page() -> None:
    counter, client = InventedCounter("S7"), signed_in(make_user())
    counter.decide()
    run = ""
    for first, last in ((1, 2), (3, 4)):
        told = {"files": SimpleUploadedFile("x", counter.batch(first, last)), "run": run}
        said = client.post(PAGE, told, headers={"Accept": "application/json"}).json()
        assert run in ("", said["run"])
        run = said["run"]
    page = client.get(said["address"]).content.decode()
    assert page.count("Taken in") == 2
    ((_, data),) = answers_in(client, page).items()
    assert upto(read_answer(data)) == [2, 4]


def test_a_form_without_its_token_takes_nothing() -> None:
    counter, user = InventedCounter("S7"), make_user()
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(user).cookies
    answer = client.post(PAGE, {"files": SimpleUploadedFile("x", counter.batch())})
    assert answer.status_code == 403
    assert held(counter) == 0
