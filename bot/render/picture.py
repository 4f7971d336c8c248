"""The picture: a report as one PNG that can be passed on and read on a phone, in any application.

It names nobody: neither who asked, nor where. Everything is set first, as boxes and lines with their places, and then drawn
on a sheet as high as they need. Sizes are pixels of a sheet that phones show at their full width.
"""

import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import manimgx_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

from bot import messages, notice_messages
from bot.render.findings import ShownFinding, shown_findings
from bot.render.typesetting import WIDE_OPENING, lines, squeezed
from knowledge.model import Kind
from knowledge.notices import NoticeReport, Severity

WIDTH = 1080  # of most phones
PHOTO_HEIGHT = 2560  # Telegram makes what is higher smaller, until its letters cannot be read
MOST_FINDINGS = 20  # nobody reads a picture of more

_FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED = 2  # the face of that collection with the shapes of the mainland
_LEADING = 1.45  # line heights
_MISSING = "〓"  # what printers put for a letter that they lack
_NOWHERE = "\U0010ffff"  # no character, so that every font draws it as it draws what it lacks
_ORNAMENTS = frozenset(
    {"Cc", "Cf", "Mn", "Sk", "So"}
)  # Unicode categories of emoji and of what they are put together from

_MARGIN, _PADDING, _GAP, _BAR, _ROUND = 40, 36, 26, 12, 20
_SHEET, _CARD, _TINT = "#EDF0F4", "#FFFFFF", "#F2F4F7"  # clear by day, and not glaring at night
_INK, _SOFT = "#1C2430", "#55606F"  # 7 to 1 on the card, as WCAG asks for small letters
_COLOURS = {Severity.CONFLICT: "#B3261E", Severity.DOUBT: "#8A5A00"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and how high it is."""

    content: bytes = field(repr=False)
    height: int

    @property
    def suits_photo(self) -> bool:
        """Whether Telegram shows it as a photograph as it is."""
        return self.height <= PHOTO_HEIGHT


@dataclass(frozen=True, slots=True)
class _Face:
    size: int
    weight: int = 400  # on the font's axis, from 100 to 900
    colour: str = _INK


_TITLE, _HEADING, _BODY = _Face(60, 700), _Face(44, 700), _Face(44)
_SMALL = _Face(38, 400, _SOFT)


@dataclass(frozen=True, slots=True)
class _Line:
    left: float
    top: float
    text: str
    face: _Face


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float
    colour: str


@dataclass(slots=True)
class _Sheet:
    """What has been set so far, how far down, and between which edges the next thing goes."""

    left: float = _MARGIN
    right: float = WIDTH - _MARGIN
    bottom: float = _MARGIN
    boxes: list[_Box] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    fonts: dict[tuple[int, int], ImageFont.FreeTypeFont] = field(default_factory=dict)
    _widths: dict[tuple[str, int, int], float] = field(default_factory=dict)
    _drawables: dict[str, str] = field(default_factory=dict)

    def write(self, text: str, face: _Face) -> None:
        """Set a text, in as many lines as it takes."""
        shown = "".join(self._drawable(character) for character in text).strip()
        for line in lines(shown, lambda words: self.width(words, face), self.right - self.left):
            hung = face.size / 2 if line.startswith(WIDE_OPENING) else 0  # whose left half is blank
            self.lines.append(_Line(self.left - hung, self.bottom, line, face))
            self.bottom += face.size * _LEADING

    @contextmanager
    def box(self, colour: str, *, padding: int = 0, bar: int = 0) -> Iterator[None]:
        """Set what is set meanwhile into a box, behind which a bar may show on the left."""
        place, edges, top = len(self.boxes), (self.left, self.right), self.bottom
        self.left, self.right = self.left + padding + bar, self.right - padding
        self.bottom += padding
        yield
        self.bottom += padding
        self.left, self.right = edges
        self.boxes.insert(place, _Box(self.left + bar, top, self.right, self.bottom, colour))

    def font(self, face: _Face) -> ImageFont.FreeTypeFont:
        """The font of a face. Each sheet opens its own: one cannot be used from two threads at once."""
        key = face.size, face.weight
        if key not in self.fonts:
            font = ImageFont.truetype(
                _FONT, face.size, index=_SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC
            )
            font.set_variation_by_axes([face.weight])
            self.fonts[key] = font
        return self.fonts[key]

    def width(self, words: str, face: _Face) -> float:
        """How wide some words are."""
        closer = (len(squeezed(words)) - 1) * face.size / 2
        return sum(self._advance(character, face) for character in words) - closer

    def _advance(self, character: str, face: _Face) -> float:
        key = character, face.size, face.weight
        if key not in self._widths:
            self._widths[key] = self.font(face).getlength(character)
        return self._widths[key]

    def _drawable(self, character: str) -> str:
        """A character, or what stands for one that the font lacks; an emoji is left out."""
        if character.isspace():
            return character if character == "\n" else " "
        if character not in self._drawables:
            lacked = self._shape(character) == self._shape(_NOWHERE)
            ornament = unicodedata.category(character) in _ORNAMENTS
            self._drawables[character] = ("" if ornament else _MISSING) if lacked else character
        return self._drawables[character]

    def _shape(self, character: str) -> bytes:
        return bytes(self.font(_BODY).getmask(character))


def picture(report: NoticeReport) -> Picture:
    """A report's findings, drawn."""
    return _drawn(_composed(report))


def _composed(report: NoticeReport) -> _Sheet:
    sheet, findings = _Sheet(), shown_findings(report)
    sheet.write(notice_messages.FOUND.format(number=len(findings)), _TITLE)
    day = report.notice.on
    sheet.write(notice_messages.PICTURE_DAY.format(day=f"{day.year}年{day.month}月{day.day}日"), _SMALL)
    sheet.write(notice_messages.PICTURE_LEGEND, _SMALL)
    sheet.bottom += _GAP
    for number, finding in enumerate(findings[:MOST_FINDINGS], 1):
        _set(sheet, number, finding)
        sheet.bottom += _GAP
    more = len(findings) - MOST_FINDINGS
    if more > 0:
        sheet.write(notice_messages.PICTURE_MORE.format(number=more), _SMALL)
        sheet.bottom += _GAP
    sheet.write(notice_messages.PICTURE_POLITE, _BODY)
    sheet.bottom += _GAP
    if any(finding.citation.passage.kind is Kind.DIGEST for finding in report.findings):
        sheet.write(notice_messages.PICTURE_DIGESTED, _SMALL)
    sheet.write(notice_messages.PICTURE_FOOT, _SMALL)
    return sheet


def _set(sheet: _Sheet, number: int, finding: ShownFinding) -> None:
    """A finding on a card with a bar in the colour of how sure it is."""
    colour = _COLOURS[finding.severity]
    with sheet.box(colour), sheet.box(_CARD, padding=_PADDING, bar=_BAR):
        severity = notice_messages.PICTURE_SEVERITIES[finding.severity]
        sheet.write(f"{number}．{finding.topic}：{severity}", _Face(_HEADING.size, _HEADING.weight, colour))
        sheet.bottom += _GAP / 2
        with sheet.box(_TINT, padding=_GAP):
            sheet.write(finding.quote, _BODY)
        sheet.bottom += _GAP / 2
        sheet.write(finding.why, _BODY)
        for exception in finding.exceptions:
            sheet.write(f"{messages.EXCEPTION}：{exception}", _BODY)
        sheet.bottom += _GAP / 2
        title = f"{notice_messages.PICTURE_CLAUSE}：{finding.title}"
        together = sheet.width(title + finding.locator, _SMALL) <= sheet.right - sheet.left
        for words in (title + finding.locator,) if together else (title, finding.locator):
            sheet.write(words, _SMALL)
        if finding.kind:
            sheet.write(finding.kind, _SMALL)


def _drawn(sheet: _Sheet) -> Picture:
    height = round(sheet.bottom + _MARGIN)
    image = Image.new("RGB", (WIDTH, height), _SHEET)
    draw = ImageDraw.Draw(image)
    for box in sheet.boxes:
        draw.rounded_rectangle((box.left, box.top, box.right, box.bottom), _ROUND, fill=box.colour)
    for line in sheet.lines:
        left = line.left
        for piece in squeezed(line.text):
            draw.text((left, line.top), piece, fill=line.face.colour, font=sheet.font(line.face))
            left += sheet.width(piece, line.face) - line.face.size / 2
    written = io.BytesIO()
    image.save(written, "PNG")
    return Picture(written.getvalue(), height)
