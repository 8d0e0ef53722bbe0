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
# # Other noise, other criteria
#
# Where the noise is known to be other than assumed, the two steps of [the chapter
# before](likelihood-to-squared-error.py) lead from its [log-likelihood](log-likelihood.py) to
# another criterion.
#
# ## In short
#
# - Independent Gaussian noise of known, unequal variances leads to [weighted squared
#   error](#minimiser-of-weighted-squared-error-maximises-the-log-likelihood): each squared residual
#   is divided by the variance of its observation.
# - Correlated Gaussian noise, with a covariance that is known up to a factor, leads to [generalised
#   squared error](#minimiser-of-generalised-squared-error-maximises-the-log-likelihood).
# - Independent Laplace noise of one scale leads to the [mean absolute
#   error](#minimiser-of-absolute-error-maximises-the-log-likelihood).
# - Each is proved in both directions: what minimises the criterion maximises the log-likelihood and
#   the likelihood, and the other way round. (Put together with the density of the observations it
#   stands in [the next chapter](criteria-compared.py#each-noise-has-its-criterion).)
#
# ## The setting
#
# As in the chapter before, likelihood and log-likelihood are formulas here, and nothing is random;
# $e_i$, $y_i$, $x_i$ and the sums are those of [the chapters before](noise-to-likelihood.py).

# %%
from derivations import theorem

# %% [markdown]
# ## Unequal variances: weighted squared error
#
# In the criterion $Q(w)$ each squared residual is divided by the variance of its observation. The
# variances are taken as known.

# %%
theorem("minimiser-of-weighted-squared-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-weighted-squared-error")

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood-with-unequal-variances")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood-with-unequal-variances")

# %% [markdown]
# ## Correlated noise: generalised squared error
#
# With the covariance matrix $\sigma^2 V$, and $V$ taken as known, the criterion is
# $G(w) = (y - Xw)^{\mathsf T} V^{-1} (y - Xw)$. For $V = I_n$ it is $nJ(w)$.

# %%
theorem("minimiser-of-generalised-squared-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-generalised-squared-error")

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood-with-correlated-noise")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood-with-correlated-noise")

# %% [markdown]
# ## Laplace noise: the mean absolute error
#
# With Laplace noise the criterion is $A(w)$, the mean absolute error.

# %%
theorem("minimiser-of-absolute-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-absolute-error")

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood-with-laplace-noise")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood-with-laplace-noise")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="other-noise")))

# %% [markdown]
# Next: [how these criteria compare](criteria-compared.py), with one another and with $R^2$.
