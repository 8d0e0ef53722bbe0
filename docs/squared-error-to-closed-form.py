# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From squared error to the closed form
#
# This chapter starts from the mean squared error $J(w) = \lVert Xw - y \rVert^2 / n$ of the
# predictions $Xw$, and follows it, line by line, to the weights $\hat w$ at which its gradient is
# 0.
#
# ## In short
#
# - $J$ is [a quadratic function of the weights](#squared-error-quadratic-form), with the
#   [gradient](#gradient-of-the-squared-error) $\frac2n (X^{\mathsf T} X w - X^{\mathsf T} y)$.
# - The gradient is 0 at $\hat w$ exactly if the normal equation $X^{\mathsf T} X \hat w =
#   X^{\mathsf T} y$ holds ([one direction](#normal-equation), and [the
#   other](#normal-equation-gives-stationarity)). Nothing is asked of the rank of $X$.
# - If the Gram matrix $X^{\mathsf T} X$ is invertible, [the closed
#   form](#least-squares-estimate-solves-the-normal-equation) $(X^{\mathsf T} X)^{-1} X^{\mathsf T}
#   y$ solves the normal equation, and it is [the only solution](#least-squares-estimate).
# - The Gram matrix is always [positive semidefinite](#gram-positive-semidefinite), and $J$ is
#   [convex](#squared-error-is-convex). [Full column rank](#gram-invertible-if-full-column-rank) of
#   $X$ makes the Gram matrix invertible, and [nothing less
#   does](#full-column-rank-if-gram-invertible).
# - A general rule closes the chapter: [Cauchy–Schwarz](#cauchy-schwarz), for any two columns.
#
# That $J$ is least at $\hat w$ is shown in [the next chapter](minimum.py).
#
# ## The setting
#
# A linear model predicts the $n$ numbers $y$ from the $n \times d$ design matrix $X$: its
# prediction is $Xw$, and the weights $w$ are ours to choose. Nothing is assumed of $X$ and $y$ but
# their shapes; they are real, and $n$ and $d$ are any positive integers. Nothing is random.
#
# **Notation.** All vectors are columns. $X$ *has full column rank* if $Xv = 0$ only for $v = 0$. $A
# \succeq 0$, $A$ is *positive semidefinite*: $A$ is symmetric and $v^{\mathsf T} A v \ge 0$ for
# every $v$. $A \succ 0$, $A$ is *positive definite*: $A$ is symmetric and $v^{\mathsf T} A v > 0$
# for every $v \ne 0$.

# %%
from derivations import theorem

# %% [markdown]
# ## The squared error as a quadratic form
#
# Written in matrix products, the squared error has four terms.

# %%
theorem("squared-error-expansion")

# %% [markdown]
# The two terms in the middle are $1 \times 1$ matrices, and each is the transpose of the other.

# %%
theorem("scalar-equals-its-transpose")

# %% [markdown]
# So they are equal, and three terms remain.

# %%
theorem("squared-error-quadratic-form")

# %% [markdown]
# ## Rules of matrix calculus
#
# The gradient $\nabla f$ of a polynomial $f$ is defined here by its first-order term: $f(w + h)$
# differs from $f(w)$ by $h^{\mathsf T} \nabla f(w)$, and by terms of higher order in $h$. It is
# found by multiplying out. The Hessian $\nabla^2 f$ is the derivative of the gradient.

# %%
theorem("gradient-of-a-quadratic-form")

# %% [markdown]
# The rule that is usually quoted, $2Aw$, uses a symmetric $A$.

# %%
theorem("gradient-of-a-symmetric-quadratic-form")

# %%
theorem("gradient-of-a-linear-form")

# %% [markdown]
# ## The gradient

# %%
theorem("gradient-of-the-squared-error")

# %% [markdown]
# The same in SymPy's own words, which run wherever SymPy is installed: for three observations and
# two weights, SymPy differentiates $J$ by each weight. This shows one size only; the theorem is
# about all $n$ and $d$.

# %% tags=["plain-sympy"]
from sympy import Matrix, Rational, symbols

n, d = 3, 2
X = Matrix(n, d, symbols(f"x:{n}:{d}"))
y = Matrix(symbols(f"y:{n}"))
w = Matrix(symbols(f"w:{d}"))

J = (X * w - y).dot(X * w - y) / n
gradient = Matrix([J.diff(w_j) for w_j in w])
gradient.expand() == (Rational(2, n) * (X.T * X * w - X.T * y)).expand()

# %% [markdown]
# Because $J$ is of second order, its expansion around any point stops at the second-order term,
# and is exact.

# %%
theorem("squared-error-taylor")

# %% [markdown]
# ## The normal equation
#
# Let $\hat w$ be any point at which the gradient is 0. It satisfies the normal equation, and where
# that holds, the gradient is 0. Nothing is asked of the rank of $X$.

# %%
theorem("normal-equation")

# %% [markdown]
# In SymPy's own words, again for three observations and two weights only: SymPy finds the point at
# which all derivatives of $J$ are 0, and there the normal equation holds. To solve for that point,
# SymPy divides by the determinant of $X^{\mathsf T} X$, and does not say that it must not be 0; the
# theorem needs no such thing.

# %% tags=["plain-sympy"]
from sympy import Matrix, simplify, solve, symbols

n, d = 3, 2
X = Matrix(n, d, symbols(f"x:{n}:{d}"))
y = Matrix(symbols(f"y:{n}"))
w = Matrix(symbols(f"w:{d}"))

J = (X * w - y).dot(X * w - y) / n
w_hat = w.subs(solve([J.diff(w_j) for w_j in w], list(w)))
simplify(X.T * X * w_hat) == X.T * y

# %%
theorem("normal-equation-gives-stationarity")

# %% [markdown]
# None of this used an inverse. The closed form does.

# %%
theorem("least-squares-estimate")

# %% [markdown]
# In [the worked example](worked-example.py#estimate) six points have the line $2x + 7$, from a Gram
# matrix with the rows (294, 30) and (30, 6).
# Here they can be moved:

# %%
from derivations.evidence.six_points import POINTS
from derivations.site.figure_of_points import points_figure

points_figure(POINTS)

# %%
theorem("least-squares-estimate-solves-the-normal-equation")

# %% [markdown]
# ## The Hessian and the Gram matrix
#
# When does $X^{\mathsf T} X$ have an inverse? Up to a factor, it is the second derivative of $J$.

# %%
theorem("hessian-of-the-squared-error")

# %% [markdown]
# In SymPy's own words, with its own `hessian`; again this shows three observations and two weights
# only.

# %% tags=["plain-sympy"]
from sympy import Matrix, Rational, hessian, symbols

n, d = 3, 2
X = Matrix(n, d, symbols(f"x:{n}:{d}"))
y = Matrix(symbols(f"y:{n}"))
w = Matrix(symbols(f"w:{d}"))

J = (X * w - y).dot(X * w - y) / n
hessian(J, list(w)).expand() == (Rational(2, n) * X.T * X).expand()

# %% [markdown]
# So what is known of the Hessian is what is known of the Gram matrix $X^{\mathsf T} X$.

# %%
theorem("gram-quadratic-form")

# %%
theorem("gram-positive-semidefinite")

# %%
theorem("hessian-positive-semidefinite")

# %% [markdown]
# So $J$ is convex: between two points $v$ and $u$ it never lies above its chord, the straight line
# from $J(v)$ to $J(u)$. That needs no second derivative. By how much it lies below is known
# exactly, at the point that is the part $t$ of the way from $v$ to $u$; it is nothing where both
# points give the same fit.

# %%
theorem("convexity-gap-of-the-squared-error")

# %%
theorem("squared-error-is-convex")

# %% [markdown]
# Two observations and one weight, computed from the terms of the theorem:

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results import convexity, model

u, v, t = convexity.u, model.v, convexity.t
data = {model.X: [[1], [2]], model.y: [1, 4], u: [3], v: [1], t: [[Fraction(1, 4)]]}
terms = (model.J(u), model.J(v), convexity.chord, model.J(convexity.between))
below = convexity.convexity_gap.conclusion.right
shown = "".join(
    f"<tr><td>{maths(latex(term))}</td><td>{evaluate(term, data).item()}</td></tr>"
    for term in (*terms, below)
)
HTML(f"<table><tbody>{shown}</tbody></table>")

# %% [markdown]
# Three conditions turn out to be one: $X$ has full column rank, $X^{\mathsf T} X$ is positive
# definite, $X^{\mathsf T} X$ is invertible. The next four theorems prove the two equivalences, one
# direction each. The last of them uses that [a square matrix of full column rank is
# invertible](noise-to-likelihood.py#square-matrix-of-full-column-rank-is-invertible).

# %%
theorem("gram-positive-definite-if-full-column-rank")

# %%
theorem("full-column-rank-if-gram-positive-definite")

# %%
theorem("full-column-rank-if-gram-invertible")

# %%
theorem("gram-invertible-if-full-column-rank")

# %% [markdown]
# The Hessian itself is positive definite exactly if $X$ has full column rank.

# %%
theorem("hessian-positive-definite-if-full-column-rank")

# %%
theorem("full-column-rank-if-hessian-positive-definite")

# %% [markdown]
# ## Lengths and products
#
# One more rule is about squared norms: $(x^{\mathsf T} y)^2 \le \lVert x \rVert^2 \lVert y
# \rVert^2$. Here $x$ and $y$ are any two columns of one size, and not the data. It holds of a
# column of zeros too, by whose squared norm nothing may be divided. In the place of a distinction
# of cases stands this: where $\lVert y \rVert^2 t \ge 0$, either $t \ge 0$, which is to say $|t| -
# t = 0$, or $y = 0$.

# %%
theorem("a-number-is-not-negative-or-a-column-is-zero")

# %%
theorem("cauchy-schwarz")

# %% [markdown]
# The same of lengths, which are roots:

# %%
theorem("a-larger-square-is-of-a-larger-number")

# %%
theorem("cauchy-schwarz-of-lengths")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="squared-error-to-closed-form")))

# %% [markdown]
# Next: [the squared error is least there](minimum.py).
