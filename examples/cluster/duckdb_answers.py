"""Answers from the tables of a timeline with DuckDB, on one machine: `duckdb_answers.py DIR 'find ...'`.

The tables stay where they are, as views over the files. What does not fit in the memory that is allowed goes to the folder for
temporary files.
"""

import tables
from progress import Progress

ROWS = 10_000


def literal(text):
    return "'" + str(text).replace("'", "''") + "'"


def views(connection, folder, verify=False):
    """A view for each table; which there are."""
    if tables.is_local(folder):
        found = {table: tables.files_of(folder, table) for table in tables.check(folder, verify)}
    else:
        # In a lake (s3://, gs://, https://) DuckDB looks by itself, with its extension httpfs.
        found = {table: remote(connection, folder, table) for table in tables.TABLES}
        found = {table: files for table, files in found.items() if files}
        if not found:
            raise tables.Fault(f"{folder}: no tables there")
    for table, files in found.items():
        names = ", ".join(map(literal, files))
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{names}], hive_partitioning = true)")
    return list(found)


def remote(connection, folder, table):
    for pattern in (f"{folder}/{table}.parquet", f"{folder}/{table}/**/*.parquet"):
        files = connection.execute(f"SELECT file FROM glob({literal(pattern)}) ORDER BY file").fetchall()
        if files:
            return [file for (file,) in files]
    return []


def connect(options):
    import duckdb

    settings = {"memory_limit": options.memory, "temp_directory": options.temp, "threads": options.threads}
    try:
        connection = duckdb.connect(config={k: v for k, v in settings.items() if v is not None})
    except duckdb.Error as error:
        raise tables.Fault(tables.reason(error)) from error
    # The bar is drawn by this script, on standard error; without these the engine does not count.
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    return connection


def rows_of(result):
    while rows := result.fetchmany(ROWS):
        yield from rows


def parser():
    options = tables.arguments("duckdb", __doc__.splitlines()[0])
    options.add_argument("--memory", metavar="SIZE", help="use so much memory, as `4GB` (four fifths of what there is)")
    options.add_argument("--temp", metavar="DIR", help="where what does not fit goes (`.tmp`)")
    options.add_argument("--threads", metavar="N", type=int, help="use so many threads (as many as there are cores)")
    return options


def main():
    options = parser().parse_args()
    sql = tables.question(options)
    connection = connect(options)
    found = []
    try:
        found = views(connection, options.tables, options.verify)
        with Progress(lambda: (connection.query_progress() / 100, "")):
            result = connection.execute(sql)
            first = result.fetchmany(ROWS)
        names = [column[0] for column in result.description]
        tables.write_rows(names, (row for part in (first, rows_of(result)) for row in part), options.json)
    except Exception as error:
        if isinstance(error, (tables.Fault, BrokenPipeError)):
            raise
        raise tables.fault_of(error, options.tables, found) from error


if __name__ == "__main__":
    tables.run(main)
