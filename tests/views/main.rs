//! Views over raw tables: their text, and what engines make of it, which is what the readers make of the same rows.
//!
//! `DEMARCHE_ENGINES` names a Python environment with `tests/engines/requirements.txt`; without it nothing is run here,
//! but under CI, where that is a failure.

#[cfg(feature = "parquet")]
mod cases;
#[cfg(feature = "parquet")]
#[path = "../data/mod.rs"]
mod data;
#[cfg(feature = "parquet")]
mod raw;
#[cfg(feature = "parquet")]
#[allow(dead_code, reason = "other tests draw more kinds of numbers")]
#[path = "../oracle/rng.rs"]
mod rng;

use demarche::{Cameo, Dialect, RawTables, Views};

/// The tables that queries are written for.
const TABLES: [&str; 11] = [
    "timeline",
    "events",
    "participants",
    "actors",
    "names",
    "affiliations",
    "topics",
    "links",
    "citations",
    "distances",
    "records",
];

fn every_kind() -> impl Iterator<Item = (RawTables, Dialect, Views)> {
    let pairs = RawTables::ALL
        .into_iter()
        .flat_map(|of| Dialect::ALL.map(|dialect| (of, dialect)));
    pairs.flat_map(|(of, dialect)| {
        let bare = Views::over(of, dialect);
        let full = bare.clone().mentions("gdelt_mentions");
        [
            (of, dialect, bare.clone()),
            (of, dialect, full),
            (of, dialect, bare.without_published()),
        ]
    })
}

/// The name of what a statement makes.
fn name(statement: &str) -> &str {
    let (first, _) = statement.split_once('\n').unwrap();
    first
        .strip_suffix(" AS")
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
}

#[test]
fn each_table_is_there_once() {
    for (of, dialect, views) in every_kind() {
        let statements: Vec<String> = views.statements().collect();
        let names: Vec<&str> = statements.iter().map(|it| name(it)).collect();
        for table in TABLES {
            let times = names.iter().filter(|it| **it == table).count();
            assert_eq!(times, 1, "{of} {dialect} {table}");
        }
        assert!(names.contains(&"rejected_rows"));
    }
}

/// Each statement is run alone, after those that it needs.
#[test]
fn views_select_from_what_is_there() {
    for (of, dialect, views) in every_kind() {
        let mut known: Vec<String> = Vec::new();
        for statement in views.statements() {
            assert!(!statement.contains(';'), "{of} {dialect}");
            let mut words = statement.split_whitespace().peekable();
            while let Some(word) = words.next() {
                let next = words.peek().copied().unwrap_or_default();
                let is_name = next.starts_with(|c: char| c.is_ascii_lowercase());
                if matches!(word, "FROM" | "JOIN") && is_name {
                    let own = ["slugs", "numbered", "countries"].contains(&next)
                        // `trim(BOTH '-' FROM regexp_replace(...))`
                        || next.contains('(');
                    let found = own || known.iter().any(|it| it == next);
                    assert!(found, "{of} {dialect}: {next} in {statement}");
                }
            }
            known.push(name(&statement).to_owned());
        }
    }
}

#[test]
fn every_code_stands_in_the_views() {
    for (of, dialect, views) in every_kind() {
        let script = views.to_string();
        for code in Cameo::all() {
            assert!(
                script.contains(&format!("'{code}'")),
                "{of} {dialect} {code}"
            );
        }
    }
}

#[test]
fn names_of_tables_are_identifiers_and_prefixes_are_not() {
    let text = |dialect| {
        Views::over(RawTables::Gdelt2, dialect)
            .raw("la\"ke.ev`ents")
            .prefix("archive.")
            .to_string()
    };
    assert!(text(Dialect::DuckDb).contains("FROM \"la\"\"ke\".\"ev`ents\"\n"));
    assert!(text(Dialect::Spark).contains("FROM `la\"ke`.`ev``ents`\n"));
    assert!(text(Dialect::BigQuery).contains("FROM `la\"ke.ev\\`ents`\n"));
    // What a session alone holds can't lie in a schema.
    assert!(text(Dialect::Spark).contains("CREATE OR REPLACE VIEW archive.events AS\n"));
    let bare = Views::over(RawTables::Gdelt2, Dialect::Spark).to_string();
    assert!(bare.contains("CREATE OR REPLACE TEMPORARY VIEW events AS\n"));
}

#[test]
fn what_is_small_can_be_stored() {
    for (of, dialect, views) in every_kind() {
        let tables: Vec<String> = views
            .stored()
            .statements()
            .filter(|statement| statement.lines().next().unwrap().contains(" TABLE "))
            .map(|statement| name(&statement).to_owned())
            .collect();
        assert!(
            tables.contains(&"coded_actors".to_owned()),
            "{of} {dialect}"
        );
        assert!(!tables.contains(&"events".to_owned()), "{of} {dialect}");
    }
}

#[test]
fn without_mentions_or_publication_less_is_looked_at() {
    let of = |views: &Views| views.to_string();
    let bare = Views::over(RawTables::Gdelt2, Dialect::DuckDb);
    assert!(!of(&bare).contains("coded_mentions"));
    assert!(of(&bare).contains("'part_of,replies_to,published'"));
    let dateless = bare.without_published();
    assert!(!of(&dateless).contains("'part_of,replies_to,published'"));
    // The mentions of ICEWS are none.
    let icews = Views::over(RawTables::Icews, Dialect::DuckDb);
    assert_eq!(of(&icews.clone().mentions("x")), of(&icews));
}
