"""The one-byte slip: half a page's bytes replaced as if each stood alone.

A site turned the full-width marks of GBK (A3 A1 `！`, A3 BB `；`, A3 AC `，` …) into ASCII ones byte by byte, and so also
where A3 was the second byte of 。(A1 A3) and the next byte the first one of another character: `A1 A3 | BB F9` (。基)
became `A1 3B F9`, read as `?;` and everything after it one byte out of step. The reading comes back into step at a
character whose second byte is below 80, as half of GBK's traditional characters have it, or where `?` stands for a byte
that an ASCII mark followed.

A place is read anew as those bytes; where that is far likelier as Chinese, it is what the page said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.cleaning.edits import Edit
from ingest.cleaning.likelihood import knows, log_likelihood

_LOST = "?\ufffd？"  # what a decoder puts where a pair was broken
# In mid-sentence or behind a mark, a broken pair and the ASCII half of a byte; what follows is no ASCII at once.
_PLACE = re.compile(
    rf"(?<![A-Za-z0-9_/=&.%+-])[{_LOST}](?:[!-~](?=[^\x00-\x7f]|[!-~][^\x00-\x7f])|(?=[\u3400-\u9fff]{{2}}))"
)
# Kana, bopomofo and circled numbers in a sentence, or a letter alone before a Chinese character.
_STRANGE = re.compile(
    r"[\u3040-\u318f\u2474-\u249b](?=[\u3400-\u9fff])|(?<![A-Za-z])[A-Za-z\\^_`{|}~@\[\]](?=[\u3400-\u9fff])"
)
_PLAIN = re.compile(r"[\u3400-\u9fff、。·—…“”‘’《》〈〉（）：；，！？0-9A-Za-z%,.:;()!?-]*")
_CLOSES = 0xB7  # second byte of 》
_PRIVATE = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))  # first bytes of GBK's private characters
_CONTEXT = 6  # characters on either side that a reading is judged with
_LONGEST = 200  # characters out of step; no sentence without any mark is longer
_LIKELIER = 12.0  # nats in all by which a new reading has to win: 1 in 160,000 …
_LIKELIER_STRANGE = 2.0  # … and where a character stands that no Chinese sentence has
_LIKELIER_EACH = 1.0  # nats a character, so that a long run of chance does not add up
_PLAUSIBLE = -7.0  # nats a character that Chinese sentences do not fall below: they have -4, chance has -9
_CERTAIN = 4.0  # nats between the best guess at a lost character and the next
_STOP = 3.5  # nats that a full stop costs: every thirtieth character is one
_OTHER = (
    5.0  # nats that any other character costs beside its own improbability, since there are a hundred of them
)
_OPEN = 5.0  # nats more where the last character stays open
_UNTOLD = 10.0  # nats for leaving it open
_MISPLACED = 20.0  # nats for a full stop before another mark
_CLOSING = "、，；：。！？”’》〉】）〕,;:!?)"
_MARK = 0xA3  # first byte of GBK's full-width marks
_MARKS = 0xA1  # first byte of 。 and its like
_HIGH, _LOWEST_TRAIL = 0x80, 0x40
_TRAILS = [*range(0xA1, 0xFF), *range(0x40, 0x7F), *range(0x80, 0xA1)]
_LEADS = [*range(0xB0, 0xF8), *range(0x81, 0xA1), *range(0xA1, 0xA4)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the bytes of `text[start:end]` say, read in step."""

    end: int
    lead: int | None  # first byte of the character that stood before, None where it is lost
    trail: int  # its second byte
    text: str
    gap: int | None = None  # the first byte of a character at its end that has lost the second


def find(text: str) -> Sequence[Edit]:
    """Edits of all places that read far likelier in step."""
    edits: list[Edit] = []
    for start in _places(text):
        if edits and start < edits[-1].end:
            continue
        edit = _repair(text, start)
        if edit is not None:
            edits.append(edit)
    return edits


def _places(text: str) -> list[int]:
    """Where a slip may have happened: at a lost byte, and at a strange character whose second byte could be ASCII."""
    lost = [place.start() for place in _PLACE.finditer(text)]
    alone = {character for character in set(text) if character >= "\u3000" and _could_be_slip(character)}
    joined = [
        place
        for place, character in enumerate(text)
        if character in alone and _strange(text[place : place + 4])
    ]
    return sorted(lost + joined) if alone else lost


def _could_be_slip(character: str) -> bool:
    units = _encoded(character)
    return units is not None and len(units) == 2 and _LOWEST_TRAIL <= units[1] < _HIGH


def _strange(text: str) -> bool:
    """Whether a character stands in it that hardly any Chinese sentence has, or a letter alone before one."""
    return _STRANGE.search(text) is not None or any(
        character >= "\u3400" and not knows(character) for character in text
    )


def _repair(text: str, start: int) -> Edit | None:
    best = max(_options(text, start), default=None)
    if best is None or best[0] <= 0:
        return None
    if best[1].count("《") > best[1].count("》"):
        best = max([best, *_with_private(text, start, best[2])])
    return Edit(start, best[2], best[1], why="错一个字节")


def _options(text: str, start: int) -> Iterator[tuple[float, str, int]]:
    """What a place may have said and up to where, with the nats by which each reading wins."""
    for reading in _readings(text, start):
        for said, handicap in _completed(text, start, reading):
            yield _gain(text, start, reading.end, said) - handicap, said, reading.end


def _with_private(text: str, start: int, end: int) -> Iterator[tuple[float, str, int]]:
    """Readings that close a title whose mark was lost: two bytes made a private character, and something dropped it."""
    for place in range(start + 2, end):
        units = _encoded(text[place])
        if units is None or units[0] != _CLOSES:
            continue
        for first in _PRIVATE:
            dropped = bytes([first, _MARKS]).decode("gb18030")
            for gain, said, until in _options(text[:place] + dropped + text[place:], start):
                if said.count("《") == said.count("》"):
                    yield gain - _UNTOLD, said, until - 1


def _gain(text: str, start: int, end: int, said: str) -> float:
    """Nats by which a new reading beats what stands, less what is asked of it."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    stands = text[start:end]
    letters = [character for character in said if character.isalnum()]
    if not letters or not all(map(knows, letters)):
        return -_MISPLACED
    strange = len(letters) > 1 and text[start + 1] < "\u3400" and _strange(stands + after[:1])
    asked = max(_LIKELIER_STRANGE if strange else _LIKELIER, _LIKELIER_EACH * len(said))
    asked += _OPEN if said.endswith("?") else 0.0
    reads, stood = (log_likelihood(before + middle + after) for middle in (said, stands))
    stood -= _UNTOLD * sum("\ue000" <= character <= "\uf8ff" for character in stands)  # no text has them
    around = sum(character.isalnum() for character in before + said + after)
    return reads - stood - asked if reads >= _PLAUSIBLE * around else -_MISPLACED


def _completed(text: str, start: int, reading: _Reading) -> Iterator[tuple[str, float]]:
    """A reading with the character that was lost before it, and the one cut off at its end, filled in."""
    said = reading.text if reading.gap is None else _filled(text, reading, reading.gap)
    if _PLAIN.fullmatch(said) is None:
        return
    if reading.trail == _MARK and reading.lead in (None, _MARKS):
        yield "。" + said, _MISPLACED if said[:1] in _CLOSING else _STOP
    before = text[max(0, start - _CONTEXT) : start]
    leads = _LEADS if reading.lead is None else (reading.lead,)
    other = _likeliest(before, [bytes([lead, reading.trail]) for lead in leads], said)
    yield other + said, _UNTOLD if other == "?" else _OTHER


def _filled(text: str, reading: _Reading, lead: int) -> str:
    before, after = reading.text, text[reading.end : reading.end + _CONTEXT]
    if lead == _MARKS:
        return before + _mark(before)
    return before + _likeliest(before[-_CONTEXT:], [bytes([lead, trail]) for trail in _TRAILS], after)


def _mark(before: str) -> str:
    """The mark of which only the first byte is left: what is open is closed, and else a sentence ends."""
    for opened, closed in ("“”", "《》", "‘’", "〈〉"):
        if before.count(opened) > before.count(closed):
            return closed
    return "。"


def _likeliest(before: str, candidates: Sequence[bytes], after: str) -> str:
    """The candidate that reads best between its neighbours; a question mark where two read alike."""
    characters = {character for character in map(_decoded, candidates) if character and knows(character)}
    ranked = sorted(
        ((log_likelihood(before + one + after[:_CONTEXT]), one) for one in characters), reverse=True
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CERTAIN):
        return "?"
    return ranked[0][1]


def _readings(text: str, start: int) -> Iterator[_Reading]:
    """The readings of what stands from `start` on, each up to where it is in step again."""
    found = _beginning(text, start)
    if found is None:
        return
    lead, trail, pending, begin = found
    said = ""
    for index in range(begin, min(len(text), start + _LONGEST)):
        character = text[index]
        if character in _LOST:  # one byte, lost; a reading that ends here is the last that can be told
            yield _Reading(index + 1, lead, trail, said, pending)
        step = _step(pending, character)
        if step is None:
            return
        whole, pending = step
        said += whole
        if pending < _HIGH:  # in step again
            yield _Reading(index + 1, lead, trail, said + (chr(pending) if pending else ""))
            return


def _beginning(text: str, start: int) -> tuple[int | None, int, int, int] | None:
    """The two bytes of the character at which the slip happened, the byte left over, and where the rest begins."""
    first = _encoded(text[start])
    if text[start] not in _LOST:  # both halves of a broken pair made a character together
        return (first[0], _MARK, first[1] | _HIGH, start + 1) if first and len(first) == 2 else None
    after = _encoded(text[start + 1])
    if after is None:
        return None
    if len(after) == 1:
        return None, _MARK, after[0] | _HIGH, start + 2
    return None, after[0], after[1], start + 2


def _step(pending: int, character: str) -> tuple[str, int] | None:
    """The character that a first byte begins and the next character ends, and the byte then left over, 0 for none."""
    units = _encoded(character)
    if units is None:
        return None
    if len(units) == 1 and units[0] < _LOWEST_TRAIL:
        # Another slip: the second byte of this character was taken for the first of a mark.
        units = bytes([_MARK, units[0] | _HIGH])
    whole = _decoded(bytes([pending, units[0]]))
    return None if whole is None else (whole, units[1] if len(units) == 2 else 0)


def _encoded(character: str) -> bytes | None:
    """One byte or two; None for a character that GBK has not, and for control characters."""
    try:
        units = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return units if len(units) <= 2 and units[0] >= 0x21 else None


def _decoded(pair: bytes) -> str | None:
    try:
        character = pair.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return character if len(character) == 1 and not "\ue000" <= character <= "\uf8ff" else None
