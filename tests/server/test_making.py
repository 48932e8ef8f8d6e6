"""The invented counters are what the tests take them for."""

from forms.batches import open_batch, read_header
from server.organisations.centre_keys import key_ring
from tests.server.making import InventedCounter, make_user, signed_in


def test_a_batch_comes_back_as_it_was() -> None:
    counter = InventedCounter()
    counter.decide()
    data = counter.batch()
    assert read_header(data).count == 4
    assert open_batch(data, key_ring().opening) == counter.links


def test_the_first_page_stands() -> None:
    answer = signed_in(make_user()).get("/")
    assert answer.status_code == 200, answer.content
