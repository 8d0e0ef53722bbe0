"""Relative errors, with κ = M/m: one of ε in y becomes at most √κ·ε in the estimate, others κ·ε.

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


def at_most(factor: Term, of: Term) -> Nonnegative:
    """The claim ‖u − ŵ‖² ≤ factor ε² ‖·‖²."""
    return Nonnegative(factor * t**2 * SquaredNorm(of) - SquaredNorm(moved))


small_delta = assume(Nonnegative(t**2 * SquaredNorm(X @ w_hat) - SquaredNorm(delta)))
_fit = multiply(square(t), unfold(bounded, 1, w_hat))
_share = rewrite(
    add(small_delta, _fit), Nonnegative(t**2 * M * SquaredNorm(w_hat) - SquaredNorm(delta))
)

in_y = publish(
    "relative-error-in-the-observations",
    "A relative error in the observations, by the condition number",
    at_most(kappa, w_hat),
    line("share", _share, by=(small_delta.conclusion, " and ", bounded.conclusion)),
    line(
        "bound",
        known.settled(
            rewrite(
                add(multiply(_over_m, _share), error_in_y.theorem), at_most(kappa, w_hat), not_0
            )
        ),
        by=("divide by ", m, "; how far an error in the observations moves the estimate"),
        see=error_in_y,
    ),
)

small_e = assume(Nonnegative(t**2 * SquaredNorm(X.T @ y) - SquaredNorm(e)))
_product = cut(instantiate(between.theorem, (t, M), (A, gram)), gram_semidefinite.theorem, bounded)
_length = cut(
    instantiate(length_of_interval, (t, M), (A, gram)), gram_semidefinite.theorem, bounded
)
_image = rewrite(
    add(unfold(_product, 1, w_hat), multiply(_length, unfold(bounded, 1, w_hat))),
    Nonnegative(M**2 * SquaredNorm(w_hat) - SquaredNorm(X.T @ y)),
    normal,
)
_share_of_products = rewrite(
    add(small_e, multiply(square(t), _image)),
    Nonnegative(t**2 * M**2 * SquaredNorm(w_hat) - SquaredNorm(e)),
)

in_products = publish(
    "relative-error-in-the-products-with-the-observations",
    "A relative error in the products with the observations, by the condition number",
    at_most(kappa**2, w_hat),
    line("image", _image, by=(bounded.conclusion, " and ", normal.conclusion), see=between),
    line("share", _share_of_products, by=(small_e.conclusion, "; add ", t**2, " times the line")),
    line(
        "bound",
        known.settled(
            rewrite(
                add(multiply(_over_m_sq, _share_of_products), error_in_products.theorem),
                at_most(kappa**2, w_hat),
                not_0,
            )
        ),
        by=("divide by ", m**2, "; how far an error in the products moves the estimate"),
        see=error_in_products,
    ),
)

small_E = assume(PositiveSemidefinite((t * M) ** 2 * Identity(d) - E.T @ E))
_form = rewrite(
    unfold(small_E, 1, u), Nonnegative((t * M) ** 2 * SquaredNorm(u) - SquaredNorm(E @ u))
)

in_gram = publish(
    "relative-error-in-the-gram-matrix",
    "A relative error in the Gram matrix, by the condition number",
    at_most(kappa**2, u),
    line("form", _form, by=small_E.conclusion),
    line(
        "bound",
        known.settled(
            rewrite(
                add(multiply(_over_m_sq, _form), bound_by_E.theorem), at_most(kappa**2, u), not_0
            )
        ),
        by=("divide by ", m**2, "; how far an error in the Gram matrix moves the estimate"),
        see=bound_by_E,
    ),
)
