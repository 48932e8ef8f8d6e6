"""From a real counter to the centre and back: a package answered, an enrolment followed, a complaint sent on."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.test import Client

from desktop.operations.complaints import forward_complaint, receive_complaint
from desktop.operations.proceeding_view import load_proceeding
from forms.procedure_acts import RESULT_NUMBER
from forms.signed import SEALED
from server.complaints.models import Complaint
from server.intake.models import RefusedEvent
from server.organisations.models import Organisation
from server.register.models import Proceeding
from tests.complaints.making import GOOD, HEAD, OTHER, office, sit
from tests.corporation.making import desk_at, issue, take_in
from tests.enrolment.making import accept, draft_order, make_group, open_enrolling, review, sign
from tests.enrolment.making import issue as issue_order
from tests.server.making import make_user, signed_in
from tests.server.packages.test_packages import check, path_of, read, ready
from tests.server.publishing.test_whole_way import Joined


def send(joined: Joined) -> None:
    """The journal arrives; nothing of it is refused."""
    joined.send()
    assert not RefusedEvent.objects.exists()


def step_of(joined: Joined, number: str) -> Any:
    return load_proceeding(joined.counter, number).proceeding


def test_a_package_is_answered_and_its_result_issued(tmp_path: Path) -> None:
    client: Client = signed_in(make_user())
    with desk_at(tmp_path) as counter:
        number = take_in(counter).number
        joined = Joined(counter)
        Organisation.objects.filter(pk=joined.row.organisation_id).update(kind="state_corporation")
        send(joined)
        assert number in read(client, "/packages/")
        check(client, number)
        (document,) = joined.fetch()
        assert document.startswith(SEALED)
        assert step_of(joined, number).step == 6
        assert joined.fetch() == []
        send(joined)
        assert Proceeding.objects.get().act == "receive"
        ready(client, number, result_number="12-К")
        assert len(joined.fetch()) == 1
        standing = step_of(joined, number)
        assert (standing.step, standing.facts[RESULT_NUMBER]) == (7, "12-К")
        issue(counter, number)
        send(joined)
        row = Proceeding.objects.get()
        assert (row.step, row.issued_to) == (0, "applicant")
        page = read(client, path_of(number))
        assert "The desk took it on" in page and "has not taken it yet" not in page
        assert number in read(client, "/packages/?shown=ended")


def test_an_enrolment_is_followed_to_its_order(tmp_path: Path) -> None:
    counter = open_enrolling(tmp_path)
    try:
        joined = Joined(counter)
        group = make_group(counter)
        number = accept(counter)
        send(joined)
        assert Proceeding.objects.get().act == "review"
        review(counter, number)
        draft_order(counter, number, group)
        order = sign(counter, number)
        issue_order(counter, number)
        send(joined)
        row = Proceeding.objects.get()
        assert (row.step, row.result_number, row.norm_minutes) == (0, order, 30)
        assert row.elapsed_seconds is not None
        page = read(signed_in(make_user()), f"/register/{number.replace('/', '-')}/")
        assert order in page and "1А" in page
    finally:
        counter.store.close()


def test_a_complaint_sent_on_is_the_districts(tmp_path: Path) -> None:
    with office(tmp_path) as counter:
        joined = Joined(counter)
        district = joined.row.organisation.above
        assert district is not None
        number = receive_complaint(counter, replace(GOOD, about=OTHER.id))
        sit(counter, HEAD)
        send(joined)
        assert Complaint.objects.get().counter_number == number
        forward_complaint(counter, number, district.name_kk)
        send(joined)
        ours = Complaint.objects.get(district=district)
        assert ours.source is not None and ours.source.counter_number == number and ours.text == GOOD.text
