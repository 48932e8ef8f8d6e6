"""The first page counts what came in and what waits, each for their own part of the district."""

import re
from datetime import timedelta

from django.utils import timezone

from server.organisations.models import Counter, Organisation
from server.register.models import Case
from tests.server.making import make_school, make_user, signed_in


def make_case(
    school: Organisation, number: str, outcome: str = "accepted", days_ago: int = 0, **changes: object
) -> Case:
    """A row of the register."""
    counter, _made = Counter.objects.get_or_create(
        code=f"T-{school.pk}", defaults={"organisation": school, "state": "active", "last_contact": timezone.now()}
    )
    when = timezone.localtime() - timedelta(days=days_ago)
    facts = {"branch": 0, "case_id": number, "number": number, "service": "attestation", "edition": "E2020-7"}
    facts |= {"operator": "op1", "outcome": outcome, "decided_at": when, "day": when.date(), "status_code": number[-9:]}
    sequence = Case.objects.count() + 1
    return Case.objects.create(organisation=school, counter=counter, sequence=sequence, **{**facts, **changes})


def figures_in(page: str) -> dict[str, str]:
    """Words and value of every key figure."""
    found = re.findall(r"<dt>(?:<a [^>]*>)?([^<]+)(?:</a>)?</dt>\s*<dd>([^<]+)</dd>", page)
    return dict(found)


def test_it_counts_todays_cases_of_ones_own_schools() -> None:
    mine, other = make_school(), make_school()
    make_case(mine, "T1/2026-000001")
    make_case(mine, "T1/2026-000002", "refusal_receipt", decided_at=timezone.now() - timedelta(hours=2))
    make_case(mine, "T1/2026-000003", voided="mistake")
    make_case(mine, "T1/2026-000004", left_behind=True)
    make_case(mine, "T1/2026-000005", days_ago=3)
    make_case(other, "X1/2026-000001")
    page = signed_in(make_user("viewer", mine)).get("/").content.decode()
    told = figures_in(page)
    assert (told["Accepted"], told["Refusal receipts"], told["Reasoned refusals"]) == ("1", "1", "0")
    assert told["Cases of the last hour"] == "1"
    assert told["Counters heard today"] == "1"
    assert "X1/2026" not in page and "Alarms" not in told and "Quarantine" not in told
    everywhere = figures_in(signed_in(make_user()).get("/").content.decode())
    assert everywhere["Accepted"] == "2" and everywhere["Alarms"] == "0"


def test_it_tells_what_is_overdue_and_where_to_see_it() -> None:
    school = make_school()
    yesterday = timezone.localdate() - timedelta(days=1)
    make_case(school, "T1/2026-000001", days_ago=9, due=yesterday)
    make_case(school, "T1/2026-000002", days_ago=9, due=yesterday, handed_over_at=timezone.now())
    make_case(school, "T1/2026-000003", days_ago=9, due=timezone.localdate())
    page = signed_in(make_user("viewer", school)).get("/").content.decode()
    assert figures_in(page)["Overdue cases"] == "1"
    assert 'href="/norms/overdue/"' in page


def test_it_says_how_to_begin_where_nothing_came() -> None:
    assert "as soon as a counter sends its journal" in signed_in(make_user()).get("/").content.decode()
