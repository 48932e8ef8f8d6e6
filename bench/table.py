"""Figures side by side: rounds in turn, medians, and the table they are printed as."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

Figures = Sequence[float]


@dataclass(frozen=True)
class Row:
    """One comparison. ``most`` is the ratio that is still good, or ``least`` where more is better, ``limit`` the figure
    of ours that is still good.

    ``ratio`` is that of a typical round, ``spread`` its quartiles from round to round; figures are in ``unit``.
    ``also`` is said behind our figure.
    """

    subject: str
    what: str
    ours: float
    against: str
    theirs: float
    unit: str
    rounds: int
    ratio: float
    spread: tuple[float, float]
    most: float | None = None
    limit: float | None = None
    also: str = ""
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.most is None and self.limit is None and self.least is None:
            return None
        return (
            (self.most is None or self.ratio <= self.most)
            and (self.least is None or self.ratio >= self.least)
            and (self.limit is None or self.ours <= self.limit)
        )

    @property
    def verdict(self) -> str:
        """The target, and by how much it is missed."""
        if self.most is None and self.limit is None and self.least is None:
            return ""
        if self.least is not None:
            missed = f"MISSED by {self.least - self.ratio:.2f}×"
            return f"≥ {self.least:g}× {'met' if self.met else missed}"
        target = f"≤ {self.most:g}×" if self.most is not None else f"≤ {self.limit:g} {self.unit}"
        if self.met:
            return f"{target} met"
        over = self.ratio - self.most if self.most is not None else self.ours - (self.limit or 0)
        return f"{target} MISSED by {over:.2f}×" if self.most is not None else f"{target} MISSED by {over:.0f}"


@dataclass(frozen=True)
class Skipped:
    """A comparison that could not be made here, and why."""

    subject: str
    what: str
    why: str


Result = Row | Skipped


def quantile(figures: Figures, share: float) -> float:
    """The figure below which ``share`` of them lie; 0.5 is the median, 1 the highest."""
    if share == 1:
        return max(figures)
    if share == 0.5 or len(figures) < 2:
        return statistics.median(figures)
    return statistics.quantiles(figures, n=100, method="inclusive")[round(share * 100) - 1]


def take_turns(rounds: int, *sides: Callable[[], float]) -> list[list[float]]:
    """Every side once in turn, round after round, so that what disturbs one disturbs all; the first is not counted."""
    taken: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds + 1):
        for figures, side in zip(taken, sides, strict=True):
            figure = side()
            if turn:
                figures.append(figure)
    return taken


def milliseconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def compare(
    subject: str,
    what: str,
    ours: Figures,
    against: str,
    theirs: Figures,
    *,
    unit: str = "ms",
    share: float = 0.5,
    most: float | None = None,
    limit: float | None = None,
    also: str = "",
    least: float | None = None,
) -> Row:
    """A row of two series taken in turn, by their medians or another ``share``.

    The ratio is the median of the rounds' own ratios, where a disturbance of some rounds disturbed both sides; for
    another ``share`` it is that of the two shares.
    """
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Row(
        subject=subject,
        what=what,
        ours=quantile(ours, share),
        against=against,
        theirs=quantile(theirs, share),
        unit=unit,
        rounds=len(ours),
        ratio=quantile(ratios, 0.5) if share == 0.5 else quantile(ours, share) / quantile(theirs, share),
        spread=(quantile(ratios, 0.25), quantile(ratios, 0.75)),
        most=most,
        limit=limit,
        also=also,
        least=least,
    )


HEADINGS = ("what", "ours", "against", "theirs", "ratio", "quartiles", "rounds", "target")


def show(results: Iterable[Result]) -> str:
    """The results as a Markdown table for each subject."""
    parts = []
    for subject, group in groupby(results, key=lambda result: result.subject):
        lines = [HEADINGS, *(_cells(result) for result in group)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
        ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
        table = "\n".join(
            "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
            for line in ruled
        )
        parts.append(f"### {subject}\n\n{table}")
    return "\n\n".join(parts)


def _cells(result: Result) -> tuple[str, ...]:
    if isinstance(result, Skipped):
        return (result.what, "", result.why, "", "", "", "", "")
    return (
        result.what,
        f"{short(result.ours)} {result.unit} {result.also}".strip(),
        result.against,
        f"{short(result.theirs)} {result.unit}",
        f"{result.ratio:.2f}×",
        f"{result.spread[0]:.2f}–{result.spread[1]:.2f}",
        str(result.rounds),
        result.verdict,
    )


def short(figure: float) -> str:
    """A figure with three digits that count."""
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"
