//! The tables of the contract over rows of coded events, whatever the raw table is.

use std::collections::BTreeSet;

use super::engine::Engine;
use crate::model::{
    Cameo, CitedAs, Credibility, DocumentState, EventKind, Presence, Reliability, Role, Status,
};
use crate::time::Zone;

/// A view: its name, what it is for, and the query that it is.
#[derive(Debug)]
pub(super) struct View {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) query: String,
    /// Whether it is small, and asked again and again, so that it is worth storing.
    pub(super) is_small: bool,
}

impl View {
    pub(super) fn new(name: &'static str, about: &'static str, query: String) -> View {
        View {
            name,
            about,
            query,
            is_small: false,
        }
    }

    pub(super) fn small(self) -> View {
        View {
            is_small: true,
            ..self
        }
    }
}

/// How one form of raw table calls its events, in SQL over the columns of [`GROUP`] and `id`.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) key: String,
    pub(super) ordinal: &'static str,
    /// The view of rows that are to be put together.
    pub(super) rows: String,
}

/// What the rows of one event have in common.
pub(super) const GROUP: &str = "day, kind, folded, said, one, other, report";

/// Those of a place, the smallest first.
const PLACE: [&str; 4] = ["city", "district", "province", "country"];

const DAY: i64 = 86_400_000_000;

/// The words by which raw tables tell what happened, in small letters: codes, and names of codes.
pub(super) fn relations(engine: Engine) -> String {
    let mut rows = Vec::new();
    let mut names = BTreeSet::new();
    let mut row = |said: String, code: Cameo, is_name: bool| {
        let truth = if is_name { "TRUE" } else { "FALSE" };
        let texts = [said, code.to_string(), code.kind().name().to_owned()];
        let mut row = texts.map(|text| engine.literal(&text)).to_vec();
        row.push(truth.to_owned());
        rows.push(row);
    };
    for code in Cameo::all() {
        row(code.code().to_owned(), code, false);
        // Where two codes have one name, the first is meant.
        let name = code.name().map(str::to_ascii_lowercase);
        if let Some(name) = name.filter(|name| names.insert(name.clone())) {
            row(name, code, true);
        }
    }
    let columns = ["said", "code", "kind", "is_name"];
    let values = engine.values("words", &columns, &rows);
    format!("SELECT said, code, kind, is_name\nFROM {values}")
}

/// Adds to rows what those of one event have in common besides: `folded`, in which hosting a visit is making one, and
/// `one`, `other` and `report`, by which rows of what both sides do together are alike whoever stands first.
pub(super) fn folded(rows: &str) -> String {
    let (visit, host) = ("'CAMEO:042'", "'CAMEO:043'");
    let (meeting, document) = (EventKind::Meeting.name(), EventKind::Document.name());
    format!(
        "SELECT parsed.*,
  CASE WHEN code = {host} THEN {visit} ELSE code END AS folded,
  CASE WHEN is_mutual AND target < subject THEN target ELSE subject END AS one,
  CASE WHEN is_mutual AND target < subject THEN subject ELSE target END AS other,
  CASE WHEN NOT is_mutual THEN told_in END AS report
FROM (
  SELECT found.*, kind IN ('{meeting}', '{document}') AS is_mutual
  FROM (
{rows}
  ) AS found
) AS parsed"
    )
}

/// Texts with the keys that are made of them, and their places: from a query of `text` and `first`, by which they come.
///
/// Where two texts make one key, the second gets a number; where that is the key of a third, two hyphens before it.
pub(super) fn keys(engine: Engine, texts: &str, empty: &str) -> String {
    let slug = engine.slug("text");
    let number = engine.to_text("n.nth");
    format!(
        "WITH slugs AS (
  SELECT text, first, coalesce(nullif({slug}, ''), '{empty}') AS slug
  FROM (
{texts}
  ) AS texts
), numbered AS (
  SELECT text, first, slug,
    row_number() OVER (PARTITION BY slug ORDER BY first, text) AS nth,
    row_number() OVER (ORDER BY first, text) - 1 AS ordinal
  FROM slugs
)
SELECT n.text, n.first, n.ordinal,
  CASE WHEN n.nth = 1 THEN n.slug
    WHEN taken.slug IS NULL THEN n.slug || '-' || {number}
    ELSE n.slug || '--' || {number} END AS key
FROM numbered AS n
LEFT JOIN (SELECT slug FROM numbered WHERE nth = 1) AS taken
  ON n.nth > 1 AND taken.slug = n.slug || '-' || {number}"
    )
}

/// What an event is, from its kind, its `day`, and `known_by`, before whose end it began.
fn what_it_is(last_columns: &str, from: &str, engine: Engine) -> String {
    let zero = format!("CAST(0 AS {})", engine.int());
    let (statement, document) = (EventKind::Statement.name(), EventKind::Document.name());
    format!(
        "SELECT {last_columns}kind, '{occurred}' AS status, is_instant AS instant,
  begin_lo, begin_hi, begin_lo AS end_lo,
  CASE WHEN is_instant THEN begin_hi ELSE day_end END AS end_hi,
  {zero} AS least,
  CASE WHEN is_instant THEN {zero} ELSE day_end - begin_lo END AS most,
  {component} AS component, {zero} AS shift_start, {zero} AS shift_end",
        occurred = Status::Occurred.name(),
        component = engine.null(engine.int()),
    ) + &format!(
        "
FROM (
  SELECT timed.*, begin_lo + {last} AS day_end,
    CASE WHEN known_by < begin_lo + {last} THEN known_by ELSE begin_lo + {last} END AS begin_hi,
    kind IN ('{statement}', '{document}') AS is_instant
  FROM (
    SELECT grouped.*, {days} * {DAY} AS begin_lo
    FROM (
{from}
    ) AS grouped
  ) AS timed
) AS dated",
        last = DAY - 1,
        days = engine.days("day"),
    )
}

/// Each event.
pub(super) fn events(engine: Engine, called: &Called) -> String {
    let agree = PLACE.map(|part| format!("coalesce(min({part}) = max({part}), TRUE)"));
    let Called { key, ordinal, rows } = called;
    let grouped = format!(
        "      SELECT {GROUP}, min(id) AS id, min(code) AS code, min(known_by) AS known_by,
        CASE WHEN {agree}
          THEN coalesce(min(city), min(province), min(country)) END AS place
      FROM {rows}
      GROUP BY {GROUP}",
        agree = agree.join("\n          AND "),
    );
    let text = engine.null(engine.text());
    let (document, signed) = (EventKind::Document.name(), DocumentState::Signed.name());
    let first = format!(
        "{ordinal} AS ordinal, {key} AS key, {text} AS title, place, {text} AS channel,
  CASE WHEN kind = '{document}' THEN '{signed}' END AS state, code, {day} AS told, {text} AS zone,
  ",
        day = engine.to_text("day"),
    );
    what_it_is(&first, &grouped, engine)
}

/// Each event, actor, part and role.
pub(super) fn participants(engine: Engine, called: &Called, actors: &str) -> String {
    let pair = |alias: &str, column: &str, first: i32| {
        let rows = [first, first + 1].map(|number| vec![number.to_string()]);
        engine.values(alias, &[column], &rows)
    };
    let Called { key, ordinal, rows } = called;
    let [host, guest, mediator] = [Role::Host, Role::Guest, Role::Mediator].map(Role::name);
    let [meeting, document] = [EventKind::Meeting, EventKind::Document].map(EventKind::name);
    let sides = format!(
        "      SELECT sides.*, roles.nth,
        CASE WHEN is_host AND roles.nth = 0 THEN '{host}'
          WHEN is_guest THEN '{guest}'
          WHEN is_mediator THEN '{mediator}' END AS role
      FROM (
        SELECT {GROUP}, actor, part, min(id) AS id, min(known_by) AS known_by,
          max(CASE WHEN code = CASE WHEN side = 1 THEN 'CAMEO:043' ELSE 'CAMEO:042' END THEN 1 ELSE 0 END) = 1 AS is_host,
          max(CASE WHEN code = CASE WHEN side = 1 THEN 'CAMEO:042' ELSE 'CAMEO:043' END THEN 1 ELSE 0 END) = 1 AS is_guest,
          max(CASE WHEN code = 'CAMEO:045' AND side = 1 THEN 1 ELSE 0 END) = 1 AS is_mediator
        FROM (
          SELECT r.*, s.side, CASE WHEN s.side = 1 THEN subject ELSE target END AS actor,
            CASE WHEN kind = '{meeting}' THEN 'participant' WHEN kind = '{document}' THEN 'party'
              WHEN s.side = 1 THEN 'by' ELSE 'to' END AS part
          FROM {rows} AS r
          CROSS JOIN {one_or_two}
          WHERE s.side = 1 OR target IS NOT NULL
        ) AS named
        GROUP BY {GROUP}, actor, part
      ) AS sides
      CROSS JOIN {zero_or_one}
      WHERE roles.nth = 0 OR (is_host AND is_guest)",
        one_or_two = pair("s", "side", 1),
        zero_or_one = pair("roles", "nth", 0),
    );
    let first = format!(
        "{key} AS event, who.key AS actor, part, role, '{reported}' AS presence, nth,
  {text} AS on_behalf_of, {ordinal} AS event_ordinal, who.ordinal AS actor_ordinal,
  ",
        reported = Presence::Reported.name(),
        text = engine.null(engine.text()),
    );
    let dated = what_it_is(&first, &sides, engine);
    format!("{dated}\nJOIN {actors} AS who ON who.text = dated.actor")
}

/// Each actor, from a query of its key, its place, its kind and its name.
pub(super) fn actors(query: &str) -> String {
    format!("SELECT ordinal, key, kind, name\nFROM (\n{query}\n) AS known")
}

/// What is cited, from a query of `event`, `source`, `publisher` and `published`.
pub(super) fn citations(engine: Engine, query: &str) -> String {
    format!(
        "SELECT DISTINCT event, source, publisher, '{reliability}' AS reliability,
  CAST({credibility} AS {int}) AS credibility, '{occurred}' AS cited_as,
  {null} AS published_lo, published AS published_hi
FROM (
{query}
) AS cited",
        reliability = Reliability::default().name(),
        credibility = Credibility::default(),
        occurred = CitedAs::Occurred.name(),
        int = engine.int(),
        null = engine.null(engine.int()),
    )
}

/// The tables that are the same whatever the rows say.
pub(super) fn others(engine: Engine, actors: &str, published: bool) -> Vec<View> {
    let (text, int) = (engine.text(), engine.int());
    let nothing = |name, columns: &[(&str, &str)]| {
        let columns: Vec<String> = columns
            .iter()
            .map(|(column, of)| format!("{} AS {column}", engine.null(of)))
            .collect();
        let query = format!(
            "SELECT {}\nFROM (SELECT 1 AS one) AS nothing\nWHERE one = 0",
            columns.join(", ")
        );
        View::new(name, "Raw tables say nothing of it.", query)
    };
    let timeline = format!(
        "SELECT CAST(1 AS {int}) AS format, {title} AS title, '{zone}' AS zone, CAST(0 AS {int}) AS utc_offset,
  FALSE AS set_aside, '{implied}' AS implied",
        title = engine.null(text),
        zone = Zone::default(),
        implied = if published { "part_of,replies_to,published" } else { "part_of,replies_to" },
    );
    let names = format!("SELECT key AS actor, name, FALSE AS is_alias\nFROM {actors}");
    vec![
        View::new("timeline", "Days are read in UTC.", timeline),
        View::new("names", "Each name of an actor.", names),
        nothing(
            "affiliations",
            &[
                ("ordinal", int),
                ("actor", text),
                ("principal", text),
                ("role", text),
                ("from_lo", int),
                ("from_hi", int),
                ("until_lo", int),
                ("until_hi", int),
            ],
        ),
        nothing(
            "topics",
            &[("event", text), ("topic", text), ("stance", text)],
        ),
        nothing(
            "links",
            &[("event", text), ("kind", text), ("target", text)],
        ),
        nothing(
            "distances",
            &[
                ("component", int),
                ("x", text),
                ("y", text),
                ("bb", int),
                ("bf", int),
                ("fb", int),
                ("ff", int),
            ],
        ),
        nothing(
            "records",
            &[("ordinal", int), ("type", text), ("record", text)],
        ),
    ]
}
