//! Nothing that a file can hold makes the library panic: damaged files give faults or data.

#[path = "oracle/mod.rs"]
mod oracle;

use std::sync::LazyLock;

use demarche::{Certainty, Policy, Selection, Timeline, read_records};
use oracle::r#gen::{Shape, spec};
use oracle::rng::Rng;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

const TALKS: &str = include_str!("../examples/data/moscow_talks.jsonl");
const SECOND: &str = include_str!("../examples/data/moscow_talks_second.jsonl");
const ALL_FIELDS: &str = include_str!("interchange.jsonl");

/// What stands in files of this format, to be put where it does not belong.
static WORDS: LazyLock<Vec<&[u8]>> = LazyLock::new(|| {
    let whole = [TALKS, SECOND, ALL_FIELDS].into_iter();
    let mut words: Vec<&[u8]> = whole
        .flat_map(|text| text.split('"'))
        .map(str::as_bytes)
        .collect();
    words.sort_unstable();
    words.dedup();
    words.extend([
        &b"null"[..],
        b"-1",
        b"1e999",
        b"[]",
        b"{}",
        b"[[",
        b"\\u0000",
        b"\\ud800",
        b"\xff",
        b"\"\"",
        b"..",
        b"Y294247-01",
        b"Y-290308",
        b"9999-12-31T23:59:59.999999Z",
        b"P106751991D",
        b"[..]",
        b"{..2025}",
        b"2025-02-30",
        b"-9223372036854775808",
        b"floating",
        b"Europe/Moscow",
        b"\r\n",
        b"\n",
        b"\n\n",
    ]);
    words
});

/// Breaks a file in one of the ways in which files break.
fn damage(text: &mut Vec<u8>, rng: &mut Rng) {
    if text.is_empty() {
        text.extend(b"{}");
    }
    let at = rng.below(text.len());
    match rng.below(9) {
        0 => text[at] = rng.next() as u8,
        1 => text[at] ^= 1 << rng.below(8),
        2 => {
            text.remove(at);
        }
        3 if rng.chance(20) => text.truncate(at),
        4 => text.insert(at, *rng.pick(b"\"\\{}[]:,.-0159~?%/XTZ \n")),
        // Whole lines: twice, lost, in another place.
        5 => {
            let mut lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
            let (i, j) = (rng.below(lines.len()), rng.below(lines.len()));
            match rng.below(3) {
                0 => lines.swap(i, j),
                1 => lines.insert(i, lines[j].clone()),
                _ => {
                    lines.remove(i);
                }
            }
            *text = lines.join(&b'\n');
        }
        // One word in place of another: records stay records, and mean something else.
        6 | 7 => {
            let quotes: Vec<usize> = (0..text.len()).filter(|&i| text[i] == b'"').collect();
            if let Some(two) = quotes
                .get(rng.below(quotes.len().max(1))..)
                .filter(|q| q.len() > 1)
            {
                let word = *rng.pick(&WORDS);
                text.splice(two[0] + 1..two[1], word.iter().copied());
            }
        }
        _ => {
            let word = *rng.pick(&WORDS);
            text.splice(at..at, word.iter().copied());
        }
    }
}

/// Asks all there is to ask; what it answers is judged elsewhere.
fn ask(t: &Timeline, rng: &mut Rng) {
    assert_eq!(t.order().count(), t.len());
    let events: Vec<_> = t.events().collect();
    for statement in t.statements() {
        for met in t.who_met_before(statement).expect("a statement") {
            assert!(met.certainty() > Certainty::Impossible);
            if rng.chance(10) {
                assert!(!met.explain().to_string().is_empty());
            }
        }
        assert!(
            t.states_who_met_before(statement)
                .expect("a statement")
                .count()
                <= 1_000_000
        );
        assert!(
            t.last_meetings_before(statement)
                .expect("a statement")
                .len()
                <= events.len()
        );
    }
    for _ in 0..4.min(events.len() * 4) {
        let pair = t
            .relate(*rng.pick(&events), *rng.pick(&events))
            .expect("known");
        assert!(!pair.possible().is_empty());
        assert!(
            !pair
                .explain(demarche::Relation::Before)
                .to_string()
                .is_empty()
        );
    }
    assert_eq!(t.to_graph(Selection::all()).node_count(), t.len());
    assert_eq!(
        t.to_precedence(Selection::all()).expect("few").node_count(),
        t.len()
    );
    let known = t
        .as_known_at("2025-04-26")
        .expect("a date, and what is set aside");
    assert!(known.len() <= t.len());
    assert!(
        !t.conflicts()
            .iter()
            .any(|conflict| conflict.to_string().is_empty())
    );
}

/// Whether a timeline came of it.
fn survives(text: &[u8], name: &str, rng: &mut Rng) -> bool {
    let input = read_records(text, name);
    // What could be read makes a timeline, were it not for the rest: asked of it alone, more is reached.
    let mut alone = Timeline::builder();
    alone.policy(Policy::SetAside);
    alone.add_records(input.records.clone());
    let mut whole = Timeline::builder();
    whole.add_input(input);
    match whole.build() {
        Ok(t) => ask(&t, rng),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    match alone.build() {
        Ok(t) => {
            ask(&t, rng);
            true
        }
        Err(error) => {
            assert!(!error.faults().is_empty(), "conflicts are set aside");
            false
        }
    }
}

fn cases(count: u32) -> Config {
    Config {
        cases: count,
        rng_seed: RngSeed::Fixed(0x00de_3a6c),
        failure_persistence: None,
        ..Config::default()
    }
}

fn damaged(original: &str, seed: u64) -> Vec<u8> {
    let mut rng = Rng::new(seed);
    let mut text = original.as_bytes().to_vec();
    for _ in 0..=rng.below(4) {
        damage(&mut text, &mut rng);
    }
    text
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn damaged_random_timelines_give_faults_or_data(seed in any::<u64>(), dated in any::<bool>()) {
        let shape = if dated { Shape::Dated } else { Shape::Mixed };
        let text = damaged(&spec(seed >> 8, shape).jsonl(), seed);
        survives(&text, "damaged.jsonl", &mut Rng::new(seed));
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn damaged_real_files_give_faults_or_data(seed in any::<u64>()) {
        let original = [TALKS.to_owned(), format!("{TALKS}{SECOND}"), ALL_FIELDS.to_owned()];
        let text = damaged(&original[seed as usize % 3], seed);
        survives(&text, "damaged.jsonl", &mut Rng::new(seed));
    }

    #[test]
    fn damaged_documents_give_faults_or_data(seed in any::<u64>()) {
        let lines: Vec<&str> = TALKS.lines().collect();
        let document = format!("{{\"format\":1,\"records\":[\n{}\n]}}\n", lines.join(",\n"));
        let text = damaged(&document, seed);
        survives(&text, "damaged.json", &mut Rng::new(seed));
    }
}

#[test]
fn some_damage_leaves_a_timeline_and_some_does_not() {
    let built = |seed: &u64| {
        let text = damaged(&spec(*seed, Shape::Mixed).jsonl(), *seed);
        survives(&text, "damaged.jsonl", &mut Rng::new(*seed))
    };
    let count = (0..100).filter(built).count();
    assert!((10..90).contains(&count), "{count}");
}

#[cfg(feature = "csv")]
proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn damaged_tables_give_faults_or_data(seed in any::<u64>()) {
        let table = "key,kind,title,date,zone,with,place,quote,after,source,published\n\
            talks,meeting,The talks,2025-04-25,+03:00,Ann;Bob,Moscow,,,Gazette,2025-04-26\n\
            remark,statement,,,,,,\"very \"\"close\"\"\",talks,Gazette,\n\
            ,,,2025-04,,Cy,,,,,\n";
        let mut rng = Rng::new(seed);
        let input = demarche::read_csv(&damaged(table, seed)[..], "damaged.csv");
        let mut builder = Timeline::builder();
        builder.policy(Policy::SetAside);
        builder.add_input(input);
        if let Ok(t) = builder.build() {
            ask(&t, &mut rng);
        }
    }
}
