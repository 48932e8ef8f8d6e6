"""Every right, every role, every operation that acts: who may, does; who may not, is told and leaves no trace."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from desktop.domain.permissions import _ALLOWED, _OF_ACTS, ALL_ROLES, Right, may, require_act, right_of
from desktop.operations import (
    day,
    issuing,
    operators,
    papers_taken,
    profile_keeping,
    queue_desk,
    reception,
    signing_in,
    taking_over,
    tickets,
)
from desktop.operations.counter import Counter
from forms.events import Act
from forms.operator_acts import Role
from forms.problems import Problem
from forms.records import Kind
from tests.operations.making import events, open_ready, service_of
from tests.protection.making import CHEAP, FOUNDER, OTHER, OTHER_PASSWORD, PASSWORD, come, enrol_other, found_and_come

Prepare = Callable[[Counter], Callable[[], object]]


def ready(act: Callable[..., object], *rest: object) -> Prepare:
    """An operation on a case that is filled and about to be decided."""

    def prepare(counter: Counter) -> Callable[[], object]:
        draft = open_ready(counter)
        return lambda: act(counter, draft, *rest)

    return prepare


def decided(act: Callable[..., object]) -> Prepare:
    def prepare(counter: Counter) -> Callable[[], object]:
        draft = reception.decide_case(counter, open_ready(counter))
        return lambda: act(counter, draft)

    return prepare


def held(counter: Counter) -> str:
    draft = open_ready(counter)
    reception.hold_case(counter, draft)
    return draft.case


def waiting(counter: Counter) -> str:
    return queue_desk.issue_ticket(counter, service_of(counter)).visit


def called(counter: Counter) -> str:
    visit = waiting(counter)
    queue_desk.call_next(counter)
    counter.clock.wait(60)  # type: ignore[attr-defined]
    return visit


def then(before: Callable[[Counter], str], act: Callable[[Counter, str], object]) -> Prepare:
    def prepare(counter: Counter) -> Callable[[], object]:
        what = before(counter)
        return lambda: act(counter, what)

    return prepare


def simple(act: Callable[[Counter], object]) -> Prepare:
    return lambda counter: lambda: act(counter)


def others_case(counter: Counter) -> str:
    draft = open_ready(counter)
    reception.hold_case(counter, draft)
    kept = counter.store.drafts.find(draft.case)
    assert kept is not None
    counter.store.drafts.save(msgspec.structs.replace(kept, operator=OTHER))
    return draft.case


def no_show(counter: Counter) -> str:
    visit = called(counter)
    for _ in range(counter.profile.queue.recalls):
        queue_desk.recall(counter)
        counter.clock.wait(60)  # type: ignore[attr-defined]
    return visit


def opened_day(counter: Counter) -> str:
    return day.open_day(counter)


OPERATIONS: Mapping[str, tuple[Right, Prepare]] = {
    "open_case": ("serve", simple(lambda c: reception.open_case(c, service_of(c)))),
    "open_called": ("serve", then(called, lambda c, _: reception.open_called(c))),
    "hold_case": ("serve", ready(reception.hold_case)),
    "resume_case": ("serve", then(held, reception.resume_case)),
    "drop_case": ("serve", ready(reception.drop_case, "other")),
    "decide_case": ("serve", ready(reception.decide_case)),
    "hand_over": ("serve", decided(reception.hand_over)),
    "earlier_cases": ("serve", simple(lambda c: reception.earlier_cases(c, "850101100002"))),
    "prepare_outcome": ("serve", decided(issuing.prepare_outcome)),
    "draw_application_form": ("serve", ready(issuing.draw_application_form)),
    "issue_ticket": ("serve", simple(lambda c: queue_desk.issue_ticket(c, service_of(c)))),
    "prepare_again": ("serve", then(waiting, tickets.prepare_again)),
    "call_next": ("serve", then(waiting, lambda c, _: queue_desk.call_next(c))),
    "call_out_of_order": ("serve", then(waiting, lambda c, v: queue_desk.call_out_of_order(c, v, ""))),
    "recall": ("serve", then(called, lambda c, _: queue_desk.recall(c))),
    "mark_no_show": ("serve", then(no_show, lambda c, _: queue_desk.mark_no_show(c))),
    "hold_called": ("serve", then(called, lambda c, _: queue_desk.hold_called(c, "other"))),
    "return_to_queue": ("serve", then(held, queue_desk.return_to_queue)),
    "take_up": ("serve", then(held, queue_desk.take_up)),
    "close_ticket": ("serve", then(waiting, lambda c, v: queue_desk.close_ticket(c, v, "left"))),
    "open_day": ("serve", simple(day.open_day)),
    "close_day": ("close_day", then(opened_day, lambda c, _: day.close_day(c))),
    "hand_over_case": ("serve", then(held, lambda c, case: taking_over.hand_over_case(c, case, OTHER))),
    "take_over_case": ("take_over", then(others_case, lambda c, case: taking_over.take_over_case(c, case, "x"))),
    "hand_over_anothers": (
        "take_over",
        then(others_case, lambda c, case: taking_over.hand_over_case(c, case, FOUNDER)),
    ),
    "save_profile": ("settings", simple(lambda c: profile_keeping.save_profile(c, c.profile))),
    "keep_unsaved": ("settings", simple(lambda c: profile_keeping.keep_unsaved(c, b"x"))),
    "take_out_papers": ("serve", simple(lambda c: papers_taken.take_out_papers(c, c.store.folder / "out"))),
    "enrol": (
        "operators",
        simple(lambda c: operators.enrol(c, name="Жаңа С.", roles=["clerk"], password="a new one 1", cost=CHEAP)),
    ),
    "change_roles": ("operators", simple(lambda c: operators.change_roles(c, OTHER, ["head"]))),
    "close_operator": ("operators", simple(lambda c: operators.close_operator(c, OTHER))),
    "set_new_password": (
        "operators",
        simple(lambda c: operators.set_new_password(c, OTHER, "a new one 1", cost=CHEAP)),
    ),
    "renew_recovery_sheet": ("operators", simple(operators.renew_recovery_sheet)),
    "set_district_key": ("operators", simple(lambda c: operators.set_district_key(c, _public()))),
}


def _public() -> str:
    from desktop.protection.wrapping import make_district_key, public_of

    return public_of(make_district_key()).hex()


def allowed_to(right: Right) -> tuple[Role, ...]:
    return tuple(role for role in ALL_ROLES if may((role,), right))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protected folder with two operators, copied for each operation."""
    folder = tmp_path_factory.mktemp("rights")
    counter = found_and_come(folder)
    enrol_other(counter, "clerk")
    counter.store.close()
    return folder


@pytest.mark.parametrize("name", OPERATIONS)
def test_who_may_does_and_who_may_not_is_told(name: str, made: Path, tmp_path: Path) -> None:
    right, prepare = OPERATIONS[name]
    folder = tmp_path / "counter"
    shutil.copytree(made, folder)
    counter = come(folder)
    with counter.store:
        act = prepare(counter)
        before, keys = len(events(counter)), (folder / "kense.keys").read_bytes()
        profile = (folder / "profile.toml").read_bytes()
        allowed = allowed_to(right)
        refused: tuple[tuple[Role, ...], ...] = ((), *((role,) for role in ALL_ROLES if role not in allowed))
        for roles in refused:
            counter.roles = roles
            with pytest.raises(Problem, match="720"):
                act()
            assert len(events(counter)) == before, "something was recorded"
            assert (folder / "kense.keys").read_bytes() == keys
            assert (folder / "profile.toml").read_bytes() == profile
        counter.roles = allowed[:1]
        act()


def test_every_kind_of_act_says_which_right_it_needs() -> None:
    assert set(get_args(Act)) == set(_OF_ACTS), "a new act: say in permissions.py which right it needs, or None"


@pytest.mark.parametrize("kind", [kind for kind in get_args(Act) if right_of(kind) is not None])
def test_nothing_is_recorded_without_the_right(kind: type[Kind]) -> None:
    """Whatever operation there will be: every entry is made through this."""
    right = right_of(kind)
    assert right is not None
    for role in ALL_ROLES:
        if role in allowed_to(right):
            require_act((role,), kind)
        else:
            with pytest.raises(Problem, match="720"):
                require_act((role,), kind)
    with pytest.raises(Problem, match="720"):
        require_act((), kind)


def test_entries_are_made_in_one_place() -> None:
    for path in sorted((Path(__file__).parents[2] / "desktop").rglob("*.py")):
        if path.name not in ("entries.py", "journal.py"):
            assert re.search(r"\bEntry\(", path.read_text("utf-8")) is None, path


def test_every_right_is_someones_and_every_role_exists() -> None:
    for right in get_args(Right):
        assert _ALLOWED[right]
        # Against the table itself: `may` answers by it, and it names no role that does not exist.
        assert allowed_to(right) == _ALLOWED[right]


@pytest.mark.parametrize("role", ALL_ROLES)
def test_the_journal_names_who_acted(role: Role, made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "counter"
    shutil.copytree(made, folder)
    counter = come(folder)
    with counter.store:
        operators.change_roles(counter, OTHER, [role])
        signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
        since = len(events(counter))
        if role != "administrator":
            reception.hold_case(counter, open_ready(counter))
        signing_in.lock(counter, "locked")
        assert {event.operator for event in events(counter)[since:]} == {OTHER}
        signing_in.change_operator(counter, FOUNDER, PASSWORD)
        assert events(counter)[-1].operator == FOUNDER
