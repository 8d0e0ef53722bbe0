"""RSS/σ² has a χ² law, and what it studentises Student's t, with n − d degrees of freedom."""

from __future__ import annotations

import pytest
from sympy import (
    Expr,
    Matrix,
    Rational,
    Symbol,
    cancel,
    exp,
    eye,
    gamma,
    integrate,
    ones,
    oo,
    pi,
    simplify,
    sqrt,
    symbols,
    trace,
    zeros,
)
from sympy import stats as st

from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    Gaussian,
    Invertible,
    Nonnegative,
    Positive,
    StudentT,
)
from derivations.kernel.terms import (
    Dimension,
    Expectation,
    Identity,
    Inverse,
    Letter,
    Random,
    SquaredNorm,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
)
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .intercept_letters import DESIGN, C, fitted, one, x_bar
from .letters import X, d, n
from .matrices import FULL_RANK, equal, hat, letter, norm2
from .moment_letters import (
    a,
    b_star,
    epsilon,
    equal_variance,
    estimate,
    gram,
    invertible,
    maker,
    observed,
    sigma_sq,
    w_star,
)
from .moment_letters import hat as H
from .moments import TRUTH, sigma
from .restatement import Restatement, published, refused
from .test_gaussian_estimate import is_gaussian

I = Identity(n)  # noqa: E741 - the text's letter
white_noise = Gaussian(epsilon, Zero(n), sigma_sq * I)
RSS = SquaredNorm(observed - X @ estimate)
error, size = a.T @ (estimate - w_star), a.T @ Inverse(gram) @ a

with_constant = X @ w_star + b_star * one + epsilon  # the observations
centred_gram = X.T @ C @ X
centred_solver = Inverse(centred_gram) @ X.T @ C
centred_maker = C - C @ X @ Inverse(centred_gram) @ X.T @ C
centred_invertible = Invertible(centred_gram)
weights = Inverse(centred_gram) @ X.T @ C @ with_constant
intercept = one.T @ with_constant / n - x_bar.T @ weights
centred_RSS = SquaredNorm(with_constant - X @ weights - intercept * one)
centred_error, centred_size = a.T @ (weights - w_star), a.T @ Inverse(centred_gram) @ a

projection = "chi-squared-from-a-projection"
ratio = (
    projection,
    "functions-of-independent-vectors-are-independent",
    "moment-generating-function-of-an-affine-image",
    "student-t-from-a-gaussian-and-a-chi-squared",
    "uncorrelated-images-of-a-gaussian-vector-are-independent",
)


def projected(matrix: Term) -> Theorem:
    """That εᵀPε/σ² ~ χ²(tr P) for white noise ε and a projection P."""
    fact = instantiate(cite(projection), (Dimension("k"), n))
    noise = ((Random("U", n), epsilon), (Letter("s"), sigma_sq))
    return instantiate(fact, *noise, (Letter("P", n, n), matrix))


# In SymPy: what is random is a function of z, of independent standard Gaussian numbers.

A = Matrix([1, 2])
OFFSET = Matrix([Rational(1, 2)])
LINE = Matrix([1, 2, 0])
DEPENDENT = Matrix([[1, 0, 0, 0], [1, 1, 0, 0], [0, 2, 1, 0], [0, 0, 1, 1]])  # mixes the entries


def form(q: Expr, z: Matrix) -> Matrix:
    """The symmetric F of a quadratic form q = zᵀFz."""
    found = m.hessian(Matrix([q]), z) / 2
    assert equal(Matrix([q]), z.T * found * z)
    return found


def is_chi_squared(q: Expr, z: Matrix, degrees: int) -> bool:
    """q ~ χ²(degrees): E[exp(sq)], which is det(I − 2sF)^(−½), is (1 − 2s)^(−degrees/2)."""
    s = Symbol("s", real=True)
    determinant = (eye(z.rows) - 2 * s * form(q, z)).det()
    return equal(Matrix([determinant]), Matrix([(1 - 2 * s) ** degrees]))


def students(u: Expr, square: Expr, z: Matrix) -> tuple[Expr, int]:
    """(c, k) where u/√square is √c times a number that has Student's t law, k its degrees.

    The u is Gaussian, the square a multiple of χ²(k), and the two are independent, for
    E[exp(u + s·square)] = E[exp(u)]E[exp(s·square)].
    """
    along, F, s = Matrix([u]).jacobian(z).T, form(square, z), Symbol("s", real=True)
    k = F.rank()
    multiple = trace(F) / k
    assert is_gaussian(Matrix([u]), z, zeros(1, 1), norm2(along))
    assert is_chi_squared(square / multiple, z, k)
    assert equal(along.T * (eye(z.rows) - 2 * s * F).inv() * along, norm2(along))
    return cancel(norm2(along)[0] / (multiple * k)), k


def squares(X: Matrix, noise: Matrix) -> Expr:
    """RSS."""
    y = X * letter("w", X.cols) + noise
    return norm2(y - X * m.fit(X, y))[0].expand()


def error_of(X: Matrix, a: Matrix, noise: Matrix) -> Expr:
    """aᵀ(ŵ − w⋆)."""
    w = letter("w", X.cols)
    return (a.T * (m.fit(X, X * w + noise) - w))[0].expand()


def centred_parts(X: Matrix, a: Matrix, noise: Matrix) -> tuple[Expr, Expr]:
    """aᵀ(ŵ − w⋆) and RSS, where an intercept is fitted too."""
    y, one = letter("y", X.rows), ones(X.rows, 1)
    w_hat, b_hat = fitted(X, y)
    found = Matrix([*(a.T * (w_hat - TRUTH[: X.cols, :])), *norm2(y - X * w_hat - one * b_hat)])
    found = m.at(found, y, X * TRUTH[: X.cols, :] + one * OFFSET + noise)
    return tuple(found.expand())


def centred_gram_of(X: Matrix) -> Matrix:
    """XᵀCX."""
    C = eye(X.rows) - ones(X.rows, X.rows) / X.rows
    return X.T * C * X


@pytest.mark.parametrize("degrees", [1, 2])
def test_generating_function_of_a_sum_of_squares(degrees):
    """E[exp(szᵀFz)] is ∏ (1 − 2sλ)^(−½) over the eigenvalues λ; where all are 1, z²'s law is χ²."""
    r, z = Symbol("r", positive=True), symbols("z", real=True)  # r = 1 − 2sλ
    one = integrate(exp(-r * z**2 / 2) / sqrt(2 * pi), (z, -oo, oo))
    assert simplify(one - 1 / sqrt(r)) == 0
    chi, q = st.density(st.ChiSquared("q", degrees)), Symbol("q", positive=True)
    found = integrate(simplify(chi(q) * exp(q * (1 - r) / 2)), (q, 0, oo))  # s = (1 − r)/2
    assert simplify(found - one**degrees) == 0


@pytest.mark.parametrize("degrees", [1, 2])
def test_density_of_a_gaussian_over_the_root_of_an_independent_chi_squared(degrees):
    t, q = Symbol("t", real=True), Symbol("q", positive=True)
    root = sqrt(q / degrees)
    normal = exp(-((t * root) ** 2) / 2) / sqrt(2 * pi)
    chi = st.density(st.ChiSquared("q", degrees))(q)
    found = integrate(simplify(normal * root * chi), (q, 0, oo))
    assert simplify((found / st.density(st.StudentT("t", degrees))(t)).rewrite(gamma)) == 1


class TestUnbiasedVarianceWithGaussianNoise(Restatement):
    id = "unbiased-variance-with-gaussian-noise"
    hypotheses = (Invertible(n - d), invertible, white_noise)
    conclusion = Equals(Expectation(RSS / (n - d)), sigma_sq)
    facts = (
        "mean-of-a-gaussian-vector",
        "covariance-of-a-gaussian-vector",
    )

    @pytest.mark.parametrize("X", [FULL_RANK, LINE, DESIGN])
    def test_in_sympy(self, X):
        z = letter("z", X.rows)  # of which E[zᵀFz] is the trace of F
        assert trace(form(squares(X, sigma * z), z)) / (X.rows - X.cols) == sigma**2

    def test_instance(self):
        z = letter("z", 4)
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        assert trace(form(squares(DESIGN, 3 * z), z)) / (4 - 2) == 9

    def test_near_miss_is_refused(self):
        moments = [assume(Equals(Expectation(epsilon), Zero(n))), assume(equal_variance)]
        algebra(self.conclusion, *moments)
        for degrees in (n, n - d - 1):
            refused(algebra, Equals(Expectation(RSS / degrees), sigma_sq), *moments)
        for only in moments:
            refused(algebra, self.conclusion, only)

    def test_near_miss_is_false(self):
        z = letter("z", 3)
        found = trace(form(squares(LINE, 3 * z), z))
        assert found / 2 == 9 != found / 3
        dependent = form(squares(DESIGN, DEPENDENT * letter("z", 4)), letter("z", 4))
        assert trace(dependent) / 2 != 1


class TestChiSquared(Restatement):
    id = "law-of-the-residual-sum-of-squares"
    hypotheses = (white_noise, Positive(sigma_sq), invertible)
    conclusion = ChiSquared(RSS / sigma_sq, n - d)
    facts = (projection,)

    @pytest.mark.parametrize(("X", "degrees"), [(FULL_RANK, 1), (LINE, 2), (FULL_RANK[:2, :], 0)])
    def test_in_sympy(self, X, degrees):
        z = letter("z", X.rows)
        q = squares(X, sigma * z) / sigma**2
        F = form(q, z)
        assert F * F == F == F.T
        assert trace(F) == degrees == X.rows - X.cols
        assert is_chi_squared(q, z, degrees)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert (X.T * X).det() != 0
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        assert is_chi_squared(squares(X, 3 * z) / 9, z, 4 - 2)

    def test_near_miss_is_refused(self):
        known = projected(maker)
        chi_squared = ChiSquared(epsilon.T @ maker @ epsilon / sigma_sq, Trace(maker))
        assert known.conclusion == chi_squared
        rewrite(known, self.conclusion)
        for degrees in (n, d, n - d - 1):
            refused(rewrite, known, ChiSquared(RSS / sigma_sq, degrees))
        refused(rewrite, known, ChiSquared(RSS, n - d))  # σ² lost
        refused(rewrite, known, ChiSquared(SquaredNorm(epsilon) / sigma_sq, n - d))
        refused(rewrite, projected(H), self.conclusion)
        refused(cut, published(self.id), assume(Nonnegative(sigma_sq)))
        refused(cut, published(self.id), assume(equal_variance))  # moments are not enough

    def test_near_miss_is_false(self):
        X, z = LINE, letter("z", 3)
        q = squares(X, 3 * z)
        for degrees in (3, 1, 3 - 1 - 1):
            assert not is_chi_squared(q / 9, z, degrees)
        assert not is_chi_squared(q, z, 2)
        assert not is_chi_squared(norm2(z)[0], z, 2)
        assert not is_chi_squared((z.T * hat(X) * z)[0], z, 2)
        dependent = squares(DESIGN, DEPENDENT * letter("z", 4))
        assert not is_chi_squared(dependent, letter("z", 4), 2)


class TestChiSquaredWithIntercept(Restatement):
    id = "law-of-the-residual-sum-of-squares-with-intercept"
    hypotheses = (white_noise, Positive(sigma_sq), centred_invertible)
    conclusion = ChiSquared(centred_RSS / sigma_sq, n - d - 1)
    facts = (projection,)

    @pytest.mark.parametrize(("X", "degrees"), [(DESIGN, 1), (DESIGN[:, :1], 2), (LINE, 1)])
    def test_in_sympy(self, X, degrees):
        z = letter("z", X.rows)
        _, rss = centred_parts(X, zeros(X.cols, 1), sigma * z)
        F = form(rss / sigma**2, z)
        assert F * F == F == F.T
        assert trace(F) == degrees == X.rows - X.cols - 1
        assert is_chi_squared(rss / sigma**2, z, degrees)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert centred_gram_of(X).det() != 0
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        _, rss = centred_parts(X, A, 3 * z)
        assert is_chi_squared(rss / 9, z, 4 - 2 - 1)

    def test_near_miss_is_refused(self):
        known = projected(centred_maker)
        rewrite(known, self.conclusion)
        for degrees in (n, n - 1, n - d, n - d + 1):
            refused(rewrite, known, ChiSquared(centred_RSS / sigma_sq, degrees))
        refused(rewrite, known, ChiSquared(centred_RSS, n - d - 1))  # σ² lost
        refused(rewrite, known, ChiSquared(RSS / sigma_sq, n - d - 1))  # no intercept
        refused(rewrite, projected(maker), self.conclusion)
        refused(cut, published(self.id), assume(invertible))
        refused(cut, published(self.id), assume(Nonnegative(sigma_sq)))

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        _, rss = centred_parts(X, A, 3 * z)
        for degrees in (4, 4 - 1, 4 - 2, 4 - 2 + 1):
            assert not is_chi_squared(rss / 9, z, degrees)
        assert not is_chi_squared(rss, z, 1)
        assert not is_chi_squared(squares(X, 3 * z) / 9, z, 1)
        _, rss = centred_parts(X, A, DEPENDENT * z)
        assert not is_chi_squared(rss, z, 1)
        assert centred_gram_of(FULL_RANK).det() == 0 != (FULL_RANK.T * FULL_RANK).det()


class TestRatio(Restatement):
    id = "law-of-the-t-ratio"
    hypotheses = (
        white_noise,
        Positive(sigma_sq),
        invertible,
        Positive(n - d),
        Positive(size),
    )
    conclusion = StudentT(error, RSS / (n - d) * size, n - d)
    facts = ratio

    @pytest.mark.parametrize("X", [FULL_RANK, LINE])
    def test_in_sympy(self, X):
        z, a, degrees = letter("z", 3), letter("a", X.cols), 3 - X.cols
        u, size = error_of(X, a, sigma * z), (a.T * (X.T * X).inv() * a)[0]
        s_sq = squares(X, sigma * z) / degrees
        assert is_gaussian(Matrix([u]), z, zeros(1, 1), sigma**2 * Matrix([size]))
        assert is_chi_squared(degrees * s_sq / sigma**2, z, degrees)
        assert students(u, s_sq, z) == (cancel(size), degrees)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        size = (A.T * (X.T * X).inv() * A)[0]
        assert (X.T * X).det() != 0
        assert size > 0 < 4 - 2
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        s_sq = squares(X, 3 * z) / (4 - 2)
        assert students(error_of(X, A, 3 * z), s_sq * size, z) == (1, 4 - 2)

    def test_near_miss_is_refused(self):
        known, s_sq = published(self.id), RSS / (n - d)
        rewrite(known, self.conclusion)
        for degrees in (n, d, n - d - 1):
            refused(rewrite, known, StudentT(error, s_sq * size, degrees))
        refused(rewrite, known, StudentT(error, RSS / n * size, n - d))  # the biased variance
        refused(rewrite, known, StudentT(error, s_sq, n - d))  # aᵀ(XᵀX)⁻¹a lost
        refused(rewrite, known, StudentT(error, sigma_sq * size, n - d))  # σ² for s²
        refused(rewrite, known, StudentT(a.T @ estimate, s_sq * size, n - d))  # w⋆ lost
        refused(cut, known, assume(Nonnegative(size)))
        refused(cut, known, assume(Nonnegative(n - d)))
        refused(cut, known, assume(equal_variance))  # moments are not enough
        refused(instantiate, known, (a, estimate))  # a random combination

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        size, u, rss = (A.T * (X.T * X).inv() * A)[0], error_of(X, A, 3 * z), squares(X, 3 * z)
        _, degrees = students(u, rss / 2 * size, z)
        assert degrees not in (4, 4 - 2 - 1)
        z3 = letter("z", 3)
        _, two = students(error_of(LINE, Matrix([1]), z3), squares(LINE, z3), z3)
        assert two == 2 != LINE.cols
        for square in (rss / 4 * size, rss / 2):
            assert students(u, square, z)[0] != 1
        known_variance = Matrix([u / sqrt(9 * size)])
        assert is_gaussian(known_variance, z, zeros(1, 1), eye(1))
        heights = [st.density(law)(0) for law in (st.Normal("z", 0, 1), st.StudentT("t", 2))]
        assert simplify(heights[0] - heights[1]) != 0
        shifted = u + (A.T * TRUTH)[0]
        assert not is_gaussian(Matrix([shifted]), z, zeros(1, 1), 9 * Matrix([size]))
        nothing = zeros(2, 1)
        assert (nothing.T * (X.T * X).inv() * nothing)[0] == 0 == error_of(X, nothing, 3 * z)
        assert squares(X[:2, :], 3 * letter("z", 2)) == 0  # n = d

    def test_two_laws_with_other_degrees_or_scales_differ(self):
        """By their densities at 0."""
        heights = [st.density(st.StudentT("t", k))(0) for k in (1, 2, 3, 4)]
        assert len(set(map(simplify, heights))) == 4
        assert all(height > 0 for height in heights)  # and √c times t has height/√c


class TestRatioWithIntercept(Restatement):
    id = "law-of-the-t-ratio-with-intercept"
    hypotheses = (
        white_noise,
        Positive(sigma_sq),
        centred_invertible,
        Positive(n - d - 1),
        Positive(centred_size),
    )
    conclusion = StudentT(centred_error, centred_RSS / (n - d - 1) * centred_size, n - d - 1)
    facts = ratio

    @pytest.mark.parametrize("X", [DESIGN, DESIGN[:, :1]])
    def test_in_sympy(self, X):
        z, a, degrees = letter("z", 4), letter("a", X.cols), 4 - X.cols - 1
        u, rss = centred_parts(X, a, sigma * z)
        size = (a.T * centred_gram_of(X).inv() * a)[0]
        assert is_gaussian(Matrix([u]), z, zeros(1, 1), sigma**2 * Matrix([size]))
        assert is_chi_squared(rss / sigma**2, z, degrees)
        assert students(u, rss / degrees, z) == (cancel(size), degrees)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        size = (A.T * centred_gram_of(X).inv() * A)[0]
        assert centred_gram_of(X).det() != 0
        assert size > 0 < 4 - 2 - 1
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        u, rss = centred_parts(X, A, 3 * z)
        assert students(u, rss / (4 - 2 - 1) * size, z) == (1, 4 - 2 - 1)

    def test_near_miss_is_refused(self):
        known, s_sq = published(self.id), centred_RSS / (n - d - 1)
        rewrite(known, self.conclusion)
        for degrees in (n, n - 1, n - d):
            refused(rewrite, known, StudentT(centred_error, s_sq * centred_size, degrees))
        not_centred = a.T @ Inverse(gram) @ a
        refused(rewrite, known, StudentT(centred_error, s_sq * not_centred, n - d - 1))
        biased = centred_RSS / (n - d)
        refused(rewrite, known, StudentT(centred_error, biased * centred_size, n - d - 1))
        refused(rewrite, known, StudentT(error, s_sq * centred_size, n - d - 1))
        refused(cut, known, assume(invertible))
        refused(cut, known, assume(Nonnegative(centred_size)))
        refused(instantiate, known, (a, weights))  # a random combination

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        size, not_centred = (
            (A.T * inverse * A)[0] for inverse in (centred_gram_of(X).inv(), (X.T * X).inv())
        )
        u, rss = centred_parts(X, A, 3 * z)
        scale, degrees = students(u, rss * size, z)
        assert (scale, degrees) == (1, 1)
        assert degrees not in (4, 4 - 1, 4 - 2)
        for square in (rss * not_centred, rss / 2 * size):
            assert students(u, square, z)[0] != 1
        without = Matrix([error_of(X, A, 3 * z + ones(4, 1) * OFFSET)])
        assert not is_gaussian(without, z, zeros(1, 1), 9 * Matrix([size]))
        assert centred_gram_of(FULL_RANK).det() == 0 != (FULL_RANK.T * FULL_RANK).det()
