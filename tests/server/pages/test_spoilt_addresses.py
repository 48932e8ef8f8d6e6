"""What stands in an address may be anything: no page breaks of it."""

import pytest

from tests.server.intake.sending import taken
from tests.server.making import InventedCounter, make_user, signed_in

_DIGITS = "9" * 30
_LONG = "9" * 5000


@pytest.mark.parametrize(
    "address",
    [
        f"/people/seen/?before={_DIGITS}",
        f"/people/seen/?before={_LONG}",
        "/people/seen/?since=0001-01-01",
        "/people/seen/?until=9999-12-31",
        f"/places/silent/?kind=lag&after={_DIGITS}",
        f"/places/silent/?kind=lag&after={_LONG}",
        "/places/silent/?after=0001-01-01T00:00:00%2B14:00~1",
        f"/places/silent/?after=2026-01-01T00:00:00%2B05:00~{_LONG}",
        "/register/?after=WyItYXQiLCIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwxXQ",
        f"/register/?clerk={_DIGITS}.op",
        f"/register/?clerk={_DIGITS}.op&export=csv",
        f"/norms/over/?after=2026-09-01.{_DIGITS}",
        f"/norms/overdue/?after=2026-09-01.{_DIGITS}",
        f"/complaints/?shown=all&after=2026-09-01.{_DIGITS}",
        f"/intake/refused/?after={_LONG}",
        f"/intake/alarms/?after={_LONG}",
        f"/publish/?before={_LONG}",
    ],
)
def test_a_spoilt_address_shows_a_page(address: str) -> None:
    counter = InventedCounter()
    counter.decide()
    taken(counter.batch())
    assert signed_in(make_user()).get(address).status_code == 200
