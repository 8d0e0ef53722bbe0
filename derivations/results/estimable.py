"""Estimable directions: aᵀu is one number for all minimisers u just where PXa = a, or a = Xᵀc.

There aᵀPy is unbiased, and no other unbiased linear estimate has a smaller variance.
"""

from ..kernel.statements import Equals, ForEach, Nonnegative
from ..kernel.terms import Expectation, Identity, Index, Letter, SquaredNorm, SumOver, Zero
from ..kernel.theorem import assume, mean_square
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import vanish
from .all_minimisers import all_are_minimisers, point, rest, shortest, z
from .bias import mean_zero
from .covariance import Var, affine, deviations, equal_variance
from .global_minimum import minimisers_have_same_fit, u
from .model import X, d, epsilon, gram, n, observations, variance, w_hat, w_star
from .penrose import P, keeps_rows, keeps_X, symmetric_PX, symmetric_XP

a, b, c = Letter("a", d), Letter("b", d), Letter("c", n)
of_rows = assume(Equals(a, X.T @ c))  # a is a combination of the rows of X
kept = assume(Equals(P @ X @ a, a))

# Where a is a combination of rows, and where PX keeps it, are one and the same.

same_value = (
    calc(a.T @ u - a.T @ w_hat)
    .equals(c.T @ (X @ (u - w_hat)), "rows", by=of_rows.conclusion, because=of_rows)
    .equals(
        Zero(),
        "fit",
        by="all minimisers give the same fit",
        because=minimisers_have_same_fit,
    )
    .qed(
        "estimable-directions-have-one-value",
        "Along a combination of rows all minimisers agree",
        Equals(a.T @ u - a.T @ w_hat, Zero()),
    )
)

kept_if_of_rows = (
    calc(P @ X @ a)
    .equals(P @ X @ X.T @ c, "rows", by=of_rows.conclusion, because=of_rows)
    .equals(X.T @ c, "keep", by=keeps_rows.conclusion, because=keeps_rows)
    .equals(a, "rows-too", by=of_rows.conclusion, because=of_rows)
    .qed(
        "px-keeps-combinations-of-rows",
        "PX keeps every combination of rows",
        Equals(P @ X @ a, a),
    )
)

by_gram = (
    calc(a)
    .equals(P @ X @ (P @ X @ a), "keep", by=kept.conclusion, because=kept)
    .equals(
        (P @ X).T @ ((P @ X).T @ a),
        "rows",
        by=symmetric_PX.conclusion,
        because=symmetric_PX,
    )
    .equals(X.T @ ((X @ P).T @ (P.T @ a)), "transpose", by="a transpose reverses a product")
    .equals(gram @ (P @ P.T @ a), "symmetric", by=symmetric_XP.conclusion, because=symmetric_XP)
    .qed(
        "what-px-keeps-is-an-image-of-the-gram-matrix",
        "What PX keeps is XᵀXb for some b",
        Equals(a, gram @ (P @ P.T @ a)),
    )
)

# Elsewhere two minimisers differ.

_left = rest @ a
_agree = assume(Equals(a.T @ substitute(point, {z: a}), a.T @ shortest))
_orthogonal = prove(Equals(_left.T @ _left, a.T @ _left), [keeps_X, symmetric_PX])
_norm = prove(Equals(SquaredNorm(_left), Zero()), [_orthogonal, _agree])
_nothing = vanish(_norm)

kept_if_same_value = publish(
    "directions-with-one-value-are-estimable",
    "If Py and Py + (I − PX)a agree along a, then PX keeps a",
    Equals(P @ X @ a, a),
    line(
        "projection",
        _orthogonal,
        by=(symmetric_PX.conclusion, " and ", keeps_X.conclusion),
    ),
    line("norm", _norm, by=_agree.conclusion, see=all_are_minimisers),
    line("nothing", _nothing, by="only the zero vector has squared norm 0"),
    line("kept", prove(Equals(P @ X @ a, a), _nothing), by="subtract"),
)

# What can be estimated without bias.

j = Index("j", d)
_mean_at_j = Expectation(c.T @ (X @ j + epsilon))
_unbiased_everywhere = assume(ForEach(j, Equals(_mean_at_j, a.T @ j)))

unbiased_of_rows = (
    calc(X.T @ c)
    .equals(SumOver(j, j @ (c.T @ X @ j)), "entries", by=Equals(SumOver(j, j @ j.T), Identity(d)))
    .equals(
        SumOver(j, j * _mean_at_j),
        "mean-zero",
        by=mean_zero.conclusion,
        because=mean_zero,
    )
    .equals(
        SumOver(j, j * (a.T @ j)),
        "unbiased",
        by=("unbiased where the truth is ", j),
        because=_unbiased_everywhere,
    )
    .equals(a, "sum", by=Equals(SumOver(j, j @ j.T), Identity(d)))
    .qed(
        "unbiased-linear-estimates-are-of-combinations-of-rows",
        "Only combinations of rows have unbiased linear estimates",
        Equals(X.T @ c, a),
    )
)

true_y = observations
estimate = a.T @ P @ true_y

unbiased = (
    calc(Expectation(estimate))
    .equals(
        a.T @ (P @ X) @ w_star + a.T @ P @ Expectation(epsilon),
        "linear",
        by=("the definition of ", true_y, "; expectation is linear"),
    )
    .equals(
        (P @ X @ a).T @ w_star,
        "mean-zero",
        by=(mean_zero.conclusion, ", and ", symmetric_PX.conclusion),
        because=[mean_zero, symmetric_PX],
    )
    .equals(a.T @ w_star, "keep", by=kept.conclusion, because=kept)
    .qed(
        "py-is-unbiased-along-estimable-directions",
        "Along what PX keeps, Py is unbiased",
        Equals(Expectation(estimate), a.T @ w_star),
    )
)

spread = (
    calc(Var(estimate))
    .equals(
        a.T @ P @ Var(epsilon) @ P.T @ a,
        "affine",
        by=("an affine image of ", epsilon),
        see=affine,
    )
    .equals(
        variance * (a.T @ P @ P.T @ a),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .qed(
        "variance-of-py-along-a-direction",
        "The variance of Py along a direction",
        Equals(Var(estimate), variance * (a.T @ P @ P.T @ a)),
    )
)

linear = c.T @ true_y
apart = c - P.T @ a

difference = (
    calc(Var(linear - estimate))
    .equals(
        apart.T @ Var(epsilon) @ apart,
        "affine",
        by=(Equals(linear - estimate, apart.T @ true_y), ", an affine image of ", epsilon),
        see=affine,
    )
    .equals(
        variance * SquaredNorm(apart),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * SquaredNorm(c) - variance * (a.T @ P @ P.T @ a),
        "rows",
        by=(of_rows.conclusion, ", ", keeps_X.conclusion, " and ", symmetric_XP.conclusion),
        because=[of_rows, symmetric_XP, keeps_X],
    )
    .equals(
        Var(linear) - Var(estimate),
        "variances",
        by="the variances of the two",
        because=equal_variance,
        see=spread,
    )
    .qed(
        "gauss-markov-decomposition-without-full-rank",
        "What another unbiased linear estimate adds to the variance",
        Equals(Var(linear - estimate), Var(linear) - Var(estimate)),
    )
)

_gap = linear - estimate
_square = knowledge().settled(mean_square(_gap - Expectation(_gap)))
_not_negative = rewrite(_square, Nonnegative(Var(_gap)))
_claim = Nonnegative(Var(linear) - Var(estimate))

best = publish(
    "gauss-markov-without-full-rank",
    "Gauss–Markov without full rank",
    _claim,
    line("square", _square, by="the mean of a square is not negative"),
    line("variance", _not_negative, by="it is the variance", see=deviations),
    line(
        "difference",
        knowledge().settled(rewrite(_not_negative, _claim, difference.theorem)),
        by=difference.conclusion,
        see=difference,
    ),
)
