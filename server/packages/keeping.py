"""What is done with packages: whose people look one through, and what is answered to the desk that took it in."""

import uuid
from dataclasses import dataclass
from datetime import date

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from forms.exchange import CaseAnswer
from forms.problems import Problem
from server.accounts.models import User
from server.accounts.scope import Scope
from server.intake.acknowledging import told
from server.organisations.models import Counter, Organisation
from server.packages.models import Answer, Route
from server.publishing.issuing import Readers, issue
from server.publishing.models import Subject
from server.register.models import Proceeding

# Steps the provider's check may be answered at: what the exchange itself takes comes before it.
_BEFORE_CHECK = ("send", "register", "check")


@dataclass(frozen=True)
class Given:
    """An answer somebody wrote. ``conform`` of a check; ``result_number`` of a result that is ready."""

    once: uuid.UUID
    conform: bool | None = None
    result_number: str = ""
    words: str = ""


def packages_of(scope: Scope) -> QuerySet[Proceeding]:
    """The packages somebody may see: of desks in their part of the district, and those given to their schools."""
    every = Proceeding.objects.filter(channel="state_corporation", side="corporation", left_behind=False)
    own = scope.narrow(every, right="packages").values("pk")
    given = Route.objects.filter(
        counter=OuterRef("counter"), case_id=OuterRef("case_id"), place__in=scope.organisations("packages")
    )
    return with_answers(every.filter(Q(pk__in=own) | Exists(given)))


def with_answers(packages: QuerySet[Proceeding]) -> QuerySet[Proceeding]:
    """Each with whether its check and its result were answered here."""
    answered = Answer.objects.filter(counter=OuterRef("counter"), case_id=OuterRef("case_id"))
    return packages.annotate(
        checked=Exists(answered.filter(step_act="check")), ready=Exists(answered.filter(step_act="receive"))
    )


WAITS_FOR_CHECK = Q(step__gt=0, act__in=_BEFORE_CHECK, checked=False)
WAITS_FOR_RESULT = Q(step__gt=0, ready=False) & (Q(act="receive") | Q(act__in=_BEFORE_CHECK, checked=True))
# Nobody came for it: it lies at the provider, or is to be sent to the desk again.
_GONE = ("returned_unclaimed", "asked_again")
RETURNED = Q(step__gt=0, moved__in=_GONE)
RESULT_READY = Q(step__gt=0) & ~Q(moved__in=_GONE) & (Q(ready=True) | Q(act="issue"))


def state_of(package: Proceeding) -> str:
    """check, result, ready, told, returned, asked or ended: what a package waits for.

    It must come from :func:`with_answers`.
    """
    if package.step == 0:
        return "ended"
    if package.moved in _GONE:
        return "asked" if package.moved == "asked_again" else "returned"
    if getattr(package, "ready", False) or package.act == "issue":
        return "ready"
    if package.act in _BEFORE_CHECK:
        return "result" if getattr(package, "checked", False) else "check"
    return "result" if package.act == "receive" else "told"


def overdue_on(today: date) -> Q:
    """Those not answered in time. A result that lies at the desk, or went back, waits for who applied alone."""
    waits = Q(due__lt=today) & ~Q(act="issue") & ~Q(moved__in=_GONE)
    return Q(step__gt=0) & (waits | Q(moved="asked_again", resend_due__lt=today))


def is_late(package: Proceeding, today: date) -> bool:
    """Whether it is one of :func:`overdue_on`."""
    again = package.moved == "asked_again"
    due = package.resend_due if again else package.due
    waits = again or (package.act != "issue" and package.moved not in _GONE)
    return package.step > 0 and waits and due is not None and due < today


@transaction.atomic
def answer_package(by: User, package: Proceeding, step_act: str, given: Given) -> Answer:
    """Answer at a step; the same form sent again gives the answer there is.

    Raises Problem 1077 where it was answered or stands elsewhere, 1078 without words on what is lacking, 1079 without a
    result's number.
    """
    # The desk's row: what its journal brings, and another's answer, wait until this one is whole.
    counter = Counter.objects.select_for_update().get(pk=package.counter_id)
    known = Answer.objects.filter(once=given.once).first()
    if known is not None:
        return known
    fresh = with_answers(Proceeding.objects.filter(pk=package.pk, left_behind=False)).first()
    wanted = {"check": "check", "receive": "result"}.get(step_act)
    if fresh is None or wanted is None or state_of(fresh) != wanted:
        raise Problem("1077", number=package.number)
    facts: dict[str, str | bool] = {}
    if step_act == "check":
        facts = {"documents_conform": given.conform is True}
        if not given.conform and not given.words:
            raise Problem("1078")
    elif not given.result_number:
        raise Problem("1079")
    at = timezone.now()
    answer = CaseAnswer(
        number=package.number,
        step_act=step_act,
        facts=facts,
        result_number=given.result_number if step_act == "receive" else "",
        words=given.words,
        at=told(at),
    )
    publication = issue(
        Subject.ANSWER,
        package.number,
        msgspec.json.encode([answer]).decode(),
        Readers(counters=[counter]),
        user=by,
    )
    return Answer.objects.create(
        counter=counter,
        case_id=package.case_id,
        number=package.number,
        once=given.once,
        step_act=step_act,
        conform=given.conform is True if step_act == "check" else None,
        result_number=answer.result_number,
        words=given.words,
        at=at,
        by=by,
        publication=publication,
    )


def route_package(by: User, package: Proceeding, place: Organisation | None) -> None:
    """Give a package to a school to look through, or take it back."""
    if place is None:
        Route.objects.filter(counter=package.counter_id, case_id=package.case_id).delete()
        return
    Route.objects.update_or_create(
        counter=package.counter, case_id=package.case_id, defaults={"place": place, "by": by, "at": timezone.now()}
    )


def route_of(package: Proceeding) -> Route | None:
    """To whom it was given."""
    given = Route.objects.filter(counter=package.counter_id, case_id=package.case_id)
    return given.select_related("place", "by").first()


def answers_of(package: Proceeding) -> list[Answer]:
    """What was answered, the first first, with whether the desk has it."""
    given = Answer.objects.filter(counter=package.counter_id, case_id=package.case_id)
    return list(given.select_related("by", "publication").prefetch_related("publication__taken"))
