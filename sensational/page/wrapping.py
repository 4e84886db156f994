"""Paragraphs that were broken into lines of one width, as in mails."""

from __future__ import annotations

from sensational.page.draft import Draft
from sensational.page.lines import Line, make_line

NARROWEST, WIDEST = 50, 100
FEWEST_LINES = 6
FULL = 0.75


def unwrap(page: Draft) -> list[Line]:
    """The lines of the page, those of one wrapped paragraph joined by a space."""
    if not _wrapped(page):
        return page.lines
    width = max(len(line.text) for line in page.lines)
    joined: list[list[Line]] = []
    for at, line in enumerate(page.lines):
        above = page.lines[at - 1] if at else None
        if above and _runs_on(above, line, width) and not (page.finds[at] or page.finds[at - 1]):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_join(group) if len(group) > 1 else group[0] for group in joined]


def _join(group: list[Line]) -> Line:
    return make_line(" ".join(line.text for line in group), group[0].gap)


def _runs_on(above: Line, line: Line, width: int) -> bool:
    return not line.gap and len(above.text) >= FULL * width


def _wrapped(page: Draft) -> bool:
    """No line is wide, and most full lines stop in the middle of a sentence."""
    width = max((len(line.text) for line in page.lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return False
    pairs = zip(page.lines, page.lines[1:], strict=False)
    full = [above for above, line in pairs if _runs_on(above, line, width)]
    return len(full) >= FEWEST_LINES and sum(not line.ended for line in full) >= 0.6 * len(full)
