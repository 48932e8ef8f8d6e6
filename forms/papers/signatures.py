"""Lines to be signed: never parted from their captions, nor from the lines above them."""

from collections.abc import Sequence

from forms.papers.content import OutcomePaper
from forms.papers.layout import BODY, CAPTION, Block, Ink, Rule, Sheet, Tongue, Words, beside, keep_all, set_lines
from forms.strokes import Stroke

# A drawn signature: at most so high, never larger than it was drawn on a usual screen, a little below its rule.
_DRAWN_HEIGHT, _DRAWN_SCALE, _DRAWN_BELOW = 36.0, 0.35, 4.0
_DATE_BLANK = "«____» ____________ 20___"


def add_received(sheet: Sheet, paper: OutcomePaper) -> None:
    """Who received the paper, filled in; the date and the signature by hand."""
    start = len(sheet.blocks)
    if paper.representative is None:
        sheet.labelled_field(
            received_words, paper.applicant.name, lambda tongue: tongue._("/full name of the service applicant/")
        )
    else:
        sheet.labelled_field(
            received_words,
            ", ".join(part for part in (paper.representative.name, paper.power_of_attorney) if part),
            lambda tongue: tongue._("/full name of the representative, power of attorney/"),
        )
    add_dated_signature(sheet)
    sheet.hold(start)


def received_words(tongue: Tongue) -> str:
    """Алды: / Получил(а):"""
    return tongue._("Received:")


def add_dated_signature(sheet: Sheet) -> None:
    """A blank for the date at the left, a rule for the signature at the right."""
    date = _DATE_BLANK if sheet.both else " ".join((_DATE_BLANK, sheet.tongues[0]._("year")))
    _add_signature(sheet, date, lambda tongue: tongue._("/date/"), ruled=False)


def add_named_signature(
    sheet: Sheet, name: str, caption: Words, *, strokes: tuple[Stroke, ...] = (), typed: str = ""
) -> None:
    """A name (a rule where it is not known) at the left, a rule for the signature at the right.

    On that rule the ``strokes`` of a drawn signature, or the letters of a ``typed`` one.
    """
    _add_signature(sheet, name, caption, ruled=True, strokes=strokes, typed=typed)


def _add_signature(
    sheet: Sheet, words: str, caption: Words, *, ruled: bool, strokes: tuple[Stroke, ...] = (), typed: str = ""
) -> None:
    left, right = sheet.left, sheet.left + sheet.width
    middle = left + sheet.width * 0.58
    end = middle - 24
    sheet.gap(6)
    rows = set_lines(words, BODY, left, end - left, align="center" if ruled else "left")
    depth = BODY.leading - BODY.size * 0.27
    if ruled:
        rows[-1].rules.append(Rule(left, depth + 2.5, end, depth + 2.5))
    rows[-1].rules.append(Rule(middle, depth + 2.5, right, depth + 2.5))
    if strokes:
        rows[-1].inks = (_on_rule(strokes, middle, right, depth),)
    elif typed:
        rows = beside([rows, set_lines(typed, BODY, middle, right - middle, align="center")], at_foot=True)
    sheet.blocks += rows
    sheet.blocks += _captions(sheet, [(left, end, caption), (middle, right, lambda tongue: tongue._("/signature/"))])
    sheet.hold(-len(rows) - len(sheet.tongues))


def _on_rule(strokes: tuple[Stroke, ...], left: float, right: float, depth: float) -> Ink:
    """A drawn signature in the middle above its rule, as large as it has room, its lowest stroke a little below."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    wide, high = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    scale = min((right - left - 12) / wide, _DRAWN_HEIGHT / high, _DRAWN_SCALE)
    start = left + (right - left - wide * scale) / 2
    foot = depth + _DRAWN_BELOW
    return Ink(
        tuple(tuple((start + (x - min(xs)) * scale, foot - (max(ys) - y) * scale) for x, y in one) for one in strokes)
    )


def _captions(sheet: Sheet, captions: Sequence[tuple[float, float, Words]]) -> list[Block]:
    """Captions under the parts of a row, a line for each language."""
    columns = [
        [
            line
            for tongue in sheet.tongues
            for line in set_lines(words(tongue), CAPTION, left, right - left, align="center")
        ]
        for left, right, words in captions
    ]
    rows = beside(columns)
    keep_all(rows)
    return rows
