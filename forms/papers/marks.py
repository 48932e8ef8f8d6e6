"""The upper part of a state paper: how it stands, the annex and form mark, addressee, title, parties."""

from collections.abc import Sequence
from functools import partial

from forms.dates import show_date
from forms.editions import Edition, PaperKind
from forms.papers.content import GroundLine, Organisation, OutcomePaper
from forms.papers.kinds import paper_title
from forms.papers.layout import MARK, TITLE, Sheet, Tongue, Words, beside, set_lines
from forms.papers.standing import add_standing
from forms.texts import Text


def add_annex_mark(sheet: Sheet, annex: Text) -> None:
    """The form's own mark in the right half: the annex, then the word for a form."""
    width = sheet.width * 0.6
    sheet.blocks += beside(
        [
            set_lines(
                "\n".join((annex.in_language(tongue.language), tongue._("Form"))),
                MARK,
                tongue.left if sheet.both else sheet.left + sheet.width - width,
                tongue.width if sheet.both else width,
                align="right",
            )
            for tongue in sheet.tongues
        ]
    )
    sheet.gap(8)


def add_head(sheet: Sheet, paper: OutcomePaper, kind: PaperKind) -> None:
    """Everything above the provider's name."""
    add_standing(sheet, paper)
    form = paper.edition.paper(kind)
    if form is not None and form.annex is not None:
        add_annex_mark(sheet, form.annex)
    sheet.right_field(
        paper.applicant.name,
        lambda tongue: tongue._("(full name of the service applicant, with patronymic if any)"),
    )
    sheet.gap(10)
    add_title(sheet, paper_title(paper.edition, kind))


def add_title(sheet: Sheet, title: Words) -> None:
    """The title in bold, centred, in lines of nearly equal length."""
    sheet.paragraph(title, TITLE, align="center", even=True)
    sheet.hold()
    sheet.gap(8)


def add_provider(sheet: Sheet, organisation: Organisation) -> None:
    """The provider's name and address on rules."""
    sheet.field(
        lambda tongue: organisation.name.in_language(tongue.language),
        lambda tongue: tongue._("(name of the provider or of the web portal)"),
    )
    sheet.gap(2)
    sheet.field(lambda tongue: organisation.address.in_language(tongue.language), lambda tongue: tongue._("(address)"))
    sheet.gap(2)


def add_applicant(sheet: Sheet, paper: OutcomePaper) -> None:
    """The applicant's name, and organisation where papers name it, on rules."""
    sheet.shared_field(
        paper.applicant.name,
        lambda tongue: tongue._("(full name of the service applicant to be stated, with patronymic if any)"),
    )
    if names_workplace(paper.edition):
        sheet.gap(2)
        sheet.shared_field(
            paper.applicant.workplace, lambda tongue: tongue._("(name of the organisation of education)")
        )
    sheet.gap(8)


def add_child(sheet: Sheet, paper: OutcomePaper) -> None:
    """The child the applicant applied for, on rules; nothing where the matter is the applicant's own."""
    child = paper.child
    if child is None:
        return
    born = "" if child.born is None else f", {show_date(child.born)}"
    sheet.shared_field(f"{child.name}{born}", partial(_child_words, child.relation))
    sheet.gap(8)


def _child_words(relation: Text, tongue: Tongue) -> str:
    told = relation.in_language(tongue.language)
    return tongue._("(the child applied for: full name, date of birth; the applicant is: {relation})").format(
        relation=told
    )


def names_workplace(edition: Edition) -> bool:
    """Whether the applicant's organisation stands on the paper: a teacher has one, a pupil's parent does not."""
    return edition.applicant_works


def add_grounds(sheet: Sheet, grounds: Sequence[GroundLine]) -> None:
    """Grounds of refusal in the law's words, the clerk's reasons under each; the last keeps with what follows."""
    start = len(sheet.blocks)
    for index, ground in enumerate(grounds, 1):
        start = len(sheet.blocks)
        reasons = [partial(_reason, reason) for reason in ground.reasons]
        sheet.item(ground.number or f"{index})", partial(_title, ground), below=reasons)
        sheet.gap(3)
    sheet.hold(start)


def _title(ground: GroundLine, tongue: Tongue) -> str:
    return ground.title.in_language(tongue.language)


def _reason(reason: str, tongue: Tongue) -> str:
    return tongue._("Reason: {reason}").format(reason=reason)
