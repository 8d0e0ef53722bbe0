"""Source B, the estimate analysed: its bias, its covariance and its distribution."""

from __future__ import annotations

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    IndependentVectors,
    Maximises,
    Minimises,
    Positive,
)
from ..kernel.terms import (
    Covariance,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Product,
    Random,
    Sum,
    SumOver,
    Zero,
)
from ..kernel.trees import Abbreviation
from ..numbers.distributions import two_valued
from ..results.model import (
    J,
    X,
    b,
    b_star,
    centring,
    d,
    epsilon,
    i,
    n,
    ones,
    variance,
    w,
    w_star,
    y,
)
from .b_likelihood import M
from .claims import UnexecutedError
from .letters import (
    CENTRED,
    INDEPENDENT,
    MEAN_ZERO,
    NORMAL,
    E,
    Var,
    density,
    display,
    m,
    misfit,
    noise_i,
    normal,
    prose,
    s,
    s_i,
    says,
    told,
    u,
    unfit,
)
from .proofs import By
from .trials import Counted
from .verdicts import Holds, HoldsIf, NotAClaim, Notation, Refuted, Remark

HEADING = "Analysis of the MLE"
UNBIASED = "Claim | The Estimator is Unbiased"
COVARIANCE = "Claim | Covariance Matrix for the estimator"

# The estimate of the source, for which b is known, and the one where b is estimated as well.
gram = M.T @ M
solver = Inverse(gram) @ M.T
centred_gram = M.T @ centring @ M
observed = Abbreviation("y", (), (), M @ w + ones * b + epsilon)
estimate = Abbreviation("w_hat", (), (), solver @ (observed - ones * b))
centred_solver = Inverse(centred_gram) @ M.T @ centring
joint_estimate = Abbreviation("w_hat_c", (), (), centred_solver @ observed)
_here = ((X, M), (w_star, w))
_with_b = (*_here, (b_star, b))
_known_b = By("estimate-with-known-intercept-and-the-truth", _with_b)
_full_rank = By("gram-invertible-if-full-column-rank", ((X, M),))
_unbiased = By("least-squares-is-unbiased", _here, (_full_rank,))
_k = Dimension("k")
_white = Gaussian(epsilon, Zero(n), variance * Identity(n))
_gaussian_noise = (
    (_k, n),
    (Random("U", _k), epsilon),
    (Letter("m", _k), Zero(n)),
    (Letter("V", _k, _k), variance * Identity(n)),
)
_one_variance = Equals(Var(epsilon), variance * Identity(n))
_covariance = variance * Inverse(gram)
_joint_covariance = variance * Inverse(centred_gram)
_away = estimate - E(estimate)
_squared = estimate @ estimate.T
_spread = E(epsilon @ epsilon.T)
_sandwich = solver @ _spread @ M @ Inverse(gram)
Sigma_sq = Letter("Sigma_sq", n, n)
_u = Random("u", d)

# Two observations, at which the columns are not constant, and values where nothing is invertible.
_two = {M: [[1], [2]], w: [0], b: 0, variance: 1}
_law = {epsilon: normal([0, 0], [[1, 0], [0, 1]])}
_nothing = {M: [[0]], w: [0], b: 0, variance: 1, epsilon: normal([0], [[1]])}


def _noise_that_depends_on_the_input() -> str:
    """The bias of the estimate where the noise has mean 0, and not for each M."""
    pairs = ((1, 1), (2, -1))  # M and ε, each with probability 1/2
    mean = Fraction(sum(noise for _, noise in pairs), len(pairs))
    bias = sum(Fraction(noise, at) for at, noise in pairs) / len(pairs)
    if mean != 0 or bias == 0:
        raise UnexecutedError("noise that depends on M leaves the estimate unbiased")
    return (
        "n = d = 1, and M and ε are 1 and 1, or 2 and −1, with probability 1/2 each: "
        f"E[ε] is {mean}, E[ŵ − w] is {bias}"
    )


def _a_mean_that_does_not_exist() -> str:
    """The mean distance of the estimate from w, for M = 2⁻ᵏ with probability 2⁻ᵏ, and ε = ±1."""
    inputs = [Fraction(1, 2**k) for k in range(1, 101)]  # each is its probability as well
    noises = {1: Fraction(1, 2), -1: Fraction(1, 2)}
    terms = [p * q * abs(noise / p) for p in inputs for noise, q in noises.items()]
    distance = sum(terms)
    if distance != len(inputs):
        raise UnexecutedError("the mean distance of the estimate is a sum that converges")
    return (
        "n = d = 1, M is 2⁻ᵏ with probability 2⁻ᵏ for k = 1, 2, …, and ε is 1 or −1 with "
        f"probability 1/2 each: the first {len(inputs)} terms of E[|ŵ − w|] add up to {distance}, "
        "and so on without bound"
    )


_bias = (
    prose(
        "B",
        HEADING,
        says(Equals(joint_estimate, estimate)),
        Refuted(
            "known",
            says(Equals(joint_estimate, w + centred_solver @ epsilon)),
            By("estimate-with-intercept-and-the-truth", _with_b),
            at={**_two, epsilon: [1, 0]},
            why="the most likely estimate of the section before has b̂; the one that is analysed "
            "here has b",
        ),
        read=("not-a-claim", "refuted", "refuted"),
    ),
    prose(
        "B",
        UNBIASED,
        says(Equals(E(estimate - w), Zero(d)), CENTRED),
        HoldsIf(
            _unbiased,
            without=_nothing,
            why="with b̂ in the place of b it is unbiased too, with another number in general not",
        ),
    ),
    prose(
        "B",
        UNBIASED,
        told("the rows of M are independent and identically distributed"),
        Remark(
            "not needed: M is given, and may be any matrix of full column rank",
            by=_unbiased,
            idle=(IndependentVectors,),
        ),
        read=("remark", "holds-if", "holds-if"),
    ),
    prose(
        "B",
        UNBIASED,
        says(Equals(estimate, solver @ (M @ w + epsilon))),
        HoldsIf(
            By("estimate-with-known-intercept-and-the-truth.definition", _with_b),
            without={M: [[0]], w: [0], b: 0, epsilon: [0]},
            why="for the b of the model, and so for a known b",
        ),
        read=("holds-if", "holds-if", "holds"),
    ),
    prose(
        "B",
        UNBIASED,
        says(Equals(joint_estimate, solver @ (M @ w + epsilon))),
        Refuted(
            "known",
            says(Equals(joint_estimate, w + centred_solver @ epsilon)),
            By("estimate-with-intercept-and-the-truth", _with_b),
            at={**_two, epsilon: [1, 0]},
            why="taken as known is b, which this model estimates: then C stands on both sides of M",
        ),
    ),
    prose(
        "B",
        UNBIASED,
        told("y = ", M, "x + b", ones, " + ", epsilon),
        Notation(
            "letter",
            "x for the weights w",
            says(Equals(y, M @ w + ones @ b + epsilon)),
            By("true-intercept", _with_b),
        ),
        read=("notation", "notation", "refuted"),
    ),
    prose(
        "B",
        UNBIASED,
        unfit(
            y,
            " − ",
            b,
            " = ",
            ones,
            M,
            "x + ",
            epsilon,
            misfit(Sum, y, b),
            misfit(Product, ones, M),
        ),
        Notation(
            "shape",
            "the column of ones belongs to b",
            says(Equals(observed - ones * b, M @ w + epsilon)),
            By(_known_b.id, _with_b, algebra=True),
        ),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "B",
        UNBIASED,
        told(epsilon, " is Gaussian with mean 0"),
        Remark("mean 0 is enough for this claim", by=_unbiased, idle=(Gaussian,)),
        read=("remark", "holds", None),
    ),
    prose(
        "B",
        UNBIASED,
        told("M is fixed, and only ε is left"),
        Remark("then what is supposed of the mean is E[ε | M] = 0", by=_unbiased),
        read=("remark", "holds-if", "holds-if"),
    ),
    prose(
        "B",
        UNBIASED,
        told("noise that has mean 0 has it for each M too"),
        Refuted(
            "strong",
            told("E[ε | M] = 0"),
            _unbiased,
            at=Counted(_noise_that_depends_on_the_input),
            why="tacit, as M is fixed",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "B",
        UNBIASED,
        told("E[ŵ − w] = 0 where M is random too"),
        Refuted(
            "strong",
            told("E[ŵ − w | M] = 0"),
            _unbiased,
            at=Counted(_a_mean_that_does_not_exist),
            why="over all M, the estimate need not have a mean, though the noise is independent "
            "of M and MᵀM is invertible for certain",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    display(
        "B",
        7,
        1,
        unfit("(", gram, ")⁻¹", M.T, M.T, M, w, misfit(Product, M.T, M.T)),
        Notation(
            "shape",
            "one Mᵀ too many",
            says(Equals(solver @ (M @ w + epsilon), w + solver @ epsilon)),
            By("estimate-is-the-truth-plus-an-image-of-the-noise", _here),
        ),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        7,
        1,
        says(Equals(E(estimate) - w, E(w + solver @ epsilon))),
        Notation(
            "lost",
            "E[ŵ] on the left: its difference from w is what comes out as 0",
            says(Equals(E(estimate), E(w + solver @ epsilon))),
            _unbiased_to_the_mean := By(_known_b.id, _with_b, algebra=True),
            at={M: [[1]], w: [1], b: 0, epsilon: normal([0], [[1]])},
        ),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        7,
        2,
        says(Equals(E(solver @ M @ w + solver @ epsilon), E(w + solver @ epsilon))),
        HoldsIf(_unbiased_to_the_mean, without=_nothing),
        read=("holds-if", "holds", "holds"),
    ),
    display(
        "B",
        7,
        3,
        says(Equals(E(w + solver @ epsilon), E(w) + solver @ E(epsilon))),
        HoldsIf(_unbiased_to_the_mean, without=_nothing),
        read=("holds-if", "holds", "holds"),
    ),
    prose(
        "B",
        UNBIASED,
        says(CENTRED, _white),
        Holds(
            By("mean-of-a-gaussian-vector", _gaussian_noise),
            why="a fact that is cited here",
        ),
        read=("holds", "holds", None),
    ),
    prose(
        "B",
        UNBIASED,
        says(Equals(E(estimate) - w, w), CENTRED),
        Notation(
            "lost",
            "E[ŵ] is w, and the difference on the left is 0",
            says(Equals(E(estimate), w), CENTRED),
            _unbiased,
            at={M: [[1]], w: [1], b: 0, epsilon: normal([0], [[1]])},
        ),
        read=("notation", "refuted", "refuted"),
    ),
)

_residual_i = i.T @ y - (X.T @ i).T @ w
_weighted = SumOver(i, _residual_i**2 / s_i)
_any_variances = (INDEPENDENT, NORMAL, MEAN_ZERO)
_positive = ForEach(i, Positive(s_i))
_law_of_estimate = says(Gaussian(estimate, w, _covariance), _white)
_by_law = By("distribution-of-the-estimate", _here)
_squares_law = unfit(
    estimate,
    estimate.T,
    " ~ N(",
    w,
    ", ",
    _covariance,
    ")",
    misfit(Gaussian, _squared, w, _covariance),
)
_variance_of_squares = misfit(Covariance, _squared, _squared)
_any_noise = By("covariance-of-the-estimate", _here)
_equal = By("covariance-of-the-estimate-with-equal-variances", _here)
_joint = By("covariance-of-the-weights-with-intercept-and-equal-variances", _with_b)

_moments = (
    prose(
        "B",
        COVARIANCE,
        _squares_law,
        Refuted(
            "object",
            _law_of_estimate,
            _by_law,
            why="the law is that of ŵ, a column; ŵŵᵀ is a matrix",
        ),
    ),
    prose(
        "B",
        COVARIANCE,
        told("the covariance is random, and has a distribution"),
        Notation(
            "object",
            "the estimate has; its covariance, for a given M, is one matrix",
            _law_of_estimate,
            _by_law,
        ),
        read=(None, "notation", "refuted"),
    ),
    prose(
        "B",
        COVARIANCE,
        told("the estimate is called w̄"),
        Notation("letter", "ŵ elsewhere", told(estimate)),
    ),
    display(
        "B",
        8,
        1,
        says(Equals(Var(estimate), E(_away @ _away.T))),
        HoldsIf(
            By("variance-is-the-mean-of-squared-deviations", ((_u, estimate),), algebra=True),
            without=_nothing,
        ),
        read=("holds-if", "holds", "holds"),
    ),
    display(
        "B",
        8,
        2,
        says(Equals(_away, Inverse(gram) @ X.T @ epsilon), CENTRED),
        Notation(
            "letter",
            "X for M",
            says(Equals(_away, solver @ epsilon), CENTRED),
            By(_known_b.id, _with_b, (_full_rank,), (_unbiased,)),
            at={
                M: [[1]],
                X: [[0]],
                w: [0],
                b: 0,
                (epsilon,): two_valued([0], [[1]]),
                epsilon: [1],
            },
        ),
    ),
    display(
        "B",
        8,
        3,
        says(Equals(_away @ _away.T, solver @ epsilon @ epsilon.T @ M @ Inverse(gram).T), CENTRED),
        HoldsIf(By(_known_b.id, _with_b, (_full_rank,), (_unbiased,))),
        read=("holds-if", "holds", "holds"),
    ),
    display(
        "B",
        8,
        4,
        says(
            Equals(
                solver @ epsilon @ epsilon.T @ M @ Inverse(gram).T,
                solver @ epsilon @ epsilon.T @ M @ Inverse(gram),
            )
        ),
        HoldsIf(
            By(_known_b.id, _with_b, algebra=True),
            without={M: [[0]], epsilon: [0]},
        ),
        read=("holds-if", "holds", "holds"),
    ),
    prose(
        "B",
        COVARIANCE,
        says(Equals(_away @ _away.T, Var(estimate)), CENTRED),
        Refuted(
            "realised",
            says(Equals(E(_away @ _away.T), Var(estimate))),
            By("variance-is-the-mean-of-squared-deviations", ((_u, estimate),), algebra=True),
            at={
                M: [[1]],
                w: [0],
                b: 0,
                (epsilon,): two_valued([0], [[1]], skewed=True),
                epsilon: [2],
            },
            why="the covariance is the expectation of that product, and not the product",
        ),
    ),
    prose(
        "B",
        COVARIANCE,
        told("what is found is for a given M"),
        Remark(
            "and so is the law: where M is random, ŵ is Gaussian for each M, and over all of them "
            "need not be, or have a covariance",
            by=_by_law,
        ),
        read=(None, "refuted", "holds-if"),
    ),
    prose(
        "B",
        COVARIANCE,
        says(Equals(gram.T, gram)),
        Holds(By("gram-positive-semidefinite", ((X, M),), algebra=True)),
    ),
    display(
        "B",
        9,
        1,
        unfit("Var[", _squared, "] = ", _sandwich, _variance_of_squares),
        Notation(
            "object",
            "Var[ŵ] is meant; ŵŵᵀ is a matrix, whose covariance would have four indices",
            says(Equals(Var(estimate), _sandwich), CENTRED),
            _any_noise,
        ),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "B",
        COVARIANCE,
        told(
            "the entries of ", epsilon, " are identically distributed, with variances that differ"
        ),
        Notation(
            "word",
            "independent; identically distributed entries have one variance",
            told(INDEPENDENT),
            By("covariance-of-the-estimate-with-unequal-variances"),
        ),
        read=("notation", "notation", "refuted"),
    ),
    display(
        "B",
        10,
        1,
        told("E[", epsilon, epsilon.T, "] = Σ²"),
        NotAClaim("a letter is declared; it is a covariance, which is commonly written Σ"),
        read=("not-a-claim", "notation", "notation"),
    ),
    display(
        "B",
        10,
        2,
        says(
            Equals(_spread, SumOver(i, s_i * (i @ i.T))),
            INDEPENDENT,
            CENTRED,
            ForEach(i, Equals(Var(noise_i), s_i)),
        ),
        HoldsIf(By("variance-of-independent-noise.independent")),
    ),
    prose(
        "B",
        COVARIANCE,
        unfit(Sigma_sq, "(", gram, ")⁻¹", misfit(Product, Sigma_sq, Inverse(gram))),
        Notation(
            "shape",
            "it cannot be pulled to the front; it stays in the middle",
            says(
                Equals(Var(estimate), solver @ Sigma_sq @ M @ Inverse(gram)),
                CENTRED,
                Equals(_spread, Sigma_sq),
            ),
            _any_noise,
        ),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "B",
        COVARIANCE,
        unfit(
            "Var[", _squared, "] = ", solver @ Sigma_sq @ M @ Inverse(gram), _variance_of_squares
        ),
        Notation(
            "object",
            "Var[ŵ] once more",
            says(
                Equals(Var(estimate), solver @ Sigma_sq @ M @ Inverse(gram)),
                CENTRED,
                Equals(_spread, Sigma_sq),
            ),
            _any_noise,
        ),
        read=("notation", "refuted", "holds-if"),
    ),
    prose(
        "B",
        COVARIANCE,
        says(Maximises(u, density, w), Minimises(u, J(w), w), *_any_variances),
        Refuted(
            "strong",
            says(Maximises(u, density, w), Minimises(u, _weighted, w), *_any_variances, _positive),
            By("least-weighted-squared-error-is-maximum-likelihood"),
            at={
                X: [[1], [1]],
                y: [0, 1],
                u: [Fraction(1, 2)],
                epsilon: normal([0, 0], [[1, 0], [0, 4]]),
                m: [0, 0],
                s: [1, 4],
            },
            why="tacit: with variances that differ this ŵ is not the most likely one any more, "
            "which has weights",
        ),
        read=(None, "refuted", "refuted"),
    ),
    prose(
        "B",
        COVARIANCE,
        told("the variances are equal"),
        NotAClaim("an assumption, and that of the model before"),
        read=(None, "holds", "holds"),
    ),
    display(
        "B",
        11,
        1,
        unfit("Var[", _squared, "] = ", _covariance, _variance_of_squares),
        Notation(
            "object",
            "Var[ŵ] once more",
            says(Equals(Var(estimate), _covariance), _one_variance),
            _equal,
        ),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        11,
        1,
        says(Equals(Var(joint_estimate), _covariance), _one_variance),
        Refuted(
            "known",
            says(Equals(Var(joint_estimate), _joint_covariance), _one_variance),
            _joint,
            at={**_two, **_law},
            why="taken as known is b, which this model estimates: the covariance is larger then",
        ),
        read=("refuted", "refuted", "holds-if"),
    ),
    display(
        "B",
        11,
        2,
        says(
            Gaussian(estimate, w, _covariance),
            Equals(Var(estimate), _covariance),
            CENTRED,
        ),
        Refuted(
            "strong",
            _law_of_estimate,
            _by_law,
            at={M: [[1]], w: [0], b: 0, variance: 1, epsilon: two_valued([0], [[1]])},
            why="a covariance makes no law: it follows from noise that is Gaussian",
        ),
    ),
    display(
        "B",
        11,
        3,
        _squares_law,
        Refuted("object", _law_of_estimate, _by_law, why="of ŵ, not of ŵŵᵀ"),
    ),
    display(
        "B",
        11,
        3,
        says(Gaussian(joint_estimate, w, _covariance), _white),
        Refuted(
            "known",
            says(Gaussian(joint_estimate, w, _joint_covariance), _white),
            By("distribution-of-the-weights-with-intercept", _with_b),
            at={**_two, **_law},
            why="taken as known is b, which this model estimates",
        ),
        read=("refuted", "refuted", "holds-if"),
    ),
    prose(
        "B",
        COVARIANCE,
        says(Equals(Var(estimate), _covariance), _one_variance),
        HoldsIf(_equal, without=_nothing, why="with b known"),
    ),
    prose(
        "B",
        COVARIANCE,
        told("this is the covariance that one has"),
        Remark(
            "σ² is unknown: with RSS/(n − d) in its place it is right in the mean, and where b is "
            "estimated with n − d − 1",
            by=By("unbiased-covariance-of-the-estimate"),
        ),
        read=(None, "remark", "remark"),
    ),
)

ENTRIES = (*_bias, *_moments)
