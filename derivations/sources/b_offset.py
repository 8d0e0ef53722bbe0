"""Source B, regression with an offset: the intercept by expectations, gradients and a column."""

from __future__ import annotations

from ..kernel.statements import (
    Equals,
    Gaussian,
    IndependentVectors,
    Minimises,
    Nonnegative,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Density,
    Dimension,
    Inverse,
    Letter,
    Product,
    Random,
    Substitution,
    SumOver,
    Transpose,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation, substitute
from ..numbers.distributions import two_valued
from ..results.model import (
    J,
    X,
    b,
    b_hat,
    b_star,
    d,
    epsilon,
    gradient,
    i,
    joint_J,
    n,
    ones,
    variance,
    w,
    w_hat,
    w_star,
    x_bar,
    x_i,
    y,
    y_bar,
    y_i,
)
from .letters import (
    E1,
    E2,
    FRAME,
    NOISE,
    E,
    X_tilde,
    a,
    c,
    centred_form,
    display,
    half,
    joined,
    joint_error,
    joint_form,
    m,
    misfit,
    mu,
    normal,
    prose,
    s,
    says,
    t,
    told,
    u,
    unfit,
    v,
    w_tilde,
)
from .proofs import By
from .verdicts import Holds, HoldsIf, NotAClaim, Notation, Refuted, Remark

OBJECTIVE = "Objective | Minimizing a Stochastic Function"
RELATIONS = "Closed Form Relations between the Weights and the Offsets"
GRADIENT = "The Gradient Approach"
AUGMENTED = "The Augmented Matrix Approach"

# The objective.

_x = Letter("x", d)
_hats: Substitution = {w: w_hat, b: b_hat}
_density = Density(X @ w + ones @ b + epsilon, y)
_likelier = Nonnegative(substitute(_density, _hats) - _density)
_smaller = Nonnegative(joint_error - substitute(joint_error, _hats))
_constant_column = {
    X: [[1], [1]],
    y: [0, 0],
    E1: [[1], [0]],
    E2: [0, 1],
    epsilon: normal([0, 0], [[1, 0], [0, 1]]),
    m: [0, 0],
    s: [1, 1],
    variance: 1,
}

_objective = (
    prose(
        "B",
        OBJECTIVE,
        told("a function that is random is minimised"),
        Notation(
            "object",
            "minimised is the squared error of what was observed, in w and b, and not the model",
            told(joint_error),
            By("joint-minimum-of-the-squared-error"),
        ),
        read=(None, "notation", "notation"),
    ),
    prose(
        "B",
        OBJECTIVE,
        says(Equals((_x + v).T @ w + b, (_x.T @ w + b) + (v.T @ w + b))),
        Notation(
            "word",
            "affine in x, for b stays; it is linear in w and b together",
            says(Equals(X_tilde @ joined(w, b), X @ w + ones @ b), *FRAME[:3]),
            By("prediction-of-the-augmented-matrix"),
            at={_x: [0], v: [0], w: [0], b: 1},
        ),
    ),
    prose(
        "B",
        OBJECTIVE,
        told("w and b are unknown, and ε is Gaussian"),
        NotAClaim("the model is assumed"),
        read=("not-a-claim", "holds", "holds-if"),
    ),
    prose(
        "B",
        OBJECTIVE,
        told("the observations are independent and identically distributed"),
        Remark(
            "given X, this is needed of the noise only: the rows of X may be anything",
            by=By("density-of-the-observations-with-intercept"),
            idle=(IndependentVectors,),
        ),
        read=("remark", "holds-if", None),
    ),
    prose(
        "B",
        OBJECTIVE,
        told("what is observed is the rows of ", X),
        Notation(
            "lost",
            "pairs are: a row of X and the yᵢ observed with it",
            told(X, ", ", y),
        ),
        read=(None, "holds-if", "notation"),
    ),
    prose(
        "B",
        OBJECTIVE,
        told("the estimates are called w̄ and b̂"),
        Notation(
            "letter", "a bar for one and a hat for the other: ŵ and b̂", told(w_hat, ", ", b_hat)
        ),
    ),
    display(
        "B",
        2,
        1,
        says(_smaller, *NOISE, _likelier),
        HoldsIf(
            By("more-likely-with-intercept-has-the-smaller-squared-error", times=n),
            why="what is most likely minimises",
        ),
    ),
    display(
        "B",
        2,
        1,
        says(
            UniquelyMaximises(
                E1 @ centred_form + E2 @ joint_form,
                Density(X_tilde @ w_tilde + epsilon, y),
                w_tilde,
            ),
            *NOISE,
            *FRAME,
        ),
        HoldsIf(
            By("maximum-likelihood-estimate-with-intercept"),
            without=_constant_column,
            why="equality with an argmin says that there is one pair only",
        ),
    ),
    prose(
        "B",
        OBJECTIVE,
        told(ones, " has only ones"),
        NotAClaim("a letter is declared"),
        read=("not-a-claim", "holds", "holds"),
    ),
)

# By expectations.

_random_x, _long_x, _e = Random("x", d), Random("x", n), Random("e")
_Y = Abbreviation("Y", (), (), _random_x.T @ w + b + _e)
_mean_zero = Equals(E(_e), Zero())
_in_population = By("intercept-as-an-expectation")
_k = Dimension("k")
_normal_e = Gaussian(_e, Zero(), variance)
_at_e = ((_k, 1), (Random("U", _k), _e), (Letter("m", _k), Zero()), (Letter("V", _k, _k), variance))
_mean_of_e = By("mean-of-a-gaussian-vector", _at_e)
_in_population_if_normal = By(_in_population.id, after=(_mean_of_e,))
_draws, _entries = Random("Y", n), Random("x_j", n)
_one_mean, _one_mean_too = Equals(E(_draws), mu * ones), Equals(E(_entries), mu * ones)
_sum = SumOver(i, i.T @ _draws)
_unbiased = says(Equals(E(ones.T @ _draws / n), mu), _one_mean)
_unbiased_too = says(Equals(E(ones.T @ _entries / n), mu), _one_mean_too)
_true_y = Equals(y, X @ w_star + ones @ b_star + epsilon)
_epsilon_bar = Abbreviation("epsilon_bar", (), (), ones.T @ epsilon / n)

_stationary = (
    Equals(gradient(joint_J(w, b_hat), w, w_hat), Zero(d)),
    Equals(gradient(joint_J(w_hat, b), b, b_hat), Zero()),
)
_equations = (
    By("normal-equation-for-the-weights-with-intercept"),
    By("normal-equation-for-the-intercept"),
)

_by_expectations = (
    prose(
        "B",
        OBJECTIVE,
        told("how to minimise it is shown"),
        NotAClaim("what follows is announced"),
        read=(None, "not-a-claim", None),
    ),
    prose(
        "B",
        RELATIONS,
        unfit(_draws, " = ", _random_x.T @ w + b + _e, misfit(Equals, _draws, b + _e)),
        Notation(
            "shape",
            "Y is one number here, and no vector",
            says(Equals(_Y, _random_x.T @ w + b + _e)),
            By(_in_population.id, algebra=True),
        ),
        read=("notation", "refuted", "notation"),
    ),
    prose(
        "B",
        RELATIONS,
        unfit("⟨", _long_x, ", ", w, "⟩", misfit(Product, Transpose(_long_x), w)),
        Notation(
            "shape",
            "one observation has d entries, not n: X⃗ ∈ ℝᵈ",
            says(Equals(E(_Y) - E(_random_x).T @ w, b), _mean_zero),
            _in_population,
        ),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "B",
        RELATIONS,
        says(Gaussian(_e + b, b, variance), _normal_e),
        Holds(
            By(
                "affine-image-of-a-gaussian-vector",
                (
                    (_k, 1),
                    (n, 1),
                    (epsilon, _e),
                    (m, Zero()),
                    (Letter("S", n, n), variance),
                    (Letter("B", _k, n), as_term(1)),
                    (Letter("a", _k), b),
                ),
            )
        ),
    ),
    display(
        "B",
        3,
        1,
        unfit(_random_x, w, misfit(Product, _random_x, w)),
        Notation(
            "shape",
            "two columns have no matrix product: X⃗ᵀw, as ⟨X⃗, w⟩ in the next line",
            says(Equals(_Y - _random_x.T @ w, b + _e)),
            By(_in_population.id, algebra=True),
        ),
    ),
    display(
        "B",
        3,
        2,
        says(Equals(_Y - _random_x.T @ w, b + _e)),
        Holds(By(_in_population.id, algebra=True)),
    ),
    display(
        "B",
        3,
        3,
        says(Equals(E(b + _e), b), _normal_e),
        Holds(_mean_of_e, why="of the right side of the line before; X⃗ needs no mean for that"),
        read=("holds-if", "holds", "holds"),
    ),
    display(
        "B",
        3,
        4,
        says(Equals(E(_Y) - E(_random_x.T @ w), b), _normal_e),
        HoldsIf(
            _in_population_if_normal,
            why="here X⃗ needs a mean: a law may have none, and E[Y] neither",
        ),
    ),
    display(
        "B",
        3,
        5,
        says(Equals(E(_Y) - E(_random_x).T @ w, b), _normal_e),
        HoldsIf(_in_population_if_normal),
    ),
    prose(
        "B",
        RELATIONS,
        says(Equals(E(_Y) - E(_random_x).T @ w_hat, b), _mean_zero),
        Refuted(
            "realised",
            says(
                UniquelyMinimises(y_bar - x_bar.T @ w_hat, substitute(joint_error, {w: w_hat}), b)
            ),
            By("best-intercept-for-given-weights", ((w, w_hat),), times=n),
            at={
                _random_x: normal([1], [[1]]),
                _e: normal([0], [[1]]),
                w: [1],
                w_hat: [0],
                b: 0,
            },
            why="from an estimate of w the formula gives an estimate of b, and not b: b̂",
        ),
        read=("notation", "holds-if", "refuted"),
    ),
    prose(
        "B",
        RELATIONS,
        _unbiased,
        HoldsIf(
            By("mean-of-draws-is-unbiased"),
            why="a mean of draws estimates the expectation, and does not compute it; where the xᵢ "
            "are given, the yᵢ have no expectation in common",
        ),
        read=("holds-if", "holds-if", "refuted"),
    ),
    prose(
        "B",
        RELATIONS,
        told("yᵢ and xᵢ are realised values of X⃗ and of Y"),
        Notation("letter", "the other order: yᵢ of Y, and xᵢ of X⃗"),
    ),
    display(
        "B",
        4,
        1,
        says(Equals(mu, _sum), _one_mean),
        Refuted(
            "lost",
            _unbiased,
            By("mean-of-draws-is-unbiased"),
            at={(_draws,): normal([1, 1], [[0, 0], [0, 0]]), _draws: [1, 1], mu: 1},
            why="the factor 1/n is lost: without chance at all, two draws of 1 have the mean 1",
        ),
    ),
    display(
        "B",
        4,
        1,
        says(Equals(mu, _sum / n), _one_mean),
        Refuted(
            "realised",
            _unbiased,
            By("mean-of-draws-is-unbiased"),
            at={(_draws,): two_valued([0], [[1]]), _draws: [1], mu: 0},
            why="with 1/n too: it is estimated, and not equal",
        ),
    ),
    display(
        "B",
        4,
        2,
        says(Equals(SumOver(i, y_i), y_bar)),
        Refuted(
            "lost",
            says(Equals(SumOver(i, y_i) / n, y_bar)),
            By("centred-observations", algebra=True),
            at={y: [1, 1]},
            why="the factor 1/n is lost",
        ),
    ),
    display(
        "B",
        4,
        3,
        says(Equals(mu, SumOver(i, i.T @ _entries)), _one_mean_too),
        Refuted(
            "lost",
            _unbiased_too,
            By("mean-of-draws-is-unbiased", ((_draws, _entries),)),
            at={(_entries,): normal([1, 1], [[0, 0], [0, 0]]), _entries: [1, 1], mu: 1},
            why="of each entry j of X⃗, as of Y: 1/n is lost, and it is estimated",
        ),
    ),
    display(
        "B",
        4,
        4,
        says(Equals(SumOver(i, x_i), x_bar)),
        Refuted(
            "lost",
            says(Equals(SumOver(i, x_i) / n, x_bar)),
            By("centred-design-matrix", algebra=True),
            at={X: [[1], [1]]},
            why="the factor 1/n is lost",
        ),
    ),
    prose(
        "B",
        RELATIONS,
        says(Equals(x_bar, SumOver(i, x_i))),
        Notation(
            "lost",
            "the second mean is of vectors, as is said; it is their sum by n",
            says(Equals(x_bar, SumOver(i, x_i) / n)),
            By("centred-design-matrix", algebra=True),
            at={X: [[1], [1]]},
        ),
        read=("holds", "holds", "notation"),
    ),
    prose(
        "B",
        RELATIONS,
        says(Equals(b_star, y_bar - x_bar.T @ w_star), _true_y),
        Refuted(
            "lost",
            says(Equals(b_star, y_bar - x_bar.T @ w_star - _epsilon_bar), _true_y),
            By("true-intercept"),
            at={X: [[0]], y: [1], w_star: [0], b_star: 0, epsilon: [1]},
            why="the mean of the noise is lost; of the estimates, b̂ = ȳ − ⟨x̄, ŵ⟩ is right",
        ),
    ),
    prose(
        "B",
        RELATIONS,
        says(Equals(b_hat, y_bar - x_bar.T @ w_hat), _stationary[1]),
        Holds(
            By("estimated-intercept", after=(_equations[1],)),
            why="as said of the estimates, where ŵ and b̂ minimise together",
        ),
        read=(None, "holds", "holds"),
    ),
)

# By gradients.

_u_a, _v_c = joint_J(u, a), joint_J(v, c)
_between = joint_J(t * u + (1 - t) * v, t * a + (1 - t) * c)
_chord = Nonnegative(t * _u_a + (1 - t) * _v_c - _between)
_halved = half * joint_error
_in_w, _in_b = gradient(_halved, w), gradient(_halved, b)
_residual = y - (X @ w + ones @ b)
_doubled = substitute(joint_error, {w: 2 * w, b: 2 * b})
_known_b = Equals(gradient(joint_J(w, b), w, w_hat), Zero(d))
_shifted = (y, y - ones @ b)

_by_gradients = (
    prose(
        "B",
        GRADIENT,
        says(_chord, Nonnegative(t), Nonnegative(1 - t)),
        Holds(By("joint-squared-error-is-convex")),
    ),
    prose(
        "B",
        GRADIENT,
        says(Equals(_doubled, 4 * joint_error)),
        Notation(
            "word",
            "a quadratic function: a form has no terms of degree 1 and 0",
            says(
                Nonnegative(joint_J(w, b) - substitute(joint_J(w, b), _hats)),
                *_stationary,
            ),
            By("joint-minimum-of-the-squared-error", after=_equations),
            at={X: [[0]], y: [1], w: [0], b: 0},
        ),
    ),
    prose(
        "B",
        GRADIENT,
        told("the points for a gradient, of which nothing is said"),
        Notation("lost", "is 0, in w and in b", told("the gradient is 0")),
        read=(None, "notation", "notation"),
    ),
    prose(
        "B",
        GRADIENT,
        says(Nonnegative(joint_J(w, b) - substitute(joint_J(w, b), _hats)), *_stationary),
        Holds(
            By("joint-minimum-of-the-squared-error", after=_equations),
            why="where both derivatives are 0 there is a minimum",
        ),
    ),
    prose(
        "B",
        GRADIENT,
        says(
            Equals(X.T @ X @ w_hat + X.T @ ones @ b_hat, X.T @ y),
            Minimises(w_hat, joint_J(w, b_hat), w),
        ),
        Holds(
            By("best-weights-for-given-intercept-solve-their-normal-equation"),
            why="and at a minimum the derivatives are 0",
        ),
    ),
    display(
        "B",
        5,
        1,
        says(Equals(_in_w, -(X.T @ _residual))),
        Holds(By("gradient-of-the-joint-squared-error-in-the-weights", algebra=True)),
    ),
    display(
        "B",
        5,
        2,
        says(Equals(_in_w, Zero(d))),
        Notation(
            "shared",
            "it is 0 at the minimum only: ŵ and b̂ for w and b",
            says(_stationary[0]),
            _equations[0],
            at={X: [[1]], y: [1], w: [0], b: 0},
        ),
        read=("notation", "holds", "holds"),
    ),
    display(
        "B",
        5,
        3,
        says(Equals(w_hat, Inverse(X.T @ X) @ X.T @ (y - ones @ b)), _known_b),
        HoldsIf(
            By("estimate-with-known-intercept"),
            without={X: [[0]], y: [0], w_hat: [0], b: 0},
            why="and b has to be known: with b̂ in its place, ŵ is still to be found",
        ),
    ),
    display(
        "B",
        5,
        4,
        says(Equals(_in_b, ones.T @ _residual)),
        Notation(
            "sign",
            "the sign: −1ᵀ(…), as in the line for w",
            says(Equals(_in_b, -(ones.T @ _residual))),
            By("derivative-of-the-joint-squared-error-in-the-intercept", algebra=True),
            at={X: [[0]], y: [1], w: [0], b: 0},
        ),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        5,
        5,
        says(Equals(_in_b, Zero())),
        Notation(
            "shared",
            "it is 0 at the minimum only",
            says(_stationary[1]),
            _equations[1],
            at={X: [[0]], y: [1], w: [0], b: 0},
        ),
        read=("notation", "holds", "holds"),
    ),
    prose(
        "B",
        GRADIENT,
        says(Equals(w_hat, centred_form), *_stationary),
        HoldsIf(
            By("estimate-with-intercept", after=_equations),
            without={X: [[1]], y: [0], w_hat: [1], b_hat: -1},
            why="the offset is found: the two equations are left with w in b and b in w, and have "
            "to be solved together",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "B",
        GRADIENT,
        says(
            Minimises(u, half * substitute(J(w), {y: y - ones @ b}), w),
            Minimises(u, substitute(J(w), {y: y - ones @ b}), w),
        ),
        Holds(
            By("positive-factor-keeps-a-minimiser", ((c, half), _shifted)),
            why="the factor ½ moves no minimum",
        ),
    ),
)

# By a column of ones.

_by_a_column = (
    prose(
        "B",
        AUGMENTED,
        told("X̃ is X and a column of ones, and w̃ is w and b below it"),
        NotAClaim("letters are declared"),
        read=("not-a-claim", "holds", "holds"),
    ),
    prose(
        "B",
        AUGMENTED,
        says(Equals(X_tilde @ joined(w, b), X @ w + ones @ b), *FRAME[:3]),
        Holds(By("prediction-of-the-augmented-matrix")),
    ),
    prose(
        "B",
        AUGMENTED,
        told("the problem is solved for ŵ"),
        Notation("letter", "for w̃: the estimate of both in one column", told(w_tilde)),
    ),
    prose(
        "B",
        AUGMENTED,
        says(
            Equals(joined(centred_form, joint_form), Inverse(X_tilde.T @ X_tilde) @ X_tilde.T @ y),
            *FRAME,
        ),
        HoldsIf(By("closed-form-of-the-augmented-matrix"), without=_constant_column),
    ),
)

ENTRIES = (*_objective, *_by_expectations, *_by_gradients, *_by_a_column)
