"""The steps of cleaning one by one: what each edits, and what it leaves."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import (
    CHARACTERS,
    LINES,
    SCRIPT,
    Step,
    annotations,
    blanks,
    breaks,
    bylines,
    characters,
    clean,
    numbering,
    pages,
    script,
    slips,
    teasers,
)
from ingest.cleaning.edits import Edit, Find, apply, disjoint

STEPS = (*CHARACTERS, SCRIPT, *LINES)


def after(find: Find, text: str) -> str:
    return apply(text, find(text))


@pytest.mark.parametrize(
    ("find", "before", "wanted"),
    [
        (characters.find, "⼀⽤⻓⻔⾒⼾", "一用长门見户"),
        (characters.find, "\uf06c 第一项\n\uf0b7 第二项", "• 第一项\n• 第二项"),
        (characters.find, "甲\u2028乙\r\n丙\r丁\u00a0戊", "甲\n乙\n丙\n丁 戊"),
        (annotations.find, "首頁(yè)來(lái)源，N個(gè)", "首頁來源，N個"),
        (annotations.find, "減負(fù)為了誰(shuí)？什麼(me)時(shí)候", "減負為了誰？什麼時候"),
        (annotations.find, "客袋c(diǎn)，首頁(yè)時(shí)間", "客袋c，首頁時間"),
        (annotations.find, "單(APP)、(试行)、(三)、300元(yuan)、(a)、单(shàn)县", "單(APP)、(试行)、(三)、300元(yuan)、(a)、单(shàn)县"),
        (slips.find, "治理成效?!锻ㄖ\ue000窊糁辛嘶鶎痈刹客袋c,", "治理成效。《通知》擊中了基層干部痛點,"),
        (slips.find, "治理成效?!锻ㄖ窊糁辛嘶鶎痈刹客袋c,", "治理成效。《通知》擊中了基層干部痛點,"),
        (slips.find, "考核干部?;鶎痈刹恳活^連", "考核干部。基層干部一頭連"),
        (slips.find, "為什么?!開會?;不開", "為什么?!開會?;不開"),
        (script.find, "隨著時間，著作權，乾淨乾隆，後果", "随着时间，著作权，干净乾隆，后果"),
        (script.find, "书名《國語》是老书，后来再版。", "书名《國語》是老书，后来再版。"),
        (numbering.find, "第 十 二 条　甲\n（ 三 ）乙\n1 ．丙\n1 .丁", "第十二条　甲\n（三）乙\n1 ．丙\n1.丁"),
        (numbering.find, "（三)甲\n(四）乙\n〔2019]16号", "（三）甲\n(四)乙\n〔2019〕16号"),
        (breaks.find, "依照第十\n二条办理", "依照第十\n二条办理"),
        (breaks.find, "第十\n二条　甲", "第十二条　甲"),
        (breaks.find, "（\n三）甲", "（三）甲"),
        (breaks.find, "中办发〔2019〕\n16号", "中办发〔2019〕16号"),
        (pages.find, "正文一。\n— 3 —\n正文二。\n第3页 共9页\n", "正文一。\n正文二。\n"),
        (bylines.find, "标题\n来源：某报 2023-01-02 作者：张三\n正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文。\n（张三 李四）\n", "标题\n正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文。\n"),
        (blanks.find, "\n\n甲 \n\n\n\n乙　", "甲\n\n乙\n"),
    ],
)  # fmt: skip
def test_a_step_edits_its_own_kind_of_thing(find: Find, before: str, wanted: str) -> None:
    assert after(find, before) == wanted


def test_broken_lines_are_joined_and_what_begins_anew_is_not() -> None:
    text = (
        "　　第一条　为了减轻基层负担，让基层干部有\n更多时间服务群众，根据有关规定，结合本地\n实际，制定本办法。\n"
        "　　第二条　会议一般不超过一小时，有下列情\n形之一的，可以延长：\n　　（一）部署防汛的；\n　　（二）部署抢险的，以及其他紧急而又必须\n当面部署的。\n"
    )
    assert clean(text).text == (
        "　　第一条　为了减轻基层负担，让基层干部有更多时间服务群众，根据有关规定，结合本地实际，制定本办法。\n"
        "　　第二条　会议一般不超过一小时，有下列情形之一的，可以延长：\n　　（一）部署防汛的；\n"
        "　　（二）部署抢险的，以及其他紧急而又必须当面部署的。\n"
    )


def test_a_page_end_in_a_sentence_is_none_and_its_header_stands_once() -> None:
    text = "某某市人民政府文件\n会议一般不超过一小时，有特殊情况需要延长的，由主\n— 1 —\f某某市人民政府文件\n要负责人批准，并且不得要求基层干部陪同参加会议的。\n— 2 —\f某某市人民政府文件\n文件一般不超过四千字。\n— 3 —\n"
    assert clean(text).text.replace("\n\n", "\n") == (
        "某某市人民政府文件\n会议一般不超过一小时，有特殊情况需要延长的，由主要负责人批准，并且不得要求基层干部陪同参加会议的。\n文件一般不超过四千字。\n"
    )


def test_teasers_glued_to_the_last_sentence_go_without_it() -> None:
    text = (
        "前一段说的是减负，要让基层干部有更多的时间。" * 8
        + "\n最后一段也说减负，要久久为功。某地召开座谈会 本报记者 王某 在部署走访企业工作会议召开之后，多地组织专班深入企业了解情况，帮助解 某社3月5日电 近日，某集团发布公告，所持股份被法院冻结，公司目前经营 某网讯 假期全市旅游热度不减，接待游客同比增长两成，各大景区 \n"
    )
    assert after(teasers.find, text).endswith("要久久为功。\n") or after(teasers.find, text).endswith(
        "要久久为功。"
    )


@given(st.text(max_size=200))
@pytest.mark.parametrize("step", STEPS)
def test_what_no_edit_names_stays_and_only_white_space_goes_unrecorded(step: Step, text: str) -> None:
    edits = step.find(text)
    kept = apply(text, [Edit(edit.start, edit.end) for edit in edits])
    assert len(kept) == len(text) - sum(edit.end - edit.start for edit in edits)
    for edit in edits:
        assert edit.why is not None or not (text[edit.start : edit.end] + edit.text).strip(
            " \t\n\r\f\u3000\u00a0\x85\u2028\u2029\ue5e5\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
        )


@given(st.text(alphabet="首頁(yè)?!;。，基層\n　 第一条二、—-3\f", max_size=120))
def test_what_was_written_keeps_its_offsets(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.written or cleaned.text) == len(cleaned.text)
    assert script.simplified(cleaned.whole) == cleaned.whole or "written" not in text


@pytest.mark.parametrize(
    "piece", [" ", "(", "1", "　", "|", "?", "?!", "第", "…", "\n", "\f", "：", "来源:", "“", "1. "]
)
def test_a_megabyte_of_one_thing_is_cleaned_in_time(piece: str) -> None:
    began = time.perf_counter()
    clean("正文。\n" + piece * (1_000_000 // len(piece)) + "\n尾句。\n")
    assert time.perf_counter() - began < 20  # seconds; what is not linear takes hours


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply("甲乙丙", [Edit(0, 2), Edit(1, 3)])
    assert disjoint([Edit(1, 3), Edit(0, 2), Edit(0, 1)]) == [Edit(0, 1), Edit(1, 3)]
