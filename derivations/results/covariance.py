"""The covariance of the estimate: Var[ŵ] = (XᵀX)⁻¹Xᵀ Var[ε] X(XᵀX)⁻¹, for any noise."""

from ..kernel.statements import (
    Equals,
    ForEach,
    Independent,
    Nonnegative,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import (
    Covariance,
    Dimension,
    Expectation,
    Identity,
    Inverse,
    Letter,
    Random,
    SumOver,
    Term,
    Zero,
)
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    introduce,
    mean_square,
)
from ..proving.certificates import rewrite
from ..proving.chain import Let, Line, Result, calc, line, prove, publish
from ..proving.positivity import knowledge
from .bias import inverse_cancels
from .estimator import estimate_and_truth, solver, w_hat
from .model import X, d, epsilon, gram, i, n, v, variance, w_star, x_i

u = Random("u", d)  # any random vector
a = Letter("a", d)
B = Letter("B", d, n)
away = u - Expectation(u)


def Var(vector: Term) -> Covariance:
    """The variance Cov[u, u] of a random vector of shape k×1, a k×k matrix."""
    return Covariance(vector, vector)


deviations = (
    calc(Expectation(away @ away.T))
    .equals(
        Expectation(u @ u.T) - Expectation(u) @ Expectation(u).T,
        "multiply-out",
        by=("multiply out; ", Expectation(u), " is constant"),
    )
    .equals(Var(u), "definition", by=("the definition of ", Var(u)))
    .qed(
        "variance-is-the-mean-of-squared-deviations",
        "The variance is the mean of squared deviations",
        Equals(Expectation(away @ away.T), Var(u)),
    )
)


def square_form(vector: Term) -> tuple[Theorem, Theorem]:
    """E[(vᵀ(u − E[u]))²] ≥ 0, and so vᵀVar[u]v ≥ 0, for a random vector u of shape d×1."""
    square = knowledge().settled(mean_square(v.T @ (vector - Expectation(vector))))
    return square, rewrite(square, Nonnegative(v.T @ Var(vector) @ v))


def semidefinite(vector: Term) -> Theorem:
    """Var[u] ⪰ 0, for a random vector u of shape d×1."""
    claim = PositiveSemidefinite(Var(vector))
    return introduce(claim, v, prove(symmetric(Var(vector))), square_form(vector)[1])


_square, _form = square_form(u)

variance_semidefinite = publish(
    "variance-positive-semidefinite",
    "A variance is positive semidefinite",
    PositiveSemidefinite(Var(u)),
    line("square", _square, by="the mean of a square is not negative"),
    line("form", _form, by=deviations.conclusion),
    line(
        "definition",
        semidefinite(u),
        by=(_form.conclusion, " for every ", v, ", and ", symmetric(Var(u))),
    ),
)


def never_smaller(other: Term, estimate: Term, difference: Result) -> tuple[Line, Line]:
    """The lines that show Var[other] − Var[estimate] ⪰ 0, where it is Var[other − estimate]."""
    variance_of_difference = semidefinite(other - estimate)
    claim = PositiveSemidefinite(Var(other) - Var(estimate))
    return (
        line(
            "variance",
            variance_of_difference,
            by="a variance is positive semidefinite",
            see=variance_semidefinite,
        ),
        line(
            "difference",
            knowledge().settled(rewrite(variance_of_difference, claim, difference.theorem)),
            by=difference.conclusion,
        ),
    )


affine = (
    calc(Var(B @ epsilon + a))
    .equals(
        B
        @ (Expectation(epsilon @ epsilon.T) - Expectation(epsilon) @ Expectation(epsilon).T)
        @ B.T,
        "definition",
        by=("the definition of the variance: ", a, " falls out, and ", B, " is constant"),
    )
    .equals(B @ Var(epsilon) @ B.T, "fold", by=("the definition of ", Var(epsilon)))
    .qed(
        "variance-of-an-affine-image",
        "The variance of an affine image",
        Equals(Var(B @ epsilon + a), B @ Var(epsilon) @ B.T),
    )
)

sandwich = (
    calc(Var(w_hat))
    .equals(
        Var(solver @ epsilon + w_star),
        "estimate",
        by=estimate_and_truth.conclusion,
        see=estimate_and_truth,
    )
    .equals(
        solver @ Var(epsilon) @ solver.T,
        "affine",
        by=(Let(B, solver), ", which is constant"),
        see=affine,
    )
    .equals(
        solver @ Var(epsilon) @ X @ Inverse(gram),
        "transpose",
        by=(Inverse(gram), " is symmetric"),
    )
    .qed(
        "covariance-of-the-estimate",
        "The covariance of the estimate, for any noise",
        Equals(Var(w_hat), solver @ Var(epsilon) @ X @ Inverse(gram)),
    )
)

equal_variance = assume(Equals(Var(epsilon), variance * Identity(n)))

homoscedastic = (
    calc(Var(w_hat))
    .equals(
        solver @ Var(epsilon) @ X @ Inverse(gram),
        "any-noise",
        by="the covariance of the estimate, for any noise",
        because=sandwich,
    )
    .equals(
        variance * (Inverse(gram) @ gram @ Inverse(gram)),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(variance * Inverse(gram), "inverse", by=inverse_cancels)
    .qed(
        "covariance-of-the-estimate-with-equal-variances",
        "The covariance of the estimate, for uncorrelated noise of one variance",
        Equals(Var(w_hat), variance * Inverse(gram)),
    )
)

s = Letter("s", n)  # the variances of the entries of the noise
s_i, noise_i = i.T @ s, i.T @ epsilon
variances = assume(ForEach(i, Equals(Var(noise_i), s_i)))
one_variance = assume(ForEach(i, Equals(Var(noise_i), variance)))
_k = Dimension("k")
uncorrelated = cut(
    instantiate(
        instantiate(cite("independent-entries-are-uncorrelated"), (_k, n)),
        (Random("U", n), epsilon),
    ),
    assume(Independent(epsilon)),
)

_diagonal = calc(Var(epsilon)).equals(
    SumOver(i, Var(noise_i) * (i @ i.T)),
    "independent",
    by=("independent entries are uncorrelated, so that off the diagonal stands ", Zero()),
    because=uncorrelated,
)

equal_variance_of_independent_noise = (
    _diagonal.equals(
        SumOver(i, variance * (i @ i.T)),
        "variances",
        by=one_variance.conclusion,
        because=one_variance,
    )
    .equals(variance * Identity(n), "sum", by=Equals(SumOver(i, i @ i.T), Identity(n)))
    .qed(
        "variance-of-independent-noise",
        "Independent noise of one variance",
        Equals(Var(epsilon), variance * Identity(n)),
    )
)

_meat = solver @ SumOver(i, s_i * (i @ i.T)) @ X @ Inverse(gram)

heteroscedastic = (
    calc(Var(w_hat))
    .equals(
        solver @ Var(epsilon) @ X @ Inverse(gram),
        "any-noise",
        by="the covariance of the estimate, for any noise",
        because=sandwich,
    )
    .equals(
        solver @ SumOver(i, Var(noise_i) * (i @ i.T)) @ X @ Inverse(gram),
        "independent",
        by="independent entries are uncorrelated",
        because=uncorrelated,
    )
    .equals(_meat, "variances", by=variances.conclusion, because=variances)
    .equals(
        Inverse(gram) @ SumOver(i, s_i * (x_i @ x_i.T)) @ Inverse(gram),
        "rows",
        by=("take ", X, " into the sum"),
    )
    .qed(
        "covariance-of-the-estimate-with-unequal-variances",
        "The covariance of the estimate, for independent noise of unequal variances",
        Equals(Var(w_hat), Inverse(gram) @ SumOver(i, s_i * (x_i @ x_i.T)) @ Inverse(gram)),
    )
)
