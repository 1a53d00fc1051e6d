"""DuckDB: tables in memory, sorted by what is looked up, statements prepared, all threads."""

import pathlib

import duckdb

from common import MONTH, main, spread

LOAD = """
CREATE TABLE raw AS SELECT
    CAST(substr(key, 2) AS INTEGER) AS event, kind = 'meeting' AS is_meeting,
    epoch_us(CAST(date AS TIMESTAMP)) AS t, "with", "by", "to", CAST(substr(topic, 2) AS INTEGER) AS topic
FROM read_csv('{path}', header = true, all_varchar = true);
CREATE TABLE event AS SELECT event, is_meeting, t, topic FROM raw ORDER BY event;
CREATE TABLE meets AS SELECT CAST(substr(a, 2) AS INTEGER) AS actor, t, event
    FROM (SELECT event, t, unnest(string_split("with", ';')) AS a FROM raw WHERE is_meeting AND t IS NOT NULL)
    ORDER BY actor, t;
CREATE TABLE says AS SELECT CAST(substr("by", 2) AS INTEGER) AS actor, t, event
    FROM raw WHERE NOT is_meeting AND t IS NOT NULL ORDER BY actor, t;
CREATE TABLE has AS SELECT actor, t, event FROM (
    SELECT actor, t, event FROM meets UNION ALL SELECT actor, t, event FROM says UNION ALL
    SELECT CAST(substr(a, 2) AS INTEGER), t, event FROM
        (SELECT event, t, unnest(string_split("to", ';')) AS a FROM raw WHERE "to" <> '' AND t IS NOT NULL))
    ORDER BY actor, t;
CREATE TABLE timed AS SELECT t, event, actor FROM meets ORDER BY t, event;
CREATE TABLE room AS SELECT event, actor FROM meets ORDER BY event, actor;
CREATE TABLE meeting AS SELECT t, event FROM event WHERE is_meeting AND t IS NOT NULL ORDER BY t;
DROP TABLE raw;
"""


def load(data):
    connection = duckdb.connect(":memory:")
    connection.execute(LOAD.format(path=pathlib.Path(data) / "events.csv"))
    return {"c": connection}


PREPARED = {
    "q1": """WITH latest AS (SELECT event, t FROM meeting WHERE t < (SELECT t FROM event WHERE event = $1)
             ORDER BY t DESC LIMIT 100)
             SELECT a.event, a.actor, b.actor FROM latest l
             JOIN timed a ON a.event = l.event AND a.t = l.t JOIN timed b
             ON b.event = l.event AND b.t = l.t AND b.actor > a.actor""",
    "q3": """SELECT event FROM (SELECT event FROM meets WHERE actor = $1
             AND t > (SELECT t FROM event WHERE event = $3) AND t < (SELECT t FROM event WHERE event = $4))
             SEMI JOIN (SELECT event FROM meets WHERE actor = $2) USING (event)""",
    # Counted by two look-ups a statement, without any pair being made.
    "q4": """WITH m AS (SELECT actor, t, row_number() OVER (PARTITION BY actor ORDER BY t) AS n FROM meets),
             hi AS (SELECT s.actor, s.t, m.n FROM says s ASOF JOIN m ON s.actor = m.actor AND s.t > m.t),
             lo AS (SELECT sum(m.n) AS n FROM (SELECT actor, t - 259200000000 AS t FROM says) s
                    ASOF JOIN m ON s.actor = m.actor AND s.t > m.t)
             SELECT (SELECT sum(n) FROM hi) - coalesce((SELECT n FROM lo), 0)""",
    "q2all": """SELECT count(*), 0, sum(s.event * 3 + m.event) FROM says s
                ASOF JOIN meets m ON s.actor = m.actor AND s.t > m.t""",
    "q5": """SELECT count(*) FROM (SELECT t, event FROM meets WHERE actor = $1) m
             JOIN timed y ON y.event = m.event AND y.t = m.t AND y.actor <> $1
             JOIN meets n ON n.actor = y.actor AND n.t > m.t AND n.t <= m.t + 604800000000
             JOIN timed z ON z.event = n.event AND z.actor <> y.actor
             JOIN says s ON s.actor = z.actor AND s.t > n.t AND s.t <= n.t + 172800000000""",
    # Ways into each presence and out of it are counted by sums over ranges of each actor's row, then multiplied.
    "q5all": """WITH size AS (SELECT event, count(*) - 1 AS others FROM room GROUP BY event),
        line AS (SELECT m.actor, m.t, m.event, z.others, 0 AS said FROM meets m JOIN size z USING (event)
                 UNION ALL SELECT actor, t, NULL, 0, 1 FROM says),
        sums AS (SELECT event, sum(others) OVER (PARTITION BY actor ORDER BY t RANGE BETWEEN
                 604800000000 PRECEDING AND 1 PRECEDING) AS ways, sum(said) OVER (PARTITION BY actor ORDER BY t
                 RANGE BETWEEN 1 FOLLOWING AND 172800000000 FOLLOWING) AS speeches FROM line),
        known AS (SELECT event, coalesce(ways, 0) AS ways, coalesce(speeches, 0) AS speeches FROM sums
                  WHERE event IS NOT NULL)
        SELECT sum(product) FROM (SELECT sum(ways)::HUGEINT * sum(speeches) - sum(ways * speeches) AS product
                                  FROM known GROUP BY event)""",
    "q6": "SELECT t, event, actor FROM timed WHERE t > $1 AND t <= $2 ORDER BY t, event",
    "q7": "SELECT event FROM has WHERE actor = $1 AND t BETWEEN $2 AND $3 ORDER BY t",
}

# A prepared ASOF JOIN of one actor's rows is planned as a comparison of all pairs; with the number in the text it is not.
LITERAL = {
    "q2": """SELECT s.event, m.event FROM (SELECT * FROM says WHERE actor = {x}) s
             ASOF JOIN (SELECT * FROM meets WHERE actor = {x}) m ON s.t > m.t""",
}

VALUES = {
    "q1": lambda p: (p["statement"],),
    "q3": lambda p: (p["x"], p["y"], p["after"], p["before"]),
    "q5": lambda p: (p["any"],),
    "q6": lambda p: (p["start"], p["start"] + MONTH),
    "q7": lambda p: (p["x"], p["from"], p["to"]),
}


def questions(held, question):
    connection = held["c"]
    if question in LITERAL:
        return lambda p: connection.execute(LITERAL[question].format(**p)).fetchall(), lambda found: found, True
    sql = PREPARED.get(question)
    if sql is None:
        return None
    connection.execute(f"PREPARE {question} AS {sql}")
    values = VALUES.get(question)

    def ask(p):
        text = f"EXECUTE {question}" + (f"({', '.join(map(str, values(p)))})" if values else "")
        rows = connection.execute(text).fetchall()
        return spread(rows, p["start"], p["any"]) if question == "q6" else rows

    return ask, lambda found: found, values is not None


if __name__ == "__main__":
    main("duckdb", duckdb.__version__, load, questions)
