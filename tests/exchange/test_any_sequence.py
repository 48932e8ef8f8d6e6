"""Random sequences on real programs, the same ones each time; ``python -m tests.exchange`` goes on for longer."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.exchange.centre import Centres
from tests.exchange.sequences import on


@pytest.mark.slow
def test_any_sequence(centres: Centres) -> None:
    run_state_machine_as_test(
        on(centres),
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
