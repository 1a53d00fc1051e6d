//! Two public collections of EDTF texts: the examples of the Library of Congress, and a conformance corpus with
//! bounds. They are read from the folder that `DEMARCHE_DATA` names; every entry is checked, and every divergence
//! from them is listed with its reason.

mod data;

use std::collections::BTreeMap;

use demarche::{Bounds, Date, Tick, Zone};
use serde_json::Value;

/// Texts that are valid but give no window, with the reason and what the error says.
const WITHOUT_WINDOW: &[(&str, &str, &str)] = &[
    ("Y170000002", FAR, "beyond the range of ticks"),
    ("Y-170000002", FAR, "beyond the range of ticks"),
    ("Y-17E7", FAR, "beyond the range of ticks"),
    ("Y17E7", FAR, "beyond the range of ticks"),
    ("Y171010000S3", FAR, "beyond the range of ticks"),
    ("Y3388E2S3", FAR, "beyond the range of ticks"),
    (
        "{1667,1668,1670..1672}",
        ALL_OF,
        "does not say when one event was",
    ),
    ("{1960,1961-12}", ALL_OF, "does not say when one event was"),
    ("{..1984}", ALL_OF, "does not say when one event was"),
];

const FAR: &str = "a valid text whose year lies outside the range of ticks";
const ALL_OF: &str = "all of several dates do not say when one event was";

/// Texts whose bounds differ from the corpus: ours, and the reason.
const OTHER_BOUNDS: &[(&str, &str, &str, &str)] = &[
    ("2001-21", "2001-03-01", "2001-11-30", HEMISPHERES),
    ("2001-24", "2001-06-01", "2002-02-28", HEMISPHERES),
    ("1985~", "1984-01-01", "1986-12-31", WIDENS),
    ("1985%", "1984-01-01", "1986-12-31", WIDENS),
    ("1984?/2004%", "1984-01-01", "2005-12-31", WIDENS),
    ("1984-01-02~/2004-06-04", "1984-01-01", "2004-06-04", WIDENS),
    ("1985-04-12~/", "1985-04-11", "infinity", WIDENS),
    ("2004-06~-11", "2004-05-11", "2004-07-11", WIDENS),
    ("?2004-06-~11", "2004-06-10", "2004-06-12", WIDENS),
    ("2004-%06-11", "2004-05-11", "2004-07-11", WIDENS),
    (
        "2004-06-~01/2004-06-~20",
        "2004-05-31",
        "2004-06-21",
        WIDENS,
    ),
    (
        "XXXX-12-XX",
        "0000-12-01",
        "9999-12-31",
        "four unspecified digits are still a year of four digits",
    ),
];

const HEMISPHERES: &str = "the season of either hemisphere is meant";
const WIDENS: &str = "about a date is one unit more each way";

/// The file of that name, or `None` where no data is at hand.
fn corpus(name: &str) -> Option<Value> {
    let path = data::folder("the EDTF corpora are")?
        .join("edtf")
        .join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    Some(serde_json::from_str(&text).unwrap())
}

/// The entries of a list in a corpus.
fn entries<'a>(corpus: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    corpus[list]
        .as_array()
        .unwrap_or_else(|| panic!("no list {list}"))
        .iter()
}

fn text(entry: &Value) -> &str {
    entry["edtf"].as_str().unwrap()
}

/// The hull of a date, or the message of the error.
fn hull(text: &str) -> Result<Bounds, String> {
    let date = Date::parse(text).unwrap_or_else(|e| panic!("must be read: {e}"));
    date.hull(&Zone::UTC).map_err(|e| e.to_string())
}

/// Checks that a valid text gives a window, or is listed as one that does not.
fn check_window(text: &str) -> Option<Bounds> {
    let listed = WITHOUT_WINDOW.iter().find(|(listed, ..)| *listed == text);
    match (hull(text), listed) {
        (Ok(bounds), None) => Some(bounds),
        (Err(error), Some((_, _, says))) => {
            assert!(error.contains(says), "{error}");
            None
        }
        (Ok(_), Some((_, reason, _))) => panic!("`{text}` has a window now, although {reason}"),
        (Err(error), None) => panic!("{error}"),
    }
}

#[test]
fn the_examples_of_the_library_of_congress_are_read() {
    let Some(corpus) = corpus("loc-edtf-examples.json") else {
        return;
    };
    let mut read = 0;
    for entry in entries(&corpus, "examples") {
        check_window(text(entry));
        read += 1;
    }
    assert!(read > 50, "only {read} examples");
    for entry in entries(&corpus, "invalid") {
        let error = Date::parse(text(entry)).expect_err(text(entry));
        assert!(error.is_syntax() && error.column().is_some(), "{error}");
    }
}

#[test]
fn the_conformance_corpus_is_read_with_its_bounds() {
    let Some(corpus) = corpus("edtf-conformance-corpus.json") else {
        return;
    };
    let mut divergences: BTreeMap<&str, (&str, &str)> = OTHER_BOUNDS
        .iter()
        .map(|(text, low, high, _)| (*text, (*low, *high)))
        .collect();
    let mut read = 0;
    for level in ["level0", "level1", "level2"] {
        for entry in entries(&corpus, level) {
            let text = text(entry);
            read += 1;
            let Some(bounds) = check_window(text) else {
                continue;
            };
            let stated = (bound(&entry["earliest"]), bound(&entry["latest"]));
            let expected = match divergences.remove(text) {
                Some((low, high)) => {
                    let ours = (day(low), day(high));
                    assert_ne!(ours, stated, "`{text}` no longer differs from the corpus");
                    ours
                }
                None => stated,
            };
            let found = (
                bounds.earliest.map(first_of_day),
                bounds.latest.map(last_of_day),
            );
            if !in_utc(text) {
                assert_eq!(found, expected, "{text}");
            } else {
                check_moment(text, bounds, expected);
            }
        }
    }
    assert!(read >= 53, "only {read} entries");
    assert!(divergences.is_empty(), "not in the corpus: {divergences:?}");
    for entry in entries(&corpus, "invalid") {
        let error = Date::parse(text(entry)).expect_err(text(entry));
        assert!(error.is_syntax() && error.column().is_some(), "{error}");
    }
}

/// The corpus gives only the local day of a moment.
fn in_utc(text: &str) -> bool {
    text.contains('T')
}

/// A moment's bounds lie within its local day, whatever its offset.
fn check_moment(text: &str, bounds: Bounds, (low, high): (Option<String>, Option<String>)) {
    let second = bounds.latest.unwrap().as_micros() - bounds.earliest.unwrap().as_micros();
    assert_eq!(second, 999_999, "{text}");
    let local = text.get(..19).unwrap();
    let offset: i64 = match text.get(19..).unwrap() {
        "" | "Z" => 0,
        "+04:30" => 270,
        "+04" => 240,
        other => panic!("an offset that the test does not know: {other}"),
    };
    let utc = bounds.earliest.unwrap().as_micros() + offset * 60_000_000;
    assert!(
        Tick::from_micros(utc).to_string().starts_with(local),
        "{text}"
    );
    assert_eq!(
        (low.as_deref(), high.as_deref()),
        (local.get(..10), local.get(..10))
    );
}

/// A bound of the corpus as the day, or `None` where it is unknown or open.
fn bound(value: &Value) -> Option<String> {
    value.as_str().and_then(day)
}

fn day(text: &str) -> Option<String> {
    if text.ends_with("infinity") {
        return None;
    }
    // The corpus writes negative years with four digits, ticks with six.
    match text.strip_prefix('-') {
        Some(rest) => Some(format!("-00{rest}")),
        None => Some(text.to_owned()),
    }
}

fn first_of_day(tick: Tick) -> String {
    let text = tick.to_string();
    text.strip_suffix("T00:00:00.000000Z")
        .unwrap_or(&text)
        .to_owned()
}

fn last_of_day(tick: Tick) -> String {
    let text = tick.to_string();
    text.strip_suffix("T23:59:59.999999Z")
        .unwrap_or(&text)
        .to_owned()
}

#[test]
fn every_divergence_is_of_a_text_in_a_corpus() {
    let (Some(conformance), Some(examples)) = (
        corpus("edtf-conformance-corpus.json"),
        corpus("loc-edtf-examples.json"),
    ) else {
        return;
    };
    let lists = [
        (&conformance, "level0"),
        (&conformance, "level1"),
        (&conformance, "level2"),
    ];
    let known: Vec<&str> = lists
        .into_iter()
        .chain([(&examples, "examples")])
        .flat_map(|(corpus, list)| entries(corpus, list).map(text))
        .collect();
    for (text, reason, _) in WITHOUT_WINDOW {
        assert!(known.contains(text), "`{text}` ({reason}) is in no corpus");
    }
}
