"""Shrinkage: ‖ŵ_R(λ)‖² falls as λ grows, and ŵ_R(λ) is within λ‖(XᵀX)⁻¹ŵ‖ of least squares.

Along q with XᵀXq = μq, ridge shrinks by the factor μ/(μ + λ).
"""

from ..kernel.statements import Equals, Invertible, Nonnegative, Positive
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm
from ..kernel.theorem import assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import knowledge
from .definiteness import invertible_if_full_rank
from .model import X, d, gram, w_hat, y
from .normal_equation import normal
from .ridge import A, known, lam, positive, ridge, ridge_gram, ridge_invertible

nu = Letter("nu")  # another weight of the penalty
inverse = Inverse(ridge_gram)
other_gram = A(nu)
delta = Abbreviation("delta", (), (), inverse @ ridge(nu))

_B, _z = Letter("B", d, d), Letter("z", d)
_multiplied = prove(Equals(inverse @ _z, inverse @ (_B @ (Inverse(_B) @ _z))))

moved = (
    calc(ridge(lam))
    .equals(
        inverse @ (other_gram @ ridge(nu)),
        "inverse",
        by=("the definition of ", ridge(nu), "; the inverse cancels"),
        because=instantiate(_multiplied, (_B, other_gram), (_z, X.T @ y)),
    )
    .equals(
        ridge(nu) + (nu - lam) * (inverse @ ridge(nu)),
        "split",
        by=Equals(other_gram, ridge_gram + (nu - lam) * Identity(d)),
    )
    .qed(
        "ridge-estimates-with-two-penalties",
        "How the ridge estimate moves with its penalty",
        Equals(ridge(lam), ridge(nu) + (nu - lam) * (inverse @ ridge(nu))),
    )
)

fall = SquaredNorm(ridge(lam)) - SquaredNorm(ridge(nu))
in_norms = 2 * (nu - lam) * (SquaredNorm(X @ delta) + lam * SquaredNorm(delta)) + (
    nu - lam
) ** 2 * SquaredNorm(delta)

norm_gap = (
    calc(fall)
    .equals(
        2 * (nu - lam) * (delta.T @ ridge(nu)) + (nu - lam) ** 2 * SquaredNorm(delta),
        "moved",
        by=(moved.conclusion, ", and the definition of ", delta),
        because=moved,
    )
    .equals(
        2 * (nu - lam) * (delta.T @ ridge_gram @ delta) + (nu - lam) ** 2 * SquaredNorm(delta),
        "definition",
        by=("the definition of ", delta, "; the inverse cancels"),
    )
    .equals(
        in_norms,
        "norms",
        by="the quadratic form as two squared norms",
    )
    .qed(
        "squared-length-of-two-ridge-estimates",
        "By how much the squared length falls from one penalty to another",
        Equals(fall, in_norms),
    )
)

more = Nonnegative(nu - lam)
_rise = Letter("t")
_sum = knowledge(positive, Nonnegative(_rise)).proof(Positive(lam + _rise))
_larger = rewrite(instantiate(_sum, (_rise, nu - lam)), Positive(nu))
_invertible_too = cut(instantiate(ridge_invertible.theorem, (lam, nu)), _larger)
_given = knowledge(*known, more, _invertible_too)
_terms = _given.proof(Nonnegative(in_norms))
_falls = _given.settled(rewrite(_terms, Nonnegative(fall), norm_gap.theorem))

norm_falls = publish(
    "ridge-estimate-shrinks-as-the-penalty-grows",
    "With a larger penalty the ridge estimate is never longer",
    Nonnegative(fall),
    line(
        "larger", _larger, by=(nu, " is at least ", lam, ", so that both matrices are invertible")
    ),
    line("terms", _terms, by="sums and products of numbers that are not negative"),
    line("falls", _falls, by=norm_gap.conclusion),
)

# How far ridge is from least squares.

_rest = Abbreviation("delta", (), (), inverse @ w_hat)

distance = (
    calc(w_hat - ridge(lam))
    .equals(
        w_hat - inverse @ (gram @ w_hat),
        "normal-equation",
        by=("the definition of ", ridge(lam), ", and ", normal.conclusion),
        because=normal,
    )
    .equals(
        w_hat - inverse @ ridge_gram @ w_hat + lam * (inverse @ w_hat),
        "add-and-subtract",
        by=("add and subtract ", lam * (inverse @ w_hat)),
    )
    .equals(lam * (inverse @ w_hat), "inverse", by=Equals(inverse @ ridge_gram, Identity(d)))
    .qed(
        "distance-of-ridge-from-least-squares",
        "How far ridge is from least squares",
        Equals(w_hat - ridge(lam), lam * (inverse @ w_hat)),
    )
)

_z_hat = Inverse(gram) @ w_hat
_lemma = prove(Equals(Inverse(gram) @ _z, Inverse(gram) @ (_B @ (Inverse(_B) @ _z))))
_split = (
    calc(_z_hat)
    .equals(
        Inverse(gram) @ (ridge_gram @ _rest),
        "inverse",
        by="the inverse cancels",
        because=instantiate(_lemma, (_B, ridge_gram), (_z, w_hat)),
    )
    .equals(_rest + lam * (Inverse(gram) @ _rest), "split", by="multiply out")
)
_bend = SquaredNorm(X @ Inverse(gram) @ _rest)
_longer = (
    calc(lam**2 * SquaredNorm(_z_hat) - SquaredNorm(w_hat - ridge(lam)))
    .equals(
        lam**2 * SquaredNorm(_rest + lam * (Inverse(gram) @ _rest)) - lam**2 * SquaredNorm(_rest),
        "distance",
        by=distance.conclusion,
        because=[distance, _split.proof()],
    )
    .equals(
        lam**2 * (2 * lam * _bend + lam**2 * SquaredNorm(Inverse(gram) @ _rest)),
        "expand",
        by="multiply out",
    )
)
_given = knowledge(*known)
_bounded = _given.settled(
    rewrite(
        knowledge(*known, Invertible(gram)).proof(Nonnegative(_longer.end)),
        Nonnegative(lam**2 * SquaredNorm(_z_hat) - SquaredNorm(w_hat - ridge(lam))),
        _longer.proof(),
    )
)

bound = publish(
    "ridge-is-near-least-squares-for-small-penalties",
    "A bound on the distance of ridge from least squares",
    _bounded.conclusion,
    *_split.lines,
    *_longer.lines,
    line("bound", _bounded, by=("no term is negative, for ", positive)),
    line(
        "full-rank",
        cut(_bounded, invertible_if_full_rank.theorem),
        by="full column rank makes the Gram matrix invertible",
    ),
)

_as_image = prove(Equals(ridge(lam), gram @ _rest), distance)
_longer_than_ridge = (
    calc(SquaredNorm(w_hat) - SquaredNorm(ridge(lam)))
    .equals(
        SquaredNorm(ridge(lam) + lam * _rest) - SquaredNorm(ridge(lam)),
        "distance",
        by=distance.conclusion,
        because=distance,
    )
    .equals(
        2 * lam * (ridge(lam).T @ _rest) + lam**2 * SquaredNorm(_rest), "expand", by="multiply out"
    )
    .equals(
        2 * lam * SquaredNorm(X @ _rest) + lam**2 * SquaredNorm(_rest),
        "image",
        by=_as_image.conclusion,
        because=_as_image,
    )
)
_positive_terms = _given.proof(
    Nonnegative(2 * lam * SquaredNorm(X @ _rest) + lam**2 * SquaredNorm(_rest))
)
_shorter = _given.settled(
    rewrite(
        _positive_terms,
        Nonnegative(SquaredNorm(w_hat) - SquaredNorm(ridge(lam))),
        _longer_than_ridge.proof(),
    )
)

shorter = publish(
    "ridge-estimate-is-no-longer-than-least-squares",
    "The ridge estimate is never longer than a minimiser of the squared error",
    Nonnegative(SquaredNorm(w_hat) - SquaredNorm(ridge(lam))),
    line("as-image", _as_image, by=distance.conclusion),
    *_longer_than_ridge.lines,
    line("shorter", _shorter, by=("no term is negative, for ", positive)),
)

# Along a direction that XᵀX only stretches.

q, mu = Letter("q", d), Letter("mu")
stretched = assume(Equals(gram @ q, mu * q))

direction = (
    calc(inverse @ q)
    .equals(
        inverse @ ((mu + lam) * q) / (mu + lam), "divide", by=("multiply and divide by ", mu + lam)
    )
    .equals(
        inverse @ ridge_gram @ q / (mu + lam),
        "stretched",
        by=stretched.conclusion,
        because=stretched,
    )
    .equals(q / (mu + lam), "inverse", by=Equals(inverse @ ridge_gram, Identity(d)))
    .qed(
        "ridge-matrix-along-an-eigenvector",
        "The inverse of the ridge matrix along an eigenvector",
        Equals(inverse @ q, q / (mu + lam)),
    )
)

ridge_filter = (
    calc(q.T @ ridge(lam))
    .equals(
        (inverse @ q).T @ (gram @ w_hat),
        "normal-equation",
        by=("the definition of ", ridge(lam), ", and ", normal.conclusion),
        because=normal,
    )
    .equals(
        q.T @ gram @ w_hat / (mu + lam),
        "direction",
        by=direction.conclusion,
        because=direction,
    )
    .equals(
        mu / (mu + lam) * (q.T @ w_hat),
        "stretched",
        by=stretched.conclusion,
        because=stretched,
    )
    .qed(
        "ridge-filter",
        "How much ridge shrinks along an eigenvector",
        Equals(q.T @ ridge(lam), mu / (mu + lam) * (q.T @ w_hat)),
    )
)
