"""Passages: verbatim slices with ids that follow from what they are."""

import hashlib
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Slice
from ingest.passages import passage_id, passages
from knowledge.model import Grade, Kind
from tests.builders import source

TEXT = "甲。\n甲。\n乙。"


def test_a_passage_takes_from_its_source_what_its_slice_does_not_say() -> None:
    plain = Slice(start=0, end=2, locator="第1段")
    own = replace(plain, kind=Kind.CASE, region="cn/52", grade=Grade.D, topics=("会议",), addressee="各县")
    one, other = passages(source(kind=Kind.DIGEST, region="cn"), TEXT, [plain, own])
    assert (one.kind, one.region, one.grade, one.topics) == (Kind.DIGEST, "cn", None, ())
    assert (other.kind, other.region, other.grade, other.addressee) == (Kind.CASE, "cn/52", Grade.D, "各县")


def test_an_id_is_a_digest_of_version_place_and_words() -> None:
    written = "a@1\n第1条\n甲。"
    assert passage_id("a@1", "第1条", "甲。") == hashlib.sha256(written.encode()).hexdigest()[:16]
    assert passage_id("a@1", "第1条", "甲。", 2) == hashlib.sha256(f"{written}\n2".encode()).hexdigest()[:16]


def test_passages_alike_in_place_and_words_have_different_ids() -> None:
    slices = [Slice(start=0, end=2, locator="一、"), Slice(start=3, end=5, locator="一、")]
    one, other = passages(source(), TEXT, slices)
    assert one.text == other.text
    assert one.id != other.id


def test_another_version_gives_other_ids() -> None:
    slices = [Slice(start=0, end=2, locator="一、")]
    assert passages(source(), TEXT, slices)[0].id != passages(source(version=2), TEXT, slices)[0].id


@given(st.text(min_size=1, max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_passages_are_verbatim_slices_in_order(text: str, cuts: list[int]) -> None:
    bounds = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    slices = [Slice(start=start, end=end, locator="第1段") for start, end in pairwise(bounds)]
    made = passages(source(), text, slices)
    assert "".join(passage.text for passage in made) == text
    assert [passage.position for passage in made] == list(range(len(made)))
    assert len({passage.id for passage in made}) == len(made)
    assert all(text[passage.start : passage.end] == passage.text for passage in made)
