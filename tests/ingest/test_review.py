"""What adding documents would do, decided before anything changes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.changes import Action, Counts, Touched, compare
from ingest.document import Decision, Prepared
from ingest.resemblance import Sketch
from ingest.review import Known, Review, review
from ingest.shelf import Shelved
from knowledge.model import LayQuestion, Passage
from tests.builders import passage
from tests.ingest.conftest import Preparing
from tests.ingest.samples import ARTICLE, STATUTE

NOTHING = Known({}, lambda _: (), lambda _: ())


def known(*reviews: Review) -> Known:
    """A library that holds what earlier reviews let in."""
    kept = {version.source.key: version for done in reviews for version in done.versions}
    newest = {
        version.source.id: Shelved(version.source, version.overrides, Path())
        for done in reviews
        for version in done.versions
    }

    def passages(shelved: Shelved) -> Sequence[Passage]:
        return kept[shelved.source.key].passages

    def questions(shelved: Shelved) -> Sequence[LayQuestion]:
        return kept[shelved.source.key].questions

    def sketch(shelved: Shelved) -> Sketch:
        return kept[shelved.source.key].sketch

    return Known(newest, passages, questions, sketch=sketch)


def bare(passages: int) -> str:
    """What is said of clauses without lay questions."""
    return f"{passages}条都还没有口语问法，用大白话不容易搜到；可用 jianfu questions 补上。"


def test_a_new_document_is_added_as_version_one(prepared: Preparing) -> None:
    done = review([prepared("a.txt", STATUTE)], NOTHING, added_by="张", added_at="2026-11-22T08:00:00+00:00")
    [change], [version] = done.changes, done.versions
    assert (change.action, change.source, change.version) == (Action.ADDED, "示例省会议管理条例", 1)
    assert change.passages == Counts(added=6)
    assert (version.source.added_by, version.source.added_at) == ("张", "2026-11-22T08:00:00+00:00")
    assert {passage.source for passage in version.passages} == {"示例省会议管理条例@1"}


def test_the_same_bytes_again_change_nothing(prepared: Preparing) -> None:
    first = review([prepared("a.txt", STATUTE)], NOTHING)
    again = review([prepared("b.txt", STATUTE)], known(first))
    assert again.versions == ()
    assert (again.changes[0].action, again.changes[0].version) == (Action.UNCHANGED, 1)
    assert again.changes[0].passages == Counts(kept=6)


def test_the_same_bytes_with_another_correction_are_a_new_version(prepared: Preparing) -> None:
    first = review([prepared("a.txt", STATUTE)], NOTHING)
    again = review([prepared("a.txt", STATUTE, number="示例发〔2024〕1号")], known(first))
    assert (again.changes[0].action, again.changes[0].passages) == (Action.UPDATED, Counts(kept=6))
    assert again.versions[0].source.key == "示例省会议管理条例@2"


def test_another_text_of_the_same_title_is_a_new_version_with_its_difference(prepared: Preparing) -> None:
    first = review([prepared("a.txt", STATUTE)], NOTHING)
    text = STATUTE.replace("一小时", "半小时").replace(
        "第五条**　本", "第五条**　有关部门监督。\n\n**第六条**　本"
    )
    [change] = review([prepared("a.txt", text)], known(first)).changes
    assert (change.action, change.version) == (Action.UPDATED, 2)
    assert change.passages == Counts(added=1, changed=2, kept=4)


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ("", "甲乙", Counts(added=2)),
        ("甲乙", "", Counts(removed=2)),
        ("甲乙", "甲丙", Counts(changed=1, kept=1)),
        ("甲甲", "甲甲", Counts(kept=2)),
        ("甲乙丙", "甲", Counts(kept=1, removed=2)),
    ],
)
def test_passages_are_compared_place_by_place(before: str, after: str, counts: Counts) -> None:
    old, new = (
        [passage(text=words, locator=f"第{number}条") for number, words in enumerate(text)]
        for text in (before, after)
    )
    assert compare(old, new).counts == counts


def test_passages_of_one_locator_are_compared_by_their_order() -> None:
    old, new = ([passage(text=words, locator="一、") for words in text] for text in ("甲乙", "甲丙丁"))
    assert compare(old, new).counts == Counts(added=1, changed=1, kept=1)


def test_a_page_of_the_press_never_replaces_a_rule_of_its_title(prepared: Preparing) -> None:
    first = review([prepared("a.txt", STATUTE)], NOTHING)
    page = prepared("b.txt", ARTICLE, title="示例省会议管理条例")
    done = review([page], known(first))
    assert done.versions == ()
    assert done.changes[0].action is Action.QUARANTINED
    assert "--set kind=commentary" in (done.changes[0].because or "")
    meant = prepared("b.txt", ARTICLE, title="示例省会议管理条例", kind="commentary")
    assert review([meant], known(first)).changes[0].action is Action.UPDATED


def test_a_document_that_failed_or_is_held_back_stops_no_other(prepared: Preparing) -> None:
    good = prepared("a.txt", STATUTE)
    held: Prepared = replace(prepared("b.txt", ARTICLE), decision=Decision.QUARANTINE, because="打乱了顺序。")
    done = review([prepared("c.txt", ""), held, good], NOTHING)
    assert [change.action for change in done.changes] == [Action.FAILED, Action.QUARANTINED, Action.ADDED]
    assert done.changes[0].because == "文件是空的，里面没有文字。"
    assert [version.source.id for version in done.versions] == ["示例省会议管理条例"]


def test_one_id_twice_in_a_batch_is_refused_unless_it_is_the_same_file(prepared: Preparing) -> None:
    one = prepared("a.txt", STATUTE)
    other = prepared("b.txt", STATUTE.replace("一小时", "半小时"))
    done = review([one, replace(one, path="copy.txt"), other], NOTHING)
    assert [change.action for change in done.changes] == [Action.ADDED, Action.UNCHANGED, Action.FAILED]
    assert "--id" in (done.changes[2].because or "")


LONG = (
    STATUTE
    + "\n\n"
    + "\n\n".join(
        f"**第{number}条**　{matter}要精简，不得层层加码，不得把{matter}的次数当作考核的依据。"
        for number, matter in zip("六七八九十", ("发文", "调研", "检查", "报表", "评比"), strict=True)
    )
)


@pytest.mark.parametrize(
    ("text", "overrides", "told"),
    [
        (LONG, {"id": "copy"}, "与{it}是同一个文件，只是换了编号。"),
        (LONG.replace("，", "， "), {"id": "copy", "title": "别名"}, "文字与{it}相同，只是换了名字或格式。"),
        (
            LONG.replace("一小时", "半小时"),
            {"id": "copy"},
            "与{it}约有{share}的文字相同，看来是同一份文件的另一个版本或扫描件。要接着它作新版本，就用 --id {id}。",
        ),
        (
            LONG.replace("一小时", "半小时"),
            {"id": "copy", "title": "别名"},
            "与{it}约有{share}的文字相同，请核对是不是重复。",
        ),
        (ARTICLE, {"title": "示例省会议管理条例", "id": "copy"}, "书库里已有同名的{it}，两份都会保留。"),
        (
            ARTICLE,
            {"number": "示办发〔2019〕3号"},
            "文号与{it}相同，文字不同，请核对。是它的新版本就用 --id {id}。",
        ),
        (ARTICLE, {}, None),
    ],
)
def test_what_resembles_a_source_in_the_library_is_told(
    prepared: Preparing, text: str, overrides: dict[str, str], told: str | None
) -> None:
    first = review([prepared("a.txt", LONG, number="示办发[2019] 3号")], NOTHING)
    [change] = review([prepared("b.txt", text, **overrides)], known(first)).changes
    shares = re.findall(r"\d+%", "".join(change.warnings))
    assert all(90 <= int(share.rstrip("%")) < 100 for share in shares)
    id_ = "示例省会议管理条例"
    it = f"《{id_}》（{id_}，法律法规）"
    expected = [told.format(it=it, id=id_, share=(shares or [""])[0])] if told else []
    told_of_others = [warning for warning in change.warnings if re.search(r"文件|文字|文号|同名", warning)]
    assert told_of_others == expected


def test_what_resembles_another_of_the_same_batch_is_told(prepared: Preparing) -> None:
    documents = [prepared("a.txt", LONG), prepared("b.txt", LONG + "\n", id="copy", title="别名")]
    told = review(documents, NOTHING).changes[1].warnings
    assert any("文字与《示例省会议管理条例》" in warning for warning in told)


def test_the_questions_of_changed_and_dropped_clauses_are_named(prepared: Preparing) -> None:
    place = "第二章 第3条"
    asked = (
        LayQuestion(locator=place, text="会能开多久"),
        LayQuestion(locator="第三章 第5条", text="哪天起算"),
    )
    first = review([replace(prepared("a.txt", STATUTE), questions=asked)], NOTHING)
    [change] = review([prepared("a.txt", STATUTE.replace("一小时", "半小时"))], known(first)).changes
    assert change.touched == (Touched(place, ("会能开多久",)),)
    assert [one.locator for one in change.differences] == [place]


def test_what_a_document_supersedes_and_from_when_is_said(prepared: Preparing) -> None:
    first = review([prepared("a.txt", STATUTE)], NOTHING)
    new = prepared("b.txt", ARTICLE, supersedes="示例省会议管理条例、别的规定", effective="2026-12-01")
    [change] = review([new], known(first)).changes
    assert change.warnings == (
        "自2026-12-01起取代《示例省会议管理条例》（示例省会议管理条例）。",
        "没有找到它要取代的“别的规定”。",
        bare(len(new.slices)),
    )
