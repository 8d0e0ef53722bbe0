"""Source A, what is left of it for networks, and what gradient descent is said to do."""

from __future__ import annotations

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    ForEach,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Absolute,
    Density,
    Dimension,
    Identity,
    Index,
    Inverse,
    Letter,
    Ones,
    Product,
    Random,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation
from ..numbers.truth import holds
from ..printing.formulas import text
from ..results.model import (
    J,
    X,
    d,
    epsilon,
    gradient,
    hessian,
    i,
    n,
    ones,
    w,
    x_i,
    y,
    y_i,
)
from .claims import UnexecutedError
from .letters import (
    NOISE,
    E,
    closed_form,
    half,
    misfit,
    prose,
    says,
    told,
    unfit,
)
from .proofs import By
from .trials import Counted, number
from .verdicts import Holds, HoldsIf, NotAClaim, Notation, Refuted, Remark

NETWORKS = "What happens if we go non linear [deep learning], will the effect remain the same ?"
NEXT = "Next steps"

# Networks: one ReLU, and two weights in a row.

_mu, _nu, _t = Letter("mu", n), Letter("nu", n), Letter("t")
_k = Dimension("k")
_W_1 = Letter("W1", _k, d)
_hidden = Letter("H", n, d)
_last_error = SquaredNorm(_hidden @ w - y)
_one, _three = as_term(1), as_term(3)


def _relu(at: Term) -> Term:
    """The positive part."""
    return Abbreviation("ReLU", (_t,), (at,), (_t + Absolute(_t)) / 2)


def _one_unit(at: Term | int) -> Term:
    """The squared error of one unit on two observations."""
    body = (_relu(_t) - 1) ** 2 + (_relu(-_t) - 2) ** 2
    return Abbreviation("F_2", (_t,), (as_term(at),), body)


_pair, _pair_hat, _both, _j = Letter("w", 2), Letter("w_hat", 2), Ones(2), Index("j", 2)
_first, _second = Letter("a"), Letter("b")
_exchange = Abbreviation("P", (), (), _both @ _both.T - Identity(2))


def _product(at: Term) -> Term:
    """The product of two weights."""
    return at.T @ _exchange @ at / 2


def _F(at: Term) -> Term:
    """The squared error of a product of two weights."""
    return Abbreviation("F", (_pair,), (at,), (_product(_pair) - 1) ** 2)


_weights = _first * _j + _second * (_both - _j)
_at_zero = hessian(_F(_pair), _pair, Zero(2))
_difference = 2 * _j - _both
_known_minimum = says(Minimises(_pair_hat, _F(_pair), _pair), Equals(_product(_pair_hat), _one))


def _a_global_minimum() -> str:
    """The weights of a network of which a global minimum is known."""
    at = {_pair_hat: [1, 1]}
    if not holds(_known_minimum.statement, at):
        raise UnexecutedError("the weights (1, 1) are no global minimum")
    return f"{text(_pair_hat)} = {number([1, 1])}: {text(_known_minimum.statement)}"


_networks = (
    prose(
        "A",
        NETWORKS,
        says(
            Nonnegative(Density(_mu + epsilon, y) - Density(_nu + epsilon, y)),
            *NOISE,
            Nonnegative(SquaredNorm(y - _nu) - SquaredNorm(y - _mu)),
        ),
        HoldsIf(
            By("closer-predictions-make-the-observations-more-likely"),
            why="what still holds: with such noise, squared error ranks any predictions",
        ),
    ),
    prose(
        "A",
        NETWORKS,
        told("for a network no global solution can be found"),
        Refuted(
            "strong",
            _known_minimum,
            By("weights-of-product-one-minimise"),
            at=Counted(_a_global_minimum),
            why="as said of every network: of this one, (ab − 1)², all global minima are known",
        ),
    ),
    prose(
        "A",
        NETWORKS,
        told("deep networks have activations such as ReLU and the sigmoid"),
        NotAClaim("a custom"),
        read=(None, "remark", None),
    ),
    prose(
        "A",
        NETWORKS,
        unfit("σ(", _W_1, X, ")", misfit(Product, _W_1, X)),
        Notation(
            "shape",
            "the rows of X are observations: W₁Xᵀ, or one column; and most networks have biases",
            told(_W_1, X.T),
            By("backpropagation-to-the-hidden-weights"),
        ),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "A",
        NETWORKS,
        told("σ is the activation, and y the prediction"),
        Notation(
            "shared",
            "σ² was the variance of the noise, and y what was observed: another letter, and ŷ",
        ),
        read=(None, "notation", "notation"),
    ),
    prose(
        "A",
        NETWORKS,
        told("the output has an activation too"),
        Remark(
            "with ReLU or the sigmoid there no prediction is negative, where an observation may "
            "be: for a regression the last layer is commonly linear"
        ),
        read=(None, "remark", "remark"),
    ),
    prose(
        "A",
        NETWORKS,
        told("with an activation no prediction is linear"),
        Remark(
            "not where the activation is: the identity, or ReLU where nothing is negative",
            says(Equals(Absolute(_t), _t), Nonnegative(_t)),
            By("absolute-value-of-what-is-not-negative", ((Letter("x"), _t),)),
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        says(Equals(_product(_weights), _first * _second)),
        Holds(
            By("product-of-two-weights"),
            why="already a prediction by two weights in a row is no linear form in them",
        ),
        read=("holds", "holds", None),
    ),
    prose(
        "A",
        NETWORKS,
        says(
            Equals(half * _F(_both) + half * _F(-_both) - _F(half * _both + half * -_both), -_one)
        ),
        Holds(
            By("squared-error-of-a-product-is-not-convex"),
            why="no bowl: between two minima it lies above its chord",
        ),
        read=("holds", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        told("because of the activations it is not convex"),
        Remark(
            "layers are enough for that: these two weights have no activation between them",
            by=By("squared-error-of-a-product-is-not-convex"),
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        says(Nonnegative(_one_unit(_t) - _one_unit(1)), Nonnegative(_t)),
        Holds(By("error-of-one-unit-is-least-nearby"), why="a local minimum"),
        read=("holds", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        says(Equals(_one_unit(1) - _one_unit(-2), _three)),
        Holds(By("error-of-one-unit-is-lower-elsewhere"), why="that is no global one"),
        read=("holds", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        told("the local minima are many"),
        Remark(
            "how many depends on the network and the data; two weights in a row have no bad one",
            by=By("no-bad-local-minimum-of-the-squared-error-of-a-product"),
        ),
        read=("remark", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        says(
            Equals(SumOver(i, (_relu(x_i.T @ w) - y_i) ** 2), SquaredNorm(y)),
            ForEach(i, Nonnegative(-(x_i.T @ w))),
        ),
        Holds(By("dead-unit-learns-nothing"), why="a plateau"),
        read=("holds", "holds", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        says(Equals(_both.T @ _at_zero @ _both, as_term(-4))),
        Holds(By("saddle-falls-along-the-sum"), why="a saddle point: down this way"),
    ),
    prose(
        "A",
        NETWORKS,
        says(Equals(_difference.T @ _at_zero @ _difference, as_term(4))),
        Holds(By("saddle-rises-along-the-difference"), why="and up that way"),
    ),
    prose(
        "A",
        NETWORKS,
        told("the weights of a deep network cannot be isolated by algebra"),
        Remark(
            "that no formula exists is a statement on all formulas; a step to the minimum of the "
            "linearised error arrives at once where the prediction is linear",
            says(
                Equals(w + Inverse(X.T @ X) @ X.T @ (y - X @ w), closed_form),
            ),
            By("gauss-newton-arrives-in-one-step-if-linear"),
        ),
        read=("remark", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        says(UniquelyMinimises(Inverse(_hidden.T @ _hidden) @ _hidden.T @ y, _last_error, w)),
        HoldsIf(
            By(
                "least-squares-estimate-is-the-unique-minimiser",
                ((X, _hidden),),
                (By("gram-invertible-if-full-column-rank", ((X, _hidden),)),),
                times=n,
            ),
            without={_hidden: [[0]], y: [0]},
            why="some can: those of a last layer that is linear, given what the others make of X",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NETWORKS,
        told("gradient descent has to be used"),
        Remark(
            "there are other iterative methods, such as Gauss–Newton's",
            by=By("gauss-newton-step-goes-down"),
        ),
        read=("remark", "holds-if", "remark"),
    ),
)

# Descent.

_s, _D = Random("s", n), Letter("D", n, n)
_rows = ForEach(i, Equals(_D @ i, (i.T @ (X @ w - y)) * i))
_batch = 2 / n * X.T @ _D @ _s
_eta, _M = Letter("eta"), Letter("M")
_step = w - _eta * gradient(J(w), w)
_goes_down = says(
    Positive(J(w) - J(_step)),
    Invertible(SquaredNorm(gradient(J(w), w))),
    Positive(_eta),
    Positive(n - _eta * _M),
    PositiveSemidefinite(_M * Identity(d) - X.T @ X),
)
_half_of_rows = (Letter("E1", n, Dimension("k")), Letter("E2", n, Dimension("l")))

_quartic = Letter("t")


def _f(at: Term) -> Term:
    """A convex function that is not quadratic."""
    return Abbreviation("f", (_quartic,), (at,), _quartic**4 + _quartic**2 + _quartic)


_newton_from_0 = as_term(Fraction(-1, 2))
_stops = Equals(gradient(_F(_pair), _pair, _pair_hat), Zero(2))
_bends_up = PositiveSemidefinite(hessian(_F(_pair), _pair, _pair_hat))

_next = (
    prose(
        "A",
        NEXT,
        told("descent differs from the closed form"),
        Remark(
            "in what it is used for; on this J short steps arrive at the same minimum",
            by=By("error-after-k-short-steps"),
        ),
        read=(None, "remark", "remark"),
    ),
    prose(
        "A",
        NEXT,
        told("gradient descent takes small batches"),
        Notation(
            "word",
            "that is minibatch or stochastic gradient descent; its steps are right in the mean",
            says(Equals(E(_batch), gradient(J(w), w)), Equals(E(_s), ones), _rows),
            By("minibatch-gradient-is-unbiased"),
        ),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "A",
        NEXT,
        told("with batches, millions of images are within reach"),
        Remark(
            "a matter of experience; the closed form can take the rows in parts as well",
            by=By("gram-matrices-of-two-blocks-of-rows-add-up"),
        ),
        read=("remark", "remark", None),
    ),
    prose(
        "A",
        NEXT,
        told("descent does not care whether the function is linear"),
        Remark(
            "a step needs no more than a gradient; that it leads down needs a bound on the "
            "curvature, as here",
            _goes_down,
            By("squared-error-falls-if-the-step-is-short"),
        ),
        read=("remark", "refuted", None),
    ),
    prose(
        "A",
        NEXT,
        says(Nonnegative(J(w) - J(_step)), Positive(_eta)),
        Refuted(
            "strong",
            _goes_down,
            By("squared-error-falls-if-the-step-is-short"),
            at={X: [[1]], y: [0], w: [1], _eta: 2},
            why="tacit: that an update lowers the error; a step that is too long does not",
        ),
        read=(None, "refuted", "refuted"),
    ),
    prose(
        "A",
        NEXT,
        told("a derivative is all that an update needs"),
        Remark(
            "where there is one: ReLU has none at 0; and on a plateau it is 0",
            by=By("dead-unit-learns-nothing"),
        ),
        read=("remark", "holds", "holds-if"),
    ),
    prose(
        "A",
        NEXT,
        says(UniquelyMinimises(closed_form, J(w), w)),
        HoldsIf(
            By(
                "least-squares-estimate-is-the-unique-minimiser",
                after=(By("gram-invertible-if-full-column-rank"),),
            ),
            without={X: [[0]], y: [0]},
            why="the closed form finds the global minimum",
        ),
    ),
    prose(
        "A",
        NEXT,
        says(Nonnegative(_f(_quartic) - _f(_newton_from_0))),
        Refuted(
            "strong",
            says(
                Equals(w - Inverse(hessian(J(w), w)) @ gradient(J(w), w), closed_form),
                Invertible(X.T @ X),
            ),
            By("newton-arrives-in-one-step"),
            at={_quartic: Fraction(-2, 5)},
            why="as said of convex functions: for t⁴ + t² + t the linear system at 0 gives −1/2, "
            "and −2/5 is lower; it gives the minimum where the function is quadratic",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "A",
        NEXT,
        told("descent finds a local minimum that is good enough"),
        Remark(
            "a matter of experience; a bad one exists already with one unit and two observations",
            by=By("error-of-one-unit-is-lower-elsewhere"),
        ),
        read=("remark", "refuted", "refuted"),
    ),
    prose(
        "A",
        NEXT,
        says(Minimises(_pair_hat, _F(_pair), _pair), _stops),
        Refuted(
            "strong",
            says(Minimises(_pair_hat, _F(_pair), _pair), _stops, _bends_up),
            By("no-bad-local-minimum-of-the-squared-error-of-a-product"),
            at={_pair_hat: [0, 0]},
            why="where descent stops there need be no minimum: it never leaves this saddle at 0",
        ),
        read=(None, "refuted", "refuted"),
    ),
    prose(
        "A",
        NEXT,
        told("another note is announced"),
        NotAClaim("an announcement"),
        read=("not-a-claim", None, "not-a-claim"),
    ),
)

ENTRIES = (*_networks, *_next)
