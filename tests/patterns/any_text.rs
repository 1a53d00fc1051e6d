//! No text makes the parser panic, and what is said of a text is said of a place in it.

use demarche::Pattern;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

fn cases(count: u32) -> Config {
    Config {
        cases: count,
        rng_seed: RngSeed::Fixed(0x00de_3a6c),
        failure_persistence: None,
        ..Config::default()
    }
}

/// Reads a text, and judges what comes of it. Whether it was read.
fn survives(text: &str) -> bool {
    match Pattern::parse(text) {
        Ok(pattern) => {
            for printed in [pattern.to_string(), format!("{pattern:#}")] {
                assert_eq!(Pattern::parse(&printed), Ok(pattern.clone()), "{text}");
            }
            let json = serde_json::to_string(&pattern).unwrap();
            assert_eq!(
                serde_json::from_str::<Pattern>(&json).unwrap(),
                pattern,
                "{text}"
            );
            true
        }
        Err(error) => {
            let message = error.to_string();
            assert!(
                !message.is_empty() && !message.contains(char::is_control),
                "{message:?}"
            );
            assert!(
                error.is_syntax() || error.is_sort() || error.is_value(),
                "{message}"
            );
            if let Some(suggestion) = error.suggestion() {
                assert!(message.contains(suggestion), "{message}");
            }
            // Only what no part of the text stands for has no place.
            let (Some(span), Some(line), Some(column)) =
                (error.span(), error.line(), error.column())
            else {
                panic!("{text:?}: {message}");
            };
            assert!(text.get(span.clone()).is_some(), "{text:?}: {span:?}");
            let before = &text[..span.start];
            assert_eq!(line, before.matches('\n').count() + 1, "{text:?}");
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            assert_eq!(column, before[start..].chars().count() + 1, "{text:?}");
            let shown = error.show(text);
            assert!(
                shown.starts_with(&message) && shown.contains('^'),
                "{shown}"
            );
            assert_eq!(shown.lines().count(), 3, "{shown}");
            // Another text than the one that was read is shown somehow.
            error.show("");
            error.show(&text.replace(' ', "é"));
            false
        }
    }
}

const QUERIES: [&str; 12] = [
    "find ?who, ?whom, ?m, ?s\nwhere meeting ?m with ?who, ?whom at \"Moscow\"\n  and statement ?s by trump about \
     peace-deal\n  and ?m before ?s within 7d\ncertainly\nlimit 20",
    "find count where meeting ?m with ?a as host, putin absent ukraine, us concerns ukraine for us, ?b",
    "find count per month of ?m where meeting ?m in 2025-04/2025-06 at \"a \\\"b\\\" \\\\\" status alleged",
    "find last 3 by ?m of ?who, ?m where meeting ?m with ?who and not (?m after \"Москва\" and ?m same_day talks)",
    "find first 1 by ?m of ?m where meeting ?m\tsources at least B2 possibly limit 0",
    "find ?s where statement ?s to us stance conditional on peace-deal via social_media and ?s replies_to ?x",
    "find ?d where document ?d state in_force in [2024..2025] and ?d rejects ?y and not (?y amends ?d and action ?y code CAMEO:04)",
    "find ?a where ?a acts_for us as \"special envoy\" during ?m and ?a != putin and ?a = ?b",
    "find ?x where ?x (before|meets) ?y at least PT1H30M within 2w and ?x unordered ?z and ?y within ?z",
    "find ?x where event ?x about ?y about talks and not (not (?x part_of ?y) and not (event ?w with ?v and ?v = us))",
    "find count of ?e where event ?e in \"2025-04-25?\" certainly",
    "find ?ä where event ?ä\r\n  by \"🕊\"\r\n  and ?ä during talks",
];

/// Pieces of text: words, marks, names and white space of the language, and some that are none.
fn pieces() -> Vec<&'static str> {
    let mut pieces: Vec<&str> = QUERIES
        .iter()
        .flat_map(|query| query.split_inclusive(' '))
        .collect();
    pieces.extend([
        "?",
        "\"",
        "\\",
        "(",
        ")",
        "|",
        ",",
        "=",
        "!=",
        "!",
        " ",
        "\n",
        "\t",
        "not (",
        "))",
        "0",
        "-1",
        "7d",
        "P1M",
        "18446744073709551616",
        "99999999999w",
        "2025-02-30",
        "{2024,2025}",
        "2026/2025",
        "and",
        "or",
        "within",
        "at least",
        "?certainty",
        "?m",
        "?s",
        "?who",
        "\u{301}",
        "\u{0}",
        "\u{85}",
        "’",
        "е",
        "𝔸",
        "٣",
    ]);
    pieces
}

fn mutated() -> impl Strategy<Value = String> {
    let edit = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        prop::sample::select(pieces()),
        0..5,
    );
    (
        prop::sample::select(QUERIES.to_vec()),
        prop::collection::vec(edit, 1..4),
    )
        .prop_map(|(query, edits)| {
            let mut words: Vec<&str> = query.split_inclusive([' ', ',', '\n', '(']).collect();
            for (at, other, piece, kind) in edits {
                let (at, other) = (at.index(words.len()), other.index(words.len()));
                match kind {
                    0 => words[at] = piece,
                    1 => words.insert(at, piece),
                    2 if words.len() > 1 => {
                        words.remove(at);
                    }
                    3 => words.swap(at, other),
                    _ => words.insert(at, words[other]),
                }
            }
            words.concat()
        })
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn random_characters(text in any::<String>()) {
        survives(&text);
        survives(&format!("find ?x where event ?x by {text}"));
        survives(&format!("find ?x where event ?x in {text}"));
        survives(&format!("find ?x where event ?x at \"{text}\" and ?x before ?y within {text}"));
    }

    #[test]
    fn random_characters_of_any_kind(text in prop::collection::vec(any::<char>(), 0..20)) {
        // Many of the characters drawn are of no script that anybody writes; a fifth of them are plain.
        let plain = |c: char| match (c as u32).is_multiple_of(5) {
            true => char::from(c as u8),
            false => c,
        };
        let text: String = text.into_iter().map(plain).collect();
        survives(&text);
        survives(&format!("find ?x where event ?x in {text}"));
        survives(&format!("find ?x where event ?x in \"{text}"));
        survives(&format!("find ?x where event ?x in \"{}\"", text.replace(['"', '\\'], "")));
    }

    #[test]
    fn random_pieces(pieces in prop::collection::vec(prop::sample::select(pieces()), 0..30)) {
        survives(&pieces.concat());
        survives(&format!("find ?m where {}", pieces.concat()));
    }

    #[test]
    fn queries_with_changes(text in mutated()) {
        survives(&text);
    }

    #[test]
    fn queries_that_break_off(query in prop::sample::select(QUERIES.to_vec()), at in any::<prop::sample::Index>()) {
        let ends: Vec<usize> = query.char_indices().map(|(at, _)| at).collect();
        survives(&query[..ends[at.index(ends.len())]]);
    }
}

#[test]
fn the_queries_themselves_are_read() {
    for query in QUERIES {
        assert!(survives(query), "{query}: {:?}", Pattern::parse(query));
    }
}

/// Reading, judging and printing a text takes time linear in it; were it quadratic, this would take minutes.
#[test]
fn long_queries() {
    let many = |n: usize, piece: &dyn Fn(usize) -> String| {
        (0..n).map(piece).collect::<Vec<_>>().join(" and ")
    };
    let n = 10_000;
    for conditions in [
        many(n, &|i| format!("event ?e{i} by ?a{i}, \"a \\\"b\\\"\"")),
        many(n, &|i| format!("?e{i} = ?e{}", i + 1)) + " and event ?e0",
        many(n, &|i| format!("?e{} = ?e{i}", i + 1)) + " and meeting ?e0",
        many(n, &|i| {
            format!("not (event ?e{i} and not (?e{i} before ?e))")
        }) + " and event ?e",
        format!("event ?e by {}", vec!["us"; n].join(", ")),
        format!("event ?e at \"{}\"", "\\\"".repeat(n)),
    ] {
        let text = format!("find count where {conditions}{}", " ".repeat(n));
        let pattern = Pattern::parse(&text)
            .map_err(|error| error.to_string())
            .unwrap();
        assert_eq!(Pattern::parse(&pattern.to_string()), Ok(pattern));
    }
    for wrong in [
        "\"".repeat(n),
        "\"\\x".repeat(n),
        "\" \\\"".repeat(n),
        "?x ".repeat(n),
        "(".repeat(n),
        "\n".repeat(n),
    ] {
        assert!(!survives(&format!("find ?x where event ?x at {wrong}")));
    }
}
