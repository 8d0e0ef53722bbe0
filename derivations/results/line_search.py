"""Two steps that find their own length: exact line search along −∇J(w), and Newton's to ŵ at once.

The best length is (n/2)‖∇J(w)‖²/‖X∇J(w)‖², which asks only that ∇J(w) is not 0.
"""

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    UniquelyMinimises,
)
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Zero
from ..kernel.theorem import assume, cut, instantiate, introduce
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import invertible, knowledge
from ..proving.sequents import vanish
from .closed_form import estimate
from .descent import eta, slope, step
from .descent_lemma import bend, exact_change, length, sloping
from .gradient import squared_error_gradient
from .hessian import hessian_of_J, squared_error_hessian
from .model import J, X, d, gram, n, w, y

t = Letter("t")
_a, _b = Letter("a", n), Letter("r", n)
_inner, _above_1 = _a.T @ _b, 1 + SquaredNorm(_b)
_least = _inner**2 * (_above_1 + 1) * Inverse(_above_1) ** 2
_rest = SquaredNorm(_a - _inner * Inverse(_above_1) * _b)
_not_orthogonal = assume(Invertible(_inner))
_known = knowledge(_not_orthogonal.conclusion)
_not_zero = _known.settled(
    rewrite(
        _known.proof(Positive(_least + _rest)),
        Positive(SquaredNorm(_a)),
        prove(Equals(_least + _rest, SquaredNorm(_a))),
    )
)
residual = X @ w - y
_slope = prove(Equals((X @ slope(w)).T @ residual, n / 2 * length))
_inner_nonzero = rewrite(
    knowledge(sloping.conclusion).proof(Invertible(n / 2 * length)),
    Invertible((X @ slope(w)).T @ residual),
    _slope,
)
_bent = cut(instantiate(_not_zero, (_a, X @ slope(w)), (_b, residual)), _inner_nonzero)

gradient_bends = publish(
    "gradient-is-no-null-direction",
    "Along a gradient that is not 0, J bends",
    Positive(bend),
    line(
        "product",
        _inner_nonzero,
        by=(_slope.conclusion, ", and ", sloping.conclusion),
        see=squared_error_gradient,
    ),
    line("length", _bent, by="a column of length 0 has no inner product but 0"),
)

best = Abbreviation("eta_star", (), (), n / 2 * length / bend)
along = J(step(w, t))
_known = knowledge(sloping.conclusion, gradient_bends.theorem)
_excess = calc(along - J(step(w, best)), gradient_bends.theorem, sloping.conclusion).equals(
    (t - best) ** 2 * bend / n,
    "excess",
    by=("the squared error after a step, and the definition of ", best),
    see=exact_change,
)
_equation = _excess.proof()
_above = rewrite(
    _known.proof(Nonnegative((t - best) ** 2 * bend / n)),
    Nonnegative(along - J(step(w, best))),
    _equation,
)
_as_good = assume(Equals(along, J(step(w, best))))
_no_square = _known.settled(prove(Equals(SquaredNorm(t - best), Zero()), _as_good))
_same = vanish(_no_square)
_only = prove(Equals(t, best), _same)
_claim = UniquelyMinimises(best, along, t)

exact_line_search = publish(
    "exact-line-search",
    "The best step along the gradient",
    _claim,
    *_excess.lines,
    line("above", _above, by="a square times what is not negative"),
    line(
        "no-square",
        _no_square,
        by=("the first line, where ", _as_good.conclusion, " and ", gradient_bends.conclusion),
    ),
    line("only", _only, by="only 0 has the square 0"),
    line(
        "definition",
        _known.settled(
            introduce(
                _claim,
                t,
                _known.settled(introduce(Minimises(best, along, t), t, _above)),
                _only,
            )
        ),
        by=("a minimum, and ", _as_good.conclusion, " only for ", _only.conclusion),
    ),
)

_decrease = Fraction(1, 4) * n * length**2 / bend

line_search_decrease = (
    calc(J(w) - J(step(w, best)), sloping.conclusion, gradient_bends.theorem)
    .equals(
        best * length - best**2 / n * bend,
        "change",
        by=("the squared error after a step, with ", Let(eta, best)),
        see=exact_change,
    )
    .equals(_decrease, "length", by=("the definition of ", best))
    .qed(
        "decrease-of-an-exact-line-search",
        "By how much the best step along the gradient lowers J",
        Equals(J(w) - J(step(w, best)), _decrease),
    )
)

_curved = invertible(hessian_of_J, n / 2 * Inverse(gram), assume(Invertible(gram)))

newton = (
    calc(w - Inverse(hessian_of_J) @ slope(w), _curved, Invertible(gram))
    .equals(
        w - n / 2 * Inverse(gram) @ (2 / n * (gram @ w - X.T @ y)),
        "derivatives",
        by=("the gradient and the Hessian"),
        see=[squared_error_gradient, squared_error_hessian],
    )
    .equals(estimate, "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .qed(
        "newton-arrives-in-one-step",
        "Newton's method arrives in one step",
        Equals(w - Inverse(hessian_of_J) @ slope(w), estimate),
    )
)
