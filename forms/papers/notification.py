"""The notifications of an edition filed electronically: the application is accepted, or is not considered further.

The form's words are the edition's own; what is to be seen of the electronic signature stands under them.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from forms.catalogues import N_
from forms.contacts import phone_in_print
from forms.editions import Edition, Paper, PaperKind
from forms.papers.across import practice_mark
from forms.papers.amendment import case_proof_words
from forms.papers.content import DocumentLine, GroundLine, LanguageChoice, Organisation, Person
from forms.papers.dates import date_in_words, moment_in_figures
from forms.papers.documents import add_found_wrong
from forms.papers.kinds import paper_title
from forms.papers.layout import BODY, LABEL, VALUE, VALUE_BOLD, Sheet, Tongue
from forms.papers.marks import add_annex_mark, add_provider, add_title
from forms.papers.office import Entry, add_block, page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.signatures import add_named_signature

# What a reader of PDF shows in its panel of signatures.
SIGNING_REASON = N_("Notification under the public service")
DOCUMENTS, GROUNDS = "{documents}", "{grounds}"


class Stamp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a person sees of the signature: whose key, which certificate, when. ``until`` is the certificate's end."""

    holder: str
    serial: str
    issuer: str
    until: datetime
    at: datetime


class NotificationPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A notification. Without ``number`` it is what will be signed, to be looked at; without ``stamp`` it waits."""

    accepted: bool
    edition: Edition
    language: LanguageChoice
    organisation: Organisation
    applicant: Person
    number: str = ""  # of the result, in the register of results
    at: datetime  # when it is signed and sent; aware, the organisation's zone
    case_number: str
    filed_at: datetime | None = None
    documents: tuple[DocumentLine, ...] = ()  # of a refusal: absent or not conforming
    grounds: tuple[GroundLine, ...] = ()
    clerk: str
    stamp: Stamp | None = None
    qr: str = ""
    practice: bool = False

    @property
    def kind(self) -> PaperKind:
        """Which of the edition's papers it is."""
        return "notification" if self.accepted else "reasoned_refusal"


def draw_notification(paper: NotificationPaper) -> bytes:
    """The PDF of a notification on A4, before its signature. The same paper gives the same bytes."""
    if paper.practice:
        paper = replace(paper, qr="")
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    _compose(sheet, paper)
    return draw_sheets(
        sheet.blocks,
        _about(sheet, paper),
        lambda page, pages: page_footer(sheet, f"№ {paper.number or paper.case_number}", page, pages),
        practice_mark(sheet) if paper.practice else None,
    )


def _compose(sheet: Sheet, paper: NotificationPaper) -> None:
    form = paper.edition.paper(paper.kind)
    if form is not None and form.annex is not None:
        add_annex_mark(sheet, form.annex)
    sheet.right_field(
        paper.applicant.name, lambda tongue: tongue._("(full name of the service applicant, with patronymic if any)")
    )
    sheet.gap(10)
    add_title(sheet, paper_title(paper.edition, paper.kind))
    add_provider(sheet, paper.organisation)
    sheet.gap(6)
    if paper.accepted:
        sheet.paragraph(lambda tongue: _sentence(form, tongue)[0])
    else:
        _add_refusal(sheet, paper, form)
    sheet.gap(8)
    sheet.paragraph(partial(_sent, paper))
    sheet.gap(8)
    _add_signature(sheet, paper)
    add_block(sheet, _entries(sheet, paper), paper.edition, paper.qr, case_proof_words, ruled=False)


def _add_refusal(sheet: Sheet, paper: NotificationPaper, form: Paper | None) -> None:
    def opening(tongue: Tongue) -> str:
        grounds = "; ".join(_ground(ground, tongue) for ground in paper.grounds)
        return _sentence(form, tongue)[0].replace(GROUNDS, grounds)

    sheet.paragraph(opening)
    sheet.hold()
    sheet.gap(4)
    reasons = tuple(dict.fromkeys(reason for ground in paper.grounds for reason in ground.reasons))
    if paper.documents:
        add_found_wrong(sheet, paper.documents)
        sheet.hold()
        _add_closing(sheet, form)
        for reason in reasons:
            sheet.gap(3)
            sheet.paragraph(partial(_reason, reason))
        return
    # No document stands behind a consent refused: what the form lists is then the reason itself.
    for index, reason in enumerate(reasons, 1):
        sheet.item(f"{index})", partial(_itself, reason))
        sheet.gap(3)
    sheet.hold()
    _add_closing(sheet, form)


def _add_closing(sheet: Sheet, form: Paper | None) -> None:
    """What the form says after the list: the Kazakh sentence ends there, the Russian has ended."""
    if any(_sentence(form, tongue)[1] for tongue in sheet.tongues):
        sheet.paragraph(lambda tongue: _sentence(form, tongue)[1])


def _sentence(form: Paper | None, tongue: Tongue) -> tuple[str, str]:
    """The form's words before and after its list; ours where the edition quotes none."""
    if form is None or form.opening is None:
        return GROUNDS, ""
    before, _, after = form.opening.in_language(tongue.language).partition(DOCUMENTS)
    return before.strip(), after.strip()


def _ground(ground: GroundLine, tongue: Tongue) -> str:
    number = f"{ground.number}\N{NO-BREAK SPACE}" if ground.number else ""
    title = re.sub('"([^"]*)"', "„\\1“", ground.title.in_language(tongue.language))  # quotes within quotes
    return f"{number}«{title}»"


def _reason(reason: str, tongue: Tongue) -> str:
    return tongue._("Reason: {reason}").format(reason=reason)


def _itself(reason: str, tongue: Tongue) -> str:
    return reason


def _sent(paper: NotificationPaper, tongue: Tongue) -> str:
    return tongue._("This notification was sent on {date}.").format(
        date=date_in_words(paper.at.date(), tongue.language)
    )


def _add_signature(sheet: Sheet, paper: NotificationPaper) -> None:
    stamp = paper.stamp
    if stamp is None:
        sheet.paragraph(lambda tongue: tongue._("Signature of the provider"), BODY)
        sheet.hold()
        add_named_signature(sheet, paper.organisation.head, lambda tongue: tongue._("/full name of the head/"))
        return
    lines = []
    for tongue in sheet.tongues:
        lines.append(tongue._("Signed electronically: {holder}").format(holder=stamp.holder))
        lines.append(
            tongue._("certificate № {serial}, valid until {until}, issued by {issuer}").format(
                serial=stamp.serial.upper(), until=f"{stamp.until:%d.%m.%Y}", issuer=stamp.issuer
            )
        )
        lines.append(tongue._("signed on {moment}").format(moment=moment_in_figures(stamp.at)))
    sheet.framed(lines, VALUE)
    sheet.gap(3)
    sheet.paragraph(
        lambda tongue: tongue._("The signature is in this file: any PDF reader verifies it. A print is only a copy."),
        LABEL,
    )


def _entries(sheet: Sheet, paper: NotificationPaper) -> Sequence[Entry]:
    entries: list[Entry] = [
        (lambda tongue: tongue._("Number of the notification"), [paper.number or "—"], VALUE_BOLD),
        (lambda tongue: tongue._("Registration number"), [paper.case_number], VALUE),
    ]
    if paper.filed_at is not None:
        entries.append((lambda tongue: tongue._("Application filed"), [moment_in_figures(paper.filed_at)], VALUE))
    entries.append((lambda tongue: tongue._("Phone"), [phone_in_print(paper.organisation.phone)], VALUE))
    entries.append((lambda tongue: tongue._("Prepared by"), [paper.clerk], VALUE))
    return entries


def _about(sheet: Sheet, paper: NotificationPaper) -> About:
    tongue = sheet.tongues[0]
    number = paper.number or paper.case_number
    return About(
        title=f"{paper_title(paper.edition, paper.kind)(tongue)}, № {number}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.edition.title.in_language(tongue.language),
        keywords=", ".join((number, paper.edition.label, paper.kind)),
        language=tongue.language,
        at=paper.at,
        reference=number,
    )
