"""Numbers in words, as a notary reads them."""

import pytest

from forms.number_words import MOST, number_in_words, plural_ru


@pytest.mark.parametrize(
    ("number", "kk", "ru"),
    [
        (0, "нөл", "ноль"),
        (1, "бір", "один"),
        (2, "екі", "два"),
        (10, "он", "десять"),
        (12, "он екі", "двенадцать"),
        (19, "он тоғыз", "девятнадцать"),
        (21, "жиырма бір", "двадцать один"),
        (100, "жүз", "сто"),
        (125, "жүз жиырма бес", "сто двадцать пять"),
        (200, "екі жүз", "двести"),
        (999, "тоғыз жүз тоқсан тоғыз", "девятьсот девяносто девять"),
        (1000, "бір мың", "одна тысяча"),
        (1001, "бір мың бір", "одна тысяча один"),
        (2014, "екі мың он төрт", "две тысячи четырнадцать"),
        (5811, "бес мың сегіз жүз он бір", "пять тысяч восемьсот одиннадцать"),
        (21_340, "жиырма бір мың үш жүз қырық", "двадцать одна тысяча триста сорок"),
        (112_000, "жүз он екі мың", "сто двенадцать тысяч"),
        (1_000_000, "бір миллион", "один миллион"),
        (2_400_003, "екі миллион төрт жүз мың үш", "два миллиона четыреста тысяч три"),
    ],
)
def test_a_number_in_words(number: int, kk: str, ru: str) -> None:
    assert number_in_words(number, "kk") == kk
    assert number_in_words(number, "ru") == ru


def test_every_number_has_words_of_its_own() -> None:
    for language in ("kk", "ru"):
        told = {number_in_words(number, language) for number in range(12_000)}
        assert len(told) == 12_000


def test_numbers_no_book_has() -> None:
    for number in (-1, MOST + 1):
        with pytest.raises(ValueError, match=str(number)):
            number_in_words(number, "kk")


@pytest.mark.parametrize(("number", "place"), [(1, 0), (21, 0), (2, 1), (34, 1), (5, 2), (11, 2), (12, 2), (114, 2)])
def test_the_russian_form_that_goes_with_a_number(number: int, place: int) -> None:
    assert plural_ru(number) == place
