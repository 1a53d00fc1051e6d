//! SQLite through its C interface: `sqlite DATA RESULTS QUESTION...`.
//!
//! Tables are clustered by what is looked up (`WITHOUT ROWID`), so that every look-up is one walk of one index; each
//! statement is prepared before the clock runs. The database is in a file, with a cache of 2 GB that is warm: every
//! question is asked once before it is measured.

use demarche_peers::events::{Row, read};
use demarche_peers::params::{self, Parameter};
use demarche_peers::report::{Digest, Report};
use rusqlite::{Connection, Statement, params};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const DAY: i64 = 86_400_000_000;

const SCHEMA: &str = "
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA page_size = 8192;
PRAGMA cache_size = -2000000; PRAGMA locking_mode = EXCLUSIVE;
CREATE TABLE event (event INTEGER PRIMARY KEY, kind INTEGER, t INTEGER, topic INTEGER);
CREATE TABLE part (actor INTEGER, kind INTEGER, t INTEGER, event INTEGER);
CREATE TABLE speech (actor INTEGER, t INTEGER, event INTEGER);
";

const INDEXES: &str = "
CREATE TABLE meets (actor INTEGER, t INTEGER, event INTEGER, PRIMARY KEY (actor, t, event)) WITHOUT ROWID;
INSERT INTO meets SELECT actor, t, event FROM part WHERE kind = 0 ORDER BY 1, 2, 3;
CREATE TABLE room (event INTEGER, actor INTEGER, PRIMARY KEY (event, actor)) WITHOUT ROWID;
INSERT INTO room SELECT event, actor FROM part WHERE kind = 0 ORDER BY 1, 2;
CREATE TABLE timed (t INTEGER, event INTEGER, actor INTEGER, PRIMARY KEY (t, event, actor)) WITHOUT ROWID;
INSERT INTO timed SELECT t, event, actor FROM part WHERE kind = 0 ORDER BY 1, 2, 3;
CREATE TABLE says (actor INTEGER, t INTEGER, event INTEGER, PRIMARY KEY (actor, t, event)) WITHOUT ROWID;
INSERT INTO says SELECT actor, t, event FROM speech ORDER BY 1, 2, 3;
CREATE TABLE has (actor INTEGER, t INTEGER, event INTEGER, PRIMARY KEY (actor, t, event)) WITHOUT ROWID;
INSERT INTO has SELECT actor, t, event FROM part ORDER BY 1, 2, 3;
CREATE TABLE busy (actor INTEGER PRIMARY KEY, meetings INTEGER);
INSERT INTO busy SELECT actor, count(*) FROM meets GROUP BY actor;
CREATE INDEX meeting_t ON event (t, event) WHERE kind = 0;
DROP TABLE part; DROP TABLE speech;
ANALYZE;
";

fn load(data: &Path, database: &Path) -> Result<Connection> {
    let _ = std::fs::remove_file(database);
    let connection = Connection::open(database)?;
    connection.execute_batch(SCHEMA)?;
    connection.execute_batch("BEGIN")?;
    {
        let mut event = connection.prepare("INSERT INTO event VALUES (?, ?, ?, ?)")?;
        let mut part = connection.prepare("INSERT INTO part VALUES (?, ?, ?, ?)")?;
        let mut speech = connection.prepare("INSERT INTO speech VALUES (?, ?, ?)")?;
        let mut insert = |row: &Row| -> rusqlite::Result<()> {
            let kind = i64::from(!row.is_meeting);
            event.execute(params![row.event, kind, row.tick, row.topic])?;
            let Some(tick) = row.tick else {
                return Ok(());
            };
            for actor in &row.people {
                part.execute(params![actor, kind, tick, row.event])?;
            }
            if !row.is_meeting {
                speech.execute(params![row.people[0], tick, row.event])?;
            }
            Ok(())
        };
        read(&data.join("events.csv"), |row| {
            insert(&row).map_err(std::io::Error::other)
        })?;
    }
    connection.execute_batch(INDEXES)?;
    connection.execute_batch("COMMIT")?;
    Ok(connection)
}

/// All rows of numbers that a statement gives.
fn rows<const N: usize>(
    statement: &mut Statement<'_>,
    values: &[i64],
) -> rusqlite::Result<Vec<[i64; N]>> {
    let mut rows = statement.query(rusqlite::params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut out = [0; N];
        for (i, cell) in out.iter_mut().enumerate() {
            *cell = row.get(i)?;
        }
        found.push(out);
    }
    Ok(found)
}

fn add<const N: usize>(found: Vec<[i64; N]>) -> Digest {
    let mut digest = Digest::default();
    for row in found {
        let at = |i: usize| row.get(i).map_or(0, |x| *x as u64);
        digest.add(at(0), at(1), at(2));
    }
    digest
}

/// Runs one question, with each parameter; once before, off the clock.
fn run<const N: usize>(
    connection: &Connection,
    all: &[Parameter],
    sql: &str,
    values: impl Fn(&Parameter) -> Vec<i64>,
) -> Result<Report> {
    let mut statement = connection.prepare(sql)?;
    let mut ask = |p: &Parameter| rows::<N>(&mut statement, &values(p)).expect("it was prepared");
    for p in all {
        ask(p);
    }
    Ok(Report::run(all, ask, add))
}

/// The earliest tick at which word can have reached each, by Dijkstra over the meetings of those who know.
fn dijkstra(meets: &mut Statement<'_>, room: &mut Statement<'_>, p: &Parameter) -> Vec<[i64; 2]> {
    let end = p.start + 30 * DAY;
    let mut known: HashMap<i64, i64> = HashMap::new();
    let mut seen: HashSet<i64> = HashSet::new();
    let mut heap = BinaryHeap::from([Reverse((p.start, i64::from(p.any)))]);
    while let Some(Reverse((at, actor))) = heap.pop() {
        if known.contains_key(&actor) {
            continue;
        }
        known.insert(actor, at);
        for [tick, meeting] in rows::<2>(meets, &[actor, at, end]).expect("it was prepared") {
            if seen.insert(meeting) {
                for [other] in rows::<1>(room, &[meeting]).expect("it was prepared") {
                    if !known.contains_key(&other) {
                        heap.push(Reverse((tick, other)));
                    }
                }
            }
        }
    }
    known.remove(&i64::from(p.any));
    known.into_iter().map(|(actor, at)| [actor, at]).collect()
}

/// The same, by going through all meetings of the stretch of time in order.
fn scan(timed: &mut Statement<'_>, p: &Parameter) -> rusqlite::Result<Vec<[i64; 2]>> {
    let mut known: HashMap<i64, i64> = HashMap::from([(i64::from(p.any), p.start)]);
    let mut rows = timed.query(params![p.start, p.start + 30 * DAY])?;
    let (mut now, mut people): ((i64, i64), Vec<i64>) = ((0, 0), Vec::new());
    let mut pass = |people: &mut Vec<i64>, at: i64| {
        if people
            .iter()
            .any(|who| known.get(who).is_some_and(|&since| since < at))
        {
            for &who in people.iter() {
                known.entry(who).or_insert(at);
            }
        }
        people.clear();
    };
    while let Some(row) = rows.next()? {
        let (tick, event) = (row.get(0)?, row.get(1)?);
        if (tick, event) != now {
            pass(&mut people, now.0);
            now = (tick, event);
        }
        people.push(row.get(2)?);
    }
    pass(&mut people, now.0);
    known.remove(&i64::from(p.any));
    Ok(known.into_iter().map(|(actor, at)| [actor, at]).collect())
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let usage = "sqlite DATA RESULTS QUESTION...";
    let data = PathBuf::from(args.next().ok_or(usage)?);
    let results = PathBuf::from(args.next().ok_or(usage)?);
    let all = params::read(&data.join("params.tsv"))?;
    let database = data.join("sqlite.db");
    let version = rusqlite::version();
    for question in args {
        if question == "load" || !database.exists() {
            let begin = Instant::now();
            load(&data, &database)?;
            let report = Report::once(begin.elapsed());
            report.write(&results, "sqlite", version, "load")?;
            if question == "load" {
                continue;
            }
        }
        let connection = Connection::open(&database)?;
        connection.execute_batch("PRAGMA cache_size = -2000000; PRAGMA mmap_size = 8000000000;")?;
        let one = &all[..1];
        let report = match &*question {
            "q1" => run::<3>(
                &connection,
                &all,
                "WITH latest AS (SELECT event FROM event WHERE kind = 0 AND t < (SELECT t FROM event WHERE event = ?) \
                 ORDER BY t DESC LIMIT 100) \
                 SELECT l.event, a.actor, b.actor FROM latest l CROSS JOIN room a ON a.event = l.event \
                 CROSS JOIN room b ON b.event = l.event AND b.actor > a.actor",
                |p| vec![p.statement.into()],
            )?,
            "q2" => run::<2>(
                &connection,
                &all,
                "SELECT s.event, (SELECT m.event FROM meets m WHERE m.actor = s.actor AND m.t < s.t \
                 ORDER BY m.t DESC LIMIT 1) AS last FROM says s WHERE s.actor = ? AND last IS NOT NULL",
                |p| vec![p.x.into()],
            )?,
            "q3" => {
                // The walk starts from the one who met less.
                let mut busy = connection.prepare("SELECT meetings FROM busy WHERE actor = ?")?;
                let mut pair = connection.prepare(
                    "SELECT m.event FROM meets m CROSS JOIN room r ON r.event = m.event AND r.actor = ?2 \
                     WHERE m.actor = ?1 AND m.t > (SELECT t FROM event WHERE event = ?3) \
                     AND m.t < (SELECT t FROM event WHERE event = ?4)",
                )?;
                let mut ask = |p: &Parameter| {
                    let mut of = |actor: u32| {
                        let found = rows::<1>(&mut busy, &[actor.into()]).expect("it was prepared");
                        found.first().map_or(0, |row| row[0])
                    };
                    let (x, y) = if of(p.x) <= of(p.y) {
                        (p.x, p.y)
                    } else {
                        (p.y, p.x)
                    };
                    let values = [x.into(), y.into(), p.after.into(), p.before.into()];
                    rows::<1>(&mut pair, &values).expect("it was prepared")
                };
                for p in &all {
                    ask(p);
                }
                Report::run(&all, ask, add)
            }
            "q4" => run::<1>(
                &connection,
                one,
                "SELECT count(*) FROM says s JOIN meets m ON m.actor = s.actor \
                 AND m.t < s.t AND m.t >= s.t - 259200000000",
                |_| Vec::new(),
            )?,
            "q2all" => run::<3>(
                &connection,
                one,
                "SELECT count(*), 0, sum(event * 3 + last) FROM (SELECT s.event, (SELECT m.event FROM meets m \
                 WHERE m.actor = s.actor AND m.t < s.t ORDER BY m.t DESC LIMIT 1) AS last FROM says s) \
                 WHERE last IS NOT NULL",
                |_| Vec::new(),
            )?,
            "q5" => run::<1>(
                &connection,
                &all,
                "SELECT count(*) FROM meets m CROSS JOIN room y ON y.event = m.event AND y.actor <> m.actor \
                 CROSS JOIN meets n ON n.actor = y.actor AND n.t > m.t AND n.t <= m.t + 604800000000 \
                 CROSS JOIN room z ON z.event = n.event AND z.actor <> y.actor \
                 CROSS JOIN says s ON s.actor = z.actor AND s.t > n.t AND s.t <= n.t + 172800000000 \
                 WHERE m.actor = ?",
                |p| vec![p.any.into()],
            )?,
            "q6" => {
                let mut meets = connection
                    .prepare("SELECT t, event FROM meets WHERE actor = ? AND t > ? AND t <= ?")?;
                let mut room = connection.prepare("SELECT actor FROM room WHERE event = ?")?;
                Report::run(&all, |p| dijkstra(&mut meets, &mut room, p), add)
            }
            "q6scan" => {
                let sql =
                    "SELECT t, event, actor FROM timed WHERE t > ? AND t <= ? ORDER BY t, event";
                let mut timed = connection.prepare(sql)?;
                Report::run(&all, |p| scan(&mut timed, p).expect("it was prepared"), add)
            }
            "q7" => run::<1>(
                &connection,
                &all,
                "SELECT event FROM has WHERE actor = ? AND t BETWEEN ? AND ? ORDER BY t",
                |p| vec![p.x.into(), p.from, p.to],
            )?,
            other => return Err(format!("no question {other}").into()),
        };
        report.write(&results, "sqlite", version, &question)?;
    }
    Ok(())
}
