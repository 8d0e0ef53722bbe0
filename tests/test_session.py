"""A session on a page shows what Python answers, and refuses what is not so."""

from pathlib import Path

import jupytext
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from derivations.kernel.errors import MalformedError
from derivations.site.session import ChangedAnswerError, Session

ROOT = Path(__file__).parent.parent


def test_questions_and_answers_are_shown_and_names_stay():
    session = Session()
    session(
        """
        >>> def double(x):
        ...     return 2 * x
        """
    )
    shown = session(
        """
        >>> double(21) < 43
        True
        >>> print("one\\ntwo")
        one
        two
        >>> 1 / 0
        Traceback (most recent call last):
            ...
        ZeroDivisionError: division by zero
        """
    )
    assert str(shown) == (
        ">>> double(21) < 43\nTrue\n"
        '>>> print("one\\ntwo")\none\ntwo\n'
        ">>> 1 / 0\nZeroDivisionError: division by zero\n"
    )
    assert '<span class="question">&gt;&gt;&gt; double(21) &lt; 43\n</span>True\n' in (
        shown._repr_html_()
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (">>> 6 * 7\n41\n", "6 * 7 answers 42, not 41"),
        (">>> 6 * 7\n", "6 * 7 answers 42, not nothing"),
        (">>> None\n42\n", "None answers nothing, not 42"),
        (">>> 1 / 0\n42\n", "1 / 0 raises ZeroDivisionError: division by zero"),
        (
            ">>> 1 / 0\nTraceback (most recent call last):\n    ...\nKeyError: 1\n",
            "1 / 0 answers ZeroDivisionError: division by zero, not KeyError: 1",
        ),
        (
            ">>> 6 * 7\nTraceback (most recent call last):\n    ...\nKeyError: 1\n",
            "6 * 7 answers 42, not",
        ),
    ],
)
def test_another_answer_than_expected_is_refused(text, said):
    with pytest.raises(ChangedAnswerError) as error:
        Session()(text)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("text", ["", "6 * 7\n42\n"])
def test_a_session_without_a_question_is_refused(text):
    with pytest.raises(MalformedError, match="no question"):
        Session()(text)


def test_jupyter_leaves_the_prompts_of_a_page_alone():
    """It takes them for pasted ones and drops them, unless the quotes stand on a line alone."""
    cells = jupytext.read(ROOT / "docs/trusted.py").cells
    asked = [cell.source for cell in cells if cell.cell_type == "code" and ">>>" in cell.source]
    assert asked
    for source in asked:
        assert TransformerManager().transform_cell(source).strip() == source.strip()
