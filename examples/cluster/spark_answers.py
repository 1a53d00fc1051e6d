"""Answers from the tables of a timeline with Spark, on one machine or many: `spark_answers.py DIR 'find ...'`.

`--master local[2]` is one process with two threads; `--master 'local-cluster[2,1,2048]'` starts two workers of one core and 2,048 MiB
on this machine, whose executors are processes of their own; `spark://HOST:7077`, `yarn` or `k8s://...` is a cluster, which must see
DIR by the same name (`s3a://`, `hdfs://`, `abfss://`, or a folder that all machines have).
"""

import logging
import os
import re
import shutil
import sys
from pathlib import Path

import tables
from progress import Progress

LOCAL_CLUSTER = re.compile(r"local-cluster\[\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\]")
# Spark starts no executor with less, in MiB.
LEAST_MEMORY = 512


def settings_of(options):
    settings = {
        "spark.app.name": "demarche",
        "spark.master": options.master,
        "spark.log.level": "WARN",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    if options.shuffle is not None:
        settings["spark.sql.shuffle.partitions"] = str(options.shuffle)
    cluster = LOCAL_CLUSTER.fullmatch(options.master)
    if cluster:
        memory = int(cluster[3])
        if memory < LEAST_MEMORY:
            raise tables.Fault(f"--master: workers of {memory} MiB; an executor needs {LEAST_MEMORY}")
        settings["spark.executor.memory"] = f"{memory}m"
        settings["spark.executor.cores"] = cluster[2]
    if options.master.startswith("local"):
        # Nothing leaves this machine, whatever it is called.
        settings["spark.driver.host"] = settings["spark.driver.bindAddress"] = "127.0.0.1"
        settings["spark.ui.enabled"] = "false"
    for setting in options.conf:
        name, equals, value = setting.partition("=")
        if not equals:
            raise tables.Fault(f"--conf {setting}: NAME=VALUE is what it takes, as spark.executor.memory=4g")
        settings[name] = value
    return settings


class Session:
    """A session of Spark, which ends with the `with` that it is opened in."""

    def __init__(self, options):
        self.settings = settings_of(options)
        self.log = options.log or os.devnull

    def __enter__(self):
        import pyspark
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        if self.settings["spark.master"].startswith("local"):
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        # Workers of `local-cluster` start their executors from here.
        os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
        # On the side of Python, too, Spark logs errors that this script tells of in one line.
        logging.disable(logging.ERROR)
        builder = SparkSession.builder
        for name, value in self.settings.items():
            builder = builder.config(name, value)
        try:
            with errors_to(self.log):
                self.spark = builder.getOrCreate()
        except (PySparkException, OSError, RuntimeError) as error:
            raise tables.Fault(f"Spark does not start (it needs Java 17 or later): {tables.reason(error)}") from error
        except Exception as error:  # of the bridge to Java
            raise tables.Fault(f"Spark does not start: {said(error)}") from error
        return self.spark

    def __exit__(self, *_):
        application = self.spark.sparkContext.applicationId
        self.spark.stop()
        if self.settings["spark.master"].startswith("local-cluster"):
            # What the executors wrote on their standard output and error.
            shutil.rmtree(Path(os.environ["SPARK_HOME"]) / "work" / application, ignore_errors=True)


class errors_to:
    """Standard error goes to a file meanwhile, and for good in programs that are started meanwhile: Spark logs there."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        sys.stderr.flush()
        try:
            log = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise tables.Fault(f"{self.path}: {tables.reason(error)}") from error
        self.kept = os.dup(2)
        os.dup2(log, 2)
        os.close(log)

    def __exit__(self, *_):
        os.dup2(self.kept, 2)
        os.close(self.kept)


def said(error):
    """What Java said, without where."""
    text = str(getattr(error, "java_exception", None) or error)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("\tat ")]
    line = next((line for line in lines if "Exception" in line), lines[0] if lines else type(error).__name__)
    return re.sub(r"^.*?(?:Caused by: )?[\w.$]+(?:Exception|Error): ", "", line).strip()


def checked(options):
    """The tables that are there, looked at before Spark starts; in a lake it looks for them itself."""
    return tables.check(options.tables, options.verify) if tables.is_local(options.tables) else tables.TABLES


def views(spark, folder, found):
    """A view for each table; which there are."""
    if tables.is_local(folder):
        folder = os.path.abspath(folder)
    path = spark._jvm.org.apache.hadoop.fs.Path
    files = path(folder).getFileSystem(spark._jsc.hadoopConfiguration())
    made = []
    for table in found:
        places = [f"{folder}/{table}.parquet", f"{folder}/{table}"]
        place = next((place for place in places if files.exists(path(place))), None)
        if place is not None:
            spark.read.parquet(place).createOrReplaceTempView(table)
            made.append(table)
    if not made:
        raise tables.Fault(f"{folder}: no tables there")
    return made


def share_of(spark):
    """How many of the tasks that are known are done."""
    tracker = spark.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    stages = [stage for stage in stages if stage is not None]
    tasks, done = sum(s.numTasks for s in stages), sum(s.numCompletedTasks for s in stages)
    running = sum(s.numActiveTasks for s in stages)
    return (done / tasks if tasks else 0.0), f"{done} of {tasks} tasks, {running} under way, {len(stages)} stages"


def one_line(error):
    """What Spark said, without where in Java."""
    from pyspark.errors import PySparkException

    return str(error) if isinstance(error, PySparkException) else said(error)


def parser():
    options = tables.arguments("spark", __doc__.splitlines()[0])
    options.add_argument("--master", default="local[*]", help="where Spark runs (`local[*]`)")
    options.add_argument("--shuffle", metavar="N", type=int, help="into so many parts joined rows are dealt (200)")
    options.add_argument("--conf", metavar="NAME=VALUE", action="append", default=[], help="any setting of Spark")
    options.add_argument("--log", metavar="FILE", help="where Spark writes what it logs (nowhere)")
    options.add_argument("--output", metavar="DIR", help="write the rows there, as Parquet, instead of printing them")
    return options


def main():
    options = parser().parse_args()
    sql = tables.question(options)
    found = checked(options)
    with Session(options) as spark:
        try:
            found = views(spark, options.tables, found)
            with Progress(lambda: share_of(spark)):
                frame = spark.sql(sql)
                if options.output is not None:
                    frame.write.parquet(options.output)
                    return
                # All of them come to this process: `--output` is for answers by the million.
                rows = frame.collect()
            tables.write_rows(frame.columns, rows, options.json)
        except Exception as error:
            if isinstance(error, (tables.Fault, BrokenPipeError)):
                raise
            raise tables.fault_of(Exception(one_line(error)), options.tables, found) from error


if __name__ == "__main__":
    tables.run(main)
