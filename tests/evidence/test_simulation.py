"""The simulations: each statistic is what its theorem speaks of, and each limit is derived."""

from fractions import Fraction

import numpy as np
import pytest

from derivations.evidence import simulation
from derivations.evidence.simulation import LETTERS, LIMIT, NOISES, Simulation
from derivations.kernel.terms import Root
from derivations.numbers.evaluate import evaluate, names_in
from derivations.publishing.registry import theorem

COUNT = 20_000


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


def test_alarms_are_rare_where_an_inequality_says_so():
    for noise in NOISES[:2]:
        rows = simulation.means_and_covariances(Simulation(noise, 400_000))
        assert all(row.alarm < 1e-8 for row in rows)
    rows = simulation.means_and_covariances(Simulation(NOISES[2], 400_000))
    assert {round(row.alarm, 3) for row in rows} == {0, round(1 / LIMIT**2, 3)}


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
