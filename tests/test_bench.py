"""The bench measures: every subject yields figures, and the table says what is met and by how much what is not."""

import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from bench.__main__ import SUBJECTS
from bench.centre_rows import COLUMNS, Known, lines_of
from bench.papers import draw_bare, fresh_papers, read_pages
from bench.papers_peers import Form, Line, make_word_form
from bench.table import Skipped, compare, quantile, show, take_turns
from forms.papers.drawing import draw_outcome
from server.register.drawing import describe
from server.register.rows import CaseRow

_TOLD_AS_TEXT = (
    *("case_id", "number", "service", "edition", "outcome", "grounds", "operator", "ticket", "voided"),
    *("applicant_name", "applicant_iin", "applicant_phone"),
)
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_yields_rows_with_figures(subject: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick", "--only", subject],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"### {subject}" in done.stdout
    ratios = [float(found) for found in re.findall(r"\| (\d+\.\d\d)× ", done.stdout)]
    assert ratios
    assert max(ratios) > 0
    assert re.search(r"[≤≥] [\d.]+(×| ms| s) (met|MISSED by)", done.stdout)
    assert re.search(r"^\d+ of \d+ targets met", done.stdout, re.MULTILINE)


def test_sides_take_turns_and_the_first_round_is_not_counted() -> None:
    called: list[str] = []

    def side(name: str, figures: list[float]) -> float:
        called.append(name)
        return figures.pop(0)

    ours, theirs = [90.0, 1.0, 2.0], [90.0, 3.0, 4.0]
    taken = take_turns(2, lambda: side("ours", ours), lambda: side("theirs", theirs))
    assert called == ["ours", "theirs"] * 3
    assert taken == [[1.0, 2.0], [3.0, 4.0]]


def test_the_ratio_is_that_of_a_typical_round() -> None:
    # The second round was disturbed, on both sides alike.
    row = compare("start", "x", [30.0, 300.0, 31.0], "bare", [20.0, 200.0, 20.0], most=1.5)
    assert row.ratio == 1.5
    assert row.met is True
    assert row.ours == 31.0


def test_a_missed_target_says_by_how_much() -> None:
    missed = compare("start", "x", [40.0], "bare", [20.0], most=1.5)
    late = compare("keys", "x", [62.0], "bare", [2.0], limit=50.0)
    aimless = compare("keys", "x", [62.0], "bare", [2.0])
    assert (missed.met, missed.verdict) == (False, "≤ 1.5× MISSED by 0.50×")
    assert (late.met, late.verdict) == (False, "≤ 50 ms MISSED by 12")
    assert (aimless.met, aimless.verdict) == (None, "")


def test_more_may_be_better() -> None:
    missed = compare("intake", "x", [20.0], "COPY", [100.0], unit="events/s", least=0.3)
    met = compare("intake", "x", [40.0], "COPY", [100.0], unit="events/s", least=0.3)
    assert (missed.met, missed.verdict) == (False, "≥ 0.3× MISSED by 0.10×")
    assert (met.met, met.verdict) == (True, "≥ 0.3× met")


def test_the_table_is_markdown_with_a_part_for_each_subject() -> None:
    shown = show([compare("start", "first", [2.0], "bare", [1.0]), Skipped("keys", "second", "not installed")])
    lines = shown.splitlines()
    assert [line for line in lines if line.startswith("###")] == ["### start", "### keys"]
    assert "not installed" in shown
    assert {line.count("|") for line in lines if line.startswith("|")} == {9}


def test_quantiles_lie_among_the_figures() -> None:
    figures = [float(figure) for figure in range(101)]
    assert [quantile(figures, share) for share in (0.25, 0.5, 0.95, 1)] == [25, 50, 95, 100]
    assert quantile([7.0], 0.95) == 7.0


def test_the_bare_canvas_draws_the_same_text_at_the_same_places() -> None:
    drawn = read_pages(draw_outcome(next(fresh_papers("both", "a4"))))
    again = read_pages(draw_bare(drawn))
    assert sum(len(page.texts) for page in drawn) > 80

    def told(pages: object) -> list[tuple[str, str, float]]:
        assert isinstance(pages, tuple)
        return [(text.text, text.font, round(text.y, 1)) for page in pages for text in page.texts]

    assert told(again) == told(drawn)


def test_receipts_for_the_bench_are_never_the_same_twice() -> None:
    papers = fresh_papers("kk", "a4")
    first, second = next(papers), next(papers)
    assert first.office.number != second.office.number
    assert first.office.qr != second.office.qr
    assert first.applicant.name != second.applicant.name


def test_the_centre_s_rows_are_found_by_what_the_register_finds_them_by() -> None:
    lines = lines_of(40, [Known(3, 5, "S3"), Known(4, 6, "S4")])
    columns = [name.strip() for name in COLUMNS.split(",")]
    for line in lines:
        row = dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
        told = {name: row[name] for name in _TOLD_AS_TEXT}
        case = CaseRow(
            organisation_id=int(row["organisation_id"]),
            counter_id=int(row["counter_id"]),
            branch=0,
            sequence=int(row["sequence"]),
            decided_at=datetime.fromisoformat(row["decided_at"]),
            day=date.fromisoformat(row["day"]),
            due=None,
            by_representative=False,
            overrun=row["overrun"] == "t",
            **told,  # type: ignore[arg-type]
        )
        describe(case)
        assert set(row["words"].split(" ")) == set(case.words.split(" "))
        assert (row["words"][0], row["words"][-1]) == (" ", " ")
        assert bytes.fromhex(row["name_key"].removeprefix("\\\\x")) == case.name_key


def test_the_word_form_keeps_a_place_for_the_number() -> None:
    parts = make_word_form(Form((Line("№ {number} <1>", 11, True),)))
    assert "№ {number} &lt;1&gt;" in parts["word/document.xml"]
    assert "[Content_Types].xml" in parts
