"""Two rankings made into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.corpus import Reference
from knowledge.model import Clause, Grade, Hit, Kind, Mode
from knowledge.retrieval import (
    NAMED_ARTICLE,
    SAME_WORDS,
    SIGNALS,
    Rankings,
    authority,
    fitted,
    fuse,
    signals,
    weights_of,
)
from tests.builders import passage, source

IDS = [f"{number:016x}" for number in range(8)]
CANDIDATES = [
    Clause(source=source(), passage=passage(f"第{number}句。", id=id_, position=number))
    for number, id_ in enumerate(IDS)
]
side = st.dictionaries(st.sampled_from(IDS), st.floats(min_value=0.01, max_value=50), max_size=8).map(
    lambda scores: sorted(scores.items(), key=lambda scored: -scored[1])
)


def fused(
    lexical: list[tuple[str, float]], dense: list[tuple[str, float]], question: str = "问"
) -> list[Hit]:
    return fuse(Rankings(lexical=lexical, dense=dense), CANDIDATES, question, None, weights_of(Mode.HYBRID))


@given(side, side)
def test_every_candidate_comes_out_once_best_first_and_its_parts_add_up(
    lexical: list[tuple[str, float]], dense: list[tuple[str, float]]
) -> None:
    hits = fused(lexical, dense)
    assert sorted(hit.passage.id for hit in hits) == IDS
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(abs(sum(hit.parts.values()) - hit.score) < 1e-9 for hit in hits)


@given(side, st.permutations(CANDIDATES))
def test_the_order_of_the_candidates_does_not_matter(
    lexical: list[tuple[str, float]], candidates: list[Clause]
) -> None:
    rankings = Rankings(lexical=lexical)
    shuffled = fuse(rankings, candidates, "问", None, weights_of(Mode.HYBRID))
    assert [hit.passage.id for hit in shuffled] == [hit.passage.id for hit in fused(lexical, [])]


@given(side.filter(lambda scored: len(scored) > 1 and scored[0][1] > scored[1][1]))
def test_a_side_that_agrees_keeps_the_leader(lexical: list[tuple[str, float]]) -> None:
    assert fused(lexical, lexical)[0].passage.id == lexical[0][0]


def test_a_named_article_goes_before_anything_that_is_merely_similar() -> None:
    named = Reference(frozenset({"ruogan-guiding-2024@1"}), "6")
    other = Clause(source=source(id="x"), passage=passage("别处。", source="x@1", id="f" * 16))
    hits = fuse(
        Rankings(lexical=[("f" * 16, 9.0)]),
        [*CANDIDATES[:1], other],
        "规定6条",
        named,
        weights_of(Mode.HYBRID),
    )
    assert hits[0].passage.id == IDS[0]
    assert hits[0].parts["named"] == NAMED_ARTICLE


def test_a_passage_with_a_figure_of_the_kind_asked_for_goes_first_among_equals() -> None:
    plain, figure = passage("讲话要短。", id=IDS[0]), passage("讲话不超过1小时。", id=IDS[1], position=1)
    candidates = [Clause(source=source(), passage=one) for one in (plain, figure)]
    rankings = Rankings(lexical=[(IDS[0], 5.0), (IDS[1], 5.0)])
    assert fuse(rankings, candidates, "讲多久", None, weights_of(Mode.HYBRID))[0].passage == figure
    assert fuse(rankings, candidates, "怎么讲", None, weights_of(Mode.HYBRID))[0].passage == plain


def test_a_mode_listens_to_its_side_alone() -> None:
    rankings = Rankings(lexical=[(IDS[0], 5.0)], dense=[(IDS[1], 0.9)])
    assert fuse(rankings, CANDIDATES, "问", None, weights_of(Mode.LEXICAL))[0].passage.id == IDS[0]
    assert fuse(rankings, CANDIDATES, "问", None, weights_of(Mode.DENSE))[0].passage.id == IDS[1]


def test_opinion_weighs_less_than_a_rule_and_second_hand_less_than_seen() -> None:
    rule, opinion = passage(), passage(kind=Kind.COMMENTARY)
    assert authority(rule) > authority(passage(kind=Kind.DIGEST)) > authority(opinion)
    assert authority(passage(grade=Grade.D)) < authority(passage(grade=Grade.C))


def test_an_article_asked_for_by_number_alone_comes_in_its_own_order() -> None:
    points = [Clause(source=source(), passage=passage(f"第{n}点。", id=IDS[n], position=n)) for n in range(3)]
    rankings = Rankings(lexical=[(IDS[2], 9.0)])
    alone = Reference(frozenset({"ruogan-guiding-2024@1"}), "6")
    asked = Reference(frozenset({"ruogan-guiding-2024@1"}), "6", "第二点说的是什么事")
    assert [
        hit.passage.position for hit in fuse(rankings, points, "规定6条", alone, weights_of(Mode.HYBRID))
    ] == [
        0,
        1,
        2,
    ]
    assert fuse(rankings, points, "规定6条第2点", asked, weights_of(Mode.HYBRID))[0].passage.position == 2


def test_the_figures_of_a_case_do_not_lift_it() -> None:
    case = passage("某县借调最长8年。", id=IDS[0], kind=Kind.CASE)
    hits = fuse(
        Rankings(), [Clause(source=source(), passage=case)], "借调最长多久", None, weights_of(Mode.HYBRID)
    )
    assert hits[0].parts["figure"] == 0.0


def test_a_clause_whose_lay_questions_are_near_goes_before_one_that_shares_a_word() -> None:
    rankings = Rankings(lexical=[(IDS[0], 2.0)], asked=[(IDS[1], 8.0)], ideal_lexical=20.0, ideal_asked=20.0)
    hits = fuse(rankings, CANDIDATES[:2], "问", None, weights_of(Mode.HYBRID))
    assert hits[0].passage.id == IDS[1]
    assert hits[0].parts["asked"] > 0 == hits[0].parts["lexical"]


def test_a_clause_without_lay_questions_is_not_held_back_for_that() -> None:
    rankings = Rankings(
        lexical=[(IDS[0], 9.0)],
        asked=[(IDS[1], 1.0)],
        asked_counts={IDS[0]: 0},
        ideal_lexical=10.0,
        ideal_asked=10.0,
    )
    found = signals(rankings, CANDIDATES[:2], "问")
    assert [one["unasked"] for one in found] == [pytest.approx(0.9), 0.0]
    on, off = (
        {hit.passage.id: hit.score for hit in fuse(rankings, CANDIDATES[:2], "问", None, weights)}
        for weights in (weights_of(Mode.HYBRID), weights_of(Mode.HYBRID, frozenset({"unasked"})))
    )
    assert on[IDS[0]] > off[IDS[0]]
    assert on[IDS[1]] == off[IDS[1]]


def test_what_stands_in_for_missing_questions_shrinks_as_those_of_others_fit() -> None:
    def unasked(cosine: float) -> float:
        rankings = Rankings(dense_asked=[(IDS[1], cosine)], asked_counts={IDS[0]: 0})
        return signals(rankings, CANDIDATES[:2], "问")[0]["unasked_near"]

    assert (unasked(0.2), unasked(1.0)) == pytest.approx((0.8, 0.0))


def test_meaning_counts_for_what_the_words_leave_open() -> None:
    def meaning(score: float) -> float:
        rankings = Rankings(
            lexical=[(IDS[1], score)],
            dense=[(IDS[0], 0.5)],
            asked_counts=dict.fromkeys(IDS, 0),
            ideal_lexical=10.0,
        )
        return signals(rankings, CANDIDATES[:2], "问")[0]["bare_dense"]

    assert (meaning(2.0), meaning(8.0)) == pytest.approx((0.4, 0.1))


def test_a_clause_of_which_the_very_question_was_noted_goes_first() -> None:
    rankings = Rankings(
        lexical=[(IDS[0], 9.0)],
        dense=[(IDS[0], 0.9)],
        asked_counts={IDS[0]: 0},
        same_words=frozenset({IDS[1]}),
        ideal_lexical=10.0,
    )
    hits = fuse(rankings, CANDIDATES[:2], "问", None, weights_of(Mode.HYBRID))
    assert hits[0].passage.id == IDS[1]
    assert hits[0].parts["same_words"] == SAME_WORDS


def test_a_signal_that_is_turned_off_gives_nothing() -> None:
    rankings = Rankings(lexical=[(IDS[0], 5.0)], dense=[(IDS[0], 0.9)])
    hits = fuse(rankings, CANDIDATES, "问", None, weights_of(Mode.HYBRID, frozenset({"dense", "dense_lead"})))
    assert all(hit.parts["dense"] == hit.parts["dense_lead"] == 0.0 for hit in hits)


def test_every_fitted_weight_is_of_a_signal_and_none_is_negative() -> None:
    assert fitted().keys() == set(SIGNALS)
    assert min(fitted().values()) >= 0
