"""Who holds a receipt asks: is it genuine, and how does the case stand?"""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from forms.signing import sign_paper
from forms.status_code import status_code
from server.register.models import Case
from tests.server.making import InventedCounter
from tests.server.register.story import put_in
from tests.server.register.walking import CHILD, PARENT, Walker

ZONE = timezone(timedelta(hours=5))
AT = datetime(2026, 9, 1, 10, 12, tzinfo=ZONE)
NAME = "Сейітқали Ақмарал"


def make_case(counter: InventedCounter, **changes: object) -> Case:
    facts: dict[str, object] = {
        "organisation": counter.organisation,
        "counter": counter.row,
        "branch": 1,
        "sequence": 3,
        "case_id": "c1",
        "number": f"{counter.code}/2026-000001",
        "service": "attestation",
        "edition": "E2020-7",
        "outcome": "accepted",
        "operator": "op1",
        "decided_at": AT,
        "day": date(2026, 9, 1),
        "applicant_name": NAME,
        "applicant_iin": "850101100304",
        "status_code": status_code("ab" * 32),
        **changes,
    }
    return Case.objects.create(**facts)


def mark_of(counter: InventedCounter, number: str = "", **changes: object) -> str:
    facts = {
        "number": number or f"{counter.code}/2026-000001",
        "at": AT,
        "outcome": "accepted",
        "address": "",
        **changes,
    }
    return sign_paper(counter.private.private_bytes_raw(), counter=counter.code, **facts)  # type: ignore[arg-type]


def ask(text: str, client: Client | None = None, language: str = "en") -> tuple[int, str]:
    client = client or Client()
    client.cookies["django_language"] = language
    answer = client.post("/receipt/", {"text": text})
    return answer.status_code, answer.content.decode()


def test_a_genuine_paper_is_told_with_nothing_about_a_person() -> None:
    counter = InventedCounter()
    make_case(counter)
    status, page = ask(mark_of(counter))
    assert status == 200
    assert "genuine and holds" in page
    assert f"{counter.code}/2026-000001" in page
    assert counter.organisation.name_kk in page
    assert NAME not in page and "850101100304" not in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_stands_in_each_language(language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    for address in ("/receipt/", "/receipt/status/"):
        page = client.get(address).content.decode()
        assert f'<html lang="{language}">' in page


def test_with_the_address_before_it_and_white_space_around() -> None:
    counter = InventedCounter()
    assert ask("  " + mark_of(counter, address="https://centre.example.kz/receipt/") + " ")[0] == 200


def test_a_case_that_has_not_arrived_is_told_as_that() -> None:
    assert "not delivered this case" in ask(mark_of(InventedCounter()))[1]


def test_void_and_corrected_are_told() -> None:
    counter = InventedCounter()
    case = make_case(counter, voided="mistake")
    assert "no longer holds" in ask(mark_of(counter))[1]
    case.voided, case.corrected = "", 1
    case.save()
    assert "corrected later" in ask(mark_of(counter))[1]


def test_forged_papers_are_not_genuine() -> None:
    counter, other = InventedCounter(), InventedCounter()
    make_case(counter)
    text = mark_of(counter)
    for spoilt in (
        text.replace("000001", "000002"),
        text.replace(":A:", ":R:"),
        text.replace(f"KENSE1:{counter.code}:", f"KENSE1:{other.code}:"),
        text[:-2] + ("AA" if not text.endswith("AA") else "BB"),
        "KENSE1:",
        "https://example.kz/",
        "",
        "x" * 5000,
    ):
        status, page = ask(spoilt)
        assert status == 422, spoilt
        assert 'id="verified"' not in page


def test_a_counter_of_nobody_is_told() -> None:
    counter = InventedCounter()
    text = mark_of(counter)
    counter.row.keys.all().delete()
    status, page = ask(text)
    assert status == 422 and "is not known here" in page


def test_a_paper_that_says_otherwise_than_the_register_is_not_taken_for_genuine() -> None:
    counter = InventedCounter()
    make_case(counter, outcome="refusal_receipt")
    assert "says otherwise" in ask(mark_of(counter))[1]


def test_what_a_revoked_key_signed_before_its_end_stays_genuine() -> None:
    counter = InventedCounter()
    counter.row.keys.update(revoked=True, ended_at=AT + timedelta(days=1))
    assert ask(mark_of(counter))[0] == 200
    status, page = ask(mark_of(counter, at=AT + timedelta(days=2)))
    assert status == 422 and "revoked" in page


def photograph(text: str, *, form: str = "JPEG", turned: int = 0) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", scale=8)
    sheet = Image.new("RGB", (1600, 2200), (236, 233, 226))
    sheet.paste(Image.open(drawn).convert("RGB"), (700, 1500))
    sheet = sheet.rotate(turned, expand=True, fillcolor=(90, 80, 70))
    written = io.BytesIO()
    sheet.save(written, form, quality=70)
    return SimpleUploadedFile(f"paper.{form.lower()}", written.getvalue(), content_type=f"image/{form.lower()}")


@pytest.mark.parametrize(("form", "turned"), [("JPEG", 0), ("JPEG", 17), ("PNG", 90)])
def test_a_photograph_is_read(form: str, turned: int) -> None:
    counter = InventedCounter()
    make_case(counter)
    text = mark_of(counter, address="https://centre.example.kz/receipt/")
    answer = Client().post("/receipt/", {"photograph": photograph(text, form=form, turned=turned)})
    assert answer.status_code == 200, answer.content.decode()
    assert 'id="verified"' in answer.content.decode()


def huge() -> bytes:
    """A small file of a picture of 400 million points."""
    written = io.BytesIO()
    Image.new("1", (20000, 20000)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize("content", [b"", b"not a picture", huge(), b"\x89PNG\r\n\x1a\n" + b"\x00" * 100])
def test_what_is_no_photograph_is_told(content: bytes) -> None:
    answer = Client().post("/receipt/", {"photograph": SimpleUploadedFile("p.png", content)})
    assert answer.status_code == 422


def test_a_picture_without_a_code_is_told() -> None:
    written = io.BytesIO()
    Image.new("RGB", (800, 800), (200, 200, 200)).save(written, "JPEG")
    client = Client()
    client.cookies["django_language"] = "en"
    answer = client.post("/receipt/", {"photograph": SimpleUploadedFile("p.jpg", written.getvalue())})
    assert "No QR code can be seen" in answer.content.decode()


# how a case stands


def status_of(number: str, code: str, client: Client | None = None) -> tuple[int, str]:
    client = client or Client()
    client.cookies["django_language"] = "en"
    answer = client.post("/receipt/status/", {"number": number, "code": code})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "without"])
def test_the_applicant_asks_by_number_and_code(typed: str) -> None:
    counter = InventedCounter()
    case = make_case(counter)
    code = case.status_code
    given = {"lower": code.lower(), "without": code.replace("-", "")}.get(typed, typed.format(code))
    status, page = status_of(case.number.lower(), given)
    assert status == 200
    assert "documents were accepted" in page
    assert NAME not in page and "850101100304" not in page


def test_a_wrong_code_and_a_wrong_number_are_told_alike() -> None:
    counter = InventedCounter()
    case = make_case(counter)
    _, wrong_code = status_of(case.number, "0000-0000")
    _, wrong_number = status_of("NOBODY/2026-000001", case.status_code)
    sentence = re.compile(r"There is no case with this number and code")
    assert sentence.search(wrong_code) and sentence.search(wrong_number)
    assert status_of(case.number, "")[0] == 422


def test_who_tries_codes_through_meets_a_wall() -> None:
    counter = InventedCounter()
    case = make_case(counter)
    statuses = [status_of(case.number, f"0000-{number:04}")[0] for number in range(14)]
    assert statuses[:12] == [422] * 12
    assert statuses[12:] == [429, 429]
    # From another place, of the same number, it is the same wall.
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert status_of(case.number, case.status_code, other)[0] == 429


def test_a_counters_code_may_have_small_letters() -> None:
    counter = InventedCounter("s7")
    case = make_case(counter)
    for typed in ("s7/2026-000001", " s7/2026-000001 "):
        answer = Client().post("/receipt/status/", {"number": typed, "code": case.status_code})
        assert answer.status_code == 200


def test_a_picture_that_is_unpacked_whole_is_smaller() -> None:
    written = io.BytesIO()
    Image.new("1", (5000, 5000)).save(written, "PNG")
    answer = Client().post("/receipt/", {"photograph": SimpleUploadedFile("p.png", written.getvalue())})
    assert answer.status_code == 422


def test_a_case_on_its_way_is_told_step_by_step_and_nobody_by_name() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number = walker.enrol()
    steps: list[Callable[[], object]] = [lambda: None]
    order = f"{counter.code}/2026-Б000001"
    steps += [
        lambda: walker.step(case, number, 2, 3),
        lambda: walker.draft(case, number),
        lambda: walker.sign(case, number, order),
        lambda: walker.issue(case, number, order),
    ]
    told = (
        "The documents are with the head.",
        "The result is being prepared.",
        "The result is with the head to be signed.",
        "The result is ready. Come for it with the receipt and an identity document.",
        "The result was issued.",
    )
    since = 0
    for take, words in zip(steps, told, strict=True):
        take()
        put_in(counter, counter.links[since:])
        since = walker.last
        code = Case.objects.get(number=number).status_code
        client = Client()
        client.cookies["django_language"] = "en"
        page = client.post("/receipt/status/", {"number": number, "code": code}).content.decode()
        assert words in page
        for personal in (PARENT, CHILD, order, "Бастықов", "Домбыра"):
            assert personal not in page
    walker.void(case, number)
    put_in(counter, counter.links[since:])
    page = Client().post("/receipt/status/", {"number": number, "code": code}).content.decode()
    assert "The result was issued." not in page


def test_a_package_that_nobody_collected_is_told() -> None:
    counter = InventedCounter()
    walker = Walker(counter)
    case, number = walker.package()
    walker.move(case, number, "returned_unclaimed")
    put_in(counter, counter.links)
    client = Client()
    client.cookies["django_language"] = "en"
    code = Case.objects.get(number=number).status_code
    page = client.post("/receipt/status/", {"number": number, "code": code}).content.decode()
    assert "went back to the provider" in page and "3 Sep 2026" in page
