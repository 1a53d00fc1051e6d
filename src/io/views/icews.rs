//! Views over ICEWS in its published layout.

use super::check::Checks;
use super::engine::Engine;
use super::tables::{self, Called, View};
use super::{Names, Views};
use crate::io::coded::STATES;
use crate::model::ActorKind;

pub(super) fn all(views: &Views, engine: Engine, names: &Names) -> Vec<View> {
    let checks = checks(engine);
    let rows = names.of("coded_rows");
    let (actors, sources) = (names.of("coded_actors"), names.of("coded_sources"));
    let called = Called {
        key: key(engine),
        ordinal: "id",
        rows: rows.clone(),
    };
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
            checks.query(&cells(engine), &engine.table(&views.raw)),
        ),
        View::new(
            "coded_rows",
            "Sound rows: what happened, who did it to whom, where.",
            sound(engine, views, names),
        ),
        View::new(
            "coded_states",
            "Actors that are states, since countries are called like them.",
            states(engine, &rows),
        )
        .small(),
        View::new(
            "coded_actors",
            "Actors by name, with their keys and places.",
            tables::keys(engine, &texts(&rows), "actor"),
        )
        .small(),
        View::new(
            "coded_sources",
            "Publishers by name, with their keys.",
            tables::keys(engine, &publishers(&rows), "source"),
        )
        .small(),
        View::new("events", "Each event.", tables::events(engine, &called)),
        View::new(
            "participants",
            "Each event, actor, part and role.",
            tables::participants(engine, &called, &actors),
        ),
        View::new(
            "actors",
            "Each actor: a state, a group from a country, or a person for want of better knowledge.",
            tables::actors(&described(&actors, &names.of("coded_states"))),
        ),
        View::new(
            "citations",
            "Each publisher that the record of an event cites.",
            tables::citations(engine, &cited(engine, views, &rows, &sources)),
        ),
    ];
    all.extend(tables::others(engine, &names.of("actors"), views.published));
    all.push(View::new(
        "rejected_rows",
        "Rows that are no events, the column for which, and what stands there.",
        checks.rejected(&views.raw, &names.of("checked_rows")),
    ));
    all
}

fn cells(engine: Engine) -> Vec<(&'static str, String)> {
    [
        ("id", "Event ID"),
        ("day_cell", "Event Date"),
        ("subject", "Source Name"),
        ("subject_country", "Source Country"),
        ("relation", "Event Text"),
        ("digits", "CAMEO Code"),
        ("intensity", "Intensity"),
        ("target", "Target Name"),
        ("target_country", "Target Country"),
        ("story", "Story ID"),
        ("sentence", "Sentence Number"),
        ("publisher", "Publisher"),
        ("city", "City"),
        ("district", "District"),
        ("province", "Province"),
        ("country", "Country"),
    ]
    .map(|(name, column)| {
        let cell = engine.cell(column);
        // Both mean that nothing is given.
        (name, format!("nullif(nullif({cell}, 'NA'), 'NULL')"))
    })
    .to_vec()
}

/// The date of a cell, `2018-06-01` or `6/1/2018`.
fn date(engine: Engine) -> String {
    let cell = "day_cell";
    let with_slashes = engine.matches(cell, "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$");
    let turned = engine.turned_day(cell);
    engine.to_date(&format!(
        "(CASE WHEN {with_slashes} THEN {turned} ELSE {cell} END)"
    ))
}

fn checks(engine: Engine) -> Checks {
    let form = "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$";
    let day = format!(
        "{} AND {} IS NOT NULL",
        engine.matches("day_cell", form),
        date(engine)
    );
    Checks::new(engine)
        .unless("Event Date", "day_cell", day)
        .needed("Source Name", "subject")
        .unless(
            "CAMEO Code",
            "digits",
            "coalesce(digits, relation) IS NOT NULL".to_owned(),
        )
        .number("Event ID", "id")
        .number("Story ID", "story")
        .number("Sentence Number", "sentence")
        .intensity("Intensity", "intensity")
}

/// The sound rows. What happened is told by the code, or else by the text.
fn sound(engine: Engine, views: &Views, names: &Names) -> String {
    let relations = names.of("coded_relations");
    let number = |cell: &str| format!("coalesce({}, '')", engine.to_text(&engine.to_long(cell)));
    let sentence = format!(
        "CASE WHEN {} < 4294967295 THEN {} ELSE '' END",
        engine.to_long("sentence"),
        number("sentence")
    );
    let found = format!(
        "    SELECT number AS id, day, coalesce(kind_of_digits, w.kind, 'action') AS kind,
      coalesce(code_of_digits, w.code) AS code,
      CASE WHEN code_of_digits IS NULL AND w.code IS NULL THEN words END AS said,
      subject, target, subject_country, target_country, told_in, city, district, province, country,
      coalesce(publisher, {raw}) AS publisher, {int} AS known_by
    FROM (
      SELECT c.*, {id} AS number, {date} AS day, by_digits.code AS code_of_digits,
        by_digits.kind AS kind_of_digits,
        {story} || ':' || {sentence} AS told_in,
        CASE WHEN by_digits.code IS NULL AND digits IS NOT NULL AND relation IS NOT NULL AND by_name.code IS NULL
          THEN digits || ' ' || relation
          ELSE coalesce(relation, digits) END AS words
      FROM {checked} AS c
      LEFT JOIN {relations} AS by_digits ON by_digits.said = c.digits AND NOT by_digits.is_name
      LEFT JOIN {relations} AS by_name ON by_name.said = lower(c.relation) AND by_name.is_name
      WHERE fault IS NULL
    ) AS sound",
        raw = engine.literal(&views.raw),
        int = engine.null(engine.int()),
        id = engine.to_int("c.id"),
        date = date(engine),
        story = number("story"),
        checked = names.of("checked_rows"),
    );
    tables::folded(&format!(
        "{found}\n    LEFT JOIN {relations} AS w ON w.said = lower(sound.words)"
    ))
}

/// What an event is called: its day, what happened, between whom and, unless both sides did it together, where it is told.
fn key(engine: Engine) -> String {
    // So that a colon stands for nothing but the mark between two parts.
    let escaped = |text: &str| format!("replace(replace({text}, '%', '%25'), ':', '%3A')");
    format!(
        "'icews:' || {day} || ':' || coalesce(substr(folded, 7), {said}) || ':' || {one} || ':'
    || coalesce({other}, '') || coalesce(':' || report, '')",
        day = engine.to_text("day"),
        said = escaped("said"),
        one = escaped("one"),
        other = escaped("other"),
    )
}

/// Actors by when they first come, which the number of the event says: the first of an event before the second.
fn texts(rows: &str) -> String {
    format!(
        "    SELECT text, min(first) AS first
    FROM (
      SELECT subject AS text, id * 2 AS first FROM {rows}
      UNION ALL
      SELECT target AS text, id * 2 + 1 AS first FROM {rows} WHERE target IS NOT NULL
    ) AS named
    GROUP BY text"
    )
}

fn publishers(rows: &str) -> String {
    format!("    SELECT publisher AS text, min(id) AS first FROM {rows} GROUP BY publisher")
}

/// The names of actors that are states.
fn states(engine: Engine, rows: &str) -> String {
    let aliases: String = STATES
        .iter()
        .map(|(country, actor)| {
            let [country, actor] = [country, actor].map(|it| engine.literal(it));
            format!(
                "\nUNION DISTINCT\nSELECT {actor} AS name FROM countries WHERE name = {country}"
            )
        })
        .collect();
    format!(
        "WITH countries AS (
  SELECT DISTINCT name
  FROM (
    SELECT subject_country AS name FROM {rows}
    UNION ALL
    SELECT target_country AS name FROM {rows}
    UNION ALL
    SELECT country AS name FROM {rows}
  ) AS named
  WHERE name IS NOT NULL
)
SELECT name FROM countries{aliases}"
    )
}

fn described(actors: &str, states: &str) -> String {
    let [state, group, person] =
        [ActorKind::State, ActorKind::Group, ActorKind::Person].map(ActorKind::name);
    format!(
        "  SELECT a.ordinal, a.key, a.text AS name,
    CASE WHEN s.name IS NOT NULL THEN '{state}'
      WHEN a.text LIKE '_% (_%)' AND a.text NOT LIKE '% ()' THEN '{group}'
      ELSE '{person}' END AS kind
  FROM {actors} AS a
  LEFT JOIN {states} AS s ON s.name = a.text"
    )
}

fn cited(engine: Engine, views: &Views, rows: &str, sources: &str) -> String {
    format!(
        "  SELECT {key} AS event, s.key AS source, CASE WHEN publisher <> {raw} THEN publisher END AS publisher,
    known_by AS published
  FROM {rows} AS r
  JOIN {sources} AS s ON s.text = r.publisher",
        key = key(engine),
        raw = engine.literal(&views.raw),
    )
}
