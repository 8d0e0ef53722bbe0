"""Screenshots of every page, at three widths, light and dark.

python -m tests.site.screenshots FOLDER
"""

import sys
import tempfile
from pathlib import Path

from tests.site.browser import addresses, build, open_browser, serve, visit

# A picture of a whole page has what a reader would see only on the way down.
ALL_LAID_OUT = ".md-typeset * { content-visibility: visible !important }"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        if (built := build(site)).returncode:
            sys.exit(built.stderr)
        with serve(site) as home, open_browser() as browser:
            for width in (1440, 820, 390):
                for scheme in ("light", "dark"):
                    page = browser.new_page(
                        viewport={"width": width, "height": 900}, color_scheme=scheme
                    )
                    for address in addresses(site):
                        visit(page, home + address)
                        page.add_style_tag(content=ALL_LAID_OUT)
                        page.evaluate("document.fonts.ready")
                        slug = address.strip("/").replace("/", "-") or "home"
                        shot = folder / f"{slug}-{width}-{scheme}.png"
                        page.screenshot(path=shot, full_page=True)
                        print(shot)
                    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
