"""Terms: real matrices written down, never evaluated.

A term is a tree with NumPy's operators that nothing can change. Its shape, a pair of positive
integers or `Dimension`s, is checked when it is built; a scalar is a 1×1 term. `==` compares trees;
the claim that two terms are equal is written `Equals(a, b)` (see `statements`).

What there is to know of a kind of term besides, such as its shape, stands in the table in
`declarations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NoReturn, TypeAlias, TypeVar

from .errors import MalformedError, ShapeError, require
from .nodes import Node, derived

Size: TypeAlias = "int | Dimension"
Shape: TypeAlias = "tuple[Size, Size]"


class Term(Node):
    """A real matrix; the base of every kind of term below.

    For terms A and B and a scalar s, a term of shape 1×1: `A + B`, `A - B` and `-A`, the product
    `A @ B`, the transpose `A.T`, `s * A` and `A / s`, and `A ** k` with an int k > 0. An int or a
    Fraction is a scalar. Raises ShapeError where shapes do not fit, MalformedError for a float.

    >>> n, d = Dimension("n"), Dimension("d")
    >>> X, y, w = Letter("X", n, d), Letter("y", n), Letter("w", d)
    >>> SquaredNorm(X @ w - y) / n
    (1/n) ‖Xw − y‖²
    >>> (X @ w - y).shape
    (n, 1)
    """

    __sympy__ = False  # SymPy reads it in `from_sympy` only, and not as a tuple
    __array_ufunc__ = None  # NumPy leaves `array @ term` to us, so that it is refused in words

    @property
    def shape(self) -> Shape:
        """The pair (rows, columns)."""
        return self[-1]  # type: ignore[no-any-return]

    @property
    def T(self) -> Term:
        """The transpose."""
        return Transpose(self)

    def __add__(self, other: TermLike) -> Term:  # type: ignore[override]
        return Sum(self, as_term(other))

    def __radd__(self, other: TermLike) -> Term:
        return Sum(as_term(other), self)

    def __neg__(self) -> Term:
        return Scaled(Number(Fraction(-1)), self)

    def __sub__(self, other: TermLike) -> Term:
        return Sum(self, -as_term(other))

    def __rsub__(self, other: TermLike) -> Term:
        return Sum(as_term(other), -self)

    def __matmul__(self, other: TermLike) -> Term:
        return Product(self, as_term(other))

    def __rmatmul__(self, other: TermLike) -> Term:
        return Product(as_term(other), self)

    def __mul__(self, other: TermLike) -> Term:  # type: ignore[override]
        right = as_term(other)
        if self.shape == (1, 1):
            return Scaled(self, right)
        why = "`*` is by a scalar, which neither {} nor {} is: write `@` for the matrix product"
        require(right.shape == (1, 1), ShapeError, why, self, right)
        return Scaled(right, self)

    def __rmul__(self, other: TermLike) -> Term:  # type: ignore[override]
        return as_term(other) * self

    def __truediv__(self, other: TermLike) -> Term:
        return Scaled(Inverse(as_term(other)), self)

    def __rtruediv__(self, other: TermLike) -> Term:
        return Scaled(Inverse(self), as_term(other))

    def __pow__(self, exponent: int) -> Term:
        positive = type(exponent) is int and exponent > 0
        require(positive, MalformedError, "a power is a positive int, not {}", repr(exponent))
        power = self
        for _ in range(exponent - 1):
            power = power @ self
        return power

    def __lt__(self, other: object) -> NoReturn:
        raise MalformedError("an inequality is written Nonnegative(b - a) or Positive(b - a)")

    __le__ = __gt__ = __ge__ = __lt__


Count: TypeAlias = "Term"  # which is a positive integer
TermLike: TypeAlias = "Term | int | Fraction"
Substitution: TypeAlias = Mapping["Variable | Dimension", "Term | int"]
AnyVariable = TypeVar("AnyVariable", bound="Variable")


# The bases of several kinds.


class Rectangle(Term):
    """The base of the terms that are known by their size rows × cols."""

    rows: Size = 1
    cols: Size = 1


class Variable(Term):
    """The base of the terms with a name of their own, of shape rows × cols.

    Parts after an underscore decorate the printed name: `w_hat`, `w_star`, `x_0`, `sigma_sq`.
    """

    name: str
    rows: Size = 1
    cols: Size = 1


class OfArgument(Term):
    """The base of the functions of one scalar."""

    argument: Term


class OverIndex(Term):
    """The base of sums and products over all basis vectors; the index is bound in the body."""

    index: Index  # type: ignore[assignment]
    body: Term


class OfLaw(Term):
    """The base of the functions that belong to the law of a random vector, at a point."""

    of: Term
    at: Term


class Dimension(Term):
    """A symbolic positive integer: a size of matrices, and as a term the 1×1 matrix of itself.

    Raises MalformedError for what is no name.
    """

    name: str


class Number(Term):
    """An exact rational number, as a 1×1 matrix; an int or a Fraction beside a term becomes one.

    Raises MalformedError for anything but a Fraction.
    """

    value: Fraction


Number.value = property(lambda number: Fraction(*number[1]))  # type: ignore[assignment]


class Letter(Variable):
    """A matrix with a name: any real matrix, the same one throughout; it is not random.

    Of shape rows × cols, ints or Dimensions, each 1 where it is not given. Parts of the name after
    an underscore decorate it. Raises MalformedError for what is no name, ShapeError for no size.

    >>> Letter("w_hat", Dimension("d"))
    ŵ
    """


class Random(Variable):
    """A random matrix with a name; outside what is of a law, it stands for its outcome.

    Of shape rows × cols, as a Letter. Nothing is known of its law but what is assumed.
    """


class Index(Variable):
    """The basis vector e_i of shape rows × 1, for any one i: eᵢᵀy is yᵢ, and Xᵀeᵢ is row i of X."""


class Pi(Term):
    """The number π, as a scalar."""


class Identity(Term):
    """The identity matrix I of shape size × size."""

    size: Size


class Zero(Rectangle):
    """The matrix of zeros, of shape rows × cols."""


class Ones(Rectangle):
    """The matrix of ones, of shape rows × cols; `Ones(n)` is the vector 1."""


class Sum(Term):
    """left + right, of one shape."""

    left: Term
    right: Term


class Scaled(Term):
    """scalar · matrix, where the scalar is 1×1."""

    scalar: Term
    matrix: Term


class Product(Term):
    """The matrix product left · right."""

    left: Term
    right: Term


class Transpose(Term):
    """The transpose of a matrix."""

    matrix: Term


class Inverse(Term):
    """A⁻¹ of a square matrix A, of its shape; it means something only where A is invertible.

    That A is invertible becomes a hypothesis of every theorem that uses it.
    """

    matrix: Term


class Pseudoinverse(Term):
    """A⁺ of any matrix A, of the shape of Aᵀ: the one matrix with Penrose's four equations."""

    matrix: Term


class Trace(Term):
    """tr(A) of a square matrix A, the sum of its diagonal; a scalar."""

    matrix: Term


class SquaredNorm(Term):
    """‖u‖² = uᵀu of a column vector u; a scalar."""

    vector: Term


class Derivative(Term):
    """The Jacobian of letter ↦ body, taken at the point `at`; the letter is bound in the body.

    For a body of shape p×1 and a letter of shape d×1, the p×d matrix D that is the first-order
    term of body(at + h) in h. The body is a polynomial in the letter, which is refused in inverses.
    """

    body: Term
    letter: Letter
    at: Term


class Exp(OfArgument):
    """exp(s) of a scalar s."""


class Log(OfArgument):
    """ln(s), the natural logarithm of a scalar s; it means something only where s > 0."""


class Root(OfArgument):
    """√s, the root of a scalar s that is not negative; it means something only where s ≥ 0."""


class Absolute(OfArgument):
    """|s| of a scalar s."""


class Determinant(Term):
    """det(A) of a square matrix A; a scalar."""

    matrix: Term


class SumOver(OverIndex):
    """Σᵢ body, over the n basis vectors e_i that an index of shape n×1 can be; of the body's shape.

    >>> n = Dimension("n")
    >>> i, y = Index("i", n), Letter("y", n)
    >>> SumOver(i, i.T @ y)
    Σᵢ yᵢ
    """


class ProductOver(OverIndex):
    """∏ᵢ body of a scalar, over the n basis vectors e_i that an index of shape n×1 can be."""


class Iterate(Term):
    """What `count` steps letter ↦ body make of `start`, a column; the letter is bound in the body.

    The count is a positive int or a Dimension, or a sum or product of such. Neither the body nor
    the start is random, and the body means something whatever the letter is.
    """

    body: Term
    letter: Letter
    start: Term
    count: Count  # type: ignore[assignment]


class Density(OfLaw):
    """p_u(x), the density of a random vector u at a point x of its shape; a scalar.

    It is the continuous density of its law, and 0 everywhere if the law has no continuous density.
    """


class MomentGenerating(OfLaw):
    """M_u(t) = E[exp(tᵀu)], or 0 for ∞, of a random vector u at a t of its shape; a scalar."""


class Expectation(Term):
    """E[A], the mean of a random matrix entry by entry, of its shape.

    A is a polynomial of degree at most 2 in random vectors; MalformedError is raised for another.
    That the moments it needs are finite becomes a hypothesis of every theorem that uses it.
    """

    of: Term


class Covariance(Term):
    """Cov[u, v] = E[uvᵀ] − E[u]E[v]ᵀ, of shape p×q, of random vectors u: p×1 and v: q×1.

    Cov[u, u] is the variance of u. Both are of degree 1 in random letters, or MalformedError.
    """

    first: Term
    second: Term


def as_term(value: object) -> Term:
    """The term for an exact number; a term is returned as it is. A float is refused."""
    if isinstance(value, Term):
        derived(value)
        return value
    if type(value) is int or type(value) is Fraction:
        return Number(Fraction(value))
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    hint = "; a float is not exact: write Fraction(1, 2) for 0.5" if kind == "float" else ""
    raise MalformedError(f"{value!r} of type {kind} is neither a term nor an exact number{hint}")
