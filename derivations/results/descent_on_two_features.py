"""Descent on two features of correlation ρ, XᵀX = nR: the best step is 1/2, and leaves |ρ|.

At η = 1/2 an error is multiplied by S = I − XᵀX/n = ρ(I − 11ᵀ), and I − 11ᵀ changes no length.
"""

from fractions import Fraction

from ..kernel.statements import Equals, Nonnegative, Positive, PositiveSemidefinite
from ..kernel.terms import Letter, SquaredNorm, as_term
from ..kernel.theorem import assume, cut, instantiate, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import invertible, knowledge
from ..proving.sequents import add, constant, multiply, square
from .contraction import rate
from .correlated_features import at_most_one, correlated, gram, squared_length
from .descent import eta
from .model import n
from .two_features import I_2, R, both, difference, rho, size, v

_left = (I_2 - gram / n) @ v
_turned = prove(Equals(_left, rho * ((I_2 - both @ both.T) @ v)), correlated)
_claim = Equals(SquaredNorm(_left), rho**2 * SquaredNorm(v))

half_step = publish(
    "half-step-on-two-correlated-features",
    "A step of 1/2 on two features leaves |ρ| of an error",
    _claim,
    line("correlated", _turned, by=(correlated.conclusion, ", and the definition of ", R)),
    line(
        "length",
        prove(_claim, _turned),
        by=("multiply out, with ", Equals(both.T @ both, as_term(2))),
    ),
)

# No step has a better rate: S at (1, 1) and at (1, −1), weighed by 1 − ρ and 1 + ρ.

S_2 = Abbreviation("S", (), (), I_2 - 2 * eta / n * gram)
bound = assume(PositiveSemidefinite(rate**2 * I_2 - S_2.T @ S_2))
_sum = rewrite(
    unfold(bound, 1, both),
    Nonnegative(2 * rate**2 - 2 * (1 - 2 * eta * (1 + rho)) ** 2),
    correlated,
)
_difference = rewrite(
    unfold(bound, 1, difference),
    Nonnegative(2 * rate**2 - 2 * (1 - 2 * eta * (1 - rho)) ** 2),
    correlated,
)
_weights = (
    squared_length(direction, side) for direction, side in ((difference, 1 - rho), (both, 1 + rho))
)
_weighted = add(
    *(multiply(weight, at) for weight, at in zip(_weights, (_sum, _difference), strict=True))
)
_middle = rewrite(
    _weighted, Nonnegative(4 * (rate**2 - rho**2 - (1 - rho**2) * (1 - 2 * eta) ** 2))
)
_rest = multiply(multiply(constant(as_term(4)), at_most_one.theorem), square(1 - 2 * eta))

no_better_step = publish(
    "no-step-is-better-on-two-correlated-features",
    "On two features no length of step has a better rate than |ρ|",
    Nonnegative(rate**2 - rho**2),
    line("sum", _sum, by=(bound.conclusion, ", at ", both)),
    line("difference", _difference, by=("the same at ", difference)),
    line("weighted", _middle, by=("the first times ", 1 - rho, ", and the second times ", 1 + rho)),
    line(
        "rate",
        rewrite(
            multiply(constant(as_term(Fraction(1, 4))), add(_middle, _rest)),
            Nonnegative(rate**2 - rho**2),
        ),
        by=(Nonnegative(1 - rho**2), "; a square is not negative"),
        see=at_most_one,
    ),
)

apart = Positive(1 - size)
kappa = Abbreviation("kappa", (), (), (1 + size) / (1 - size))
_given, _not_0 = knowledge(apart), unfold(assume(apart), 1)
_divisor = invertible(kappa + 1, (1 - size) / 2, _not_0)
_rate = Equals((kappa - 1) / (kappa + 1), size)
_product = _given.settled(prove(Equals(kappa - 1, size * (kappa + 1))))
_any = Letter("k")  # in place of κ
_above, _below = _any + 1, _any - 1
_cancelled = (
    calc(_below / _above)
    .equals(size * _above / _above, "product", "", assume(Equals(_below, size * _above)))
    .equals(size, "cancel", "")
    .proof()
)
_quotient = _given.settled(cut(instantiate(_cancelled, (_any, kappa)), _product, _divisor))

rate_of_correlation = publish(
    "rate-of-descent-is-the-correlation",
    "The rate (κ − 1)/(κ + 1) of two features is |ρ|",
    _rate,
    line("product", _product, by=("the definition of ", kappa)),
    line("rate", _quotient, by=("divide by ", kappa + 1)),
)
