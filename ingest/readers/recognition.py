"""Recognition: text out of pictures of pages, by RapidOCR, whose models come with it.

Nothing is fetched and nothing is written; what was recognised with little confidence is said.
"""

import logging
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.document import NotInstalled, Part
from ingest.readers import layout
from ingest.readers.encoding import encodable

Picture = NDArray[np.uint8]

_DPI = 200  # what office scanners are set to; more takes longer and reads no better
_POINTS = 72  # an inch
_MOST_PIXELS = 16_000_000  # of a page to be recognised: A3 at 250 dpi
_DOUBTFUL = 0.85  # confidence of a line; of right lines one in two hundred has less
_REFUSED = 0.3  # confidence under which a line is a stamp, a signature or dirt
_UPRIGHT = 0.75  # mean confidence; a page that lies on its side or its head has less
_DOUBTS_SHOWN = 20
_SHOWN = 30  # characters of a doubtful line
_STEEP = 1.5  # times higher than wide: a box of a line that runs from top to bottom
_LONG = 4.0  # times wider than high: a box that shows how much a page lies askew
_CHINESE = "\u3400-\u9fff\u3001\u3002\u300a-\u300d\uff00-\uffef“”‘’"
_BRACKETED = re.compile(rf"\(([^()]*[{_CHINESE}][^()]*)\)")
_HALF = re.compile(rf"(?<=[{_CHINESE}])[,;:?!()]|[(](?=[{_CHINESE}])")
_NUMERAL = "[零〇一二三四五六七八九十百千0-9]"
_NUMBER = re.compile(
    rf"^({layout.INDENT}第{_NUMERAL}{{1,7}}条(?:之{_NUMERAL}+)?)(?=[{_CHINESE}])"
    "(?![第、，。；：）》和及与或至到的]|中的|规定|所[列称指规]|以[外下内]|前款)",
    re.MULTILINE,
)
_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a line, and by how much it falls for each unit to the right."""

    line: layout.Line
    slope: float


@dataclass(slots=True)
class Pages:
    """The pages of a document as they are recognised, and what was doubtful in them."""

    _doubts: list[str] = field(default_factory=list)
    _doubtful: int = 0
    _pages: int = 0

    def recognise(self, picture: Picture, number: int) -> str:
        """The text of a page.

        Raises:
            NotInstalled: recognition is not.
        """
        self._pages += 1
        rows = layout.rows(_level(_upright(picture)))
        for place, row in enumerate(rows, start=1):
            if row.confidence < _DOUBTFUL:
                self._doubt(
                    f"第{number}页第{place}行识别得没有把握（{row.confidence:.2f}）：{row.text[:_SHOWN]}"
                )
        return encodable(with_gaps(layout.page_text(rows)))

    def warnings(self) -> tuple[str, ...]:
        """What the reader of the text should know."""
        if not self._pages:
            return ()
        more = self._doubtful - len(self._doubts)
        return (
            f"有{self._pages}页是扫描或照片，文字是识别出来的，请对照原件核对。",
            *self._doubts,
            *((f"没有把握的还有{more}行，一共{self._doubtful}行。",) if more else ()),
        )

    def _doubt(self, sentence: str) -> None:
        self._doubtful += 1
        if len(self._doubts) < _DOUBTS_SHOWN:
            self._doubts.append(sentence)


def scale(width: float, height: float) -> float:
    """By how much a page of a size in points is enlarged for recognition."""
    wanted = _DPI / _POINTS
    pixels = max(width * height, 1.0) * wanted**2
    return wanted * min(1.0, math.sqrt(_MOST_PIXELS / pixels))


@cache
def _engine() -> Any:  # Any: the library has no types
    try:
        from rapidocr import RapidOCR  # noqa: PLC0415 (an extra, and 1 s to import)
    except ImportError as problem:
        raise NotInstalled(
            '这是扫描件或图片，要装上文字识别才能读：pip install "jianfu[ocr]"。', Part.RECOGNITION
        ) from problem
    logging.disable(logging.WARNING)  # its own, which it configures anew; this process does nothing else
    return RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _REFUSED})


def _upright(picture: Picture) -> list[_Piece]:
    """The pieces of a page, turned if it reads better so."""
    found = _recognised(picture)
    sideways = bool(found) and _on_its_side(found)
    if found and not sideways and fmean(piece.line.confidence for piece in found) >= _UPRIGHT:
        return found
    turns = (1, 3) if sideways else (0, 1, 2, 3)  # quarters
    tried = (_recognised(np.ascontiguousarray(np.rot90(picture, turn))) if turn else found for turn in turns)
    return max(tried, key=_worth)


def _worth(pieces: Sequence[_Piece]) -> float:
    return sum(piece.line.confidence**4 * len(piece.line.text) for piece in pieces)


def _on_its_side(pieces: Sequence[_Piece]) -> bool:
    return median(piece.line.height / max(piece.line.right - piece.line.left, 1) for piece in pieces) > _STEEP


def _recognised(picture: Picture) -> list[_Piece]:
    found = _engine()(picture, use_cls=False)
    if found.boxes is None or found.txts is None:
        return []
    return [
        _piece(box, text, float(confidence))
        for box, text, confidence in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]


def _piece(box: NDArray[np.float32], text: str, confidence: float) -> _Piece:
    """A piece by the corners of its box: upper left, upper right, lower right, lower left."""
    upper_left, upper_right, lower_right, lower_left = box.tolist()
    left, right = (upper_left[0] + lower_left[0]) / 2, (upper_right[0] + lower_right[0]) / 2
    middle = sum(corner[1] for corner in box.tolist()) / 4
    height = (lower_left[1] - upper_left[1] + lower_right[1] - upper_right[1]) / 2
    slope = (upper_right[1] - upper_left[1]) / max(right - left, 1.0)
    line = layout.Line(
        left, middle - height / 2, right, middle + height / 2, _typeset(text.strip()), confidence
    )
    return _Piece(line, slope)


def with_gaps(text: str) -> str:
    """The text of a page with the space after the number of an article, which is seen but not recognised.

    It is what tells 第六十二条　有关机关… from 第六十二条规定…, an article from one that is spoken of. Only a line that is
    indented as a paragraph is can begin one.
    """
    return _NUMBER.sub(r"\1　", text)


def _typeset(text: str) -> str:
    """Punctuation beside Chinese letters as Chinese is set: in a picture (一) and （一） look alike."""
    text = _BRACKETED.sub("（\\1）", text)
    return _HALF.sub(lambda match: _FULL[match[0]], text)


def _level(pieces: Sequence[_Piece]) -> list[layout.Line]:
    """The pieces as if the page lay straight."""
    slopes = [
        piece.slope for piece in pieces if piece.line.right - piece.line.left > _LONG * piece.line.height
    ]
    return layout.straightened([piece.line for piece in pieces], median(slopes) if slopes else 0.0)
