"""`python -m derivations.evidence [NAME …]` records anew what the pages show as recorded.

It needs the extra `evidence`. Without a name, all is recorded but what takes minutes.
"""

from __future__ import annotations

import sys
from importlib import import_module

# Each module has `main`, which takes the arguments after its name and writes the recording.
RECORDERS: dict[str, str] = {
    "six-points": "six_points_by_statsmodels",
    "digits": "digits",
    "oracle": "oracle_by_statsmodels",
    "scale": "scale",
}
AT_LENGTH = frozenset({"scale"})  # recorded only when asked for by name


def main(arguments: list[str]) -> int:
    """Record what is named; 2 for a name that nothing has."""
    if arguments and arguments[0] not in RECORDERS:
        print(f"nothing is recorded as {arguments[0]}: there are {', '.join(RECORDERS)}")
        return 2
    chosen = arguments[:1] or [name for name in RECORDERS if name not in AT_LENGTH]
    for name in chosen:
        try:
            module = import_module(f"derivations.evidence.{RECORDERS[name]}")
        except ModuleNotFoundError as error:
            print(f"{error.name} is missing: pip install 'line-by-line-derivations[evidence]'")
            return 2
        print(f"recording {name} …", flush=True)
        module.main(arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
