"""Wording: what a finding and a report say, in sentences that one can show to the sender. Nobody is accused. Pure."""

from collections.abc import Iterator, Sequence

from knowledge.model import COUNTRY, Citation, Grade, Kind
from knowledge.notices.kinds import TextKind
from knowledge.notices.model import Finding, Severity
from knowledge.regions import region_name

_LONGEST = 140  # characters of a clause that are said; the whole stands in the citation
_NOTHING = (
    "对照现有的减负规定，没有看到其中有哪项要求是规定专门讲到的。没有看到，不等于每一项都合规，也不等于规定管不到；"
    "拿不准的事可以单独问。"
)
_NO_NOTICE = {
    TextKind.EMPTY: "没有收到文字。请把通知的原文发来。",
    TextKind.QUESTION: "这段话像是在提问，不像一份通知，没有可以对照的要求。想知道规定怎么说，请直接提问。",
    TextKind.RULES: "这段文字像是规定本身，不是向基层提要求的通知，没有对照。想知道其中某一条怎么说，请直接提问。",
    TextKind.OTHER: "这段文字看起来不像一份通知或要求，没有可以对照的内容。请把通知的原文整段发来。",
}
_CLOSING = (
    "以上只是把通知里的话和规定的原话放在一起，供双方商量时参考，不代表认定哪一方做错了；"
    "是否适用，要看通知没写到的情况，请以文件原文为准。"
)
_DIGESTED = "引文是要点，是我们对规定的转述，不是官方原文；正式引用前请核对原文。"


def why(citation: Citation) -> str:
    """What a clause says, in a sentence, with what it excepts."""
    ground = " ".join(citation.ground.split()).rstrip("。；;，,")
    said = ground if len(ground) <= _LONGEST else f"{ground[:_LONGEST].rstrip('，、；')}……"
    rest = [words for words in citation.exceptions if words not in said]
    besides = f"（同一条还说：{'；'.join(rest)}）" if rest else ""
    end = "" if said.endswith(("！", "？", "……")) and not besides else "。"
    return f"《{citation.source.title}》{citation.passage.locator}：{said}{besides}{end}"


def summary(findings: Sequence[Finding], kind: TextKind) -> str:
    """What was found, how much of it, and by which documents; or that nothing was, and what that means."""
    if not findings:
        return _NO_NOTICE.get(kind, _NOTHING)
    sure = sum(finding.severity is Severity.CONFLICT for finding in findings)
    doubtful = len(findings) - sure
    counted = "，".join(
        words
        for words in (
            f"{sure}处规定有明确的说法" if sure else "",
            f"{doubtful}处规定提到过、是否适用要看具体情况" if doubtful else "",
        )
        if words
    )
    topics = "、".join(dict.fromkeys(finding.topic for finding in findings))
    titles = "、".join(dict.fromkeys(f"《{finding.citation.source.title}》" for finding in findings))
    return f"这份通知里有{len(findings)}处和减负规定有关（{topics}）：{counted}。涉及的文件：{titles}。{_CLOSING}"


def caveats(findings: Sequence[Finding]) -> tuple[str, ...]:
    """What a reader has to know before relying on the clauses, each thing once."""
    return tuple(dict.fromkeys(words for finding in findings for words in _of_citation(finding.citation)))


def _of_citation(citation: Citation) -> Iterator[str]:
    passage, place = citation.passage, f"《{citation.source.title}》{citation.passage.locator}"
    if passage.kind is Kind.DIGEST:
        yield _DIGESTED
    if passage.kind is Kind.CASE:
        yield f"{place}是通报的案例，可以参照，不是规定。"
    if passage.region != COUNTRY:
        yield f"{place}只适用于{region_name(passage.region)}，不是全国规定。"
    if passage.grade is Grade.D:
        yield f"{place}来自二手转述，措辞可能有出入，请先核对原文。"
