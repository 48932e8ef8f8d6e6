"""Printing for real: a private cupsd, a printer on loopback, and what arrived there."""

import os
import stat
from pathlib import Path

import pytest

from desktop.printing.cups import CupsPrinters
from desktop.printing.ports import Job
from forms.problems import Problem

from .ipp_printer import IppPrinter
from .papers import KAZAKH, draw_paper, read_paper
from .private_cups import PrivateCups
from .waiting import follow_until


def print_paper(printers: CupsPrinters, pdf: bytes, *, copies: int = 1, media: str = "A4") -> Job:
    return printers.send(pdf, printer="Office", copies=copies, media=media, title="Қолхат")


def test_a4_arrives_pixel_for_pixel_with_its_letters(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    sent = draw_paper(pages=2)
    follow_until(printers, print_paper(printers, sent), "printed")
    (arrived,) = office_printer.documents
    before, after = read_paper(sent), read_paper(arrived.content)
    assert [pytest.approx(size, abs=0.2) for size in after.sizes] == [(210, 297), (210, 297)]
    assert KAZAKH in after.text
    assert "Қолхат 2" in after.text
    assert after.pixels == before.pixels


def test_a4_stays_a4_where_the_printer_would_take_letter(cups: PrivateCups) -> None:
    with IppPrinter(default_media="na_letter_8.5x11in") as printer:
        cups.add_queue("Letter", printer.uri)
        printers = CupsPrinters({**os.environ, "CUPS_SERVER": cups.server})
        job = printers.send(draw_paper(), printer="Letter", copies=1, media="A4", title="A4")
        follow_until(printers, job, "printed")
        (arrived,) = printer.documents
    assert read_paper(arrived.content).sizes == [pytest.approx((210, 297), abs=0.2)]
    assert read_paper(arrived.content).pixels == read_paper(draw_paper()).pixels


@pytest.mark.parametrize("height", [120, 187, 400])
def test_a_roll_of_80_mm_arrives_as_long_as_it_is(
    printers: CupsPrinters, office_printer: IppPrinter, height: int
) -> None:
    job = print_paper(printers, draw_paper(80, height), media=f"Custom.80x{height}mm")
    follow_until(printers, job, "printed")
    (arrived,) = office_printer.documents
    # CUPS keeps custom sizes in whole points.
    assert read_paper(arrived.content).sizes == [pytest.approx((80, height), abs=0.4)]
    assert KAZAKH in read_paper(arrived.content).text


def test_two_copies_are_asked_for(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    follow_until(printers, print_paper(printers, draw_paper(), copies=2), "printed")
    (arrived,) = office_printer.documents
    assert arrived.attributes["copies"] == 2
    assert arrived.title == "Қолхат"


def test_a_printer_switched_off_is_named_and_prints_when_it_is_on(
    printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    office_printer.turn_off()
    job = print_paper(printers, draw_paper())
    state = follow_until(printers, job, "waiting_for_printer")
    assert state.reason == "off"
    office_printer.turn_on()
    follow_until(printers, job, "printed")
    assert len(office_printer.documents) == 1


def test_a_printer_off_after_it_was_out_of_paper_is_off(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    office_printer.want("out_of_paper")
    job = print_paper(printers, draw_paper())
    assert follow_until(printers, job, "waiting_for_printer").reason == "out_of_paper"
    printers.cancel(job)
    follow_until(printers, job, "cancelled")
    office_printer.turn_off()
    job = print_paper(printers, draw_paper())
    follow_until(printers, job, "waiting_for_printer", until=lambda state: state.reason == "off")


def test_a_jam_is_named(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    office_printer.want("jammed")
    assert follow_until(printers, print_paper(printers, draw_paper()), "waiting_for_printer").reason == "jammed"


def test_a_stopped_queue_is_named_and_prints_when_it_is_resumed(
    cups: PrivateCups, printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    cups.pause_queue("Office")
    assert [printer.state for printer in printers.list_printers()] == ["stopped"]
    job = print_paper(printers, draw_paper())
    assert follow_until(printers, job, "waiting_for_printer").reason == "stopped"
    cups.resume_queue("Office")
    follow_until(printers, job, "printed")
    assert len(office_printer.documents) == 1


def test_a_job_cancelled_at_the_printer_ends(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    office_printer.want("out_of_paper")
    job = print_paper(printers, draw_paper())
    # The printer says that it has no paper before the job has come to it: only one that is there can be cancelled.
    follow_until(
        printers,
        job,
        "waiting_for_printer",
        until=lambda state: state.reason == "out_of_paper" and bool(office_printer.waiting),
    )
    office_printer.cancel_waiting()
    # CUPS counts such a job as completed. One half of its back end says what happened, the other does not, and either
    # may be the first to look: what is certain is that the job ends and that nothing comes out.
    follow_until(printers, job, "cancelled", "printed")
    assert office_printer.documents == []


def test_a_damaged_file_is_not_called_printed(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    job = print_paper(printers, b"%PDF-1.4\nnothing that could be drawn")
    state = follow_until(printers, job, "failed")
    assert state.detail
    assert office_printer.documents == []


def test_a_scheduler_that_stops_is_told_and_the_job_goes_on_when_it_is_back(
    cups: PrivateCups, printers: CupsPrinters, office_printer: IppPrinter
) -> None:
    cups.pause_queue("Office")
    job = print_paper(printers, draw_paper())
    assert follow_until(printers, job, "waiting_for_printer").reason == "stopped"
    cups.stop()
    for ask in (printers.list_printers, lambda: printers.follow(job), lambda: print_paper(printers, draw_paper())):
        with pytest.raises(Problem) as caught:
            ask()
        assert caught.value.code == "401"
    cups.start()
    cups.resume_queue("Office")
    follow_until(printers, job, "printed")
    assert len(office_printer.documents) == 1


def test_no_print_system_on_the_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem) as caught:
        CupsPrinters().list_printers()
    assert caught.value.code == "400"


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none.sock"))
    printers = CupsPrinters()
    for ask in (printers.list_printers, lambda: print_paper(printers, draw_paper())):
        with pytest.raises(Problem) as caught:
            ask()
        assert caught.value.code == "401"


def test_a_print_system_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hanging = tmp_path / "lpstat"
    hanging.write_text("#!/bin/sh\nexec cat /dev/zero > /dev/null\n")
    hanging.chmod(hanging.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(Problem) as caught:
        CupsPrinters(ask_seconds=0.2).list_printers()
    assert caught.value.code == "405"


def test_the_operators_language_does_not_change_what_is_read(
    cups: PrivateCups, office_printer: IppPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    for name in ("LC_ALL", "LANG", "LANGUAGE"):
        monkeypatch.setenv(name, "ru_RU.UTF-8")
    office_printer.turn_off()
    printers = CupsPrinters()
    assert printers.default_printer() == "Office"
    assert follow_until(printers, print_paper(printers, draw_paper()), "waiting_for_printer").reason == "off"


@pytest.mark.parametrize("media", ["Letter", "Custom.80x170", "A4 -o job-hold-until=indefinite", ""])
def test_only_the_two_known_kinds_of_media_are_sent(media: str) -> None:
    with pytest.raises(ValueError, match="media"):
        CupsPrinters().send(b"", printer="Office", copies=1, media=media, title="")


def test_no_copies_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="copy"):
        CupsPrinters().send(b"", printer="Office", copies=0, media="A4", title="")


def test_a_title_cannot_pass_for_an_option(printers: CupsPrinters, office_printer: IppPrinter) -> None:
    job = printers.send(draw_paper(), printer="Office", copies=1, media="A4", title="-n 9\n--bad")
    follow_until(printers, job, "printed")
    (arrived,) = office_printer.documents
    assert arrived.title == "-n 9 --bad"
    assert arrived.attributes.get("copies", 1) == 1
