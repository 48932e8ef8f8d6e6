"""Packages of the State Corporation: who sees them, what is answered, how it reaches the desk, once."""

import json
import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forms.exchange import Place, Question, Report, Update
from forms.records import Kind
from forms.signed import SEALED, open_for, read_signed, seal_for, sign_document
from server.accounts.models import Seen
from server.intake.answering import answer_question
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, Organisation
from server.packages.keeping import packages_of, state_of
from server.packages.models import Answer, Route
from server.publishing.models import Publication, Subject
from server.register.models import Proceeding
from server.register.rebuilding import rebuild
from tests.server.making import InventedCounter, make_district, make_school, make_user, signed_in
from tests.server.register.story import put_in
from tests.server.register.walking import PARENT, Walker


def make_desk(code: str = "corporation", above: Organisation | None = None) -> InventedCounter:
    """A counter of a State Corporation desk."""
    place = Organisation.objects.create(
        code=code,
        above=above or make_district(),
        kind="state_corporation",
        name_kk="Мемлекеттік корпорация бөлімі",
        name_ru="Отдел Государственной корпорации",
    )
    return InventedCounter(organisation=place)


def make_package(**told: Any) -> tuple[Walker, str, str]:
    """A desk with a package that was sent; the case and its number."""
    walker = Walker(make_desk())
    case, number = walker.package(**told)
    assert put_in(walker.counter, walker.counter.links) == {}
    return walker, case, number


def path_of(number: str, do: str = "") -> str:
    return f"/packages/{number.replace('/', '-')}/{do}"


def check(client: Client, number: str, **changes: str) -> Any:
    told = {"step": "check", "once": str(uuid.uuid4()), "found": "conform", "words": "", **changes}
    return client.post(path_of(number, "answer/"), told)


def ready(client: Client, number: str, **changes: str) -> Any:
    told = {"step": "receive", "once": str(uuid.uuid4()), "result_number": "12-К", "words": "", **changes}
    return client.post(path_of(number, "answer/"), told)


def read(client: Client, path: str) -> str:
    answer: Any = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer).decode()


def read_bytes(client: Client, path: str) -> bytes:
    answer: Any = client.get(path)
    return b"".join(answer.streaming_content)


def fetch(counter: InventedCounter, has: tuple[int, ...] = ()) -> list[Update]:
    """What the desk gets with its next question, opened with its own key."""
    head = counter.links[-1]
    row = Counter.objects.get(pk=counter.row.pk)
    question = Question(
        counter=counter.code,
        asked_at=timezone.localtime().isoformat(timespec="seconds"),
        places=(Place(sequence=head.sequence, hash=head.hash),),
        has_updates=has,
        report=Report(program="0.1.0", head=Place(sequence=head.sequence, hash=head.hash)),
    )
    signed = sign_document(question, counter.private.private_bytes_raw())
    documents = answer_question(seal_for(signed, key_ring().public.sealing), way="network")
    assert row.code == counter.code
    updates = []
    for document in documents:
        sealed = document.startswith(SEALED)
        opened = (
            open_for(document, {counter.sealing_public: counter.sealing.private_bytes_raw()}) if sealed else document
        )
        content = read_signed(opened, Kind, None)
        if isinstance(content, Update):
            assert sealed == (content.subject in ("answer", "roster"))
            updates.append(content)
    return updates


def test_a_package_waits_with_its_registration_and_its_due_date() -> None:
    _, _, number = make_package(due="2026-09-03")
    client = signed_in(make_user("operator"))
    page = read(client, "/packages/")
    assert number in page and PARENT in page and "To be checked (1)" in page and "Overdue" in page
    page = read(client, path_of(number))
    for told in (PARENT, "№ 7 мектеп", "Registered here", "3 Sep 2026", "step 4, the provider: registration"):
        assert told in page
    assert Seen.objects.get(what="package_seen").about == {"number": number}
    assert Seen.objects.get(what="packages_listed").about == {"numbers": [number]}
    assert number in read(client, "/packages/?shown=overdue")
    assert "Packages" in read(client, "/")


def test_an_answer_reaches_the_desk_sealed_and_once() -> None:
    walker, case, number = make_package()
    client = signed_in(make_user("operator"))
    once = str(uuid.uuid4())
    for _ in range(2):
        assert check(client, number, once=once).status_code == 302
    given = Answer.objects.get()
    (update,) = fetch(walker.counter)
    assert (update.subject, update.counter, update.number) == ("answer", walker.counter.code, given.publication.number)
    (told,) = json.loads(update.content)
    assert told | {"at": ""} == {
        "number": number,
        "step_act": "check",
        "facts": {"documents_conform": True},
        "result_number": "",
        "words": "",
        "at": "",
    }
    assert fetch(walker.counter, has=(update.number,)) == []
    assert state_of(packages_of_all().get()) == "result"
    # Answered by somebody else meanwhile: nothing more goes out.
    assert check(client, number, found="deficiencies", words="мөр жоқ").status_code == 302
    assert Answer.objects.count() == 1 == Publication.objects.filter(subject=Subject.ANSWER).count()
    assert ready(client, number).status_code == 302
    assert state_of(packages_of_all().get()) == "ready"
    assert [json.loads(one.content)[0]["step_act"] for one in fetch(walker.counter)] == ["check", "receive"]
    assert "has not taken it yet" in read(client, path_of(number))
    # The desk's journal tells the steps: the page follows it.
    since = walker.last
    walker.step(case, number, 4, 5, "register")
    walker.step(case, number, 5, 6, "check", facts={"documents_conform": True})
    walker.step(case, number, 6, 7, "receive", facts={"result_number": "12-К"})
    walker.issue(case, number, step=7)
    put_in(walker.counter, walker.counter.links[since:])
    assert state_of(packages_of_all().get()) == "ended"
    assert ready(client, number).status_code == 302 and Answer.objects.count() == 2
    assert number in read(client, "/packages/?shown=ended")


def packages_of_all() -> Any:
    from server.accounts.scope import Scope

    return packages_of(Scope(make_user(), "packages"))


def test_deficiencies_are_told_in_words() -> None:
    walker, _, number = make_package()
    client = signed_in(make_user("supervisor"))
    answer = check(client, number, found="deficiencies")
    assert answer.status_code == 422 and "Write what is lacking" in answer.content.decode()
    assert check(client, number, found="deficiencies", words="3-құжатта мөр жоқ").status_code == 302
    (update,) = fetch(walker.counter)
    (told,) = json.loads(update.content)
    assert (told["facts"], told["words"]) == ({"documents_conform": False}, "3-құжатта мөр жоқ")
    assert Seen.objects.get(what="package_answered").about == {"number": number, "update": update.number}
    assert "3-құжатта мөр жоқ" in read(client, path_of(number))


def test_each_list_tells_how_many_it_has() -> None:
    walker, _, number = make_package()
    since = walker.last
    walker.package()
    arrived(walker, since)
    client = signed_in(make_user())

    def counts() -> list[str]:
        return re.findall(r"(?:To be checked|Result awaited|Result ready|All) \((\d+)\)", read(client, "/packages/"))

    assert counts() == ["2", "0", "0", "2"]
    check(client, number)
    assert counts() == ["1", "1", "0", "2"]
    ready(client, number)
    assert counts() == ["1", "0", "1", "2"]


@pytest.mark.parametrize(
    "changes", [{"found": "other"}, {"once": "x"}, {"found": ""}, {"words": "x" * 2001}], ids=lambda one: str(one)[:20]
)
def test_nonsense_is_no_answer(changes: dict[str, str]) -> None:
    _, _, number = make_package()
    assert check(signed_in(make_user()), number, **changes).status_code == 422
    assert not Answer.objects.exists()


def test_a_result_needs_its_number_and_its_check() -> None:
    _, _, number = make_package()
    client = signed_in(make_user())
    assert ready(client, number).status_code == 302 and not Answer.objects.exists()
    check(client, number)
    assert ready(client, number, result_number=" ").status_code == 422
    assert Answer.objects.count() == 1


def test_forms_of_other_sites_and_looks_change_nothing() -> None:
    _, _, number = make_package()
    user = make_user()
    client = signed_in(user)
    assert client.get(path_of(number, "answer/")).status_code == 405
    assert client.get(path_of(number, "route/")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert check(strict, number).status_code == 403
    assert not Answer.objects.exists()


def test_a_package_given_to_a_school_is_answered_there_and_nowhere_else() -> None:
    walker, case, number = make_package()
    school, other = make_school(), make_school()
    theirs, stranger = signed_in(make_user("operator", at=school)), signed_in(make_user("operator", at=other))
    assert theirs.get(path_of(number)).status_code == 404
    office = signed_in(make_user())
    assert office.post(path_of(number, "route/"), {"place": school.pk}).status_code == 302
    assert Route.objects.get().place == school
    page = read(theirs, path_of(number))
    assert PARENT in page and "Keep who looks it through" not in page
    assert theirs.post(path_of(number, "route/"), {"place": other.pk}).status_code == 404
    assert number in read(theirs, "/packages/")
    assert check(theirs, number).status_code == 302 and Answer.objects.count() == 1
    for path in (path_of(number), path_of(number, "answer/"), path_of(number, "route/")):
        assert stranger.get(path).status_code in (404, 405)
    assert check(stranger, number).status_code == 404
    assert ready(stranger, number).status_code == 404
    assert stranger.post(path_of(number, "route/"), {"place": other.pk}).status_code == 404
    for path in ("/packages/?shown=all", "/packages/?shown=all&export=csv", "/packages/?shown=check"):
        page = read(stranger, path)
        assert number not in page and PARENT not in page
    # The register is another matter: the case is the desk's.
    assert theirs.get(f"/register/{number.replace('/', '-')}/").status_code == 404
    office.post(path_of(number, "route/"), {"place": ""})
    assert theirs.get(path_of(number)).status_code == 404
    assert case and walker.counter.code in number


def test_a_package_is_given_to_no_place_of_others() -> None:
    _, _, number = make_package()
    elsewhere = Organisation.objects.create(code="bs", kind="office", name_kk="Бестас", name_ru="Бестас")
    client = signed_in(make_user())
    answer = client.post(path_of(number, "route/"), {"place": elsewhere.pk}, follow=True)
    assert "Choose a school of this district" in answer.content.decode()
    assert not Route.objects.exists()


def test_who_sees_figures_alone_sees_no_package() -> None:
    _, _, number = make_package()
    client = signed_in(make_user("viewer"))
    for path in ("/packages/", path_of(number), "/packages/?export=csv"):
        assert client.get(path).status_code == 403
    assert check(client, number).status_code == 403
    assert Client().get("/packages/").status_code == 302


def test_answers_stand_in_no_list_of_publications() -> None:
    walker, _, number = make_package()
    client = signed_in(make_user())
    check(client, number, words="бәрі дұрыс")
    publication = Publication.objects.get(subject=Subject.ANSWER)
    assert number not in read(client, "/publish/")
    assert client.get(f"/publish/{publication.number}/").status_code == 404
    other = InventedCounter(organisation=make_school())
    Walker(other).open_day(date(2026, 9, 1))
    put_in(other, other.links)
    assert fetch(other) == []
    assert walker.counter.code


def test_erased_at_the_desk_its_answers_say_nothing_any_more() -> None:
    walker, _, number = make_package()
    client = signed_in(make_user())
    check(client, number, found="deficiencies", words="Үлгіеваның дипломы жоқ")
    since = walker.last
    walker.erase(range(1, walker.last + 1))
    put_in(walker.counter, walker.counter.links[since:])
    assert Answer.objects.get().words == ""
    assert fetch(walker.counter) == []
    page = read(client, path_of(number))
    assert PARENT not in page and "диплом" not in page
    assert PARENT not in read(client, "/packages/?shown=all")


def test_what_a_restored_desk_lost_is_no_package() -> None:
    _, _, number = make_package()
    Proceeding.objects.update(left_behind=True)
    client = signed_in(make_user())
    assert client.get(path_of(number)).status_code == 404
    assert number not in read(client, "/packages/?shown=all")


def arrived(walker: Walker, since: int) -> None:
    assert put_in(walker.counter, walker.counter.links[since:]) == {}


LATE = ("/packages/?shown=overdue", "/norms/overdue/", "/register/?state=overdue")


def overdue(client: Client, number: str) -> list[bool]:
    """Whether each list of what is late has it."""
    return [number in read(client, path) for path in LATE]


def test_a_result_nobody_came_for_is_overdue_only_while_it_is_to_be_sent_again() -> None:
    walker, case, number = make_package(due="2026-09-03")
    client = signed_in(make_user())
    late, none = [True] * len(LATE), [False] * len(LATE)
    assert overdue(client, number) == late
    since = walker.last
    walker.step(case, number, 4, 5, "register", source="centre")
    walker.step(case, number, 5, 6, "check", facts={"documents_conform": True})
    walker.step(case, number, 6, 7, "receive", facts={"result_number": "15"})
    arrived(walker, since)
    assert overdue(client, number) == none and state_of(packages_of_all().get()) == "ready"
    for how, due, state, expected in (
        ("returned_unclaimed", None, "returned", none),
        ("asked_again", "2026-10-06", "asked", late),
        ("resent", None, "ready", none),
    ):
        since = walker.last
        walker.move(case, number, how, due)
        arrived(walker, since)
        assert (overdue(client, number), state_of(packages_of_all().get())) == (expected, state)
        shown = "ready" if state == "ready" else "returned"
        assert number in read(client, f"/packages/?shown={shown}")
        assert ("Send again by" in read(client, path_of(number))) is (state == "asked")
        rebuild(walker.counter.row)
        assert overdue(client, number) == expected
    since = walker.last
    walker.issue(case, number, step=7)
    arrived(walker, since)
    assert overdue(client, number) == none and number in read(client, "/packages/?shown=ended")


def test_who_answered_a_step_is_told_in_words() -> None:
    walker, case, number = make_package()
    since = walker.last
    walker.step(case, number, 4, 5, "register", source="centre")
    arrived(walker, since)
    page = read(signed_in(make_user()), path_of(number))
    assert "registration (the centre said so)" in page and "(centre)" not in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_its_pages_open_in_each_language(language: str) -> None:
    client = signed_in(make_user(), language)
    read(client, "/packages/")
    _, _, number = make_package()
    read(client, "/packages/?shown=all")
    read(client, path_of(number))
    check(client, number)
    read(client, path_of(number))
    for form in ("xlsx", "pdf"):
        assert read_bytes(client, f"/packages/?shown=all&export={form}")[:4] in (b"PK\x03\x04", b"%PDF")


@pytest.mark.parametrize("query", ["shown=x&page=-1", "page=99999", "page=%F0%9F%98%80", "export=docx"])
def test_nonsense_in_the_address_is_no_error(query: str) -> None:
    make_package()
    expected = 404 if "docx" in query else 200
    assert signed_in(make_user()).get(f"/packages/?{query}").status_code == expected
    assert signed_in(make_user()).get("/packages/x/").status_code == 404
