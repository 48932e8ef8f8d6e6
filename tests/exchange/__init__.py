import pytest

# What both sides are compared by says what differs.
pytest.register_assert_rewrite("tests.exchange.counter")
