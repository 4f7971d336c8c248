"""A library in memory: it answers what a test has put on it, and nothing else."""

import time
from collections.abc import Callable, Collection

from knowledge.model import Answer, Citation, Clause, Hit, NoAnswer, Question
from knowledge.notices import Notice, NoticeReport, Severity
from tests.builders import answer, citation, clause, finding, no_answer, notice_report, passage

FIFTH = passage("会议能不开的不开，能合并的合并。", locator="第5条", article="5", position=4)
SIXTH = passage("主要负责人讲话一般不超过1小时。经批准召开的除外。", locator="第6条", article="6", position=5)
SEVENTH = passage("不得以参会人员职务高低衡量重视程度。", locator="第7条", article="7", position=6)

LENGTH = "开会主报告最长能讲多久"
BROKEN = "这个问题会让程序出错"
SLOW = "这个问题要想一会儿"
SLOWNESS = 0.6  # seconds

# Demands of a notice that this library has something to say about, and what it says.
SPEECH = "书记讲话不少于两小时"
SEATS = "各村须书记参会"
DEMANDS = {
    SPEECH: (Severity.CONFLICT, SIXTH, "讲话一般不超过1小时。"),
    SEATS: (Severity.DOUBT, SEVENTH, "不得以参会人员职务高低衡量重视程度。"),
}
SPOILT = "这份通知会让程序出错"
NOTICE = f"关于召开推进会的通知\n各村：\n一、11月3日开会，{SPEECH}。\n二、{SEATS}，带好笔记本。\n镇党政办"

Reaction = Callable[[Question], Answer | NoAnswer]


def _length(asked: Question) -> Answer:
    return answer(
        question=asked,
        summary="主要负责人讲话一般不超过1小时。",
        citations=(citation(SIXTH, exceptions=("经批准召开的除外。",)),),
        caveats=("以正式文件为准。",),
    )


def _broken(asked: Question) -> Answer:
    raise LookupError(f"cannot read {asked.text}")


def _slow(asked: Question) -> Answer:
    time.sleep(SLOWNESS)
    return _length(asked)


class Shelf:
    """Stands in for the library: synchronous, and asked from several threads."""

    def __init__(self) -> None:
        self.generation = "g00000001"
        self.asked: list[Question] = []
        self.checked: list[Notice] = []
        self.reactions: dict[str, Reaction] = {LENGTH: _length, BROKEN: _broken, SLOW: _slow}
        self.clauses: dict[str, Clause] = {
            FIFTH.id: clause(FIFTH, following=SIXTH),
            SIXTH.id: clause(SIXTH, previous=FIFTH, following=SEVENTH),
            SEVENTH.id: clause(SEVENTH, previous=SIXTH),
        }

    def ask(self, question: Question) -> Answer | NoAnswer:
        self.asked.append(question)
        react = self.reactions.get(question.text)
        return react(question) if react else no_answer(question=question)

    def others(self, question: Question, shown: Collection[str]) -> tuple[Citation, ...]:
        return tuple(citation(one.passage) for one in self.clauses.values() if one.passage.id not in shown)

    def search(self, question: Question, *, limit: int) -> list[Hit]:
        return []

    def check(self, notice: Notice) -> NoticeReport:
        self.checked.append(notice)
        if SPOILT in notice.text:
            raise LookupError(f"cannot read {notice.text}")
        found = [
            finding(notice.text, words, severity=severity, citation=citation(of), why=why)
            for words, (severity, of, why) in DEMANDS.items()
            if words in notice.text
        ]
        return notice_report(notice=notice, findings=tuple(found))

    def clause(self, passage_id: str) -> Clause | None:
        return self.clauses.get(passage_id)
