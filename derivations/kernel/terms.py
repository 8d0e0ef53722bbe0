"""Terms: real matrices written down, never evaluated.

A term is a small frozen tree with NumPy's operators. Its shape, a pair of positive integers or
`Dimension`s, is checked when it is built; a scalar is a 1×1 term. `==` compares trees; the claim
that two terms are equal is written `Equals(a, b)` (see `statements`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cache, wraps
from types import MappingProxyType
from typing import Any, NoReturn, TypeAlias, TypeVar, dataclass_transform, final

from .errors import MalformedError, ShapeError, UnfinishedError

Size: TypeAlias = "int | Dimension"
Shape: TypeAlias = "tuple[Size, Size]"

BIGGEST = 100_000  # nodes in one term
NAME = re.compile(r"[A-Za-z]+[0-9]*(_[A-Za-z0-9]+)*", re.ASCII)
TAKEN = re.compile(r"I([0-9_].*)?|Var|Cov|tr|det|exp|ln|argmin|argmax")  # read as something else


Derived = TypeVar("Derived")


class Hashed:
    """The base of frozen things whose hash is computed once."""

    __slots__ = ("_hash", "_kept")

    _hash: int
    _kept: dict[str, Any]

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash_of_parts(self))
            return self._hash

    def __repr__(self) -> str:
        kind = self.__class__
        return f"{kind.__name__}{tuple(getattr(self, name) for name in field_names(kind))}"


def kept(derive: Callable[[Any], Derived]) -> Callable[[Any], Derived]:
    """Keep with a node what is derived from it, until `check_tree` looks at it.

    Every rule checks what it is given, and so begins with nothing kept: a node that was changed
    since something was derived from it is taken for what it is now.
    """
    name = derive.__name__

    @wraps(derive)
    def look_up(node: Any) -> Derived:
        try:
            found = node._kept
        except AttributeError:
            found = {}
            object.__setattr__(node, "_kept", found)
        if name not in found:
            found[name] = derive(node)
        return found[name]  # type: ignore[no-any-return]

    return look_up


def forget(node: Hashed) -> None:
    """Forget what was derived from a node, its hash included."""
    for slot in Hashed.__slots__:
        if hasattr(node, slot):
            object.__delattr__(node, slot)


def hash_of_parts(thing: Any) -> int:
    """The hash of a kind and its parts, computed again."""
    return hash((thing.__class__, *[getattr(thing, name) for name in field_names(thing.__class__)]))


AnyKind = TypeVar("AnyKind", bound=Hashed)


@dataclass_transform(frozen_default=True)
def node(kind: type[AnyKind]) -> type[AnyKind]:
    """Make a class of frozen things, with equality and a hash by kind and fields."""
    made: Any = dataclass(frozen=True, slots=True, repr=False)(kind)
    made.__hash__ = Hashed.__hash__
    return made  # type: ignore[no-any-return]


class Node(Hashed):
    """The base of terms and statements: trees whose fields are given by `parts`."""

    __slots__ = ()


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

    __slots__ = ()
    __array_ufunc__ = None  # NumPy leaves `array @ term` to us, so that it is refused in words

    @property
    def shape(self) -> Shape:
        """The pair (rows, columns)."""
        raise MalformedError(f"{type(self).__name__} is not a kind of term")

    @property
    def T(self) -> Term:
        """The transpose."""
        return Transpose(self)

    def __add__(self, other: TermLike) -> Term:
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

    def __mul__(self, other: TermLike) -> Term:
        right = as_term(other)
        if self.shape == (1, 1):
            return Scaled(self, right)
        if right.shape == (1, 1):
            return Scaled(right, self)
        raise ShapeError(
            f"`*` multiplies by a scalar, and neither shape {show(self.shape)} nor "
            f"{show(right.shape)} is 1×1: write `@` for the matrix product"
        )

    def __rmul__(self, other: TermLike) -> Term:
        return as_term(other) * self

    def __truediv__(self, other: TermLike) -> Term:
        return Scaled(Inverse(as_term(other)), self)

    def __rtruediv__(self, other: TermLike) -> Term:
        return Scaled(Inverse(self), as_term(other))

    def __pow__(self, exponent: int) -> Term:
        if type(exponent) is not int or exponent < 1:
            raise MalformedError(f"a power is a positive int, not {exponent!r}; see also Inverse")
        power = self
        for _ in range(exponent - 1):
            power = power @ self
        return power

    def __lt__(self, other: object) -> NoReturn:
        raise MalformedError("an inequality is written Nonnegative(b - a) or Positive(b - a)")

    __le__ = __gt__ = __ge__ = __lt__

    def __str__(self) -> str:
        from .printing import text

        return text(self)

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        from .printing import latex

        return f"$\\displaystyle {latex(self)}$"


TermLike: TypeAlias = "Term | int | Fraction"


class Scalar(Term):
    """The base of the terms that are always 1×1."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        return (1, 1)


@node
class Rectangle(Term):
    """The base of the terms that are known by their size rows × cols."""

    rows: Size = 1
    cols: Size = 1

    def __post_init__(self) -> None:
        check_size(self.rows)
        check_size(self.cols)

    @property
    def shape(self) -> Shape:
        return (self.rows, self.cols)


@final
@node
class Dimension(Scalar):
    """A symbolic positive integer: a size of matrices, and as a term the 1×1 matrix of itself.

    Raises MalformedError for what is no name.
    """

    name: str

    def __post_init__(self) -> None:
        check_name(self.name)


@final
@node
class Number(Scalar):
    """An exact rational number, as a 1×1 matrix; an int or a Fraction beside a term becomes one.

    Raises MalformedError for anything but a Fraction.
    """

    value: Fraction

    def __post_init__(self) -> None:
        value = self.value
        exact = type(value) is Fraction and type(value.numerator) is type(value.denominator) is int
        if not exact or value != Fraction(value.numerator, value.denominator):
            raise MalformedError(
                f"a number is an exact Fraction of Python's own ints, not {value!r}"
            )


@node
class Variable(Term):
    """The base of the terms with a name of their own, of shape rows × cols.

    Parts after an underscore decorate the printed name: `w_hat`, `w_star`, `x_0`, `sigma_sq`.
    """

    name: str
    rows: Size = 1
    cols: Size = 1

    def __post_init__(self) -> None:
        check_name(self.name)
        check_size(self.rows)
        check_size(self.cols)

    @property
    def shape(self) -> Shape:
        return (self.rows, self.cols)


@final
class Letter(Variable):
    """A matrix with a name: any real matrix, the same one throughout; it is not random.

    Of shape rows × cols, ints or Dimensions, each 1 where it is not given. Parts of the name after
    an underscore decorate it. Raises MalformedError for what is no name, ShapeError for no size.

    >>> Letter("w_hat", Dimension("d"))
    ŵ
    """

    __slots__ = ()


@final
class Random(Variable):
    """A random matrix with a name; outside what is of a law, it stands for its outcome.

    Of shape rows × cols, as a Letter. Nothing is known of its law but what is assumed.
    """

    __slots__ = ()


@final
class Index(Variable):
    """The basis vector e_i of shape rows × 1, for any one i: eᵢᵀy is yᵢ, and Xᵀeᵢ is row i of X."""

    __slots__ = ()

    def __post_init__(self) -> None:
        Variable.__post_init__(self)
        if self.cols != 1:
            raise ShapeError(f"an index is a column, not of shape {show(self.shape)}")


@final
@node
class Pi(Scalar):
    """The number π, as a scalar."""

    def __post_init__(self) -> None:
        """Nothing to check."""


@final
@node
class Identity(Term):
    """The identity matrix I of shape size × size."""

    size: Size

    def __post_init__(self) -> None:
        check_size(self.size)

    @property
    def shape(self) -> Shape:
        return (self.size, self.size)


@final
class Zero(Rectangle):
    """The matrix of zeros, of shape rows × cols."""

    __slots__ = ()


@final
class Ones(Rectangle):
    """The matrix of ones, of shape rows × cols; `Ones(n)` is the vector 1."""

    __slots__ = ()


@final
@node
class Sum(Term):
    """left + right, of one shape."""

    left: Term
    right: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.left, self.right)
        if self.left.shape != self.right.shape:
            raise ShapeError(
                f"cannot add {self.left} of shape {show(self.left.shape)} and {self.right} of "
                f"shape {show(self.right.shape)}: a sum needs equal shapes"
            )
        object.__setattr__(self, "shape", self.left.shape)


@final
@node
class Scaled(Term):
    """scalar · matrix, where the scalar is 1×1."""

    scalar: Term
    matrix: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.scalar, self.matrix)
        if self.scalar.shape != (1, 1):
            raise ShapeError(
                f"cannot scale by {self.scalar} of shape {show(self.scalar.shape)}: a scalar is 1×1"
            )
        object.__setattr__(self, "shape", self.matrix.shape)


@final
@node
class Product(Term):
    """The matrix product left · right."""

    left: Term
    right: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.left, self.right)
        (rows, inner), (other, cols) = self.left.shape, self.right.shape
        if inner != other:
            raise ShapeError(
                f"cannot multiply {self.left} of shape {show(self.left.shape)} by {self.right} of "
                f"shape {show(self.right.shape)}: the inner sizes {inner} and {other} differ"
            )
        object.__setattr__(self, "shape", (rows, cols))


@final
@node
class Transpose(Term):
    """The transpose of a matrix."""

    matrix: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        rows, cols = self.matrix.shape
        object.__setattr__(self, "shape", (cols, rows))


@final
@node
class Inverse(Term):
    """A⁻¹ of a square matrix A, of its shape; it means something only where A is invertible.

    That A is invertible becomes a hypothesis of every theorem that uses it.
    """

    matrix: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        check_square(self.matrix, "an inverse")
        if self.matrix == Number(Fraction(0)):
            raise MalformedError("cannot divide by 0")
        object.__setattr__(self, "shape", self.matrix.shape)


@final
@node
class Trace(Scalar):
    """tr(A) of a square matrix A, the sum of its diagonal; a scalar."""

    matrix: Term

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        check_square(self.matrix, "a trace")


@final
@node
class SquaredNorm(Scalar):
    """‖u‖² = uᵀu of a column vector u; a scalar."""

    vector: Term

    def __post_init__(self) -> None:
        check_terms(self.vector)
        if self.vector.shape[1] != 1:
            raise ShapeError(
                f"‖·‖² is of a column vector; {self.vector} has shape {show(self.vector.shape)}"
            )


@final
@node
class Derivative(Term):
    """The Jacobian of letter ↦ body, taken at the point `at`; the letter is bound in the body.

    For a body of shape p×1 and a letter of shape d×1, the p×d matrix D that is the first-order
    term of body(at + h) in h. The body is a polynomial in the letter, which is refused in inverses.
    """

    body: Term
    letter: Letter
    at: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.body, self.at)
        check_polynomial(self.body, self.letter)
        rows, cols = self.body.shape
        size = self.letter.rows
        if cols != 1:
            raise ShapeError(
                f"the derivative is of a column vector or a scalar; {self.body} has shape "
                f"{show(self.body.shape)}"
            )
        if self.at.shape != self.letter.shape:
            raise ShapeError(
                f"the derivative in {self.letter}, of shape {show(self.letter.shape)}, is taken at "
                f"{self.at}, of shape {show(self.at.shape)}"
            )
        object.__setattr__(self, "shape", (rows, size))


@node
class OfArgument(Scalar):
    """The base of the functions of one scalar."""

    argument: Term

    def __post_init__(self) -> None:
        check_terms(self.argument)
        if self.argument.shape != (1, 1):
            raise ShapeError(
                f"a function of a scalar cannot be taken of {self.argument}, of shape "
                f"{show(self.argument.shape)}"
            )


@final
class Exp(OfArgument):
    """exp(s) of a scalar s."""

    __slots__ = ()


@final
class Log(OfArgument):
    """ln(s), the natural logarithm of a scalar s; it means something only where s > 0."""

    __slots__ = ()


@final
class Root(OfArgument):
    """√s, the root of a scalar s that is not negative; it means something only where s ≥ 0."""

    __slots__ = ()


@final
class Absolute(OfArgument):
    """|s| of a scalar s."""

    __slots__ = ()


@final
@node
class Determinant(Scalar):
    """det(A) of a square matrix A; a scalar."""

    matrix: Term

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        check_square(self.matrix, "a determinant")


@node
class OverIndex(Term):
    """The base of sums and products over all basis vectors; the index is bound in the body."""

    index: Index
    body: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.index, self.body)
        check_index(self.index, self.body)
        object.__setattr__(self, "shape", self.body.shape)


@final
class SumOver(OverIndex):
    """Σᵢ body, over the n basis vectors e_i that an index of shape n×1 can be; of the body's shape.

    >>> n = Dimension("n")
    >>> i, y = Index("i", n), Letter("y", n)
    >>> SumOver(i, i.T @ y)
    Σᵢ yᵢ
    """

    __slots__ = ()


@final
class ProductOver(OverIndex):
    """∏ᵢ body of a scalar, over the n basis vectors e_i that an index of shape n×1 can be."""

    __slots__ = ()

    def __post_init__(self) -> None:
        OverIndex.__post_init__(self)
        if self.shape != (1, 1):
            raise ShapeError(f"a product is of scalars; {self.body} has shape {show(self.shape)}")


@node
class OfLaw(Scalar):
    """The base of the functions that belong to the law of a random vector, at a point."""

    of: Term
    at: Term

    def __post_init__(self) -> None:
        check_terms(self.of, self.at)
        check_law(self.of)
        check_constant(self.at)
        if self.of.shape != self.at.shape:
            raise ShapeError(
                f"what belongs to the law of {self.of}, of shape {show(self.of.shape)}, is taken "
                f"at {self.at}, of shape {show(self.at.shape)}"
            )


@final
class Density(OfLaw):
    """p_u(x), the density of a random vector u at a point x of its shape; a scalar.

    It is the continuous density of its law, and 0 everywhere if the law has no continuous density.
    """

    __slots__ = ()


@final
class MomentGenerating(OfLaw):
    """M_u(t) = E[exp(tᵀu)], or 0 for ∞, of a random vector u at a t of its shape; a scalar."""

    __slots__ = ()


@final
@node
class Expectation(Term):
    """E[A], the mean of a random matrix entry by entry, of its shape.

    A is a polynomial of degree at most 2 in random vectors; MalformedError is raised for another.
    That the moments it needs are finite becomes a hypothesis of every theorem that uses it.
    """

    of: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.of)
        check_moments(self.of, 2)
        object.__setattr__(self, "shape", self.of.shape)


@final
@node
class Covariance(Term):
    """Cov[u, v] = E[uvᵀ] − E[u]E[v]ᵀ, of shape p×q, of random vectors u: p×1 and v: q×1.

    Cov[u, u] is the variance of u. Both are of degree 1 in random letters, or MalformedError.
    """

    first: Term
    second: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_terms(self.first, self.second)
        for vector in (self.first, self.second):
            check_law(vector)
            check_moments(vector, 1)
        object.__setattr__(self, "shape", (self.first.shape[0], self.second.shape[0]))


@final
@node
class Abbreviation(Term):
    """A name for a body, such as H or J(w): it means body[parameters := arguments].

    Parameters are distinct column vectors that stand in the body, and the arguments have their
    shapes. Raises ShapeError where they do not.
    """

    name: str
    parameters: tuple[Letter, ...]
    arguments: tuple[Term, ...]
    body: Term
    shape: Shape = field(init=False, compare=False)

    def __post_init__(self) -> None:
        check_name(self.name)
        check_terms(self.body)
        if type(self.parameters) is not tuple or type(self.arguments) is not tuple:
            raise MalformedError(f"{self.name}: parameters and arguments are tuples")
        for parameter in self.parameters:
            check_bound(parameter)
            if parameter not in free_letters(self.body):
                raise MalformedError(f"{self.name} does not use its parameter {parameter}")
        check_terms(*self.arguments)
        wanted = tuple(p.shape for p in self.parameters)
        given = tuple(a.shape for a in self.arguments)
        if wanted != given or len(set(self.parameters)) != len(self.parameters):
            raise ShapeError(
                f"{self.name} takes distinct letters of shapes {', '.join(map(show, wanted))}; "
                f"given were {', '.join(map(show, given))}"
            )
        for parameter, argument in zip(self.parameters, self.arguments, strict=True):
            if outcomes(argument) and parameter in letters_of_laws(self.body):
                check_constant(argument)  # it would change the law
        object.__setattr__(self, "shape", self.body.shape)

    def unfolded(self) -> Term:
        """The body with the arguments in place of the parameters."""
        if not self.parameters:
            return self.body
        return substitute(self.body, dict(zip(self.parameters, self.arguments, strict=True)))


TERMS: frozenset[type[Term]] = frozenset(
    {Dimension, Number, Letter, Identity, Zero, Ones, Sum, Scaled, Product, Transpose, Inverse}
    | {Trace, SquaredNorm, Derivative, Abbreviation}
    | {Random, Index, Pi, Exp, Log, Root, Absolute, Determinant, SumOver, ProductOver, Density}
    | {Expectation, Covariance, MomentGenerating}
)
OF_LAWS = (Density, Expectation, Covariance, MomentGenerating)  # of a law, and so not random
NO_POLYNOMIAL = (Inverse, Exp, Log, Root, Absolute, Determinant, ProductOver, *OF_LAWS)
NOT_EVERYWHERE = (Inverse, Log, Root)


def as_term(value: object) -> Term:
    """The term for an exact number; a term is returned as it is. A float is refused."""
    if type(value) in TERMS:
        return value  # type: ignore[return-value]  # its type was just looked up
    if type(value) is int:
        return Number(Fraction(value))
    if type(value) is Fraction:
        return Number(value)
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    hint = "; a float is not exact: write Fraction(1, 2) for 0.5" if kind == "float" else ""
    raise MalformedError(f"{value!r} of type {kind} is neither a term nor an exact number{hint}")


def check_terms(*values: object) -> None:
    """Raise unless every value is a term of one of the known kinds."""
    for value in values:
        if type(value) not in TERMS:
            as_term(value)
            raise MalformedError(f"{value!r} must be a term here: write as_term({value!r})")


def check_name(name: object) -> None:
    """Raise unless the name is plain: letters, digits, and parts after underscores."""
    if type(name) is not str or not NAME.fullmatch(name) or TAKEN.fullmatch(name):
        raise MalformedError(
            f"{name!r} is no name: write letters, then digits, then parts after underscores, "
            "such as X, x0 or w_hat; I, Var, Cov, tr, det, exp, ln, argmin and argmax are taken"
        )


def check_size(size: object) -> None:
    """Raise unless the size is a positive int or a `Dimension`."""
    if type(size) is not Dimension and (type(size) is not int or size < 1):
        raise ShapeError(f"a size is a positive int or a Dimension, not {size!r}")


def check_square(matrix: Term, what: str) -> None:
    """Raise unless the matrix is square."""
    if matrix.shape[0] != matrix.shape[1]:
        raise ShapeError(f"{what} is of a square matrix; {matrix} has shape {show(matrix.shape)}")


def check_bound(letter: object) -> None:
    """Raise unless the value is a letter for a column vector, fit to be bound."""
    if type(letter) is not Letter or letter.cols != 1:
        raise MalformedError(f"{letter} cannot be bound: a bound letter is a column vector")


def check_polynomial(body: Term, letter: object) -> None:
    """Raise unless the letter can be bound, and the body is a polynomial in it."""
    check_bound(letter)
    check_outside(NO_POLYNOMIAL, letter, body, "it may stand in polynomials only")


def check_everywhere(body: Term, letter: object) -> None:
    """Raise unless the letter can be bound, and the body means something whatever it is."""
    check_bound(letter)
    check_outside(NOT_EVERYWHERE, letter, body, "the function must mean something everywhere")


def check_outside(kinds: tuple[type[Term], ...], letter: object, body: Term, why: str) -> None:
    """Raise if the letter stands inside a term of one of the kinds."""
    for term in speaking_of(letter, body):
        if type(term) in kinds:
            what = "inverse " if type(term) is Inverse else ""
            raise MalformedError(f"the letter {letter} stands inside the {what}{term}: {why}")


def check_index(index: object, body: Node) -> None:
    """Raise unless the index can be bound, and no sum or product inside the body depends on it."""
    if type(index) is not Index:
        raise MalformedError(f"{index} is no index: write Index('i', n)")
    for term in speaking_of(index, body):
        if type(term) in (SumOver, ProductOver):
            raise MalformedError(f"{term} depends on the index {index} of the sum around it")


def speaking_of(letter: object, node: Node) -> Iterator[Term]:
    """Every term inside a term or statement in which a letter is free, itself included."""
    if type(node) is Abbreviation:
        yield from speaking_of(letter, node.unfolded())
    elif letter in free_letters(node) or not isinstance(node, Term):
        if isinstance(node, Term):
            yield node
        for part in parts(node):
            if isinstance(part, Node):
                yield from speaking_of(letter, part)


@kept
def check_random(term: Term) -> None:
    """Raise unless the term is a polynomial in each random letter."""
    if type(term) is Abbreviation:
        term = term.unfolded()
    if not outcomes(term):
        return
    if type(term) in NO_POLYNOMIAL:
        what = "inverse " if type(term) is Inverse else ""
        letters = ", ".join(sorted(letter.name for letter in outcomes(term)))
        raise MalformedError(
            f"{letters} stands inside the {what}{term}: it may stand in polynomials only"
        )
    for part in parts(term):
        if isinstance(part, Term):
            check_random(part)


def check_law(term: Term) -> None:
    """Raise unless the term is a column vector, and a polynomial in each random letter."""
    if term.shape[1] != 1:
        raise ShapeError(f"a law is of a column vector; {term} has shape {show(term.shape)}")
    check_random(term)


def check_moments(term: Term, most: int) -> None:
    """Raise unless the term is a polynomial, of degree at most so much, in random vectors."""
    check_random(term)
    for letter in outcomes(term):
        if letter.cols != 1:
            raise ShapeError(f"moments are of column vectors; {letter} is {show(letter.shape)}")
    if random_degree(term) > most:
        raise MalformedError(
            f"{term} has degree {random_degree(term)} in its random letters, and may have {most}"
        )


def check_constant(term: Term) -> None:
    """Raise if the term is random."""
    for letter in outcomes(term):
        raise MalformedError(f"{term} must not be random here, and {letter} is")


def show(shape: Shape) -> str:
    """A shape in words: n×d."""
    return f"{shape[0]}×{shape[1]}"


def parts(node: Any) -> Iterator[Any]:
    """The fields of a term or statement, with tuples laid open and shapes left out."""
    for name in field_names(node.__class__):
        value = getattr(node, name)
        if type(value) is tuple:
            yield from value
        else:
            yield value


def names_of_fields(kind: Any) -> tuple[str, ...]:
    """The names of the fields that a kind of node is made of."""
    return tuple(item.name for item in fields(kind) if item.init)


field_names: Callable[[Any], tuple[str, ...]] = cache(names_of_fields)


def canonical(node: Any) -> str:
    """A term or statement written out with the kinds of its nodes: equal only for equal trees."""
    inner = (
        canonical(part) if hasattr(part, "__post_init__") else repr(part) for part in parts(node)
    )
    return f"{type(node).__name__}({', '.join(inner)})"


def check_tree(root: Any, kinds: frozenset[type]) -> None:
    """Check every node of a tree again, as it was checked at birth, and its exact type."""
    if type(root) not in kinds:
        raise MalformedError(f"something of type {type(root).__name__} is not of a known kind")
    nodes, sizes = [root], dict[int, int]()
    while nodes:  # parts first, for a node's shape comes from theirs
        node = nodes[-1]
        if id(node) in sizes:
            nodes.pop()
            continue
        inside = [part for part in parts(node) if isinstance(part, Node)]
        waiting = [part for part in inside if id(part) not in sizes]
        for part in waiting:
            if isinstance(part, Term):
                check_terms(part)
            elif type(part) not in kinds:
                raise MalformedError(f"something of type {type(part).__name__} is of no known kind")
        if waiting:
            if len(nodes) > BIGGEST:
                raise UnfinishedError(f"a term of more than {BIGGEST} nodes: too large")
            nodes += waiting
            continue
        sizes[id(nodes.pop())] = size = 1 + sum(sizes[id(part)] for part in inside)
        if size > BIGGEST:
            raise UnfinishedError(f"a term of more than {BIGGEST} nodes: too large")
        forget(node)
        node.__post_init__()


def subterms(node: Any) -> Iterator[Term]:
    """Every term inside a term or statement, itself included, abbreviations unfolded."""
    if type(node) is Abbreviation:
        yield from subterms(node.unfolded())
        return
    if isinstance(node, Term):
        yield node
    for part in parts(node):
        if isinstance(part, Node):
            yield from subterms(part)


def inverses(node: Any) -> Iterator[Inverse]:
    """Every inverse that stands in a term or statement."""
    return (term for term in subterms(node) if type(term) is Inverse)


@kept
def free_letters(node: Any) -> frozenset[Variable]:
    """The letters that a term or statement speaks of; a bound letter is not among them."""
    match node:
        case Variable():
            return frozenset({node})
        case OverIndex():
            return free_letters(node.body) - {node.index}
        case Abbreviation():
            return free_letters(node.unfolded())
        case Derivative():
            return free_letters(node.body) - {node.letter} | free_letters(node.at)
    found: frozenset[Variable] = frozenset()
    for part in parts(node):
        if isinstance(part, Term):
            found |= free_letters(part)
    return found


@kept
def letters_of_laws(term: Term) -> frozenset[Variable]:
    """The letters that stand in what is of a law."""
    inside = (free_letters(part) for part in subterms(term) if type(part) in OF_LAWS)
    return frozenset[Variable]().union(*inside)


@kept
def outcomes(node: Any) -> frozenset[Random]:
    """The random letters that stand for their outcomes: those outside all that is of a law."""
    match node:
        case Random():
            return frozenset({node})
        case OfLaw() | Expectation() | Covariance():
            return frozenset()
        case Abbreviation():
            return outcomes(node.unfolded())
    inner = (outcomes(part) for part in parts(node) if isinstance(part, Term))
    return frozenset[Random]().union(*inner)


def random_degree(term: Term, bound: Mapping[Variable, int] = MappingProxyType({})) -> int:
    """The degree of a polynomial in its random letters together, or more where terms cancel.

    A bound letter has the degree of what it stands for.
    """
    match term:
        case Variable():
            return bound.get(term, int(type(term) is Random))
        case Sum(left, right):
            return max(random_degree(left, bound), random_degree(right, bound))
        case Product(left, right) | Scaled(left, right):
            return random_degree(left, bound) + random_degree(right, bound)
        case SquaredNorm(vector):
            return 2 * random_degree(vector, bound)
        case Transpose(matrix) | Trace(matrix):
            return random_degree(matrix, bound)
        case SumOver(_, body):
            return random_degree(body, bound)
        case Derivative(body, letter, at):
            return random_degree(body, {**bound, letter: random_degree(at, bound)})
        case Abbreviation():
            return random_degree(term.unfolded(), bound)
    return 0


AnyVariable = TypeVar("AnyVariable", bound=Variable)
Substitution: TypeAlias = Mapping["Variable | Dimension", "Term | int"]


def size_under(size: Size, mapping: Substitution) -> Size:
    """A size after the substitution."""
    value = mapping.get(size, size) if type(size) is Dimension else size
    check_size(value)
    return value  # type: ignore[return-value]  # just checked


def letter_under(letter: AnyVariable, mapping: Substitution) -> AnyVariable:
    """A letter with its shape, and only its shape, after the substitution."""
    rows, cols = size_under(letter.rows, mapping), size_under(letter.cols, mapping)
    return type(letter)(letter.name, rows, cols)


def substitute(term: Term, mapping: Substitution) -> Term:
    """Replace letters by terms and dimensions by sizes, all at once; bound letters step aside."""
    match term:
        case Variable():
            return as_term(mapping[term]) if term in mapping else letter_under(term, mapping)
        case Dimension():
            return as_term(size_under(term, mapping))
        case Number():
            return term
        case Identity():
            return Identity(size_under(term.size, mapping))
        case Zero() | Ones():
            rows, cols = size_under(term.rows, mapping), size_under(term.cols, mapping)
            return type(term)(rows, cols)
        case Derivative():
            letter, body = substitute_bound(term.letter, term.body, mapping)
            return Derivative(body, letter, substitute(term.at, mapping))
        case OverIndex():
            return type(term)(*substitute_bound(term.index, term.body, mapping))
        case Abbreviation():
            about = free_letters(term.body) - set(term.parameters)
            if about & mapping.keys() or any(type(key) is Dimension for key in mapping):
                return substitute(term.unfolded(), mapping)
            arguments = tuple(substitute(argument, mapping) for argument in term.arguments)
            return Abbreviation(term.name, term.parameters, arguments, term.body)
    return type(term)(*(substitute(part, mapping) for part in parts(term)))


def substitute_bound(
    letter: AnyVariable, body: Term, mapping: Substitution
) -> tuple[AnyVariable, Term]:
    """Substitute in a body in which the letter is bound, renaming it where it would be captured."""
    new, inner = stepped_aside(letter, free_letters(body), mapping)
    return new, substitute(body, inner)


def stepped_aside(
    letter: AnyVariable, speaks_of: frozenset[Variable], mapping: Substitution
) -> tuple[AnyVariable, Substitution]:
    """A bound letter under a new name where it would capture another, and what to substitute."""
    inner = {key: value for key, value in mapping.items() if key != letter}
    arriving = {found for value in inner.values() for found in free_letters(as_term(value))}
    taken = {found.name for found in arriving | speaks_of - {letter}}
    new = letter_under(letter, mapping)
    while new.name in taken:
        new = type(new)(new.name + "_prime", new.rows, new.cols)
    return new, {**inner, letter: new}
