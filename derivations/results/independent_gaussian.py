"""Independent entries that are each Gaussian make a Gaussian vector, with a diagonal covariance."""

from ..kernel.statements import Equals, ForEach, Gaussian, symmetric
from ..kernel.terms import (
    Exp,
    Identity,
    Letter,
    Log,
    MomentGenerating,
    ProductOver,
    Random,
    SumOver,
    Zero,
)
from ..kernel.theorem import assume, cut, instantiate, introduce, law, product_of_positives, unfold
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import for_each
from .gaussian_estimate import S, of_sizes
from .logarithm import log_of_exp
from .model import epsilon, i, n, variance
from .noise import equal_variance, independent, m, m_i, noise_i, normal_i, s_i, zero_mean

_t = Letter("t", n)
_t_i = i.T @ _t
M = MomentGenerating
entry = _t_i * m_i + _t_i**2 * s_i / 2
diagonal = ForEach(i, Equals(S @ i, s_i * i))

_factors = cut(
    instantiate(
        of_sizes("moment-generating-function-of-independent-entries", k=n),
        (Random("U", n), epsilon),
        (Letter("z", n), _t),
    ),
    independent,
)
_normal = ForEach(i, normal_i)
_each = for_each(i, unfold(assume(normal_i), 1, _t_i), _normal)
_positive = for_each(i, instantiate(law("exponential-is-positive"), (Letter("t"), entry)))
_product = product_of_positives(ProductOver(i, Exp(entry)), _positive)
_columns = prove(Equals(S, SumOver(i, s_i * (i @ i.T))), assume(diagonal))
_symmetric = prove(symmetric(S), _columns)
_form = prove(Equals(_t.T @ S @ _t, SumOver(i, _t_i**2 * s_i)), assume(diagonal))
_generating = (
    calc(M(epsilon, _t))
    .equals(
        ProductOver(i, M(noise_i, _t_i)),
        "independent",
        by="independence: the expectation of a product is the product of the expectations",
        because=_factors,
    )
    .equals(ProductOver(i, Exp(entry)), "normal", by=_normal, because=_each)
    .equals(
        Exp(SumOver(i, Log(Exp(entry)))),
        "product",
        by="a product of positive numbers is the exponential of the sum of their logarithms",
        because=_product,
    )
    .equals(
        Exp(SumOver(i, entry)),
        "inverse",
        by="ln undoes exp",
        because=for_each(i, log_of_exp(entry)),
    )
    .equals(Exp(_t.T @ m + _t.T @ S @ _t / 2), "sum", by=diagonal, because=_form)
)
_vector = Gaussian(epsilon, m, S)

gaussian_vector = publish(
    "independent-gaussian-entries-make-a-gaussian-vector",
    "Independent Gaussian entries make a Gaussian vector",
    _vector,
    *_generating.lines,
    line("symmetric", _symmetric, by="a sum of symmetric matrices"),
    line(
        "definition",
        introduce(_vector, _t, _symmetric, _generating.proof()),
        by=("the moment generating function of ", _vector, ", for every ", _t),
    ),
)

_white = Gaussian(epsilon, Zero(n), variance * Identity(n))
_centred_i = Gaussian(noise_i, Zero(), s_i)
_centred = for_each(
    i,
    rewrite(assume(normal_i), _centred_i, assume(Equals(m_i, Zero()))),
    _normal,
    zero_mean.conclusion,
)
_one_variance = for_each(
    i,
    prove(Equals(variance * Identity(n) @ i, s_i * i), assume(Equals(s_i, variance))),
    equal_variance.conclusion,
)
_there_i = rewrite(assume(_centred_i), Gaussian(noise_i, i.T @ Zero(n), s_i))
_there = cut(for_each(i, _there_i, ForEach(i, _centred_i)), _centred)
_at_white = instantiate(gaussian_vector.theorem, (m, Zero(n)), (S, variance * Identity(n)))

gaussian_noise = publish(
    "independent-gaussian-noise-of-one-variance",
    "Independent Gaussian noise of mean 0 and one variance is a Gaussian vector",
    _white,
    line("mean", _centred, by=(_normal, " and ", zero_mean.conclusion)),
    line("diagonal", _one_variance, by=equal_variance.conclusion),
    line(
        "law",
        rewrite(cut(_at_white, _there, _one_variance), _white),
        by="independent Gaussian entries make a Gaussian vector",
        see=gaussian_vector,
    ),
)
