"""Every fixed sentence that a reader sees of the check of a notice."""

from bot.notices import LONGEST_NOTICE
from knowledge.notices import Severity

EXPLANATION = f"""把收到的通知发给我，我看里面哪些要求规定谈到了。

可以这样发
• 转发通知，或者把文字粘过来（最多{LONGEST_NOTICE // 10_000}万字）；
• 发文件：Word、PDF、OFD、文本；
• 发照片：拍正、拍清楚，一份通知的几张照片一起发；
• 通知已经在聊天里的，回复它，写 /check。

通知只在内存里看，半小时内丢掉：不保存，不写日志，不交给别的程序。标了密级的请不要发。"""
EXPLANATION_GROUP = "回复那条通知，写 @我 或者 /check@我，我就核对；或者在 @我 后面附上通知。"

FOUND = "这份通知里，有{number}处要求规定谈到了"
SEVERITIES = {
    Severity.CONFLICT: "⛔ 明确不许或有上限",
    Severity.DOUBT: "❓ 要看情况",
}
COUNTED = {
    Severity.CONFLICT: "⛔ {number}处，规定里明确不许或有上限",
    Severity.DOUBT: "❓ {number}处，要看情况",
}
NOTHING = "没有看到规定谈到的要求"
NO_JUDGEMENT = "我只对照规定，不判断谁对谁错。没有列出来的，是没看到规定谈它。"
RECOGNISED = "文字是从图片里认出来的，可能认错字，请对照原件。"
UNREAD = "第{numbers}张没有认出文字，没有核对。要核对请重拍再发。"

PICTURE_KEY = "🖼 存成图片"
WORDS_KEY = "💬 给对方看的话"
EXPIRED = "这份核对已经不在内存里了，请把通知再发一次。"
DRAWING = "正在画…"
PICTURE_NAME = "通知核对.png"

TOO_LONG = f"这份通知超过{LONGEST_NOTICE // 10_000}万字，太长了。请挑写了要求的部分发给我。"
TOO_LARGE = "这个文件有{size}兆，Telegram 只让我取{most}兆以内的。请压缩、拆开，或者把文字粘过来。"
NOT_FETCHED = "从 Telegram 取这个文件没有成功，请过一会儿再发一次。"
EMPTY = "没有看到通知的文字。请转发通知，或者把文字粘过来。"
WAITING = "前面还有{number}份在读，轮到了马上看这一份。"
FULL = "现在要读的文件太多，这一份还没有看。请过几分钟再发；着急的话，把文字粘过来。"
NO_RECOGNITION = "这是照片或扫描件，这里没有装文字识别，读不了。请把文字粘过来，或者发 Word 文件。"
NO_CONVERSION = "这种旧格式（.doc、.wps、.rtf）这里读不了。请另存为 .docx 或 PDF 再发，或者把文字粘过来。"

PICTURE_SEVERITIES = {Severity.CONFLICT: "明确不许或有上限", Severity.DOUBT: "要看情况"}
PICTURE_LEGEND = "灰底的是通知原话，下面是规定的说法"
PICTURE_CLAUSE = "依据"
PICTURE_MORE = "还有{number}处没有画下，请看文字版。"
PICTURE_POLITE = (
    "列在这里供商量时参考，不是说谁做错了。有我们不了解的情况，或者已经按程序批准的，请告诉我们。谢谢。"
)
PICTURE_DAY = "按{day}有效的规定核对"
PICTURE_DIGESTED = "标着“要点”的是转述，不是官方原文。"
PICTURE_FOOT = "由减负助手整理，引文以官方原文为准"
