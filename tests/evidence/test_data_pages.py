"""The pages on Longley's data and on statsmodels: their tables show what was found."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import jupytext
import pytest

from derivations import theorems
from derivations.evidence import on_data, oracle
from derivations.evidence.oracle_bounds import FarError
from derivations.evidence.recorded import recorded
from derivations.publishing.contents import CHAPTERS

DOCS = Path(__file__).parents[2] / "docs"
pytestmark = pytest.mark.slow  # each page is executed, in fractions


def run(name: str) -> dict[str, Any]:
    """What a page has when it was executed."""
    there: dict[str, Any] = {"__name__": "page"}
    for cell in jupytext.read(DOCS / f"{name}.py").cells:
        if cell.cell_type == "code":
            exec(cell.source, there)
    return there


@pytest.fixture(scope="module")
def on_longley() -> dict[str, Any]:
    return run("theorems-on-data")


@pytest.fixture(scope="module")
def compared() -> dict[str, Any]:
    return run("statsmodels-compared")


def test_the_counts_are_of_all_theorems(on_longley):
    text = re.sub(r"<[^>]+>", "", on_longley["summary"].data)
    total, holding, without_data, unmet, apart = map(int, re.findall(r"\d+", text))
    assert total == holding + unmet + apart == len(list(theorems()))
    assert sum(count for _, count in on_longley["by_reading"].rows) == holding
    words = Counter(v.word for each in on_longley["verdicts"].values() for v in each)
    assert words[on_data.HOLDS] == holding
    assert 0 < without_data == on_longley["without_data"] < holding
    assert sum(count for _, count in on_longley["by_reason"].rows) == apart


def test_each_chapter_lists_its_theorems_with_a_sign(on_longley):
    shown = on_longley["by_chapter"].data
    parts = shown.split("</details>")[:-1]
    assert len(parts) == len(CHAPTERS)
    for chapter, part in zip(CHAPTERS, parts, strict=True):
        expected = [result.id for result in theorems(chapter.page)]
        assert re.findall(r'href="#([\w-]+)"', part) == expected
        count = int(re.search(r": (\d+) of", part)[1])
        assert part.count('aria-label="holds"') == count


def test_the_false_statements_are_two_and_found(on_longley):
    assert [word for _, word in on_longley["rows"]] == ["false", "false"]


def test_a_page_is_not_built_where_a_theorem_fails(monkeypatch):
    def fails(*_: object) -> None:
        raise on_data.FailedError("a theorem fails")

    monkeypatch.setattr(on_data, "judged", fails)
    with pytest.raises(on_data.FailedError, match="a theorem fails"):
        run("theorems-on-data")


def test_every_output_stands_with_its_theorem_its_difference_and_its_bound(compared):
    for output, (name, *cells) in zip(oracle.OUTPUTS, compared["outputs"].rows, strict=True):
        assert f"<code>{output.name}</code>" in name
        assert f'href="#{output.theorem}"' in name
        for data, cell in zip(oracle.DATASETS, cells, strict=True):
            found = compared["found"][data].get(output.name)
            if found is None:
                assert output.has_V
                assert cell == "–"
                continue
            for number, shown in zip(
                (found.difference, found.bound), cell.split("<br>"), strict=True
            ):
                power = re.search(r"<sup>(.+)</sup>", shown)
                assert (number == 0) == (power is None)
                assert power is None or f"{number:.0e}".endswith(
                    f"{int(power[1].replace('−', '-')):+03d}"
                )


@pytest.mark.parametrize("output", oracle.OUTPUTS, ids=lambda output: output.name)
def test_each_output_stops_the_page_when_it_is_wrong(output, monkeypatch):
    recording = recorded("oracle")
    recording["outputs"]["Longley"][output.name][-1] *= 2
    monkeypatch.setattr("derivations.evidence.recorded.recorded", lambda _: recording)
    with pytest.raises(FarError, match="rounding explains"):
        run("statsmodels-compared")
