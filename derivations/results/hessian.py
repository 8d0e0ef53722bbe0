"""The Hessian of the squared error: ∇²J = (2/n)XᵀX, and vᵀXᵀXv = ‖Xv‖² ≥ 0."""

from ..kernel.statements import Equals, Nonnegative, PositiveSemidefinite, symmetric
from ..kernel.terms import SquaredNorm
from ..kernel.theorem import introduce
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import constant, multiply, square
from . import gradient as gradient_of
from .model import J, X, gram, hessian, n, v, w, y

hessian_of_J = hessian(J(w), w)

squared_error_hessian = publish(
    "hessian-of-the-squared-error",
    "The Hessian of the squared error",
    Equals(hessian_of_J, 2 / n * gram),
    line("gradient", gradient_of.squared_error_gradient, by="the gradient"),
    line(
        "derivative",
        prove(Equals(hessian_of_J, 2 / n * gram)),
        by=("the derivative of the gradient; ", X.T @ y, " is free of ", w),
    ),
)

gram_form = (
    calc(v.T @ gram @ v)
    .equals((X @ v).T @ (X @ v), "regroup", by=Equals((X @ v).T, v.T @ X.T))
    .equals(SquaredNorm(X @ v), "norm", by="the definition of the norm")
    .qed(
        "gram-quadratic-form",
        "The quadratic form of the Gram matrix is a squared norm",
        Equals(v.T @ gram @ v, SquaredNorm(X @ v)),
    )
)

_symmetric = prove(symmetric(gram))
_square = square(X @ v)
_form = rewrite(_square, Nonnegative(v.T @ gram @ v), gram_form.theorem)

gram_semidefinite = publish(
    "gram-positive-semidefinite",
    "The Gram matrix is positive semidefinite",
    PositiveSemidefinite(gram),
    line("symmetric", _symmetric, by="a transpose reverses a product"),
    line("square", _square, by="a squared norm is not negative"),
    line("form", _form, by=gram_form.conclusion),
    line(
        "definition",
        introduce(PositiveSemidefinite(gram), v, _symmetric, _form),
        by=("symmetric, and ", _form.conclusion, " for every ", v),
    ),
)

_hessian_symmetric = prove(symmetric(hessian_of_J))
_hessian_form = rewrite(multiply(constant(2 / n), _square), Nonnegative(v.T @ hessian_of_J @ v))

hessian_semidefinite = publish(
    "hessian-positive-semidefinite",
    "The Hessian of the squared error is positive semidefinite",
    PositiveSemidefinite(hessian_of_J),
    line("symmetric", _hessian_symmetric, by=squared_error_hessian.conclusion),
    line(
        "form",
        _hessian_form,
        by=Equals(v.T @ hessian_of_J @ v, 2 / n * SquaredNorm(X @ v)),
        see=[squared_error_hessian],
    ),
    line(
        "definition",
        introduce(PositiveSemidefinite(hessian_of_J), v, _hessian_symmetric, _hessian_form),
        by=("symmetric, and ", _hessian_form.conclusion, " for every ", v),
    ),
)
