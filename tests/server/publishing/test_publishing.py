"""What is published: numbered, signed, for whom it is meant, taken back; and what waits for a counter."""

from datetime import date

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms.events import Event
from forms.exchange import CentreKeys, Update
from forms.exchange_acts import UpdateTaken
from forms.moments import Moment
from forms.problems import Problem
from forms.rosters import RosterRow, pack_roster
from forms.signed import SEALED, open_for, read_signed, signer_of
from server.accounts.models import User
from server.accounts.scope import Scope
from server.organisations.centre_keys import key_ring
from server.publishing import taken
from server.publishing.issuing import Readers, issue, withdraw
from server.publishing.keys import announce_keys, publish_centre_keys
from server.publishing.models import Publication, Subject, Taken
from server.publishing.pending import updates_for
from server.publishing.readers import may_change
from tests.server.making import InventedCounter, make_district, make_school, make_user


@pytest.fixture
def user() -> User:
    return make_user()


def say(
    user: User, name: str = "Хабар", words: str = "Сөз.", readers: Readers | None = None, **rest: object
) -> Publication:
    readers = readers or Readers(organisations=[make_district()])
    return issue(Subject.MESSAGE, name, words, readers, user=user, **rest)  # type: ignore[arg-type]


def read(document: bytes) -> Update:
    return read_signed(document, Update, [key_ring().public.signing])


def waiting(counter: InventedCounter, *has: int, most: int = 0) -> list[int]:
    return [read(document).number for document in updates_for(counter.row, has=has, most_bytes=most)]


def took(counter: InventedCounter, publication: Publication, sha256: str = "") -> None:
    act = UpdateTaken(number=publication.number, subject="message", name="x", sha256=sha256 or publication.sha256)
    at = Moment(wall="2026-09-01T10:00:00+05:00", boot="b", monotonic_ms=1)
    taken.note(counter.row, [Event(counter=counter.code, sequence=1, at=at, operator="o", case=None, act=act)])


def test_numbers_rise_and_each_counter_gets_what_is_for_it(user: User) -> None:
    office = make_district("aq")
    here, there = make_school(above=office), make_school(above=office)
    one, other = InventedCounter(organisation=here), InventedCounter(organisation=there)
    say(user, readers=Readers(organisations=[office]))
    say(user, readers=Readers(organisations=[here]))
    say(user, readers=Readers(counters=[other.row]))
    assert [found.number for found in Publication.objects.all()] == [1, 2, 3]
    assert waiting(one) == [1, 2]
    assert waiting(other) == [1, 3]
    (document,) = updates_for(other.row, has={1}, most_bytes=0)
    assert read(document).counter == other.code


def test_a_path_that_only_begins_alike_is_not_below(user: User) -> None:
    office = make_district("aq")
    short, long = make_school("mektep-1", office), make_school("mektep-10", office)
    say(user, readers=Readers(organisations=[short]))
    assert waiting(InventedCounter(organisation=long)) == []


def test_what_a_counter_says_it_has_is_not_sent_again(user: User) -> None:
    counter, other = InventedCounter(), InventedCounter()
    first, second = say(user), say(user)
    assert waiting(counter, 1) == [2]
    assert waiting(counter, 1, 2) == []
    took(counter, second)
    took(counter, second)
    took(counter, first, sha256="0" * 64)  # another content under this number is not this one
    assert [(one.publication.number, one.counter.code) for one in Taken.objects.all()] == [(2, counter.code)]
    # A store restored from a backup lacks what its journal once told.
    assert waiting(counter) == waiting(other) == [1, 2]


def test_a_number_nobody_gave_is_not_noted() -> None:
    counter = InventedCounter()
    act = UpdateTaken(number=99, subject="message", name="x", sha256="0" * 64)
    at = Moment(wall="2026-09-01T10:00:00+05:00", boot="b", monotonic_ms=1)
    taken.note(counter.row, [Event(counter=counter.code, sequence=1, at=at, operator="o", case=None, act=act)])
    assert not Taken.objects.exists()


def test_small_things_come_first_where_not_all_fit_and_one_always(user: User) -> None:
    counter = InventedCounter()
    say(user, words="ұ" * 3000)
    say(user, words="a")
    say(user, words="b" * 100)
    assert waiting(counter, most=200) == [2, 3]
    assert waiting(counter, 2, 3, most=200) == [1]
    assert waiting(counter, most=0) == [1, 2, 3]


def test_what_is_withdrawn_or_replaced_goes_to_nobody(user: User) -> None:
    counter = InventedCounter()
    first, second = say(user), say(user)
    withdraw(first, user)
    third = say(user, replaces=second)
    assert waiting(counter) == [3]
    (document,) = updates_for(counter.row, has=(), most_bytes=0)
    assert read(document).replaces == 2
    with pytest.raises(Problem) as raised:
        withdraw(first, user)
    assert raised.value.code == "942"
    with pytest.raises(Problem) as raised:
        say(user, replaces=second)
    assert raised.value.code == "942"
    assert third.state == "holds"


def test_nobody_and_too_much_are_refused(user: User) -> None:
    office = Readers(organisations=[make_district()])
    for readers, words, code in ((Readers(), "a", "939"), (office, "a" * (13 << 20), "937")):
        with pytest.raises(Problem) as raised:
            issue(Subject.MESSAGE, "Хабар", words, readers, user=user)
        assert raised.value.code == code
    assert not Publication.objects.exists()


def test_a_roster_is_sealed_to_its_counter_and_its_names_go_when_it_does(user: User) -> None:
    counter = InventedCounter()
    content = pack_roster([RosterRow("1", "Сейітқали Ақмарал")])
    office = Readers(organisations=[make_district()])
    made = issue(Subject.ROSTER, "Мұғалімдер", content, office, user=user, holds_from=date(2026, 9, 1))
    (document,) = updates_for(counter.row, has=(), most_bytes=0)
    assert document.startswith(SEALED)
    opened = open_for(document, {counter.sealing_public: counter.sealing.private_bytes_raw()})
    assert (read(opened).content, read(opened).holds_from) == (content, "2026-09-01")
    withdraw(made, user)
    made.refresh_from_db()
    assert not made.document
    counter.row.keys.update(revoked=True)
    issue(Subject.ROSTER, "Мұғалімдер", content, office, user=user)
    assert updates_for(counter.row, has=(), most_bytes=0) == []


def test_the_centres_next_keys_are_told_under_the_old_signature_and_come_first(user: User) -> None:
    counter = InventedCounter()
    old = key_ring().public
    say(user)
    (made,) = publish_centre_keys(user)
    new = key_ring().public
    assert old != new
    (keys,), words = updates_for(counter.row, has=(), most_bytes=1), updates_for(counter.row, has=(), most_bytes=0)
    told = read_signed(keys, Update, [old.signing])
    assert (told.number, told.subject, told.counter) == (made.number, "keys", "")
    assert msgspec.json.decode(told.content, type=CentreKeys) == new
    # What was published before is signed anew: a counter of tomorrow knows the new key only.
    assert [signer_of(document) for document in words] == [old.signing, new.signing]
    assert announce_keys(user) == []
    late = InventedCounter()
    assert waiting(late) == [1]


def test_who_speaks_for_a_part_does_not_take_back_what_reaches_further(user: User) -> None:
    office = make_district("aq")
    school = make_school(above=office)
    here = make_user(at=school)
    assert not may_change(Scope(here, "publish"), say(user, readers=Readers(organisations=[office])))
    assert may_change(Scope(here, "publish"), say(user, readers=Readers(organisations=[school])))
    assert may_change(Scope(user, "publish"), say(user, readers=Readers(organisations=[office])))


def test_looking_for_what_waits_asks_little_of_the_database(user: User) -> None:
    counter = InventedCounter()
    for _ in range(30):
        say(user)
    with CaptureQueriesContext(connection) as asked:
        assert len(updates_for(counter.row, has=(), most_bytes=0)) == 30
    assert len(asked) <= 4
