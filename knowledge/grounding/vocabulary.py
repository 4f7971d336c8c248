"""Vocabulary: the words that a plainer wording may bring in, and those that it may take for one another.

Both lists are short on purpose: what is missing here costs a plainer sentence, what is wrong here costs the truth.
"""

import re
from functools import cache

from knowledge.text import normalise

# Words of one meaning, for these texts; all are put into the first. None of them names who is bound, how much, or
# whether something is allowed.
_SAME = (
    ("会议", "开会"),
    ("宴请", "请客吃饭", "请客", "吃请"),
    ("参加", "到会", "出席", "参会", "与会"),
    ("要求", "让", "叫"),
    ("上级", "上头"),
    ("确需", "确实需要", "确有需要", "的确需要"),
    ("群众", "老百姓", "百姓"),
    ("主要负责同志", "主要负责人", "主要领导", "一把手"),
    ("负责同志", "负责人"),
    ("党委政府", "党委和政府", "党委、政府"),
    ("督查检查考核", "督检考"),
    ("接待对象", "客人", "来宾"),
    ("陪餐", "陪同用餐", "陪客吃饭", "作陪"),
    ("有异议", "不服", "不认可"),
    ("解散", "散掉", "散了"),
    ("上年", "上一年"),
    ("持平", "一样多"),
    ("追究责任", "追责"),
    ("承担责任", "担责"),
    ("本人", "自己"),
    ("发布", "印发"),
    ("之内", "以内"),
    ("书面说明", "书面的说明"),
    # What recurs is counted as what it recurs in, so that 一年1次 and 每年1次 hold the same figures.
    ("一年", "每年", "每一年"),
    ("一个月", "每月", "每个月"),
    ("一周", "每周", "每个星期"),
    ("一天", "每天", "每日"),
)  # fmt: skip

# Words that join, point and frame, and light verbs that say no more than that something is done.
_FREE = """
以及 或者 并且 而且 但是 不过 如果 要是 的话 时候 的时候 期间 虽然 因为 已经 由于 所以 因此 那么 同样 一样 也一样 无论 不论 不管 即使 哪怕
这个 那个 这些 那些 这类 那类 这种 那种 这样 这样的 此类 该类 它们 上述 另外 此外 其中 也就是 也就是说 换句话说 简单说 简单来说 具体来说 总之 意思是 指的是 所说的
对于 按照 根据 依据 依照 规定 条款 这条 这一条 文件里 写明 写着 明确 说明 属于 作为 以后 之后 以前 之前 当时 等等 一个 一种 一些 一份 一项 一场 比如 例如
开展 进行 举办 举行 召开 设置 设立 实行 实施 安排 给予 得到 取得 经过 包括 事情 情况 情形 方面 东西 内容 部分
""".split()  # noqa: SIM905  # a list to be read
# Of one character: these stand anywhere, the light ones only where no strange character stands beside them (份, but not 备份).
_PARTICLES = (
    "的了是在和与跟及或并而则也都还又就但便更若已这那此该其它本之以即对于把被将从由到为按当等时地得着过里中至"
)
_LIGHT = "给上下内来去会有后前个种件项份场类条像如事开办搞做作设建"

# What narrows a norm: with it gone more would be forbidden, or allowed, than the rule says.
NARROWING = """
随意 擅自 频繁 过度 强制 自行 直接 变相 无故 重复 多头 层层 简单 一味 一律 没必要 不必要 没有必要 命令式 临时 专门 明显 故意 严重 综合性
只 仅 主要 全部 任何 所有 同时 首次 再次
""".split()  # noqa: SIM905

# Speaking to the reader, or telling what to do without a rule that says so.
ADVICE = re.compile(
    r"建议|最好|不妨|请(?:您|你|及时|尽快|先|注意|务必|向|与|和|到|按|在|咨询|联系|核实|参考|各)|记得|(?<!引起)注意|放心|尽快|赶紧|赶快|千万|小心|提醒|"
    r"[你您我咱俺]|他们|她们|大家|可以(?:向|找|打|拨|联系|咨询|举报|投诉|反映|拒绝|主张)|有权|不如|值得|推荐|"
    r"作为(?:语言模型|助手|一个?ai)|抱歉|对不起"
)
# Not the words of a sentence: addresses, markup, control characters.
NO_PROSE = re.compile(r"https?:|www\.|[<>{}\[\]`|\\#*_~^=@\x00-\x1f\x7f]|\.(?:com|cn)\b", re.IGNORECASE)


def canonical(text: str) -> str:
    """A text in the form in which drafts and clauses are compared: normalised, words of one meaning in one."""
    return _same().sub(lambda match: _first()[match.group()], normalise(text))


@cache
def free() -> re.Pattern[str]:
    """What may stand in a draft without standing in a clause."""
    words = sorted({canonical(word) for word in _FREE}, key=len, reverse=True)
    return re.compile(f"{'|'.join(map(re.escape, words))}|(?P<particle>[{_PARTICLES}])|(?P<light>[{_LIGHT}])")


@cache
def _first() -> dict[str, str]:
    return {normalise(word): normalise(group[0]) for group in _SAME for word in group}


@cache
def _same() -> re.Pattern[str]:
    # Longest first; a representative stands for itself, so that 要求 inside a longer word is not rewritten twice.
    return re.compile("|".join(map(re.escape, sorted(_first(), key=len, reverse=True))))
