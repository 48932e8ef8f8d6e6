"""Where the data of these tests lie."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
BROKEN = HERE / "broken"
SOUND = HERE / "sound.toml"
INVENTED = HERE / "invented" / "lending.toml"
