"""Every fixed sentence that a reader of the bot can see."""

from knowledge.model import Answer, Grade, Kind, Reason, Status, Verdict

LONGEST_QUESTION = 1000  # characters; longer ones are notices or reports, not questions

START = """我是减负助手，帮你查“整治形式主义为基层减负”的规定怎么说。

把碰到的事直接发给我就行，比如：
• 开会主报告最长能讲多久
• 县里能从我们镇借调干部吗
• 先行先试出了失误会不会被问责

收到的通知也可以转发给我，文件、照片都行，我看里面哪些要求规定谈到了。

我会逐字列出条款，说明出自哪份文件第几条。规定里没有的，我直说没有。

可以接着追问，比如“那省里呢”“期限多久”“原文”。

我只查规定，不判断谁对谁错。你问的话和发来的通知都不保存。为了能接着问，最近几句在内存里留半小时就忘，发 /forget 马上忘。标着“要点”的是我们的转述，不是官方原文。

发 /help 看详细说明。"""

HELP = """能做的
• 用平常的话问，我找出管这件事的条款，逐字引用，例外一起列出来。
• 点“看整条”看全文，还能翻前一条、后一条。
• 可以接着问：“那省里呢”“期限多久”“例外呢”“原文”“第二条”“哪个文件说的”。回复我的某条消息，就接着那条问。
• 要看哪种情况的，下面有按钮，点一个就按那种情况答。
• 答偏了，点“没答到点子上”。
• 转发通知，或者发文件、照片，我逐条对照规定，说清依据。发 /check 看怎么发。

做不到的
• 不判断谁违规，不代写材料，不代替正式的法律意见。
• 语音、视频、表情不会看。
• 没收进来的文件我不知道。规定没写的，我不编。

请放心
• 你问的话不保存，也不写进日志。
• 为了能接着问，最近几句在内存里留半小时，过后就忘；发 /forget 马上忘。各人问各人的，群里也不混。
• 通知只在内存里看，半小时内丢掉：不保存，不写日志，不交给别的程序。标了密级的请不要发。
• 点“没答到点子上”，只记时间和涉及的条款，不记你是谁、问了什么。

请留意
• 标着“要点”的是我们对文件的转述，不是官方原文。要正式引用，请核对原文。
• 在群里先 @我，或者回复我的消息，我才看得到。"""

# Where the operator keeps what was not answered, the same with the truth about it.
START_KEEPING = START.replace(
    "你问的话和发来的通知都不保存。",
    "没答上来的问题，抹去姓名、电话等再留给管理员补规定，不记是谁问的。发来的通知一概不留。",
)
HELP_KEEPING = HELP.replace(
    "• 你问的话不保存，也不写进日志。",
    "• 没答上来的问题，抹去姓名、电话、证件号、地址，留给管理员补规定，到期删掉；别的话不保存。都不记是谁问的，也不写进日志。\n"
    "• 抹不干净是可能的，请不要写出人名和单位。",
).replace("只记时间和涉及的条款，不记你是谁、问了什么。", "只记时间、涉及的条款和抹过的问题，不记你是谁。")

# Said after either where there is a language model.
WRITING = (
    "这里请了语言模型帮着把话说明白：您问的话抹去姓名、电话、证件号、地址后会发给它，抹不干净是可能的；转发的通知从不发给它。"
    "许不许、依据哪一条不由它定，条款是原文。"
)
REWORDED = "（这段话由语言模型改写，已和条款核对；以下面的原文为准。）"

COMMANDS = (
    ("start", "这是什么，怎么问"),
    ("help", "能做什么，不能做什么"),
    ("check", "核对一份通知"),
    ("forget", "忘掉刚才问的"),
)
UNKNOWN_COMMAND = "没有这个命令。直接把问题发给我就行，发 /help 看说明。"

GROUP_HELLO = (
    "大家好，我查基层减负的规定。先 @我 再写问题，或者回复我的消息，我就来答；"
    "回复一条通知 @我，我就核对那条通知。其他的话我不看。"
)
GROUP_EMPTY = "在 @我 后面写上问题就行，比如：开会主报告最长能讲多久。"
ONLY_TEXT = "语音、视频、表情这些我不会看。请把想问的事写出来；通知可以发文字、文件或者照片。"
NO_QUESTION = "没看到问题。请把想问的事写出来发给我。"

STRANGER = "这个助手只给名单里的人用。要用的话，请把你的编号 {user} 告诉管理员。"
STRANGER_PRESSED = "这个助手只给名单里的人用。"

FAILED = "出了点问题，这次没能处理好。请过一会儿再试；还不行，就把编号 {reference} 告诉管理员。"
PERHAPS_LOST = (
    "网络不稳，刚才的回复可能没有发全。没收到的话请再发一次；还不行，就把编号 {reference} 告诉管理员。"
)

READ_AS = "按这句查的：{question}"
CHOOSE = "要看是哪一种，点一个（都不是，就写出来）："
STEPS = "可以怎么做"
OTHERS = "除了刚才那几条，谈得相近的还有（不一定答得上你的问题）："
NO_OTHERS = "谈这件事的，我这里只查到刚才那几条。"
NO_NEIGHBOUR = "那边没有别的条款了。"
NO_ARTICLE = "我这里没有收{article}，请看这份文件的全文。"
ADRIFT = "接不上前面的话：我只记得半小时内问的。请把整句话再问一遍，比如“县里能从我们镇借调干部吗”。"
CHOICE_FORGOTTEN = "这几个选项我已经忘了（只记半小时），请重新问一次。"
FORGOTTEN = "刚才问的都忘掉了。"

BUTTON_EXPIRED = "这个按钮已经失效，请重新问一次。"
CLAUSE_GONE = "这一条已经更新过，请重新问一次。"
THANKS = "记下了，谢谢。只记了时间和涉及的条款，没记你是谁、问了什么。"
THANKS_KEEPING = "记下了，谢谢。问题抹去姓名、电话等，留给管理员补规定，没记你是谁。"

FULL_CLAUSE = "看整条和前后条"
FULL_CLAUSE_OF = "{number} 看整条"
MISSED = "没答到点子上"
PREVIOUS = "‹ {locator}"
FOLLOWING = "{locator} ›"

# What the clauses do. Read after any question, "能不能" and "能不能拒绝" alike, so none of them may sound like
# a yes or a no to the question itself, and none says that somebody broke a rule.
VERDICTS = {
    Verdict.PROHIBITED: "⛔ 有禁止性规定",
    Verdict.LIMITED: "⚠️ 有限制性规定",
    Verdict.PERMITTED: "✅ 有允许的规定",
    Verdict.REQUIRED: "📌 有硬性要求",
    Verdict.EXEMPT: "🛡️ 有免责减责规定",
    Verdict.INFORMATIONAL: "📄 有相关规定",
}
PRECEDENT = "🗂 有通报先例"  # a case is no rule, whatever its verdict
OPINION = "📰 只有评论文章谈到，不是规定"

REASONS = {
    Reason.NO_BASIS: "没有查到依据",
    Reason.OFF_TOPIC: "这个不归我查",
    Reason.UNCLEAR: "还差一点信息",
    Reason.DECLINED: "这个忙我不能帮",
}
AS_WRITTEN = "原文是繁体字，照录："
NEAREST = "下面几条谈的事相近，但没有回答你的问题："

EXCEPTION = "例外和条件"
NOTICE = "请留意"
OFFICIAL_PAGE = "看网页"
AT_PLACE = "按{place}查的，全国的规定也在内。"
ON_DAY = "按{day}当天的规定查的。"

KINDS = {
    Kind.RULE: "文件规定",
    Kind.LAW: "法律法规",
    Kind.DIGEST: "要点（转述）",
    Kind.CASE: "通报案例，不是规定",
    Kind.COMMENTARY: "评论报道，不是规定",
    Kind.INTERNAL: "内部材料",
}
STATUSES = {
    Status.TRIAL: "试行",
    Status.DRAFT: "征求意见稿，还没生效",
    Status.SUPERSEDED: "已被新规定取代",
    Status.REPEALED: "已废止",
}
# How a source stands, where that is asked for; in an answer what is in force goes without saying.
HOLDING = STATUSES | {Status.IN_FORCE: "现行有效", Status.UNKNOWN: "没有核实到，用前请再查一下"}
ISSUER, NUMBER, ISSUED, EFFECTIVE = "发文机关", "文号", "印发", "施行"
HOLDS, PLACES = "效力", "引的是"
NOT_ORIGINAL = "这是我们转述的要点，不是官方原文。要正式引用，请核对原文。"
GRADES = {
    Grade.C: "这一条转述自官方通报、答问或会议消息，没有见到文件全文。",
    Grade.D: "这一条来自二手材料，措辞可能有出入，请先核对。",
}
ONLY_AT = "只在{place}适用。"

NO_TOKEN = (
    "还没有 Telegram 令牌：在 Telegram 里找 @BotFather，发 /newbot 按提示建一个，"  # noqa: S105  # a sentence
    "再把它给的令牌写进环境变量 JIANFU_TELEGRAM_TOKEN（或把存令牌的文件写进 JIANFU_TELEGRAM_TOKEN_FILE）。"
)


def heading(answer: Answer) -> str:
    """What the most telling clause does; a case or an opinion is called what it is."""
    match answer.citations[0].passage.kind:
        case Kind.CASE:
            return PRECEDENT
        case Kind.COMMENTARY:
            return OPINION
        case _:
            return VERDICTS[answer.verdict]
