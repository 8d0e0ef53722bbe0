"""Where XᵀX ⪰ mI with m > 0: how far an error in y, in Xᵀy or in XᵀX moves the estimate, at most.

‖u − ŵ‖² ≤ ‖δ‖²/m for an error δ in y, ‖u − ŵ‖² ≤ ‖e‖²/m² for an error e in Xᵀy, and u − ŵ =
−(XᵀX)⁻¹Eu for an error E in XᵀX. Exact arithmetic throughout: the errors are in the data.
"""

from ..kernel.statements import Equals, FullColumnRank, Nonnegative
from ..kernel.terms import Inverse, Letter, SquaredNorm, Zero, as_term
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .contraction import above_m, m, positive_m
from .eigenvectors import eigenvector, mu, q
from .model import X, d, gram, n, v, w_hat, y
from .normal_equation import normal

u = Letter("u", d)
delta, e, E = Letter("delta", n), Letter("e", d), Letter("E", d, d)
moved = u - w_hat
known = knowledge(positive_m.conclusion, unfold(positive_m, 1))
not_0 = unfold(positive_m, 1)

_null = assume(Equals(X @ v, Zero(n)))
_below = known.settled(
    rewrite(
        multiply(known.proof(Nonnegative(1 / m)), unfold(above_m, 1, v)),
        Nonnegative(-SquaredNorm(v)),
        _null,
        not_0,
    )
)
_no_length = antisymmetric(square(v), _below)

full_rank = publish(
    "full-column-rank-if-gram-is-at-least-a-positive-multiple-of-the-identity",
    "A Gram matrix of at least mI with m > 0 gives full column rank",
    FullColumnRank(X),
    line("below", _below, by=(above_m.conclusion, " at ", v, ", over ", m)),
    line("norm", _no_length, by="a squared norm is not negative"),
    line("vanishes", vanish(_no_length), by="only the zero vector has squared norm 0"),
    line(
        "definition",
        introduce(FullColumnRank(X), v, vanish(_no_length)),
        by=(_null.conclusion, " only for ", Equals(v, Zero(d))),
    ),
)

# An error δ in y.

with_delta = assume(Equals(gram @ u, X.T @ (y + delta)))
_image = prove(Equals(gram @ moved, X.T @ delta), [normal, with_delta])
_rest = square(delta - X @ moved)
_no_more = Nonnegative(SquaredNorm(delta) - SquaredNorm(X @ moved))

fit_moves = publish(
    "fit-moves-no-more-than-the-observations",
    "The fit moves no more than the observations",
    _no_more,
    line("image", _image, by="the difference of the two normal equations"),
    line("square", _rest, by="a squared norm is not negative"),
    line(
        "fit",
        rewrite(_rest, _no_more, _image),
        by=("multiply out; ", _image.conclusion),
    ),
)

_longer = rewrite(
    add(fit_moves.theorem, unfold(above_m, 1, moved)),
    Nonnegative(SquaredNorm(delta) - m * SquaredNorm(moved)),
)
_by_delta = Nonnegative(SquaredNorm(delta) / m - SquaredNorm(moved))

error_in_y = publish(
    "error-in-the-observations",
    "How far an error in the observations moves the estimate, at most",
    _by_delta,
    line(
        "longer",
        _longer,
        by=("the fit moves no more than the observations, and ", above_m.conclusion),
        see=fit_moves,
    ),
    line(
        "divided",
        known.settled(
            rewrite(multiply(known.proof(Nonnegative(1 / m)), _longer), _by_delta, not_0)
        ),
        by=("divide by ", m),
    ),
)

_with_image = assume(Equals(gram @ u, X.T @ (y + X @ q)))
_is_q = (
    calc(moved)
    .equals(
        Inverse(gram) @ (gram @ u - gram @ w_hat),
        "inverse",
        by=("multiply by ", gram, " and its inverse"),
    )
    .equals(
        Inverse(gram) @ (gram @ q),
        "difference",
        by="the difference of the two normal equations",
        because=[normal, _with_image],
    )
    .equals(q, "cancel", by="the inverse cancels")
)
_length = SquaredNorm(X @ q) / mu

attained = publish(
    "error-in-the-observations-along-an-eigenvector",
    "An error in the observations along an eigenvector: the bound is attained",
    Equals(SquaredNorm(moved), _length),
    *_is_q.lines,
    line(
        "length",
        prove(Equals(SquaredNorm(moved), _length), [_is_q.proof(), eigenvector]),
        by=(eigenvector.conclusion, ", so that ", Equals(SquaredNorm(X @ q), mu * SquaredNorm(q))),
    ),
)

# An error e in Xᵀy.

with_e = assume(Equals(gram @ u, X.T @ y + e))
_products = prove(Equals(gram @ moved, e), [normal, with_e])
_squares = add(
    square(gram @ moved - m * moved),
    multiply(
        multiply(constant(as_term(2)), known.proof(Nonnegative(m))), unfold(above_m, 1, moved)
    ),
)
_stretch = Nonnegative(SquaredNorm(gram @ moved) - m**2 * SquaredNorm(moved))
_at_least = rewrite(_squares, _stretch)
_by_e = Nonnegative(SquaredNorm(e) / m**2 - SquaredNorm(moved))
_over_m = known.proof(Nonnegative(1 / m**2))

error_in_products = publish(
    "error-in-the-products-with-the-observations",
    "How far an error in the products with the observations moves the estimate, at most",
    _by_e,
    line("image", _products, by="the difference of the two equations"),
    line(
        "stretched",
        _at_least,
        by=("a squared norm is not negative, and ", above_m.conclusion, "; multiply out"),
    ),
    line(
        "divided",
        known.settled(rewrite(multiply(_over_m, _at_least), _by_e, _products, not_0)),
        by=("divide by ", m**2),
    ),
)

# An error E in XᵀX.

with_E = assume(Equals((gram + E) @ u, X.T @ y))
error_in_gram = (
    calc(moved)
    .equals(
        Inverse(gram) @ (gram @ u - gram @ w_hat),
        "inverse",
        by=("multiply by ", gram, " and its inverse"),
    )
    .equals(
        -(Inverse(gram) @ E @ u),
        "difference",
        by="the difference of the two equations",
        because=[normal, with_E],
    )
    .qed(
        "error-in-the-gram-matrix",
        "How an error in the Gram matrix moves the estimate",
        Equals(moved, -(Inverse(gram) @ E @ u)),
    )
)

_by_E = Nonnegative(SquaredNorm(E @ u) / m**2 - SquaredNorm(moved))
_as_e = prove(Equals(gram @ u, X.T @ y + -(E @ u)), with_E)
_at_E = cut(instantiate(error_in_products.theorem, (e, -(E @ u))), _as_e)

bound_by_E = publish(
    "error-in-the-gram-matrix-bound",
    "How far an error in the Gram matrix moves the estimate, at most",
    _by_E,
    line("products", _as_e, by=with_E.conclusion),
    line(
        "bound",
        rewrite(_at_E, _by_E),
        by=("as an error in the products, with ", Let(e, -(E @ u))),
        see=error_in_products,
    ),
)
