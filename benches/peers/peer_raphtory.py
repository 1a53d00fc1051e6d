"""Raphtory: each meeting is an update of the edge of every pair, since its edges join two; statements are updates of
their speakers' nodes. It is asked what it can be asked so: who met whom, which last meeting, the meetings of two, and by
when word can have spread, of which it finds the meetings of the stretch of time."""

import bisect
import csv
import datetime
import pathlib

import raphtory
from raphtory import Graph

from common import DAY, MONTH, main, spread


def load(data):
    graph, ticks, said = Graph(), {}, {}
    zone = datetime.timezone.utc
    with open(pathlib.Path(data) / "events.csv", newline="") as file:
        for row in csv.DictReader(file):
            if not row["date"]:
                continue
            moment = datetime.datetime.fromisoformat(row["date"]).replace(tzinfo=zone)
            since = moment - datetime.datetime(1970, 1, 1, tzinfo=zone)
            t = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
            event = int(row["key"][1:])
            ticks[event] = t
            if row["kind"] == "meeting":
                people = [int(name[1:]) for name in row["with"].split(";")]
                for i, a in enumerate(people):
                    for b in people[i + 1:]:
                        graph.add_edge(t, min(a, b), max(a, b), {"m": event})
            else:
                said.setdefault(int(row["by"][1:]), []).append((t, event))
    for own in said.values():
        own.sort()
    return {"g": graph, "ticks": ticks, "said": said}


def questions(held, question):
    graph, ticks, said = held["g"], held["ticks"], held["said"]

    def updates(edge):
        return [(int(e.time.t if hasattr(e.time, "t") else e.time), e.properties["m"]) for e in edge.explode()]

    def q2(p):
        node = graph.node(p["x"])
        if node is None:
            return []
        meetings = sorted({update for edge in node.edges for update in updates(edge)})
        times = [t for t, _ in meetings]
        found = []
        for t, event in said.get(p["x"], []):
            at = bisect.bisect_left(times, t)
            if at:
                found.append((event, meetings[at - 1][1]))
        return found

    def q3(p):
        edge = graph.edge(min(p["x"], p["y"]), max(p["x"], p["y"]))
        if edge is None:
            return []
        after, before = ticks.get(p["after"]), ticks.get(p["before"])
        if after is None or before is None:
            return []
        window = edge.window(after + 1, before)
        return [(m,) for _, m in updates(window)]

    def pairs(since, until):
        """Who met whom from one tick up to another."""
        found = []
        for edge in graph.window(since, until).edges:
            a, b = edge.src.id, edge.dst.id
            found.extend((t, m, min(a, b), max(a, b)) for t, m in updates(edge))
        return found

    def q1(p):
        # Days are added until they hold a hundred meetings.
        before, days = ticks.get(p["statement"]), 1
        while before is not None:
            found = pairs(before - days * DAY, before)
            meetings = sorted({(t, m) for t, m, _, _ in found}, reverse=True)
            if len(meetings) >= 100 or days > 4_000:
                break
            days *= 2
        else:
            return []
        latest = {m for _, m in meetings[:100]}
        return [(m, a, b) for _, m, a, b in found if m in latest]

    def q6(p):
        found = pairs(p["start"] + 1, p["start"] + MONTH + 1)
        rows = {(t, m, who) for t, m, a, b in found for who in (a, b)}
        return spread(sorted(rows), p["start"], p["any"])

    named = {"q1": q1, "q2": q2, "q3": q3, "q6": q6}
    f = named.get(question)
    return f and (f, lambda found: found, True)


if __name__ == "__main__":
    main("raphtory", raphtory.version() if hasattr(raphtory, "version") else "0.17.0", load, questions)
