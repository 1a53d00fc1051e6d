#!/usr/bin/env python3
"""Runs the comparison, or a part of it, each tool and question in a process of its own.

    benches/peers/setup.sh
    benches/peers/run.py                                  # everything
    benches/peers/run.py --only q4 --peer duckdb --size 10m

Files are made once, in `data/` beside this file or in the folder that DEMARCHE_PEERS names; results are kept in
`results/SIZE-PRECISION/QUESTION-TOOL.json`, one file each, so that any part can be run again. `--precision exact` is the
world in which every time is certain: there answers must agree, which `--check` tells."""

import argparse
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = pathlib.Path(os.environ.get("DEMARCHE_PEERS", HERE / "data"))
PYTHON = os.environ.get("DEMARCHE_PEERS_PYTHON", str(HERE / "venv/bin/python"))
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE / "sqlite/target")) / "release"
SIZES = {"1m": 1_000_000, "10m": 10_000_000}
ONE = ["q1", "q2", "q3", "q5", "q6", "q7"]
ALL = ["q2all", "q4", "q5all"]
QUESTIONS = {
    "ours": {"1m": ["load", "open", *ONE, *ALL], "10m": ["load", "open", *ALL]},
    "sqlite": {"1m": ["load", *ONE, "q6scan", "q2all", "q4"], "10m": []},
    "duckdb": {"1m": ["load", *ONE, *ALL], "10m": ["load", *ALL]},
    "polars": {"1m": ["load", *ONE, *ALL], "10m": ["load", *ALL]},
    "raphtory": {"1m": ["load", "q1", "q2", "q3", "q6"], "10m": []},
}


def command(tool, size, precision, question, data, results):
    if tool == "ours":
        return [str(TARGET / "ours"), data, results, question]
    if tool == "sqlite":
        return [str(TARGET / "sqlite"), data, results, question]
    return [PYTHON, str(HERE / f"peer_{tool}.py"), data, results, question]


def check(results):
    """Whether the tools found the same, as far as their parameters go."""
    known, good = {}, True
    for path in sorted(results.glob("*.json")):
        value = json.loads(path.read_text())
        if value["digests"]:
            known.setdefault(value["question"].replace("scan", ""), []).append(value)
    for question, values in sorted(known.items()):
        first = max(values, key=lambda value: len(value["digests"]))
        for value in values:
            count = len(value["digests"])
            same = all(value[key] == first[key][:count] for key in ("answers", "digests"))
            good &= same
            print(f"{question:6} {value['tool']:10} {count:4} parameters  {'agrees' if same else 'DIFFERS'}")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", help="a question: load, q1 to q7, q2all, q5all, q6scan")
    parser.add_argument("--peer", action="append", choices=list(QUESTIONS))
    parser.add_argument("--size", action="append", choices=list(SIZES))
    parser.add_argument("--precision", action="append", choices=["mixed", "exact"])
    parser.add_argument("--limit", type=int, default=900, help="seconds that one question may take")
    parser.add_argument("--check", action="store_true", help="only compare the answers that are known")
    args = parser.parse_args()
    good = True
    for size in args.size or ["1m"]:
        for precision in args.precision or ["exact", "mixed"]:
            data, results = DATA / f"{size}-{precision}", HERE / "results" / f"{size}-{precision}"
            if args.check:
                if precision == "exact":
                    good &= check(results)
                continue
            if not (data / "params.tsv").exists():
                subprocess.run([str(TARGET / "generate"), str(data), str(SIZES[size]), precision], check=True)
            for tool in args.peer or QUESTIONS:
                for question in QUESTIONS[tool][size]:
                    if args.only and question not in args.only:
                        continue
                    parts = command(tool, size, precision, question, str(data), str(results))
                    try:
                        status = subprocess.run(parts, timeout=args.limit).returncode
                    except subprocess.TimeoutExpired:
                        status = f"not done in {args.limit} s"
                    if status != 0:
                        good = False
                        print(f"{tool:10} {question:8} failed: {status}", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
