"""The golden references: every line of a paper with its place. ``python -m tests.papers.references`` rewrites them.

After rewriting look at the papers themselves: a reference says that nothing moved, not that it stands well.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from forms.papers.complaint_coupon import draw_coupon
from forms.papers.complaint_letters import draw_letter
from forms.papers.drawing import draw_amendment, draw_application, draw_outcome, draw_ticket
from forms.papers.notification import draw_notification
from forms.papers.report import draw_report
from forms.papers.results import draw_result

from .complaint_samples import coupon, forwarding, letter, register_of_complaints
from .notification_samples import notification_paper
from .reading import lines_of
from .report_samples import full_figures, report_paper
from .result_samples import about_a_child, notified_paper, result_paper
from .samples import (
    ANSWERS,
    AT,
    CORRECTED,
    REPRESENTATIVE,
    VOID,
    amendment_paper,
    application_paper,
    edition,
    later_copy,
    outcome_paper,
    practising,
    ticket_paper,
)

FOLDER = Path(__file__).parent / "reference"

PAPERS: Mapping[str, Callable[[], bytes]] = {
    "receipt-kk": lambda: draw_outcome(outcome_paper(edition("E2020-7"))),
    "receipt-ru": lambda: draw_outcome(outcome_paper(edition("E2020-7"), language="ru")),
    "receipt-both-duplicate": lambda: draw_outcome(
        outcome_paper(edition("E2020-7"), language="both", duplicate=True, representative=REPRESENTATIVE)
    ),
    "receipt-code-ru": lambda: draw_outcome(
        outcome_paper(edition("E2020-7"), language="ru", status_code="7QK2-M9FD", due=None)
    ),
    "receipt-2024-kk": lambda: draw_outcome(outcome_paper(edition("E2024"))),
    "receipt-enrolment-ru": lambda: draw_outcome(outcome_paper(edition("ENR"), language="ru")),
    "receipt-slip-kk": lambda: draw_outcome(outcome_paper(edition("E2020-7"), paper_format="roll80")),
    "refusal-kk": lambda: draw_outcome(outcome_paper(edition("E2020-7"), "refusal_receipt")),
    "refusal-slip-both": lambda: draw_outcome(outcome_paper(edition("E2020-7"), "refusal_receipt", "both", "roll80")),
    "reasoned-refusal-ru": lambda: draw_outcome(outcome_paper(edition("E2020-7"), "reasoned_refusal", "ru")),
    "reasoned-refusal-2024-both": lambda: draw_outcome(outcome_paper(edition("E2024"), "reasoned_refusal", "both")),
    "reasoned-refusal-2024-ru-terms": lambda: draw_outcome(
        outcome_paper(edition("E2024"), "reasoned_refusal", "ru", answers=ANSWERS)
    ),
    "refusal-2024-kk-terms": lambda: draw_outcome(outcome_paper(edition("E2024"), "refusal_receipt", answers=ANSWERS)),
    "refusal-2024-slip-ru-terms": lambda: draw_outcome(
        outcome_paper(edition("E2024"), "refusal_receipt", "ru", "roll80", answers=ANSWERS)
    ),
    "memo-kk": lambda: draw_outcome(outcome_paper(edition("E2025"), "reasoned_refusal")),
    "notification-kk": lambda: draw_notification(notification_paper(edition("E2025"))),
    "notification-both": lambda: draw_notification(notification_paper(edition("E2025"), "both")),
    "notification-refusal-kk": lambda: draw_notification(notification_paper(edition("E2025"), accepted=False)),
    "notification-refusal-ru": lambda: draw_notification(notification_paper(edition("E2025"), "ru", accepted=False)),
    "notification-refusal-both": lambda: draw_notification(
        notification_paper(edition("E2025"), "both", accepted=False)
    ),
    "notification-no-consent-ru": lambda: draw_notification(
        notification_paper(edition("E2025"), "ru", accepted=False, consent=False, signed=False)
    ),
    "application-kk": lambda: draw_application(application_paper(edition("E2020-7"))),
    "application-both": lambda: draw_application(application_paper(edition("E2020-7"), "both", held=False)),
    "ticket-roll-both": lambda: draw_ticket(ticket_paper(edition("E2020-7"))),
    "ticket-a6-both": lambda: draw_ticket(ticket_paper(edition("E2020-7"), "both", "a6")),
    "ticket-a6-ru-again": lambda: draw_ticket(
        ticket_paper(edition("E2025"), "ru", "a6", label="Ж999", expected_wait=5000, again=True)
    ),
    "day-sheet-kk": lambda: draw_report(report_paper(full_figures(grounds=1))),
    "day-sheet-both": lambda: draw_report(report_paper(language="both")),
    "report-compared-ru": lambda: draw_report(
        report_paper(
            full_figures(date(2026, 10, 1), date(2026, 10, 31), grounds=1, times=3),
            "ru",
            kind="month",
            before=full_figures(date(2026, 9, 1), date(2026, 9, 30), grounds=1),
        )
    ),
    "receipt-ru-later": lambda: draw_outcome(
        later_copy(outcome_paper(edition("E2020-7"), language="ru"), corrected_later=AT)
    ),
    "receipt-kk-corrected": lambda: draw_outcome(later_copy(outcome_paper(edition("E2020-7")), corrected=CORRECTED)),
    "refusal-both-corrected": lambda: draw_outcome(
        later_copy(outcome_paper(edition("E2020-7"), "refusal_receipt", "both"), corrected=CORRECTED)
    ),
    "receipt-slip-ru-corrected": lambda: draw_outcome(
        later_copy(outcome_paper(edition("E2020-7"), language="ru", paper_format="roll80"), corrected=CORRECTED)
    ),
    "reasoned-refusal-both-void": lambda: draw_outcome(
        later_copy(outcome_paper(edition("E2020-7"), "reasoned_refusal", "both", qr=""), void=VOID)
    ),
    "receipt-slip-kk-void": lambda: draw_outcome(
        later_copy(outcome_paper(edition("E2020-7"), paper_format="roll80", qr=""), void=VOID)
    ),
    "correction-kk": lambda: draw_amendment(amendment_paper(edition("E2020-7"))),
    "correction-ru": lambda: draw_amendment(amendment_paper(edition("E2024"), "ru")),
    "correction-both": lambda: draw_amendment(amendment_paper(edition("E2020-7"), "both")),
    "void-kk": lambda: draw_amendment(amendment_paper(edition("E2020-7"), void=True)),
    "void-ru": lambda: draw_amendment(amendment_paper(edition("E2020-7"), "ru", void=True)),
    "receipt-child-kk": lambda: draw_outcome(about_a_child(outcome_paper(edition("ENR")))),
    "receipt-child-slip-ru": lambda: draw_outcome(
        about_a_child(outcome_paper(edition("ENR"), language="ru", paper_format="roll80"))
    ),
    "order-kk": lambda: draw_result(result_paper()),
    "order-both-typed": lambda: draw_result(result_paper(language="both", by="typed")),
    "order-ru-draft": lambda: draw_result(result_paper(language="ru", by=None)),
    "refusal-result-ru-wet": lambda: draw_result(result_paper("refusal", "ru", "wet")),
    "refusal-result-both": lambda: draw_result(result_paper("refusal", "both")),
    "notification-of-result-kk": lambda: draw_result(notified_paper()),
    "notification-of-result-ru-wet": lambda: draw_result(notified_paper("ru", "wet")),
    "notification-of-result-both": lambda: draw_result(notified_paper("both")),
    "void-both": lambda: draw_amendment(amendment_paper(edition("ENR"), "both", void=True)),
    "receipt-kk-practice": lambda: draw_outcome(practising(outcome_paper(edition("E2020-7")))),
    "complaint-coupon-kk": lambda: draw_coupon(coupon()),
    "complaint-coupon-both-duplicate": lambda: draw_coupon(coupon("both", copy=2)),
    "complaint-coupon-slip-ru": lambda: draw_coupon(coupon("ru", format="roll80")),
    "complaint-answer-kk": lambda: draw_letter(letter()),
    "complaint-answer-both": lambda: draw_letter(letter("both", outcome="refused")),
    "complaint-forwarding-ru": lambda: draw_letter(forwarding("ru")),
    "complaint-register-ru": register_of_complaints,
    "ticket-a6-both-practice": lambda: draw_ticket(practising(ticket_paper(edition("E2020-7"), "both", "a6"))),
}


def describe(data: bytes) -> str:
    """A paper as its reference holds it: page, left, bottom in whole points, text."""
    return "".join(f"{line.page} {line.left:4.0f} {line.bottom:4.0f}  {line.text}\n" for line in lines_of(data))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PAPERS.items():
        (FOLDER / f"{name}.txt").write_text(describe(draw()), encoding="utf-8")
