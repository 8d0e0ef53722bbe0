"""Logistic regression: the cross-entropy is convex, and least where Xᵀ(p − y) = 0.

Label i is 1 with the probability pᵢ = σ(xᵢᵀw), where σ(t) = eᵗ/(1 + eᵗ). ln(1 + eᵗ) lies above
each of its tangents, by the cited tangent of ln; a sum of such lies above the sum of the tangents.
"""

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    ForEach,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import (
    Exp,
    Letter,
    Log,
    ProductOver,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    introduce,
    product_of_positives,
    sum_of_nonnegatives,
    unfold,
)
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import Known, knowledge
from ..proving.sequents import add, multiply, square
from .logarithm import (
    exponential_keeps_order,
    log_of_exp,
    log_of_product,
    log_of_reciprocal,
)
from .model import X, d, gram, i, n, v, w, w_hat, x_i, y, y_i

a, b, s, t = Letter("a"), Letter("b"), Letter("s"), Letter("t")
u, p = Letter("u", d), Letter("p", n)
nothing = Known()
half, quarter = as_term(Fraction(1, 2)), as_term(Fraction(1, 4))


def sigma(at: Term) -> Term:
    """The logistic function eᵗ/(1 + eᵗ)."""
    return Abbreviation("sigma", (t,), (at,), Exp(t) / (1 + Exp(t)))


def softplus(at: Term) -> Term:
    """ln(1 + eᵗ)."""
    return Log(1 + Exp(at))


def above_line(at: Term, touch: Term) -> Term:
    """By how much ln(1 + eᵗ) lies above the line of slope σ(s) that touches it at s."""
    return softplus(at) - softplus(touch) - sigma(touch) * (at - touch)


def C(at: Term) -> Term:
    """The cross-entropy Σᵢ (ln(1 + exp(xᵢᵀw)) − yᵢ xᵢᵀw), at a point of shape d×1."""
    score = x_i.T @ w
    return Abbreviation("C", (w,), (at,), SumOver(i, softplus(score) - y_i * score))


def probabilities(at: Term) -> Theorem:
    """p₁, …, pₙ are the probabilities σ(xᵢᵀw)."""
    return assume(ForEach(i, Equals(i.T @ p, sigma(x_i.T @ at))))


# σ lies between 0 and 1, and σ(1 − σ) between 0 and 1/4.

label_variance = sigma(t) * (1 - sigma(t))
_other = nothing.settled(prove(Equals(1 - sigma(t), 1 / (1 + Exp(t)))))
_other_is_positive = nothing.settled(
    rewrite(nothing.proof(Positive(1 / (1 + Exp(t)))), Positive(1 - sigma(t)), _other)
)
_excess = nothing.settled(prove(Equals(quarter - label_variance, (half - sigma(t)) ** 2)))
_positive = nothing.settled(
    rewrite(
        nothing.proof(Positive(Exp(t) / (1 + Exp(t)) * (1 / (1 + Exp(t))))),
        Positive(label_variance),
        nothing.settled(
            prove(Equals(Exp(t) / (1 + Exp(t)) * (1 / (1 + Exp(t))), label_variance), _other)
        ),
    )
)

label_variance_is_positive = publish(
    "variance-of-a-label-is-positive",
    "The variance of a label is positive",
    Positive(label_variance),
    line("other", _other, by=("the definition of ", sigma(t))),
    line("positive", _positive, by="the exponential is positive"),
)

label_variance_is_at_most_a_quarter = publish(
    "variance-of-a-label-is-at-most-a-quarter",
    "The variance of a label is at most 1/4",
    Nonnegative(quarter - label_variance),
    line("square", _excess, by="multiply out"),
    line(
        "bound",
        nothing.settled(
            rewrite(square(half - sigma(t)), Nonnegative(quarter - label_variance), _excess)
        ),
        by="a square is not negative",
    ),
)

# The cross-entropy of one label, and its tangents.

_known_t = Known((), (_other_is_positive,))
_log_of_sigma = nothing.settled(
    prove(
        Equals(Log(sigma(t)), t - softplus(t)),
        [
            log_of_product(1 / (1 + Exp(t)), Exp(t)),
            log_of_reciprocal(1 + Exp(t)),
            log_of_exp(t),
        ],
    )
)
_log_of_other = _known_t.settled(
    prove(Equals(Log(1 - sigma(t)), -softplus(t)), log_of_reciprocal(1 + Exp(t)))
)
_y = Letter("y")

cross_entropy_of_a_label = (
    calc(-_y * Log(sigma(t)) - (1 - _y) * Log(1 - sigma(t)), _other_is_positive)
    .equals(
        -_y * (t - softplus(t)) + (1 - _y) * softplus(t),
        "logarithms",
        by=(_log_of_sigma.conclusion, ", ", _log_of_other.conclusion),
        because=[_log_of_sigma, _log_of_other],
    )
    .equals(softplus(t) - _y * t, "collect", by="collect terms")
    .qed(
        "cross-entropy-of-a-label",
        "The cross-entropy of one label",
        Equals(-_y * Log(sigma(t)) - (1 - _y) * Log(1 - sigma(t)), softplus(t) - _y * t),
    )
)

_known = knowledge(Positive(a), Positive(b))
_ratio, _odds = 1 / (1 + b) * (1 + a), 1 / a * b


def _tangent(at: Term) -> Theorem:
    """x − 1 − ln x ≥ 0."""
    fact = cite("logarithm-is-below-its-tangent")
    return _known.settled(instantiate(fact, (t, at)))


_log_of_ratio = _known.settled(
    prove(
        Equals(Log(_ratio), Log(1 + a) - Log(1 + b)),
        [
            log_of_product(1 / (1 + b), 1 + a, *_known.statements),
            log_of_reciprocal(1 + b, *_known.statements),
        ],
    )
)
_log_of_both = _known.settled(
    prove(
        Equals(Log(_ratio * _odds), Log(b) - Log(a) + Log(1 + a) - Log(1 + b)),
        [
            log_of_product(_ratio, _odds, *_known.statements),
            log_of_product(1 / a, b, *_known.statements),
            log_of_reciprocal(a, *_known.statements),
            _log_of_ratio,
        ],
    )
)
_weighted = add(
    multiply(_known.proof(Nonnegative(1 / (1 + a))), _tangent(_ratio)),
    multiply(_known.proof(Nonnegative(a / (1 + a))), _tangent(_ratio * _odds)),
)
_of_odds = _known.settled(
    rewrite(
        _weighted,
        Nonnegative(Log(1 + b) - Log(1 + a) - a / (1 + a) * (Log(b) - Log(a))),
        _log_of_ratio,
        _log_of_both,
    )
)
_below = Nonnegative(above_line(t, s))
_of_scores = nothing.settled(
    rewrite(
        nothing.settled(instantiate(_of_odds, (a, Exp(s)), (b, Exp(t)))),
        _below,
        log_of_exp(s),
        log_of_exp(t),
    )
)

softplus_above_tangents = publish(
    "softplus-lies-above-its-tangents",
    "The softplus lies above its tangents",
    _below,
    line("first", _tangent(_ratio), by=("the logarithm lies below its tangent, at ", _ratio)),
    line(
        "second",
        _tangent(_ratio * _odds),
        by=("the same at ", _ratio * _odds),
    ),
    line(
        "weigh",
        _of_odds,
        by=("the first times ", 1 / (1 + a), ", plus the second times ", a / (1 + a)),
    ),
    line(
        "scores",
        _of_scores,
        by=("with ", Let(a, Exp(s)), " and ", Let(b, Exp(t)), "; ln undoes exp"),
    ),
)

# All labels together.

slope = X.T @ (p - y)
_at_i = nothing.settled(instantiate(_of_scores, (s, x_i.T @ w), (t, x_i.T @ v)))
_each = nothing.settled(introduce(ForEach(i, _at_i.conclusion), i, _at_i))
_sum = sum_of_nonnegatives(SumOver(i, above_line(x_i.T @ v, x_i.T @ w)), _each)
_ps = probabilities(w)
_along = v - w
_rows = (
    calc(slope.T @ _along)
    .equals(SumOver(i, (i.T @ p - y_i) * (x_i.T @ v - x_i.T @ w)), "rows", by="row by row")
    .equals(
        SumOver(i, (sigma(x_i.T @ w) - y_i) * (x_i.T @ v - x_i.T @ w)),
        "probabilities",
        by=_ps.conclusion,
        because=_ps,
    )
)
_above_tangent = Nonnegative(C(v) - C(w) - slope.T @ _along)
_tangent_plane = nothing.settled(rewrite(_sum, _above_tangent, _rows.proof()))

above_tangent_planes = publish(
    "cross-entropy-lies-above-its-tangents",
    "The cross-entropy lies above its tangents",
    _above_tangent,
    line("each", _each, by=("the tangent at each score, with ", Let(s, x_i.T @ w))),
    line("sum", _sum, by="a sum of terms that are not negative"),
    *_rows.lines,
    line("plane", _tangent_plane, by=("the definition of ", C(w))),
)

_critical = assume(Equals(slope, Zero(d)))
_at_w_hat = instantiate(_tangent_plane, (w, w_hat))
_least = nothing.settled(
    rewrite(instantiate(_at_w_hat, (v, w)), Nonnegative(C(w) - C(w_hat)), _critical)
)

minimum = publish(
    "solution-of-the-likelihood-equations-minimises-the-cross-entropy",
    "A solution of the likelihood equations minimises the cross-entropy",
    Nonnegative(C(w) - C(w_hat)),
    line(
        "tangent",
        instantiate(_at_w_hat, (v, w)),
        by=("the cross-entropy lies above its tangent at ", w_hat),
    ),
    line("least", _least, by=_critical.conclusion),
)

# The likelihood of the labels is exp(−C).

_score = x_i.T @ w
_factor = 1 / (1 + Exp(_score)) * Exp(y_i * _score)


def L(at: Term) -> Term:
    """The likelihood of the labels, ∏ᵢ exp(yᵢ xᵢᵀw)/(1 + exp(xᵢᵀw)), at a point of shape d×1."""
    return Abbreviation("L", (w,), (at,), ProductOver(i, _factor))


_logarithm = nothing.settled(
    prove(
        Equals(Log(_factor), y_i * _score - softplus(_score)),
        [
            log_of_product(1 / (1 + Exp(_score)), Exp(y_i * _score)),
            log_of_reciprocal(1 + Exp(_score)),
            log_of_exp(y_i * _score),
        ],
    )
)
_each_logarithm = introduce(ForEach(i, _logarithm.conclusion), i, _logarithm)
_as_exponential = nothing.settled(
    product_of_positives(ProductOver(i, _factor), nothing.proof(ForEach(i, Positive(_factor))))
)

likelihood_of_the_labels = (
    calc(L(w))
    .equals(
        Exp(SumOver(i, Log(_factor))),
        "exponential",
        by="a product of positive numbers is the exponential of the sum of their logarithms",
        because=_as_exponential,
    )
    .equals(
        Exp(-C(w)),
        "logarithms",
        by=("ln ab = ln a + ln b, ln undoes exp, and the definition of ", C(w)),
        because=_each_logarithm,
    )
    .qed(
        "likelihood-of-the-labels",
        "The likelihood of the labels",
        Equals(L(w), Exp(-C(w))),
    )
)

_ordered = nothing.settled(
    cut(
        instantiate(exponential_keeps_order.theorem, (s, -C(w_hat)), (t, -C(w))),
        rewrite(_least, Nonnegative(-C(w_hat) - -C(w))),
    )
)
_likeliest = nothing.settled(
    rewrite(
        _ordered,
        Nonnegative(L(w_hat) - L(w)),
        likelihood_of_the_labels.theorem,
        instantiate(likelihood_of_the_labels.theorem, (w, w_hat)),
    )
)

maximum_likelihood = publish(
    "solution-of-the-likelihood-equations-makes-the-labels-most-likely",
    "A solution of the likelihood equations makes the labels most likely",
    Nonnegative(L(w_hat) - L(w)),
    line("least", _least, by="the cross-entropy is least", see=minimum),
    line("order", _ordered, by="the exponential keeps order"),
    line("likelihood", _likeliest, by=likelihood_of_the_labels.conclusion),
)

# The cross-entropy lies below its chords, and XᵀDX lies between 0 and XᵀX/4.

_from_v, _to_u = assume(Nonnegative(t)), assume(Nonnegative(1 - t))


def chord(first: Term, second: Term) -> Term:
    """By how much ln(1 + eᵗ) lies below its chord."""
    return t * softplus(first) + (1 - t) * softplus(second) - softplus(t * first + (1 - t) * second)


def _at_score(score: Term) -> Theorem:
    """The tangent at the score between a and b."""
    return nothing.settled(instantiate(_of_scores, (s, t * a + (1 - t) * b), (t, score)))


_below_chord = rewrite(
    add(multiply(_from_v, _at_score(a)), multiply(_to_u, _at_score(b))), Nonnegative(chord(a, b))
)
_chord_at_i = nothing.settled(instantiate(_below_chord, (a, x_i.T @ u), (b, x_i.T @ v)))
_chords = sum_of_nonnegatives(
    SumOver(i, chord(x_i.T @ u, x_i.T @ v)),
    introduce(ForEach(i, _chord_at_i.conclusion), i, _chord_at_i),
)
_convex = Nonnegative(t * C(u) + (1 - t) * C(v) - C(t * u + (1 - t) * v))

convex = publish(
    "cross-entropy-is-convex",
    "The cross-entropy is convex",
    _convex,
    line("first", _at_score(a), by=("the line that touches at ", t * a + (1 - t) * b)),
    line(
        "chord",
        _below_chord,
        by=("times ", t, ", and the same at ", b, " times ", 1 - t, "; the slopes cancel"),
    ),
    line(
        "sum",
        nothing.settled(rewrite(_chords, _convex)),
        by=(
            "with ",
            Let(a, x_i.T @ u),
            " and ",
            Let(b, x_i.T @ v),
            ", a sum of terms that are not negative",
        ),
    ),
)

D = Letter("D", n, n)
label_variance_i = substitute(label_variance, {t: x_i.T @ w})
_diagonal = assume(ForEach(i, Equals(D @ i, label_variance_i * i)))
weighted = X.T @ D @ X
_as_sum = SumOver(i, label_variance_i * (i @ i.T))
_symmetric_D = (
    calc(D.T)
    .equals(SumOver(i, D @ i @ i.T).T, "columns", by="the sum of the columns")
    .equals(_as_sum.T, "diagonal", by=_diagonal.conclusion, because=_diagonal)
    .equals(_as_sum, "transpose", by="each term is symmetric")
    .equals(SumOver(i, D @ i @ i.T), "back", by=_diagonal.conclusion, because=_diagonal)
    .equals(D, "sum", by="the sum of the columns")
    .proof()
)
_form = (
    calc(v.T @ weighted @ v)
    .equals(SumOver(i, (x_i.T @ v) * (v.T @ X.T @ (D @ i))), "columns", by="row by row")
    .equals(
        SumOver(i, label_variance_i * (x_i.T @ v) ** 2),
        "diagonal",
        by=_diagonal.conclusion,
        because=_diagonal,
    )
)


def _sum_of(factor: Term, theorem: Theorem) -> Theorem:
    """A theorem rᵢ ≥ 0, times (xᵢᵀv)², added up."""
    each = Nonnegative(factor * (x_i.T @ v) ** 2)
    at_i = nothing.settled(rewrite(multiply(theorem, square(x_i.T @ v)), each))
    return sum_of_nonnegatives(SumOver(i, each.scalar), introduce(ForEach(i, each), i, at_i))


_positive_i = unfold(instantiate(_positive, (t, x_i.T @ w)), 0)
_squares = nothing.settled(_sum_of(label_variance_i, _positive_i))
_semidefinite = nothing.settled(rewrite(_squares, Nonnegative(v.T @ weighted @ v), _form.proof()))
_symmetric = nothing.settled(prove(symmetric(weighted), _symmetric_D))

weighted_semidefinite = publish(
    "weighted-gram-matrix-of-the-cross-entropy-is-positive-semidefinite",
    "The weighted Gram matrix of the cross-entropy is positive semidefinite",
    PositiveSemidefinite(weighted),
    line("symmetric", _symmetric, by=(D, " is diagonal, and so symmetric")),
    *_form.lines,
    line(
        "squares",
        _squares,
        by="a sum of terms that are not negative",
        see=label_variance_is_positive,
    ),
    line("form", _semidefinite, by=_form.proof().conclusion),
    line(
        "definition",
        introduce(PositiveSemidefinite(weighted), v, _symmetric, _semidefinite),
        by=("symmetric, and not negative for every ", v),
    ),
)

_quarter_i = instantiate(label_variance_is_at_most_a_quarter.theorem, (t, x_i.T @ w))
_quarters = nothing.settled(_sum_of(quarter - label_variance_i, _quarter_i))
rest = gram / 4 - weighted
_rest_form = nothing.settled(rewrite(_quarters, Nonnegative(v.T @ rest @ v), _form.proof()))
_rest_symmetric = nothing.settled(prove(symmetric(rest), _symmetric))

weighted_bounded = publish(
    "weighted-gram-matrix-of-the-cross-entropy-is-at-most-a-quarter",
    "The weighted Gram matrix is at most a quarter of the Gram matrix",
    PositiveSemidefinite(rest),
    line("symmetric", _rest_symmetric, by=(weighted, " is symmetric")),
    line(
        "squares",
        _quarters,
        by="a sum of terms that are not negative",
        see=label_variance_is_at_most_a_quarter,
    ),
    line("form", _rest_form, by=_form.proof().conclusion),
    line(
        "definition",
        introduce(PositiveSemidefinite(rest), v, _rest_symmetric, _rest_form),
        by=("symmetric, and not negative for every ", v),
    ),
)
