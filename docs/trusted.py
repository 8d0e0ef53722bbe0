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
# # What is trusted
#
# For a reader who wants to decide whether to believe this site, and for one who wonders how a
# program can check a line for all $n$ and $d$ at once. The counts, the tables of rules, laws and
# facts, and every answer below a `>>>` were computed when this page was built. The prose was
# written by hand.
#
# ## What is claimed {#claim}
#
# A theorem here says: *where these hypotheses hold, this holds*, for all sizes and all real
# matrices of these shapes. A small program, the *kernel*, has found that the lines of its proof
# follow by its rules. It also computes the list of hypotheses: what was assumed, and what gives the
# terms a meaning, such as that a matrix has an inverse. *This proof uses* says just that. Another
# proof may use less.
#
# You do not have to trust the people who wrote the derivations, or the programs that search for
# proofs and counterexamples. You do have to trust
#
# - the *kernel*: [its rules](#rules), and the code behind them;
# - the [laws](#laws) of order, of squares, and of exp, ln, roots, absolute values, π and
#   pseudoinverses, which are taken without proof;
# - the [cited facts](#facts), for the theorems that rest on one;
# - what prints the formulas and builds the pages, for what you see;
# - that Python and its standard library do what they say.
#
# Counted below are the theorems that rest on cited facts, [chapter by chapter](#counts), and the
# [lines of code](#check) that you would have to read.
#
# ## How a line is checked {#how}
#
# The kernel does not try sizes. To it $n$ and $d$ are letters, and $X$ is a letter of shape $n
# \times d$. It multiplies out both sides of an equation, moves each transpose onto the letters, and
# treats what is $1 \times 1$ as a number, which commutes and equals its transpose. The result is
# the *normal form*. Each of these steps is right for matrices of any size, so that two sides with
# one normal form are equal for all $n$ and $d$. Here it is of two terms that look different:

# %%
from derivations.site.session import Session

kernel = Session()
kernel(
    """
    >>> from derivations import Dimension, Equals, Inverse, Letter
    >>> from derivations import algebra, assume, decide
    >>> from derivations.kernel.normal_form import normal_form
    >>> from derivations.proving.remainder import term_of
    >>> n, d = Dimension("n"), Dimension("d")
    >>> X, w, y = Letter("X", n, d), Letter("w", d), Letter("y", n)
    >>> print(term_of(normal_form((X @ w - y).T @ (X @ w - y))))
    (wᵀXᵀXw) + (yᵀy) − 2(yᵀXw)
    >>> print(term_of(normal_form(w.T @ X.T @ (X @ w - 2 * y) + y.T @ y)))
    (wᵀXᵀXw) + (yᵀy) − 2(yᵀXw)
    """
)

# %% [markdown]
# The rule `algebra` makes a theorem of such an equation. Where equations are used on the way, such
# as $A^{-1} A = I$ or one that is assumed, it takes a *certificate*: a term with a hole for each of
# them. The equation that is claimed follows if the difference of its sides has the same normal form
# as the difference of two terms, those with the left sides and with the right sides in the holes.
# For $u^{\mathsf T} A u = u^{\mathsf T} b$, given $Au = b$, the term is $u^{\mathsf T} h$.
#
# A program outside the kernel looks for certificates, by rewriting, and it need not be believed:
# the kernel checks what it finds. In the next one an inverse cancels, and the kernel adds what
# nobody wrote: that the inverse has to exist. Then the normal equation is assumed, and used. With a
# wrong sign no certificate is found.

# %%
kernel(
    """
    >>> back = Inverse(X.T @ X) @ (X.T @ X @ w)
    >>> algebra(Equals(w, back))
    XᵀX is invertible  ⊢  w = (XᵀX)⁻¹(XᵀXw)
    >>> normal = assume(Equals(X.T @ X @ w, X.T @ y))
    >>> algebra(Equals(back, Inverse(X.T @ X) @ X.T @ y), normal)
    XᵀXw = Xᵀy, XᵀX is invertible  ⊢  (XᵀX)⁻¹(XᵀXw) = (XᵀX)⁻¹Xᵀy
    >>> algebra(Equals(w.T @ X.T @ y, -(y.T @ X @ w)))
    Traceback (most recent call last):
        ...
    derivations.kernel.errors.RefusedError: wᵀXᵀy = −yᵀXw does not follow by algebra
    """
)

# %% [markdown]
# A refusal is no disproof: normal forms may differ where two sides are equal for a reason that the
# rule was not given. So `decide`, which looks for proofs, has three answers, *proved*, *refuted*
# and *undecided*, and it refutes only by an exact counterexample:

# %%
kernel(
    """
    >>> decide(w.T @ X.T @ y, -(y.T @ X @ w))
    refuted: wᵀXᵀy = −yᵀXw
    for example at
    d = 1, n = 1
    X = 1   w = 1   y = 1
    where the sides differ
    left side = 1   right side = -1
    """
)

# %% [markdown]
# What is no equation is reduced to equations, and to laws such as that a square is never negative.
# A point $\hat w$ minimises $J$ if $J(w) - J(\hat w) \ge 0$ for every $w$; a matrix $A$ is positive
# semidefinite if it is symmetric and $v^{\mathsf T} A v \ge 0$ for every $v$; the gradient of $J$
# at $w$ is the column $g$ for which $g^{\mathsf T} h$ is the part of $J(w + h) - J(w)$ that is
# linear in $h$.
#
# ## Three witnesses of every line {#witnesses}
#
# Beside each line stand three marks, in this order:

# %%
from IPython.display import HTML

from derivations.site.trust import marks_html

HTML(marks_html())

# %% [markdown]
# They are found when the site is built, and a ✗ stops the build. Only the first witness proves
# anything. The other two could catch an error of the kernel, a line that it proves and that is
# false for the values that they try.
#
# *What they try.* Matrices of rational numbers, and exact laws for what is random, are drawn at
# random from a fixed seed, so that the hypotheses of the line hold. Each witness first checks that
# they do. SymPy keeps symbols for column vectors that the hypotheses leave free, where it can. A
# size at which no such values are found is left out; if it is the last one, the mark is a –. That a
# function which is not quadratic is least at a point, NumPy tries: downhill from many other points,
# near and far, it looks for a lower one, and agrees where it finds none.
#
# *What they share.* All three share the classes of terms and statements, and so what a formula is
# made of. SymPy and NumPy share the program that draws the values. Neither uses the normal form or
# the rules. Each has its own code for what a product, an inverse or an expectation is worth; that
# of NumPy is also used to draw the values.
#
# ## Counts {#counts}
#
# Every line of every proof is proved by the kernel. What differs is whether its proof, with all
# that it goes back to, rests on a [cited fact](#facts).

# %%
from derivations import theorems
from derivations.site.trust import counts_html

results = theorems()
HTML(counts_html(results))

# %% [markdown]
# ## The rules {#rules}
#
# These are all the rules, in the words of the code; there is no other way to make a theorem. Read
# $\Gamma \vdash A$ as: where the statements $\Gamma$ hold, $A$ holds. A rule takes over the
# hypotheses and the cited facts of its premises; only `cut` and `introduce` can take a hypothesis
# away. The *normal form* is that of [above](#how). Some statements are *defined*: each has a list
# of clauses. That $A$ has full column rank, for example, has one clause, that $Av = 0$ implies $v =
# 0$, for every $v$; the rule `introduce` proves such a statement, and `unfold` uses it. The *own
# steps* of a line lead to it from earlier lines and theorems; its *whole proof* goes back to
# assumptions, laws and cited facts.

# %%
from derivations.site.trust import rules_html

HTML(rules_html(results))

# %% [markdown]
# ## The laws {#laws}
#
# With the rules `mean_square` and `product_of_positives`, these are all that the kernel knows of
# order, of squares that vanish, and of exp, ln, roots, absolute values, π and pseudoinverses, for
# matrices of fitting shapes and real numbers $s$, $t$, $a$ and $b$. Much else that a reader knows
# of them, such as $\ln ab = \ln a + \ln b$, is proved from these; [that ln is
# increasing](#logarithm-keeps-order) rests on a cited fact too. The rule is `law`.
#
# Those of $U^+$ are the equations of R. Penrose (*Proceedings of the Cambridge Philosophical
# Society* 51, 1955), who proved that every matrix has just one pseudoinverse. That there is one is
# taken here, with these laws; that [there is no
# other](all-minimisers.py#penroses-equations-give-the-pseudoinverse) is proved from them.

# %%
from derivations.presentation.theorems import laws_html

HTML(laws_html())

# %% [markdown]
# ## The cited facts {#facts}
#
# What is taken here and not proved, each with its source. No fact is about regression. The rule is
# `cite`, and a theorem that rests on a fact says so. In the tests each fact is tried on numbers,
# and a statement close to it is found false. The sources were cited from memory. Each fact says
# what of its source could not be confirmed, where else it was read, how the hypotheses differ
# there, and what the kernel lacks for a proof. Two facts that stood here are not needed any more.
# That [a square matrix of full column rank is
# invertible](noise-to-likelihood.py#square-matrix-of-full-column-rank-is-invertible) is proved; and
# that a Gaussian vector has finite second moments is part of what is cited of its covariance, which
# would mean nothing otherwise.

# %%
from derivations.site.trust import facts_html

HTML(facts_html(results))

# %% [markdown]
# ## Defended, and not {#threat-model}
#
# **Defended: mistakes, and casual tampering.** A theorem has no field in which to lie. Its
# hypotheses and its conclusion are computed from the rule and its arguments. Neither it nor what it
# speaks of can be changed: all are tuples of Python, and each is known to the kernel by what it was
# built of. All checks raise an error, so that `python -O` switches none off. A few ways to cheat,
# tried when this page was built:

# %%
kernel(
    """
    >>> from derivations import Theorem
    >>> theorem = algebra(Equals((X @ w).T, w.T @ X.T))
    >>> theorem.conclusion = Equals(n, d)
    Traceback (most recent call last):
        ...
    AttributeError: property 'conclusion' of 'Theorem' object has no setter
    >>> object.__setattr__(theorem.conclusion, "left", n)
    Traceback (most recent call last):
        ...
    AttributeError: property 'left' of 'Equals' object has no setter
    >>> lie = tuple.__new__(Theorem, ("assume", (), (), Equals(n, d), frozenset()))
    >>> lie
    ⊢  n = d
    >>> algebra(Equals(n, d), lie)
    Traceback (most recent call last):
        ...
    derivations.kernel.errors.MalformedError: a theorem that no rule has proved
    """
)

# %% [markdown]
# The last one looks like a theorem, and is none: no rule takes it, and nothing publishes it.
#
# **Not defended:** a program that rewrites the kernel or Python itself while they run, and an error
# in the kernel. There is no proof that the kernel is right. There are the two other witnesses, and
# tests that attack it: false theorems that a careless kernel would prove, and lines with a sign, a
# factor or a hypothesis changed, of which it has to refuse each that is false.
#
# **What a page can still get wrong.**
#
# - *Prose.* Titles, reasons, the sentences that explain a hypothesis, descriptions of pictures, and
#   formulas inside a sentence are written by hand. Displayed formulas are not: the build stops at
#   one that no theorem prints. Formulas in the reason of a line are printed from objects too, and
#   an equation among them is checked, unless it only says what a letter stands for.
# - *Printing.* A formula could be printed as something else than it is. Two things of one name are
#   refused in what is published; for the rest the printers are trusted, and so are KaTeX and your
#   browser.
# - *Pictures.* They are computed, many from simulated data. They illustrate, and prove nothing.
# - *Hypotheses that contradict each other*, from which anything would follow. In the tests, each
#   theorem has an exact example that satisfies all its hypotheses.
# - *Your data.* Whether they satisfy a hypothesis is not a matter of proof.
#
# **What is not checked:** that the definitions are the ones you mean, that a source says what is
# cited where the [ledger](#facts) says that this was not confirmed, that a theorem is worth
# reading.
#
# ## Why SymPy is not the judge {#sympy}
#
# SymPy is one of the witnesses here, on explicit matrices, entry by entry. Its matrices without
# entries, `MatrixSymbol`, are another matter. Each of the following was asked when this page was
# built, and the build stops if an answer is no longer the one that is described.

# %%
import sympy

HTML(f"<p>SymPy {sympy.__version__} answers.</p>")

# %% tags=["shows-its-code"]
session = Session()
session(
    """
    >>> from sympy import *
    >>> from sympy.stats import Covariance, Variance
    >>> from sympy.stats.rv import RandomMatrixSymbol
    >>> from derivations import Invertible, PositiveDefinite, decide
    >>> from derivations.proving.decide import counterexample, counterexample_text
    >>> from derivations.interop.sympy import Jacobian, Map, from_sympy

    >>> from derivations.interop.sympy import statement_from_sympy
    """
)

# %% [markdown]
# ### An inverse that does not exist {#sympy-inverse}
#
# If $X$ has two rows and three columns, then $X^{\mathsf T} X$ has rank 2 at most, and no inverse.
# SymPy cancels it all the same, as soon as Python evaluates the product. Entry by entry, SymPy
# knows better: the determinant is 0, whatever the entries.

# %% tags=["shows-its-code"]
session(
    """
    >>> X = MatrixSymbol("X", 2, 3)
    >>> Inverse(X.T * X) * (X.T * X)
    I
    >>> Matrix(X.T * X).det()
    0
    """
)

# %% [markdown]
# The kernel proves the same equation, but with its hypothesis, which no such $X$ satisfies.

# %% tags=["shows-its-code"]
session(
    """
    >>> product = MatMul(Inverse(X.T * X), X.T * X, evaluate=False)
    >>> decide(product, Identity(3))
    proved: (XᵀX)⁻¹(XᵀX) = I_3
      where XᵀX is invertible
    """
)

# %% [markdown]
# ### A definite matrix that is not {#sympy-definite}
#
# For the same $X$, SymPy says that $X^{\mathsf T} X$ is positive definite if $X$ has full rank. It
# is so for full *column* rank, which a wide matrix never has.

# %% tags=["shows-its-code"]
session(
    """
    >>> ask(Q.positive_definite(X.T * X), Q.fullrank(X))
    True
    >>> wide = Matrix([[1, 0, 0], [0, 1, 0]])
    >>> wide.rank(), (wide.T * wide).is_positive_definite
    (2, False)
    """
)

# %% [markdown]
# This package does not read that hypothesis. If the rows of $X$ are independent, so that $X
# X^{\mathsf T}$ is invertible, a counterexample refutes the claim.

# %% tags=["shows-its-code"]
session(
    """
    >>> statement_from_sympy(Q.fullrank(X))
    Traceback (most recent call last):
        ...
    derivations.kernel.errors.MalformedError: Q.fullrank(X) is not read: it is true of wide matrices too: write full_column_rank(A), or Q.invertible(A)
    >>> claim = PositiveDefinite(from_sympy(X.T * X))
    >>> given = Invertible(from_sympy(X * X.T))
    >>> print(counterexample_text(counterexample(claim, given)))
    X = [0 0 1]
        [0 1 0]
    """  # noqa: E501
)

# %% [markdown]
# ### A gradient that vanishes {#sympy-gradient}
#
# The gradient of $q = \lVert y - Xw \rVert^2$ in $w$ is $-2 X^{\mathsf T}(y - Xw)$, and a constant
# that is added does not change it. SymPy finds it for $q$. But where $q$ is written as a number, as
# its trace or its only entry, and another number $s$ is added, the gradient is 0, and nothing is
# said.

# %% tags=["shows-its-code"]
session(
    """
    >>> n, d = symbols("n d", integer=True, positive=True)
    >>> X, s = MatrixSymbol("X", n, d), Symbol("s")
    >>> y, w = MatrixSymbol("y", n, 1), MatrixSymbol("w", d, 1)
    >>> q = (y - X * w).T * (y - X * w)
    >>> q.diff(w)
    -2*X.T*(-X*w + y)
    >>> (Trace(q) + s).diff(w)
    0
    >>> (q[0, 0] + s).diff(w)
    0
    """
)

# %% [markdown]
# The kernel is asked for the Jacobian, which is the gradient as a row.

# %% tags=["shows-its-code"]
session(
    """
    >>> jacobian = Jacobian(Map(w, Trace(q) + s), w)
    >>> decide(jacobian, ZeroMatrix(1, d)).word
    'refuted'
    >>> decide(jacobian, (-2 * X.T * (y - X * w)).T)
    proved: ∂_w(s + tr((−wᵀXᵀ + yᵀ)(−Xw + y))) = −2(−wᵀXᵀ + yᵀ)X
    """
)

# %% [markdown]
# ### A scalar and its transpose {#sympy-transpose}
#
# $y^{\mathsf T} X w$ is a number, and so equal to its transpose. SymPy does not see that the
# difference is 0.

# %% tags=["shows-its-code"]
session(
    """
    >>> simplify(y.T * X * w - w.T * X.T * y)
    -w.T*X.T*y + y.T*X*w
    >>> decide(y.T * X * w, w.T * X.T * y)
    proved: yᵀXw = wᵀXᵀy
    """
)

# %% [markdown]
# ### The variance of a sum {#sympy-variance}
#
# The variance of $AU + BV$ has two mixed terms, with $\mathrm{Cov}[U, V]$ and with $\mathrm{Cov}[V,
# U]$, each the transpose of the other. SymPy writes twice the first.

# %% tags=["shows-its-code"]
session(
    """
    >>> k = Symbol("k", integer=True, positive=True)
    >>> A, B = MatrixSymbol("A", n, k), MatrixSymbol("B", n, k)
    >>> U = RandomMatrixSymbol("U", k, 1)
    >>> V = RandomMatrixSymbol("V", k, 1)
    >>> total = Variance(A * U + B * V)
    >>> print(total.expand())
    2*A*CrossCovarianceMatrix(U, V)*B.T + A*VarianceMatrix(U)*A.T + B*VarianceMatrix(V)*B.T
    >>> decide(total, total.expand()).word
    'refuted'
    >>> squares = A * Variance(U) * A.T + B * Variance(V) * B.T
    >>> crossed = A * Covariance(U, V) * B.T
    >>> decide(total, squares + crossed + B * Covariance(V, U) * A.T)
    proved: Var[AU + BV] = ACov[U, V]Bᵀ + AVar[U]Aᵀ + BCov[V, U]Aᵀ + BVar[V]Bᵀ
      where E[‖U‖²] < ∞
      where E[‖V‖²] < ∞
    """
)

# %% [markdown]
# Where matrices are written out entry by entry SymPy is at home, but there it proves one shape at a
# time. So a small kernel of our own is the judge, for all shapes at once, and SymPy, entry by
# entry, is a witness.
#
# ## Check it yourself {#check}
#
# With Python 3.11 or later and a network:
#
# ```
# pip install {package}
# python -m derivations verify
# ```
#
# The first command installs the package as this site offers it, which is its source, with NumPy and
# SymPy. The second one replays every proof and runs every witness on your machine, in about a
# minute, says how many lines of each theorem each witness confirms, and exits with 0 only if
# everything holds. To refute this site, find a line that is false and passes.
#
# Your browser can prove all of it too, by [a second checker](#second).
#
# Or take the proofs as [data](proof-format.py), and read the code that checks them:
#
# ```
# python -m derivations export > proofs.json
# python -m derivations.reader proofs.json
# python -m derivations trusted
# ```
#
# The last command counts the code that the second one loads, in lines without blank ones, comments,
# docstrings and imports. That is all that can make a theorem: no search, no printing, and nothing
# but Python's standard library. The file with the rules comes first; begin there.

# %%
from pathlib import Path

import derivations
from derivations.publishing.trusted import trusted
from derivations.site.trust import code_html

folder = Path(derivations.__file__).parents[1]
found = trusted()
HTML(code_html(folder, found.logic))

# %% [markdown]
# Counted apart is what is read as data: the table of all kinds of terms and statements, and what is
# taken without proof.

# %%
HTML(code_html(folder, found.data))

# %% [markdown]
# And this is the code that shows theorems on the pages. An error in it can show something else than
# was proved, but cannot make a theorem.

# %%
rooms = ("derivations/printing", "derivations/presentation", "derivations/site", "docs/_build")
HTML(code_html(folder, [path for room in rooms for path in sorted(folder.glob(f"{room}/*.py"))]))

# %% [markdown]
# ## A second checker {#second}
#
# A mistake in the kernel could let a false line pass. So there is a second checker: one file of
# JavaScript, <a href="../assets/javascripts/checker.js" download>checker.js</a>, which needs
# nothing but a browser, or Node. It reads the [file of all proofs](proof-format.py), computes what
# follows from each step, and compares the hash of each published statement with the registry's. A
# false line would have to pass both.

# %%
from derivations.site.checker import CHECK_ALL, lines_html

HTML(CHECK_ALL + lines_html(folder, found))

# %% [markdown]
# - *What they do not share*: any code. The second one was written anew, in another language, with
#   terms, an order of terms, a normal form and a SHA-256 of its own. The laws and the cited facts
#   are written in it a second time. The kernel was looked at where the two must agree to the
#   letter, such as on the conditions under which a term means anything.
# - *What they share*: the file of proofs, the rules and what they mean, the same authors, and the
#   machine. That a law is right and a cited fact true, neither of them knows. What stands on the
#   pages is printed by the first alone; the second shows what it proved in the form that is hashed.
