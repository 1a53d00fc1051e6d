"""How long engines take for one question: `measure.py DIR [QUERY]`, in seconds, as a table in Markdown.

Each way of asking has a process of its own, in which the question is asked several times. `start` is the time until the engine is
ready, `least` that of a question about 1,000 numbers, asked twice; `first` includes what the engine compiles and reads at first. Where
ways are asked side by side with other work on the machine, only their ratios mean anything.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import tables

QUERY = "find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d"
LEAST = "SELECT sum(id % 7) FROM range(1000)"


class Clock:
    def __init__(self):
        self.seconds = {}

    def take(self, name, step):
        begin = time.perf_counter()
        value = step()
        self.seconds.setdefault(name, []).append(time.perf_counter() - begin)
        return value


def with_duckdb(options, sql, clock):
    import duckdb_answers

    words = [options.tables, "--sql", "-", "--threads", str(options.cores)]
    asked = duckdb_answers.parser().parse_args(words + (["--memory", options.memory] if options.memory else []))
    connection = clock.take("start", lambda: duckdb_answers.connect(asked))
    for _ in range(2):
        clock.take("least", lambda: connection.execute(LEAST.replace("id", "range")).fetchall())
    clock.take("views", lambda: duckdb_answers.views(connection, options.tables))
    return lambda: connection.execute(sql).fetchall()


def with_datafusion(options, sql, clock):
    import datafusion_answers

    asked = datafusion_answers.parser().parse_args([options.tables, "--sql", "-", "--threads", str(options.cores)])
    session = clock.take("start", lambda: datafusion_answers.context(asked))
    clock.take("views", lambda: datafusion_answers.register(session, options.tables))

    def ask():
        batches = [batch.to_pyarrow() for batch in session.sql(sql).execute_stream()]
        return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]

    return ask


def with_spark(options, sql, clock):
    import spark_answers

    words = [options.tables, "--sql", "-", "--master", options.master, "--shuffle", str(options.shuffle)]
    asked = spark_answers.parser().parse_args(words)
    session = spark_answers.Session(asked)
    spark = clock.take("start", session.__enter__)
    for _ in range(2):
        clock.take("least", lambda: spark.sql(LEAST).collect())
    clock.take("views", lambda: spark_answers.views(spark, options.tables, spark_answers.checked(asked)))

    def ask():
        return [tuple(row) for row in spark.sql(sql).collect()]

    ask.close = lambda: session.__exit__()
    return ask


ENGINES = {"duckdb": with_duckdb, "datafusion": with_datafusion, "spark": with_spark}


def one(options):
    """One way of asking, in this process."""
    sql = Path(options.sql).read_text(encoding="utf-8")
    clock = Clock()
    try:
        ask = ENGINES[options.engine](options, sql, clock)
        answers = {tuple(map(int, row)) for _ in range(options.times) for row in clock.take("question", ask)}
        getattr(ask, "close", lambda: None)()
    except Exception as error:
        raise error if isinstance(error, tables.Fault) else tables.fault_of(error, options.tables, tables.TABLES) from error
    print(json.dumps({"seconds": clock.seconds, "answers": sorted(answers)}))


def ways(options, folder):
    """Names of ways of asking, and the words that ask so."""
    printed = {}
    for dialect in ENGINES:
        printed[dialect] = f"{folder}/{dialect}.sql"
        asked = argparse.Namespace(query=options.query, sql=None, demarche=options.demarche, dialect=dialect, names=None)
        Path(printed[dialect]).write_text(tables.question(asked), encoding="utf-8")
    for cores in (1, 2):
        yield f"DuckDB, {cores} threads", ["duckdb", printed["duckdb"], "--cores", cores]
    for path in options.hand:
        yield f"DuckDB, 2 threads, {Path(path).name}", ["duckdb", path, "--cores", 2]
    yield "DataFusion, 2 threads", ["datafusion", printed["datafusion"], "--cores", 2]
    for executors in (1, 2):
        master = f"local-cluster[{executors},1,{options.executor_memory}]"
        words = ["spark", printed["spark"], "--master", master, "--shuffle", options.shuffle]
        yield f"Spark, {executors} executors of 1 core", words


def seconds(times):
    return f"{times:.2f}" if times < 10 else f"{times:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", metavar="DIR")
    parser.add_argument("query", metavar="QUERY", nargs="?", default=QUERY, help=f"a count ({QUERY})")
    parser.add_argument("--demarche", metavar="PROGRAM", default="demarche", help="the command line tool")
    parser.add_argument("--hand", metavar="FILE", action="append", default=[], help="SQL for DuckDB to measure as well")
    parser.add_argument("--times", metavar="N", type=int, default=3, help="ask so many times, at least 2 (3)")
    parser.add_argument("--limit", metavar="SECONDS", type=float, help="give up a way that takes longer, starting included")
    parser.add_argument("--only", metavar="WORD", default="", help="only ways whose name begins so, as `Spark`")
    parser.add_argument("--memory", metavar="SIZE", help="the memory of DuckDB")
    parser.add_argument("--executor-memory", metavar="MIB", type=int, default=4096, help="of each executor of Spark (4096)")
    parser.add_argument("--shuffle", metavar="N", type=int, default=8, help="the parts of Spark's shuffles (8)")
    # What the script calls itself with.
    for hidden in ("--engine", "--sql", "--master"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    parser.add_argument("--cores", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine is not None:
        return one(options)

    import tempfile

    print(f"{options.tables}: {options.query}\n")
    print("| asked | start | least | first | then, the least of | answers |")
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    found = set()
    with tempfile.TemporaryDirectory() as folder:
        for name, (engine, path, *words) in ways(options, folder):
            if not name.startswith(options.only):
                continue
            words = [engine, "--sql", path, "--times", options.times, *words]
            words += ["--memory", options.memory] if options.memory and engine == "duckdb" else []
            command = [sys.executable, __file__, options.tables, "--engine", *map(str, words)]
            try:
                run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, timeout=options.limit)
            except subprocess.TimeoutExpired:
                print(f"| {name} | more than {options.limit:.0f} s |", flush=True)
                continue
            if run.returncode != 0:
                print(f"| {name} | failed, with exit status {run.returncode} |", flush=True)
                continue
            told = json.loads(run.stdout.splitlines()[-1])
            times = told["seconds"]
            least = statistics.fmean(times["least"][1:]) if "least" in times else None
            answers = {tuple(row[:2]) for row in told["answers"]}
            found |= answers
            cells = [
                name, seconds(times["start"][0]), "" if least is None else seconds(least), seconds(times["question"][0]),
                seconds(min(times["question"][1:] or times["question"])), "; ".join(map(str, sorted(answers))),
            ]
            print(f"| {' | '.join(cells)} |", flush=True)
    if len(found) > 1:
        raise tables.Fault("the answers differ")


if __name__ == "__main__":
    tables.run(main)
