"""Plain words for what a score holds, shared by every page that shows one."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from sensational.features import FEATURES
from sensational.result import Score

QUESTIONS = {feature.name: feature.question for feature in FEATURES}
SCALE_WORDS = {
    "sensationalism": "does the packaging lift the event?",
    "clickbait": "is something withheld to make you click?",
    "bias": "is the wording loaded?",
    "mismatch": "does the body fail to bear it out?",
}


_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    """Text without characters that steer a terminal or reorder a page; each becomes a blank."""
    return "".join(
        character
        if character == "\u200d" or unicodedata.category(character) not in _STEERING
        else " "
        for character in text
    )


def shorten(text: str, width: int) -> str:
    """One line of at most `width` characters."""
    text = " ".join(printable(text[: 4 * width]).split())
    return text if len(text) <= width else text[: width - 3].rstrip() + "..."


def reasons(score: Score, scale: str) -> list[tuple[str, str, float]]:
    """Question, evidence and log-odds of what moved a scale, the strongest first."""
    spans = defaultdict(list)
    for evidence in score.evidence:
        spans[evidence.feature].append(" ".join(evidence.text.split()))
    found = []
    for contribution in score.contributions[scale]:
        name = contribution.feature
        question = QUESTIONS.get(name, "Learned from the wording of training headlines:")
        if name == "limit":
            question = "Log-odds are kept within bounds"
        shown = spans[name] or ([] if name in ("limit",) else [f"{contribution.value:.2g}"])
        found.append((question, ", ".join(dict.fromkeys(shown)), contribution.contribution))
    return found


def absent(score: Score) -> list[str]:
    """The headline's words that the body never mentions, each once."""
    return list(dict.fromkeys(s.part for s in score.support if s.verdict == "absent"))


def borne_out(score: Score) -> list[str]:
    """The headline's words that the body holds, each once."""
    return list(dict.fromkeys(s.part for s in score.support if s.verdict == "borne_out"))
