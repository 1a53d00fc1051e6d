"""Makes small random tables as `docs/scale-out.md` has them, and says what is true of them, the slow and sure way.

`make_tables.py DIR [--seed N] [--events N] [--by-year]` writes them; `Made` is what tests look things up in.
"""

import argparse
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HOUR = 3_600_000_000
DAY = 24 * HOUR
YEAR = 365 * DAY
INFINITY = 1 << 62
ORIGIN = 0
# As it comes about in practice: most took place, and most presences are reported.
STATUSES = ["occurred"] * 8 + ["alleged", "planned", "denied"]
PRESENCES = ["reported"] * 8 + ["implied", "denied"]
INT, TEXT, BOOL = pa.int64(), pa.string(), pa.bool_()
WHAT = [
    ("kind", TEXT), ("status", TEXT), ("instant", BOOL), ("begin_lo", INT), ("begin_hi", INT), ("end_lo", INT),
    ("end_hi", INT), ("least", INT), ("most", INT), ("component", INT), ("shift_start", INT), ("shift_end", INT),
]
SCHEMAS = {
    "timeline": [("format", INT), ("title", TEXT), ("zone", TEXT), ("utc_offset", INT)],
    "events": [
        ("ordinal", INT), ("key", TEXT), *WHAT, ("title", TEXT), ("place", TEXT), ("channel", TEXT), ("state", TEXT),
        ("code", TEXT), ("told", TEXT), ("zone", TEXT),
    ],
    "participants": [
        ("event", TEXT), ("actor", TEXT), ("part", TEXT), ("role", TEXT), ("presence", TEXT), ("nth", INT),
        ("on_behalf_of", TEXT), ("event_ordinal", INT), ("actor_ordinal", INT), *WHAT,
    ],
    "actors": [("ordinal", INT), ("key", TEXT), ("kind", TEXT), ("name", TEXT)],
    "distances": [
        ("component", INT), ("x", TEXT), ("y", TEXT), ("bb", INT), ("bf", INT), ("fb", INT), ("ff", INT),
    ],
}


def closed(size, edges):
    """The least bounds of `y - x` for all pairs of points, or nothing where the edges (x, y, bound) have no world."""
    bound = [[0 if x == y else INFINITY for y in range(size)] for x in range(size)]
    for x, y, most in edges:
        bound[x][y] = min(bound[x][y], most)
    for middle in range(size):
        for x in range(size):
            if bound[x][middle] < INFINITY:
                for y in range(size):
                    if bound[middle][y] < INFINITY:
                        bound[x][y] = min(bound[x][y], bound[x][middle] + bound[middle][y])
    return None if any(bound[x][x] < 0 for x in range(size)) else bound


class Event:
    """One event: its row, who takes part, and the claims on it, as edges between its ends and the origin."""

    def __init__(self, number, kind):
        self.number, self.kind = number, kind
        self.key = f"{kind[0]}{number}"
        self.part_rows = []
        self.component = None


class Made:
    """Events with claims drawn at random; `rows` are the tables, and `judge` says what is possible and certain."""

    def __init__(self, seed, events=60, actors=5, days=40):
        self.random = random.Random(seed)
        self.actors = [f"a{i}" for i in range(actors)]
        self.events = []
        self.groups = []
        while len(self.events) < events:
            self._group(days * DAY)
        self._bounds()

    def _group(self, span):
        """One to four events; where there are more than one, relations between them are claimed that have a world."""
        draw = self.random
        size = draw.choice([1, 1, 1, 2, 3, 4])
        start = 16_000 * DAY + draw.randrange(span // HOUR) * HOUR
        group, edges = [], []
        for i in range(size):
            event = Event(len(self.events), draw.choice(["meeting", "statement"]))
            event.status = draw.choice(STATUSES)
            event.instant = event.kind == "statement" and draw.random() < 0.8
            event.b = 1 + 2 * i
            event.f = event.b + 1
            event.group = len(self.groups)
            edges += [(event.f, event.b, 0), *([(event.b, event.f, 0)] if event.instant else [])]
            edges += self._date(event, start + draw.randrange(36) * HOUR)
            self._people(event)
            group.append(event)
            self.events.append(event)
        for left, right in zip(group, group[1:], strict=False):
            claim = [(right.b, left.f, -1)]
            if draw.random() < 0.5:
                claim.append((left.f, right.b, draw.choice([1, 5, 30, 80]) * HOUR))
            # A claim that contradicts the others is left out.
            if closed(1 + 2 * size, edges + claim) is not None:
                edges += claim
        self.groups.append((group, edges))
        if size > 1:
            for event in group:
                event.component = len(self.groups)

    def _date(self, event, at):
        """Claims that the event lies within an hour, some days, years, or begins or ends at some time, or nothing."""
        width = self.random.choice([1, HOUR, DAY, DAY, 2 * DAY, 4 * DAY, 30 * DAY, 3 * YEAR])
        after, before = [(event.b, ORIGIN, -at)], [(ORIGIN, event.f, at + width - 1)]
        return self.random.choice([after + before] * 8 + [after, before, []])

    def _people(self, event):
        draw = self.random
        rows = {}
        for actor in draw.sample(self.actors, draw.randrange(1, min(4, len(self.actors)) + 1)):
            if event.kind == "meeting":
                roles = draw.sample([None, "host", "guest"], draw.choice([1, 1, 1, 2]))
                rows[actor] = [["participant", role, draw.choice(PRESENCES)] for role in roles]
            else:
                rows[actor] = [[draw.choice(["by", "to"]), None, "reported"]]
        for actor, of in rows.items():
            held = [row for row in of if row[2] != "denied"]
            reported = any(row[2] == "reported" for row in held)
            for row in held:
                row[2] = "reported" if reported else "implied"
            # Those that are not denied come first, so that the row numbered 0 says whether the actor takes part.
            for nth, row in enumerate(sorted(of, key=lambda row: row[2] == "denied")):
                event.part_rows.append((actor, *row, nth))

    def _bounds(self):
        self.distances = []
        for group, edges in self.groups:
            bound = closed(1 + 2 * len(group), edges)
            finite = lambda x, y, bound=bound: None if bound[x][y] >= INFINITY else bound[x][y]
            least = lambda x, bound=bound: None if bound[x][ORIGIN] >= INFINITY else -bound[x][ORIGIN]
            for event in group:
                event.windows = (least(event.b), finite(ORIGIN, event.b), least(event.f), finite(ORIGIN, event.f))
                event.lasts = (-bound[event.f][event.b], finite(event.b, event.f))
            for x in group:
                for y in group:
                    if x is not y:
                        row = [
                            bound[p][q] if bound[p][q] < bound[p][ORIGIN] + bound[ORIGIN][q] else None
                            for p, q in [(x.b, y.b), (x.b, y.f), (x.f, y.b), (x.f, y.f)]
                        ]
                        if any(cell is not None for cell in row):
                            self.distances.append((x.component, x.key, y.key, *row))

    def takes_part(self, event, part):
        """Who does, and whether that is sure; both only where the event is one that questions match."""
        if event.status not in ("occurred", "alleged"):
            return {}
        return {
            actor: presence == "reported" and event.status == "occurred"
            for actor, of, _, presence, nth in event.part_rows
            if of == part and nth == 0 and presence != "denied"
        }

    def judge(self, steps):
        """How certain it is that `least <= b(y) - f(x) <= most` for all `steps` (x, y, least, most) at once."""
        shift, edges, size = {}, [], 1
        for event in (event for x, y, *_ in steps for event in (x, y)):
            if event.group not in shift:
                shift[event.group] = size - 1
                group, claims = self.groups[event.group]
                size += 2 * len(group)
                move = lambda point, by=shift[event.group]: point + by if point != ORIGIN else ORIGIN
                edges += [(move(x), move(y), most) for x, y, most in claims]
        ends = [(x.f + shift[x.group], y.b + shift[y.group], least, most) for x, y, least, most in steps]
        forth = [(x, y, most) for x, y, _, most in ends]
        back = [(y, x, -least) for x, y, least, _ in ends]
        if closed(size, edges + forth + back) is None:
            return "impossible"
        denied = [(y, x, -bound - 1) for x, y, bound in forth + back]
        refuted = all(closed(size, [*edges, edge]) is None for edge in denied)
        return "certain" if refuted else "possible"

    def rows(self):
        def what(event):
            return (event.kind, event.status, event.instant, *event.windows, *event.lasts, event.component, 0, 0)

        ordinal = {actor: i for i, actor in enumerate(self.actors)}
        return {
            "timeline": [(1, None, "UTC", 0)],
            "events": [(e.number, e.key, *what(e), *[None] * 7) for e in self.events],
            "participants": [
                (e.key, actor, part, role, presence, nth, None, e.number, ordinal[actor], *what(e))
                for e in self.events
                for actor, part, role, presence, nth in e.part_rows
            ],
            "actors": [(i, actor, "person", actor.upper()) for actor, i in ordinal.items()],
            "distances": self.distances,
        }

    def write(self, folder, by_year=False):
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.rows().items():
            schema = pa.schema([pa.field(name, kind) for name, kind in SCHEMAS[table]])
            begin = [name for name, _ in SCHEMAS[table]].index("begin_lo") if table in ("events", "participants") else None
            parts = {f"{table}.parquet": rows}
            if by_year and begin is not None:
                parts = {}
                for row in rows:
                    year = "__HIVE_DEFAULT_PARTITION__" if row[begin] is None else year_of(row[begin])
                    parts.setdefault(f"{table}/year={year}/part-0.parquet", []).append(row)
            for name, of in parts.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                columns = list(zip(*of, strict=True)) if of else [[]] * len(schema)
                arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
                table_of = pa.Table.from_arrays(arrays, schema=schema)
                pq.write_table(table_of, folder / name, write_page_checksum=True)


def year_of(tick):
    import datetime

    return (datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=tick)).year


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--by-year", action="store_true")
    options = parser.parse_args()
    Made(options.seed, options.events).write(options.folder, options.by_year)


if __name__ == "__main__":
    main()
