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
# # The laws, simulated
#
# The theorems say what the mean, the covariance and the law of an estimate are, over all data sets
# that the noise could have made. Here 400,000 such data sets are made, and the theorems are held
# against them: the right formulas have to agree, and wrong ones, which are often taken for right,
# have to be found out.
#
# ## In short
#
# - The [mean](bias-and-covariance.py#least-squares-is-unbiased) and the
#   [covariance](bias-and-covariance.py#covariance-of-the-estimate-with-equal-variances) of the
#   estimate are as stated, for Gaussian noise, for noise that is only 1 or −1, and for Laplace's.
# - The [law of the t ratio](noise-variance.py#law-of-the-t-ratio) is as stated for Gaussian noise,
#   and [not for the others](#laws): it is where normality is needed.
# - That the estimate and the residual are
#   [uncorrelated](distribution-of-the-estimate.py#estimate-and-residual-are-uncorrelated) holds for
#   all three, that they are [independent](#laws) for Gaussian noise alone.
# - Formulas with a wrong divisor, law or variance [are found out](#wrong), by a hundred standard
#   errors at least.
# - A right formula would be called wrong in [one case in 1,000 million](#limits) at most.
#
# ## The setting
#
# The features are those of the worked example, $x = (0, 0, 2, 5, 11, 12)$ beside a column of ones,
# so that $n = 6$ and $d = 2$. The true slope is 2 and the true intercept 7. The errors are
# independent, of mean 0 and variance 36. What is expected is computed exactly from the statements
# of the theorems. The numbers are drawn with a fixed seed by NumPy's generator PCG64, so that the
# page is the same each time that it is built.

# %%
import numpy as np
from IPython.display import HTML

from derivations.evidence import simulation
from derivations.evidence.simulation import LIMIT, NOISES, UNEQUAL, Simulation
from derivations.presentation.theorems import mention_html
from derivations.publishing.registry import theorem
from derivations.site.table import Table

COUNT = 400_000
runs = [Simulation(noise, COUNT) for noise in NOISES]
gaussian, signs, laplace = runs


def linked(what, id):
    """What is said, and the number of the theorem that says it."""
    return f"{what}<div>{mention_html(theorem(id))}</div>" if id else what


def signed(number, digits):
    """A number with a sign that is not a hyphen."""
    return f"{float(number):.{digits}f}".replace("-", "−")


def short(number):
    """A number with four digits at most."""
    return f"{float(number):.4g}".replace("-", "−")


def z(row):
    """A distance in standard errors, once it is clear on which side of the limit it has to be."""
    return signed(row.z, 1)


def right(rows):
    """Rows that have to agree."""
    for row in rows:
        if not row.agrees:
            raise ValueError(f"{row.what}: {row.found} is {row.z} standard errors off")
    return rows


def wrong(rows):
    """Rows that must not agree."""
    for row in rows:
        if row.agrees:
            raise ValueError(f"{row.what}: a wrong formula was not found out")
    return rows


# %% [markdown]
# ## Means and covariances
#
# Each row is a mean over all data sets. Beside it stands how far it is off, in standard errors,
# which are computed exactly as well: one column for each noise. None of these theorems supposes
# more of the noise than its mean and its variance.

# %%
means = [right(simulation.means_and_covariances(run)) for run in runs]
of_means = Table(
    ("what", "by theorem", "found", "off, Gaussian", "off, ±1", "off, Laplace"),
    [
        (
            linked(first.what, first.theorem),
            short(first.expected),
            signed(first.found, 4),
            *(z(row) for row in (first, *others)),
        )
        for first, *others in zip(*means, strict=True)
    ],
)
of_means

# %%
compared = [row for rows in means for row in rows]
apart = max(abs(row.z - row.score) for row in compared)
HTML(
    f"<p>The limit is {LIMIT:.2f} standard errors. A right formula is beyond it in at most one "
    f"case in 1,000 million, whatever the law of the noise is; for all {len(compared)} means of "
    f"this table together it is at most {len(compared)} in 1,000 million. Large single values are "
    f"held back for that where it is judged, which changes the numbers here by {apart:.2f} at "
    "most.</p>"
)

# %% [markdown]
# ### Where the limit comes from {#limits}
#
# A mean of Gaussian numbers is Gaussian. But squares of Laplace noise have heavy tails, and for a
# mean of them there is in general no more than Chebyshev's inequality, 2 % at the same limit. So
# what is summed over the $R$ data sets is not the deviation $Y$ but $\psi(aY)$, with $\psi(x) = x -
# x^3/6$ up to $\pm\sqrt2$, and level from there on. With a small $a$ it is nearly the same sum. As
# $\psi(x) \le \ln(1 + x + x^2/2)$, the mean of $\exp \psi(aY)$ is at most $1 + a^2 v/2$ for *every*
# law with mean 0 and variance $v$. So with $a = z/\sqrt{Rv}$ the sum is $z$ standard errors off, to
# either side, with the probability $2\exp(-z^2/2)$ at most, which is $10^{-9}$ at the limit. (The
# idea is O. Catoni's, of 2012. It is not checked by the kernel; nor is the variance of one data
# set's number, in which fourth moments stand.) That PCG64 draws as if at random is supposed.
#
# ### Unequal variances {#unequal}
#
# With errors of unequal variances, here 1, 4, 9, 16, 25 and 36, Gaussian, [the
# covariance](bias-and-covariance.py#covariance-of-the-estimate-with-unequal-variances) is another.

# %%
unequal = Simulation(NOISES[0], COUNT, np.sqrt(UNEQUAL))
rows = right(unequal.covariances("covariance-of-the-estimate-with-unequal-variances", s=UNEQUAL))
of_unequal = Table(
    ("what", "by theorem", "found", "off"),
    [
        (linked(row.what, row.theorem), signed(row.expected, 4), signed(row.found, 4), z(row))
        for row in rows
    ],
)
of_unequal

# %% [markdown]
# ## Which theorem needs Gaussian noise {#laws}
#
# The laws of $\hat w$, of $\mathrm{RSS}/\sigma^2$ and of the t ratio are theorems on Gaussian
# noise. How far is the distribution that was found from the law, at most? If the law is right, then
# by the inequality of Dvoretzky, Kiefer and Wolfowitz (with Massart's constant) the distance is
# within a band, but for one case in a thousand million.

# %%
found = [simulation.laws(run) for run in runs]
for distance in found[0]:
    if not distance.agrees:
        raise ValueError(f"{distance.what} is {distance.found} from {distance.law}")
for distance in (each for others in found[1:] for each in others):
    if distance.agrees:
        raise ValueError(f"{distance.what} has the law {distance.law} without Gaussian noise")


def within(distance):
    """A distance, and whether it is within the band."""
    return f"{distance.found:.4f}, {'within' if distance.agrees else '<strong>outside</strong>'}"


of_laws = Table(
    ("what", "law", "Gaussian", "±1", "Laplace"),
    [
        (linked(first.what, first.theorem), first.law, *map(within, (first, *others)))
        for first, *others in zip(*found, strict=True)
    ],
)
of_laws

# %%
HTML(
    f"<p>The band is {simulation.band(COUNT):.4f} wide on either side. With ±1 noise all six "
    "errors are the same in one case of 32. Then RSS is 0, and the t ratio, 0/0, is counted as "
    "0.</p>"
)

# %% [markdown]
# Uncorrelated is not independent. The table of means has, for every noise, that the slope and a
# residual are uncorrelated, [which needs moments
# alone](distribution-of-the-estimate.py#estimate-and-residual-are-uncorrelated). That they are
# independent is [a theorem on Gaussian
# noise](distribution-of-the-estimate.py#estimate-and-residual-are-independent): then the mean of
# the squared error of the slope, over its variance, times RSS, over $\sigma^2$, is $n - d$.

# %%
products = [simulation.independence(run) for run in runs]
right(products[:1])
wrong(products[1:])
of_products = Table(
    ("noise", "mean if independent", "found", "off"),
    [
        (run.noise.name, short(row.expected), signed(row.found, 3), z(row))
        for run, row in zip(runs, products, strict=True)
    ],
)
of_products

# %% [markdown]
# So with six observations of ±1 noise an interval that is made with the t distribution does not
# have the level that it claims. How often is the true slope within the interval of 95 %?

# %%
covered = [simulation.coverage(run) for run in runs]
right(covered[:1])
wrong(covered[1:])
of_coverage = Table(
    ("noise", "true slope within", "off, in standard errors"),
    [
        (run.noise.name, f"{100 * row.found:.2f} %", z(row))
        for run, row in zip(runs, covered, strict=True)
    ],
)
of_coverage

# %% [markdown]
# ## Wrong formulas {#wrong}
#
# A check that accepts everything shows nothing. These are formulas that are met in practice, under
# Gaussian noise; each of them has to fail, or this page is not built.

# %%
mistakes = wrong([*simulation.wrong_means(gaussian), simulation.wrong_variances(unequal)])
if min(abs(row.z) for row in mistakes) < 100:
    raise ValueError("a wrong formula is found out by less than the summary says")
of_mistakes = Table(
    ("formula", "it says", "found", "off"),
    [(row.what, f"{float(row.expected):.4g}", f"{row.found:.4g}", z(row)) for row in mistakes],
)
of_mistakes

# %%
others = simulation.wrong_laws(gaussian)
for distance in others:
    if distance.agrees:
        raise ValueError(f"{distance.law} was taken for the law of the t ratio")
of_wrong_laws = Table(
    ("what", "taken for", "distance"),
    [(each.what, each.law, within(each)) for each in others],
)
of_wrong_laws

# %% [markdown]
# The picture shows the distribution of the simulated t ratio, less that of t(4), over t. The thin
# lines are the band. N(0, 1) and t(5) leave it.

# %%
from derivations.site.picture import BLUE, INK, RED, Picture, panel

t = np.sort(gaussian.t)
grid = np.linspace(-6, 6, 241)
law = simulation.t_4(grid)
empirical = np.searchsorted(t, grid, side="right") / len(t)
figure, axes = panel(xlabel="t", ylabel="difference from t(4)", ylim=(-0.045, 0.045))
axes.plot(grid, empirical - law, color=BLUE, linewidth=2)
axes.plot(grid, simulation.normal(grid) - law, color=RED, linestyle="--")
axes.plot(grid, simulation.t_5(grid) - law, color=RED, linestyle=":")
for side in (1, -1):
    axes.axhline(side * simulation.band(COUNT), color=INK, linewidth=0.6)
axes.text(2.7, 0.033, "N(0, 1)", color=RED)
axes.text(-4.6, -0.017, "t(5)", color=RED)
axes.text(-4.6, 0.008, "simulated", color=BLUE)
of_t = Picture(
    (figure,),
    "The distribution of the simulated t ratio, less that of Student's t with 4 degrees of "
    "freedom, stays near 0 within a narrow band. N(0, 1) less the same law leaves the band by "
    "far, t with 5 degrees of freedom a little.",
)
of_t

# %% [markdown]
# The next one shows how far the means are off, right formulas above and wrong ones below, with the
# limit as thin lines. The scale is logarithmic beyond 10.

# %%
figure, axes = panel(xlabel="off, in standard errors")
axes.set_xscale("symlog", linthresh=10)
axes.set_xlim(-3000, 3000)
axes.set_xticks([-1000, -100, -10, 0, 10, 100, 1000])
axes.set_xticklabels(["−1000", "−100", "−10", "0", "10", "100", "1000"])
axes.set_yticks([1, 0], ["right", "wrong"])
axes.set_ylim(-0.6, 1.6)
good = [row.z for rows in means for row in rows]
bad = [row.z for row in mistakes]
axes.plot(good, [1 + 0.3 * (k % 7 - 3) / 3 for k in range(len(good))], "o", color=BLUE, ms=4)
axes.plot(bad, [0.3 * (k % 3 - 1) for k in range(len(bad))], "x", color=RED, ms=7)
for side in (1, -1):
    axes.axvline(side * LIMIT, color=INK, linewidth=0.6)
of_scores = Picture(
    (figure,),
    f"All means of right formulas are within {max(map(abs, good)):.1f} standard errors of 0, and "
    f"all of wrong ones at least {min(map(abs, bad)):.0f} away.",
)
of_scores

# %% [markdown]
# ## Minibatches, all of them
#
# For [the gradient of a minibatch](minibatches.py#minibatch-gradient-is-unbiased) nothing needs to
# be simulated: of six observations there are 15 batches of two. With the observations of the worked
# example and $w = 0$, their mean and their
# [covariance](minibatches.py#covariance-of-the-minibatch-gradient), over all 15, are those of the
# theorems, exactly.

# %%
mean, spread = simulation.minibatches()
by_theorem = simulation.minibatches_by_theorem()
if (mean, spread) != tuple(each.tolist() for each in by_theorem):
    raise ValueError("the minibatches have another mean or covariance than the theorems say")
of_batches = Table(
    ("of the gradients of all 15 batches", "slope", "intercept"),
    [
        ("mean", *(signed(row[0], 0) for row in mean)),
        ("variance", signed(spread[0][0], 1), signed(spread[1][1], 1)),
        ("covariance", signed(spread[0][1], 0), ""),
    ],
)
of_batches
