"""Wording: what a finding and a report say, in sentences that one can show to the sender. Nobody is accused. Pure."""

from collections.abc import Sequence

from knowledge.model import Citation
from knowledge.notices.model import Finding, Severity

_LONGEST = 140  # characters of a clause that are said; the whole stands in the citation
NOTHING = (
    "对照现有的减负规定，没有看到其中有哪项要求是规定专门讲到的。没有看到，不等于每一项都合规，也不等于规定管不到；"
    "拿不准的事可以单独问。"
)
NO_NOTICE = "这段文字看起来不像一份通知或要求，没有可以对照的内容。请把通知的原文整段发来。"
EMPTY = "没有收到文字。请把通知的原文发来。"
_CLOSING = "以上只是把通知里的话和规定的原话放在一起，供双方商量时参考，不代表认定哪一方做错了；是否适用，要看通知没写到的情况，请以文件原文为准。"


def why(citation: Citation) -> str:
    """What a clause says, in a sentence, with what it excepts."""
    ground = " ".join(citation.ground.split()).rstrip("。；;，,")
    said = ground if len(ground) <= _LONGEST else f"{ground[:_LONGEST].rstrip('，、；')}……"
    rest = [words for words in citation.exceptions if words not in said]
    besides = f"（同一条还说：{'；'.join(rest)}）" if rest else ""
    end = "" if said.endswith(("。", "！", "？", "……")) else "。"
    return f"《{citation.source.title}》{citation.passage.locator}：{said}{besides}{end}"


def summary(findings: Sequence[Finding]) -> str:
    """What was found, how much of it, and by which documents."""
    if not findings:
        return NOTHING
    sure = sum(finding.severity is Severity.CONFLICT for finding in findings)
    doubtful = len(findings) - sure
    counted = "，".join(
        words
        for words in (
            f"{sure}处规定有明确的说法" if sure else "",
            f"{doubtful}处规定提到过、是否适用还要看具体情况" if doubtful else "",
        )
        if words
    )
    topics = "、".join(dict.fromkeys(finding.topic for finding in findings))
    titles = "、".join(dict.fromkeys(f"《{finding.citation.source.title}》" for finding in findings))
    return f"这份通知里有{len(findings)}处和减负规定有关（{topics}）：{counted}。涉及的文件：{titles}。{_CLOSING}"
