"""Lines that say when, who and where on the site: told by their shape and short word lists."""

from __future__ import annotations

import re

from sensational.page.lines import Line, make_line
from sensational.page.lists import words

_TIME = re.compile(
    r"(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?$"
    r"|(?:[01]\d|2[0-3])\.[0-5]\d(?:\s[A-Z]{2,4})?$"
    r"|(?:0?\d|1[0-2])(?:[.:][0-5]\d)?\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?$",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_PLAYED = re.compile(r"(?:\d?\d:){1,2}\d\d\s*/\s*(?:\d?\d:){1,2}\d\d$")
_AMOUNT = re.compile(r"[%$£€]")
_ORDINAL = re.compile(r"0(?:st|nd|rd|th|pm|am|h|hr|hrs|m|min|d|w|t0)?(?:z|0z)?$|t0z?$")
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|@\w+")
_STEP = re.compile(r"\s+/\s+|\s*[>»›→]\s*|\s+::\s+|\s+\|\s+")
_BAR = re.compile(r"\s+[|•·–—/-]\s+|\s*[|•·]\s*")
_MONTHS = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_NAME = re.compile(r"(?:[^\W\d_][\w'’.-]*)$")
_DATE_WORDS = 16
_BYLINE_WORDS = 16


def bare_time(line: Line) -> bool:
    """A time of day and nothing else, as live pages have it."""
    return bool(_TIME.match(line.shown))


def player_time(line: Line) -> bool:
    """How much of a video has been played: "0:00 / 1:23"."""
    return bool(_PLAYED.match(line.shown))


def date_line(line: Line) -> bool:
    """Nothing but the words and numbers of a date, and at least one that makes it a date."""
    if line.size > _DATE_WORDS or _AMOUNT.search(line.shown):
        return False
    allowed, marks = words("date_word"), words("date_mark")
    if not all(word == ":" or word in allowed or _ORDINAL.match(word) for word in line.words):
        return False
    if _NUMERIC_DATE.search(line.shown) or (_CLOCK.search(line.shown) and line.size > 1):
        return True
    number = any(word[0] == "0" for word in line.words)
    return any(word in marks and (number or not _MONTHS.match(word)) for word in line.words)


def link(line: Line) -> bool:
    """An address, or an address with a word or two."""
    found = _URL.findall(line.shown)
    return bool(found) and len(line.shown.split()) <= len(found) + 2


def breadcrumb(line: Line) -> bool:
    """A path through the site: "Home / World / ..."."""
    steps = [make_line(step).key for step in _STEP.split(line.shown)]
    if len(steps) < 2:
        return False
    if steps[0].startswith("you are here"):
        return True
    known = steps[0] in words("section_word") or steps[0] in ("home", "homepage", "front page")
    return known and ("|" not in line.shown or steps[0] in ("home", "homepage"))


def last_step(line: Line) -> str:
    """The end of a path, which may be the headline."""
    return _STEP.split(line.shown)[-1]


def menu(line: Line) -> bool:
    """A row of section names."""
    known = words("section_word") | words("navigation")
    parts = [make_line(part).key for part in _BAR.split(line.shown)]
    if len(parts) > 1:
        return all(part in known for part in parts)
    return line.size > 2 and all(word in known for word in line.words)


def byline(line: Line) -> bool:
    """ "By" or "Posted by", and a name."""
    if line.size > _BYLINE_WORDS or (line.ended and line.size > 8):
        return False
    for length in (3, 2, 1):
        start = " ".join(line.words[:length])
        if start in words("byline_start") and len(line.words) > length:
            break
    else:
        return False
    rest = line.shown.split()[length:]
    after = line.words[length + (line.words[length] == ":") :]
    if start.endswith("by") and start != "by":
        return True
    if not after or after[0] in words("date_word") or after[0] in words("plain_word"):
        return False
    if start in ("words", "author"):
        return ":" in line.shown and len(rest) <= 6
    return bool(rest) and (rest[0][:1].isupper() or rest[0][:1] == "@")


def names(text: str) -> bool:
    """Two to eight words that may be the names of one or more people, and nothing else."""
    parts = text.replace(",", " ").replace("&", " ").split()
    parts = [part for part in parts if part not in words("name_particle")]
    return 2 <= len(parts) <= 8 and all(
        _NAME.match(part) and part[0].isupper() and part.casefold() not in words("plain_word")
        for part in parts
    )


def role(line: Line) -> bool:
    """What somebody is on the paper, with or without the name before it."""
    known = words("byline_role")
    if line.ended or not 1 <= line.size <= 8:
        return False
    return any(" ".join(line.words[-length:]) in known for length in (1, 2, 3))


def _date_and_name(line: Line) -> bool:
    """A date, "by" and a name, and perhaps a counter: "5 June 2013 by Jane Roe 12 comments"."""
    parts = line.shown.split()
    if make_line(" ".join(parts[-2:])).key in words("comment_section") | words("counter"):
        parts = parts[:-2]
    by = next((at for at, part in enumerate(parts) if part in ("by", "By", "BY")), 0)
    few = by and 1 <= len(parts) - by - 1 <= 4
    return bool(few) and date_line(make_line(" ".join(parts[:by])))


def compound(line: Line) -> bool:
    """Name, date and counter on one line, with bars between them; one of them is certain."""
    if _date_and_name(line):
        return True
    parts = [make_line(part) for part in _BAR.split(line.shown) if part.strip()]
    if not 2 <= len(parts) <= 6 or line.size > _DATE_WORDS + _BYLINE_WORDS:
        return False
    certain = [date_line(part) or bare_time(part) or byline(part) for part in parts]
    beside = words("counter") | words("comment_section") | words("section_word")
    return any(certain) and all(
        sure or part.key in beside or names(part.shown) or role(part)
        for sure, part in zip(certain, parts, strict=True)
    )
