"""A test of faults: one of two executor processes is killed while a question runs, and the answer must be the same.

`kill_executor.py DIR 'find ...'` asks twice on `local-cluster`, two workers of this machine with a process each. The second time rows
are read slowly, so that there is time, and once the first tasks are done `kill -9` ends one of the processes. Spark has to notice, to
do again what was lost, and to give the same rows. Exit status 1 says that it did not, or that nothing was lost.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request

import spark_answers
import tables

# Reading is to take so long in all, in tasks of this many, where one executor does it.
SECONDS = 12
TASKS = 24
PATIENCE = 240


def slowly(spark, table):
    """The table again as a view whose rows are read in many tasks, each of which sleeps a little before each row."""
    rows = spark.table(table)
    rest = max(1, round(1000 * SECONDS / max(1, rows.count())))
    # An expression that Spark takes for one of chance, so that it moves no condition across it.
    slow = f"reflect('java.lang.Thread', 'sleep', cast({rest} AS BIGINT)) = 'null'"
    rows.repartition(TASKS).where(slow).createOrReplaceTempView(table)


def told(spark, what):
    """What Spark says of itself at the address of its pages."""
    context = spark.sparkContext
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/{what}"
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.load(answer)


def executors(spark):
    """What Spark says of its executors, those that it lost included."""
    return {e["id"]: e for e in told(spark, "allexecutors") if e["id"] != "driver"}


def processes(application):
    """The executor processes of an application on this machine: their ids by those of the executors."""
    listed = subprocess.run(["ps", "-Awwo", "pid=,args="], stdout=subprocess.PIPE, text=True, check=True).stdout
    found = {}
    for line in listed.splitlines():
        words = line.split()
        if "org.apache.spark.executor.CoarseGrainedExecutorBackend" in words and application in words:
            found[words[words.index("--executor-id") + 1]] = int(words[0])
    return found


def wait_for(what, condition, while_alive=None):
    begin = time.monotonic()
    while not (value := condition()):
        if time.monotonic() - begin > PATIENCE:
            raise tables.Fault(f"{PATIENCE} seconds went by without {what}")
        if while_alive is not None and not while_alive.is_alive():
            raise tables.Fault(f"the question was over without {what}; are the tables too small?")
        time.sleep(0.1)
    return value


def finished_tasks(tracker, group):
    """How many tasks of the slow reading are done; the rows are dealt in a stage before it, which is over at once."""
    stages = [s for job in tracker.getJobIdsForGroup(group) for s in tracker.getJobInfo(job).stageIds]
    known = [info for info in map(tracker.getStageInfo, stages) if info is not None]
    return sum(info.numCompletedTasks for info in known if info.numTasks == TASKS)


class Asking(threading.Thread):
    """The question on a thread of its own, whose rows or fault are kept."""

    def __init__(self, spark, sql):
        super().__init__(daemon=True)
        self.spark, self.sql = spark, sql
        self.rows, self.error = None, None

    def run(self):
        try:
            self.spark.sparkContext.setJobGroup("asked", "the question while an executor is killed")
            self.rows = sorted(map(str, self.spark.sql(self.sql).collect()))
        except Exception as error:
            self.error = error


def parser():
    options = spark_answers.parser()
    options.set_defaults(master="local-cluster[2,1,1024]", shuffle=4)
    options.add_argument("--slow", metavar="TABLE", default="participants", help="the table to read slowly")
    return options


def main():
    options = parser().parse_args()
    sql = tables.question(options)
    # Whom Spark has lost, it tells at the address of its pages. Without adaptive plans the slow tasks are as many as said.
    options.conf += ["spark.ui.enabled=true", "spark.ui.port=0", "spark.sql.adaptive.enabled=false"]
    found = spark_answers.checked(options)
    with spark_answers.Session(options) as spark:
        found = spark_answers.views(spark, options.tables, found)
        begin = time.monotonic()
        expected = sorted(map(str, spark.sql(sql).collect()))
        print(f"{len(expected)} rows in {time.monotonic() - begin:.1f} s, nobody killed")
        if not expected:
            raise tables.Fault("the question has no answers to compare")

        slowly(spark, options.slow)
        wait_for("two executors", lambda: len(executors(spark)) >= 2)
        begin = time.monotonic()
        asking = Asking(spark, sql)
        asking.start()
        tracker = spark.sparkContext.statusTracker()
        wait_for("a finished task", lambda: finished_tasks(tracker, "asked") >= 2, asking)
        victim, process = sorted(processes(spark.sparkContext.applicationId).items())[0]
        os.kill(process, signal.SIGKILL)
        wait_for("a lost executor", lambda: executors(spark).get(victim, {}).get("isActive") is False, asking)
        lost = executors(spark)[victim]
        print(f"executor {victim}, process {process}, killed after {time.monotonic() - begin:.1f} s: "
              f"{lost.get('removeReason', 'lost')}")
        asking.join(PATIENCE)
        if asking.is_alive():
            raise tables.Fault(f"no answer within {PATIENCE} seconds after the executor was lost")
        if asking.error is not None:
            raise tables.fault_of(Exception(spark_answers.one_line(asking.error)), options.tables, found)
        again = sum(stage["numFailedTasks"] for stage in told(spark, "stages"))
        print(f"{len(asking.rows)} rows in {time.monotonic() - begin:.1f} s; {again} tasks were lost and done again")
        if asking.rows != expected:
            print("the rows differ", file=sys.stderr)
            return 1
        print("the same rows")
        return 0


if __name__ == "__main__":
    tables.run(main)
