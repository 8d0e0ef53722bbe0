"""Screenshots of every page, at three widths, light and dark.

python -m tests.site.screenshots FOLDER
"""

import sys
import tempfile
from pathlib import Path

from tests.site.browser import addresses, build, lay_all_out, open_browser, serve


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
                        page.goto(home + address)
                        lay_all_out(page)
                        slug = address.strip("/").replace("/", "-") or "home"
                        shot = folder / f"{slug}-{width}-{scheme}.png"
                        page.screenshot(path=shot, full_page=True)
                        print(shot)
                    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
