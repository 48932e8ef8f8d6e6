"""The application to be signed: the layout of annex 2 (order of 25 February 2025 No. 32), filled as far as known."""

from datetime import UTC, datetime, time

from forms.papers.content import ApplicationPaper
from forms.papers.dates import date_in_words
from forms.papers.kinds import paper_title
from forms.papers.layout import Sheet, Tongue
from forms.papers.marks import add_annex_mark, add_title
from forms.papers.office import page_footer
from forms.papers.pages import About, Footer
from forms.papers.signatures import add_dated_signature
from forms.texts import Text


def about_application(paper: ApplicationPaper, sheet: Sheet) -> About:
    """The metadata of an application, in its first language."""
    tongue = sheet.tongues[0]
    return About(
        title=paper_title(paper.edition, "application")(tongue),
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.edition.title.in_language(tongue.language),
        keywords=paper.edition.label,
        language=tongue.language,
        at=datetime.combine(paper.on, time(), UTC),
        reference="application",
    )


def application_footer(sheet: Sheet) -> Footer:
    """Page of how many; an application has no number yet."""
    return lambda page, pages: page_footer(sheet, "", page, pages)


def compose_application(sheet: Sheet, paper: ApplicationPaper) -> None:
    """Fill the sheet with an application."""
    applicant = paper.applicant
    form = paper.edition.paper("application")
    addressee = None if form is None else form.addressee
    if form is not None and form.annex is not None:
        add_annex_mark(sheet, form.annex)
    sheet.right_field(
        "",
        lambda tongue: (
            tongue._("(to the head of the organisation of education)")
            if addressee is None
            else addressee.in_language(tongue.language)
        ),
    )
    sheet.gap(20)
    add_title(sheet, paper_title(paper.edition, "application"))
    sheet.gap(4)
    sheet.shared_field(applicant.name, lambda tongue: tongue._("(full name, with patronymic if any)"))
    sheet.gap(4)
    sheet.shared_field(applicant.iin, lambda tongue: tongue._("(individual identification number)"))
    sheet.gap(4)
    work = ", ".join(part for part in (applicant.position, applicant.workplace, applicant.email) if part)
    sheet.shared_field(work, lambda tongue: tongue._("(position, place of work, e-mail)"))
    sheet.gap(12)
    opening = None if form is None else form.opening
    sheet.paragraph(lambda tongue: _request(paper, opening, tongue))
    if "claimed_category" in paper.edition.facts:
        _add_categories(sheet, paper)
    else:
        sheet.gap(14)
    add_dated_signature(sheet)


def _request(paper: ApplicationPaper, opening: Text | None, tongue: Tongue) -> str:
    """What is asked for: in the form's own words, or for the service by its name."""
    if opening is not None:
        return opening.in_language(tongue.language).replace("{year}", str(paper.year))
    return tongue._("I ask for the public service “{service}”. The documents are enclosed.").format(
        service=paper.edition.title.in_language(tongue.language).strip('«»"“”')
    )


def _last_day(sheet: Sheet, paper: ApplicationPaper) -> str:
    """The category's last day: in words, or in figures where one line serves both languages; empty if not known."""
    if paper.held_until is None:
        return ""
    return f"{paper.held_until:%d.%m.%Y}" if sheet.both else date_in_words(paper.held_until, sheet.tongues[0].language)


def _add_categories(sheet: Sheet, paper: ApplicationPaper) -> None:
    def claimed(tongue: Tongue) -> str:
        return paper.claimed_category.in_language(tongue.language) if paper.claimed_category else ""

    def held(tongue: Tongue) -> str:
        return paper.held_category.in_language(tongue.language) if paper.held_category else ""

    sheet.hold()
    sheet.field(claimed, lambda tongue: tongue._("(category claimed)"))
    sheet.gap(4)
    sheet.shared_field(paper.applicant.position, lambda tongue: tongue._("(position, speciality)"))
    sheet.gap(12)
    if paper.holds_none:
        sheet.paragraph(lambda tongue: tongue._("At present I hold no qualification category."))
    else:
        sheet.paragraph(lambda tongue: tongue._("At present I hold the qualification category"))
        sheet.hold()
        sheet.field(held, lambda tongue: tongue._("(category held)"))
        sheet.hold()
        sheet.gap(4)
        sheet.labelled_field(
            lambda tongue: tongue._("valid until"),
            _last_day(sheet, paper),
            lambda tongue: tongue._("(day, month, year)"),
        )
    sheet.gap(12)
    sheet.shared_field(paper.applicant.workplace, lambda tongue: tongue._("(name of the organisation of education)"))
    sheet.gap(14)
    sheet.paragraph(
        lambda tongue: tongue._("I have been made acquainted with the order of awarding (confirming) a category.")
    )
    sheet.hold()
