"""Ridge and descent find Py, the shortest minimiser: within λ‖PPᵀPy‖, and after k steps rᵏ‖Py‖.

Both stay in the row space. Descent from w₀ keeps what w₀ has outside of it.
"""

from ..kernel.statements import Equals, Nonnegative, PositiveSemidefinite
from ..kernel.terms import Identity, Inverse, SquaredNorm, Term, Zero
from ..kernel.theorem import Theorem, assume, cut, induct, instantiate, unfold, unroll
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, constant, multiply, square, vanish
from .all_minimisers import all_are_minimisers, rest, shortest, solves
from .contraction import m, shrinks
from .descent import error, eta, step
from .descent_lemma import M, bounded
from .estimable import a, b, by_gram
from .global_minimum import minimisers_have_same_fit, u
from .many_contractions import at_M, at_m, width
from .many_steps import descended, from_zero, null_after_steps, w_0, w_k
from .model import J, X, d, gram, n, v, w, w_hat, y
from .penrose import P, keeps_P, keeps_rows, keeps_X, symmetric_PX
from .powers import k, more, one, power, r
from .ridge import known, lam, ridge, ridge_gram, ridge_minimises
from .shrinkage import distance

inverse = Inverse(ridge_gram)

# For every X, and without P: how nearly ridge does what a minimiser does.

_given = knowledge(*known)
_least = _given.settled(unfold(unfold(ridge_minimises.theorem, 0), 0, w))
_better = Nonnegative(J(w) + lam / n * SquaredNorm(w) - J(ridge(lam)))
_penalty = _given.proof(Nonnegative(lam * SquaredNorm(ridge(lam))))

ridge_as_good = publish(
    "ridge-is-nearly-as-good-as-any-weights",
    "Ridge is as good as any weights, but for their penalty",
    _better,
    line("least", _least, by=(ridge(lam), " minimises the ridge objective"), see=ridge_minimises),
    line("penalty", _penalty, by="a squared norm is not negative"),
    line(
        "better",
        _given.settled(rewrite(multiply(constant(1 / n), add(_least, _penalty)), _better)),
        by=("add the two lines, and divide by ", n),
    ),
)

_at_zero = _given.settled(instantiate(_least, (w, Zero(d))))
_short = _given.settled(
    rewrite(
        add(_at_zero, square(X @ ridge(lam) - y)),
        Nonnegative(SquaredNorm(y) - lam * SquaredNorm(ridge(lam))),
    )
)
_missing = X.T @ y - gram @ ridge(lam)
_left = prove(Equals(_missing, lam * ridge(lam)))
_nearly = Nonnegative(lam * SquaredNorm(y) - SquaredNorm(_missing))

ridge_nearly_solves = publish(
    "ridge-nearly-solves-the-normal-equation",
    "How nearly ridge solves the normal equation, for every X",
    _nearly,
    line(
        "zero",
        _at_zero,
        by=(ridge(lam), " is no worse than ", Zero(d)),
        see=ridge_minimises,
    ),
    line("short", _short, by="a squared norm is not negative"),
    line("off", _left, by=("the definition of ", ridge(lam), "; the inverse cancels")),
    line(
        "nearly",
        _given.settled(rewrite(multiply(_given.proof(Nonnegative(lam)), _short), _nearly, _left)),
        by=("times ", lam),
    ),
)

# Ridge and P.

ridge_in_rows = (
    calc(P @ X @ ridge(lam))
    .equals(
        inverse @ (ridge_gram @ P @ X @ ridge(lam)),
        "inverse",
        by=Equals(inverse @ ridge_gram, Identity(d)),
    )
    .equals(
        inverse @ (P @ X @ ridge_gram @ ridge(lam)),
        "commute",
        by=(keeps_X.conclusion, " and ", keeps_rows.conclusion),
        because=[keeps_X, keeps_rows],
    )
    .equals(
        inverse @ (P @ X @ X.T @ y),
        "definition",
        by=("the definition of ", ridge(lam), "; the inverse cancels"),
    )
    .equals(ridge(lam), "rows", by=keeps_rows.conclusion, because=keeps_rows)
    .qed(
        "ridge-estimate-lies-in-the-row-space",
        "The ridge estimate lies in the row space",
        Equals(P @ X @ ridge(lam), ridge(lam)),
    )
)

# How near ridge comes to a minimiser that is XᵀXb.

_image = assume(Equals(w_hat, gram @ b))
_away = Abbreviation("delta", (), (), inverse @ b)
_off = (
    calc(w_hat - ridge(lam))
    .equals(
        lam * (inverse @ w_hat),
        "distance",
        by="the distance of ridge from least squares",
        because=distance,
    )
    .equals(lam * (inverse @ gram @ b), "image", by=_image.conclusion, because=_image)
    .equals(
        lam * (b - lam * _away),
        "inverse",
        by=("the definition of ", _away, ", and ", Equals(inverse @ ridge_gram, Identity(d))),
    )
)
_gap = lam**2 * SquaredNorm(b) - SquaredNorm(w_hat - ridge(lam))
_slack = lam**2 * (2 * lam * SquaredNorm(X @ _away) + lam**2 * SquaredNorm(_away))
_room = (
    calc(_gap)
    .equals(
        lam**2 * (2 * lam * (b.T @ _away) - lam**2 * SquaredNorm(_away)),
        "expand",
        by=(_off.proof().conclusion, "; multiply out"),
        because=_off.proof(),
    )
    .equals(
        lam**2 * (2 * lam * (_away.T @ ridge_gram @ _away) - lam**2 * SquaredNorm(_away)),
        "definition",
        by=("the definition of ", _away, "; the inverse cancels"),
    )
    .equals(_slack, "norms", by="the quadratic form as two squared norms")
)
_near = _given.settled(rewrite(_given.proof(Nonnegative(_slack)), Nonnegative(_gap), _room.proof()))

ridge_near = publish(
    "ridge-is-near-a-minimiser-in-the-range-of-the-gram-matrix",
    "How near ridge comes to a minimiser XᵀXb",
    Nonnegative(_gap),
    *_off.lines,
    *_room.lines,
    line("near", _near, by=("no term is negative, for ", known[0])),
)

_py_kept = prove(Equals(P @ X @ shortest, shortest), keeps_P)
_py_image = cut(instantiate(by_gram.theorem, (a, shortest)), _py_kept)
_at_py = instantiate(ridge_near.theorem, (w_hat, shortest), (b, P @ P.T @ shortest))

ridge_near_shortest = publish(
    "ridge-is-near-the-shortest-minimiser",
    "How near ridge comes to the shortest minimiser",
    Nonnegative(lam**2 * SquaredNorm(P @ P.T @ shortest) - SquaredNorm(shortest - ridge(lam))),
    line("kept", _py_kept, by=keeps_P.conclusion),
    line("image", _py_image, by="what PX keeps is an image of the Gram matrix", see=by_gram),
    line(
        "near",
        cut(_at_py, _py_image, solves.theorem),
        by=("how near ridge comes to it, with ", Let(w_hat, shortest)),
        see=[ridge_near, solves],
    ),
)

# Descent.

_moved = w_k - w_0
_null = prove(Equals(X @ (rest @ _moved), Zero(n)), keeps_X)
_null_part = cut(instantiate(null_after_steps.theorem, (v, rest @ _moved)), _null)
_norm = prove(Equals(SquaredNorm(rest @ _moved), Zero()), [_null_part, keeps_X, symmetric_PX])
_not_moved = vanish(_norm)

outside_kept = publish(
    "k-steps-keep-what-lies-outside-the-row-space",
    "k steps keep what lies outside the row space of X",
    Equals(rest @ w_k, rest @ w_0),
    line("null", _null, by=keeps_X.conclusion),
    line(
        "component",
        _null_part,
        by="k steps keep what lies in the null space",
        see=null_after_steps,
    ),
    line("norm", _norm, by=(symmetric_PX.conclusion, ", and ", _null_part.conclusion)),
    line("not-moved", _not_moved, by="only the zero vector has squared norm 0"),
    line("kept", prove(Equals(rest @ w_k, rest @ w_0), _not_moved), by="multiply out"),
)

_from_zero = instantiate(outside_kept.theorem, (w_0, Zero(d)))

descent_in_rows = publish(
    "descent-from-zero-stays-in-the-row-space",
    "Descent from 0 stays in the row space",
    Equals(P @ X @ from_zero, from_zero),
    line(
        "outside",
        _from_zero,
        by=("what lies outside is kept, with ", Let(w_0, Zero(d))),
        see=outside_kept,
    ),
    line(
        "rows",
        prove(Equals(P @ X @ from_zero, from_zero), _from_zero),
        by="subtract",
    ),
)

limit = Abbreviation("w_P", (), (), shortest + rest @ w_0)  # the minimiser that is approached
_error = w_k - limit
_fixed = prove(Equals(gram @ limit, X.T @ y), [solves, keeps_X])
error_in_rows = (
    calc(P @ X @ _error)
    .equals(
        P @ X @ w_k - P @ X @ shortest,
        "multiply-out",
        by=("multiply out, with ", keeps_X.conclusion),
        because=keeps_X,
    )
    .equals(
        w_k - rest @ w_0 - P @ X @ shortest,
        "outside",
        by=outside_kept.conclusion,
        because=outside_kept,
    )
    .equals(_error, "keep", by=keeps_P.conclusion, because=keeps_P)
    .qed(
        "error-of-descent-lies-in-the-row-space",
        "The error of descent lies in the row space",
        Equals(P @ X @ _error, _error),
    )
)

start = w_0 - limit
_start_in_rows = prove(Equals(P @ X @ start, start), keeps_P)
_farther = u - limit
_fits_alike = cut(instantiate(minimisers_have_same_fit.theorem, (w_hat, limit)), _fixed)
_right_angle = (
    calc(start.T @ _farther)
    .equals(
        (P @ X @ start).T @ _farther,
        "rows",
        by=_start_in_rows.conclusion,
        because=_start_in_rows,
    )
    .equals(
        start.T @ P @ (X @ _farther),
        "symmetric",
        by=symmetric_PX.conclusion,
        because=symmetric_PX,
    )
    .equals(Zero(), "fit", by=_fits_alike.conclusion, because=_fits_alike)
)
_nearer = Nonnegative(SquaredNorm(u - w_0) - SquaredNorm(limit - w_0))

nearest = publish(
    "the-minimiser-nearest-to-where-descent-starts",
    "No minimiser is nearer to where descent starts",
    _nearer,
    line("fixed", _fixed, by=("the definition of ", limit), see=solves),
    line("same-fit", _fits_alike, by="all minimisers give the same fit"),
    *_right_angle.lines,
    line(
        "nearer",
        rewrite(square(_farther), _nearer, _right_angle.proof()),
        by=("a squared norm is not negative, and ", Equals(u - w_0, _farther - start)),
    ),
)

# What a step leaves of an error in the row space.

above_on_rows = assume(PositiveSemidefinite(gram - m * (P @ X)))
in_rows = assume(Equals(P @ X @ v, v))
low, high = gram - m * Identity(d), M * Identity(d) - gram
_low_form = rewrite(
    unfold(above_on_rows, 1, high @ v),
    Nonnegative(v.T @ high @ low @ high @ v),
    in_rows,
    keeps_rows.theorem,
)
_high_form = rewrite(unfold(bounded, 1, low @ v), Nonnegative(v.T @ low @ high @ low @ v))
_between = rewrite(
    multiply(multiply(constant(4 / n / n), square(eta)), add(_low_form, _high_form)),
    Nonnegative(4 * eta**2 / n**2 * ((M - m) * (v.T @ low @ high @ v))),
)
_low_at_v = rewrite(unfold(above_on_rows, 1, v), Nonnegative(v.T @ low @ v), in_rows)
_outside = add(multiply(at_m, unfold(bounded, 1, v)), multiply(at_M, _low_at_v))
_shrinks = shrinks(r)
_scaled = rewrite(add(_outside, _between), Nonnegative((M - m) * _shrinks.scalar))
_divided = cut(
    rewrite(
        multiply(multiply(unfold(width, 0), square(1 / (M - m))), _scaled),
        _shrinks,
        unfold(width, 1),
    ),
    unfold(width, 1),
)

one_step = publish(
    "what-a-step-leaves-in-the-row-space",
    "What a step leaves of an error in the row space, at most",
    _shrinks,
    line(
        "low", _low_form, by=("the bound ", above_on_rows.conclusion, ", with ", in_rows.conclusion)
    ),
    line("high", _high_form, by=("the bound ", bounded.conclusion)),
    line("between", _between, by="add the two lines; multiply out"),
    line("outside", _outside, by=("the bounds ", at_m.conclusion, " and ", at_M.conclusion)),
    line("scaled", _scaled, by="add the two lines; multiply out"),
    line("divided", _divided, by=("divide by ", M - m)),
)

# And so k steps.


def left(count: Term) -> Nonnegative:
    """The claim that so many steps leave rᵏ of the error, at most."""
    there = Abbreviation("w_k", (), (), descended(count)) if count is k else descended(count)
    return shrinks(power(r, count), start, there - limit)


def leaves(at: Term, here: Theorem) -> Theorem:
    """What a step leaves of the error at a point, which lies in the row space."""
    moved = cut(instantiate(error.theorem, (w_hat, limit), (w, at)), _fixed)
    taken = cut(instantiate(one_step.theorem, (v, at - limit)), here)
    return rewrite(taken, shrinks(r, at - limit, step(at) - limit), moved)


_first_step = leaves(w_0, _start_in_rows)
_first = rewrite(_first_step, left(one), unroll(power(r, one)), unroll(descended(one)))
_next_step = leaves(w_k, error_in_rows.theorem)
_so_far = left(k)
_times = multiply(square(r), assume(_so_far))
_next = rewrite(
    add(_times, _next_step), left(more), unroll(power(r, more)), unroll(descended(more))
)
_induction = induct(_so_far, k, _first, _next)

descent_approaches = publish(
    "error-of-descent-without-full-rank",
    "What k steps leave of the error, at most, whatever the rank of X",
    _so_far,
    line("fixed", _fixed, by=("the definition of ", limit), see=[solves, all_are_minimisers]),
    line("start", _start_in_rows, by=keeps_P.conclusion),
    line("first", _first, by="one step, of an error in the row space", see=[error, one_step]),
    line("times", _times, by=("a square times ", _so_far)),
    line("step", _next_step, by="one step more, of an error in the row space", see=error_in_rows),
    line("next", _next, by="add the two lines"),
    line("induction", _induction, by=("by induction on ", k)),
)

_at_zero = instantiate(_induction, (w_0, Zero(d)))
_from_nothing = shrinks(power(r), shortest, from_zero - shortest)

approaches_shortest = publish(
    "descent-from-zero-approaches-the-shortest-minimiser",
    "How near k steps from 0 come to the shortest minimiser",
    _from_nothing,
    line(
        "start",
        _at_zero,
        by=("what k steps leave, with ", Let(w_0, Zero(d))),
        see=descent_approaches,
    ),
    line("shortest", rewrite(_at_zero, _from_nothing), by="the minimiser that is approached is Py"),
)
