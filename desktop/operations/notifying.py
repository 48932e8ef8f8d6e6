"""The notification of an application filed electronically: drawn, signed with the provider's key, kept.

Called on the store's thread. The signature is made inside the act that gives the result its number, so that there is
no number without its signed paper and no paper without its number. The register saves the file for sending.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.paper_content import build_person, in_both, refusal_lines
from desktop.domain.proceeding import result_to_sign
from desktop.domain.record import draft_of_record
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of
from desktop.operations.issuing import PREVIEW_DPI, PageImage, moment_of, render_pages, sign_case
from desktop.operations.proceeding_view import Loaded, load_proceeding
from desktop.operations.proceedings import sign_result
from desktop.operations.recorded import name_of
from desktop.operations.signing_key import open_key
from desktop.storage.journal import Entry
from forms.events import PaperPrinted
from forms.moments import Moment, wall_time
from forms.papers.content import LanguageChoice
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.eds.ports import SigningKey
    from forms.papers.notification import NotificationPaper, Stamp


def preview_notification(counter: Counter, number: str, language: LanguageChoice) -> list[PageImage]:
    """The notification as it will be signed, as pictures. Raises Problem 720, 622, and 760 where it was erased."""
    return render_pages(draw_unsigned(counter, number, language), PREVIEW_DPI)


def draw_unsigned(counter: Counter, number: str, language: LanguageChoice) -> bytes:
    """The notification before its number and signature. Raises what :func:`preview_notification` does."""
    loaded, now = load_proceeding(counter, number), wall_time(counter.clock.now())
    return _draw(_paper(counter, loaded, language, at=now))


def sign_notification(
    counter: Counter, number: str, step: int, *, path: Path, password: str, language: LanguageChoice
) -> str:
    """The head signs with the organisation's key: the result has its number, its signed paper is archived, in one act.

    Returns the result's number. Raises Problem 992 to 1007, 1110 to 1116, 1118 and 1119 of the key, and what signing
    a result raises.
    """
    loaded = load_proceeding(counter, number)
    if not loaded.is_notified:
        raise Problem("1039", number=number)
    with open_key(counter, path, password) as key:

        def archive(result_number: str, now: Moment) -> Entry:
            return _archive(counter, loaded, key, result_number, now, language)

        return sign_result(counter, number, step, signed_by="eds", certificate=key.serial, archive=archive)


def _archive(
    counter: Counter, loaded: Loaded, key: "SigningKey", result_number: str, now: Moment, language: LanguageChoice
) -> Entry:
    from desktop.eds.signing import SigningWords, sign_pdf
    from forms.papers.notification import SIGNING_REASON

    at = wall_time(now)
    drawn = _draw(_paper(counter, loaded, language, at=at, number=result_number, stamp=_stamp(key, at)))
    organisation, first = counter.profile.organisation, "ru" if language == "ru" else "kk"
    words = SigningWords(
        reason=in_both(SIGNING_REASON).in_language(first),
        place=organisation.address.in_language(first),
        contact=organisation.phone,
    )
    content = sign_pdf(drawn, key, at=at, words=words)
    case, printed = loaded.proceeding.case, counter.store.printed
    paper = result_to_sign(loaded.case.act.outcome, loaded.result)
    copy_number = printed.next_copy_number(case, paper)
    sha256 = printed.keep(
        case=case,
        number=result_number,
        paper=paper,
        copy_number=copy_number,
        language=language,
        format="a4",
        content=content,
        printed_at=now.wall,
    )
    kept = PaperPrinted(
        number=result_number, paper=paper, copy_number=copy_number, copies=1, language=language, sha256=sha256
    )
    return entry_of(counter, now, kept, case)


def _stamp(key: "SigningKey", at: datetime) -> "Stamp":
    from forms.papers.notification import Stamp

    return Stamp(
        holder=key.holder, serial=key.serial, issuer=key.issuer, until=key.not_after.astimezone(at.tzinfo), at=at
    )


def _draw(paper: "NotificationPaper") -> bytes:
    from forms.papers.notification import draw_notification  # heavy: not before the first paper

    return draw_notification(paper)


def _paper(
    counter: Counter,
    loaded: Loaded,
    language: LanguageChoice,
    *,
    at: datetime,
    number: str = "",
    stamp: "Stamp | None" = None,
) -> "NotificationPaper":
    from forms.papers.notification import NotificationPaper

    case, proceeding = loaded.case, loaded.proceeding
    draft = draft_of_record(case.event, case.particulars_now())
    documents, grounds = refusal_lines(draft, loaded.edition, moment_of(case.event).date())
    accepted = case.act.outcome == "accepted"
    return NotificationPaper(
        accepted=accepted,
        edition=loaded.edition,
        language=language,
        organisation=counter.profile.organisation,
        applicant=build_person(draft.applicant),
        number=number,
        at=at,
        case_number=proceeding.number,
        filed_at=datetime.fromisoformat(proceeding.filed_at) if proceeding.filed_at else None,
        documents=documents,
        grounds=grounds,
        clerk=name_of(counter, case.event.operator),
        stamp=stamp,
        # The code tells the outcome of the reception; a paper without a signature is not to be proved genuine.
        qr=sign_case(counter, case) if stamp is not None and case.void is None else "",
        practice=counter.practice,
    )
