"""The simulations: each statistic is what its theorem speaks of, and each limit is derived."""

import re
from fractions import Fraction
from pathlib import Path

import jupytext
import numpy as np
import pytest

from derivations.evidence import simulation
from derivations.evidence.simulation import LETTERS, LIMIT, NOISES, Simulation
from derivations.kernel.terms import Root
from derivations.numbers.evaluate import evaluate, names_in
from derivations.publishing.registry import theorem

COUNT = 20_000
PAGE = Path(__file__).parent.parent.parent / "docs/simulation.py"


@pytest.fixture(params=NOISES, ids=lambda noise: noise.name)
def run(request: pytest.FixtureRequest) -> Simulation:
    return Simulation(request.param, COUNT)


@pytest.fixture
def gaussian() -> Simulation:
    return Simulation(NOISES[0], COUNT)


def test_right_means_agree_under_every_noise(run):
    assert [row.what for row in simulation.means_and_covariances(run) if not row.agrees] == []


def test_right_laws_agree_under_gaussian_noise(gaussian):
    assert all(distance.agrees for distance in simulation.laws(gaussian))
    assert simulation.coverage(gaussian).agrees


def test_wrong_means_do_not(gaussian):
    assert not any(row.agrees for row in simulation.wrong_means(gaussian))


def test_the_t_ratio_is_not_normal(gaussian):
    assert not simulation.wrong_laws(gaussian)[0].agrees


@pytest.mark.parametrize("noise", NOISES[1:], ids=lambda noise: noise.name)
def test_the_law_of_rss_needs_gaussian_noise(noise):
    spread = simulation.laws(Simulation(noise, COUNT))[1]
    assert not spread.agrees


def test_unequal_variances_have_their_own_covariance():
    id = "covariance-of-the-estimate-with-unequal-variances"
    run = Simulation(NOISES[0], COUNT, np.sqrt(simulation.UNEQUAL))
    assert all(row.agrees for row in run.covariances(id, s=simulation.UNEQUAL))
    assert not simulation.wrong_variances(run).agrees


def test_minibatches_are_as_the_theorems_say_exactly():
    found, stated = simulation.minibatches(), simulation.minibatches_by_theorem()
    assert found == tuple(each.tolist() for each in stated)


def test_the_covariance_is_what_a_pencil_finds():
    rows = simulation.value("covariance-of-the-estimate-with-equal-variances").tolist()
    quarter = Fraction(1, 4)
    assert rows == [[quarter, -5 * quarter], [-5 * quarter, 49 * quarter]]


def test_the_t_ratio_is_the_one_of_the_theorem(gaussian):
    """The first replications, by the theorem's own term; both round a few dozen times."""
    law = theorem(simulation.T_RATIO).conclusion
    term = law.scalar / Root(law.square)
    names = {thing.name for thing in names_in(term)}
    for row in range(3):
        given = LETTERS | {"a": (1, 0), "epsilon": gaussian.epsilon[row]}
        letters = {
            name: np.array(value, dtype=float) for name, value in given.items() if name in names
        }
        assert gaussian.t[row] == pytest.approx(evaluate(term, letters).item(), rel=1e-10)


def test_rows_are_the_means_of_the_statistics_themselves(run):
    """Means are taken from the mean and the products of the noise; here from each replication."""
    slope = run.shift[:, 0]
    rows = {row.what: row.found for row in simulation.means_and_covariances(run)}
    assert rows["mean of the slope"] == pytest.approx(2 + slope.mean())
    assert rows["variance of the slope"] == pytest.approx((slope**2).mean())
    assert rows["mean of RSS/(n − d)"] == pytest.approx(run.rss.mean() / 4)


def test_a_standard_error_is_the_deviation_of_one_replication(run):
    """Within a tenth: with 20,000 replications an estimate of a fourth moment is no better."""
    (row,) = [r for r in simulation.means_and_covariances(run) if r.what == "variance of the slope"]
    assert row.error == pytest.approx((run.shift[:, 0] ** 2).std() / COUNT**0.5, rel=0.1)


def test_what_holds_large_values_back_is_below_both_logarithms():
    """The inequality on which the limit rests, on a grid; it is an equality at 0 alone."""
    x = np.linspace(-4, 4, 160_001)
    cut = np.clip(x, -(2**0.5), 2**0.5)
    held = cut - cut**3 / 6
    assert (held <= np.log(1 + x + x**2 / 2) + 1e-15).all()
    assert (held >= -np.log(1 - x + x**2 / 2) - 1e-15).all()


def test_the_limit_has_the_rate_that_is_said():
    assert 2 * np.exp(-(LIMIT**2) / 2) == pytest.approx(simulation.RARE)


def test_a_score_is_nearly_the_number_of_standard_errors(run):
    """As |x − ψ(x)| is at most |x|³/6, where x = aY."""
    values = run.shift[:, 0] ** 2 - 0.25
    error = values.std() / COUNT**0.5
    a = LIMIT / (error * COUNT)
    most = (np.abs(a * values) ** 3).sum() / 6 / LIMIT
    z = values.mean() / error
    assert abs(simulation.score(values, 0.0, error) - z) <= most < 1.5


def test_a_score_is_that_of_its_formula():
    values = np.array([1.0, -2.0, 30.0])
    a = LIMIT / (0.5 * 3)
    parts = [min(max(a * (x - 1), -(2**0.5)), 2**0.5) for x in values]
    expected = sum(x - x**3 / 6 for x in parts) / LIMIT
    assert simulation.score(values, 1.0, 0.5) == pytest.approx(expected)


def test_one_huge_value_does_not_make_an_alarm():
    """With a mean of such values Chebyshev's inequality would be all that there is."""
    values = np.zeros(10_000)
    values[0] = 1e6
    assert abs(simulation.score(values, 0.0, 1.0)) < LIMIT
    assert values.mean() > LIMIT


def test_a_ratio_of_nothing_counts_as_0():
    """One case in 32 with six signs; five standard deviations of so many cases are 0.0062."""
    signs = Simulation(NOISES[1], COUNT)
    alike = np.abs(signs.epsilon.sum(axis=1)) > 35
    assert (signs.t[alike] == 0).all()
    assert abs(alike.mean() - 1 / 32) < 5 * (31 / 32**2 / COUNT) ** 0.5


def test_independence_needs_gaussian_noise():
    first, *others = (simulation.independence(Simulation(noise, 100_000)) for noise in NOISES)
    assert first.agrees
    assert not any(row.agrees for row in others)


def test_a_broken_formula_is_found_out_in_each_row(run, monkeypatch):
    """Each right side half as large again; where that is 0, or no theorem's, nothing is broken."""
    stated = simulation.value
    monkeypatch.setattr(simulation, "value", lambda id, **letters: 3 * stated(id, **letters) / 2)
    for row in simulation.means_and_covariances(run):
        if row.expected and row.theorem != "unbiased-variance":
            assert not row.agrees, row.what


@pytest.mark.slow
def test_the_laws_in_closed_form_are_those_of_scipy():
    from scipy import stats

    at = np.linspace(-8, 8, 101)
    for own, peer in (
        (simulation.t_4, stats.t(4)),
        (simulation.t_5, stats.t(5)),
        (simulation.normal, stats.norm),
    ):
        assert np.abs(own(at) - peer.cdf(at)).max() < 1e-14
    positive = np.linspace(0, 30, 101)
    assert np.abs(simulation.chi_squared_4(positive) - stats.chi2(4).cdf(positive)).max() < 1e-14
    assert simulation.quantile(simulation.t_4, 0.975) == pytest.approx(stats.t(4).ppf(0.975))


# The page.


def executed():
    """What the page has when it was executed."""
    there = {"__name__": "page"}
    for cell in jupytext.read(PAGE).cells:
        if cell.cell_type == "code":
            exec(cell.source, there)
    return there


@pytest.fixture(scope="module")
def page():
    return executed()


def rows_of(table):
    """The rows of a table, as texts."""
    return [[re.sub(r"<[^>]+>", "", str(cell)).strip() for cell in row] for row in table.rows]


def test_the_tables_of_means(page):
    found = rows_of(page["of_means"])
    assert len(found) == len(page["means"][0]) == 14
    assert found[0][1] == "2"
    for _, expected, value, *off in found:
        assert float(value.replace("−", "-")) == pytest.approx(
            float(expected.replace("−", "-")), abs=0.1
        )
        assert all(abs(float(each.replace("−", "-"))) < LIMIT for each in off)
    assert len(rows_of(page["of_unequal"])) == 3


def test_the_tables_of_laws(page):
    for _, _, gaussian, *others in rows_of(page["of_laws"]):
        assert gaussian.endswith("within")
        assert all(each.endswith("outside") for each in others)
    assert [name for name, *_ in rows_of(page["of_products"])] == [each.name for each in NOISES]
    covered = [float(share.split()[0]) for _, share, _ in rows_of(page["of_coverage"])]
    assert covered[0] == pytest.approx(95, abs=0.3)
    assert all(distance.endswith("outside") for *_, distance in rows_of(page["of_wrong_laws"]))


def test_the_table_of_mistakes(page):
    found = rows_of(page["of_mistakes"])
    assert len(found) == 6
    assert all(abs(float(off.replace("−", "-"))) >= 100 for *_, off in found)


def test_the_table_of_minibatches(page):
    (_, *mean), *_ = rows_of(page["of_batches"])
    assert mean == ["−266", "−34"]


def test_the_picture_of_t(page):
    (figure,) = page["of_t"].figures
    simulated, normal, wider, *band = (line.get_ydata() for line in figure.axes[0].lines)
    width = simulation.band(page["COUNT"])
    assert np.abs(simulated).max() < width < np.abs(wider).max() < np.abs(normal).max()
    assert sorted(float(line[0]) for line in band) == [-width, width]


def test_the_picture_of_scores(page):
    (figure,) = page["of_scores"].figures
    right, wrong, *limits = (line.get_xdata() for line in figure.axes[0].lines)
    assert np.abs(right).max() < LIMIT < 100 <= np.abs(wrong).min()
    assert np.abs(wrong).max() < figure.axes[0].get_xlim()[1]
    assert sorted(float(line[0]) for line in limits) == [-LIMIT, LIMIT]


def test_a_wrong_theorem_stops_the_page(monkeypatch):
    stated = simulation.value
    monkeypatch.setattr(simulation, "value", lambda id, **given: 1.01 * stated(id, **given))
    with pytest.raises(ValueError, match="mean of the slope"):
        executed()


def test_a_mistake_that_passes_stops_the_page(monkeypatch):
    monkeypatch.setattr(simulation, "wrong_means", lambda run: run.means())
    with pytest.raises(ValueError, match="not found out"):
        executed()
