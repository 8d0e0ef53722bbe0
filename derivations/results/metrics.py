"""Measures of error for any predictions μ: units, what scale and origin change, and how R² ranks.

In other units, y is ay + c𝟏, and so are its predictions.
"""

from fractions import Fraction

from ..kernel.statements import Equals, ForEach, Invertible, Nonnegative
from ..kernel.terms import Absolute, Letter, Root, SquaredNorm, SumOver, Term, Zero, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate, law
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import for_each, knowledge
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .absolute_error import above, above_negative
from .model import centring, i, n, ones, y, y_i
from .r_squared import TSS
from .sums import c

a, s, t, x = Letter("a"), Letter("s"), Letter("t"), Letter("x")
mu, nu = Letter("mu", n), Letter("nu", n)  # two predictions of y
mu_i = i.T @ mu
half = as_term(Fraction(1, 2))


def measure(name: str, body: Term) -> Abbreviation:
    """A measure of the error of predictions μ of y."""
    return Abbreviation(name, (y, mu), (y, mu), body)


def at(error: Abbreviation, observed: Term, predicted: Term) -> Abbreviation:
    """A measure at other observations and predictions."""
    return Abbreviation(error.name, (y, mu), (observed, predicted), error.body)


MSE = measure("MSE", SquaredNorm(y - mu) / n)
RMSE = measure("RMSE", Root(MSE))
MAE = measure("MAE", SumOver(i, Absolute(y_i - mu_i)) / n)
MAPE = measure("MAPE", SumOver(i, Absolute((y_i - mu_i) / y_i)) / n)
R_sq = measure("R_sq", 1 - SquaredNorm(y - mu) / TSS)


def absolute_is_not_negative(of: Term) -> Theorem:
    """|x| ≥ 0: it is half the sum of |x| − x and |x| + x."""
    return rewrite(
        multiply(constant(half), add(above(of), above_negative(of))),
        Nonnegative(Absolute(of)),
    )


# Numbers.

_s_is, _t_is = assume(Nonnegative(s)), assume(Nonnegative(t))
_one_square = assume(Equals(s**2, t**2))
_apart = s - t
_first, _second = multiply(_s_is, square(_apart)), multiply(_t_is, square(_apart))
_opposite = rewrite(_second, Nonnegative(-(s * SquaredNorm(_apart))), _one_square)
_no_first = antisymmetric(_first, _opposite)
_fourth = (
    calc(SquaredNorm(_apart**2))
    .equals(
        2 * _apart * (s * SquaredNorm(_apart)),
        "fourth",
        by=("multiply out, with ", _one_square.conclusion),
        because=_one_square,
    )
    .equals(Zero(), "no-fourth", by=_no_first.conclusion, because=_no_first)
)
_no_square = vanish(_fourth.proof())
_none = vanish(prove(Equals(SquaredNorm(_apart), Zero()), _no_square))

one_square = publish(
    "numbers-that-are-not-negative-and-have-one-square-are-equal",
    "Numbers that are not negative and have the same square are equal",
    Equals(s, t),
    line("first", _first, by="a number that is not negative, times a square"),
    line("second", _opposite, by=("the same with ", t, ", and ", _one_square.conclusion)),
    line("no-first", _no_first, by="neither it nor its negative is negative"),
    *_fourth.lines,
    line("vanishes", _none, by="only 0 has the square 0, twice"),
    line("equal", prove(Equals(s, t), _none), by=("add ", t)),
)


def squares(of: Term) -> Theorem:
    """|x|² = x²."""
    return instantiate(law("square-of-an-absolute-value"), (t, of))


_factors = multiply(absolute_is_not_negative(a), absolute_is_not_negative(x))
_squares = prove(
    Equals(Absolute(a * x) ** 2, (Absolute(a) * Absolute(x)) ** 2),
    [squares(a * x), squares(a), squares(x)],
)
absolute_product = publish(
    "absolute-value-of-a-product",
    "The absolute value of a product",
    Equals(Absolute(a * x), Absolute(a) * Absolute(x)),
    line("squares", _squares, by=("both are ", (a * x) ** 2)),
    line("not-negative", _factors, by="neither factor is negative"),
    line(
        "equal",
        cut(
            instantiate(one_square.theorem, (s, Absolute(a * x)), (t, Absolute(a) * Absolute(x))),
            absolute_is_not_negative(a * x),
            _factors,
            _squares,
        ),
        by=("numbers with one square, with ", Let(s, Absolute(a * x))),
    ),
)

# Other units.

y_units, mu_units = a * y + c * ones, a * mu + c * ones

squared_in_other_units = (
    calc(at(MSE, y_units, mu_units))
    .equals(SquaredNorm(a * (y - mu)) / n, "shift", by=(c * ones, " cancels"))
    .equals(a**2 * MSE, "scale", by=("the definition of ", MSE))
    .qed(
        "mean-squared-error-in-other-units",
        "The mean squared error in other units",
        Equals(at(MSE, y_units, mu_units), a**2 * MSE),
    )
)

_nothing = knowledge()
_roots = [
    _nothing.settled(instantiate(law("square-of-a-root"), (a, each)))
    for each in (at(MSE, y_units, mu_units), MSE)
]
_root_in_units = at(RMSE, y_units, mu_units)
_one = prove(Equals(_root_in_units**2, (Absolute(a) * RMSE) ** 2), [*_roots, squares(a)])
_neither = [
    _nothing.proof(Nonnegative(_root_in_units)),
    multiply(absolute_is_not_negative(a), _nothing.proof(Nonnegative(RMSE))),
]

root_in_other_units = publish(
    "root-mean-squared-error-in-other-units",
    "The root mean squared error in other units",
    Equals(_root_in_units, Absolute(a) * RMSE),
    line(
        "squares",
        _one,
        by=("a root is squared, ", squares(a).conclusion, ", and the mean squared error"),
        see=squared_in_other_units,
    ),
    line("not-negative", _neither[1], by="neither an absolute value nor a root is negative"),
    line(
        "equal",
        cut(
            instantiate(one_square.theorem, (s, _root_in_units), (t, Absolute(a) * RMSE)),
            *_neither,
            _one,
        ),
        by=("numbers with one square, with ", Let(s, _root_in_units)),
    ),
)

_product_at_i = instantiate(absolute_product.theorem, (x, y_i - mu_i))

absolute_in_other_units = (
    calc(at(MAE, y_units, mu_units))
    .equals(SumOver(i, Absolute(a * (y_i - mu_i))) / n, "shift", by=(c, " cancels"))
    .equals(
        SumOver(i, Absolute(a) * Absolute(y_i - mu_i)) / n,
        "product",
        by="the absolute value of a product",
        because=for_each(i, _product_at_i),
    )
    .equals(Absolute(a) * MAE, "scale", by=("the definition of ", MAE))
    .qed(
        "mean-absolute-error-in-other-units",
        "The mean absolute error in other units",
        Equals(at(MAE, y_units, mu_units), Absolute(a) * MAE),
    )
)

not_zero = ForEach(i, Invertible(y_i))
_scaled = knowledge(not_zero, Invertible(a))
_fraction = (a * y_i - a * mu_i) / (a * y_i)
_same = for_each(i, prove(Equals(_fraction, (y_i - mu_i) / y_i)), not_zero, Invertible(a))
_scaled_at_i = rewrite(_scaled.proof(Invertible(a * y_i)), Invertible(i.T @ (a * y)))

percentage_in_other_units = (
    calc(
        at(MAPE, a * y, a * mu),
        not_zero,
        Invertible(a),
        for_each(i, _scaled_at_i, not_zero, Invertible(a)),
    )
    .equals(SumOver(i, Absolute(_fraction)) / n, "definition", by=("the definition of ", MAPE))
    .equals(MAPE, "cancel", by=(a, " cancels"), because=_same)
    .qed(
        "percentage-error-in-other-units",
        "The mean absolute percentage error in units of another size",
        Equals(at(MAPE, a * y, a * mu), MAPE),
    )
)


varied = Invertible(TSS)
_total_in_units = substitute(TSS, {y: y_units})
_times = prove(Equals(_total_in_units, a**2 * TSS))
_varied_in_units = rewrite(
    knowledge(varied, Invertible(a)).proof(Invertible(a**2 * TSS)),
    Invertible(_total_in_units),
    _times,
)
_cancel = prove(Equals(1 - a**2 * s / (a**2 * t), 1 - s / t))  # of letters, and then of sums
_cancelled = instantiate(_cancel, (s, SquaredNorm(y - mu)), (t, TSS))

r_squared_in_other_units = (
    calc(at(R_sq, y_units, mu_units), Invertible(a), varied, _varied_in_units)
    .equals(
        1 - a**2 * SquaredNorm(y - mu) / (a**2 * TSS),
        "shift",
        by=(c * ones, " cancels, and ", centring, " takes it to 0"),
    )
    .equals(1 - SquaredNorm(y - mu) / TSS, "scale", by=(a**2, " cancels"), because=_cancelled)
    .equals(R_sq, "definition", by=("the definition of ", R_sq))
    .qed(
        "r-squared-in-other-units",
        "R² in other units",
        Equals(at(R_sq, y_units, mu_units), R_sq),
    )
)

difference_of_r_squared = (
    calc(R_sq - at(R_sq, y, nu), varied)
    .equals(
        (SquaredNorm(y - nu) - SquaredNorm(y - mu)) / TSS,
        "definition",
        by=("the definition of ", R_sq, "; the 1 cancels"),
    )
    .equals(n / TSS * (at(MSE, y, nu) - MSE), "mean", by=("the definition of ", MSE))
    .qed(
        "difference-of-r-squared-of-two-predictions",
        "The difference in R² of two predictions",
        Equals(R_sq - at(R_sq, y, nu), n / TSS * (at(MSE, y, nu) - MSE)),
    )
)
