"""Aims: what a question wants to know of an act, as far as its words say: may they, must we, who, how much, what if.

A question may have several, or none that shows (a complaint). Nothing is decided by them alone: `bearing` weighs them.
"""

import re
from enum import StrEnum

from knowledge.figures import wanted
from knowledge.text import normalise


class Aim(StrEnum):
    """Something that a question asks for."""

    ALLOWED = "allowed"  # 能不能, 行不行, 合规吗
    OBLIGED = "obliged"  # 必须, 非得, 要不要
    REFUSE = "refuse"  # 能不能不, 不交行吗
    LIABLE = "liable"  # 会不会挨处分
    FREED = "freed"  # 能不能免责, 算不算例外
    WHO = "who"
    FACT = "fact"  # 第几条, 哪些, 什么时候
    HOW = "how"  # 怎么办, 向谁申请
    FIGURE = "figure"
    OMITTED = "omitted"  # tells of something left undone, or done on somebody's own account


_WORDS: dict[Aim, re.Pattern[str]] = {
    Aim.ALLOWED: re.compile(
        r"能不能|可不可以|可以[吗么嘛不]|行不行|行[吗么不]|[中成]不|不得行|要得|[准许让]不[准许让]|合规|合理|合法|违规|违反|犯规|对[吗不]|妥|作数|站得住|凭[什啥]|能.{0,12}[吗么嘛不]|可以.{0,14}[吗么嘛不]"
        r"|咋就|该不该|踩线|算不算|有这.{0,2}(?:道理|规矩)|is it|is that|allowed|\bcan\b|\bmay\b|\bok\b|legal"
    ),
    Aim.OBLIGED: re.compile(
        r"必须|非得|一定要|非要|要不要|用不用|需不需要|是不是[得要]|得.{0,6}吗|应不应|应否|有没有义务|有义务|\bmust\b|have to|\bshould\b|need to|required"
    ),
    Aim.REFUSE: re.compile(
        r"(?:能|可以|可不可以|可否|能否)不(?!能|可)|不(?:开|报|填|交|去|写|搞|签|参加|装|下载|打卡|回|接|干|办|做|转|发|改|配合|理).{0,6}(?:行|中|成|可以|会)|拒绝|不用|用不着|推掉|退群|免了|refuse|skip|opt out"
    ),
    Aim.LIABLE: re.compile(
        r"处分|处理|追责|问责|追究|罚|挨|背锅|担责|责任|连累|牵连|板子|记过|警告|开除|后果|吃亏|丢饭碗|punish|penalt|liable|discipline"
    ),
    Aim.FREED: re.compile(
        r"免责|容错|免予|免|宽|从轻|减轻|原谅|不算|算.{0,4}头上|算我|容不|能容|放过|例外|除外|不受|特殊|应急|紧急|除非|突发|汛|灾|exempt|forgiv|except|emergenc"
    ),
    Aim.WHO: re.compile(
        r"谁|哪个(?:部门|单位|机关)|哪家|找哪|哪级|哪一级|哪些(?:人|单位|部门)|哪头|\bwho\b|which (?:body|department|office)"
    ),
    Aim.FACT: re.compile(
        r"第几|哪条|哪一条|哪份|哪个文件|什么时候|哪天|哪年|几个方面|哪些|哪几|讲没讲|是[什啥]|叫[什啥]|[什啥]么?意思|指的是|定义|范围|包括|内容|含义|出自|依据|哪里写|which|what is|what are|what does|when|how many|where|list"
    ),
    Aim.HOW: re.compile(
        r"怎么办|咋办|[怎咋](?:么|样)?(?:做|弄|申|走|处|整|报|批)|流程|程序|手续|步骤|去哪|向谁|找谁|how (?:do|to|can|should)"
    ),
    Aim.OMITTED: re.compile(
        r"没(?!收|事)|不(?:报|批|给|让|说|改|管|理|反馈|公开|公示|签字)|就(?:发|下|开|来|要|搞|定|罚|压|塞|把)|硬|非要|直接|擅自|自己(?:定|搞|拍)|私自|偷偷|照样|还(?:要|让|叫|在)|天天|老是|动不动|又(?:要|来|让)|without"
    ),
}


def aims(question: str) -> frozenset[Aim]:
    """What a question asks for."""
    text = normalise(question)
    found = {aim for aim, pattern in _WORDS.items() if pattern.search(text)}
    return frozenset(found | {Aim.FIGURE} if wanted(question) else found)
