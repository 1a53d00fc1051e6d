//! Views over events of GDELT in its second version, and over mentions of them.

use super::check::Checks;
use super::engine::Engine;
use super::tables::{self, Called, GROUP, View};
use super::{Names, Views};
use crate::model::ActorKind;

/// What the key of an actor that no row names is made of.
const UNNAMED: &str = "unnamed";

/// How an event is called.
const KEY: &str = "'gdelt:'";

/// A date without time, or with hours, minutes and seconds.
const STAMP: &str = "^[0-9]{8}(([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9])?$";

pub(super) fn all(views: &Views, engine: Engine, names: &Names) -> Vec<View> {
    let checks = checks(engine);
    let raw = engine.table(&views.raw);
    let with_mentions = views.mentions.as_deref();
    let mut all = vec![
        View::new(
            "coded_relations",
            "What words of raw tables mean: codes of CAMEO, and names of codes.",
            tables::relations(engine),
        )
        .small(),
        View::new(
            "checked_rows",
            "Cells of the raw table, and the column for which a row is rejected.",
            checks.query(&cells(engine), &raw),
        ),
        View::new(
            "coded_rows",
            "Sound rows: what happened, who did it to whom, where.",
            rows(engine, names),
        ),
    ];
    let mut rejected = checks.rejected(&views.raw, &names.of("checked_rows"));
    if let Some(mentions) = with_mentions {
        let checks = mention_checks(engine);
        let query = checks.query(&mention_cells(engine), &engine.table(mentions));
        let about = "Cells of the table of mentions, and the column for which a row is rejected.";
        all.push(View::new("checked_mentions", about, query));
        let more = checks.rejected(mentions, &names.of("checked_mentions"));
        rejected = format!("{rejected}\nUNION ALL\n{more}");
        let about = "Sound mentions of events in documents.";
        all.push(View::new(
            "coded_mentions",
            about,
            mentions_of(engine, names),
        ));
    }
    all.push(View::new(
        "coded_documents",
        "Documents, and the last tick by which each had been published.",
        documents(engine, names, with_mentions.is_some()),
    ));
    all.push(View::new(
        "dated_rows",
        "Sound rows, and by when what they cite had been published.",
        dated(engine, names, views, with_mentions.is_some()),
    ));
    all.push(
        View::new(
            "coded_actors",
            "Actors by name and code, with their keys and places.",
            tables::keys(engine, &actors(names), "actor"),
        )
        .small(),
    );
    let called = Called {
        key: format!("{KEY} || {}", engine.to_text("id")),
        ordinal: "id",
        rows: names.of("dated_rows"),
    };
    let keys = names.of("coded_actors");
    all.push(View::new(
        "events",
        "Each event.",
        tables::events(engine, &called),
    ));
    all.push(View::new(
        "participants",
        "Each event, actor, part and role.",
        tables::participants(engine, &called, &keys),
    ));
    let about = "Each actor, of the kind that the first row that names it tells.";
    let described = tables::actors(&described(engine, &keys));
    all.push(View::new("actors", about, described));
    all.push(View::new(
        "citations",
        "Each document that the record of an event cites.",
        tables::citations(engine, &cited(engine, views, names)),
    ));
    all.extend(tables::others(engine, &names.of("actors"), views.published));
    let about = "Rows that are no events, the column for which, and what stands there.";
    all.push(View::new("rejected_rows", about, rejected));
    all
}

/// The cells that are read.
fn cells(engine: Engine) -> Vec<(&'static str, String)> {
    let mut cells: Vec<(&str, String)> = [
        ("id", "GLOBALEVENTID"),
        ("day_cell", "SQLDATE"),
        ("relation", "EventCode"),
        ("added", "DATEADDED"),
        ("goldstein", "GoldsteinScale"),
        ("mentions", "NumMentions"),
        ("sources", "NumSources"),
        ("articles", "NumArticles"),
        ("name_1", "Actor1Name"),
        ("code_1", "Actor1Code"),
        ("name_2", "Actor2Name"),
        ("code_2", "Actor2Code"),
        ("city", "ActionGeo_FullName"),
        ("district", "ActionGeo_FeatureID"),
        ("province", "ActionGeo_ADM1Code"),
        ("country", "ActionGeo_CountryCode"),
        ("document", "SOURCEURL"),
    ]
    .map(|(name, column)| (name, engine.cell(column)))
    .to_vec();
    cells.push(("kind_1", kind(engine, "Actor1")));
    cells.push(("kind_2", kind(engine, "Actor2")));
    cells
}

/// Of what kind a row says that an actor is.
fn kind(engine: Engine, actor: &str) -> String {
    let cell = |column: &str| engine.cell(&format!("{actor}{column}"));
    let any = |columns: [&str; 3]| format!("coalesce({})", columns.map(cell).join(", "));
    let [organization, person, group, state] = [
        ActorKind::Organization,
        ActorKind::Person,
        ActorKind::Group,
        ActorKind::State,
    ]
    .map(ActorKind::name);
    format!(
        "CASE WHEN {known} IS NOT NULL THEN '{organization}'
      WHEN {types} IS NOT NULL THEN '{person}'
      WHEN {people} IS NOT NULL THEN '{group}'
      WHEN {country} = {code} THEN '{state}'
      ELSE '{person}' END",
        known = cell("KnownGroupCode"),
        types = any(["Type1Code", "Type2Code", "Type3Code"]),
        people = any(["EthnicCode", "Religion1Code", "Religion2Code"]),
        country = cell("CountryCode"),
        code = cell("Code"),
    )
}

/// The date that the first eight digits of a cell are.
fn date(engine: Engine, cell: &str) -> String {
    let part = |from, length| format!("substr({cell}, {from}, {length})");
    let [year, month, day] = [part(1, 4), part(5, 2), part(7, 2)];
    engine.to_date(&format!("({year} || '-' || {month} || '-' || {day})"))
}

/// Whether a cell is a moment.
fn is_stamp(engine: Engine, cell: &str) -> String {
    let (form, date) = (engine.matches(cell, STAMP), date(engine, cell));
    format!("{form} AND {date} IS NOT NULL")
}

/// A moment as a text by which moments are in order; one without a time stands behind midnight.
fn stamp(cell: &str) -> String {
    format!("CASE WHEN length({cell}) = 8 THEN {cell} || '000000d' ELSE {cell} END")
}

/// The last tick of such a moment.
fn last_tick(engine: Engine, stamp: &str) -> String {
    let part = |from| engine.to_int(&format!("substr({stamp}, {from}, 2)"));
    format!(
        "{days} * 86400000000
    + CASE WHEN length({stamp}) = 15 THEN 86400000000
      ELSE ({hour} * 3600 + {minute} * 60 + {second} + 1) * 1000000 END - 1",
        days = engine.days(&date(engine, stamp)),
        hour = part(9),
        minute = part(11),
        second = part(13),
    )
}

fn checks(engine: Engine) -> Checks {
    let day = format!(
        "{} AND {} IS NOT NULL",
        engine.matches("day_cell", "^[0-9]{8}$"),
        date(engine, "day_cell")
    );
    Checks::new(engine)
        .event("GLOBALEVENTID", "id")
        .unless("SQLDATE", "day_cell", day)
        .needed("EventCode", "relation")
        .given("DATEADDED", "added", &is_stamp(engine, "added"))
        .number("NumMentions", "mentions")
        .number("NumSources", "sources")
        .number("NumArticles", "articles")
        .intensity("GoldsteinScale", "goldstein")
        .unless(
            "Actor1Code",
            "code_1",
            "coalesce(name_1, code_1, name_2, code_2) IS NOT NULL".to_owned(),
        )
}

/// The sound rows.
fn rows(engine: Engine, names: &Names) -> String {
    let tab = "chr(9)";
    let actor =
        |number: u8| format!("coalesce(name_{number}, '') || {tab} || coalesce(code_{number}, '')");
    let found = format!(
        "    SELECT {id} AS id, {date} AS day, coalesce(w.kind, 'action') AS kind, w.code,
      CASE WHEN w.code IS NULL THEN relation END AS said,
      CASE WHEN coalesce(name_1, code_1) IS NULL THEN '{UNNAMED}' || {tab} ELSE {first} END AS subject,
      CASE WHEN coalesce(name_2, code_2) IS NOT NULL THEN {second} END AS target,
      CASE WHEN coalesce(name_1, code_1) IS NULL THEN '{group}' ELSE kind_1 END AS subject_kind,
      kind_2 AS target_kind, {told_in} AS told_in, city, district, province, country, document,
      {stamp} AS stamp
    FROM {checked} AS c
    LEFT JOIN {relations} AS w ON w.said = lower(c.relation)
    WHERE fault IS NULL",
        id = engine.to_int("c.id"),
        date = date(engine, "day_cell"),
        first = actor(1),
        second = actor(2),
        group = ActorKind::Group.name(),
        told_in = engine.to_text(&engine.to_int("c.id")),
        stamp = stamp("added"),
        checked = names.of("checked_rows"),
        relations = names.of("coded_relations"),
    );
    tables::folded(&found)
}

/// The cells of mentions.
fn mention_cells(engine: Engine) -> Vec<(&'static str, String)> {
    [
        ("id", "GLOBALEVENTID"),
        ("mentioned", "MentionTimeDate"),
        ("publisher", "MentionSourceName"),
        ("document", "MentionIdentifier"),
        ("sentence", "SentenceID"),
        ("confidence", "Confidence"),
    ]
    .map(|(name, column)| (name, engine.cell(column)))
    .to_vec()
}

fn mention_checks(engine: Engine) -> Checks {
    let percent = format!("{} <= 100", engine.to_long("confidence"));
    Checks::new(engine)
        .event("GLOBALEVENTID", "id")
        .unless(
            "MentionTimeDate",
            "mentioned",
            is_stamp(engine, "mentioned"),
        )
        .needed("MentionIdentifier", "document")
        .number("SentenceID", "sentence")
        .number("Confidence", "confidence")
        .given("Confidence", "confidence", &percent)
}

fn mentions_of(engine: Engine, names: &Names) -> String {
    format!(
        "SELECT {id} AS id, document, publisher, {stamp} AS stamp\nFROM {checked}\nWHERE fault IS NULL",
        id = engine.to_int("id"),
        stamp = stamp("mentioned"),
        checked = names.of("checked_mentions"),
    )
}

/// Documents. That one tells of an event on a later day than that by which it had been published can't be: then it is not
/// known by when.
fn documents(engine: Engine, names: &Names, with_mentions: bool) -> String {
    let text = engine.null(engine.text());
    let mut told = format!(
        "    SELECT document, stamp, day, {text} AS named FROM {rows} WHERE document IS NOT NULL",
        rows = names.of("coded_rows"),
    );
    if with_mentions {
        told.push_str(&format!(
            "
    UNION ALL
    SELECT m.document, m.stamp, r.day, m.stamp || ' ' || m.publisher AS named
    FROM {mentions} AS m
    LEFT JOIN (SELECT id, max(day) AS day FROM {rows} GROUP BY id) AS r ON r.id = m.id",
            mentions = names.of("coded_mentions"),
            rows = names.of("coded_rows"),
        ));
    }
    format!(
        "SELECT document, publisher,
  CASE WHEN last_day > {day} THEN NULL ELSE {last} END AS known_by
FROM (
  SELECT document, min(stamp) AS stamp, max(day) AS last_day,
    substr(min(named), {from} + 1) AS publisher
  FROM (
{told}
  ) AS told
  GROUP BY document
) AS documents",
        day = date(engine, "stamp"),
        last = last_tick(engine, "stamp"),
        from = engine.place_of("' '", "min(named)"),
    )
}

/// Sound rows with the end of the time by which what they cite had been published.
fn dated(engine: Engine, names: &Names, views: &Views, with_mentions: bool) -> String {
    let rows = names.of("coded_rows");
    if !views.published {
        let int = engine.null(engine.int());
        return format!("SELECT r.*, {int} AS known_by\nFROM {rows} AS r");
    }
    let documents = names.of("coded_documents");
    if !with_mentions {
        return format!(
            "SELECT r.*, d.known_by\nFROM {rows} AS r\nLEFT JOIN {documents} AS d ON d.document = r.document"
        );
    }
    format!(
        "SELECT r.*, CASE WHEN m.known_by < coalesce(d.known_by, m.known_by) THEN m.known_by
    ELSE coalesce(d.known_by, m.known_by) END AS known_by
FROM {rows} AS r
LEFT JOIN {documents} AS d ON d.document = r.document
LEFT JOIN (
  SELECT m.id, min(d.known_by) AS known_by
  FROM {mentions} AS m
  JOIN {documents} AS d ON d.document = m.document
  GROUP BY m.id
) AS m ON m.id = r.id",
        mentions = names.of("coded_mentions"),
    )
}

/// Actors by when they first come: by the number of the event, then the first before the second; behind that, the kind.
fn actors(names: &Names) -> String {
    let rows = names.of("coded_rows");
    format!(
        "    SELECT text, min(first) AS first
    FROM (
      SELECT subject AS text, lpad(told_in, 20, '0') || '1' || subject_kind AS first FROM {rows}
      UNION ALL
      SELECT target AS text, lpad(told_in, 20, '0') || '2' || target_kind AS first FROM {rows}
      WHERE target IS NOT NULL
    ) AS named
    GROUP BY text"
    )
}

/// What actors are called, and of what kind they are.
fn described(engine: Engine, keys: &str) -> String {
    let tab = engine.place_of("chr(9)", "text");
    format!(
        "  SELECT ordinal, key, substr(first, 22) AS kind,
    CASE WHEN text = '{UNNAMED}' || chr(9) THEN 'whoever the file does not name'
      WHEN {tab} = 1 THEN substr(text, 2)
      ELSE substr(text, 1, {tab} - 1) END AS name
  FROM {keys}"
    )
}

/// What events cite: documents, or else the raw table.
fn cited(engine: Engine, views: &Views, names: &Names) -> String {
    let whole = format!(
        "SELECT r.id, r.document, min(r.id) OVER (PARTITION BY {group}) AS event_id FROM {rows} AS r",
        group = GROUP
            .split(", ")
            .map(|column| format!("r.{column}"))
            .collect::<Vec<_>>()
            .join(", "),
        rows = names.of("coded_rows"),
    );
    let mut cited =
        format!("    SELECT event_id, document FROM (\n      {whole}\n    ) AS numbered");
    if views.mentions.is_some() {
        cited.push_str(&format!(
            "\n    UNION ALL\n    SELECT event_id, m.document FROM (\n      {whole}\n    ) AS numbered\n    JOIN {mentions} AS m ON m.id = numbered.id",
            mentions = names.of("coded_mentions"),
        ));
    }
    format!(
        "  SELECT {KEY} || {id} AS event, coalesce(c.document, {raw}) AS source, d.publisher, d.known_by AS published
  FROM (
{cited}
  ) AS c
  LEFT JOIN {documents} AS d ON d.document = c.document",
        id = engine.to_text("c.event_id"),
        raw = engine.literal(&views.raw),
        documents = names.of("coded_documents"),
    )
}
