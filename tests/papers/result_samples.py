"""Papers of results to draw: an invented child, an order, a notification and a refusal signed in each way."""

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from forms.papers.content import Child, GroundLine, LanguageChoice, OutcomePaper, Person
from forms.papers.result_content import GroupNamed, ResultKind, ResultPaper, Signed
from forms.procedure_acts import SignedBy
from forms.reading import read_edition
from forms.signing import sign_paper
from forms.strokes import read_strokes
from forms.texts import Text
from tests.papers.samples import AT, KEY, SCHOOL, edition
from tests.standards.places import INVENTED

STROKES = read_strokes("40,200 120,60 200,220 280,80;300,150 420,140 560,190")
CHILD = Child(
    heading=Text(kk="Бала", ru="Ребенок"),
    name="Үлгілиев Әлихан Ғаниұлы",
    born=date(2017, 2, 1),
    relation=Text(kk="анасы", ru="мать"),
)
PARENT = Person(name="Үлгілиева Әйгерім Ұзаққызы", iin="850101100002")
GROUP = GroupNamed(
    programme=Text(kk="Домбыра", ru="Домбра"), name="Домбыра, 1А", schedule="дс, ср 15:00–16:30", year=2026
)
NEXT = Text(kk="Нәтижеге ұйым басшысы қол қояды.", ru="Результат подписывает руководитель.")
NUMBER, CASE = "D7/2026-Б000012", "D7/2026-000345"


def signed_by(by: SignedBy) -> Signed:
    """The head's signature, made in one of the ways."""
    return Signed(
        name="Үлгіжанов Ғ. Һ.",
        at=AT + timedelta(minutes=20),
        by=by,
        strokes=STROKES if by == "drawn" else (),
        typed="Үлгіжанов" if by == "typed" else "",
        certificate="5A17C0DE" if by == "eds" else "",
    )


def result_paper(
    kind: ResultKind = "order", language: LanguageChoice = "kk", by: SignedBy | None = "drawn", **wanted: Any
) -> ResultPaper:
    """A result of any kind under ENR; a draft where nobody signed."""
    code = sign_paper(KEY, counter="D7", number=CASE, at=AT, outcome="accepted", address="")
    refusal = next(one for one in edition("ENR").refusals if one.outcome == "reasoned_refusal")
    paper = ResultPaper(
        kind=kind,
        edition=edition("ENR"),
        language=language,
        organisation=SCHOOL,
        number="" if by is None else NUMBER,
        signed=None if by is None else signed_by(by),
        case_number=CASE,
        applied_at=AT,
        applicant=PARENT,
        child=CHILD,
        group=GROUP if kind == "order" else None,
        grounds=tuple(GroundLine(number=one.number, title=one.title) for one in refusal.grounds[:1])
        if kind == "refusal"
        else (),
        reason="Топта бос орын жоқ." if kind == "refusal" else "",
        executor="Сынақова Т. Ү.",
        phone="+7 700 000 00 07",
        printed_by="Сынақова Т. Ү.",
        printed_at=AT + timedelta(minutes=25),
        qr=code if kind != "refusal" and by is not None else "",
    )
    return replace(paper, **wanted)


def notified_paper(language: LanguageChoice = "kk", by: SignedBy | None = "drawn", **wanted: Any) -> ResultPaper:
    """A notification of the service that lends instruments, with a note of who drafted it."""
    words = "Аспап музыка бөлмесінен дүйсенбіде беріледі."
    return replace(result_paper("notification", language, by, words=words), edition=read_edition(INVENTED), **wanted)


def about_a_child(paper: OutcomePaper) -> OutcomePaper:
    """A receipt for a child's documents, which says what happens next."""
    return replace(paper, applicant=PARENT, child=CHILD, next=NEXT)
