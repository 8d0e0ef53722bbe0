"""A Python session on a page: its answers are computed, and one that has changed stops the page.

A session is written as in a docstring, with what is expected after each question. What is shown
are the answers that Python gave, which `doctest` has compared with those.
"""

from __future__ import annotations

import doctest
from dataclasses import dataclass
from html import escape
from typing import Any, NoReturn, final

from ..kernel.errors import DerivationError, MalformedError


class ChangedAnswerError(DerivationError):
    """Python answers something else than a page says."""


@final
@dataclass(frozen=True, slots=True)
class Transcript:
    """Questions and the answers to them, in order."""

    exchanges: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(f"{''.join(_prompt(asked))}{said}" for asked, said in self.exchanges)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        shown = ""
        for question, answer in self.exchanges:
            for line in _prompt(question):
                shown += f'<span class="question">{escape(line)}</span>'
            shown += escape(answer)
        return f'<pre class="session"><code>{shown}</code></pre>'


def _prompt(question: str) -> list[str]:
    """The lines of a question, after Python's prompts."""
    first, *others = question.splitlines(keepends=True)
    return [f">>> {first}", *(f"... {line}" for line in others)]


@final
class Session:
    """A session; calling it with more text goes on with it, names and all."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}

    def __call__(self, text: str) -> Transcript:
        examples = doctest.DocTestParser().get_examples(text)
        if not examples:
            raise MalformedError(f"no question after >>> in {text!r}")
        test = doctest.DocTest(examples, {}, "session", None, None, None)
        test.globs = self.names
        listener = Listener(verbose=False)
        listener.run(test, clear_globs=False)
        return Transcript(tuple(listener.heard))


class Listener(doctest.DocTestRunner):
    """A runner of examples that keeps what it hears, and raises where it is not what was said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.heard: list[tuple[str, str]] = []

    def report_start(self, *_: object) -> None:
        """Say nothing."""

    def report_success(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        """Keep an answer; of an error, its last line."""
        self.heard.append((example.source, got if example.exc_msg is None else example.exc_msg))

    def report_failure(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> NoReturn:
        """Raise: the answer is another one."""
        answer = got.strip() if example.exc_msg is None else got.splitlines()[-1]
        want = example.want.strip() if example.exc_msg is None else example.exc_msg.strip()
        raise ChangedAnswerError(
            f"{example.source.strip()} answers {answer or 'nothing'}, not {want or 'nothing'}"
        )

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> NoReturn:
        """Raise: there is an error instead of an answer."""
        raise ChangedAnswerError(
            f"{example.source.strip()} raises {exc_info[0].__name__}: {exc_info[1]}"
        ) from exc_info[1]
