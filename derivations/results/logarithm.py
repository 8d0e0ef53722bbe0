"""What is needed of exp, ln and √, from their laws: ln ab = ln a + ln b, ln ∏ᵢ pᵢ = Σᵢ ln pᵢ."""

from ..kernel.statements import Equals, ForEach, Nonnegative, Positive, Statement
from ..kernel.terms import (
    Exp,
    Letter,
    Log,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import Theorem, assume, cite, instantiate, law, product_of_positives
from ..proving.certificates import rewrite
from ..proving.chain import Chain, calc, line, prove, publish
from ..proving.positivity import Known, knowledge, right_of
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .model import i, n

a, b, s, t = Letter("a"), Letter("b"), Letter("s"), Letter("t")
p = Letter("p", n)
p_i = i.T @ p
zero, one = as_term(0), as_term(1)

positive_a, positive_b = Positive(a), Positive(b)
nonzero = Positive(Exp(zero))
exponential_a = instantiate(law("exponential-of-a-logarithm"), (a, a))
exponential_b = instantiate(law("exponential-of-a-logarithm"), (a, b))


def log_of_exp(exponent: Term) -> Theorem:
    """ln eᵗ = t."""
    return Known().settled(instantiate(law("logarithm-of-an-exponential"), (t, exponent)))


def exp_of_sum(first: Term, second: Term) -> Theorem:
    """eˢ⁺ᵗ = eˢeᵗ."""
    return instantiate(law("exponential-of-a-sum"), (s, first), (t, second))


_doubled = exp_of_sum(zero, zero)

exponential_of_zero = (
    calc(Exp(zero))
    .equals(Exp(zero) * Exp(zero) / Exp(zero), "expand", by="multiply and divide by one number")
    .equals(Exp(zero) / Exp(zero), "sum", by=_doubled.conclusion, because=_doubled)
    .equals(one, "divide", by=("divide by it, for ", nonzero))
    .qed("exponential-of-zero", "The exponential of 0", Equals(Exp(zero), one))
)

_log_of_sum = log_of_exp(Log(a) + Log(b))
_exp_of_logs = exp_of_sum(Log(a), Log(b))

logarithm_of_a_product = (
    calc(Log(a * b), positive_a, positive_b)
    .equals(
        Log(Exp(Log(a)) * Exp(Log(b))),
        "exponentials",
        by=(exponential_a.conclusion, ", ", exponential_b.conclusion),
        because=[exponential_a, exponential_b],
    )
    .equals(Log(Exp(Log(a) + Log(b))), "sum", by=_exp_of_logs.conclusion, because=_exp_of_logs)
    .equals(Log(a) + Log(b), "inverse", by="ln undoes exp", because=_log_of_sum)
    .qed(
        "logarithm-of-a-product",
        "The logarithm of a product",
        Equals(Log(a * b), Log(a) + Log(b)),
    )
)


def log_of_product(first: Term, second: Term, *known: Statement | Theorem) -> Theorem:
    """ln ab = ln a + ln b at two terms, which are positive for what is known."""
    found = instantiate(logarithm_of_a_product.theorem, (a, first), (b, second))
    return knowledge(*known).settled(found)


_log_of_exp_0 = log_of_exp(zero)
_product_with_reciprocal = log_of_product(1 / a, a, positive_a)

_divided = Known((positive_a,)).settled(prove(Equals(Log(1 / a * a), Log(one))))

logarithm_of_a_reciprocal = (
    calc(Log(1 / a), positive_a)
    .equals(
        Log(one) - Log(a),
        "product",
        by=("the logarithm of a product, for ", Equals(1 / a * a, one)),
        because=[_product_with_reciprocal, _divided],
    )
    .equals(
        Log(Exp(zero)) - Log(a),
        "one",
        by=exponential_of_zero.conclusion,
        because=exponential_of_zero,
    )
    .equals(-Log(a), "inverse", by="ln undoes exp", because=_log_of_exp_0)
    .qed(
        "logarithm-of-a-reciprocal",
        "The logarithm of a reciprocal",
        Equals(Log(1 / a), -Log(a)),
    )
)


def log_of_reciprocal(of: Term, *known: Statement | Theorem) -> Theorem:
    """ln 1/a = −ln a at a term, which is positive for what is known."""
    return knowledge(*known).settled(instantiate(logarithm_of_a_reciprocal.theorem, (a, of)))


_square_of_root = Known((positive_a,)).settled(law("square-of-a-root"))
_product_of_roots = log_of_product(Root(a), Root(a), positive_a)

logarithm_of_a_root = (
    calc(Log(Root(a)), positive_a)
    .equals((Log(Root(a)) + Log(Root(a))) / 2, "double", by="add it to itself and halve")
    .equals(
        Log(Root(a) * Root(a)) / 2,
        "product",
        by="the logarithm of a product",
        because=_product_of_roots,
    )
    .equals(Log(a) / 2, "square", by=_square_of_root.conclusion, because=_square_of_root)
    .qed(
        "logarithm-of-a-root",
        "The logarithm of a square root",
        Equals(Log(Root(a)), Log(a) / 2),
    )
)


def log_of_root(of: Term, *known: Statement | Theorem) -> Theorem:
    """ln √a = ½ ln a at a term, which is positive for what is known."""
    return knowledge(*known).settled(instantiate(logarithm_of_a_root.theorem, (a, of)))


def chain_to_sum(product: ProductOver, *known: Statement | Theorem) -> Chain:
    """ln ∏ᵢ pᵢ = ln exp Σᵢ ln pᵢ = Σᵢ ln pᵢ, for factors that are positive for what is known."""
    factors = knowledge(*known).proof(ForEach(product.index, Positive(product.body)))
    exponential = product_of_positives(product, factors)
    logarithms = SumOver(product.index, Log(product.body))
    return (
        calc(Log(product), *known)
        .equals(
            Log(right_of(exponential)),
            "exponential",
            by="a product of positive numbers is the exponential of the sum of their logarithms",
            because=exponential,
        )
        .equals(
            logarithms,
            "inverse",
            by="ln undoes exp",
            because=knowledge(*known).settled(log_of_exp(logarithms)),
        )
    )


def log_of_finite_product(product: ProductOver, *known: Statement | Theorem) -> Theorem:
    """ln ∏ᵢ pᵢ = Σᵢ ln pᵢ, for factors that are positive for what is known."""
    return chain_to_sum(product, *known).proof()


logarithm_of_a_finite_product = chain_to_sum(ProductOver(i, p_i), ForEach(i, Positive(p_i))).qed(
    "logarithm-of-a-finite-product",
    "The logarithm of a product of n positive numbers",
    Equals(Log(ProductOver(i, p_i)), SumOver(i, Log(p_i))),
)

# ln and exp keep order.

_above = assume(Nonnegative(a - b))
_sum_is_positive = knowledge(positive_b, _above.conclusion).proof(Positive(b + (a - b)))
_larger_is_positive = rewrite(_sum_is_positive, positive_a)
ordered = (positive_b, _above.conclusion, _larger_is_positive)

_tangent = knowledge(*ordered).settled(
    instantiate(cite("logarithm-is-below-its-tangent"), (t, b / a))
)
_quotient = log_of_product(b, 1 / a, *ordered)
_reciprocal = log_of_reciprocal(a, *ordered)
_log_of_quotient = knowledge(*ordered).settled(
    prove(Equals(Log(b / a), Log(b) - Log(a)), [_quotient, _reciprocal])
)
_gap = knowledge(*ordered).settled(multiply(_above, knowledge(*ordered).proof(Nonnegative(1 / a))))
_kept = knowledge(*ordered).settled(
    rewrite(add(_tangent, _gap), Nonnegative(Log(a) - Log(b)), _log_of_quotient)
)

logarithm_keeps_order = publish(
    "logarithm-keeps-order",
    "The logarithm keeps order",
    Nonnegative(Log(a) - Log(b)),
    line("positive", _larger_is_positive, by=(positive_b, ", and ", _above.conclusion)),
    line("tangent", _tangent, by=("the logarithm lies below its tangent, taken at ", b / a)),
    line("quotient", _log_of_quotient, by="the logarithm of a product, and of a reciprocal"),
    line("gap", _gap, by=(_above.conclusion, ", times ", 1 / a)),
    line("add", _kept, by=("add the second and the fourth line, with the third")),
)

_further = assume(Nonnegative(s - t))
_tangent_at_exp = Known().settled(
    instantiate(cite("logarithm-is-below-its-tangent"), (t, Exp(s - t)))
)
_above_one = rewrite(add(_tangent_at_exp, _further), Nonnegative(Exp(s - t) - 1), log_of_exp(s - t))
_split = exp_of_sum(s - t, t)
_times = multiply(Known().proof(Nonnegative(Exp(t))), _above_one)
_exp_kept = rewrite(_times, Nonnegative(Exp(s) - Exp(t)), _split)

exponential_keeps_order = publish(
    "exponential-keeps-order",
    "The exponential keeps order",
    Nonnegative(Exp(s) - Exp(t)),
    line(
        "tangent",
        _tangent_at_exp,
        by=("the logarithm lies below its tangent, taken at ", Exp(s - t)),
    ),
    line("above-one", _above_one, by=("ln undoes exp; add ", _further.conclusion)),
    line("times", _exp_kept, by=("times ", Exp(t), ", for ", _split.conclusion)),
)

# Where the logarithm touches its tangent.

_touches = assume(Equals(a - 1 - Log(a), Zero()))
_root_gap = knowledge(positive_a).settled(
    instantiate(cite("logarithm-is-below-its-tangent"), (t, Root(a)))
)
_root_square = SquaredNorm(Root(a) - 1)
_sum = knowledge(positive_a).settled(
    prove(
        Equals(_root_square + 2 * (Root(a) - 1 - Log(Root(a))), Zero()),
        [_touches, logarithm_of_a_root, _square_of_root],
    )
)
_twice = multiply(constant(as_term(2)), _root_gap)
_negative = knowledge(positive_a).settled(rewrite(_twice, Nonnegative(-_root_square), _sum))
_square_vanishes = prove(
    Equals(_root_square, Zero()), antisymmetric(square(Root(a) - 1), _negative)
)
_root_is_one = vanish(_square_vanishes)

touches_at_one_only = publish(
    "logarithm-touches-its-tangent-at-1-only",
    "The logarithm touches its tangent at 1 only",
    Equals(a, one),
    line("root", _root_gap, by=("the logarithm lies below its tangent, taken at ", Root(a))),
    line(
        "sum",
        _sum,
        by=(_touches.conclusion, ", with ", logarithm_of_a_root.conclusion),
    ),
    line("negative", _negative, by="the second term is not negative"),
    line(
        "vanishes",
        knowledge(positive_a).settled(_root_is_one),
        by="a square that is not positive is 0",
    ),
    line(
        "square",
        knowledge(positive_a).settled(prove(Equals(a, one), [_root_is_one, _square_of_root])),
        by=_square_of_root.conclusion,
    ),
)
