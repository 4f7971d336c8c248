"""Word documents: what Word prints is what is read, whether it stands in the text or in its rules."""

import io

import docx
import pytest

from ingest.document import Document, SourceText, Unreadable
from ingest.readers import Worker, listing, read
from tests.ingest import papers
from tests.ingest.papers import numbered, word, word_paragraph


def text_of(content: bytes, worker: Worker) -> SourceText:
    return read(Document(path="a.docx", content=content, suffix=".docx"), worker)


def blocks(content: bytes, worker: Worker) -> list[str]:
    return text_of(content, worker).text.rstrip("\n").split("\n\n")


BOX = (  # as Word writes a box: once as it is now, once as it was in older versions
    "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
)


def runs(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(runs(run(text)) for text in paragraphs)}</w:tc>"


def test_a_document_made_by_a_library_keeps_order_headings_and_tables(worker: Worker) -> None:
    document = docx.Document()
    document.add_heading("示例办法", 0)
    document.add_heading("第一章 总则", 1)
    document.add_paragraph("第一条　为了会议。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("事项", "时限", "会议\n纪要", "1天|2天"), strict=True):
        cell.text = text
    document.add_paragraph("第二条　本办法自公布之日起施行。")
    written = io.BytesIO()
    document.save(written)
    assert blocks(written.getvalue(), worker) == [
        "# 示例办法",
        "# 第一章 总则",
        "第一条　为了会议。",
        "| 事项 | 时限 |\n| --- | --- |\n| 会议纪要 | 1天｜2天 |",
        "第二条　本办法自公布之日起施行。",
    ]


LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlRestart w:val="0"/>'
    '<w:lvlText w:val="第%2条"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%3．"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="20"/>'
    "</w:lvlOverride></w:num>"
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Article"><w:name w:val="条"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="b"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
)


def test_numbers_that_word_makes_are_written_out_with_their_order(worker: Worker) -> None:
    body = "".join(
        [
            word_paragraph("总则", numbered(0, 3)),
            word_paragraph("甲。", numbered(1, 3)),
            word_paragraph("乙：", '<w:pStyle w:val="Article"/>'),
            word_paragraph("丙；", numbered(2, 3)),
            word_paragraph("丁。", numbered(2, 3)),
            word_paragraph("戊", numbered(3, 3)),
            word_paragraph("无", '<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
            word_paragraph("会议", numbered(0, 3)),
            word_paragraph("己。", numbered(1, 3)),
            word_paragraph("庚。", numbered(2, 3)),
            word_paragraph("辛。", numbered(1, 4)),
            word_paragraph("壬", '<w:pStyle w:val="2"/>'),
        ]
    )
    assert blocks(word(body, {"numbering": LEVELS, "styles": STYLES}), worker) == [
        "第一章　总则",
        "第一条　甲。",
        "第二条　乙：",
        "1．丙；",
        "2．丁。",
        "戊",
        "无",
        "第二章　会议",
        "第三条　己。",  # articles go on counting from chapter to chapter: lvlRestart is 0
        "1．庚。",
        "第二十条　辛。",
        "## 壬",
    ]


@pytest.mark.parametrize(
    ("count", "format_", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1011, "chineseCountingThousand", "一千零一十一"),
        (3, "chineseLegalSimplified", "叁"),
        (25, "ideographDigital", "二五"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (2, "decimalEnclosedCircleChinese", "②"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (7, "decimalZero", "07"),
        (5, "unheardOf", "5"),
        (0, "chineseCounting", "0"),
    ],
)
def test_a_number_is_written_as_the_list_says(count: int, format_: str, written: str) -> None:
    assert listing.numeral(count, format_) == written


@pytest.mark.parametrize(
    ("body", "text", "warned"),
    [
        (
            runs(
                run("会议"),
                "<w:del><w:r><w:delText>不</w:delText></w:r></w:del>",
                f"<w:ins>{run('可以')}</w:ins>",
            ),
            "会议可以",
            "去掉了1处删除的",
        ),
        (
            runs(f"<w:moveFrom>{run('旧')}</w:moveFrom>", f"<w:moveTo>{run('新')}</w:moveTo>"),
            "新",
            "去掉了1处",
        ),
        (runs(run("看得见"), run("看不见", "<w:vanish/>")), "看得见", "1处隐藏文字"),
        (runs(run("看得见"), run("也看得见", '<w:vanish w:val="0"/>')), "看得见也看得见", None),
        (
            runs(
                "<w:r><w:ruby><w:rt><w:r><w:t>jiǎn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>减</w:t></w:r></w:rubyBase>"
                "</w:ruby></w:r>",
                run("负"),
            ),
            "减负",
            None,
        ),
        (runs(run("目录"), '<w:r><w:instrText>TOC "1-3"</w:instrText></w:r>'), "目录", None),
        (
            runs(run("一"), "<w:r><w:tab/></w:r>", run("二"), "<w:r><w:br/></w:r>", run("三")),
            "一\t二\n三",
            None,
        ),
        (runs('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("同意")), "☑同意", None),
        (
            f"<w:sdt><w:sdtPr><w:t>占位</w:t></w:sdtPr><w:sdtContent>{runs(run('控件里的字'))}</w:sdtContent></w:sdt>",
            "控件里的字",
            None,
        ),
        (
            f"<w:tbl><w:tr>{tc('红头', '第一条')}</w:tr></w:tbl>",
            "红头\n\n第一条",
            None,
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{tc('删')}</w:tr><w:tr>{tc('留')}</w:tr></w:tbl>",
            "留",
            None,
        ),
        (
            runs(BOX.format(runs(run("框里的字"))), run("正文")),
            "正文\n\n框里的字",
            None,
        ),
    ],
)
def test_what_stands_on_paper_is_read_and_nothing_else(
    worker: Worker, body: str, text: str, warned: str | None
) -> None:
    found = text_of(word(body), worker)
    assert found.text == f"{text}\n"
    assert (warned is None and not found.warnings) or warned in " ".join(found.warnings)  # type: ignore[operator]


def test_a_cell_over_several_rows_is_said_in_each_of_them(worker: Worker) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{runs(run(text))}</w:tc>"

    rows = [
        cell("类别", '<w:gridSpan w:val="2"/>') + cell("时限"),
        cell("会议", '<w:vMerge w:val="restart"/>') + cell("省级") + cell("1天"),
        cell("", "<w:vMerge/>") + cell("县级") + cell("半天"),
    ]
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert text_of(word(body), worker).text == (
        "| 类别 |  | 时限 |\n| --- | --- | --- |\n| 会议 | 省级 | 1天 |\n| 会议 | 县级 | 半天 |\n"
    )


def test_notes_stand_at_the_end_and_do_not_break_a_sentence(worker: Worker) -> None:
    body = runs(run("会议"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("从简。"))
    notes = f'<w:footnote w:id="2">{runs(run("含视频会议。"))}</w:footnote>'
    found = text_of(word(body, {"footnotes": notes}), worker)
    assert found.text == "会议从简。\n\n注1：含视频会议。\n"
    assert found.warnings == ("有1条脚注或尾注，放在了文末。",)


def test_macros_are_ignored_and_said(worker: Worker) -> None:
    found = text_of(word(word_paragraph("正文。"), more={"word/vbaProject.bin": b"\xd0\xcf"}), worker)
    assert (found.text, found.warnings) == ("正文。\n", ("文件带有宏，已忽略，只读了文字。",))


def test_a_document_of_photographs_alone_is_recognised(worker: Worker) -> None:
    written = io.BytesIO()
    papers.drawn([(0, "会议一般不超过一小时。")]).crop((150, 150, 1200, 350)).save(written, "PNG")
    picture = {"word/media/image1.png": written.getvalue()}
    found = text_of(word(word_paragraph(""), more=picture), worker)
    assert (found.text.strip(), found.format) == ("会议一般不超过一小时。", "docx")
    assert text_of(word(word_paragraph("正文。"), more=picture), worker).warnings == (
        "文件里有1张图片，图片里的文字没有读。",
    )


def test_an_empty_document_says_so(worker: Worker) -> None:
    with pytest.raises(Unreadable, match="文件是空的"):
        text_of(word(word_paragraph("")), worker)


def test_a_paragraph_in_a_headings_style_is_no_heading_if_it_is_long(worker: Worker) -> None:
    long = "第一条　" + "会议从简，" * 20
    assert blocks(word(word_paragraph(long, '<w:outlineLvl w:val="2"/>')), worker) == [long]


def test_a_document_is_read_whatever_its_name_says(worker: Worker) -> None:
    found = read(Document(path="a.pdf", content=papers.word_of(["正文。"]), suffix=".pdf"), worker)
    assert found.format == "docx"
    assert found.warnings == ("文件名是“.pdf”，内容其实是Word，已按Word读。",)
