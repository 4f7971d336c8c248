"""Where the library holds the official text, a digest's clause gives way to it and explains it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.library import Library
from knowledge.model import Answer, Hit, Kind, Passage, Source, Verdict
from knowledge.officials import with_officials
from tests.builders import passage, question, source
from tests.knowledge.conftest import entry

DIGEST = source(id="yaodian", kind=Kind.DIGEST, official="guiding@1")
OFFICIAL = source(id="guiding", kind=Kind.RULE)


def digested(text: str, locator: str = "第6条（要点1）", article: str | None = "6") -> Hit:
    of = passage(text, source="yaodian@1", locator=locator, article=article, kind=Kind.DIGEST)
    return Hit(source=DIGEST, passage=of, score=1.0)


def clause(text: str, article: str | None) -> Passage:
    return passage(text, source="guiding@1", locator=f"第{article}条", article=article)


def led(hits: list[Hit], clauses: list[Passage]) -> list[str]:
    def official(hit: Hit) -> Source | None:
        return OFFICIAL if hit.source.official else None

    return [hit.passage.text for hit in with_officials(hits, official, lambda _: clauses)]


def test_the_official_clause_comes_first_and_the_digest_explains_it() -> None:
    hits = [digested("主报告不超过1小时。"), digested("会议要合并开。", "第5条", "5")]
    clauses = [clause("第五条　会议能合并的合并召开。", "5"), clause("第六条　主报告时间不超过一小时。", "6")]
    assert led(hits, clauses) == [
        "第六条　主报告时间不超过一小时。",
        "主报告不超过1小时。",
        "第五条　会议能合并的合并召开。",
    ]


def test_no_clause_stands_twice() -> None:
    hits = [digested("主报告不超过1小时。"), digested("主报告要短。", "第6条（要点2）")]
    assert led(hits, [clause("第六条　主报告不超过一小时。", "6")]) == [
        "第六条　主报告不超过一小时。",
        "主报告不超过1小时。",
    ]


def test_of_an_article_in_several_pieces_the_one_that_says_the_same_is_quoted() -> None:
    clauses = [clause("第六条　会议要精简。", "6"), clause("主报告的时间不超过一小时。", "6")]
    assert led([digested("主报告不超过1小时。")], clauses)[0] == "主报告的时间不超过一小时。"


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ([], ["主报告不超过1小时。"]),
        (
            [clause("第七条　发文要少。", "7")],
            ["主报告不超过1小时。"],
        ),  # nothing of the same number or matter
        (
            [clause("（二）主报告不超过1小时，其他人不超过10分钟。", None)],  # numbered in another way
            ["（二）主报告不超过1小时，其他人不超过10分钟。", "主报告不超过1小时。"],
        ),
    ],
)
def test_a_digest_stays_where_no_official_clause_is_sure(clauses: list[Passage], expected: list[str]) -> None:
    assert led([digested("主报告不超过1小时。")], clauses) == expected


def test_a_case_in_a_digest_is_no_digest_of_a_clause() -> None:
    case = passage("某县开会四小时被通报。", source="yaodian@1", kind=Kind.CASE)
    hits = [Hit(source=DIGEST, passage=case, score=1.0)]
    assert led(hits, [clause("第六条　主报告不超过一小时。", "6")]) == [case.text]


def test_an_answer_quotes_the_official_clause_and_says_what_the_digest_is(
    made: Callable[..., Path], model: EmbeddingModel
) -> None:
    digest = entry([("6", "主报告不超过1小时。")], id="yaodian", kind=Kind.DIGEST, official="guiding@1")
    rule = entry([("6", "第六条　会议主报告的时间，一般不超过一小时。")], id="guiding")
    library = Library.at(made(digest, rule), model)
    result = library.ask(question("主报告不超过1小时"))
    library.close()
    assert isinstance(result, Answer)
    assert [citation.source.id for citation in result.citations] == ["guiding", "yaodian"]
    assert result.verdict is Verdict.LIMITED
    assert result.summary.endswith("第6条：会议主报告的时间，一般不超过一小时。")
    assert [caveat for caveat in result.caveats if "要点" in caveat] == [
        "标着要点的是我们的转述，帮助理解；以它前面的官方原文为准。"
    ]


def test_a_place_that_names_another_document_leads_to_it(
    made: Callable[..., Path], model: EmbeddingModel
) -> None:
    digest, [words] = entry([("6", "主报告不超过1小时。")], id="zonghe", title="综合", kind=Kind.DIGEST)
    words = passage(words.text, source=digest.key, locator="会议规定第6条", article=None, kind=Kind.DIGEST)
    rule = entry([("6", "第六条　会议主报告的时间，一般不超过一小时。")], id="guiding", title="会议规定")
    library = Library.at(made((digest, [words]), rule), model)
    result = library.ask(question("主报告不超过1小时"))
    library.close()
    assert isinstance(result, Answer)
    assert result.citations[0].source.id == "guiding"
