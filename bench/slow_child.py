"""Within a centre's process: a counter is invited."""

from bench.centre import say
from server.organisations.enrolling import invite, make_counter, write_file
from tests.server.making import make_school, make_user


def invited(code: str, address: str) -> None:
    """An invitation for a new counter, as its file's bytes in hex."""
    counter = make_counter(make_school(), code)
    given = invite(counter, make_user(), address=address)
    say(write_file(counter, given.code).hex())
