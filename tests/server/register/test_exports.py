"""Tables as files: what is read back is what was shown, in memory that does not grow with the rows."""

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime

import openpyxl
import pypdfium2
import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import Http404, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from server.accounts.models import Seen
from server.accounts.scope import Scope, ScopedRequest
from server.register import exports
from server.register.exports import ExportColumn, export
from tests.server.making import make_user

COLUMNS = (
    ExportColumn("Нөмірі"),
    ExportColumn("Өтініш беруші", width=36),
    ExportColumn("Күні", "day"),
    ExportColumn("Уақыты", "moment"),
    ExportColumn("Минут", "number"),
)
ROW = ("T1/2026-000001", "=Сейітқали Ақмарал", date(2026, 9, 1), datetime(2026, 9, 1, 5, 12, tzinfo=UTC), 12.5)


def request_of(path: str = "/register/?q=a&export=csv") -> ScopedRequest:
    request = RequestFactory().get(path)
    request.user = make_user()
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.scope = Scope(request.user, "register")  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


def rows_of(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        yield (f"T1/2026-{number:06}", "Сейітқали Ақмарал Нұрланқызы", ROW[2], ROW[3], number)


def drain(answer: object) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_a_csv_says_what_was_shown_and_no_formula() -> None:
    data = drain(export(request_of(), "register", COLUMNS, [ROW, (None,) * 5], "csv"))
    assert data.startswith(b"\xef\xbb\xbf")
    told = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert told[0] == [column.title for column in COLUMNS]
    local = timezone.localtime(datetime(2026, 9, 1, 5, 12, tzinfo=UTC))
    assert told[1] == ["T1/2026-000001", "'=Сейітқали Ақмарал", "2026-09-01", f"{local:%Y-%m-%d %H:%M}", "12.5"]
    assert told[2] == [""] * 5


def test_a_workbook_says_what_was_shown_and_no_formula() -> None:
    data = drain(export(request_of(), "register", COLUMNS, [ROW, (None,) * 5], "xlsx", title="Тіркеу: [журнал]"))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:2] == ROW[:2]
    assert sheet["B2"].data_type == "s"
    assert rows[1][2] == datetime(2026, 9, 1)  # noqa: DTZ001 - a workbook knows no zones
    assert rows[1][4] == 12.5


@pytest.mark.parametrize("count", [0, 3, 400])
def test_a_pdf_has_every_row(count: int) -> None:
    data = drain(export(request_of(), "register", COLUMNS, rows_of(count), "pdf", title="Журнал", notes=["Барлығы"]))
    pdf = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert all(f"T1/2026-{number:06}" in text for number in range(count))
    assert "Нөмірі" in text and "Барлығы" in text
    pdf.close()


@pytest.mark.parametrize("form", exports.FORMS)
def test_an_export_is_noted_with_its_rows(form: str) -> None:
    drain(export(request_of(), "register", COLUMNS, rows_of(7), form, saved=3))
    noted = Seen.objects.get(what="exported")
    assert noted.about["rows"] == 7 and noted.about["table"] == "register" and noted.about["saved"] == 3


def test_a_csv_broken_off_is_noted_as_far_as_it_went() -> None:
    answer = export(request_of(), "register", COLUMNS, rows_of(5000), "csv")
    assert isinstance(answer, StreamingHttpResponse)
    stream = iter(answer)
    next(stream)
    next(stream)
    request_finished.disconnect(close_old_connections)  # the test's own, as Django's client does
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)
    assert Seen.objects.filter(what="export_begun").exists()
    assert Seen.objects.get(what="exported").about["rows"] in (500, 1000)
    assert not Seen.objects.get(what="exported").about["whole"]


@pytest.mark.parametrize(("form", "most"), [("xlsx", "MOST_SHEET_ROWS"), ("pdf", "MOST_PDF_ROWS")])
def test_too_many_rows_are_told_on_the_page(form: str, most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, most, 10)
    request = request_of(f"/register/?q=a&export={form}")
    answer = export(request, "register", COLUMNS, rows_of(11), form)
    assert answer.status_code == 302 and answer["Location"] == "/register/?q=a"
    assert "10" in str(next(iter(request._messages)))  # type: ignore[attr-defined]


def test_another_form_is_not_there() -> None:
    with pytest.raises(Http404):
        export(request_of(), "register", COLUMNS, [], "docx")


@pytest.mark.parametrize(
    ("form", "few", "many"), [("csv", 10_000, 100_000), ("xlsx", 2_000, 10_000), ("pdf", 1_000, 5_000)]
)
def test_memory_does_not_grow_with_the_rows(form: str, few: int, many: int) -> None:
    drained(form, 300)  # what is imported once
    assert drained(form, many) < drained(form, few) + 2_000_000


def drained(form: str, count: int) -> int:
    """The most memory an export held, in bytes; the file itself is let go as it comes."""
    request = request_of()
    tracemalloc.start()
    answer = export(request, "register", COLUMNS, rows_of(count), form)
    assert isinstance(answer, StreamingHttpResponse)
    assert sum(map(len, answer)) > count
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
