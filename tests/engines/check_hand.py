"""Holds the SQL that was written by hand against what is true of small random tables: `check_hand.py [--seeds N]`."""

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb
from make_tables import DAY, Made

HAND = Path(__file__).resolve().parent / "hand"
IMPOSSIBLE, POSSIBLE, CERTAIN = "impossible", "possible", "certain"


def count(cases):
    """The numbers of certain and of possible answers among pairs of (judged, whether all is sure)."""
    certain = sum(judged == CERTAIN and sure for judged, sure in cases)
    possible = sum(judged != IMPOSSIBLE for judged, _ in cases) - certain
    return certain, possible


def q4(made):
    """Meetings with somebody, and statements by the same within three days."""
    cases = []
    for m in made.events:
        present = made.takes_part(m, "participant") if m.kind == "meeting" else {}
        for s in made.events if present else ():
            speakers = made.takes_part(s, "by") if s.kind == "statement" else {}
            for actor in present.keys() & speakers.keys():
                cases.append((made.judge([(m, s, 1, 3 * DAY)]), present[actor] and speakers[actor]))
    return count(cases)


def q5(made, x="a0"):
    """A meeting of X and Y, another of Y and Z within seven days, and a statement by Z within two."""
    meetings = [(e, made.takes_part(e, "participant")) for e in made.events if e.kind == "meeting"]
    statements = [(e, made.takes_part(e, "by")) for e in made.events if e.kind == "statement"]
    steps, cases = {}, []

    def step(left, right, most):
        key = (left.number, right.number, most)
        if key not in steps:
            steps[key] = made.judge([(left, right, 1, most)])
        return steps[key]

    for m, of_m in meetings:
        for n, of_n in meetings if x in of_m else ():
            first = step(m, n, 7 * DAY) if m is not n else IMPOSSIBLE
            if first == IMPOSSIBLE:
                continue
            for s, of_s in statements:
                second = step(n, s, 2 * DAY)
                if second == IMPOSSIBLE:
                    continue
                ways = [
                    of_m[x] and of_m[y] and of_n[y] and of_n[z] and of_s[z]
                    for y in of_m.keys() & of_n.keys() - {x}
                    for z in of_n.keys() & of_s.keys() - {y}
                ]
                if ways:
                    both = CERTAIN if first == second == CERTAIN else POSSIBLE
                    if both == POSSIBLE and made.judge([(m, n, 1, 7 * DAY), (n, s, 1, 2 * DAY)]) == IMPOSSIBLE:
                        continue
                    cases += [(both, sure) for sure in ways]
    return count(cases)


QUESTIONS = {"q4_pairs": q4, "q4_counted": q4, "q5": q5}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    wrong, answers = 0, 0
    for seed in range(options.seeds):
        made = Made(seed, events=50)
        expected = {question: question(made) for question in set(QUESTIONS.values())}
        with tempfile.TemporaryDirectory() as folder:
            made.write(folder)
            connection = duckdb.connect()
            for path in Path(folder).glob("*.parquet"):
                connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet('{path}')")
            for name, question in QUESTIONS.items():
                found = connection.execute((HAND / f"{name}.sql").read_text()).fetchone()
                answers += sum(found)
                if found != expected[question]:
                    wrong += 1
                    print(f"seed {seed}: {name}: {found} instead of {expected[question]}")
    print(f"{options.seeds} timelines, {len(QUESTIONS)} questions, {answers} answers counted, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
