"""How well grounding tells drafts apart: those written by hand, and every clause of the starter corpus reworded and turned.

`python -m tests.benchmarks.drafts` builds the starter corpus in a folder of its own and prints a table. A turned clause that
happens to say the same (3.8万 and 3.80万) counts against it.
"""

import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.publish import ensure
from knowledge.citing import cite
from knowledge.embedding import open_model
from knowledge.grounding import Grounds, Sentence
from knowledge.library import Library
from knowledge.model import Citation
from tests.builders import answer

_LABELLED = Path(__file__).parents[1] / "labelled" / "drafts.jsonl"
_IDLE = "仅但管论只过如然同断服良当利足满久到实符清明严便力合必用需须少低多高超是确安完得能可许准应允再宜"
_UNIT = "(?=个?[小时天日月年人字项%页元万户])"
TURNED = {
    "a mark turned": (("不得(?!不)", "可以"), ("不能", "可以"), ("(?<!不)可以(?!不)", "不得"), ("应当", "可以"), ("应当", "不得"),
                      ("禁止", "允许"), (f"不(?=[^{_IDLE}])", ""), ("(?<![主重只必需不想概首次])要(?=[先给报由经把有及])", "不用")),
    "a figure changed": ((rf"(?<![\d第.])\d+{_UNIT}", "9{}"), (r"20\d\d年", "2017年"), ("小时", "天"), ("日内", "个月内"), ("(?<=0)字", "页"), ("个月", "年")),
    "a side changed": (("不超过", "不少于"), ("以内", "以上"), ("最多", "至少")),
    "a softener or limit dropped": (("一般(?=[不控以叫])|通常", ""), ("原则上", ""), ("随意|频繁|强制|擅自|层层", "")),
    "an exception or approval dropped": (("除[^，。；]{1,40}外，?", ""), ("(?:没有|未经)[^，。；]{1,24}(?:批准|同意|指定|部署)，", "")),
    "somebody else": (("省级", "县级"), ("县级", "乡镇"), ("上级", "下级"), ("同级", "上级"), ("监察机关", "公安机关")),
    "something added": (("。?$", "，建议向上级反映。"), ("。?$", "，否则就是违规。"), ("。?$", "，违者给予警告处分。"),
                        ("。?$", "，7日内办完。"), ("。?$", "，村和社区也一样适用。"), ("^", "《若干规定》第19条规定，"),
                        ("^", "根据《基层减负实施细则》，"), ("^", "湖南省规定，"), ("^", "你们注意，")),
}  # fmt: skip
REWORDED = {
    "as it is": (("^", ""),),
    "in other marks": (("不得(?!不)", "不能"), ("不能(?!够)", "不得"), ("应当(?!由)", "要"), ("严禁", "不得")),
    "in other words": (("除([^，。；外]{1,40})外", r"除了\1以外"), ("或(?!者)", "或者"), ("1小时", "一小时"),
                       (r"(?<=\d)日内", "天内"), ("不超过", "最多"), ("；", "。"), ("^", "文件规定，")),
}  # fmt: skip


def used(of: tuple[Citation, ...], summary: str, sentences: tuple[Sentence, ...]) -> bool:
    grounds = Grounds(answer(citations=of), summary)
    return not any(map(grounds.flaw, sentences)) and grounds.loss(sentences) is None


def drafts(text: str, changes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """A text with each change made once wherever it can be."""
    for pattern, instead in changes:
        for match in re.finditer(pattern, text):
            words = match.expand(instead) if "\\" in instead else instead.replace("{}", match.group())
            yield f"{text[: match.start()]}{words}{text[match.end() :]}"


def labelled(library: Library) -> Counter[tuple[str, bool, bool]]:
    shown = {card.source.id: library.show(card.source.id) for card in library.sources()}

    def cited(name: str, about: str) -> Citation:
        source, _, locator = name.partition(" ")
        [clause] = [one for one in shown[source].passages if one.locator == locator]
        return cite(about, clause, shown[source].source).citation

    counts: Counter[tuple[str, bool, bool]] = Counter()
    for line in _LABELLED.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        sentences = tuple(Sentence(text=one["text"], cites=tuple(one["cites"])) for one in row["draft"])
        of = tuple(cited(name, row["summary"]) for name in row["clauses"])
        counts[row["part"], row["good"], used(of, row["summary"], sentences)] += 1
    return counts


def made(library: Library) -> Counter[tuple[str, bool, bool]]:
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for card in library.sources():
        shown = library.show(card.source.key)
        for clause in shown.passages:
            of = (cite(clause.heading, clause, shown.source).citation,)
            for good, kinds in ((False, TURNED), (True, REWORDED)):
                for kind, changes in kinds.items():
                    for text in drafts(of[0].ground, changes):
                        counts[kind, good, used(of, of[0].ground, (Sentence(text=text, cites=(1,)),))] += 1
    return counts


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        model = open_model()
        ensure(Path(home), model)
        library = Library.open(Path(home), model)
        began = time.perf_counter()
        counts = labelled(library) + made(library)
        took = time.perf_counter() - began
        library.close()
    for part, good in dict.fromkeys((part, good) for part, good, _ in counts):
        right, wrong = counts[part, good, good], counts[part, good, not good]
        verb = "used" if good else "refused"
        sys.stdout.write(f"{part:34} {verb:8} {right:5}/{right + wrong:<5} {right / (right + wrong):.4f}\n")
    sys.stdout.write(f"{1000 * took / sum(counts.values()):.1f} ms a draft\n")


if __name__ == "__main__":
    main()
