"""Runs questions in DuckDB, DataFusion and Spark, and compares their rows with those that the library gives.

The folder holds the tables of timeline N in N/, and questions.json. All timelines are put into one table each, told
apart by a column, so that an engine is asked each question once. With `--alone` each question is asked of one timeline as its
tables lie there; Spark, which takes seconds for each, is not asked then. With `--bulk` all engines are asked all questions.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot

TABLES = [
    "timeline", "events", "participants", "actors", "names", "affiliations", "topics", "links", "citations", "distances",
]
ENGINES = ["duckdb", "datafusion", "spark"]
# Its text is behind theirs.
PARSED = "bigquery"


def gather(folder):
    """One table of each name for all timelines."""
    numbers = sorted(int(p.name) for p in folder.iterdir() if p.name.isdigit())
    whole = folder / "whole"
    whole.mkdir(exist_ok=True)
    for table in TABLES:
        parts = []
        for number in numbers:
            part = pq.read_table(folder / str(number) / f"{table}.parquet", partitioning=None)
            parts.append(part.append_column("timeline", pa.array([number] * part.num_rows, pa.int64())))
        pq.write_table(pa.concat_tables(parts), whole / f"{table}.parquet")
    return whole


def duckdb_runner(whole):
    import duckdb

    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{whole}/{table}.parquet')")
    return lambda sql: connection.execute(sql).fetchall()


def datafusion_runner(whole):
    import datafusion

    context = datafusion.SessionContext()
    for table in TABLES:
        context.register_parquet(table, f"{whole}/{table}.parquet")
    def run(sql):
        rows = []
        for batch in context.sql(sql).collect():
            rows.extend(zip(*(column.to_pylist() for column in batch.columns)))
        return rows
    return run


def spark_runner(whole, small=True):
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from pyspark.sql import SparkSession

    settings = {
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "OFF",
        "spark.ui.showConsoleProgress": "false",
    }
    if small:
        # Plans are many then: nothing is compiled. Every small table that is broadcast takes a page at least.
        settings |= {
            "spark.buffer.pageSize": "1m",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.adaptive.enabled": "false",
        }
    else:
        settings["spark.driver.memory"] = "4g"
    builder = SparkSession.builder.master("local[2]").appName("demarche")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    for table in TABLES:
        spark.read.parquet(f"{whole}/{table}.parquet").createOrReplaceTempView(table)
    return lambda sql: [tuple(row) for row in spark.sql(sql).collect()]


RUNNERS = {"duckdb": duckdb_runner, "datafusion": datafusion_runner, "spark": spark_runner}


def alone(folder, questions, bulk):
    """How many questions about one timeline an engine answers otherwise; rows in order where there is a limit."""
    wrong = 0
    for engine in ENGINES if bulk else ENGINES[:2]:
        run, number, begin = None, None, time.monotonic()
        # DataFusion takes a quarter of a second to plan each.
        asked_here = questions[:: 8 if engine == "datafusion" and not bulk else 1]
        for question in asked_here:
            if question["asked"] != number:
                number = question["asked"]
                whole = folder / str(number[0])
                run = spark_runner(whole, small=False) if engine == "spark" else RUNNERS[engine](whole)
            asked_at = time.monotonic()
            sql = question["sql"][ENGINES.index(engine)]
            expected = [tuple(row) for _, row in question["rows"]]
            try:
                found = [tuple(str(cell) for cell in row) for row in run(sql)]
            except Exception as error:  # whatever an engine says is what is wrong
                print(f"{engine}: {question['text']}\n{error}\n{sql}")
                wrong += 1
                continue
            if found == [("0", "0", "0")]:
                found = []
            if " limit " not in question["text"]:
                found, expected = sorted(found), sorted(expected)
            if found != expected:
                wrong += 1
                print(f"{engine}, timeline {number[0]}: {question['text']}")
                print(f"  {found[:9]}\n  instead of {expected[:9]}")
            if bulk:
                took = time.monotonic() - asked_at
                print(f"{engine}: {question['text']}\n  {len(found)} rows, {took:.1f} s: {found[0]} ...", flush=True)
        print(f"{engine}: {len(asked_here)} questions, {time.monotonic() - begin:.0f} s", flush=True)
    return wrong


def main():
    folder = Path(sys.argv[1])
    questions = json.loads((folder / "questions.json").read_text())
    if "--alone" in sys.argv or "--bulk" in sys.argv:
        sys.exit(1 if alone(folder, questions, "--bulk" in sys.argv) else 0)
    engines = sys.argv[2].split(",") if len(sys.argv) > 2 else ENGINES
    begin = time.monotonic()
    whole = gather(folder)
    print(f"tables gathered in {time.monotonic() - begin:.0f} s", flush=True)
    wrong = 0
    for engine in engines:
        run = RUNNERS[engine](whole)
        # Spark takes seconds to plan what others answer at once.
        asked_here = questions[:: 4 if engine == "spark" else 1]
        total, begin = 0, time.monotonic()
        for question in asked_here:
            sql = question["sql"][ENGINES.index(engine)]
            asked = set(question["asked"])
            expected = Counter((number, *row) for number, row in question["rows"])
            try:
                rows = [(row[0], *(str(cell) for cell in row[1:])) for row in run(sql)]
            except Exception as error:  # whatever an engine says is what is wrong
                print(f"{engine}: {question['text']}\n{error}\n{sql}")
                wrong += 1
                continue
            # Where nothing is counted the library says so, and a table of many timelines may say nothing.
            nothing = ("0", "0", "0")
            found = Counter(row for row in rows if row[0] in asked and row[1:] != nothing)
            total += sum(found.values())
            if found != expected:
                wrong += 1
                print(f"{engine}: {question['text']}")
                print("  missing:", list((expected - found).items())[:5])
                print("  too many:", list((found - expected).items())[:5])
        print(f"{engine}: {len(asked_here)} questions, {total} rows, {time.monotonic() - begin:.0f} s", flush=True)
    for question in questions:
        try:
            sqlglot.parse_one(question["sql"][len(ENGINES)], dialect=PARSED, error_level=sqlglot.ErrorLevel.RAISE)
        except sqlglot.errors.ParseError as error:
            wrong += 1
            print(f"{PARSED}: {question['text']}\n{error}")
    sys.exit(1 if wrong else 0)


main()
