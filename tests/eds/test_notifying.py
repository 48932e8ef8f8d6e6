"""An application filed on the portal, checked, notified: the signed paper is in the archive with its number."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.case import CaseDraft
from desktop.domain.case_terms import case_due
from desktop.domain.filing import closing_time, read_filing
from desktop.domain.hours import WorkingHours
from desktop.domain.reception_flow import furthest_step, obstacles_at
from desktop.eds.trust import FOLDER, load_trust
from desktop.eds.verifying import verify_pdf
from desktop.operations import notifying, proceedings, reception, signing_key
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import load_proceeding
from forms.editions import Outcome
from forms.events import CaseDecided
from forms.moments import wall_time
from forms.papers.notification import NotificationPaper
from forms.problems import Problem
from forms.procedure_acts import ProceedingOpened, ResultSigned
from tests.domain.making import new_draft
from tests.operations.making import HandClock, acts, counter_at, events, open_ready
from tests.papers.reading import flat, text_by_pdfium

from .authority import BIN, NOW, PASSWORD, Authority, made_key
from .tokens import DRIVER, PIN, plug_in, school_token

HOURS = WorkingHours(days=("mon", "tue", "wed", "thu", "fri"), opens=time(9), closes=time(18, 30))
FILED = "11.09.2026 18:40"  # a Friday, after hours


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_at(tmp_path / "data", edition="E2025", clock=HandClock()) as opened:
        organisation = replace(opened.profile.organisation, bin=BIN)
        opened.profile = replace(opened.profile, organisation=organisation, hours=HOURS)
        yield opened


@pytest.fixture
def key(tmp_path: Path, authority: Authority) -> Path:
    return authority.file(tmp_path / "кілт.p12", since=NOW - timedelta(days=200))


def filed(counter: Counter, outcome: Outcome = "accepted", *, words: str = "275") -> CaseDraft:
    """A case that came through the portal, decided."""
    draft = open_ready(counter, outcome)
    draft.channel, draft.filed_at = "portal", FILED
    draft.document("essay").word_count = words
    if outcome == "reasoned_refusal":
        draft.refusal_reason = "Эссені қысқартып, қайта беріңіз."
    return reception.decide_case(counter, draft)


def test_a_filing_goes_on_to_the_signature(counter: Counter) -> None:
    draft = filed(counter)
    opened = next(event.act for event in events(counter) if isinstance(event.act, ProceedingOpened))
    assert opened.filed_at.startswith("2026-09-11T18:40")
    # Received on Monday, the next working day, and due that very day.
    assert opened.due == "2026-09-14"
    loaded = load_proceeding(counter, draft.number)
    assert loaded.step is not None
    assert loaded.step.act == "sign"
    assert loaded.is_notified
    decided = next(event.act for event in events(counter) if isinstance(event.act, CaseDecided))
    assert decided.due is None  # the outcome is the answer, it promises no later one


@pytest.mark.parametrize("outcome", ["accepted", "reasoned_refusal"])
@pytest.mark.parametrize("language", ["kk", "ru", "both"])
def test_the_signed_notification_is_archived_with_its_number(
    counter: Counter, key: Path, authority: Authority, outcome: Outcome, language: str, tmp_path: Path
) -> None:
    authority.trust(counter.store.folder / FOLDER)
    words = "301" if outcome == "reasoned_refusal" else "300"
    draft = filed(counter, outcome, words=words)
    step = load_proceeding(counter, draft.number).proceeding.step
    number = notifying.sign_notification(
        counter,
        draft.number,
        step,
        path=key,
        password=PASSWORD,
        language=language,  # type: ignore[arg-type]
    )
    (kept,) = [paper for paper in counter.store.printed.of_case(draft.case) if paper.number == number]
    content = counter.store.printed.content(kept.id)
    assert content is not None
    (signature,) = verify_pdf(content, load_trust(counter.store.folder / FOLDER))
    assert signature.unchanged
    assert signature.trusted
    assert signature.signed_at == wall_time(counter.clock.now())
    signed = next(event.act for event in events(counter) if isinstance(event.act, ResultSigned))
    assert (signed.signed_by, signed.certificate) == ("eds", signature.serial)
    assert acts(counter)[-2:] == ["ResultSigned", "PaperPrinted"]
    file = tmp_path / "out.pdf"
    file.write_bytes(content)
    told = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    text = flat(text_by_pdfium(content))
    assert number in text
    assert signature.holder in text
    assert "+7 700 000 00 07" in text
    if outcome == "reasoned_refusal":
        assert "301" in text


def test_a_wrong_password_leaves_everything_as_it_was(counter: Counter, key: Path) -> None:
    draft = filed(counter)
    before = acts(counter)
    step = load_proceeding(counter, draft.number).proceeding.step
    with pytest.raises(Problem, match="994"):
        notifying.sign_notification(counter, draft.number, step, path=key, password="басқа", language="kk")
    assert acts(counter) == before
    assert load_proceeding(counter, draft.number).proceeding.result_number is None


def test_a_token_signs_the_notification(
    counter: Counter, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = plug_in(tmp_path / "plugged-in", monkeypatch)
    serial = school_token(tokens, authority, since=NOW - timedelta(days=200))
    told = signing_key.tell_key(counter, DRIVER, PIN)
    assert (told.serial, told.wrong) == (serial, None)
    assert signing_key.remembered_path(counter) == str(DRIVER)
    draft = filed(counter)
    step, before = load_proceeding(counter, draft.number).proceeding.step, acts(counter)
    with pytest.raises(Problem, match="1113"):
        notifying.sign_notification(counter, draft.number, step, path=DRIVER, password="4832", language="kk")
    assert acts(counter) == before
    number = notifying.sign_notification(counter, draft.number, step, path=DRIVER, password=PIN, language="kk")
    (kept,) = [paper for paper in counter.store.printed.of_case(draft.case) if paper.number == number]
    (signature,) = verify_pdf(counter.store.printed.content(kept.id) or b"")
    assert (signature.unchanged, signature.serial) == (True, serial)


def test_a_token_whose_key_is_not_the_certificates_gives_no_number(
    counter: Counter, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = plug_in(tmp_path / "plugged-in", monkeypatch)
    tokens.add("Мектеп")
    tokens.put("Мектеп", authority.give(since=NOW - timedelta(days=200))[0], made_key("p256", 7))
    draft = filed(counter)
    step, before = load_proceeding(counter, draft.number).proceeding.step, acts(counter)
    with pytest.raises(Problem, match="1112"):
        signing_key.tell_key(counter, DRIVER, PIN)
    with pytest.raises(Problem, match="1112"):
        notifying.sign_notification(counter, draft.number, step, path=DRIVER, password=PIN, language="kk")
    assert acts(counter) == before
    assert load_proceeding(counter, draft.number).proceeding.result_number is None


def test_a_token_pulled_out_while_signing_gives_no_number(
    counter: Counter, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = plug_in(tmp_path / "plugged-in", monkeypatch)
    school_token(tokens, authority, since=NOW - timedelta(days=200))
    draft = filed(counter)
    step, before = load_proceeding(counter, draft.number).proceeding.step, acts(counter)
    draw = notifying._draw

    def draw_and_pull_out(paper: NotificationPaper) -> bytes:
        shutil.rmtree(tokens.folder / "tokens")
        return draw(paper)

    monkeypatch.setattr(notifying, "_draw", draw_and_pull_out)
    with pytest.raises(Problem, match="1116"):
        notifying.sign_notification(counter, draft.number, step, path=DRIVER, password=PIN, language="kk")
    assert acts(counter) == before
    assert load_proceeding(counter, draft.number).proceeding.result_number is None


def test_a_key_that_fails_while_signing_gives_no_number(
    counter: Counter, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = filed(counter)
    before = acts(counter)
    step = load_proceeding(counter, draft.number).proceeding.step

    def broken(*_: object, **__: object) -> bytes:
        raise Problem("1005")

    monkeypatch.setattr("desktop.eds.signing.sign_pdf", broken)
    with pytest.raises(Problem, match="1005"):
        notifying.sign_notification(counter, draft.number, step, path=key, password=PASSWORD, language="kk")
    assert acts(counter) == before
    monkeypatch.undo()
    number = notifying.sign_notification(counter, draft.number, step, path=key, password=PASSWORD, language="kk")
    assert number.endswith("000001")


def test_a_check_at_the_counter_gives_the_memo_and_no_notification(counter: Counter) -> None:
    draft = reception.decide_case(counter, open_ready(counter))
    assert "ProceedingOpened" not in acts(counter)
    with pytest.raises(Problem, match="622"):
        load_proceeding(counter, draft.number)


def test_a_moment_of_filing_still_to_come_stops_the_decision(counter: Counter) -> None:
    draft = open_ready(counter)
    draft.channel, draft.filed_at = "portal", "14.09.2026 18:40"
    edition, now = counter.editions.by_label("E2025"), wall_time(counter.clock.now())
    told = [one.message for one in obstacles_at("service", edition, draft, now.date(), now)]
    assert told == [Problem("1009").message]
    assert furthest_step(edition, draft, now.date(), now) == "service"
    with pytest.raises(Problem, match="1126"):
        reception.decide_case(counter, draft)
    assert "CaseDecided" not in acts(counter)


def test_a_filing_before_the_editions_first_day_is_refused_and_that_day_named(counter: Counter) -> None:
    draft = open_ready(counter)
    edition, now = counter.editions.by_label("E2025"), wall_time(counter.clock.now())
    since = edition.in_force.since
    for day, refused in ((since - timedelta(days=1), True), (since, False)):
        draft.channel, draft.filed_at = "portal", f"{day:%d.%m.%Y} 18:40"
        told = [one.sentence() for one in obstacles_at("service", edition, draft, now.date(), now)]
        assert len(told) == refused
        assert all(f"{since:%d.%m.%Y}" in sentence for sentence in told)


def test_the_step_after_the_signature_sends(counter: Counter, key: Path) -> None:
    draft = filed(counter)
    step = load_proceeding(counter, draft.number).proceeding.step
    notifying.sign_notification(counter, draft.number, step, path=key, password=PASSWORD, language="kk")
    loaded = load_proceeding(counter, draft.number)
    assert loaded.step is not None
    assert loaded.step.act == "send"
    proceedings.take_step(counter, draft.number, loaded.step.number)
    assert load_proceeding(counter, draft.number).proceeding.step == 0


def test_before_the_signature_the_paper_is_looked_at_without_number(counter: Counter) -> None:
    draft = filed(counter)
    assert notifying.preview_notification(counter, draft.number, "both")
    text = flat(text_by_pdfium(notifying.draw_unsigned(counter, draft.number, "kk")))
    assert "Б0" not in text


def test_the_card_tells_what_the_key_says_and_remembers_its_path_alone(
    counter: Counter, key: Path, authority: Authority
) -> None:
    told = signing_key.tell_key(counter, key, PASSWORD)
    assert told.wrong is None
    assert not told.rooted
    assert signing_key.remembered_path(counter) == str(key)
    foreign = authority.file(key.with_name("2.p12"), unit="BIN990140000001", since=NOW - timedelta(days=200))
    told = signing_key.tell_key(counter, foreign, PASSWORD)
    assert told.wrong is not None
    assert told.wrong.code == "998"
    kept = [bytes(value) for (value,) in counter.store.db.rows("SELECT value FROM settings")]
    assert not [value for value in kept if PASSWORD.encode() in value]


@pytest.mark.parametrize(
    ("typed", "due", "put_off"),
    [
        ("11.09.2026 10:00", "2026-09-11", False),
        ("11.09.2026 18:29", "2026-09-11", False),
        ("11.09.2026 18:30", "2026-09-14", True),
        ("12.09.2026 11:00", "2026-09-14", True),
        ("13.09.2026 00:00", "2026-09-14", True),
        ("13.09.2026 23.59", "2026-09-14", True),
    ],
)
def test_filings_after_hours_count_from_the_next_working_day(
    counter: Counter, typed: str, due: str, put_off: bool
) -> None:
    edition = counter.editions.by_label("E2025")
    draft = new_draft(edition)
    draft.channel, draft.filed_at = "portal", typed
    closes = closing_time(edition, read_filing(typed, wall_time(counter.clock.now())).date(), organisation=HOURS)
    found = case_due(edition, draft, wall_time(counter.clock.now()), counter.calendar, closes=closes)
    assert found is not None
    assert (found.due.isoformat(), found.put_off) == (due, put_off)


def test_the_end_of_work_is_the_providers_not_that_of_intake(counter: Counter) -> None:
    mornings, monday = replace(HOURS, closes=time(13)), date(2026, 9, 14)
    stated, silent = counter.editions.by_label("E2024"), counter.editions.by_label("E2025")
    # Intake there ends at 17:30.
    assert closing_time(stated, monday, own=mornings, organisation=mornings) == time(18, 30)
    assert closing_time(silent, monday, own=mornings, organisation=HOURS) == time(18, 30)
    assert closing_time(silent, monday, own=mornings) == time(13)
    assert closing_time(silent, monday) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "11.09.2026",
        "18:40",
        "11.09.2026 9",
        "11.09.2026 25:00",
        "31.02.2026 10:00",
        "11 09 2026",
        "14.09.2026 09:31",
    ],
)
def test_what_is_no_moment_of_filing_is_told(counter: Counter, typed: str) -> None:
    with pytest.raises(Problem, match="1009"):
        read_filing(typed, wall_time(counter.clock.now()))
