"""Polars: frames in memory, sorted by what is looked up; the rows of an actor are found by their offsets."""

import pathlib

import numpy as np
import polars as pl

from common import DAY, MONTH, WEEK, main, spread


def load(data):
    raw = pl.read_csv(pathlib.Path(data) / "events.csv", infer_schema=False)
    day = pl.col("date").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    clock = pl.col("date").str.slice(11)
    part = lambda at: clock.str.slice(at, 2).cast(pl.Int64, strict=False).fill_null(0)
    fraction = clock.str.slice(9).cast(pl.Int64, strict=False).fill_null(0)
    tick = day.cast(pl.Int64) * DAY + (part(0) * 3600 + part(3) * 60 + part(6)) * 1_000_000 + fraction
    number = lambda name: pl.col(name).str.slice(1).cast(pl.Int32)
    raw = raw.select(
        number("key").alias("event"), (pl.col("kind") == "meeting").alias("is_meeting"), tick.alias("t"),
        "with", "by", "to", number("topic").alias("topic"),
    )
    split = lambda frame, name: frame.select(
        pl.col(name).str.split(";").alias("actor"), "t", "event"
    ).explode("actor").with_columns(number("actor").alias("actor"))
    dated = raw.filter(pl.col("t").is_not_null())
    meets = split(dated.filter(pl.col("is_meeting")), "with").sort("actor", "t")
    says = split(dated.filter(~pl.col("is_meeting")), "by").sort("actor", "t")
    told = split(dated.filter(~pl.col("is_meeting") & (pl.col("to").fill_null("") != "")), "to")
    has = pl.concat([meets, says, told]).sort("actor", "t")
    meeting = dated.filter(pl.col("is_meeting")).select("t", "event").sort("t")
    offsets = lambda frame: np.searchsorted(frame["actor"].to_numpy(), np.arange(20_001))
    return {
        "event_t": raw["t"], "meeting": meeting, "timed": meets.sort("t", "event"),
        **{name: (frame, offsets(frame)) for name, frame in (("meets", meets), ("says", says), ("has", has))},
    }


def rows(found):
    return found.rows() if isinstance(found, pl.DataFrame) else found


def questions(held, question):
    (meets, meets_at), (says, says_at), (has, has_at) = held["meets"], held["says"], held["has"]
    event_t, meeting, timed = held["event_t"], held["meeting"], held["timed"]
    of = lambda frame, at, actor: frame.slice(at[actor], at[actor + 1] - at[actor])

    def last(s, m):
        return s.join_asof(
            m.select("actor", "t", last="event"), on="t", by="actor", allow_exact_matches=False, check_sortedness=False
        ).drop_nulls("last")

    def q1(p):
        before = meeting["t"].search_sorted(event_t[p["statement"]], side="left")
        latest = meeting.slice(max(0, before - 100), min(100, before))
        low = timed["t"].search_sorted(latest["t"][0], side="left")
        high = timed["t"].search_sorted(latest["t"][-1], side="right")
        room = timed.slice(low, high - low).join(latest.select("event"), on="event", how="semi")
        return room.join(room, on="event", suffix="_b").filter(pl.col("actor") < pl.col("actor_b")).select(
            "event", "actor", "actor_b")

    def q2(p):
        return last(of(says, says_at, p["x"]), of(meets, meets_at, p["x"])).select("event", "last")

    def q3(p):
        def cut(actor):
            own = of(meets, meets_at, actor)
            low = own["t"].search_sorted(event_t[p["after"]], side="right")
            high = own["t"].search_sorted(event_t[p["before"]], side="left")
            return own.slice(low, max(0, high - low))
        return cut(p["x"]).join(cut(p["y"]), on="event", how="semi").select("event")

    def before(frame, sums, shift=0, exact=False):
        """Sums of `frame` up to the rows of each actor that come `shift` before each row of `sums`."""
        return sums.with_columns(pl.col("t") + shift).join_asof(
            frame, on="t", by="actor", allow_exact_matches=exact, check_sortedness=False)

    def q4(p):
        m = meets.select("actor", "t", n=pl.int_range(1, pl.len() + 1).over("actor"))
        s = says.select("actor", "t")
        up_to = before(m, s)["n"].sum()
        return [(up_to - before(m, s, -3 * DAY)["n"].sum(),)]

    def q2all(p):
        found = last(says, meets)
        return [(len(found), 0, (found["event"].cast(pl.Int64) * 3 + found["last"]).sum())]

    def q5(p):
        x = p["any"]
        first = of(meets, meets_at, x).select("t", "event")
        y = timed.join(first, on="event", how="semi").filter(pl.col("actor") != x)
        n = y.join(meets, on="actor", suffix="_n").filter(
            (pl.col("t_n") > pl.col("t")) & (pl.col("t_n") <= pl.col("t") + WEEK))
        z = n.select("actor", "t_n", "event_n").join(
            timed.select("event", z="actor"), left_on="event_n", right_on="event").filter(pl.col("z") != pl.col("actor"))
        s = says.select("actor", "t", n=pl.int_range(1, pl.len() + 1).over("actor")).sort("t")
        z = z.select(actor="z", t="t_n").sort("t")
        total = lambda shift: before(s, z, shift, exact=True)["n"].sum()
        return [(total(2 * DAY) - total(0),)]

    def q5all(p):
        size = timed.group_by("event").agg((pl.len() - 1).alias("others"))
        m = meets.join(size, on="event").sort("actor", "t").with_columns(
            ways=pl.col("others").cast(pl.Int64).cum_sum().over("actor"))
        s = says.select("actor", "t", n=pl.int_range(1, pl.len() + 1).over("actor"))
        ways = m.select("actor", "t", "ways")
        column = lambda frame, name: frame[name].fill_null(0)
        into = column(before(ways, m.select("actor", "t")), "ways") - column(
            before(ways, m.select("actor", "t"), -WEEK), "ways")
        out = column(before(s, m.select("actor", "t"), 2 * DAY, True), "n") - column(
            before(s, m.select("actor", "t"), 0, True), "n")
        both = m.select("event", into=into, out=out).group_by("event").agg(
            (pl.col("into").sum() * pl.col("out").sum() - (pl.col("into") * pl.col("out")).sum()).alias("n"))
        return [(both["n"].sum(),)]

    def q6(p):
        low = timed["t"].search_sorted(p["start"], side="right")
        high = timed["t"].search_sorted(p["start"] + MONTH, side="right")
        found = timed.slice(low, high - low).select("t", "event", "actor").rows()
        return spread(found, p["start"], p["any"])

    def q7(p):
        own = of(has, has_at, p["x"])
        low = own["t"].search_sorted(p["from"], side="left")
        high = own["t"].search_sorted(p["to"], side="right")
        return own.slice(low, high - low).select("event")

    named = {"q1": q1, "q2": q2, "q3": q3, "q4": q4, "q2all": q2all, "q5": q5, "q5all": q5all, "q6": q6, "q7": q7}
    f = named.get(question)
    return f and (f, rows, question not in ("q4", "q2all", "q5all"))


if __name__ == "__main__":
    main("polars", pl.__version__, load, questions)
