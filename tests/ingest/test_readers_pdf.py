"""PDF and OFD: lines as they lie, with the white space that their places ask for; pages of pictures are recognised."""

import io
import re
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Document, SourceText, Unreadable
from ingest.readers import Worker, layout, read
from tests.ingest import papers

PARAGRAPHS = (
    "示例省会议管理办法",
    "第一条　为了规范会议，减轻基层负担，制定本办法。县级以上机关召开的会议，以及以视频方式召开的会议，适用本办法。",
    "第二条　会议一般不超过一小时，经批准的除外；确需延长的，由会议召集单位的主要负责人在会议通知中写明理由。",
)


def text_of(content: bytes, worker: Worker, suffix: str = ".pdf") -> SourceText:
    return read(Document(path=f"a{suffix}", content=content, suffix=suffix), worker)


def canvas_of(draw: Callable[[Canvas], None], **options: object) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, **options)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return written.getvalue()


@pytest.mark.parametrize(("written", "suffix"), [(papers.printed, ".pdf"), (papers.laid_out, ".ofd")])
def test_lines_stay_lines_paragraphs_are_indented_and_titles_stand_apart(
    worker: Worker, written: Callable[[tuple[str, ...]], bytes], suffix: str
) -> None:
    lines = text_of(written(PARAGRAPHS), worker, suffix).text.split("\n")
    assert lines[:2] == ["示例省会议管理办法", ""]
    assert [line.startswith(layout.INDENT) for line in lines[2:-1]] == [True, False, True, False]
    assert "".join(lines).replace("\u3000", "") == "".join(PARAGRAPHS).replace("\u3000", "")


@pytest.mark.parametrize(("written", "suffix"), [(papers.printed, ".pdf"), (papers.laid_out, ".ofd")])
def test_pages_are_parted_by_form_feeds(
    worker: Worker, written: Callable[[tuple[str, ...]], bytes], suffix: str
) -> None:
    found = text_of(written(PARAGRAPHS * 20), worker, suffix).text
    assert found.count("\f") == len(papers.pages_of(PARAGRAPHS * 20)) - 1
    assert "\n\f" in found


def test_a_title_of_two_lines_stays_together_and_what_stands_under_it_does_not(worker: Worker) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 22)
        canvas.drawCentredString(A4[0] / 2, 760, "关于进一步减轻基层负担")
        canvas.drawCentredString(A4[0] / 2, 730, "若干措施的通知")
        canvas.setFont("STSong-Light", 14)
        canvas.drawCentredString(A4[0] / 2, 690, "示例发〔2024〕1号")
        for place in range(3):
            canvas.drawString(72, 650 - 20 * place, "会议从简文件从短不得层层加码" * 2 + "不得层层")
        canvas.drawString(350, 560, "示例省人民政府办公厅")
        canvas.drawString(380, 540, "2024年8月6日")

    assert text_of(canvas_of(draw), worker).text.split("\n\n")[:2] == [
        "关于进一步减轻基层负担\n若干措施的通知",
        "示例发〔2024〕1号",
    ]
    assert text_of(canvas_of(draw), worker).text.endswith("\n\n示例省人民政府办公厅\n\n2024年8月6日\n")


def test_a_ruled_table_becomes_rows_in_its_place(worker: Worker) -> None:
    rows = (("事项", "时限", "单位"), ("会议", "1天", "办公室"), ("文件", "3天", "秘书科"))

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "一、下列事项按表中的时限办理，表中没有的按原规定执行。")
        for line in range(4):
            canvas.line(72, 720 - 30 * line, 372, 720 - 30 * line)
            canvas.line(72 + 100 * line, 720, 72 + 100 * line, 630)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                canvas.drawString(80 + 100 * across, 700 - 30 * down, cell)
        canvas.drawString(72, 600, "二、本表自公布之日起执行，由办公室负责解释，并根据情况调整。")

    assert text_of(canvas_of(draw), worker).text == (
        "一、下列事项按表中的时限办理，表中没有的按原规定执行。\n\n"
        "| 事项 | 时限 | 单位 |\n| --- | --- | --- |\n| 会议 | 1天 | 办公室 |\n| 文件 | 3天 | 秘书科 |\n\n"
        "二、本表自公布之日起执行，由办公室负责解释，并根据情况调整。\n"
    )


def test_a_page_that_lies_on_its_side_is_read_as_it_is_shown(worker: Worker) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(100, -100, "　　第一条　会议一般不超过一小时，经批准的除外。")
        canvas.drawString(100, -120, "第二条　文件不超过五千字，确需超过的由主要负责人批准。")

    assert "第一条　会议一般不超过一小时" in text_of(canvas_of(draw), worker).text


def test_letters_that_are_spread_out_are_put_together(worker: Worker) -> None:
    def draw(canvas: Canvas) -> None:
        for place, letter in enumerate("第一条会议从简"):
            canvas.drawString(72 + 15 * place, 750, letter)
        canvas.drawString(72, 730, "文件从短，不得层层加码，不得要求基层多头重复报送材料。")

    assert text_of(canvas_of(draw), worker).text.startswith("第一条会议从简\n")


@pytest.mark.parametrize("secret", ["开", "x" * 30])
def test_a_locked_pdf_is_told_to_be_unlocked(worker: Worker, secret: str) -> None:
    locked = canvas_of(
        lambda canvas: canvas.drawString(72, 700, "密"), encrypt=StandardEncryption("kai", secret)
    )
    with pytest.raises(Unreadable, match="设了密码"):
        text_of(locked, worker)


def test_a_pdf_that_may_only_not_be_printed_is_read(worker: Worker) -> None:
    held = canvas_of(
        lambda canvas: canvas.drawString(72, 700, "不能打印"),
        encrypt=StandardEncryption("", "owner", canPrint=0),
    )
    assert text_of(held, worker).text == "不能打印\n"


def test_pages_with_text_are_read_and_scanned_ones_recognised(worker: Worker) -> None:
    printed = papers.printed(PARAGRAPHS)
    scan = papers.scanned([papers.drawn(page) for page in papers.pages_of(PARAGRAPHS[1:2])])
    told: list[tuple[str, int, int]] = []
    with Worker(lambda *step: told.append(step)) as own:
        found = text_of(papers.joined([printed, scan, printed]), own)
    first, second, third = found.text.split("\f")
    assert first == third
    assert "".join(second.split()).startswith("第一条为了规范会议，减轻基层负担")
    assert found.warnings[0] == "有1页是扫描或照片，文字是识别出来的，请对照原件核对。"
    assert ("识别第几页", 0, 1) in told


def test_letters_without_a_meaning_are_recognised_instead(worker: Worker) -> None:
    """Many PDFs say of each shape only a number in its font; what is seen is right, what is copied is not."""
    found = text_of(papers.unmapped(papers.pages_of(PARAGRAPHS[1:])[0]), worker)
    assert "".join(found.text.split()).startswith("第一条为了规范会议，减轻基层负担")
    assert "识别出来" in found.warnings[0]


@pytest.mark.parametrize(("turn", "suffix"), [(0, "PNG"), (90, "JPEG"), (180, "WEBP"), (270, "TIFF")])
def test_a_photograph_is_read_whichever_way_it_lies(worker: Worker, turn: int, suffix: str) -> None:
    lines = papers.pages_of(PARAGRAPHS)[0][:4]
    picture = papers.drawn(lines).crop((150, 150, 1520, 450)).rotate(turn, expand=True)
    written = io.BytesIO()
    picture.save(written, suffix)
    found = text_of(written.getvalue(), worker, f".{suffix.lower()}")
    assert found.format == "image"
    expected = "".join(line for _, line in lines).replace("\u3000", "")
    assert "".join(found.text.split()) == expected


def test_what_was_recognised_without_certainty_is_said_with_its_place(worker: Worker) -> None:
    lower = papers.drawn([(0, "会议一般不超过一小时。"), (0, "文件一般不超过五千字。")], slant=0)
    upper = papers.drawn([(0, ""), (0.5, "减负督查考核调研陪同")], slant=0)
    written = io.BytesIO()
    papers.printed_over(lower, upper).crop((150, 150, 800, 330)).save(written, "PNG")
    found = text_of(written.getvalue(), worker, ".png")
    assert found.text.startswith("会议一般不超过一小时。\n")
    assert len(found.warnings) == 2
    assert re.match(r"第1页第2行识别得没有把握（0\.\d\d）：文", found.warnings[1])
