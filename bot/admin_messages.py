"""Every fixed sentence that an admin sees beside what readers see."""

from ingest.drafts import State

COMMANDS = (("drafts", "还没入库的草稿"), ("cancel", "放弃正在填的、正在试的"))
HELP = """管理员还可以
• 把文件、照片（一份文件的几张照片作为一个相册）或者一个网址发给我，我读完给你看要收什么、去掉了什么、改了什么。看好了再点“入库”，入了库还能一键撤回。
• 发 /drafts 看还没入库的草稿，发 /cancel 放弃正在填的、正在试的。
• 只在私聊里收文件，单个文件不超过20兆。草稿留7天。
• 收到的通知不想入库、只想核对：发文件时附一句 /check，或者回复那份文件写 /check。"""

READING = "收到《{name}》，正在读，请稍等…"
READING_PAGES = "正在读《{name}》：{label} {done}/{total}"
DOWNLOADING = "收到《{name}》，正在取…"
FETCHING = "正在读网页…"
TOO_LARGE = "这个文件有{size}兆，Telegram 只让我取20兆以内的。请压缩、拆开，或放到网上把网址发给我。"
NOT_FETCHED = "从 Telegram 取这个文件没有成功，请过一会儿再发一次。"
NOT_A_DOCUMENT = "这一种我收不了。要入库，请发文件、照片或网址。"
SEVERAL = "一次发一份文件。压缩包和 JSONL 里有好几份，请解开后一份一份发，或在服务器上用 jianfu add。"
ALBUM = "相册{number}张"
PHOTO = "照片{moment}"

AT_WORK = "{name}正在审《{title}》，{since}开始的。"
SAME_AT_WORK = "⚠️ {name}也在审这一份，{since}开始的。入库前请先和他商量。"
CHANGED_MEANWHILE = "⚠️ 你看卡片之后，这份文件已被别人更新过。下面是按现在重新比的，请再看一遍。"
INTERRUPTED = "⚠️ 上次入库时程序中断了，没有入成。请再点一次“入库”。"

HEADING = "📥 待入库，请看一遍"
HELD_BACK = "⚠️ 暂扣：这份先没有收"
REFUSED = "⚠️ 这样还不能收"
UNCHANGED = "这份书库里已经有了，没有要改的。"
SURE = "这份是因为上面的原因扣下的。放行以后，它会原样进书库、被引用给读者。确定要收吗？"
CHANGE_A_FIELD = "可以点“改字段”更正类别或编号。"

PUBLISHED = "✅ 已入库"
UNDONE = "↩️ 已撤回"
CANCELLED = "已取消，没有入库，原件已删除。"
EXPIRED = "这份草稿已经过期或处理完了，请重新发一次文件。"
NOT_YOURS = "这是别的管理员的草稿，只有他能按。"
BUSY = "书库正被别处写着，这次没有入库，草稿还在，请过一会儿再点。"
NOT_PUBLISHED = "没有入库，草稿还在。{because}"
DECIDED = "这份已经{state}了。"
UNDER_WAY = "正在入库，请等它结束。"
NOTED_LATE = "中断后补记"
WORKING = "正在入库…"
STATES = {
    State.READING: "在读",
    State.REVIEWING: "待审",
    State.PUBLISHING: "正在入库",
    State.PUBLISHED: "入库",
    State.UNDONE: "撤回",
    State.CANCELLED: "取消",
}

ASK_VALUE = "请发“{field}”的新值{how}。不改了发 /cancel。"
HOW = {
    "issued": "，写成 2024-08-06、2024-08 或 2024",
    "published": "，写成 2024-08-06、2024-08 或 2024",
    "effective": "，写成 2024-08-06、2024-08 或 2024",
    "expires": "（从哪天起失效），写成 2024-08-06",
    "region": "，写地区代码，如 cn、cn/52、cn/52/27",
    "supersedes": "，写被取代文件的题名或编号，几个用顿号隔开",
    "aliases": "，几个用顿号隔开",
    "id": "：和书库里某份的编号一样，就是它的新版本；不一样，就是另一份",
}
VALUE_TAKEN = "“{field}”改好了，下面是新卡片。"
CHOOSE_FIELD = "改哪一项？"
CHOOSE_VALUE = "“{field}”改成哪一种？"
NO_FIELD = "没有这一项可改。"
OTHER_VALUE = "写别的代码"
FIELDS = {
    "title": "题名",
    "kind": "类别",
    "authority": "效力级别",
    "issuer": "制定机关",
    "number": "文号",
    "region": "地区",
    "author": "作者",
    "publisher": "发布单位",
    "issued": "印发日期",
    "published": "公布日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "status": "效力",
    "supersedes": "取代",
    "aliases": "简称",
    "url": "网址",
    "note": "说明",
    "id": "编号",
}

TRIAL_OPENS = "正在搭试问用的临时书库…"
TRIAL = "🧪 试问：这份还没入库，下面的回答把它算在内。直接发问题就行；10分钟没有问题就自动结束。"
TRIAL_MARK = "🧪 试问，《{title}》还没入库"
TRIAL_ENDED = "试问结束了。"

NO_DRAFTS = "没有待处理的草稿。把文件、照片或网址发给我就行。"
DRAFTS = "你的草稿："
OTHERS_DRAFTS = "别的管理员："
NOTHING_TO_CANCEL = "没有正在填的或正在试的。要放弃一份草稿，请点卡片上的“取消”。"
LEFT_OFF = "好，不填了。草稿还在，发 /drafts 可以找到。"

REASONS = {
    "navigation": "导航栏目",
    "boilerplate": "版权、分享等套话",
    "spam": "广告和垃圾",
    "disclaimer": "免责声明",
    "annotation": "注音",
    "duplicate": "重复的话",
    "other": "其他",
}

PUBLISH_KEY = "✅ 入库"
CANCEL_KEY = "✖️ 取消"
FIELDS_KEY = "✏️ 改字段"
CLAUSES_KEY = "📖 看条款"
DIFFERENCES_KEY = "🔍 看改动"
REMOVED_KEY = "🧹 看删掉的"
TRIAL_KEY = "🧪 试问"
END_TRIAL_KEY = "结束试问"
RELEASE_KEY = "仍要收下"
RELEASE_SURELY_KEY = "确定收下"
BACK_KEY = "‹ 回到卡片"
UNDO_KEY = "↩️ 撤回这次入库"
OPEN_KEY = "打开"
EARLIER_KEY = "‹ 前面"
LATER_KEY = "后面 ›"
