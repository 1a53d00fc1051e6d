"""What the tools asked from Python share: parameters, clocks, digests, the file of a result."""

import csv
import json
import pathlib
import resource
import sys
import time

MODULUS = (1 << 31) - 1
DAY = 86_400_000_000
WEEK = 7 * DAY
MONTH = 30 * DAY
# A question that takes over a second is asked with so many parameters only.
FEW = 10


def parameters(data):
    with open(pathlib.Path(data) / "params.tsv", newline="") as file:
        return [{k: int(v) for k, v in row.items()} for row in csv.DictReader(file, delimiter="\t")]


def digest(rows):
    """Answers of up to three numbers, counted and added up in whatever order they come."""
    total, count = 0, 0
    for row in rows:
        a, b, c = (int(x) for x in (*row, 0, 0)[:3])
        total += a % MODULUS * 1_000_003 % MODULUS + b % MODULUS * 20_011 % MODULUS + c % MODULUS * 31 % MODULUS
        count += 1
    return count, total % MODULUS


def memory():
    text = pathlib.Path("/proc/self/status").read_text()
    line = {l.split(":")[0]: l.split()[1] for l in text.splitlines() if l.startswith("Vm")}
    return int(line["VmHWM"]) // 1024, int(line["VmRSS"]) // 1024


def spread(rows, start, source):
    """Who knows by when, from all meetings of the stretch of time in order."""
    known = {source: start}
    i = 0
    while i < len(rows):
        t, event, _ = rows[i]
        j = i
        while j < len(rows) and rows[j][1] == event:
            j += 1
        people = [row[2] for row in rows[i:j]]
        if any(known.get(who, t) < t for who in people):
            for who in people:
                known.setdefault(who, t)
        i = j
    del known[source]
    return list(known.items())


def once(f):
    begin = time.perf_counter()
    f()
    return {"times": [(time.perf_counter() - begin) * 1e3], "answers": [], "digests": []}


def run(all_parameters, ask, rows=lambda found: found, warm=True):
    """Asks with each parameter, once off the clock where a question takes less than a second; what was found is
    turned into rows off the clock. Of three times with each parameter the fastest counts."""
    begin = time.perf_counter()
    ask(all_parameters[0])
    slow = False
    for p in all_parameters[:FEW]:
        begin = time.perf_counter()
        ask(p)
        slow = slow or time.perf_counter() - begin > 1
    chosen = all_parameters[:FEW] if slow else all_parameters
    if warm and not slow:
        for p in chosen:
            ask(p)
    times, answers, digests = [], [], []
    for p in chosen:
        best = []
        for _ in range(1 if slow else 3):
            begin = time.perf_counter()
            found = ask(p)
            best.append((time.perf_counter() - begin) * 1e3)
        times.append(min(best))
        count, total = digest(rows(found))
        answers.append(count)
        digests.append(total)
    return {"times": times, "answers": answers, "digests": digests}


def write(folder, tool, version, question, report):
    times = sorted(report.pop("times"))
    at = lambda share: times[round(share * (len(times) - 1))]
    peak, resident = memory()
    value = {
        "tool": tool, "version": version, "question": question, "parameters": len(times),
        "p50_ms": at(0.5), "p99_ms": at(0.99), "peak_mb": peak, "resident_mb": resident, **report,
    }
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{question}-{tool}.json").write_text(json.dumps(value, indent=2) + "\n")
    print(f"{tool:10} {question:8} p50 {at(0.5):12.4f} ms  p99 {at(0.99):12.4f} ms  "
          f"answers {sum(report['answers'])}  peak {peak} MB, resident {resident} MB", flush=True)


def main(tool, version, load, questions):
    """`TOOL DATA RESULTS QUESTION...`: loads, then asks."""
    data, results, *asked = sys.argv[1:]
    held = {}
    report = once(lambda: held.update(load(data)))
    write(results, tool, version, "load", report)
    everything = parameters(data)
    for question in asked:
        if question == "load":
            continue
        ask = questions(held, question)
        if ask is None:
            print(f"{tool:10} {question:8} not asked")
            continue
        f, rows, many = ask
        chosen = everything if many else everything[:1]
        write(results, tool, version, question, run(chosen, f, rows))
