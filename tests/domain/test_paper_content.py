"""What papers name, and what is left behind when a finding is taken back."""

from datetime import datetime

import pytest

from desktop.domain.case import CaseDraft
from desktop.domain.decision import build_particulars
from desktop.domain.documents import count_sheets, mark_in_order
from desktop.domain.paper_content import build_application, build_outcome_paper
from desktop.domain.reception_flow import obstacles_at, write_held_until
from forms.calendar import load_calendar
from forms.editions import Outcome
from forms.papers.content import Organisation, OutcomePaper
from forms.texts import Text
from tests.domain.making import TODAY, edition_of, moment, ready_draft

ORGANISATION = Organisation(name=Text(kk="Мектеп", ru="Школа"), address=Text(kk="Көше", ru="Улица"), phone="-")
EDITION = edition_of("E2020-7")


def mixed_draft(outcome: Outcome) -> CaseDraft:
    """A diploma missing, a certificate expired, a test statement unreliable."""
    draft = ready_draft(EDITION, outcome, has_category=True, held_category="moderator")
    draft.document("diploma").state = "missing"
    draft.document("category").expires = "01.01.2020"
    test = draft.document("test")
    test.state, test.reason = "unreliable", "Мөрі жалған."
    draft.refusal_reason = "Анықтама жалған."
    return draft


def paper_of(draft: CaseDraft) -> OutcomePaper:
    return build_outcome_paper(
        draft,
        EDITION,
        ORGANISATION,
        load_calendar(),
        clerk="А.",
        at=datetime.fromisoformat(moment().wall),
        number="D7/2026-000001",
        copy_number=1,
        duplicate=False,
        qr="KENSE1",
    )


def test_a_reasoned_refusal_names_what_its_grounds_rest_on_and_nothing_of_the_other_refusal() -> None:
    paper = paper_of(mixed_draft("reasoned_refusal"))
    assert [line.number for line in paper.documents] == [8]
    assert all(ground.reasons == ("Анықтама жалған.",) for ground in paper.grounds)


def test_a_refusal_receipt_carries_no_word_of_a_reasoned_refusal() -> None:
    draft = mixed_draft("refusal_receipt")
    paper = paper_of(draft)
    assert [line.number for line in paper.documents] == [3, 6]
    assert all(not ground.reasons for ground in paper.grounds)
    assert build_particulars(draft, EDITION).refusal_reason == ""


def test_a_reason_goes_with_the_finding_it_explained() -> None:
    draft = mixed_draft("reasoned_refusal")
    document = next(document for document in EDITION.documents if document.key == "test")
    mark_in_order(document, draft.document("test"))
    kept = {particulars.key: particulars.reason for particulars in build_particulars(draft, EDITION).documents}
    assert not kept.get("test")


def test_the_application_says_that_no_category_is_held_only_where_the_applicant_said_so() -> None:
    draft = ready_draft(EDITION)
    for answered, says_none in ((None, False), (True, False), (False, True)):
        draft.facts.pop("has_category", None)
        if answered is not None:
            draft.facts["has_category"] = answered
        assert build_application(draft, EDITION, ORGANISATION, on=TODAY).holds_none is says_none


def test_the_held_categorys_expiry_is_typed_once_and_counts_on_the_certificate() -> None:
    draft = ready_draft(EDITION, has_category=True, held_category="moderator")
    for typed in ("0", "01.01", "01.01.2020"):
        write_held_until(EDITION, draft, typed)
    assert draft.document("category").expires == "01.01.2020"
    assert build_particulars(draft, EDITION).held_until == "01.01.2020"
    draft.document("category").expires = "01.01.2030"
    write_held_until(EDITION, draft, "02.02.2020")
    assert draft.document("category").expires == "01.01.2030"


@pytest.mark.parametrize(("typed", "count"), [("3", 3), (" 12 ", 12), ("", 0), ("²", 0), ("1o", 0), ("٣", 0)])
def test_sheets_are_counted_from_digits_alone(typed: str, count: int) -> None:
    assert count_sheets(typed) == count


@pytest.mark.parametrize("typed", ["²", "1o", "-1", "99999"])
def test_sheets_that_are_no_number_are_told_at_their_field(typed: str) -> None:
    draft = ready_draft(EDITION)
    draft.document("diploma").sheets = typed
    assert [o.field for o in obstacles_at("checklist", EDITION, draft, TODAY)] == ["document.diploma.sheets"]


def test_a_document_called_expired_that_is_valid_is_told() -> None:
    draft = ready_draft(EDITION, has_category=True, held_category="moderator")
    category = draft.document("category")
    category.state, category.expires, category.marks = "expired", "14.09.2030", []
    assert [o.field for o in obstacles_at("checklist", EDITION, draft, TODAY)] == ["document.category.expires"]


def test_an_original_seen_is_asked_back_even_where_its_document_is_no_longer_owed() -> None:
    draft = ready_draft(EDITION, retraining_done=True)
    draft.document("retraining").marks = ["original_seen"]
    draft.facts["retraining_done"] = False
    assert [o.field for o in obstacles_at("checklist", EDITION, draft, TODAY)] == ["document.retraining"]
