"""By when a complaint is answered, on the papers of a refusal: only what the edition gives, from that very day."""

from collections.abc import Iterator
from functools import partial

from forms.papers.content import OutcomePaper
from forms.papers.layout import Sheet, Style, Tongue
from forms.texts import Text


def add_answers(sheet: Sheet, paper: OutcomePaper, style: Style, *, before: float) -> None:
    """A sentence and a line for each who answers; nothing where the edition gives no term."""
    if not paper.office.answers:
        return
    start = len(sheet.blocks)
    sheet.gap(before)
    sheet.paragraph(answers_heading, style)
    sheet.hold(start)
    for who, due in paper.office.answers:
        sheet.paragraph(partial(_answer, who, due), style)


def answers_heading(tongue: Tongue) -> str:
    """The dates hold for a complaint of this very day, and say so."""
    return tongue._("Terms for a complaint registered on the day of this paper:")


def answer_lines(paper: OutcomePaper, tongue: Tongue) -> Iterator[str]:
    """The lines in one language."""
    for who, due in paper.office.answers:
        yield _answer(who, due, tongue)


def _answer(who: Text, due: Text, tongue: Tongue) -> str:
    return f"– {who.in_language(tongue.language)}: {due.in_language(tongue.language)}"
