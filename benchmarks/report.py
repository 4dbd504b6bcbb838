"""How a benchmark says what it found: a figure, its floor, their ratio, and the target."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """`ratio` is figure / floor; `at_least` and `at_most` are the project's target for it."""

    name: str
    figure: str
    floor: str
    ratio: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def verdict(self) -> str:
        if self.ratio is None or (self.at_least is None and self.at_most is None):
            return ""
        low = self.at_least is None or self.ratio >= self.at_least
        high = self.at_most is None or self.ratio <= self.at_most
        return "met" if low and high else "MISSED"

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        target = f">= {self.at_least}x" if self.at_least is not None else ""
        target += f"<= {self.at_most}x" if self.at_most is not None else ""
        return (
            f"| {self.name} | {self.figure} | {self.floor} | {ratio} | {target} | {self.verdict} |"
        )


HEADER = "| what | figure | floor, same run | ratio | target | |\n|---|---|---|---|---|---|"


@dataclass
class Report:
    """Lines are printed as they come and kept for the page of the last full run."""

    title: str
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        print(f"\n## {self.title}\n\n{HEADER}", flush=True)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        print(line, flush=True)

    def __str__(self) -> str:
        return "\n".join([f"## {self.title}", "", HEADER, *map(str, self.lines), ""])


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    """How long one call took, and its answer."""
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def best_of(times: int, work: Callable[[], object]) -> float:
    """The quickest of several calls: what the machine can do when nothing disturbs it."""
    return min(seconds(work)[0] for _ in range(times))
