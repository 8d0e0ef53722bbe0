"""The theorems of all pages: verified while the pages are executed, then numbered and marked.

What a page cannot know of itself is filled in when all pages are there: the numbers of theorems and
lines, what the witnesses say of a line, and the theorem that uses a hypothesis first.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

from bs4 import BeautifulSoup
from composing import DISPLAY
from faults import stop
from forking import CONTEXT
from keeping import keep, recall
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from derivations.kernel.facts import FACTS
from derivations.presentation.theorems import formulas
from derivations.publishing.contents import CHAPTERS, MODULES
from derivations.publishing.derivation import module_of
from derivations.publishing.processes import cores, end_with_parent
from derivations.publishing.registry import known_ids, read_registry
from derivations.site.exhibit import Exhibit, checked_html, exhibit, witnesses_html

CHAPTER = {f"{chapter.page}.py": number for number, chapter in enumerate(CHAPTERS, start=1)}

NUMBER = re.compile(r'<span class="number" data-of="([^"]+)">([^<]*)</span>')
WITNESSES = re.compile(r'<span class="witnesses" data-of="([^"]+)"></span>')
CHECKED = re.compile(r'<ul class="checked" data-of="([^"]+)">.*?</ul>')
FIRST_USE = re.compile(r'<span class="first-use" data-hypothesis="([^"]+)"></span>')


@dataclass(frozen=True)
class Theorem:
    """A theorem as it stands on a page; its hypotheses as TeX."""

    page: Page
    number: str
    id: str
    title: str
    lines: tuple[str, ...]
    hypotheses: tuple[str, ...]


@dataclass
class Exhibition:
    """The theorems of one build, and what is found for them; `install` installs the package."""

    install: str
    theorems: list[Theorem] = field(default_factory=list)
    shown: list[tuple[Page, str, str]] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    verified: dict[str, Future[Exhibit]] = field(default_factory=dict)

    @cached_property
    def pool(self) -> ProcessPoolExecutor:
        """The processes that verify; new ones in each build, so that they see what was edited."""
        return ProcessPoolExecutor(cores(), CONTEXT, initializer=end_with_parent)

    def begin(self) -> None:
        """Have all theorems verified, before the pages ask for them."""
        for id in known_ids():
            self.submit(id)

    def submit(self, id: str) -> None:
        """Have a theorem verified, unless `make serve` has kept what was found."""
        if found := recall(id, self.install):
            self.verified[id] = Future()
            self.verified[id].set_result(found)
        else:
            self.verified[id] = self.pool.submit(exhibit, id, self.install)

    def enter(self, soup: BeautifulSoup, page: Page) -> dict[str, str]:
        """Note the theorems of a page, have them verified, and return their numbers."""
        place, inside = 0, Counter[str]()
        for section in soup.select(".theorem"):
            heading = section.select_one("h3[id]")
            id = str(section.get("data-of") or (heading or section).get("id"))
            self.verify(id, page)
            shown = list(formulas(str(section)))
            inside.update(shown)
            self.shown += ((page, id, tex) for tex in shown)
            if heading is None:
                continue  # it is only quoted here
            if home_of(id) != page.file.src_uri:
                stop(page, f"the theorem {id} stands here, and its chapter is {home_of(id)}")
            place += 1
            self.theorems.append(
                Theorem(
                    page,
                    f"{CHAPTER[page.file.src_uri]}.{place}",
                    id,
                    heading.get_text().strip(),
                    tuple(str(line["id"]) for line in section.select(".line[id]")),
                    tuple(str(chip["data-hypothesis"]) for chip in section.select(".first-use")),
                )
            )
        for tex in Counter(formulas(str(soup))) - inside:
            if DISPLAY.search(tex):
                stop(page, f"a display formula of no theorem is shown: {tex}")
        if other := soup.select_one(":is(.statement, .formula):not(.theorem *)"):
            stop(page, f"a statement of no theorem is shown: {str(other)[:80]}")
        return {theorem.id: theorem.number for theorem in self.theorems if theorem.page is page}

    def verify(self, id: str, page: Page) -> None:
        """Have a theorem that a page shows verified, once."""
        if id not in known_ids():
            stop(page, f"the theorem {id} is not in the registry")
        self.pages.setdefault(id, page)
        if id not in self.verified:
            self.submit(id)

    def check_complete(self) -> None:
        """Stop unless each theorem of the registry stands on a page."""
        there = {theorem.id for theorem in self.theorems}
        for id in known_ids():
            if id not in there:
                raise PluginError(f"{home_of(id)}: the theorem {id} stands on no page")

    def exhibits(self) -> dict[str, Exhibit]:
        """What was found for each theorem; stop where something does not hold."""
        found: dict[str, Exhibit] = {}
        for id, page in self.pages.items():
            found[id] = self.verified[id].result()
            if found[id].refused:
                stop(page, f"a witness refuses {', '.join(found[id].refused)}")
            if not recall(id, self.install):
                keep(found[id], id, [module_of(id).removesuffix(".py")], self.install)
        for page, id, tex in self.shown:
            if tex not in found[id].formulas:
                stop(page, f"a formula that is not of the theorem {id} is shown there: {tex}")
        return found

    def copies(self, found: dict[str, Exhibit], page: Page) -> dict[str, dict[str, str]]:
        """What can be copied of the theorems and lines of a page, by their ids."""
        ids = [theorem.id for theorem in self.theorems if theorem.page is page]
        return {id: copy for each in ids for id, copy in found[each].copies.items()}

    def titles(self) -> dict[str, str]:
        """The titles of the theorems, by the ids of them and of their lines."""
        return {id: each.title for each in self.theorems for id in (each.id, *each.lines)}

    def fill_in(self, found: dict[str, Exhibit], pages: Iterable[Page]) -> None:
        """Complete the pages: numbers, first uses, and the marks of the witnesses."""
        ordered = sorted(self.theorems, key=lambda theorem: CHAPTER[theorem.page.file.src_uri])
        numbers = {theorem.id: theorem.number for theorem in ordered}
        first_uses: dict[str, Theorem] = {}
        for theorem in ordered:
            for place, line in enumerate(theorem.lines, start=1):
                numbers[line] = f"{theorem.number}.{place}"
            for hypothesis in theorem.hypotheses:
                first_uses.setdefault(hypothesis, theorem)
        witnessed = {id: said for each in found.values() for id, said in each.witnessed.items()}

        for page in pages:

            def first_use(match: re.Match[str], page: Page = page) -> str:
                theorem = first_uses[html.unescape(match[1])]
                url = f"{theorem.page.file.url_relative_to(page.file)}#{theorem.id}"
                title = f"{theorem.number} {html.escape(theorem.title)}"
                return f'First used in <a href="{url}">{title}</a>.'

            content = NUMBER.sub(
                lambda m: f'<span class="number">{numbers.get(m[1], m[2])}</span>',
                page.content or "",
            )
            content = WITNESSES.sub(lambda match: witnesses_html(witnessed[match[1]]), content)
            content = CHECKED.sub(lambda match: checked_html(witnessed[match[1]]), content)
            page.content = FIRST_USE.sub(first_use, content)

    def close(self) -> None:
        """End the processes."""
        if self.verified:
            self.pool.shutdown(cancel_futures=True)


def home_of(id: str) -> str | None:
    """The page on which a theorem, a line, a rule of the kernel or a cited fact is shown."""
    if id in FACTS or id.startswith("rule-") or id == "witnesses":
        return "trusted.py"
    module = read_registry().get(id.split(".")[0], {}).get("module")
    return f"{MODULES[module].page}.py" if module in MODULES else None
