"""Web pages: tables, lists, line breaks, attachments, what a page says of itself, and what it hides."""

import pytest

from ingest.document import Unreadable
from ingest.readers import html
from ingest.readers.html_said import said
from ingest.readers.html_table import Cell, is_data, spread

PAGE = """<html><head><title>关于减少会议的通知_示例市政府网</title>
<meta name="ArticleTitle" content="关于减少会议的通知"><meta name="PubDate" content="2024-03-05 10:00">
<meta name="ContentSource" content="示例市政府办"></head><body>
<div class="nav"><a href="1">首页</a> <a href="2">新闻</a></div>
<div style="display:none"><div>博彩网站</div>开户</div><p hidden>六合彩</p><p style="color:#fff">私服</p>
<h1>关于减少会议的通知</h1><p>来源：示例市 2024-03-05</p>
<p>各县区人民政府：为了减轻基层负担，现将有关事项通知如下，请认真贯彻执行。</p>
<p>第一行的内容要写完整，不能只写半句。<br>第二行的内容也是要写完的，同样不能只写半句。</p>
<ol><li>严格控制会议数量，每月不超过两次，不得要求基层干部陪会。<li>严格控制文件篇幅，一般不超过四千字，不得层层转发。</ol>
<table><tr><th>事项</th><th colspan="2">期限</th></tr><tr><td rowspan="2">会议</td><td>上半年</td><td>2次</td></tr>
<tr><td>下半年</td><td>3次</td></tr></table>
<p>以上事项请各单位认真落实，不得以任何理由增加基层负担，有关情况及时报告。</p>
<p>附件：<a href="/a/%E5%90%8D%E5%8D%95.docx">1.名单</a></p>
<div class="footer"><p>版权所有 示例市政府 <a href="x">网站地图</a></p></div></body></html>"""


def test_a_table_becomes_rows_with_what_spans_in_each() -> None:
    assert (
        "| 事项 | 期限 | 期限 |\n| --- | --- | --- |\n| 会议 | 上半年 | 2次 |\n| 会议 | 下半年 | 3次 |"
        in html.read(PAGE).text
    )


def test_lines_and_numbers_of_lists_stay() -> None:
    text = html.read(PAGE).text
    assert "不能只写半句。\n第二行的内容" in text
    assert "1. 严格控制会议数量" in text
    assert "2. 严格控制文件篇幅" in text


def test_what_is_left_out_is_reported_and_hidden_text_is_spam() -> None:
    found = html.read(PAGE)
    assert [(one.why, one.text) for one in found.removed] == [
        ("navigation", "首页 新闻"),
        ("navigation", "版权所有 示例市政府 网站地图"),
        ("spam", "博彩网站\n开户\n六合彩\n私服"),
    ]


def test_a_page_says_what_it_is_and_that_attachments_are_elsewhere() -> None:
    found = html.read(PAGE)
    assert found.title == "关于减少会议的通知"
    assert found.said == {
        "title": "关于减少会议的通知",
        "publisher": "示例市政府办",
        "published": "2024-03-05 10:00",
    }
    assert "附件：1.名单" in found.text
    assert "名单.docx" in found.warnings[0]


def test_json_ld_speaks_where_meta_elements_do_not() -> None:
    script = '{"@graph": [{"@type": "NewsArticle", "headline": "甲", "author": [{"name": "张三"}, {"name": "李四"}], "datePublished": "2024-01-02"}]}'
    assert said({}, [script, "{坏的"], []) == {
        "title": "甲",
        "author": "张三、李四",
        "published": "2024-01-02",
    }


def test_a_page_of_frames_names_the_page_to_bring() -> None:
    with pytest.raises(Unreadable, match=r"main\.htm"):
        html.read(
            '<html><frameset cols="20%,80%"><frame src="main.htm"><frame src="b.htm"></frameset></html>'
        )


def test_a_table_that_lays_out_a_page_is_none() -> None:
    assert not is_data([[Cell("甲")], [Cell("乙")]])
    assert not is_data([[Cell("菜单"), Cell("长" * 500)], [Cell("页脚"), Cell("")]])


def test_a_cell_that_claims_to_span_thousands_is_cut() -> None:
    assert len(spread([[Cell("甲", columns=9999)]])[0]) == 60
    assert spread([[Cell("甲", rows=2), Cell("乙")], [Cell("丙")]]) == [["甲", "乙"], ["甲", "丙"]]
