"""The invented service with other steps: editions written for one test."""

from collections.abc import Mapping
from pathlib import Path

from tests.standards.places import INVENTED

_CONSENT = """[consent]
asked = true
declined = "without_systems"
text = { kk = "Мәліметтерді пайдалануға келісім", ru = "Согласие на использование сведений" }
consequence = { kk = "құжаттар ғана қаралады", ru = "рассматриваются одни документы" }
"""


def write_variant(folder: Path, *steps: Mapping[str, object], service: str = "varied", consent: bool = False) -> Path:
    """The lending edition under another name, its one procedure walking these steps instead of its own.

    Values are TOML's; a step has the title “Қадам n”, “Шаг n”.
    """
    text = INVENTED.read_text("utf-8").replace('"instrument_lending"', f'"{service}"').replace('"LENDING"', '"VARIED"')
    if consent:
        text = text.replace('[consent]\nasked = false\ndeclined = "not_applicable"\n', _CONSENT)
    before, _, after = text.partition("[[procedures.steps]]")
    after = after[after.index("[complaints]") :]
    if not any("way_wide" in str(step.get("asks")) for step in steps):
        start = before.index('[[questions]]\nkey = "way_wide"')
        before = before[:start] + before[before.index("[[documents]]") :]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "varied.toml"
    path.write_text(before + "".join(_step(number, step) for number, step in enumerate(steps, 1)) + after, "utf-8")
    return path


def _step(number: int, step: Mapping[str, object]) -> str:
    lines = "".join(f"{key} = {_value(value)}\n" for key, value in step.items())
    title = f'title = {{ kk = "Қадам {number}", ru = "Шаг {number}" }}\nsource = {{ paragraph = "9" }}\n\n'
    return f"[[procedures.steps]]\nnumber = {number}\n{lines}{title}"


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str() if not value.startswith("{"):
            return f'"{value}"'
        case _:
            return str(value)
