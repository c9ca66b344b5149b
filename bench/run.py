"""Ratios of our pages to others, measured in one run: python bench/run.py [--data DIR] [--only 1,3] [--quick]

1 a filter change, server round trip   2 click to charts repainted   3 twenty readers   4 start to first chart
Exit code 1 where a limit is exceeded. A whole run writes bench/results.json and the table of docs/performance.md.
"""

import argparse
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import results
from bench.contest import ROOT, Contest, demonstration
from bench.parts import PARTS, Effort

PACKAGES = ("streamlit", "duckdb", "plotly", "pandas")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; return 1 where a limit is exceeded."""
    args = _parser().parse_args(arguments)
    effort = Effort.quick() if args.quick else Effort()
    contest = Contest((args.data or demonstration()).resolve(), args.page, args.app.resolve())
    print(f"{contest.rows:,} figures, {contest.sizes[0]} districts, {contest.sizes[1]} years", flush=True)
    found = []
    for part in args.only:
        for one in PARTS[part](contest, effort):
            print(one.line(), flush=True)
            found.append(one)
    if args.only == sorted(PARTS) and not args.quick:
        results.write(found, _about(contest, args.note))
    return int(any(one.verdict == "FAIL" for one in found))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="a data folder (default: a demonstration city of a million figures)"
    )
    parser.add_argument("--page", default="trends", help="our page with charts, for part 2 (default: trends)")
    parser.add_argument("--app", type=Path, default=ROOT, metavar="DIR", help="another checkout (default: this one)")
    parser.add_argument("--only", type=_parts, default=sorted(PARTS), metavar="1,3", help="these parts; writes nothing")
    parser.add_argument("--quick", action="store_true", help="few repetitions, to try it out; writes nothing")
    parser.add_argument("--note", default="", help="a few words beside the date of the results")
    return parser


def _parts(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if int(part) in PARTS]


def _about(contest: Contest, note: str) -> dict:
    """Return what the results were measured with: nothing of the machine, for ratios are what is promised."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {
        "measured_on": str(date.today()), "note": note, "rows": contest.rows, "charts_page": contest.page,
        "versions": {"python": python, **{name: version(name) for name in PACKAGES}},
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
