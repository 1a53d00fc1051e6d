"""What the engines share: where tables lie, whether they are whole, what is asked, and how rows and faults are told."""

import argparse
import json
import mmap
import os
import re
import subprocess
import sys
import urllib.parse
import zlib
from pathlib import Path

TABLES = (
    "timeline", "events", "participants", "actors", "names", "affiliations", "topics", "links", "citations", "distances",
)
FORMAT = 1
# The program's own files hold the checksum of all their bytes, with zeros in its own place, within the last 4,096.
SEAL = re.compile(rb"demarche version [^()]* \(build ([0-9a-f]{8})\)")
TAIL = 4096
PIECE = 1 << 24
# How engines say that a table is not there.
ABSENT = re.compile(r"does not exist|not found|cannot be found")


class Fault(Exception):
    """What the user can set right, in one line."""


def arguments(dialect, about):
    """The options that all engines have."""
    parser = argparse.ArgumentParser(description=about)
    parser.set_defaults(dialect=dialect)
    parser.add_argument("tables", metavar="DIR", help="the folder of tables, as `demarche export` writes it")
    parser.add_argument("query", metavar="QUERY", nargs="?", help="what to ask; `demarche sql` prints it as SQL")
    parser.add_argument("--sql", metavar="FILE", help="ask the SQL in this file instead (`-`: standard input)")
    parser.add_argument("--demarche", metavar="PROGRAM", default="demarche", help="the command line tool")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument("--verify", action="store_true", help="read every file once before, and compare its checksum")
    return parser


def question(options):
    """The SQL to ask."""
    if (options.query is None) == (options.sql is None):
        raise Fault("say what to ask: either QUERY or --sql FILE")
    if options.sql == "-":
        return sys.stdin.read()
    if options.sql is not None:
        try:
            return Path(options.sql).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(f"{options.sql}: {reason(error)}") from error
    command = [options.demarche, "sql", options.query, "--dialect", options.dialect]
    try:
        printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    except OSError as error:
        raise Fault(f"{options.demarche}: {reason(error)}; --demarche names the program") from error
    if printed.returncode != 0:
        # It has said why.
        sys.exit(printed.returncode)
    return printed.stdout


def is_local(folder):
    return "://" not in folder


def files_of(folder, table):
    """The files of a table on this machine: one, or those of a folder; none where the table is not there."""
    one = Path(folder) / f"{table}.parquet"
    if one.exists():
        return [one]
    return sorted(path for path in (Path(folder) / table).glob("**/*.parquet") if not hidden(path))


def hidden(path):
    return path.name.startswith(("_", "."))


def check(folder, verify):
    """Looks at the end of every file, since not every engine tells of one that is cut short, or empty.

    Returns the names of the tables that are there.
    """
    import pyarrow.parquet as parquet

    if not Path(folder).is_dir():
        raise Fault(f"{folder}: no such folder")
    found = [table for table in TABLES if files_of(folder, table)]
    if "timeline" not in found:
        raise Fault(f"{folder}/timeline.parquet: no such file, so that this is no folder of tables")
    for table in found:
        for path in files_of(folder, table):
            try:
                parquet.read_metadata(path)
            except (OSError, ValueError) as error:
                raise Fault(f"{path}: {reason(error)}") from error
            if verify:
                verify_checksum(path)
    path = files_of(folder, "timeline")[0]
    formats = parquet.read_table(path, columns=["format"], partitioning=None)["format"].to_pylist()
    if formats != [FORMAT]:
        raise Fault(f"{path}: format {', '.join(map(str, formats)) or 'nothing'}; these scripts know format {FORMAT}")
    return found


def verify_checksum(path):
    """Compares the checksum of a file that `demarche` wrote; reads all values of others, page by page."""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        before = max(0, len(data) - TAIL)
        seal = SEAL.search(data[before:])
        if seal is not None:
            start, end = (before + at for at in seal.span(1))
            # In pieces, so that a large file need not be held.
            checksum = 0
            for at in range(0, start, PIECE):
                checksum = zlib.crc32(data[at : min(at + PIECE, start)], checksum)
            checksum = zlib.crc32(data[end:], zlib.crc32(b"0" * (end - start), checksum))
    if seal is None:
        import pyarrow.parquet as parquet

        try:
            for _ in parquet.ParquetFile(path, page_checksum_verification=True).iter_batches():
                pass
        except (OSError, ValueError) as error:
            raise Fault(f"{path}: {reason(error)}") from error
        return
    if checksum != int(seal[1], 16):
        raise Fault(f"{path}: damaged: its bytes are not those that were written")


def reason(error):
    """The first line of what an error says, without the file where that is at its end."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def fault_of(error, folder, found):
    """One line for what an engine said: the file first, if it names one, or else one is found that is damaged."""
    said = str(error)
    if ABSENT.search(said):
        for table in TABLES:
            if table not in found and re.search(rf"\b{table}\b", said):
                return Fault(f"{folder}/{table}.parquet: no such file, and the question needs it")
    line = reason(error)
    if not is_local(folder):
        return Fault(line)
    paths = [path for table in found for path in files_of(folder, table)]
    # Spark names files as addresses, in which spaces are `%20`.
    unquoted = urllib.parse.unquote(said)
    for path in paths:
        if str(path) in unquoted or str(path.absolute()) in unquoted:
            return Fault(line if str(path) in line else f"{path}: {line}")
    for path in paths:
        verify_checksum(path)
    return Fault(line)


def write_rows(names, rows, as_json):
    """Prints rows as they come: below a header, parted by tabs, or as JSON; how many there were."""
    out = sys.stdout
    if not as_json:
        print(*names, sep="\t", file=out)
    count = 0
    for row in rows:
        count += 1
        if as_json:
            cells = {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
            print(json.dumps(cells, ensure_ascii=False), file=out)
        else:
            print(*("" if cell is None else cell for cell in row), sep="\t", file=out)
    out.flush()
    return count


def run(main):
    """Runs a script: faults are one line on standard error and exit status 2, as in the command line tool."""
    try:
        sys.exit(main())
    except Fault as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever reads has enough. What is left in the buffer must not be written at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(130)
