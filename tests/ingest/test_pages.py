"""Whole pages: what is left of them is the article, to the character, whatever stands around it and befell it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.cleaning import clean
from tests.ingest import damage

TITLE = "把时间还给基层干部"
_CUT = "{cut}"  # the first words of the article's first paragraph

HEADS = {
    "government": "无障碍浏览 | 长者版 | 繁體版\n首页 政务公开 政务服务 互动交流 专题专栏\n当前位置：首页 > 新闻中心 > 部门动态\n{title}\n发布时间：2023-04-05 09:30 来源：某某市人民政府网 浏览次数：128次 字号：[大 中 小]\n打印 关闭 收藏 分享到：\n",
    "portal": "首页\n新闻\n财经\n体育\n娱乐\n您所在的位置：首页>评论>正文\n{title}\n2022年3月4日 08:15 来源：某某日报 有12人参与评论\n摘要："
    + _CUT
    + "……[详细]\n",
    "library": "1、本站文档由会员上传，付费下载前请先预览，文档内容仅供参考。\n2、本文档如有侵权，请联系客服删除，版权归原作者所有。\n3、下载本文档需要20积分，成为会员后免费下载，不支持退款。\n{title}\n",
    "mirror": "日本一区I久久国产I午夜福利I超碰在线I麻豆传媒I欧美激情I国产熟女I人妻无码I亚洲色网\n网站首页 新闻 社会 教育 健康 关于我们\n您的位置:网站首页 > 社会 >\n{title}\n來源：某某晚报    時間：2021-07-08 10:11:12\n",
    "column": "【基层论坛】\n作者：李某某（某某大学公共管理学院讲师）\n",
    "bare": "{title}\n",
}
FEET = {
    "government": "打印本页 关闭窗口\n上一篇：关于召开会议的消息\n下一篇：某某市开展专项检查\n扫一扫在手机打开当前页\n主办：某某市人民政府办公室 技术支持：某某公司\n网站标识码：1234567890 某ICP备12345678号 某公网安备 11000002000001号\n",
    "portal": "（责任编辑：王某）\n相关阅读\n某地举行春季运动会\n某市今年新增绿地三十公顷\n某县特产走俏\n网友评论\n登录后才可以发表评论\n免责声明：本网转载此文旨在传递更多信息，不代表本网观点，如涉及版权问题请与本网联系删除。\nCopyright © 2001-2023 某某网 All Rights Reserved\n",
    "library": "文档评论(3)\n您可能感兴趣的文档\n猜你喜欢\n基层工作总结范文\n某单位年度计划\n",
    "mirror": "关键词：\n热门文章\n某地天气晴好\n某片上映\n首页 | 国内 | 国际 | 教育 | 娱乐 | 在线访谈\n版权所有 某某网 未经允许不得复制或镜像\n主站蜘蛛池模板： 国产精品久久 | 亚洲无码在线 | 日韩一区二区 | 欧美人妻 | 黄色视频 | 91在线观看 | 超碰免费 | 麻豆视频 |\n",
    "teaser": "某地召开企业座谈会 本报记者 王某 在推动重点项目建设动员大会3月2日召开之后，各县区迅速组织力量深入企业了解情况，帮助企业解 某某网3月5日电 近日，某某集团发布公告称公司收到监管部门的通知，其所持有的股份被冻结，目前公司 春节期间旅游热度不减 某某社3月6日电 (记者 李某)记者从市文旅局获悉，假期全市接待游客同比增长两成，各景区 。本文链接：把时间还给基层干部http://www.example.com/show-1-2.html\n声明：本站为非营利性网站，内容由网友发布，不代表本站观点，若有侵权请联系删除。\n",
    "bare": "",
}


def body_of(paragraphs: list[str]) -> str:
    return damage.halved("\n".join(paragraphs))


def squeezed(text: str) -> str:
    """The lines of a text without indents and empty lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def page(head: str, paragraphs: list[str], foot: str) -> str:
    cut = paragraphs[0][:30]
    return (
        HEADS[head].replace("{title}", TITLE).replace(_CUT, cut) + "\n".join(paragraphs) + "\n" + FEET[foot]
    )


def _plain(text: str) -> str:
    return damage.halved(text)


def _annotated(text: str) -> str:
    return damage.annotated(damage.halved(damage.traditional(text)))


@pytest.mark.parametrize("spoil", [_plain, _annotated], ids=["plain", "annotated"])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("government", "government"),
        ("portal", "portal"),
        ("library", "library"),
        ("mirror", "mirror"),
        ("column", "teaser"),
        ("portal", "teaser"),
        ("mirror", "bare"),
        ("bare", "portal"),
        ("government", "mirror"),
        ("library", "bare"),
    ],
)
def test_the_article_is_what_is_left_of_a_page(head: str, foot: str, spoil: Callable[[str], str]) -> None:
    paragraphs = damage.paragraphs(len(head) * 5 + len(foot))
    cleaned = clean(spoil(page(head, paragraphs, foot)))
    title = "" if head == "column" else TITLE + "\n"
    assert squeezed(cleaned.text) == title + body_of(paragraphs)
    assert (cleaned.written is not None) == (spoil is _annotated)
    assert len(cleaned.written or cleaned.text) == len(cleaned.text)


SLIPS = [
    "必须让干部从材料里解脱出来。基层干部最清楚群众需要什么，也最盼望有时间去做。",
    "这样的考核没有实效。《若干规定》说得很清楚，考核要看群众满意不满意，不看材料厚不厚。",
    "会议越开越长。可是听的人听不进去，没有听的人还要补会议记录，这就是形式主义。",
    "有的地方还在层层加码。和群众打交道的时间少了，填写表格的时间多了，干群关系就会疏远。",
    "要尊重基层的意见。“上面千条线，下面一根针”的局面不改变，减负就是一句空话。",
    "工作群越建越多。可以合并的应当合并，长期不用的应当解散，不得要求在群里打卡。",
]


@pytest.mark.parametrize("sentence", SLIPS)
def test_a_one_byte_slip_of_traditional_characters_is_read_in_step_again(sentence: str) -> None:
    text = damage.traditional(damage.paragraphs(3)[0] + "\n" + sentence)
    cleaned = clean(damage.slipped(text))
    assert _lost(cleaned.text, clean(damage.halved(text)).text) <= 1
    assert cleaned.repaired[0].why == "错一个字节"


@pytest.mark.parametrize("sentence", SLIPS)
def test_of_simplified_ones_the_character_before_the_next_mark_may_be_lost(sentence: str) -> None:
    text = damage.paragraphs(3)[0] + "\n" + sentence
    cleaned = clean(damage.slipped(text))
    assert _lost(cleaned.text, clean(damage.halved(text)).text) <= 1
    assert cleaned.repaired[0].why == "错一个字节"


def _lost(text: str, wanted: str) -> int:
    """The characters left open in a text that otherwise is the one wanted."""
    assert len(text) == len(wanted)
    differing = [found for found, other in zip(text, wanted, strict=True) if found != other]
    assert set(differing) <= {"?"}
    return len(differing)


@pytest.mark.parametrize(
    "text",
    [
        "为什么?!这样的会还要开多久?;基层干部想不通。",
        "为什么?APP越来越多，却没有一个好用?VIP通道又是给谁用的?",
        "对吗?!对。难吗?不难!要看干不干?真干还是假干?!",
        "网址是http://www.example.com/?id=中文&page=2,打开之后?请登录。",
        "睢县?鄄城?盱眙?这些地名?!都有生僻字;垚和堃?也是。",
        "能不能少开会?基层干部在问?群众也在问?;开会能解决问题吗?:不能。",
    ],
)
def test_question_marks_that_are_meant_stay(text: str) -> None:
    assert clean(text + "\n").text == text + "\n"
    assert all(one.why != "错一个字节" for one in clean(damage.traditional(text) + "\n").repaired)


LOOK_ALIKES = {
    "codes": "二维码成了新负担\n进村要扫二维码，开会要扫二维码，填表还要扫二维码，扫一扫关注公众号成了硬任务。\n有的单位要求长按识别二维码下载APP(应用)，还要截图证明。这样的做法应当停止。",
    "vip": "取消不合理的VIP待遇\n有的景区给领导干部开VIP通道，付费会员反而排在后面，群众意见很大。\n会员下载、付费阅读本来是市场行为，机关单位不得强制订阅，更不得把订阅数量列入考核。",
    "rights": "保护好基层的创作\n有的网站随意转载基层干部的文章，既不注明来源，也不支付稿酬，侵犯了作者的版权。\n一些网站在页脚写上“本站不承担任何法律责任，如有侵权请联系删除”了事，这种免责声明免不了责。\n要依法追究侵权者的责任，保护作者的合法权益。",
    "statement": "声明：本办法由县委办公室负责解释。\n第一条　信息公开平台上的内容，未经授权不得转载。\n第二条　网站应当注明联系电话和联系人，及时处理投诉。\n第三条　违反上述规定的，依照有关规定追究责任。",
    "links": "办事指南汇编\n相关链接\n一、办理低保的，见《低保工作规程》。\n二、办理残疾证的，见《残疾人证管理办法》。\n三、其他事项由乡镇便民服务中心统一受理，不得让群众多头跑。",
    "forum": "求助：村里的台账到底要做几份？\n楼主在乡镇工作五年，每个月要交十几份台账，大家有什么好办法？\n1楼：我们县去年清理了一批，现在只留三份，其他的都不用交了。\n2楼：可以向县里反映，文件里说得很清楚，不得重复要求报送材料。",
    "brackets": "减负(试行)方案\n补贴300元(yuan)由县级财政承担，APP(政务)与小程序(a)同步下架，依照第(三)项执行。\n单(shàn)县和尉犁(yù lí)县的做法值得借鉴，其他地方可以参照执行，不得照搬照抄。",
    "contents": "目　录\n第一章　总则\n第二章　会议\n第三章　文件\n第一章　总则\n第一条　为了减轻基层负担，制定本办法。\n第二章　会议\n第二条　会议一般不超过一小时，经过批准的除外。\n第三章　文件\n第三条　文件一般不超过四千字，不得照搬照抄上级文件。",
    "table": "事项清单\n| 序号 | 事项 | 责任单位 | 时限 | 依据 | 备注 | 电话 | 类别 |\n| 1 | 会议 | 办公室 | 每月 | 规定 | 无 | 无 | 甲 |\n| 2 | 文件 | 办公室 | 每月 | 规定 | 无 | 无 | 乙 |\n以上事项每月更新一次，由各责任单位负责，办公室汇总之后向社会公布。",
    "quoted": "一封被退回来的文件\n文件写道：“上一篇没有写完的，下一篇接着写。”群众看了直摇头，说这样的文件没有用处。\n更多时间要用在服务群众上。首页上的口号喊得再响，也不如办成一件实事。",
    "repeated": "某某县关于会议的规定\n第一条　下列会议不得要求村干部参加：\n（一）业务培训会议；\n（二）工作总结会议。\n第二条　下列会议不得要求社区干部参加：\n（一）业务培训会议；\n（二）工作总结会议。",
    "old name": "一本旧书\n图书馆里有一本《國語辭典》，封面上写着“民國三十六年”，借阅的人不多，保存得很好。\n整理古籍要用原来的字，不得随意改动，这也是实事求是。",
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_page_that_only_looks_damaged_stays_as_it_is(name: str) -> None:
    text = LOOK_ALIKES[name] + "\n"
    cleaned = clean(text)
    assert cleaned.text == text
    assert not cleaned.removed


SEEDS = {
    "000": ("“上面千把锤,下面一根钉。”", "引导基层干部更好地深入群众。"),
    "001": ("近日,中央层面整治形式主义", "为“十四五”开好局、起好步。"),
    "002": ("基层是国家治理体系的“神经末梢”", "民族复兴伟业提供持久动能。"),
    "003": ("基层是政策落地的“最后一公里”", "国家治理体系和治理能力现代化奠定坚实基础。"),
    "004": ("当前,一些地方存在基层干部", "增进干群互信。"),
}


@pytest.mark.parametrize("name", SEEDS)
def test_a_real_page_is_left_with_its_article(name: str, shared: Path) -> None:
    [path] = (shared / "seeds").glob(f"{name}_*.txt")
    cleaned = clean(path.read_text(encoding="utf-8"))
    lines = squeezed(cleaned.text).splitlines()
    first, last = SEEDS[name]
    assert any(line.startswith(first) for line in lines[:2])
    assert lines[-1].endswith(last)
    assert not re.search(
        r"\ufffd|\([a-zà-ǜ]+\)|https?:|ICP|QQ:|本站|本网|VIP文档|版权申诉|上一篇|万达|无码", cleaned.text
    )


def test_the_slips_of_the_first_page_are_repaired(shared: Path) -> None:
    [path] = (shared / "seeds").glob("000_*.txt")
    text = clean(path.read_text(encoding="utf-8")).text
    for repaired in (
        "治理成效。《通知》击中了基层干部痛点,",
        "考核干部。基层干部一头连着党和政府",
        "。基层的事情人民说了算,",
    ):
        assert repaired in text
