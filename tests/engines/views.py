"""Creates views over raw tables in DuckDB, DataFusion and Spark, and compares their rows with tables that the library
wrote of the same rows. The text for BigQuery, which runs nowhere but there, is only parsed.

The folder holds one folder for each case: case.json, with raw tables and statements, and expected/, with the tables.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# Views make no records; places in the file are compared apart.
TABLES = ["timeline", "events", "participants", "actors", "names", "affiliations", "topics", "links", "citations", "distances"]
ORDINALS = {"ordinal", "event_ordinal", "actor_ordinal"}
NUMBERS = {
    "GLOBALEVENTID": int, "SQLDATE": int, "NumMentions": int, "NumSources": int, "DATEADDED": int, "GoldsteinScale": float,
}


def raw_tables(case, folder):
    """Writes the raw tables as Parquet; where a case is typed, with numbers in columns of numbers."""
    paths = {}
    for name, table in case["tables"].items():
        columns = {}
        for i, column in enumerate(table["columns"]):
            cells = [row[i] for row in table["rows"]]
            kind = NUMBERS.get(column) if case["typed"] else None
            if kind:
                cells = [kind(cell) if cell.strip() else None for cell in cells]
                columns[column] = pa.array(cells, pa.int64() if kind is int else pa.float64())
            else:
                # Nothing and null are alike.
                cells = [None if cell == "" and (i + n) % 2 else cell for n, cell in enumerate(cells)]
                columns[column] = pa.array(cells, pa.string())
        paths[name] = str(folder / f"{name}.parquet")
        pq.write_table(pa.table(columns), paths[name])
    return paths


def arrow_rows(table):
    names = table.column_names
    return [dict(zip(names, row)) for row in zip(*(column.to_pylist() for column in table.columns))]


class DuckDb:
    def begin(self, paths):
        import duckdb

        self.connection = duckdb.connect()
        for name, path in paths.items():
            self.connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")

    def run(self, sql):
        self.connection.execute(sql)

    def rows(self, sql):
        result = self.connection.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row)) for row in result.fetchall()]


class DataFusion:
    def begin(self, paths):
        import datafusion

        self.context = datafusion.SessionContext()
        for name, path in paths.items():
            self.context.register_parquet(name, path)

    def run(self, sql):
        self.context.sql(sql).collect()

    def rows(self, sql):
        rows = []
        for batch in self.context.sql(sql).collect():
            rows += arrow_rows(pa.Table.from_batches([batch]))
        return rows


class Spark:
    spark = None
    stored = []

    def begin(self, paths):
        import os

        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        from pyspark.sql import SparkSession

        if Spark.spark is None:
            builder = SparkSession.builder.master("local[2]").appName("demarche")
            settings = {
                "spark.sql.shuffle.partitions": "2",
                "spark.ui.enabled": "false",
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.ui.showConsoleProgress": "false",
                "spark.log.level": "OFF",
                # Tables are small and plans are many: nothing is compiled.
                "spark.sql.codegen.wholeStage": "false",
                "spark.sql.codegen.factoryMode": "NO_CODEGEN",
                "spark.sql.adaptive.enabled": "false",
                # Whoever sets the zone of a session must not move days.
                "spark.sql.session.timeZone": "Pacific/Auckland",
                "spark.sql.warehouse.dir": str(Path(next(iter(paths.values()))).parent.parent / "warehouse"),
            }
            for name, value in settings.items():
                builder = builder.config(name, value)
            Spark.spark = builder.getOrCreate()
        # Views end with their session; tables don't.
        self.session = Spark.spark.newSession()
        for table in Spark.stored:
            self.session.sql(f"DROP TABLE {table}")
        Spark.stored = []
        for name, path in paths.items():
            self.session.read.parquet(path).createOrReplaceTempView(name)

    def run(self, sql):
        self.session.sql(sql).collect()
        if sql.startswith("CREATE TABLE "):
            Spark.stored.append(sql.split()[2])

    def rows(self, sql):
        return [row.asDict() for row in self.session.sql(sql).collect()]


ENGINES = {"duckdb": DuckDb, "datafusion": DataFusion, "spark": Spark}


def plain(rows, columns):
    return Counter(tuple(row[column] for column in columns) for row in rows)


def differences(told, wanted, columns):
    """Lines on what is there and should not be, and the other way round."""
    told, wanted = plain(told, columns), plain(wanted, columns)
    lines = []
    for sign, rest in (("more", told - wanted), ("less", wanted - told)):
        for row, times in list(rest.items())[:3]:
            lines.append(f"    {sign} {times}: " + ", ".join(f"{c}={v!r}" for c, v in zip(columns, row)))
        if sum(rest.values()) > 3:
            lines.append(f"    {sign}: {sum(rest.values())} rows in all")
    return lines


def order(rows):
    """The keys in the order of the ordinals."""
    return [row["key"] for row in sorted(rows, key=lambda row: row["ordinal"])]


def compare(engine, case, folder):
    wrong = []
    told = {}
    for table in TABLES:
        wanted = arrow_rows(pq.read_table(folder / "expected" / f"{table}.parquet", partitioning=None))
        told[table] = engine.rows(f"SELECT * FROM {table}")
        schema = pq.read_schema(folder / "expected" / f"{table}.parquet").names
        if told[table] and set(told[table][0]) != set(schema):
            wrong.append(f"  {table}: columns {sorted(told[table][0])}, not {sorted(schema)}")
            continue
        columns = [column for column in schema if column not in ORDINALS]
        if case["unlike"]:
            # Numbers behind keys differ here; keys of actors are different ones all the same.
            columns = [column for column in columns if table not in ("actors", "names") or column not in ("key", "actor")]
            columns = [column for column in columns if table != "participants" or column != "actor"]
        if table == "citations":
            # A source that a record cites twice has one row.
            wanted = [dict(zip(columns, row)) for row in plain(wanted, columns)]
        lines = differences(told[table], wanted, columns)
        wrong += [f"  {table}:"] * bool(lines) + lines
        if case["ordered"] and table in ("events", "actors") and not lines:
            if order(told[table]) != order(wanted):
                wrong.append(f"  {table}: in another order")
    if len({row["key"] for row in told["actors"]}) < len(told["actors"]):
        wrong.append("  actors: a key stands twice")
    places = {row["key"]: row["ordinal"] for row in told["actors"]}
    events = {row["key"]: row["ordinal"] for row in told["events"]}
    for row in told["participants"]:
        if row["actor_ordinal"] != places[row["actor"]] or row["event_ordinal"] != events[row["event"]]:
            wrong.append(f"  participants: an ordinal that is not that of the event or actor: {row}")
            break
    rejected = len(engine.rows(f"SELECT * FROM rejected_rows"))
    if rejected != case["rejected"]:
        wrong.append(f"  rejected_rows: {rejected}, not {case['rejected']}")
    return wrong, len(told["events"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--engine", choices=[*ENGINES, "bigquery"], action="append")
    arguments = arguments.parse_args()
    folders = sorted((it for it in arguments.folder.iterdir() if it.name.isdigit()), key=lambda it: int(it.name))
    cases = [(folder, json.loads((folder / "case.json").read_text())) for folder in folders]
    failed = False
    for name in arguments.engine or [*ENGINES, "bigquery"]:
        begin, events = time.monotonic(), 0
        for folder, case in cases:
            if name == "bigquery":
                import sqlglot

                for statement in case["statements"][name]:
                    sqlglot.parse_one(statement, dialect="bigquery", error_level=sqlglot.ErrorLevel.RAISE)
                continue
            engine = ENGINES[name]()
            engine.begin(raw_tables(case, folder))
            for statement in case["statements"][name]:
                try:
                    engine.run(statement)
                except Exception as error:
                    sys.exit(f"{name}: {case['name']}: {error}\n{statement}")
            wrong, count = compare(engine, case, folder)
            events += count
            if wrong:
                failed = True
                print(f"{name}: {case['name']}", *wrong, sep="\n", flush=True)
        print(f"{name}: {len(cases)} cases, {events} events, {time.monotonic() - begin:.0f} s", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
