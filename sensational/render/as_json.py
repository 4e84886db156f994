"""Results as JSON: the documented schema (`schema.json`), one object an article."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sensational.result import Score


def dumps(scores: Score | Sequence[Score], indent: int | None = 1) -> str:
    """One score as an object, several as an array; lone surrogates are escaped."""
    value = scores.to_dict() if isinstance(scores, Score) else [score.to_dict() for score in scores]
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return text + "\n"
