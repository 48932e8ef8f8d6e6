"""Some complaints of the demonstration district: answered, forwarded, waiting, and one past its term."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from server.accounts.models import User
from server.complaints.keeping import answer_complaint, forward_complaint, register_complaint
from server.complaints.models import Complaint, Language, Outcome, Way
from server.demonstration.people import invent_name, invent_phone
from server.organisations.models import Organisation
from server.register.models import Case

_TEXTS = (
    ("Кезекте екі сағаттан артық күттім, талон берілмеді.", Language.KK),
    ("Құжаттарым толық бола тұра қабылданбады, себебі түсіндірілмеді.", Language.KK),
    ("Отказали в приеме без письменной расписки.", Language.RU),
    ("Қолхатта менің тегім қате жазылған, түзетуден бас тартты.", Language.KK),
    ("Копия приказа потребована повторно, хотя она уже была сдана.", Language.RU),
    ("Жұмыс уақытында кеңседе ешкім болмады.", Language.KK),
)
# How many days ago each came, and what became of it.
_COURSE = ((190, "answered"), (120, "answered"), (75, "forwarded"), (40, "open"), (9, "open"), (2, "open"))


def record_complaints(office: Organisation, by: User, until: date) -> None:
    """One of each kind, about cases of the year where there are any."""
    rng = Random(2026)
    for (days, course), (text, language) in zip(_COURSE, _TEXTS, strict=True):
        received = until - timedelta(days)
        case = Case.objects.filter(day__lte=received).order_by("-day", "number").first()
        complaint = register_complaint(by, uuid.UUID(int=rng.getrandbits(128)), _fields(office, case, received, rng))
        Complaint.objects.filter(pk=complaint.pk).update(text=text, language=language)
        complaint.refresh_from_db()
        if course == "forwarded":
            forward_complaint(by, complaint, _last(complaint), "Облыстық білім басқармасы", received + timedelta(2), "")
        elif course == "answered":
            told = {
                "answered_on": received + timedelta(9),
                "outcome": Outcome.PART if days < 150 else Outcome.FULL,
                "answer": "Кеңсе қызметкеріне ескерту жасалды, қолхат берілді.",
            }
            answer_complaint(by, complaint, _last(complaint), told)


def _fields(office: Organisation, case: Case | None, received: date, rng: Random) -> Mapping[str, Any]:
    return {
        "organisation": case.organisation if case else office,
        "counter": case.counter if case else None,
        "operator": case.operator if case else "",
        "case_number": case.number if case else "",
        "received_on": received,
        "way": rng.choice((Way.PAPER, Way.EMAIL, Way.PHONE)),
        "name": invent_name(rng),
        "address": "Үлгі қаласы, Екінші көше, 5-үй",
        "phone": invent_phone(rng),
        "text": "",
        "language": Language.KK,
        "edition": "E2020-7",
        "answer_place": office.address_kk or office.name_kk,
    }


def _last(complaint: Complaint) -> int:
    step = complaint.steps.order_by("-pk").first()
    assert step is not None
    return step.pk
