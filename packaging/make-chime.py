"""Writes resources/sounds/chime.wav, the soft two notes of a call. ``python packaging/make-chime.py [FILE]``.

Nothing recorded and nothing borrowed: two sine tones a third apart with a little of their octaves, fading away.
"""

import math
import struct
import sys
import wave
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "sounds" / "chime.wav"

RATE = 22050
SECONDS = 1.25
LOUDNESS = 0.42  # of the most a sample can be: it calls, it does not startle
NOTES = ((0.0, 659.255), (0.32, 523.251))  # when and how high: E5, then C5
PARTIALS = ((1, 1.0), (2, 0.22), (3, 0.06))
RISE = 0.012  # seconds, so that no note begins with a click
FALL = 0.36  # seconds in which a note falls to a third
END = 0.08  # seconds in which all fades to nothing


def samples() -> list[int]:
    """The sound, sample by sample, signed 16 bits."""
    count = round(RATE * SECONDS)
    heights = [_height(place / RATE) for place in range(count)]
    most = max(abs(height) for height in heights)
    return [round(height / most * LOUDNESS * 32767) for height in heights]


def _height(at: float) -> float:
    sounding = ((at - begins, pitch) for begins, pitch in NOTES if at >= begins)
    total = sum(_note(since, pitch) for since, pitch in sounding)
    return total * min(1.0, (SECONDS - at) / END)


def _note(since: float, pitch: float) -> float:
    swell = min(1.0, since / RISE) * math.exp(-since / FALL)
    return swell * sum(share * math.sin(math.tau * pitch * part * since) for part, share in PARTIALS)


def write_chime(path: Path) -> None:
    """One channel, 16 bits, 22,050 samples a second."""
    made = samples()
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(made)}h", *made))


if __name__ == "__main__":
    write_chime(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
