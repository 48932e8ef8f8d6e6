"""Parts of a case's page that lead on: its papers and scans, and the cases that look like it. Each row opens."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.operations.duplicates import LikelyDuplicate
from desktop.operations.register import CaseRecord
from desktop.ui.complaints.words import say_standing
from desktop.ui.register.case_parts import card
from desktop.ui.register.leaf import Desk, Step
from desktop.ui.register.time_line import say_paper
from desktop.ui.register.words import say_day, say_moment, say_outcome
from desktop.ui.widgets.act_row import ActRow
from desktop.ui.widgets.labels import label
from forms.catalogues import N_
from forms.correction_words import VOID_REASONS
from forms.papers.content import LanguageChoice

Open = Callable[[Step], None]

LANGUAGES: dict[LanguageChoice, str] = {"kk": N_("Kazakh"), "ru": N_("Russian"), "both": N_("Kazakh and Russian")}


def void_part(desk: Desk, record: CaseRecord) -> QWidget:
    """Why a case is void."""
    reason = desk.look.language.word(VOID_REASONS[record.void_reason])
    words = [label(f"✕ {reason}", tone="trouble", strong=True)]
    if record.void_words:
        words.append(label(record.void_words))
    words.append(label(desk.say("The number stays and is never given again."), tone="quiet", size="note"))
    return card(desk.say("This case is void"), *words)


def papers_part(desk: Desk, record: CaseRecord, open_step: Open) -> QWidget | None:
    """Every copy ever printed, and every scan put beside a correction."""
    rows: list[QWidget] = []
    for copy in record.papers:
        words = desk.say("{paper}, copy {number}", paper=say_paper(copy.paper, desk.look), number=copy.copy_number)
        language = next((desk.say(said) for code, said in LANGUAGES.items() if code == copy.language), copy.language)
        row = ActRow(words, f"{say_moment(copy.printed_at)} · {language}", desk.look.palette, icon="print")
        if copy.erased:
            row.setEnabled(False)
            row.setToolTip(desk.say("Its picture was erased with the personal data."))
        row.clicked.connect(partial(open_step, Step("paper", str(copy.id), record)))
        rows.append(row)
    for correction in record.corrections:
        for file in correction.attached:
            note = desk.say("scan of {day}", day=say_day(correction.at))
            row = ActRow(file.name, note, desk.look.palette, icon="reception")
            step = Step("scan", f"{correction.sequence}:{file.sha256}", record)
            row.clicked.connect(partial(open_step, step))
            rows.append(row)
    return card(desk.say("Papers"), *rows) if rows else None


def duplicates_part(desk: Desk, record: CaseRecord, open_step: Open) -> QWidget | None:
    """What may be the same application, each with the verdict on it, if someone gave one."""
    if not record.duplicates:
        return None
    rows: list[QWidget] = []
    if any(not likely.verdict for likely in record.duplicates):
        words = desk.say("Likely the same application. Compare and decide.")
        rows.append(label(words, tone="care", size="note"))
    for likely in record.duplicates:
        note = f"{say_moment(likely.row.at)} · {say_outcome(likely.row.outcome, desk.look)}"
        icon = "check" if likely.verdict else "question"
        name = f"{likely.row.number}   {likely.row.name}"
        row = ActRow(name, note, desk.look.palette, icon=icon, right=_verdict(desk, likely))
        row.clicked.connect(partial(open_step, Step("compare", likely.row.id, record)))
        rows.append(row)
    return card(desk.say("Entered twice?"), *rows)


def complaints_part(desk: Desk, record: CaseRecord, open_step: Open) -> QWidget | None:
    """The complaints that speak of the case; each opens in its own room."""
    rows: list[QWidget] = []
    for line in record.complaints:
        standing, ink = say_standing(line, desk.look)
        name = desk.say("about you") if line.about_me else line.name or desk.say("no personal data")
        note = say_day(line.row.received_on)
        row = ActRow(f"{line.row.number}   {name}", note, desk.look.palette, icon="complaint", right=standing, ink=ink)
        row.clicked.connect(partial(open_step, Step("complaint", line.row.number)))
        rows.append(row)
    return card(desk.say("Complaints"), *rows) if rows else None


def _verdict(desk: Desk, likely: LikelyDuplicate) -> str:
    if likely.verdict == "same_application":
        return desk.say("the same application")
    if likely.verdict == "different":
        return desk.say("different applications")
    return desk.say("the same IIN") if likely.why == "iin" else desk.say("a near name and date")
