"""Norm words: what a sentence of a rule does to the act it speaks about, and what it excepts.

The words are those of Chinese regulation texts and of our digests of them. A sentence may hold several; the
strictest that is not an exception's own decides, in the order in which the table below lists them.
"""

import re

from knowledge.model import Stance, Verdict
from knowledge.text import sentences

# Order decides: an exemption is worded with 不 and 可以 too, a limit with 不 (一般不), a permission with 可 inside 不可.
_SIGNS: tuple[tuple[Stance, re.Pattern[str]], ...] = (
    (
        Stance.EXEMPTS,
        re.compile(
            r"不予(?:处分|问责|追究|处罚)|免予|免于|免除|从轻|减轻(?!.{0,4}负担)|不追究|不承担|容错|可以不|可不|可以容|不给处分|不(?:算|归|适用)|有权拒绝"
        ),
    ),
    (
        Stance.LIMITS,
        re.compile(
            r"(?:原则上|一般|通常)不|(?:原则上|一般|通常).{0,12}(?:以内|最多|至多)|不超过|不得超过|不多于|以内|最多|至多|上限"
            r"|控制(?:在|数量|频次|陪同|发言)|严(?:格)?控|从严|严格控制|只减不增|(?:未|没有|没)[^，。；]{0,14}(?:批准|同意|指定|部署)[^。；]{0,8}[不没]"
            r"|总量控制|审批控制|少或持平"
        ),
    ),
    (
        Stance.FORBIDS,
        re.compile(
            r"不得(?!不)|严禁|禁止|不准|不许|不允许|一律不|不能(?!不)|不可(?!抗|预|避|以上)|不应当?|不要(?!求)|不搞|不再|切忌|防止|杜绝|不上|不提供|不用"
        ),
    ),
    (Stance.LIMITS, re.compile(r"只(?:能|请|由|有|准|限)")),
    (
        Stance.REQUIRES,
        re.compile(
            r"应当|应(?=[由先在及向按把予])|必须|须|务必|要(?!求|点|素|么|不|闻|件)|需(?!求)|负责|实行|先.{0,10}再|及时|谁.{1,4}谁"
        ),
    ),
    (Stance.PERMITS, re.compile(r"可以|可(?=[在按向由以])|允许|有权|提倡|鼓励|支持")),
)

_VERDICTS = {
    Stance.FORBIDS: Verdict.PROHIBITED,
    Stance.LIMITS: Verdict.LIMITED,
    Stance.REQUIRES: Verdict.REQUIRED,
    Stance.PERMITS: Verdict.PERMITTED,
    Stance.EXEMPTS: Verdict.EXEMPT,
    Stance.NEUTRAL: Verdict.INFORMATIONAL,
}

# Parts of a sentence that take something out of the rule or tie it to a condition. They travel with it.
_EXCEPTION = re.compile(
    r"除[^，。；：]{1,40}?(?:外|之外|以外)|[^，。；：]{0,20}(?:不算在内|不在此限|不受[^，。；]{1,16}限制|除外)"
    r"|(?:，|^)但[^。；]{2,60}|经[^，。；]{1,24}(?:批准|同意|审批)[^，。；]{0,8}|(?:未经|没有|没|未)[^，。；]{1,24}(?:批准|同意|指定|部署)"
    r"|确(?:需|有必要)[^，。；]{0,24}|原则上|一般(?=不|控制|以内|可|应|半)|通常(?=只|不)"
)
_WORDY = frozenset({"原则上", "一般", "通常"})


def stance(sentence: str) -> Stance:
    """What a sentence does, by its norm words; neutral where it holds none.

    Words that stand inside an exception (除…外) do not count.
    """
    core = re.sub(r"除[^，。；：]{1,40}?(?:外|之外|以外)", "", sentence)
    for candidate, pattern in _SIGNS:
        if pattern.search(core):
            return candidate
    return Stance.NEUTRAL


def verdict(of: Stance) -> Verdict:
    """The verdict that a clause's stance carries."""
    return _VERDICTS[of]


def exceptions(text: str, ground: str | None = None) -> tuple[str, ...]:
    """The exceptions and conditions of a clause, each a verbatim slice, in order and once.

    A bare softener (原则上, 一般) brings the sentence that it softens. Given a ground, the softeners of other sentences are left out:
    they soften another norm.
    """
    found: list[str] = []
    for span in sentences(text):
        sentence = text[span.start : span.end]
        for match in _EXCEPTION.finditer(sentence):
            words = match.group().strip("，").strip()
            if words in _WORDY and ground is not None and sentence not in ground:
                continue
            excerpt = sentence.rstrip("。；;!！?？") if words in _WORDY else words
            if not any(excerpt in known for known in found):
                found = [known for known in found if known not in excerpt]
                found.append(excerpt)
    return tuple(found)
