"""The golden references: every line of a paper with its place. ``python -m tests.papers.references`` rewrites them.

After rewriting look at the papers themselves: a reference says that nothing moved, not that it stands well.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from forms.papers.drawing import draw_application, draw_outcome

from .reading import lines_of
from .samples import REPRESENTATIVE, application_paper, edition, outcome_paper

FOLDER = Path(__file__).parent / "reference"

PAPERS: Mapping[str, Callable[[], bytes]] = {
    "receipt-kk": lambda: draw_outcome(outcome_paper(edition("E2020-7"))),
    "receipt-ru": lambda: draw_outcome(outcome_paper(edition("E2020-7"), language="ru")),
    "receipt-both-duplicate": lambda: draw_outcome(
        outcome_paper(edition("E2020-7"), language="both", duplicate=True, representative=REPRESENTATIVE)
    ),
    "receipt-2024-kk": lambda: draw_outcome(outcome_paper(edition("E2024"))),
    "receipt-enrolment-ru": lambda: draw_outcome(outcome_paper(edition("ENR"), language="ru")),
    "receipt-slip-kk": lambda: draw_outcome(outcome_paper(edition("E2020-7"), paper_format="roll80")),
    "refusal-kk": lambda: draw_outcome(outcome_paper(edition("E2020-7"), "refusal_receipt")),
    "refusal-slip-both": lambda: draw_outcome(outcome_paper(edition("E2020-7"), "refusal_receipt", "both", "roll80")),
    "reasoned-refusal-ru": lambda: draw_outcome(outcome_paper(edition("E2020-7"), "reasoned_refusal", "ru")),
    "reasoned-refusal-2024-both": lambda: draw_outcome(outcome_paper(edition("E2024"), "reasoned_refusal", "both")),
    "memo-kk": lambda: draw_outcome(outcome_paper(edition("E2025"), "reasoned_refusal")),
    "application-kk": lambda: draw_application(application_paper(edition("E2020-7"))),
    "application-both": lambda: draw_application(application_paper(edition("E2020-7"), "both", held=False)),
}


def describe(data: bytes) -> str:
    """A paper as its reference holds it: page, left, bottom in whole points, text."""
    return "".join(f"{line.page} {line.left:4.0f} {line.bottom:4.0f}  {line.text}\n" for line in lines_of(data))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PAPERS.items():
        (FOLDER / f"{name}.txt").write_text(describe(draw()), encoding="utf-8")
