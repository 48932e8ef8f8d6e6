"""The page of today: norms broken today, what is due, and its figures alone for the quiet refresh."""

import re
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from server.complaints.keeping import register_complaint
from tests.server.making import make_school, make_user, signed_in
from tests.server.norms.rows import make_case, make_counter, make_visit


def figures_in(answer: Any) -> dict[str, tuple[str, str]]:
    """Words of each key figure, with its value and what stands under it."""
    found = re.findall(
        r"<dt>(?:<a [^>]*>)?([^<]+)(?:</a>)?</dt>\s*<dd>([^<]+)</dd>(?:\s*<dd class=\"about\">([^<]*)</dd>)?",
        answer.content.decode(),
    )
    return {words: (value, about) for words, value, about in found}


def test_norms_broken_today_lead_to_the_norms() -> None:
    counter, today = make_counter(heard=timezone.now()), timezone.localdate()
    make_visit(counter, day=today, serving_seconds=1500.0)
    make_visit(counter, day=today, waiting_seconds=1500.0)
    make_visit(counter, day=today - timedelta(days=1), serving_seconds=1500.0)
    make_visit(counter, day=today, serving_seconds=1500.0, left_behind=True)
    client = signed_in(make_user("viewer"))
    answer = client.get("/")
    told = figures_in(answer)
    assert told["Visitors"][0] == "2"
    assert told["Served over the norm"][0] == told["Waited over the norm"][0] == "1"
    assert "/norms/over/?period=today" in answer.content.decode()
    over = client.get("/norms/over/?period=today").content.decode()
    assert over.count('<tr><th scope="row"') == 1


def test_the_last_hour_and_what_was_received_when() -> None:
    heard = timezone.now() - timedelta(minutes=5)
    counter, today = make_counter(heard=heard), timezone.localdate()
    make_case(counter, day=today, decided_at=timezone.now() - timedelta(minutes=30))
    make_case(counter, day=today, decided_at=timezone.now() - timedelta(minutes=90), outcome="reasoned_refusal")
    answer = signed_in(make_user("viewer")).get("/")
    told = figures_in(answer)
    assert told["Cases of the last hour"][0] == "1"
    assert told["Reasoned refusals"][0] == "1"
    assert f"As received by {timezone.localtime(heard):%-d %b %Y, %H:%M}" in answer.content.decode()


def test_complaints_due_are_told_to_who_handles_them() -> None:
    school, by, today = make_school(), make_user("operator"), timezone.localdate()
    for days in (0, 60, 90):
        register_complaint(
            by,
            uuid.uuid4(),
            {
                "organisation": school,
                "received_on": today - timedelta(days=days),
                "way": "paper",
                "language": "kk",
                "name": "Сейітқали Ақмарал",
                "text": "Шағым",
                "edition": "E2015",
                "answer_place": "Білім бөлімі",
            },
        )
    told = figures_in(signed_in(by).get("/"))
    assert told["Complaints to be answered"] == ("3", "due soon: 0, overdue: 2")
    assert "Complaints to be answered" not in figures_in(signed_in(make_user("viewer")).get("/"))
    elsewhere = signed_in(make_user("supervisor", make_school())).get("/")
    assert figures_in(elsewhere)["Complaints to be answered"][0] == "0"


def test_counters_far_behind_are_counted() -> None:
    counter = make_counter(heard=timezone.now())
    counter.head, counter.upto = 1000, 10
    counter.save()
    assert figures_in(signed_in(make_user("viewer")).get("/"))["Counters far behind"][0] == "1"


def test_the_refresh_brings_the_figures_alone() -> None:
    client = signed_in(make_user("viewer"))
    whole, live = client.get("/").content.decode(), client.get("/?live").content.decode()
    assert 'id="live" data-address="/?live"' in whole
    assert "<html" not in live
    assert "Counters heard today" in live
