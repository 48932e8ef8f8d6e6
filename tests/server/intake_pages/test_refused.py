"""The quarantine's pages: what is held, why, and what becomes of it."""

import json

import pytest
from django.utils.translation import override

from forms.exchange_acts import RefusalSettled
from server.accounts.models import Seen
from server.intake.act_words import document_titles, read_lines
from server.intake.models import Alarm, RefusedEvent
from server.intake.taking import take_batch
from server.register.models import Case
from tests.server.making import InventedCounter, make_school, make_user, signed_in

LIST = "/intake/refused/"
NAME = "Сейітқали Ақмарал"


@pytest.fixture
def counter() -> InventedCounter:
    """A number given twice: the second is refused, the rest counts."""
    made = InventedCounter("S7")
    made.decide(name=NAME, wall="2026-09-01T10:12:00+05:00")
    made.given = 0
    made.decide(name="Басқа Адам", wall="2026-09-02T10:12:00+05:00")
    made.given = 1
    made.decide(name=NAME)
    take_batch(made.batch(), way="network")
    return made


def row_of(counter: InventedCounter) -> RefusedEvent:
    return RefusedEvent.objects.filter(counter=counter.row, kind="case_decided").get()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_list_says_what_and_why(counter: InventedCounter, language: str) -> None:
    page = signed_in(make_user(), language).get(LIST).content.decode()
    assert f"{LIST}{row_of(counter).pk}/" in page
    assert "S7/2026-000001" in page
    assert NAME not in page


@pytest.mark.usefixtures("counter")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", True),
        ("?counter=s7", True),
        ("?counter=S8", False),
        ("?problem=907", True),
        ("?problem=841", False),
        ("?state=settled", False),
        ("?state=all", True),
        ("?state=nonsense", True),
        ("?after=1", False),
        ("?after=99999999999999999999", True),
    ],
)
def test_filters(asked: str, found: bool) -> None:
    assert ("S7/2026-000001" in signed_in(make_user()).get(f"{LIST}{asked}").content.decode()) is found


def test_an_export_has_the_same(counter: InventedCounter) -> None:
    text = b"".join(signed_in(make_user()).get(f"{LIST}?export=csv")).decode("utf-8-sig")
    assert f"S7;{counter.organisation.name_kk};" in text
    assert "S7/2026-000001" in text


def test_personal_data_are_for_who_reads_the_register_and_that_is_noted(counter: InventedCounter) -> None:
    row = row_of(counter)
    page = signed_in(make_user()).get(f"{LIST}{row.pk}/").content.decode()
    assert "Басқа Адам" in page
    assert "E2020-7" in page
    seen = Seen.objects.get(what="refused_seen")
    assert seen.about == {"counter": "S7", "sequence": row.sequence, "person": 1}


def test_documents_and_answers_are_told_in_words() -> None:
    record = {
        "act": {
            "kind": "case_decided",
            "edition": "E2020-7",
            "facts": {"has_category": False},
            "documents": [{"key": "diploma", "number": 3, "finding": "in_order", "sheets": 2}, {"key": "unheard_of"}],
        },
        "at": {"wall": "2026-09-01T10:12:00+05:00"},
    }
    event = json.dumps(record).encode()
    with override("ru"):
        lines = read_lines(event, document_titles(event))
    assert lines is not None
    told = {name: words for name, words, _bare in lines}
    assert told["Диплом об образовании"].startswith("в порядке · ")
    assert "unheard_of" in told and "Время в канцелярии" in told
    assert told["Время в канцелярии"] == "01.09.2026, 10:12"
    assert not any("act." in name for name in told)


@pytest.mark.parametrize("event", [b"\xff", b"[]", b'{"act":{"documents":[{"key":1}],"edition":["x"]}}'])
def test_a_record_of_another_make_has_no_titles(event: bytes) -> None:
    assert document_titles(event) == {}
    read_lines(event)


def test_an_event_nobody_can_read_is_still_shown() -> None:
    made = InventedCounter("S7")
    made.put(b"\xff not an event")
    made.put(b'{"act":{"kind":"from_the_future"},"x":[1,{"y":2}]}')
    take_batch(made.batch(), way="file")
    client = signed_in(make_user())
    for row in RefusedEvent.objects.all():
        assert client.get(f"{LIST}{row.pk}/").status_code == 200
    assert "from_the_future" in client.get(LIST).content.decode()


def test_what_is_released_by_hand_counts_and_keeps_the_note() -> None:
    made = InventedCounter("S7")
    number = made.decide(name=NAME, edition="E2099")  # nobody has published it
    take_batch(made.batch(), way="file")
    row = row_of(made)
    assert not Case.objects.filter(number=number).exists()
    client = signed_in(make_user(name="judge"))
    client.post(f"{LIST}{row.pk}/release/", {"note": " "})
    row.refresh_from_db()
    assert row.state == "open"
    page = client.post(f"{LIST}{row.pk}/release/", {"note": "seen on paper"}, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.note) == ("released", "seen on paper")
    assert row.released_by is not None
    assert row.released_by.username == "judge"
    assert "seen on paper" in page
    assert Case.objects.get(number=number).applicant_name == NAME
    assert Seen.objects.filter(what="refused_released", organisation=made.organisation).exists()
    again = client.post(f"{LIST}{row.pk}/release/", {"note": "twice"}, follow=True).content.decode()
    assert "is settled already" in again


def test_what_cannot_be_read_cannot_be_released() -> None:
    made = InventedCounter("S7")
    made.put(b"\xff not an event")
    take_batch(made.batch(), way="file")
    row = RefusedEvent.objects.get()
    page = signed_in(make_user()).post(f"{LIST}{row.pk}/release/", {"note": "x"}, follow=True).content.decode()
    assert "cannot be counted by hand" in page
    row.refresh_from_db()
    assert row.state == "open"


def test_what_the_counter_settled_is_told(counter: InventedCounter) -> None:
    row = row_of(counter)
    counter.record(RefusalSettled(sequence=row.sequence, hash=row.hash, problem=row.problem, how="voided"))
    take_batch(counter.batch(len(counter.links)), way="network")
    client = signed_in(make_user())
    assert "voided by a later entry" in client.get(f"{LIST}{row.pk}/").content.decode()
    assert f"{LIST}{row.pk}/" not in client.get(LIST).content.decode()
    assert f"{LIST}{row.pk}/" in client.get(f"{LIST}?state=settled").content.decode()


def test_another_schools_are_not_there(counter: InventedCounter) -> None:
    row = row_of(counter)
    Alarm.objects.create(organisation=counter.organisation, counter=counter.row, kind="fork")
    client = signed_in(make_user(at=make_school()))
    assert client.get(f"{LIST}{row.pk}/").status_code == 404
    assert client.post(f"{LIST}{row.pk}/release/", {"note": "x"}).status_code == 404
    for address in (LIST, f"{LIST}?state=all", "/intake/alarms/?state=all"):
        page = client.get(address).content.decode()
        assert ">S7<" not in page
        assert "(1)" not in page
    assert "S7" not in b"".join(client.get(f"{LIST}?export=csv")).decode()
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize("role", ["supervisor", "viewer"])
def test_who_may_not_settle_is_told_so(counter: InventedCounter, role: str) -> None:
    client = signed_in(make_user(role))
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{row_of(counter).pk}/").status_code == 403
    assert client.get("/intake/sticks/").status_code == 403


def test_alarms_are_listed_open_first(counter: InventedCounter) -> None:
    Alarm.objects.create(organisation=counter.organisation, counter=counter.row, kind="fork", times=4)
    client = signed_in(make_user())
    assert "a copied store" in client.get("/intake/alarms/").content.decode()
    assert "a copied store" not in client.get("/intake/alarms/?state=understood").content.decode()
