"""The acts that mend and pass on the register: a correction, a judgement on a likely duplicate, an export."""

from typing import Literal

from forms.records import Kind, Part

AskedBy = Literal["applicant", "representative", "clerk", "head", "district", "other"]
Verdict = Literal["same_application", "different"]
ExportForm = Literal["book", "xlsx", "csv", "verification"]


class CaseCorrected(Kind, frozen=True, kw_only=True, tag="case_corrected"):
    """Something written of a decided case was wrong: the first stays, this stands beside it.

    ``fields`` are places in the case's particulars, such as ``applicant.name`` or ``documents.diploma.number``; what
    they held and hold, and why, are particulars (:class:`CorrectionParticulars`).
    """

    version: Literal[1] = 1
    number: str
    fields: tuple[str, ...]
    asked_by: AskedBy


class DuplicateJudged(Kind, frozen=True, kw_only=True, tag="duplicate_judged"):
    """Two cases looked like one application; a person decided. The reason is a particular."""

    version: Literal[1] = 1
    number: str
    other: str
    verdict: Verdict


class RegisterExported(Kind, frozen=True, kw_only=True, tag="register_exported"):
    """Rows of the register left the counter as a file. ``sealed``: readable by the district alone."""

    version: Literal[1] = 1
    form: ExportForm
    first: str = ""  # ISO date, empty where open
    last: str = ""
    rows: int
    sha256: str
    sealed: bool = False


class FieldChange(Part, frozen=True, kw_only=True):
    """One place, what it held and what it holds."""

    field: str
    old: str
    new: str


class Attached(Part, frozen=True, kw_only=True):
    """A file kept beside the event, bound to it by its checksum."""

    name: str
    media_type: str
    sha256: str


class CorrectionParticulars(Part, frozen=True, kw_only=True):
    """A correction's words."""

    changes: tuple[FieldChange, ...]
    reason: str
    asked_by_name: str = ""
    attached: tuple[Attached, ...] = ()


class ReasonParticulars(Part, frozen=True, kw_only=True):
    """Why, in the operator's words: of a void, a judgement, a hand-over of a case."""

    reason: str
    asked_by_name: str = ""
    attached: tuple[Attached, ...] = ()
