"""A year without a file, taken from the ``holidays`` library and marked as such. Imported only when it is needed."""

import re
from datetime import date
from typing import Any

from forms.calendar_files import Holiday, Move, Year
from forms.texts import Text

_LIBRARY = Text(kk="holidays бағдарламалық кітапханасы", ru="программная библиотека holidays", unofficial=("kk", "ru"))
_MOVED = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_ESTIMATED = " (бағаланған)"

# Art. 84(5) of the Labour Code: days off that are not shifted when they fall on a rest day.
_NOT_SHIFTED = ("Православиелік Рождество", "Құрбан айт")

# The library speaks no Russian.
_RUSSIAN = {
    "Жаңа жыл": "Новый год",
    "Православиелік Рождество": "Православное Рождество",
    "Халықаралық әйелдер күні": "Международный женский день",
    "Наурыз мейрамы": "Наурыз мейрамы",
    "Қазақстан халқының бірлігі мерекесі": "Праздник единства народа Казахстана",
    "Отан Қорғаушы күні": "День защитника Отечества",
    "Жеңіс күні": "День Победы",
    "Астана күні": "День Столицы",
    "Қазақстан Республикасының Конституциясы күні": "День Конституции Республики Казахстан",
    "Республика күні": "День Республики",
    "Қазақстан Республикасы күні": "День Республики Казахстан",
    "Қазақстан Республикасының Тұңғыш Президенті күні": "День Первого Президента Республики Казахстан",
    "Тәуелсіздік күні": "День Независимости",
    "Құрбан айт": "Курбан айт",
}


def read_library_year(year: int) -> Year:
    """The year as the library knows it. It shifts holidays for a five-day week only, so shifting stays ours."""
    import holidays

    listed: dict[date, str] = dict(holidays.country_holidays("KZ", years=year, language="kk", observed=False))
    found: dict[str, list[date]] = {}
    moves: list[Move] = []
    for day, names in sorted(listed.items()):
        moved = _MOVED.search(names)
        if moved is not None:
            works = date(int(moved[3]), int(moved[2]), int(moved[1]))
            moves.append(Move(rest=day, works=works, source=_LIBRARY))
            continue
        for name in names.split("; "):
            found.setdefault(name, []).append(day)
    return Year(
        year=year,
        certainty="library",
        checked=None,
        holidays=tuple(_holiday(name, days) for name, days in found.items()),
        moves=tuple(moves),
    )


def _holiday(name: str, days: list[date]) -> Holiday:
    plain = name.removesuffix(_ESTIMATED)
    words: dict[str, Any] = {"kk": plain, "ru": _RUSSIAN.get(plain, "Праздничный день")}
    return Holiday(
        key=plain,
        name=Text(**words, unofficial=("kk", "ru")),
        days=tuple(days),
        shifts=plain not in _NOT_SHIFTED,
        estimated=plain != name,
        source=_LIBRARY,
    )
