"""Whole numbers in words, as a closing statement writes them beside the figures, in Kazakh and in Russian.

The words are the languages' own, so they are data here and not messages to translate.
"""

from forms.texts import PaperLanguage

MOST = 999_999_999

_ONES_KK = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS_KK = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_ONES_RU = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS_RU = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS_RU = (
    *("", "", "двадцать", "тридцать", "сорок"),
    *("пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
_HUNDREDS_RU = (
    *("", "сто", "двести", "триста", "четыреста"),
    *("пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_SCALES_KK = ("", "мың", "миллион")
_SCALES_RU = (("", "", ""), ("тысяча", "тысячи", "тысяч"), ("миллион", "миллиона", "миллионов"))


def number_in_words(number: int, language: PaperLanguage) -> str:
    """“жүз жиырма бес”, “сто двадцать пять”: masculine in Russian. From 0 to :data:`MOST`, else ValueError."""
    if not 0 <= number <= MOST:
        raise ValueError(f"a number from 0 to {MOST}, got {number}")
    if number == 0:
        return "нөл" if language == "kk" else "ноль"
    words: list[str] = []
    for scale in (2, 1, 0):
        part = number // 1000**scale % 1000
        if part:
            words += _part_kk(part, scale) if language == "kk" else _part_ru(part, scale)
    return " ".join(words)


def _part_kk(part: int, scale: int) -> list[str]:
    hundreds, rest = divmod(part, 100)
    words = [_ONES_KK[hundreds] if hundreds > 1 else "", "жүз" if hundreds else "", _TENS_KK[rest // 10]]
    words += [_ONES_KK[rest % 10], _SCALES_KK[scale]]
    return [word for word in words if word]


def _part_ru(part: int, scale: int) -> list[str]:
    hundreds, rest = divmod(part, 100)
    words = [_HUNDREDS_RU[hundreds]]
    if 10 <= rest < 20:
        words.append(_TEENS_RU[rest - 10])
    else:
        one = _ONES_RU[rest % 10]
        if scale == 1:  # a thousand is feminine
            one = {"один": "одна", "два": "две"}.get(one, one)
        words += [_TENS_RU[rest // 10], one]
    words.append(_SCALES_RU[scale][plural_ru(part)])
    return [word for word in words if word]


def plural_ru(number: int) -> int:
    """Which of the three Russian forms goes with a number: лист, листа, листов."""
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2
