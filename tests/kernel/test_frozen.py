"""The frozen form: golden examples, which no change of code may change."""

from fractions import Fraction

import pytest

from derivations import theorem
from derivations.kernel.declarations import STATEMENTS, TERMS
from derivations.kernel.errors import MalformedError
from derivations.kernel.frozen import frozen, frozen_sequent, hash_of
from derivations.kernel.nodes import KINDS, NAMED, Node, written
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Minimises,
    Nonnegative,
    Positive,
)
from derivations.kernel.terms import (
    Dimension,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Number,
    Ones,
    Pi,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Zero,
)
from derivations.kernel.trees import Abbreviation, unabbreviated

n, d = Dimension("n"), Dimension("d")
X, y, w = Letter("X", n, d), Letter("y", n), Letter("w", d)
u, i = Random("u", n), Index("i", n)
w_hat = Abbreviation("w_hat", (), (), Inverse(X.T @ X) @ X.T @ y)

GOLDEN = {
    "equals(scaled(dimension(n),letter(y,n,1)),sum(letter(y,n,1),zero(n,1)))": (
        Equals(n * y, y + Zero(n))
    ),
    "positive(number(-1/2))": Positive(Number(Fraction(-1, 2))),
    "nonnegative(number(3))": Nonnegative(Number(Fraction(3))),
    "equals(letter(A,2,2),identity(2))": Equals(Letter("A", 2, 2), Identity(2)),
    "positive(root(scaled(number(2),pi())))": Positive(Root(2 * Pi())),
    "equals(expectation(random(u,n,1)),letter(y,n,1))": Equals(Expectation(u), y),
    "gaussian(random(u,n,1),letter(y,n,1),identity(n))": Gaussian(u, y, Identity(n)),
    "equals(sum-over(index(i,n,1),scaled(product(transpose(index(i,n,1)),letter(y,n,1)),index(i,n,1)"
    ")),letter(y,n,1))": Equals(SumOver(i, i.T @ y * i), y),
    "for-each(index(i,n,1),equals(product(transpose(index(i,n,1)),random(u,n,1)),scaled(number(0),one"
    "s(1,1))))": ForEach(i, Equals(i.T @ u, 0 * Ones(1))),
    "minimises(letter(v,n,1),squared-norm(sum(letter(t,n,1),scaled(number(-1),letter(y,n,1)))),letter"
    "(t,n,1))": Minimises(Letter("v", n), SquaredNorm(Letter("t", n) - y), Letter("t", n)),
    "equals(product(product(inverse(product(transpose(letter(X,n,d)),letter(X,n,d))),transpose(letter"
    "(X,n,d))),letter(y,n,1)),letter(w,d,1))": Equals(w_hat, w),
}


@pytest.mark.parametrize("text", GOLDEN)
def test_a_golden_example(text):
    assert frozen(GOLDEN[text]) == text


def test_golden_hashes():
    assert hash_of((), Equals(X @ w, y)) == "07ae843d066f"
    normal = theorem("normal-equation")
    assert hash_of(normal.hypotheses, normal.conclusion) == "7aad716378c7"


def test_a_sequent_does_not_depend_on_the_order_of_its_hypotheses():
    one, other = Positive(n), Equals(X @ w, y)
    assert frozen_sequent((one, other), one) == frozen_sequent((other, one), one)
    assert hash_of((one, other), one) != hash_of((one,), one)
    assert hash_of((one, other), one) != hash_of((one, other), other)


def test_every_kind_has_a_name_of_its_own():
    assert set(KINDS) == TERMS | STATEMENTS
    assert {name: KINDS[kind].name for name, kind in NAMED.items()} == {
        name: name for name in NAMED
    }
    assert len(NAMED) == len(KINDS)


def test_an_abbreviation_is_unfolded_wherever_it_stands():
    f = Abbreviation("f", (Letter("t"),), (SquaredNorm(w),), 2 * Letter("t"))
    whole = ForEach(i, Equals(SumOver(i, i.T @ y) * f, Expectation(w_hat.T @ w_hat)))
    assert "abbreviation" in written(whole)
    assert "abbreviation" not in frozen(whole)
    assert hash_of((), whole) == hash_of((), unabbreviated(whole))
    assert frozen(f) == "scaled(number(2),squared-norm(letter(w,d,1)))"


def test_what_is_no_kind_has_no_frozen_form():
    with pytest.raises(MalformedError, match="Node is not a kind"):
        Node()
    for pretender in (tuple.__new__(Equals, (Equals, y, y, (n, 1))), "equals(pi(),pi())", (y, y)):
        for attempt in (frozen, lambda claim: hash_of((), claim), lambda h: hash_of((h,), normal)):
            with pytest.raises(MalformedError, match="not of a known kind"):
                attempt(pretender)


normal = Equals(X @ w, y)
