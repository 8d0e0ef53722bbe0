"""The variance inflation factor, in a fit with intercept: Var[ŵⱼ] = σ²/(xᵀCx) · 1/(1 − R²).

x is column j of X, Z the other columns, and R² that of least squares of x on Z, with intercept.
"""

from ..kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Nonnegative,
    Positive,
    symmetric,
)
from ..kernel.terms import (
    Dimension,
    Identity,
    Index,
    Inverse,
    Letter,
    SquaredNorm,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import Theorem, assume, cut, instantiate, introduce, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import invertible, knowledge
from ..proving.sequents import multiply, square, transitive, vanish
from .covariance import Var, affine, semidefinite
from .definiteness import full_rank_if_invertible, invertible_if_full_rank
from .estimated_intercept import centred_gram, equal_variances, observed, weights
from .frisch_waugh_lovell import estimate_without
from .model import X, centring, d, n, ones, variance

C = centring
others = Dimension("q")
j = Index("j", d)
E1, u = Letter("E1", d, others), Letter("u", others)

of_length_1 = assume(Equals(E1.T @ E1, Identity(others)))
together = assume(Equals(j @ j.T + E1 @ E1.T, Identity(d)))
_at_j = prove(Equals(j.T @ (j @ j.T + E1 @ E1.T) @ j, j.T @ j), together)
apart = vanish(prove(Equals(SquaredNorm(E1.T @ j), Zero()), _at_j))

x = Abbreviation("x", (), (), X @ j)
Z = Abbreviation("Z", (), (), X @ E1)
others_gram = Z.T @ C @ Z
spread = x.T @ C @ x

u_hat = Abbreviation("u_hat", (), (), Inverse(others_gram) @ Z.T @ C @ x)
c_hat = Abbreviation("c_hat", (), (), ones.T @ (x - Z @ u_hat) / n)
r = Abbreviation("r", (), (), x - Z @ u_hat - ones * c_hat)
left_over = SquaredNorm(r)
R_sq = Abbreviation("R_sq", (), (), 1 - left_over / spread)

# The other columns have an invertible centred Gram matrix as well.

_invertible = rewrite(assume(Invertible(centred_gram)), Invertible((C @ X).T @ (C @ X)))
_full_rank = cut(instantiate(full_rank_if_invertible.theorem, (X, C @ X)), _invertible)
_null = assume(Equals(C @ Z @ u, Zero(n)))
_image = cut(unfold(_full_rank, 0, E1 @ u), prove(Equals(C @ X @ (E1 @ u), Zero(n)), _null))
_no_direction = (
    calc(u)
    .equals(E1.T @ (E1 @ u), "part", by=of_length_1.conclusion, because=of_length_1)
    .equals(Zero(others), "zero", by=_image.conclusion, because=_image)
)
_others_rank = introduce(FullColumnRank(C @ Z), u, _no_direction.proof())
_at_others = instantiate(
    instantiate(invertible_if_full_rank.theorem, (d, others)), (Letter("X", n, others), C @ Z)
)

others_invertible = publish(
    "centred-gram-of-the-other-features-invertible",
    "With that of all features, the centred Gram matrix of the others is invertible",
    Invertible(others_gram),
    line("full-rank", _full_rank, by="an invertible Gram matrix gives full column rank"),
    line("image", _image, by=(_null.conclusion, ", and ", C @ X, " has full column rank")),
    *_no_direction.lines,
    line("definition", _others_rank, by=(_null.conclusion, " only for ", Equals(u, Zero(others)))),
    line(
        "invertible",
        rewrite(cut(_at_others, _others_rank), Invertible(others_gram)),
        by="full column rank makes the Gram matrix invertible",
    ),
)

# What the others leave of x is r = CXq, and XᵀCX sends q to ‖r‖²eⱼ.

q = j - E1 @ u_hat
_sent = (
    calc(centred_gram @ q, others_invertible.theorem)
    .equals(
        (j @ j.T + E1 @ E1.T) @ (centred_gram @ q),
        "together",
        by=together.conclusion,
        because=together,
    )
    .equals(
        left_over * j,
        "normal-equation",
        by=(
            r,
            " is orthogonal to the columns of ",
            Z,
            ", and its product with ",
            x,
            " is ",
            left_over,
        ),
    )
)

# In place of XᵀCX, q, ‖r‖² and XᵀCy, while the equation is solved.

_A, _q, _s, _z = Letter("A", d, d), Letter("q", d), Letter("s"), Letter("z", d)
_equation, _symmetric = assume(Equals(_A @ _q, _s * j)), assume(symmetric(_A))
_solved = (
    calc(_s * (j.T @ Inverse(_A) @ _z))
    .equals((_A @ _q).T @ Inverse(_A) @ _z, "image", by="", because=_equation)
    .equals(_q.T @ _z, "inverse", by="", because=_symmetric)
    .proof()
)


def solved(z: Term) -> Theorem:
    """‖r‖² eⱼᵀ(XᵀCX)⁻¹z = qᵀz."""
    at = instantiate(_solved, (_A, centred_gram), (_q, q), (_s, left_over), (_z, z))
    return cut(at, _sent.proof(), prove(symmetric(centred_gram)))


_known = knowledge(others_invertible.theorem)
_one = transitive(solved(j), prove(Equals(q.T @ j, as_term(1)), apart))
_inverse = j.T @ Inverse(centred_gram) @ j
_not_0 = cut(invertible(left_over, _inverse, _one), others_invertible.theorem)

something_left = publish(
    "other-features-do-not-explain-a-feature-entirely",
    "What the other features leave of one is not 0",
    Positive(left_over),
    *_sent.lines,
    line(
        "inverse",
        _known.settled(_one),
        by=("times the inverse of ", centred_gram, ", and ", Equals(q.T @ j, as_term(1))),
    ),
    line("not-0", _not_0, by="its product with another number is 1"),
    line(
        "positive",
        _known.settled(introduce(Positive(left_over), None, square(r), _not_0)),
        by="a square is not negative",
    ),
)

_left, _right, _factor = Letter("a"), Letter("b"), Letter("c")  # in place of other numbers
_divided = (
    calc(_left)
    .equals(_s * _left / _s, "cancel", by="")
    .equals(_right / _s, "given", by="", because=assume(Equals(_s * _left, _right)))
    .proof()
)


def divided(theorem: Theorem, left: Term, right: Term) -> Theorem:
    """From ‖r‖²a = b follows a = b/‖r‖²."""
    at = instantiate(_divided, (_s, left_over), (_left, left), (_right, right))
    return knowledge(others_invertible.theorem, _not_0).settled(cut(at, theorem))


weight = j.T @ weights
_products = X.T @ C @ observed
_solution = (
    calc(left_over * weight, others_invertible.theorem)
    .equals(
        left_over * (j.T @ Inverse(centred_gram) @ _products),
        "definition",
        by=("the definition of ", weights),
    )
    .equals(
        q.T @ _products,
        "inverse",
        by=(centred_gram, " is symmetric, and sends ", q, " to ", left_over * j),
        because=solved(_products),
    )
    .equals(r.T @ observed, "left-over", by=("the definition of ", r))
)

weight_of_one = publish(
    "weight-of-one-feature-with-intercept",
    "One weight is least squares on what the other features leave of its feature",
    Equals(weight, r.T @ observed / left_over),
    *_solution.lines,
    line(
        "divide",
        divided(_solution.proof(), weight, r.T @ observed),
        by=(left_over, " is not 0"),
        see=[something_left, estimate_without],
    ),
)

_at_one = divided(_one, _inverse, as_term(1))
_scaled = instantiate(
    prove(Equals(_factor * _left, _factor * _right), assume(Equals(_left, _right))),
    (_factor, variance),
    (_left, _inverse),
    (_right, 1 / left_over),
)

variance_of_one = (
    calc(Var(weight))
    .equals(j.T @ Var(weights) @ j, "affine", by=(j, " is constant"), see=affine)
    .equals(
        variance * _inverse,
        "covariance",
        by=equal_variances.conclusion,
        because=equal_variances,
    )
    .equals(
        variance / left_over,
        "left-over",
        by=(centred_gram, " sends ", q, " to ", left_over * j),
        because=cut(_scaled, _at_one),
    )
    .qed(
        "variance-of-one-weight-with-intercept",
        "The variance of one weight, by what the other features leave of its feature",
        Equals(Var(weight), variance / left_over),
    )
)

# In terms of xᵀCx, the spread of the feature, and R²: ‖r‖² = (1 − R²)xᵀCx.

_explained = SquaredNorm(C @ Z @ u_hat)
_parts = prove(Equals(left_over + _explained, spread))
_sum = knowledge(Positive(_left), Nonnegative(_right)).proof(Positive(_left + _right))
_spread = _known.settled(
    rewrite(
        cut(
            instantiate(_sum, (_left, left_over), (_right, _explained)),
            something_left.theorem,
            square(C @ Z @ u_hat),
        ),
        Positive(spread),
        _parts,
    )
)

_found = knowledge(others_invertible.theorem, _not_0, unfold(_spread, 1))

# Letters again, in place of ‖r‖², of xᵀCx and of 1 − R².

_t, _p = Letter("t"), Letter("p")
_above_0 = unfold(assume(Positive(_s)), 1), unfold(assume(Positive(_t)), 1)
_share = 1 - (1 - _s / _t)
_share_not_0 = invertible(_share, _t / _s, *_above_0)
_split = (
    calc(_factor / _s)
    .equals(_factor / _t * (1 / _p) * (_p * _t) / _s, "expand", by="")
    .equals(_factor / _t * (1 / _p), "product", by="", because=assume(Equals(_p * _t, _s)))
    .proof()
)
_inflated = cut(
    instantiate(_split, (_p, _share)), prove(Equals(_share * _t, _s)), _share_not_0, *_above_0
)


def at_feature(theorem: Theorem, *more: tuple[Letter, Term]) -> Theorem:
    """A theorem on s = ‖r‖² and t = xᵀCx that are positive."""
    at = instantiate(theorem, (_s, left_over), (_t, spread), *more)
    lemmas = (something_left.theorem, _spread)
    used = [lemma for lemma in lemmas if lemma.conclusion in at.hypotheses]
    return _found.settled(cut(at, *used))


inflation = (
    calc(Var(weight), *_found.theorems)
    .equals(
        variance / left_over,
        "left-over",
        by="by what the other features leave",
        because=variance_of_one,
    )
    .equals(
        variance / spread * (1 / (1 - R_sq)),
        "r-squared",
        by=("the definition of ", R_sq),
        because=at_feature(_inflated, (_factor, variance)),
    )
    .qed(
        "variance-inflation",
        "The variance inflation factor",
        Equals(Var(weight), variance / spread * (1 / (1 - R_sq))),
    )
)

_not_negative = knowledge(Nonnegative(_right), Positive(_t)).proof(Nonnegative(_right / _t))
_explains = rewrite(_not_negative, Nonnegative(1 - _s / _t), assume(Equals(_s + _right, _t)))
_at_parts = instantiate(_explains, (_s, left_over), (_t, spread), (_right, _explained))
_r_squared = _found.settled(
    rewrite(cut(_at_parts, _parts, _spread, square(C @ Z @ u_hat)), Nonnegative(R_sq))
)

_variance, _V = unfold(semidefinite(weights), 1, j), Letter("V")
_excess = prove(Equals(_V * (1 - _s / _t), _V - _factor / _t), assume(Equals(_V, _factor / _s)))
_at_variance = at_feature(_excess, (_factor, variance), (_V, Var(weight)))
_product = multiply(rewrite(_variance, Nonnegative(Var(weight))), _r_squared)
_above = rewrite(
    _product,
    Nonnegative(Var(weight) - variance / spread),
    cut(_at_variance, variance_of_one.theorem),
)

never_below = publish(
    "other-features-never-lower-the-variance-of-a-weight",
    "Other features never lower the variance of a weight",
    Nonnegative(Var(weight) - variance / spread),
    line("r-squared", _r_squared, by=(R_sq, " is ", _explained, " over ", spread)),
    line("product", _product, by="a variance is not negative"),
    line(
        "excess",
        _found.settled(_above),
        by=(variance_of_one.conclusion, ", and the definition of ", R_sq),
        see=inflation,
    ),
)
