"""Loaded wording, and what speaks against it: hedges, attribution, neutral reporting."""

from sensational.features.feature import Feature, Listed

BIAS = "Recasens, Danescu-Niculescu-Mizil & Jurafsky (2013)"
PROPAGANDA = "Da San Martino et al. (2020)"


def _wording(name: str, question: str, source: str = BIAS, cap: float = 2) -> Feature:
    return Feature(name, "loaded", question, source, Listed(f"loaded/{name}"), cap)


FEATURES = (
    _wording("labels", "Which epithets label people or groups?", PROPAGANDA),
    _wording("name_calling", "Which words call names?", PROPAGANDA),
    _wording("mockery", "Which words mock?", PROPAGANDA),
    _wording("subjective", "Which words pass judgement as if it were fact?"),
    _wording("assertive", "Which verbs doubt a claim or take it for true?",
             "Hooper (1975); Recasens et al. (2013)"),
    _wording("moral", "Which words moralise?", "Graham, Haidt & Nosek (2009)"),
    _wording("conspiracy", "Which words hint at hidden powers?", PROPAGANDA),
    _wording("partisan_framing", "Which terms frame an issue for one side?",
             "Gentzkow & Shapiro (2010)"),
    _wording("hedges", "Which words hedge?", "Hyland (1998)"),
    _wording("attribution", "Which words give a source?", "Tuchman (1972)"),
    _wording("neutral_reporting", "Which verbs report without colour?", "Tuchman (1972)"),
)  # fmt: skip
