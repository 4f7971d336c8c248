"""Doings: whether what follows somebody's name says what he does, and so binds him, or names a thing of his."""

import re

from knowledge.norms.names import VERB, VERB_OR_NOUN, is_area

# How, whom, when: what stands between a name and its verb.
ADVERB = re.compile(
    r"对|向|将|把|按|根据|依|在|为|因|就|以(?![外上下内及])|从|与|同(?!级)|给|由|通过|自(?!治)|于|经(?!费)|除|当(?!事)|应|不|可|须|必|要|有(?!关)|无|未|没|既|又|也|都|均|每|一律|原则|一般|通常|至多|至少|最多|只|是|负(?!担)|会同|（|，|之间|能|且|并|到|≤|参照|根据|年度内|需|联名"
)
_OCCASION = re.compile(r"(?:时|期间|过程中|之?前|之?后)$")
# What somebody makes is his to answer for: 部门印发的文件, 上级机关的会议.
_MADE = re.compile(
    r"(?:[^，。；的应不可须]{0,12}的[^，。；的]{0,12}|[^，。；的对向把应不可须]{0,10})(?:文件|发文|会议?|App|报告|讲话|发言|小结|通知|活动|公文|平台|督查|检查|考核|培训|调研|报表)(?:上线|印发|发布)?$"
    r"|[^，。；的应不可须]{0,12}(?:搞|保留|建设|开发|运营|组织|委托|安排|部署|交办|布置|下达|取得|收集|制作)[^，。；的]{0,8}的[^，。；的]{0,10}$"
)
_OF_A_THING = re.compile(r"[^，。；]{0,40}的(?!$)[^，。；的]{1,10}$")
# A rule's title, a count, or what a thing is that he must not, may or should provide.
_NO_DOING = re.compile(
    r"(?:预算|经费|工作|项目|成员)?中$|之间的|法(?![定律人院官])|条例|章程|细则|\d|[^，。；]{0,6}(?:不属于|不是)|(?:不得不?|应当|可以|必须)[^，。；的]{1,12}的[^，。；的]{1,6}$"
)
_THINGS = "经费|费用|制度|职责|权限|数量|规模|次数|期限|档案|系统|待遇|考勤|分工|批示|公众号|工作群|账号|条件|资格|编制|情况|意见|关系|计划|方案|清单|职务|级别|工作|资金|章程|项目|总量|标准|名单|比例|牌子|印章|场所|条例|频次|时间|程序|数据|材料|资料|信息|测评|满意度|等次|预算"
_THING = re.compile(rf"(?:{_THINGS})(?=$|{VERB.pattern}|{VERB_OR_NOUN.pattern})")
_CUT = re.compile(
    "[应要须不在由是可与将只均每]|以(?!及)|(?<![认作成行])为|一般|原则上"
)  # where words about a thing end at the latest
_NOUN_ON = re.compile("、|结束|开始|工作|任务|事项|对象|项目|结果|结论|范围|方案|期间")
_SHORT = 3  # characters of a noun in which a verb stands alone


def acts(name: str, rest: str) -> bool:
    """Whether what follows a name is what he does, or a thing that he makes; not one that he has or needs."""
    occasion = _OCCASION.search(rest)
    rest = rest[: occasion.start()] if occasion else rest
    if not rest or _MADE.match(rest):
        return not is_area(name) or not rest or "的" in rest or VERB.match(rest) is not None
    if _NO_DOING.match(rest):
        return False
    if ADVERB.match(rest):
        return True
    if rest.startswith(("的", "所")) or _OF_A_THING.match(rest):
        return False
    lump = rest[: cut.start()] if (cut := _CUT.search(rest)) else rest
    if is_area(name):
        return _does(lump)
    return VERB.match(rest) is not None or not _THING.search(lump)


def does(rest: str) -> bool:
    """Whether words begin with a verb or with how something is done."""
    return any(form.match(rest) for form in (ADVERB, VERB, VERB_OR_NOUN))


def _does(lump: str) -> bool:
    """Whether what follows a level or a government is plainly a verb: 乡镇使用, not 省级文件 nor 政府督查."""
    noun_too = VERB_OR_NOUN.match(lump)
    if noun_too is None:
        return VERB.match(lump) is not None
    return len(lump) > _SHORT and not _NOUN_ON.match(lump, noun_too.end()) and not _THING.search(lump)
