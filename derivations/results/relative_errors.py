"""Relative errors, with κ = M/m: one in y is at most √κ times as large in ŵ, and others κ times.

Here mI ⪯ XᵀX ⪯ MI, so that κ is the condition number of XᵀX, the square of that of X, where m and M
are the best bounds.
"""

from ..kernel.statements import Nonnegative, PositiveSemidefinite
from ..kernel.terms import Identity, SquaredNorm, Term
from ..kernel.theorem import assume, cut, instantiate, unfold
from ..proving.certificates import rewrite
from ..proving.chain import line, publish
from ..proving.sequents import add, multiply, square
from .between_bounds import A, between, length_of_interval, t
from .contraction import kappa, m
from .descent_lemma import M, bounded
from .hessian import gram_semidefinite
from .model import X, d, gram, w_hat, y
from .normal_equation import normal
from .sensitivity import (
    E,
    bound_by_E,
    delta,
    e,
    error_in_products,
    error_in_y,
    known,
    moved,
    not_0,
    u,
)

_over_m, _over_m_sq = known.proof(Nonnegative(1 / m)), known.proof(Nonnegative(1 / m**2))


def no_larger(factor: Term, error: Term, of: Term) -> Nonnegative:
    """The claim ‖u − ŵ‖²/‖ŵ‖² ≤ factor ‖error‖²/‖of‖², without divisors."""
    length = factor * SquaredNorm(error) * SquaredNorm(w_hat)
    return Nonnegative(length - SquaredNorm(of) * SquaredNorm(moved))


_fit = multiply(multiply(_over_m, square(delta)), unfold(bounded, 1, w_hat))
_moved = multiply(square(X @ w_hat), error_in_y.theorem)
_by_fit = no_larger(kappa, delta, X @ w_hat)

in_y = publish(
    "relative-error-in-the-observations",
    "A relative error in the observations, by the condition number",
    _by_fit,
    line(
        "fit",
        known.settled(_fit),
        by=(bounded.conclusion, " at ", w_hat, ", times ", SquaredNorm(delta) / m),
    ),
    line(
        "moved",
        _moved,
        by=(
            "how far an error in the observations moves the estimate, times ",
            SquaredNorm(X @ w_hat),
        ),
        see=error_in_y,
    ),
    line(
        "sum",
        known.settled(rewrite(add(_fit, _moved), _by_fit, not_0)),
        by="add the two lines",
    ),
)

_product = cut(instantiate(between.theorem, (t, M), (A, gram)), gram_semidefinite.theorem, bounded)
_length = cut(
    instantiate(length_of_interval, (t, M), (A, gram)), gram_semidefinite.theorem, bounded
)
_image = rewrite(
    add(unfold(_product, 1, w_hat), multiply(_length, unfold(bounded, 1, w_hat))),
    Nonnegative(M**2 * SquaredNorm(w_hat) - SquaredNorm(X.T @ y)),
    normal,
)
_sizes = multiply(multiply(_over_m_sq, square(e)), _image)
_moved_by_e = multiply(square(X.T @ y), error_in_products.theorem)
_by_products = no_larger(kappa**2, e, X.T @ y)

in_products = publish(
    "relative-error-in-the-products-with-the-observations",
    "A relative error in the products with the observations, by the condition number",
    _by_products,
    line("image", _image, by=(bounded.conclusion, " and ", normal.conclusion), see=between),
    line(
        "moved",
        _moved_by_e,
        by=("how far an error in the products moves the estimate, times ", SquaredNorm(X.T @ y)),
        see=error_in_products,
    ),
    line(
        "sum",
        known.settled(rewrite(add(_sizes, _moved_by_e), _by_products, not_0)),
        by=("add ", SquaredNorm(e) / m**2, " times the first line to the second"),
    ),
)

small_E = assume(PositiveSemidefinite((t * M) ** 2 * Identity(d) - E.T @ E))
_by_share = Nonnegative(kappa**2 * t**2 * SquaredNorm(u) - SquaredNorm(moved))
_form = rewrite(
    unfold(small_E, 1, u), Nonnegative((t * M) ** 2 * SquaredNorm(u) - SquaredNorm(E @ u))
)

in_gram = publish(
    "relative-error-in-the-gram-matrix",
    "A relative error in the Gram matrix, by the condition number",
    _by_share,
    line("form", _form, by=small_E.conclusion),
    line(
        "bound",
        known.settled(
            rewrite(add(multiply(_over_m_sq, _form), bound_by_E.theorem), _by_share, not_0)
        ),
        by=("divide by ", m**2, "; how far an error in the Gram matrix moves the estimate"),
        see=bound_by_E,
    ),
)
