"""Answers from the tables of a timeline with DataFusion, on one machine: `datafusion_answers.py DIR 'find ...'`."""

import tables
from progress import Progress


def context(options):
    import datafusion

    runtime = datafusion.RuntimeEnvBuilder()
    if options.temp is not None:
        runtime = runtime.with_disk_manager_specified(options.temp)
    else:
        runtime = runtime.with_disk_manager_os()
    if options.memory is not None:
        runtime = runtime.with_fair_spill_pool(options.memory << 20)
    config = datafusion.SessionConfig()
    if options.threads is not None:
        config = config.with_target_partitions(options.threads)
    return datafusion.SessionContext(config, runtime)


def register(session, folder, verify=False):
    """A table of the session for each table; which there are."""
    import pyarrow

    if not tables.is_local(folder):
        raise tables.Fault(f"{folder}: this script reads folders; DataFusion's `register_object_store` opens a lake")
    found = tables.check(folder, verify)
    for table in found:
        files = tables.files_of(folder, table)
        parts = sorted({part for file in files for part in file.relative_to(folder).parts[:-1] if "=" in part})
        if parts:
            # As a text, since the part that has no year is not a number.
            columns = sorted({part.split("=")[0] for part in parts})
            columns = [(column, pyarrow.string()) for column in columns]
            session.register_parquet(table, f"{folder}/{table}", table_partition_cols=columns)
        elif len(files) == 1:
            session.register_parquet(table, str(files[0]))
        else:
            session.register_parquet(table, f"{folder}/{table}")
    return found


def rows_of(batches, seen):
    for batch in batches:
        batch = batch.to_pyarrow()
        seen["rows"] += batch.num_rows
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def parser():
    options = tables.arguments("datafusion", __doc__.splitlines()[0])
    options.add_argument("--memory", metavar="MIB", type=int, help="sort, join and group in so many MiB (no limit)")
    options.add_argument("--temp", metavar="DIR", help="where what does not fit goes (the system's folder)")
    options.add_argument("--threads", metavar="N", type=int, help="use so many threads (as many as there are cores)")
    return options


def main():
    options = parser().parse_args()
    sql = tables.question(options)
    found, seen = [], {"rows": 0}
    try:
        session = context(options)
        found = register(session, options.tables, options.verify)
        frame = session.sql(sql)
        names = frame.schema().names
        # The engine does not tell how far it is, only what it has found.
        with Progress(lambda: (None, f"{seen['rows']} rows")):
            rows = rows_of(frame.execute_stream(), seen)
            first = next(rows, None)
        rest = rows if first is None else (row for part in ([first], rows) for row in part)
        tables.write_rows(names, rest, options.json)
    except BaseException as error:
        # A panic inside the engine is no `Exception`.
        if isinstance(error, (tables.Fault, BrokenPipeError, KeyboardInterrupt)):
            raise
        raise tables.fault_of(error, options.tables, found) from error


if __name__ == "__main__":
    tables.run(main)
