"""The shipped body of lay questions: near-duplicates go, and what is shipped is as its README says."""

import json
from pathlib import Path

from ingest.curation import curate, main
from ingest.questions import SHIPPED, shipped


def write(path: Path, rows: list[tuple[str, list[str]]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"question": question, "gold": gold}, ensure_ascii=False) for question, gold in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def questions(path: Path) -> list[str]:
    return [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_near_duplicates_of_one_clause_go_and_the_test_part_keeps_its_own(tmp_path: Path) -> None:
    write(tmp_path / "test" / "t.jsonl", [("天天拉群接龙烦死了能不能退", ["甲 第1条"])])
    write(
        tmp_path / "train" / "a.jsonl",
        [
            ("天天拉群接龙，烦死了能不能退？", ["甲 第1条"]),
            ("天天拉群接龙烦死了能不能退", ["乙 第2条"]),
            ("群太多了", ["甲 第1条"]),
            ("群太多了！", ["甲 第1条"]),
        ],
    )
    counts = curate(tmp_path)
    assert counts == {"test/t.jsonl": (1, 0), "train/a.jsonl": (2, 2)}
    assert questions(tmp_path / "train" / "a.jsonl") == ["天天拉群接龙烦死了能不能退", "群太多了"]
    assert all(dropped == 0 for _, dropped in curate(tmp_path).values())


def test_the_command_wants_a_folder(tmp_path: Path) -> None:
    assert main([]) == main([str(tmp_path / "none")]) == 2
    assert main([str(tmp_path)]) == 0


def test_no_training_question_is_a_question_of_the_test_part() -> None:
    tested = {one for path in (SHIPPED / "test").glob("*.jsonl") for one in questions(path)}
    trained = {one for path in (SHIPPED / "train").glob("*.jsonl") for one in questions(path)}
    assert tested
    assert not tested & trained


def test_every_shipped_question_is_of_a_clause_and_every_clause_has_twenty(
    starter_locators: set[str],
) -> None:
    asked: dict[str, int] = {}
    for source, some in shipped().items():
        for question in some:
            place = f"{source} {question.locator}"
            asked[place] = asked.get(place, 0) + 1
    assert asked.keys() == starter_locators
    assert min(asked.values()) >= 20
