"""Raphtory: each meeting is an update of the edge of every pair, since its edges join two; statements are updates of
their speakers' nodes. It is asked what it can be asked so: which last meeting, and the meetings of two."""

import bisect
import csv
import datetime
import pathlib

import raphtory
from raphtory import Graph

from common import main


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
        window = edge.window(ticks[p["after"]] + 1, ticks[p["before"]])
        return [(m,) for _, m in updates(window)]

    named = {"q2": q2, "q3": q3}
    f = named.get(question)
    return f and (f, lambda found: found, True)


if __name__ == "__main__":
    main("raphtory", raphtory.version() if hasattr(raphtory, "version") else "0.17.0", load, questions)
