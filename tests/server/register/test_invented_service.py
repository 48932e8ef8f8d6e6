"""A service the centre was not made for: published as one file, its cases are taken in and shown in its own words."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from msgspec.structs import replace

from forms.reading import read_edition
from server.intake.act_words import read_lines
from server.intake.models import RefusedEvent
from server.organisations.enrolling_forms import service_name
from server.publishing.comparing import compare_editions
from server.publishing.issuing import Readers, issue
from server.publishing.models import Subject
from server.register.models import Case
from tests.server.intake.sending import taken
from tests.server.making import InventedCounter, make_district, make_user, signed_in
from tests.standards.places import INVENTED

TITLE = {"kk": "Музыкалық аспап беру", "ru": "Выдача музыкального инструмента"}
ASKED = {"kk": "Қандай аспап сұралады", "ru": "Какой инструмент запрашивается"}
ANSWER = {"kk": "домбыра", "ru": "домбра"}
DOCUMENT = {"kk": "Мұғалімнің анықтамасы", "ru": "Справка учителя"}
SERVICE = "instrument_lending"


def publish() -> None:
    content = INVENTED.read_text("utf-8")
    issue(Subject.EDITION, "LENDING", content, Readers(organisations=[make_district()]), user=make_user())


def receive() -> str:
    """A counter's case of the service, taken in by the centre; its number."""
    counter = InventedCounter()
    number = counter.decide(
        service=SERVICE,
        edition="LENDING",
        facts={"has_instrument": True, "instrument": "dombra"},
        due="2026-09-03",
        consent="not_asked",
    )
    taken(counter.batch())
    return number


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return b"".join(answer).decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_register_norms_and_filters_show_it_in_its_own_words(language: str) -> None:
    publish()
    number = receive()
    client, quoted = signed_in(make_user(), language), "ru" if language == "ru" else "kk"
    assert Case.objects.get(number=number).service == SERVICE
    listed = read(client, f"/register/?service={SERVICE}&state=")
    assert number in listed and TITLE[quoted] in listed
    page = read(client, reverse("register:case", kwargs={"number": number.replace("/", "-")}))
    for told in (TITLE[quoted], ASKED[quoted], ANSWER[quoted]):
        assert told in page
    assert TITLE[quoted] in read(client, "/norms/")
    assert SERVICE not in read(client, "/register/?edition=LENDING&state=").replace(f'"{SERVICE}"', "")


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_its_acts_are_read_in_its_own_words_and_its_name_is_told(language: str) -> None:
    publish()
    counter = InventedCounter()
    counter.decide(service=SERVICE, edition="LENDING", facts={"instrument": "dombra", "has_instrument": False})
    with translation.override(language):
        lines = read_lines(counter.links[-2].event)
        named = service_name(SERVICE)
    assert lines is not None
    told = {name: words for name, words, _ in lines}
    assert told[ASKED[language]] == ANSWER[language]
    assert TITLE[language] in told.values()
    assert named == TITLE[language]


def test_before_it_is_published_a_decision_under_it_does_not_count() -> None:
    number = receive()
    assert list(RefusedEvent.objects.values_list("problem", flat=True)) == ["908"]
    assert not Case.objects.filter(number=number).exists()
    assert service_name(SERVICE) == SERVICE


def test_before_publishing_its_questions_and_steps_stand_among_the_changes() -> None:
    before = read_edition(INVENTED)
    later = replace(before, questions=before.questions[1:], facts=("instrument",), procedures=())
    with translation.override("ru"):
        told = {
            one.title: [(change.kind, change.what) for change in one.changes] for one in compare_editions(before, later)
        }
    changed = [change for changes in told.values() for change in changes]
    assert changed.count(("removed", "Есть ли у ребенка свой инструмент дома")) == 2  # declared, and asked
    assert ("removed", "3. Исполнитель осматривает путь к дому") in changed
