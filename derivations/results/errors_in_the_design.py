"""An error E in X: u − ŵ = ((X + E)ᵀ(X + E))⁻¹(Eᵀr − (X + E)ᵀEŵ), with the residual r = y − Xŵ.

The part with r is divided by the bound m, and not by its root: so the condition number of X comes
in squared, whatever the method that computes the estimate. An example attains it.
"""

from ..kernel.statements import Equals, Nonnegative, PositiveSemidefinite
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Zero, as_term
from ..kernel.theorem import assume, cut, instantiate
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.sequents import add, constant, multiply, square
from .between_bounds import t
from .contraction import m
from .definiteness import invertible_if_full_rank
from .eigenvectors import eigenvector, mu, q
from .model import X, d, gram, n, w_hat, y
from .normal_equation import normal
from .sensitivity import delta, e, error_in_products, error_in_y, full_rank, moved, u

E = Letter("E", n, d)
X_moved = X + E
gram_moved = X_moved.T @ X_moved
r = Abbreviation("r", (), (), y - X @ w_hat)
with_E = assume(Equals(gram_moved @ u, X_moved.T @ y))
pull, push = E.T @ r, X_moved.T @ E @ w_hat

error_in_X = (
    calc(moved)
    .equals(
        Inverse(gram_moved) @ (gram_moved @ u - gram_moved @ w_hat),
        "inverse",
        by=("multiply by ", gram_moved, " and its inverse"),
    )
    .equals(
        Inverse(gram_moved) @ (X_moved.T @ y - gram_moved @ w_hat),
        "moved",
        by=with_E.conclusion,
        because=with_E,
    )
    .equals(
        Inverse(gram_moved) @ (pull - push),
        "normal-equation",
        by=(normal.conclusion, ", and the definition of ", r),
        because=normal,
    )
    .qed(
        "error-in-the-design-matrix",
        "How an error in the design matrix moves the estimate",
        Equals(moved, Inverse(gram_moved) @ (pull - push)),
    )
)

# With a bound mI on (X + E)ᵀ(X + E) the two parts are bounded each for itself.

above_moved = assume(PositiveSemidefinite(gram_moved - m * Identity(d)))
pulled, pushed = Inverse(gram_moved) @ pull, -(Inverse(gram_moved) @ push)
_rank = instantiate(cut(invertible_if_full_rank.theorem, full_rank.theorem), (X, X_moved))
_no_data = (X, X_moved), (y, Zero(n)), (w_hat, Zero(d))
_nothing = prove(Equals(gram_moved @ Zero(d), X_moved.T @ Zero(n)))
_pulled = rewrite(
    cut(
        instantiate(error_in_products.theorem, *_no_data, (u, pulled), (e, pull)),
        _nothing,
        prove(Equals(gram_moved @ pulled, X_moved.T @ Zero(n) + pull)),
    ),
    Nonnegative(SquaredNorm(pull) / m**2 - SquaredNorm(pulled)),
)
_pushed = rewrite(
    cut(
        instantiate(error_in_y.theorem, *_no_data, (u, pushed), (delta, -(E @ w_hat))),
        _nothing,
        prove(Equals(gram_moved @ pushed, X_moved.T @ (Zero(n) + -(E @ w_hat)))),
    ),
    Nonnegative(SquaredNorm(E @ w_hat) / m - SquaredNorm(pushed)),
)
_twice = constant(as_term(2))
_bound = Nonnegative(
    2 * SquaredNorm(pull) / m**2 + 2 * SquaredNorm(E @ w_hat) / m - SquaredNorm(moved)
)
_both = rewrite(
    add(add(multiply(_twice, _pulled), multiply(_twice, _pushed)), square(pulled - pushed)),
    _bound,
    error_in_X.theorem,
)

bound_by_E = publish(
    "error-in-the-design-matrix-bound",
    "How far an error in the design matrix moves the estimate, at most",
    _bound,
    line(
        "residual",
        _pulled,
        by=("an error ", pull, " in the products with the observations"),
        see=error_in_products,
    ),
    line(
        "fit",
        _pushed,
        by=("an error ", -(E @ w_hat), " in the observations"),
        see=error_in_y,
    ),
    line(
        "sum",
        _both,
        by=(
            "how an error in the design matrix moves the estimate; twice the two lines, and a "
            "squared norm is not negative"
        ),
        see=error_in_X,
    ),
    line(
        "full-rank",
        cut(_both, _rank),
        by=(above_moved.conclusion, ", so that it is invertible"),
        see=[full_rank, invertible_if_full_rank],
    ),
)

# An error along the residual: E = t r qᵀ, with an eigenvector q of XᵀX.

along = t * (r @ q.T)
_along = substitute(gram_moved, {E: along})
_solves = assume(Equals(_along @ u, (X + along).T @ y))
_grown = mu + t**2 * SquaredNorm(r) * SquaredNorm(q)
_share = t * SquaredNorm(r) * (1 - t * (q.T @ w_hat))
_image = (
    calc(_along @ q)
    .equals(
        gram @ q + t**2 * SquaredNorm(r) * SquaredNorm(q) * q,
        "product",
        by=("multiply out; ", Equals(X.T @ r, Zero(d))),
        because=normal,
    )
    .equals(_grown * q, "eigenvector", by=eigenvector.conclusion, because=eigenvector)
)
_B, _s = Letter("B", d, d), Letter("s")
_stretched = assume(Equals(_B @ q, _s * q))
_inverse = (
    calc(Inverse(_B) @ q)
    .equals(1 / _s * (Inverse(_B) @ (_s * q)), "divisor", by=("multiply and divide by ", _s))
    .equals(1 / _s * q, "stretched", by=_stretched.conclusion, because=_stretched)
)
_direction = cut(instantiate(_inverse.proof(), (_B, _along), (_s, _grown)), _image.proof())
_exact = (
    calc(moved)
    .equals(
        Inverse(_along) @ substitute(pull - push, {E: along}),
        "error",
        by=("how an error in the design matrix moves the estimate, with ", Let(E, along)),
        because=instantiate(error_in_X.theorem, (E, along)),
    )
    .equals(
        _share * (Inverse(_along) @ q),
        "residual",
        by=Equals(X.T @ r, Zero(d)),
        because=normal,
    )
    .equals(
        _share / _grown * q,
        "direction",
        by=_direction.conclusion,
        because=_direction,
    )
)

along_the_residual = publish(
    "error-in-the-design-matrix-along-the-residual",
    "An error in the design matrix along the residual moves the estimate along an eigenvector",
    Equals(moved, _share / _grown * q),
    *_image.lines,
    line(
        "inverse",
        _direction,
        by=("divide by ", _grown, "; the inverse cancels"),
    ),
    *_exact.lines,
    theorem=_exact.proof(),
)
