"""Papers: files of our own making in every format that is read, from a text of paragraphs."""

import io
import random
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"
_SIMPLIFIED = 2  # of the faces in that collection
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFD = "http://www.ofdspec.org/2016"
LETTERS = 32  # on a line of a page
LINES = 36  # on a page
_SIZE = 14  # points of a letter
_PITCH = 19.5  # points from line to line
_DPI = 200
NUMBERED = (  # a list of chapters, articles and items as Word numbers them
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>'
    '<w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def zipped(members: Mapping[str, str | bytes] | Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """A zip of some files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(
                zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            )
    return written.getvalue()


def escaped(text: str) -> str:
    """A text as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def word_paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a DOCX."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>'


def numbered(level: int, list_: int = 1) -> str:
    """The properties of a paragraph that Word numbers."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'


def word(
    body: str, parts: Mapping[str, str] | None = None, more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A DOCX with a body, and parts by kind: numbering, styles, footnotes."""
    parts = parts or {}
    targets = "".join(
        f'<Relationship Id="r{kind}" Type="{_KINDS}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    return zipped(
        {
            "[Content_Types].xml": _word_types(parts),
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{_KINDS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}'
            "</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:mc="urn:mc" xmlns:v="urn:v" '
            f'xmlns:wps="urn:wps"><w:body>{body}</w:body></w:document>',
            **{
                f"word/{kind}.xml": f'<w:{kind} xmlns:w="{_WORD}">{held}</w:{kind}>'
                for kind, held in parts.items()
            },
            **(more or {}),
        }
    )


def _word_types(parts: Iterable[str]) -> str:
    kinds = {"document": "document.main", **{kind: kind for kind in parts}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def word_of(paragraphs: Iterable[str]) -> bytes:
    """A DOCX of plain paragraphs."""
    return word("".join(map(word_paragraph, paragraphs)))


def pages_of(paragraphs: Iterable[str]) -> list[list[tuple[float, str]]]:
    """Pages of lines as an office prints them, each with how many letters it stands in: titles in the middle."""
    lines: list[tuple[float, str]] = []
    for paragraph in paragraphs:
        if len(paragraph) <= LETTERS - 6 and not paragraph.endswith(("。", "；", "：")):
            lines.append(((LETTERS - len(paragraph)) / 2, paragraph))
            continue
        indent = 2
        while paragraph:
            end = LETTERS - indent
            end += paragraph[end : end + 1] in tuple("，。；：、）》”")  # no line begins with one of these
            lines.append((indent, paragraph[:end]))
            paragraph, indent = paragraph[end:], 0  # noqa: PLW2901 (what is left of it)
    return [lines[at : at + LINES] for at in range(0, len(lines), LINES)]


def printed(paragraphs: Iterable[str], *, header: str | None = None, numbers: bool = False) -> bytes:
    """A PDF with text, its lines cut where they are full."""
    return printed_pages(pages_of(paragraphs), header=header, numbers=numbers)


def printed_pages(
    pages: Iterable[Sequence[tuple[float, str]]], *, header: str | None = None, numbers: bool = False
) -> bytes:
    """A PDF of pages of lines."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for number, page in enumerate(pages, start=1):
        canvas.setFont("STSong-Light", 9)
        if header:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        if numbers:
            canvas.drawCentredString(A4[0] / 2, 30, f"— {number} —")
        canvas.setFont("STSong-Light", _SIZE)
        for place, (indent, line) in enumerate(page):
            canvas.drawString(72 + indent * _SIZE, A4[1] - 80 - place * _PITCH, line)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font that can be drawn with."""
    found = ImageFont.truetype(str(_FONT), size, index=_SIMPLIFIED)
    found.set_variation_by_name("Regular")
    return found


def drawn(
    page: Sequence[tuple[float, str]], *, seed: int = 0, slant: float = 0.4, noise: int = 12
) -> Image.Image:
    """A page as a scanner at 200 dpi sees it: a little askew, a little grey and noisy."""
    scale = _DPI / 72
    size = round(A4[0] * scale), round(A4[1] * scale)
    image = Image.new("L", size, 250)
    draw = ImageDraw.Draw(image)
    letters = font(round(_SIZE * scale))
    for place, (indent, line) in enumerate(page):
        draw.text(((72 + indent * _SIZE) * scale, (70 + place * _PITCH) * scale), line, fill=30, font=letters)
    image = image.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=250)
    chance = random.Random(seed)  # noqa: S311 (noise, no secret)
    grain = Image.effect_noise(size, noise + chance.random())
    image = ImageChops.add(image, grain, 1, -128)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def scanned(pages: Iterable[Image.Image]) -> bytes:
    """A PDF of pictures of pages, as a scanner makes it."""
    document = pypdfium2.PdfDocument.new()
    for picture in pages:
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=70)
        page = document.new_page(*A4)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(jpeg)
        image.set_matrix(pypdfium2.PdfMatrix().scale(*A4))
        page.insert_obj(image)
        page.gen_content()
        page.close()
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def laid_out(paragraphs: Iterable[str]) -> bytes:
    """An OFD."""
    members: dict[str, str | bytes] = {}
    addresses = []
    for number, page in enumerate(pages_of(paragraphs)):
        objects = "".join(
            f'<ofd:TextObject ID="{100 + place}" Boundary="{25 + indent * 5} {25 + place * 7} {len(line) * 5} 5" '
            f'Font="1" Size="5"><ofd:TextCode X="0" Y="4.4" DeltaX="g {max(len(line) - 1, 1)} 5">{escaped(line)}'
            "</ofd:TextCode></ofd:TextObject>"
            for place, (indent, line) in enumerate(page)
        )
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="{_OFD}"><ofd:Content><ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )
        addresses.append(f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
    return ofd(members, "".join(addresses))


def ofd(members: Mapping[str, str | bytes], pages: str) -> bytes:
    """An OFD of some parts."""
    return zipped(
        {
            "OFD.xml": f'<ofd:OFD xmlns:ofd="{_OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{_OFD}"><ofd:Pages>{pages}</ofd:Pages></ofd:Document>',
            **members,
        }
    )


def joined(documents: Iterable[bytes]) -> bytes:
    """One PDF of several."""
    whole = pypdfium2.PdfDocument.new()
    for content in documents:
        part = pypdfium2.PdfDocument(content)
        whole.import_pages(part)
        part.close()
    written = io.BytesIO()
    whole.save(written)
    whole.close()
    return written.getvalue()


def unmapped(page: Sequence[tuple[float, str]]) -> bytes:
    """A PDF that shows a page as it is and has control characters for text: a font without a map to letters."""
    picture = scanned([drawn(page)])
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setFont("Helvetica", 12)
    for place, (_, line) in enumerate(page):
        text = canvas.beginText(72, A4[1] - 80 - place * _PITCH)
        text.setTextRenderMode(3)  # not seen
        text.textOut("".join(chr(0xC0 + ord(letter) % 0x3F) for letter in line))
        canvas.drawText(text)
    canvas.save()
    document = pypdfium2.PdfDocument(written.getvalue())
    under = pypdfium2.PdfDocument(picture)
    shown = document[0]
    bitmap = under[0].render(scale=200 / 72).to_pil().convert("L")
    jpeg = io.BytesIO()
    bitmap.save(jpeg, "JPEG", quality=80)
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(jpeg)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*A4))
    shown.insert_obj(image)
    shown.gen_content()
    result = io.BytesIO()
    document.save(result)
    document.close()
    under.close()
    return result.getvalue()


def printed_over(one: Image.Image, other: Image.Image) -> Image.Image:
    """Two pages printed on one sheet."""
    return ImageChops.darker(one, other)


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip; none if it is no zip."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
