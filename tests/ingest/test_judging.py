"""What is held back, and what only looks as if it should be."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.cleaning import clean
from ingest.document import Decision
from ingest.judging import judge
from ingest.preparation import CORPUS, prepare
from knowledge.text import sentences
from tests.ingest import damage
from tests.ingest.samples import ARTICLE, NUMBERED, STATUTE, write

ADVERTS = (
    "办证刻章请联系13812345678",
    "代开发票电话:13987654321",
    "加微信abc12345领取优惠",
    "QQ:123456789专业代写论文",
)


def said(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def in_any_order(text: str, chance: random.Random) -> str:
    pieces = said(text)
    chance.shuffle(pieces)
    return "\n".join(pieces)


def run_together(text: str, chance: random.Random) -> str:
    return "".join(in_any_order(text, chance).split("\n"))


def clauses_in_any_order(text: str, chance: random.Random) -> str:
    first, *rest = re.split(r"(?=\n[#* ]*第[^\n]{1,8}条)", text)
    chance.shuffle(rest)
    return first + "".join(rest)


def with_another(text: str, chance: random.Random) -> str:
    other = damage.paragraphs(chance.randrange(200), count=40, each=2) * 20
    return "\n".join(line for pair in zip(said(text), other, strict=False) for line in pair)


def with_paragraphs_of_another(text: str, chance: random.Random) -> str:
    other = damage.paragraphs(chance.randrange(200), count=40, each=3) * 20
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join(line for pair in zip(lines, other, strict=False) for line in pair)


def with_adverts(text: str, chance: random.Random) -> str:
    pieces = said(text)
    for _ in range(3):
        index = chance.randrange(len(pieces))
        place = chance.randrange(len(pieces[index]))
        pieces[index] = pieces[index][:place] + chance.choice(ADVERTS) + pieces[index][place:]
    return "\n".join(pieces)


WAYS = [
    in_any_order, run_together, clauses_in_any_order, with_another, with_paragraphs_of_another, with_adverts,
]  # fmt: skip


@pytest.fixture(scope="module")
def laws() -> dict[str, str]:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "laws"
    if not folder.is_dir():
        pytest.skip("the folder of real texts is not here")
    return {
        path.stem: clean(path.read_text(encoding="utf-8")).text for path in sorted(folder.glob("*-*.txt"))
    }


def test_clean_laws_are_accepted(laws: dict[str, str]) -> None:
    assert len(laws) == 5
    assert {name: judge(text) for name, text in laws.items()} == dict.fromkeys(laws)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_spoilt_laws_are_held_back(way: Callable[[str, random.Random], str], laws: dict[str, str]) -> None:
    accepted = [
        (name, seed)
        for name, text in laws.items()
        for seed in range(2)
        if judge(clean(way(text, random.Random(seed))).text) is None  # noqa: S311 (no secret)
    ]
    assert not accepted


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.md")), ids=lambda path: path.stem)
def test_our_own_digests_are_accepted(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("---", 2)[2]
    assert judge(re.sub(r"^\s*>.*$", "", body, flags=re.MULTILINE)) is None


def test_real_pages_are_accepted(shared: Path) -> None:
    for path in (shared / "seeds").glob("0*.txt"):
        assert judge(clean(path.read_text(encoding="utf-8")).text) is None


def test_articles_that_are_alike_and_in_order_are_accepted() -> None:
    """A list of duties jumps from one matter to the next, by right: its numbers say that nothing is missing or between."""
    chance = random.Random(0)  # noqa: S311 (no secret)
    for _ in range(20):
        articles = [
            f"第{number}条　{chance.choice(DUTIES)}，{chance.choice(DUTIES)}；{chance.choice(DUTIES)}。"
            f"{chance.choice(DUTIES)}的，由上级机关督促改正。"
            for number in range(1, 41)
        ]
        assert judge("示例责任规定\n" + "\n".join(articles) + "\n") is None


DUTIES = [
    f"{body}{verb}{matter}"
    for body in ("乡镇党委", "街道办事处", "村民委员会", "县级部门")
    for verb in ("应当精简", "不得层层转发", "可以合并", "统一管理")
    for matter in ("会议", "报表", "检查", "台账", "微信工作群")
]
COMPILATION = "\n".join(
    f"{name}\n"
    + "\n".join(f"第{n}条　{name}的第{n}件事，由主管部门负责，不得推给基层。" for n in "一二三四五六")
    for name in ("甲办法", "乙办法", "丙办法")
)
AMENDMENT = """关于修改示例条例的决定
一、第三条修改为：“会议一般不超过一小时。”
二、将第十条改为第九条，修改为：“文件一般不超过四千字。”
三、第五条增加一款，作为第二款：“不得要求陪会。”
四、删去第四条、第八条。
五、第二条中的“应当”修改为“必须”。
本决定自公布之日起施行。
"""
ANNEXES = "第一条　甲事由甲负责。\n第二条　乙事由乙负责。\n第三条　丙事由丙负责。\n第三条之一　丁事由丁负责。\n第四条　戊事由戊负责。\n附件一\n第一条　己事由己负责。\n第二条　庚事由庚负责。\n"
NESTED = "".join(
    f"{section}、要求\n（一）少开会。\n1. 不陪会。\n2. 不念稿。\n（二）少发文。\n1. 不照搬。\n2. 不照抄。\n（三）少检查。\n"
    for section in "一二三四"
)
ASKED = "".join(
    f"问：{what}怎么办？\n答：{what}的事项由乡镇便民服务中心受理，三个工作日内办结，不收取任何费用。\n"
    for what in [
        "低保",
        "医保",
        "社保",
        "养老",
        "残疾证",
        "居住证",
        "营业执照",
        "建房",
        "林权",
        "户口",
        "婚姻",
        "收养",
        "殡葬",
        "救助",
        "就业",
    ]
)
CONTACTS = "联系人：张某，联系电话：13812345678，咨询QQ群：123456789。办证大厅电话：0851-12345678。\n" * 2


@pytest.mark.parametrize(
    "text",
    [STATUTE, NUMBERED, ARTICLE, COMPILATION, AMENDMENT, ANNEXES, NESTED, ASKED, CONTACTS],
    ids=[
        "statute",
        "numbered",
        "article",
        "compilation",
        "amendment",
        "annexes",
        "nested",
        "asked",
        "contacts",
    ],
)
def test_what_only_looks_disordered_is_accepted(text: str) -> None:
    assert judge(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("第五条　甲。\n第二条　乙。\n第七条　丙。\n第三条　丁。\n第六条　戊。\n第一条　己。\n", "条款次序"),
        (
            "（三）甲事。\n（一）乙事。\n（四）丙事。\n（二）丁事。\n（六）戊事。\n（五）己事。\n",
            "编号接不上",
        ),
        ("他说这样”不行。会议太多”了。文件》太长了。要减”下来。会议》不开。\n", "不成对"),
        (ARTICLE + "为减轻负担，办证刻章联系13812345678，要少开会。\n", "广告"),
        ("This page is in English and says nothing about any rule whatsoever. " * 4, "不是中文"),
        ("基层\ufffd\ufffd减负\ufffd要\ufffd\ufffd落\ufffd实。\n" * 3, "乱码"),
        (
            "锘垮熀灞傚噺璐熻钀藉埌瀹炲璁╁熀灞傚共閮ㄦ湁鏇村鏃堕棿鏈嶅姟缇や紬浼氳涓嶅緱瓒呰繃涓€涓皬鏃舵枃浠朵笉寰楄秴杩囧洓鍗冨瓧涓嶅緱灞傚眰杞彂",
            "乱码",
        ),
    ],
    ids=["articles", "items", "pairs", "advert", "english", "lost", "misread"],
)
def test_a_sign_says_why_and_shows_where(text: str, reason: str) -> None:
    sign = judge(text)
    assert sign is not None
    assert reason in sign.reason
    assert sign.sample.strip() in text or sign.sample[:8] in text
    assert "例如：" in str(sign)


def test_a_document_with_a_sign_is_held_back_with_the_reason(tmp_path: Path) -> None:
    [found] = prepare(
        [write(tmp_path, "a.txt", ARTICLE + "为减轻负担，办证刻章联系13812345678，要少开会。\n")]
    )
    assert found.decision is Decision.QUARANTINE
    assert found.because is not None
    assert "13812345678" in found.because
    assert found.source is not None
