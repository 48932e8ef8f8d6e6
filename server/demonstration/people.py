"""People who do not exist: invented names, IINs with a wrong control digit, phone numbers of codes not given out."""

from datetime import date, timedelta
from random import Random

from forms.identity import check_digit


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ROOTS = _list(
    "Сынақ Үлгі Мысал Тәжіриб Байқа Жаттық Өлше Қайта Ғылым Әліпби Інжу Ұстаз Һаким Ең Көктем Жазы Күзгі Қысқы Таңба "
    "Дәптер Қалам Парақ Кітап Мектеп Сабақ Емле Әріп Дауыс Буын Сөйлем Мәтін Өлең Жұмбақ Мақал Ертегі Аңыз Жыр Күй Ән"
)
_ENDINGS = ("ов", "ев", "баев", "беков", "ғалиев", "мұратов", "ханов", "таев", "жанов", "құлов", "ин", "ский")
_WOMEN = _list(
    "Айгүл Әйгерім Ботагөз Гүлнар Динара Еркежан Жанар Зәуре Ирина Кәмила Ләззат Мәдина Нұргүл Ольга Перизат Раушан "
    "Сәуле Тоғжан Ұлбосын Үміт Фарида Шолпан Ырысты"
)
_MEN = _list(
    "Азамат Бауыржан Ғани Дәурен Ерлан Жандос Қайрат Мұрат Нұрлан Олжас Рүстем Серік Талғат Хамит Шыңғыс Өмір Қуаныш"
)
_CODES = ("709", "719", "729", "739", "749", "759", "769", "779", "789", "799")


def invent_name(rng: Random) -> str:
    """Surname, given name and father's name, of one gender; some come often, as names do."""
    woman = rng.random() < 0.7
    root, given, father = (
        names[int(len(names) * rng.random() ** 2)] for names in (_ROOTS, _WOMEN if woman else _MEN, _MEN)
    )
    ending = rng.choice(_ENDINGS)
    if woman:
        ending = "ская" if ending == "ский" else f"{ending}а"
    return f"{root}{ending} {given} {father}{'қызы' if woman else 'ұлы'}"


def invent_iin(rng: Random, born: date | None = None) -> str:
    """Twelve digits nobody was ever given, of a birth date where one is told: the control digit does not fit."""
    if born is None:
        born = date(1955, 1, 1) + timedelta(rng.randrange(50 * 365))
        first = f"{born:%y%m%d}{rng.randrange(100_000):05d}"
    else:
        century = (5 if born.year >= 2000 else 3) + rng.randrange(2)
        first = f"{born:%y%m%d}{century}{rng.randrange(10_000):04d}"
    return f"{first}{(1 + (check_digit(first) or 0)) % 10}"


def invent_phone(rng: Random) -> str:
    """A number under a code that is not given out."""
    return f"8{rng.choice(_CODES)}{rng.randrange(10_000_000):07d}"
