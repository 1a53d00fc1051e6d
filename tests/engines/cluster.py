"""Runs the scripts of `examples/cluster` as users do: the same rows from every engine, and faults in one line that names the file.

`cluster.py [--only NAME,...]`; it needs an environment with `requirements.txt`, and Java for Spark.
"""

import argparse
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from make_tables import Made

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "examples" / "cluster"
ENGINES = ["duckdb", "datafusion", "spark"]
PAIRS = """-- Who met, and then spoke.
SELECT m.event AS m, s.event AS s, m.actor AS a, CASE WHEN s.begin_lo > m.end_hi THEN 'certain' ELSE 'possible' END AS certainty
FROM participants m JOIN participants s ON m.actor = s.actor
WHERE m.part = 'participant' AND s.part = 'by' AND m.nth = 0 AND m.presence <> 'denied'
  AND (s.begin_hi > m.end_lo) IS NOT FALSE
ORDER BY m.event_ordinal, s.event_ordinal, m.actor_ordinal
"""
FAR = "SELECT d.x, d.y, e.title, d.fb FROM distances d JOIN events e ON e.key = d.x WHERE d.fb IS NOT NULL"


class Wrong(Exception):
    pass


def script(engine, *words, **options):
    command = [sys.executable, str(SCRIPTS / f"{engine}_answers.py"), *map(str, words)]
    if engine == "spark":
        command += ["--master", "local[1]", "--shuffle", "1"]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)


def must(condition, what):
    if not condition:
        raise Wrong(what)


def must_fail(run, *words):
    """Exit status 2, and one line on standard error, with these words in it."""
    must(run.returncode == 2, f"exit status {run.returncode}\n{run.stdout}{run.stderr}")
    must(run.stderr.count("\n") == 1, f"more than one line, or none:\n{run.stderr}")
    for word in words:
        must(str(word) in run.stderr, f"{word!r} is not in: {run.stderr}")


class Cases:
    """Each case begins with tables of its own."""

    def __init__(self, folder, made):
        self.folder, self.made, self.number = folder, made, 0
        self.pairs = folder / "pairs.sql"
        self.pairs.write_text(PAIRS)

    def tables(self, by_year=False):
        self.number += 1
        place = self.folder / f"tables {self.number}"
        self.made.write(place, by_year)
        return place

    def same_rows(self):
        whole, parted = self.tables(), self.tables(by_year=True)
        expected = None
        for place in (whole, parted):
            for engine in ENGINES:
                run = script(engine, place, "--sql", self.pairs)
                must(run.returncode == 0 and run.stderr == "", f"{engine}: {run.returncode} {run.stderr}")
                expected = expected or run.stdout
                must(run.stdout.startswith("m\ts\ta\tcertainty\n") and run.stdout.count("\n") > 100, run.stdout)
                must(run.stdout == expected, f"{engine} answers otherwise:\n{run.stdout}\n{expected}")

    def json_rows(self):
        for engine in ("duckdb", "datafusion"):
            sql = "SELECT key, NULL AS title FROM actors ORDER BY key LIMIT 1"
            run = script(engine, self.tables(), "--sql", "-", "--json", input=sql)
            must(run.stdout == '{"key": "a0"}\n', f"{engine}: {run.stdout}{run.stderr}")

    def printed_query(self):
        """The query goes to the program as it is, with the dialect; what it says of a bad one is all that is said."""
        program = self.folder / "demarche"
        program.write_text('#!/bin/sh\n[ "$2" = bad ] && { echo "query: column 1" >&2; exit 2; }\n'
                           "echo \"SELECT '$*' AS words\"\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        for engine in ("duckdb", "datafusion"):
            run = script(engine, self.tables(), "find ?m", "--demarche", program)
            must(run.stdout == f"words\nsql find ?m --dialect {engine}\n", f"{engine}: {run.stdout}{run.stderr}")
            must_fail(script(engine, self.tables(), "bad", "--demarche", program), "query: column 1")
            must_fail(script(engine, self.tables(), "find ?m", "--demarche", "/no/such"), "/no/such", "--demarche")

    def missing(self):
        for engine in ENGINES:
            place = self.tables()
            (place / "distances.parquet").unlink()
            must_fail(script(engine, place, "--sql", "-", input=FAR), place / "distances.parquet")
            (place / "timeline.parquet").unlink()
            must_fail(script(engine, place, "--sql", "-", input=FAR), place / "timeline.parquet")
            must_fail(script(engine, self.folder / "nowhere", "--sql", self.pairs), self.folder / "nowhere")
            must_fail(script(engine, self.tables(), "--sql", self.folder / "no.sql"), self.folder / "no.sql")

    def torn(self):
        for engine in ENGINES:
            place = self.tables(by_year=True)
            file = sorted((place / "participants").glob("*/*.parquet"))[0]
            data = file.read_bytes()
            for length in (0, 7, len(data) // 2, len(data) - 1):
                file.write_bytes(data[:length])
                must_fail(script(engine, place, "--sql", self.pairs), file)

    def damaged(self):
        """Bytes that were changed: with `--verify` all are found, without it what the engine finds."""
        for engine in ENGINES:
            place = self.tables()
            file = place / "participants.parquet"
            data = bytearray(file.read_bytes())
            for at in range(100, 160):
                data[at] ^= 0x55
            file.write_bytes(data)
            must_fail(script(engine, place, "--sql", self.pairs, "--verify"), file)
        run = script("spark", place, "--sql", self.pairs)
        must_fail(run, file)

    def bad_sql(self):
        for engine in ENGINES:
            must_fail(script(engine, self.tables(), "--sql", "-", input="SELECT keyy FROM actors"), "key")
        must_fail(script("duckdb", self.tables()), "--sql FILE")

    def closed_pipe(self):
        command = [sys.executable, str(SCRIPTS / "duckdb_answers.py"), str(self.tables()), "--sql", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            run.stdin.write(b"SELECT * FROM range(1000000)")
            run.stdin.close()
            run.stdout.readline()
            run.stdout.close()
            must(run.stderr.read() == b"", "something is said of a closed pipe")

    def killed_executor(self):
        command = [sys.executable, str(SCRIPTS / "kill_executor.py"), str(self.tables()), "--sql", str(self.pairs)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        must(run.returncode == 0 and run.stdout.endswith("the same rows\n"), f"{run.stdout}{run.stderr}")
        print("".join(f"  {line}\n" for line in run.stdout.splitlines()), end="")


def main():
    cases = [name for name, value in vars(Cases).items() if callable(value) and name not in ("__init__", "tables")]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="NAME,...", help=", ".join(cases))
    options = parser.parse_args()
    wrong = 0
    folder = Path(tempfile.mkdtemp())
    try:
        of = Cases(folder, Made(1, events=60))
        for name in options.only.split(",") if options.only else cases:
            try:
                getattr(of, name)()
                print(f"{name}: as it should be", flush=True)
            except Wrong as error:
                wrong += 1
                print(f"{name}: {error}", flush=True)
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
