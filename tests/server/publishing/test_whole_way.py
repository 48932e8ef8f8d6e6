"""From the page of the district to the counter's work and back to the page: a real store and the real centre."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.test import Client

from desktop.operations import published_files, reception, updates
from desktop.operations.counter import Counter
from desktop.storage.exchange import SEAL_KEY
from forms.batches import write_batch
from forms.events import CaseDecided
from forms.problems import Problem
from forms.rosters import pack_roster, rows_of, unpack_roster
from forms.signed import SEALED
from server.intake.taking import take_batch
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter as Row
from server.organisations.models import CounterKey
from server.publishing.issuing import Readers, issue
from server.publishing.keys import publish_centre_keys
from server.publishing.models import Subject, Taken
from server.publishing.pending import updates_for
from tests.domain.making import IIN
from tests.operations.making import counter_at, events, open_ready
from tests.protection.making import come, found
from tests.server.making import make_district, make_school, make_user, signed_in
from tests.server.publishing.test_pages import prepare, published
from tests.updates.making import calendar_text, edition_text


class Joined:
    """A counter at work and what the centre knows of it."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        settings = counter.store.settings
        code, signing = settings.counter, settings.counter_key
        assert code is not None and signing is not None
        self.signing, sealing = signing, X25519PrivateKey.generate()
        settings.keep(SEAL_KEY, sealing.private_bytes_raw())
        counter.store.exchange.keep_invitation(b"invitation", key_ring().public, "")
        self.row = Row.objects.create(code=code, organisation=make_school(), state="active")
        CounterKey.objects.create(
            counter=self.row,
            signing=Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw().hex(),
            sealing=sealing.public_key().public_bytes_raw().hex(),
        )

    def fetch(self) -> list[bytes]:
        """Take everything that waits."""
        documents = updates_for(self.row, has=updates.numbers_had(self.counter), most_bytes=0)
        for document in documents:
            updates.receive(self.counter, document)
        return documents

    def send(self) -> None:
        """The journal from where the centre has it."""
        store = self.counter.store
        self.row.refresh_from_db()
        links = store.exchange.links(self.row.upto, 10_000)
        data = write_batch(
            links,
            counter=self.row.code,
            signing_key=self.signing,
            recipient=store.exchange.sealing(),
            made_at="2026-09-14T18:00:00+05:00",
        )
        take_batch(data, way="file")


@contextmanager
def joined_at(folder: Path, edition: str = "in-force") -> Iterator[Joined]:
    with counter_at(folder, edition=edition) as counter:
        yield Joined(counter)


@pytest.fixture
def client() -> Client:
    return signed_in(make_user())


@pytest.mark.django_db(transaction=True)
def test_an_edition_and_a_calendar_from_the_page_to_a_case_and_back(tmp_path: Path, client: Client) -> None:
    with joined_at(tmp_path) as joined:
        counter = joined.counter
        edition = published(client, prepare(client, "edition", text=edition_text(term=True)))
        assert len(joined.fetch()) == 1
        reception.decide_case(counter, open_ready(counter))
        calendar = published(client, prepare(client, "calendar", text=calendar_text(day_off="2026-09-16")))
        assert len(joined.fetch()) == 1
        reception.decide_case(counter, open_ready(counter))
        decided = [event.act for event in events(counter) if isinstance(event.act, CaseDecided)]
        assert [(act.edition, act.due) for act in decided] == [("E2026", "2026-09-17"), ("E2026", "2026-09-18")]
        assert joined.fetch() == []
        joined.send()
        assert set(Taken.objects.values_list("publication__number", flat=True)) == {edition.number, calendar.number}
        assert "1 of 1" in client.get("/publish/").content.decode()
        assert joined.fetch() == []


def test_two_rolls_of_keys_while_a_counter_was_away(tmp_path: Path) -> None:
    user = make_user()
    office = Readers(organisations=[make_district()])
    with joined_at(tmp_path) as joined:
        issue(Subject.MESSAGE, "Бұрын", "Сөз", office, user=user)
        publish_centre_keys(user)
        issue(Subject.MESSAGE, "Арада", "Сөз", office, user=user)
        publish_centre_keys(user)
        issue(Subject.MESSAGE, "Соңында", "Сөз", office, user=user)
        joined.fetch()
        assert joined.counter.store.exchange.sealing() == key_ring().public.sealing
        assert [kept.number for kept in joined.counter.store.updates.all()] == [5, 4, 3, 2, 1]
        assert [one.title for one in updates.news(joined.counter)] == ["Бұрын", "Арада", "Соңында"]
        assert joined.fetch() == []


def test_a_roster_is_kept_by_a_protected_counter_alone(tmp_path: Path) -> None:
    content = pack_roster([*rows_of(f"iin,name\n{IIN},Сейітқали Ақмарал\n")])
    office = Readers(organisations=[make_district()])
    first = issue(Subject.ROSTER, "Мұғалімдер", content, office, user=None)
    with joined_at(tmp_path / "clear") as joined:
        joined.fetch()
        (kept,) = joined.counter.store.updates.all()
        assert (kept.problem, joined.counter.store.updates.document(1)) == ("927", b"")
        (told,) = updates.news(joined.counter)
        assert told.problem is not None and "Ctrl+F12" in told.problem.sentence()
        assert joined.fetch() == []  # not again and again over a slow line
    Row.objects.all().update(code="OLD")
    found(tmp_path / "protected")
    counter = come(tmp_path / "protected")
    try:
        joined = Joined(counter)
        (sent,) = joined.fetch()
        assert sent.startswith(SEALED)
        assert "Сейітқали" in unpack_roster(published_files.content_of(counter.store, 1).content)
        issue(Subject.ROSTER, "Мұғалімдер", content, office, user=None, replaces=first)
        joined.fetch()
        assert counter.store.updates.document(1) == b""
        assert counter.store.updates.document(2)
    finally:
        counter.store.close()
    for path in (tmp_path / "protected").rglob("*"):
        if path.is_file():
            assert "Сейітқали".encode() not in path.read_bytes(), path


def test_what_is_for_one_counter_is_not_taken_by_another(tmp_path: Path) -> None:
    with joined_at(tmp_path) as joined:
        other = Row.objects.create(code="X9", organisation=make_school(), state="active")
        issue(Subject.MESSAGE, "Хабар", "Сөз", Readers(counters=[other]), user=None)
        assert joined.fetch() == []
        (document,) = updates_for(other, has=(), most_bytes=0)
        with pytest.raises(Problem) as raised:
            updates.receive(joined.counter, document)
        assert raised.value.code == "925"
