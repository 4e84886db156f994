"""Speed as ratios against named peers, in one run: medians of interleaved rounds.

    python tests/benchmarks/compare.py

Peers are measured on the same texts. Nothing here is a test; no figure is a promise.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from sensational import load_training_data
from sensational.scoring import score_batch

ROUNDS = 5
HEADLINES = 20_000
ARTICLE = Path(__file__).parents[1] / "articles" / "pages" / "tabloid.txt"


def interleaved(contestants: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each contestant; they take turns, so that a slow spell hits all."""
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            began = perf_counter()
            run()
            seconds[name].append(perf_counter() - began)
    return {name: statistics.median(times) for name, times in seconds.items()}


def headlines() -> dict[str, float]:
    """All features and scales of 20,000 headlines in memory, one process."""
    own = load_training_data().headline.tolist()
    texts = (own * (HEADLINES // len(own) + 1))[:HEADLINES]
    vader = SentimentIntensityAnalyzer()
    score_batch(texts[:10])

    return interleaved({
        "sensational": lambda: score_batch(texts),
        "vaderSentiment": lambda: [vader.polarity_scores(text) for text in texts],
    })  # fmt: skip


def start() -> dict[str, float]:
    """`score ARTICLE.txt` from start to finish."""

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    return interleaved({
        "sensational score ARTICLE": run("-m", "sensational", "score", str(ARTICLE)),
        'python -c "import numpy"': run("-c", "import numpy"),
    })  # fmt: skip


def main() -> None:
    first, second = headlines().items()
    print(f"{HEADLINES:,} headlines a second, one process, all features and scales")
    for name, seconds in (first, second):
        print(f"  {name:<28}{HEADLINES / seconds:>12,.0f}")
    print(f"  ratio{second[1] / first[1]:>35.1f}")
    first, second = start().items()
    print("one article, start to finish, milliseconds")
    for name, seconds in (first, second):
        print(f"  {name:<28}{1000 * seconds:>12,.0f}")
    print(f"  ratio{first[1] / second[1]:>35.2f}")


if __name__ == "__main__":
    main()
