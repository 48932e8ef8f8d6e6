"""Reports to draw: a full day, a quiet one, and periods to compare."""

from datetime import date

from forms.day_acts import DayTotals, Spread
from forms.figures import Classes, ClerkFigures, DayLoad, Figures, GroundCount, HourLoad, Overrun
from forms.papers.content import LanguageChoice
from forms.papers.report import PeriodKind, ReportPaper
from forms.texts import Text

from .samples import AT, SCHOOL, edition

REASONS = ("left", "question_answered", "by_mistake", "not_our_service", "day_ended", "applicant_left", "other")
LONG = "өтініш беруші барлық құжаттың көшірмесін салыстыруды сұрады, ал принтердің қағазы бітіп қалды"


TODAY = AT.date()


def full_figures(first: date = TODAY, last: date = TODAY, *, grounds: int = 2, times: int = 1) -> Figures:
    """A day on which everything happened: every way to close a ticket, every ground of ``grounds`` editions."""
    counted = tuple(
        GroundCount(edition=rules.label, outcome=refusal.outcome, ground=ground.key, count=3 * times)
        for rules in (edition("E2020-7"), edition("E2024"))[:grounds]
        for refusal in rules.refusals
        for ground in refusal.grounds
    )
    return Figures(
        first=first.isoformat(),
        last=last.isoformat(),
        totals=DayTotals(
            first_number="D7/2026-000101",
            last_number="D7/2026-000194",
            accepted=71 * times,
            refusal_receipts=14 * times,
            reasoned_refusals=9,
            voided=2,
            tickets=104 * times,
            without_ticket=16,
            no_shows=5,
            closed_without_service=dict.fromkeys(REASONS, 2),
            out_of_order={"disability": 3, "veteran": 1},
            waiting=Spread(count=101 * times, median_seconds=742, longest_seconds=1934, over_norm=17),
            serving=Spread(count=94 * times, median_seconds=655, longest_seconds=4024, over_norm=8),
            doubted=2,
            held=1,
            unfinished=2,
        ),
        worked_days=(last - first).days + 1,
        outside_hours=3,
        clock_doubts=2,
        grounds=counted,
        waiting_classes=Classes(counts=(12, 24, 33, 15, 17), norms=(20,)),
        serving_classes=Classes(counts=(8, 30, 33, 15, 8), norms=(20,)),
        hours=tuple(HourLoad(hour=hour, arrivals=24 - hour, served=hour) for hour in range(9, 19)),
        days=(DayLoad(day=first.isoformat(), arrivals=120, served=94),),
        clerks=tuple(ClerkFigures(operator=f"clerk-{place}", accepted=30, refusal_receipts=5) for place in (1, 2, 3)),
        overruns=tuple(
            Overrun(number=f"D7/2026-0001{place:02d}", seconds=1220 + place * 31, norm_minutes=20, reason=LONG)
            for place in range(30)
        ),
    )


def report_paper(
    figures: Figures | None = None,
    language: LanguageChoice = "kk",
    *,
    kind: PeriodKind = "day",
    before: Figures | None = None,
) -> ReportPaper:
    """A report of these figures, its reasons and grounds in words."""
    names = {
        f"ground:{rules.label}/{ground.key}": ground.title
        for rules in (edition("E2020-7"), edition("E2024"))
        for refusal in rules.refusals
        for ground in refusal.grounds
    }
    for place, reason in enumerate(REASONS):
        names[f"close:{reason}"] = Text(kk=f"жабылу себебі {place}", ru=f"причина закрытия {place}")
    names["order:disability"] = Text(kk="мүгедектігі бар адам", ru="лицо с инвалидностью")
    names["order:veteran"] = Text(kk="ардагер", ru="ветеран")
    return ReportPaper(
        language=language,
        kind=kind,
        organisation=SCHOOL,
        counter="D7",
        figures=figures or full_figures(),
        before=before,
        names=names,
        clerks={"clerk-1": "Асанова Г.", "clerk-2": "Үлгіжанова Ә."},
        clerk="Асанова Г.",
        state="closed" if kind == "day" else "",
        closed_at=AT if kind == "day" else None,
        at=AT,
    )
