"""The argument as it is read off the proofs, and as it is drawn."""

import re
from functools import cache
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from derivations import Dimension, Equals, Letter, assume, calc, theorem, theorems
from derivations.kernel.statements import Invertible
from derivations.kernel.theorem import Theorem
from derivations.publishing.argument import (
    argument_for,
    argument_of,
    between_chapters,
    chapter_of,
    provided,
    rests_on,
)
from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import known_ids
from derivations.results.model import X
from derivations.site.map import chapters_html, theorems_html
from derivations.site.rails import BELOW, BEND, MIDDLE, assign, draw


@cache
def argument():
    """The argument of all theorems."""
    return argument_of(theorems())


@pytest.fixture
def small(monkeypatch):
    """A = B and B = C are supposed; the last theorem rests on both of the others."""
    monkeypatch.setattr("derivations.proving.chain.PUBLISHED", {})
    n = Dimension("n")
    A, B, C = (Letter(name, n, n) for name in "ABC")
    first, second = assume(Equals(A, B)), assume(Equals(B, C))
    turned = (
        calc(A.T)
        .equals(B.T, "turn", by="A = B", because=first)
        .qed("turned", "Transposes are equal", Equals(A.T, B.T))
    )
    on = (
        calc(A.T)
        .equals(B.T, "one", by="as before", because=turned)
        .equals(C.T, "two", by="B = C", because=second)
        .qed("on", "And so on", Equals(A.T, C.T))
    )
    end = (
        calc(A.T @ A.T)
        .equals(C.T @ A.T, "left", by="as before", because=on)
        .equals(C.T @ B.T, "right", by="as before", because=turned)
        .qed("end", "A product", Equals(A.T @ A.T, C.T @ B.T))
    )
    return turned, on, end


def test_a_small_argument(small):
    argument = argument_of(small)
    assert argument.premises == {"turned": (), "on": ("turned",), "end": ("on", "turned")}
    assert argument.edges == (("turned", "on"), ("on", "end"), ("turned", "end"))
    assert argument.users("turned") == ("on", "end")
    assert argument.users("end") == ()
    assert argument.rests_on("end") == ("turned", "on")
    assert argument.rests_on("turned") == ()
    assert argument.carries("turned") == ("on", "end")
    assert argument.chain("end") == ("turned", "on", "end")
    assert argument.chain("turned") == ("turned",)


@pytest.mark.parametrize(
    ("id", "premises"),
    [
        ("normal-equation", set()),
        (
            "least-squares-is-maximum-likelihood",
            {
                "density-of-the-observations",
                "minimiser-of-squared-error-maximises-the-log-likelihood",
                "maximiser-of-the-log-likelihood-maximises-the-likelihood",
            },
        ),
        (
            "least-squares-estimate-is-the-maximum-likelihood-estimate",
            {
                "gram-invertible-if-full-column-rank",
                "least-squares-estimate-is-the-unique-minimiser",
                "least-squares-is-maximum-likelihood",
                "maximum-likelihood-is-least-squares",
            },
        ),
        (
            "law-of-the-t-ratio",
            {
                "affine-image-of-a-gaussian-vector",
                "estimate-and-residual-are-independent",
                "law-of-the-residual-sum-of-squares",
            },
        ),
    ],
)
def test_known_theorems_rest_on_these(id, premises):
    assert set(argument().premises[id]) == premises
    assert set(argument().users(id)).isdisjoint(premises)


def nearest(result, published):
    """The published theorems that a walk down the proof meets first, by another way than `uses`."""
    found, seen = set(), set()
    ahead = list(result.theorems())
    while ahead:
        step = ahead.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        name = published.get(id(step), result.id)
        if name != result.id:
            found.add(name)
        else:
            ahead += [argument for argument in step.arguments if type(argument) is Theorem]
    return found


def test_every_edge_is_in_a_proof_and_every_premise_is_an_edge():
    published = {id(result.theorem): result.id for result in theorems()}
    assert len(published) == len(theorems())
    for result in theorems():
        assert set(argument().premises[result.id]) == nearest(result, published), result.id
    assert argument().edges


def test_the_argument_runs_one_way():
    place = {id: place for place, id in enumerate(argument().premises)}
    assert list(place) == list(known_ids())
    for premise, user in argument().edges:
        assert place[premise] < place[user], (premise, user)


def test_what_one_theorem_rests_on_is_the_same_alone():
    for id in ("law-of-the-t-ratio", "normal-equation", "closed-form-of-the-augmented-matrix"):
        assert rests_on(id) == argument().rests_on(id)
        part = argument_for(id)
        assert tuple(part.premises) == (*argument().rests_on(id), id)
        assert all(part.premises[one] == argument().premises[one] for one in part.premises)


def test_a_chain_is_a_path_and_none_is_longer():
    for id, premises in argument().premises.items():
        chain = argument().chain(id)
        assert chain[-1] == id
        assert all(a in argument().premises[b] for a, b in pairwise(chain))
        assert len(chain) == 1 + max((len(argument().chain(p)) for p in premises), default=0)


def test_uses_between_chapters():
    found = between_chapters(argument())
    within = sum(chapter_of(a) == chapter_of(b) for a, b in argument().edges)
    assert sum(found.values()) + within == len(argument().edges)
    for before, after in found:
        assert CHAPTERS.index(before) < CHAPTERS.index(after)


def test_what_is_supposed_and_concluded_elsewhere():
    found = {each.statement: each for each in provided(theorems())}
    invertible = found[Invertible(X.T @ X)]
    assert theorem("least-squares-estimate") in invertible.supposed_by
    assert [one.id for one in invertible.concluded_by] == ["gram-invertible-if-full-column-rank"]
    assert theorem("least-squares-estimate").conclusion not in found
    sizes = [len(each.supposed_by) for each in provided(theorems())]
    assert sizes == sorted(sizes, reverse=True)
    assert all(each.concluded_by for each in found.values())


# What is drawn.


@st.composite
def graphs(draw):
    """Rows, and edges from earlier to later ones, with weights."""
    size = draw(st.integers(1, 9))
    pairs = [(a, b) for b in range(size) for a in range(b)]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    rows = [f"row-{place}" for place in range(size)]
    return rows, {(rows[a], rows[b]): draw(st.integers(1, 9)) for a, b in edges}


def parts(svg):
    """The parts of rails that a row draws: from where, to where, and their path."""
    return [
        (int(path["data-from"]), tuple(map(int, path["data-to"].split())), str(path["d"]))
        for path in BeautifulSoup(svg, "html.parser").select("path")
    ]


def left_of(d):
    """How far from the left the upright stretch of a part stands."""
    if found := re.match(r"M(\d+) [\d.]+[Vq]", d):
        return int(found[1])
    found = re.search(r"H(\d+)q", d)
    return int(found[1]) - BEND


@settings(deadline=None)
@given(graphs())
def test_the_drawing_shows_every_edge_and_no_other(graph):
    rows, weights = graph
    svgs = draw(rows, weights)
    edges = {(rows.index(a), rows.index(b)) for a, b in weights}
    arrivals = set()
    for place, svg in enumerate(svgs):
        crossing = {(a, b) for a, b in edges if a <= place <= b}
        shown = parts(svg)
        assert {(source, user) for source, users, _ in shown for user in users} == crossing
        arrivals |= {
            (source, users[0])
            for source, users, d in shown
            if users == (place,) and "H" in d and source != place
        }
        for source in {source for source, _, _ in shown}:
            own = [(users, d) for other, users, d in shown if other == source]
            later = any(a == source and b > place for a, b in edges)
            assert any(d.endswith(f"V{BELOW}") for _, d in own) == later
            assert any(re.match(r"M\d+ 0V", d) for _, d in own) == (source < place)
            assert all(len(set(users)) == len(users) for users, _ in own)
        leaving = {source for source, _, d in shown if source == place and "H" in d}
        assert bool(leaving) == any(a == place for a, _ in edges)
        starts = 'class="starts"' in svg
        assert starts == all(b != place for _, b in edges)
    assert arrivals == edges


@settings(deadline=None)
@given(graphs())
def test_rails_are_unbroken_and_apart(graph):
    rows, weights = graph
    lefts = {}
    for svg in draw(rows, weights):
        here = {}
        for source, _, d in parts(svg):
            assert lefts.setdefault(source, left_of(d)) == left_of(d)
            here[left_of(d)] = here.get(left_of(d), {source}) | {source}
            assert left_of(d) > 0
        assert all(len(sources) == 1 for sources in here.values())


@settings(deadline=None)
@given(graphs())
def test_a_part_is_as_thick_as_what_it_leads_to(graph):
    rows, weights = graph
    for svg in draw(rows, weights, growth=0.5):
        for path in BeautifulSoup(svg, "html.parser").select("path"):
            source, users = int(path["data-from"]), map(int, path["data-to"].split())
            carried = sum(weights[rows[source], rows[user]] for user in users)
            assert float(path["stroke-width"]) == pytest.approx(1 + 0.5 * (carried - 1), rel=0.01)


def test_the_shortest_rails_are_next_to_the_text():
    assert assign([(0, 1), (0, 5), (2, 3), (4, 5)]) == {2: 0, 4: 0, 0: 1}


def test_a_bend_fits_above_the_middle_of_a_line():
    assert BEND < MIDDLE


# The map.


def test_every_theorem_is_on_the_map_once():
    page = BeautifulSoup(theorems_html(argument()), "html.parser")
    ids = [str(row["id"]) for row in page.select("li[id]")]
    assert sorted(ids) == sorted(f"map-{id}" for id in known_ids())
    for chapter in CHAPTERS:
        section = page.find(id=f"map-of-{chapter.page}")
        shown = [str(row["data-row"]) for row in section.select("li[id]")]
        assert shown == [id for id in known_ids() if chapter_of(id) == chapter]


def test_the_words_say_what_the_rails_show():
    page = BeautifulSoup(theorems_html(argument()), "html.parser")
    drawn_edges = set()
    for section in page.select("ol"):
        rows = [str(row["data-row"]) for row in section.select("li")]
        for svg in section.select("svg"):
            for source, users, _ in parts(str(svg)):
                drawn_edges |= {(rows[source], rows[user]) for user in users}
    assert drawn_edges == set(argument().edges)
    for id in known_ids():
        said = {"Rests on": (), "Through these, on": (), "Used by": ()}
        for paragraph in page.find(id=f"map-{id}").select("details p"):
            words = next(word for word in said if paragraph.get_text().startswith(word))
            said[words] = tuple(str(a["href"]).removeprefix("#map-") for a in paragraph("a"))
        assert said["Rests on"] == argument().premises[id]
        assert said["Used by"] == argument().users(id)
        assert set(said["Rests on"] + said["Through these, on"]) == set(argument().rests_on(id))


def test_the_chapters_in_words():
    page = BeautifulSoup(chapters_html(argument()), "html.parser")
    notes = dict(zip(CHAPTERS, (note.get_text() for note in page.select(".note")), strict=True))
    for (before, after), count in between_chapters(argument()).items():
        number = CHAPTERS.index(before) + 1
        assert re.search(rf"\b{number}\s\({count}×\)", notes[after])
    assert {str(row["data-row"]) for row in page("li")}.isdisjoint(known_ids())
    counts = [int(note.split()[0]) for note in notes.values()]
    assert sum(counts) == len(known_ids())
