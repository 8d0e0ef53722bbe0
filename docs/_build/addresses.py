"""The pages of permanent addresses: what has such an address, and where it is told now.

Each theorem has one, and keeps it when it is retired. So does a page that was given up; what it
told is found through the theorems of the pages that took its place.
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from exhibition import Theorem
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from derivations.publishing.citation import Work, permanent
from derivations.publishing.registry import known_ids, read_registry
from derivations.site.exhibit import Exhibit

# All addresses ever given, one a line; after one that was given up, those that took its place.
GIVEN = Path(__file__).with_name("addresses.txt")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in the list of a page: its fragment, its name, where it leads, and what it says."""

    id: str
    name: str
    href: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A permanent address, and what its page says.

    `told` is the address of the one place where it is told now, and empty if there is none;
    `places` are links, with their names.
    """

    address: str
    title: str
    description: str
    places: Mapping[str, str]
    heading: str
    entries: tuple[Entry, ...]
    told: str = ""
    says: str = ""

    @property
    def file(self) -> str:
        """The file of its page in the site."""
        return f"{self.address}index.html"

    def page(self, env: Environment, config: MkDocsConfig, work: Work) -> str:
        """Its page in HTML."""
        return env.get_template("address.html").render(
            this=self,
            config=config,
            root=f"{get_relative_url('', self.address)}/",
            title=self.title,
            description=self.description,
            address=urljoin(work.url, self.address),
            canonical=self.told and urljoin(work.url, self.told),
        )


def of_theorem(theorem: Theorem, found: Exhibit, work: Work) -> Address:
    """The address of a theorem that stands on a page."""
    address = permanent(theorem.id)
    here = get_relative_url(theorem.page.url, address)
    gone = [line for line in lines_of(theorem.id) if line not in theorem.lines]
    lines = [Entry(name(id), name(id), f"{here}#{id}", found.says[id]) for id in theorem.lines]
    return Address(
        address,
        theorem.title,
        f"Theorem {theorem.id} of {work.name}, version {work.version}.",
        {f"It is told in “{title_of(theorem.page)}”.": f"{here}#{theorem.id}"},
        "Its lines",
        (*lines, *(Entry(name(id), name(id), says="this line is retired") for id in gone)),
        told=f"{theorem.page.url}#{theorem.id}",
        says=found.says[theorem.id],
    )


def of_retired(work: Work) -> Iterator[Address]:
    """The addresses of the theorems that are in force no more."""
    for id in read_registry():
        if "." not in id and id not in known_ids():
            address = permanent(id)
            yield Address(
                address,
                f"Retired: {id}",
                f"The theorem {id} of {work.name} is retired.",
                {"The log of changes says why.": get_relative_url("changes/", address)},
                "Its lines were",
                tuple(Entry(name(line), name(line)) for line in lines_of(id)),
            )


def of_pages_given_up(
    theorems: list[Theorem], pages: Mapping[str, Page], work: Work
) -> Iterator[Address]:
    """The addresses of pages that are no more."""
    for address, *places in map(str.split, GIVEN.read_text(encoding="utf-8").splitlines()):
        if places:
            if lost := [place for place in places if place not in pages]:
                raise PluginError(f"{GIVEN.name}: {address} leads to {lost[0]}, which is no page")
            yield Address(
                address,
                "This page was divided",
                f"What was told here is told on other pages of {work.name} now.",
                {title_of(pages[place]): get_relative_url(place, address) for place in places},
                "The theorems of these pages",
                tuple(
                    Entry(each.id, each.title, get_relative_url(permanent(each.id), address))
                    for place in places
                    for each in theorems
                    if each.page.url == place
                ),
            )


def lines_of(id: str) -> list[str]:
    """The ids of all lines that a theorem has ever had."""
    return [line for line in read_registry() if line.startswith(f"{id}.")]


def name(line: str) -> str:
    """The name of a line within its theorem."""
    return line.partition(".")[2]


def title_of(page: Page) -> str:
    """The title of a page, as plain text."""
    return html.unescape(str(page.title))
