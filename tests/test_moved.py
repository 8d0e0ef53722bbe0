"""What notebooks import that were downloaded before modules moved works for one more version."""

import subprocess
import sys
from importlib import import_module

import pytest

import derivations
from derivations.moved import MOVED

pytestmark = pytest.mark.filterwarnings("ignore:derivations:DeprecationWarning")

# What the pages and the README of version 0.4 imported, by the modules of that version.
IMPORTED = {
    "derivations.argument": "argument_of provided",
    "derivations.contents": "CHAPTERS",
    "derivations.decide": "counterexample counterexample_text",
    "derivations.display": "assumed_html excerpt_html laws_html maths reference_html",
    "derivations.distributions": "Normals floating two_valued",
    "derivations.evaluate": "evaluate",
    "derivations.export": "export",
    "derivations.glossary": "abbreviations_html hypotheses_html letters_html signs_html",
    "derivations.interop.sympy": "Jacobian Map from_sympy statement_from_sympy",
    "derivations.kernel.frozen": "frozen_sequent hash_of",
    "derivations.kernel.normal_form": "normal_form",
    "derivations.kernel.statements": "Statement",
    "derivations.kernel.terms": "Expectation Letter MomentGenerating Term",
    "derivations.listing": "listing_html",
    "derivations.map": "ancestry_html chapters_html counts_html most_used_html provided_html "
    "theorems_html",
    "derivations.model": "J X centring d epsilon hat_matrix least_squares variance w w_hat w_star "
    "x_bar y y_bar",
    "derivations.opened": "opened_html",
    "derivations.picture": "BLUE HEIGHT INK LETTERS Picture RED WIDTH inked panel",
    "derivations.printing": "latex",
    "derivations.proof_format": "clauses_html excerpt kinds_html rules_html",
    "derivations.registry": "theorems",
    "derivations.remainder": "term_of",
    "derivations.results": "closed_form intercept",
    "derivations.results.bias": "Z omitted short u_star",
    "derivations.results.closed_form": "estimate",
    "derivations.results.covariance": "Var homoscedastic",
    "derivations.results.estimated_intercept": "equal_variances",
    "derivations.results.estimator": "w_hat",
    "derivations.results.gaussian_estimate": "estimate_gaussian",
    "derivations.results.log_likelihood": "ell",
    "derivations.results.noise": "s",
    "derivations.results.noise_variance": "variance_hat",
    "derivations.results.other_noise": "A Q",
    "derivations.session": "Session",
    "derivations.trust": "code_html counts_html facts_html marks_html rules_html",
    "derivations.trusted": "trusted",
}


@pytest.mark.parametrize("module", IMPORTED)
def test_what_was_imported_is_still_there(module: str) -> None:
    names = ", ".join(IMPORTED[module].split())
    exec(f"from {module} import {names}")


@pytest.mark.parametrize("old", MOVED)
def test_an_old_name_is_of_the_same_module(old: str) -> None:
    assert import_module(old) is import_module(MOVED[old])


def test_an_old_name_warns_of_the_new_one() -> None:
    code = "from derivations.display import maths"
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], capture_output=True, text=True, check=True
    )
    assert "derivations.display is derivations.presentation.theorems now" in done.stderr


def test_decide_stays_the_function() -> None:
    code = (
        "from derivations.decide import counterexample\n"
        "import derivations\n"
        "assert derivations.decide(1, 1).proved"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_module_that_never_was_is_not_found() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"derivations\.nothing"):
        import_module("derivations.nothing")
    with pytest.raises(AttributeError):
        _ = derivations.nothing
