//! Random timelines whose windows are of any width, and random questions to them.

use demarche::{Policy, Timeline, read_records};

use crate::oracle::rng::Rng;
use std::fmt::Write;

const KINDS: [&str; 4] = ["meeting", "statement", "document", "action"];
const STATUS: [&str; 8] = [
    "occurred", "occurred", "occurred", "occurred", "occurred", "alleged", "planned", "denied",
];
const RELATIONS: [&str; 10] = [
    "before", "before", "after", "meets", "overlaps", "during", "contains", "starts", "equals",
    "within",
];
const ROLES: [&str; 3] = ["host", "guest", "mediator"];

fn date(rng: &mut Rng) -> String {
    let (month, day) = (1 + rng.below(12), 1 + rng.below(28));
    let year = 2013 + rng.below(3);
    match rng.below(12) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}-{month:02}~"),
        3 => format!("{year}-{month:02}-{day:02}T{:02}:30", rng.below(24)),
        4 => format!("{year}-{month:02}-{day:02}/.."),
        5 => format!("../{year}-{month:02}"),
        6 => format!("{year}-{month:02}-{day:02}/{year}-12"),
        7 => format!("[{year}-{month:02}-{day:02}..]"),
        8 => format!("[{year}-{month:02}..{}]", year + 1),
        // Days of one month: these are near each other.
        _ => format!("2014-03-{day:02}"),
    }
}

/// The timeline of a seed, its conflicts set aside.
pub fn wide(seed: u64) -> Timeline {
    sized(seed, 3, 7)
}

/// The same of so many events, and some more.
pub fn sized(seed: u64, least: usize, more: usize) -> Timeline {
    let mut rng = Rng::new(seed ^ 0x11de);
    let mut text = String::from("{\"type\":\"timeline\",\"format\":1,\"zone\":\"+03:00\"}\n");
    if rng.chance(60) {
        text.clear();
    }
    for i in 0..4 {
        let _ = writeln!(
            text,
            r#"{{"type":"actor","id":"a{i}","kind":"person","name":"A {i}"}}"#
        );
    }
    let _ = writeln!(
        text,
        r#"{{"type":"source","id":"s0","reliability":"B","published":"2014-06"}}"#
    );
    let events = least + rng.below(more);
    for i in 0..events {
        let some = if rng.chance(70) { 2 } else { 4 };
        let kind = *rng.pick(&KINDS[..some]);
        let _ = write!(
            text,
            r#"{{"type":"{kind}","id":"e{i}","status":"{}""#,
            rng.pick(&STATUS)
        );
        if rng.chance(75) {
            let _ = write!(text, r#","time":"{}""#, date(&mut rng));
        }
        if rng.chance(15) {
            let _ = write!(text, r#","zone":"{}""#, rng.pick(&["floating", "-05:00"]));
        }
        if rng.chance(10) {
            let _ = write!(text, r#","instant":{}"#, rng.chance(50));
        }
        if rng.chance(30) {
            let _ = write!(text, r#","topics":["t{}"]"#, rng.below(2));
        }
        if rng.chance(30) {
            let _ = write!(
                text,
                r#","place":"{}""#,
                rng.pick(&["Moscow", "Lake \\\"House\\\""])
            );
        }
        if rng.chance(30) {
            let credibility = 1 + rng.below(6);
            let _ = write!(
                text,
                r#","sources":[{{"source":"s0","credibility":{credibility}}}]"#
            );
        }
        if i > 0 && rng.chance(20) {
            let _ = write!(text, r#","part_of":["e{}"]"#, rng.below(i));
        }
        if i > 0 && rng.chance(20) {
            let _ = write!(
                text,
                r#","links":[{{"kind":"rejects","to":"e{}"}}]"#,
                rng.below(i)
            );
        }
        let who = |rng: &mut Rng| format!("\"a{}\"", rng.below(4));
        match kind {
            "meeting" => {
                let _ = write!(text, r#","participants":["#);
                for n in 0..1 + rng.below(3) {
                    let comma = if n > 0 { "," } else { "" };
                    let role = rng.pick(&ROLES);
                    let presence =
                        rng.pick(&["reported", "reported", "reported", "implied", "denied"]);
                    let _ = write!(
                        text,
                        r#"{comma}{{"actor":{},"role":"{role}","presence":"{presence}"}}"#,
                        who(&mut rng)
                    );
                }
                text.push(']');
            }
            "document" => {
                let _ = write!(text, r#","parties":[{}],"state":"signed""#, who(&mut rng));
            }
            _ => {
                let _ = write!(
                    text,
                    r#","by":[{}],"to":[{}]"#,
                    who(&mut rng),
                    who(&mut rng)
                );
            }
        }
        if kind == "statement" && i > 0 && rng.chance(30) {
            let _ = write!(text, r#","about":["e{}"]"#, rng.below(i));
        }
        text.push_str("}\n");
    }
    for _ in 0..rng.below(events) {
        let (x, y) = (rng.below(events), rng.below(events));
        if x == y {
            continue;
        }
        let is = *rng.pick(&RELATIONS);
        let _ = write!(
            text,
            r#"{{"type":"relation","left":"e{x}","is":"{is}","right":"e{y}""#
        );
        if matches!(is, "before" | "after") && rng.chance(40) {
            let _ = write!(text, r#","gap":{{"max":"P{}D"}}"#, 1 + rng.below(40));
        }
        text.push_str("}\n");
    }
    let input = read_records(text.as_bytes(), "wide.jsonl");
    assert!(input.faults.is_empty(), "{:?}\n{text}", input.faults);
    let mut builder = Timeline::builder();
    builder.add_input(input);
    builder.policy(Policy::SetAside);
    builder.build().unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn event(rng: &mut Rng, variables: usize) -> String {
    match rng.chance(85) {
        true => format!("?v{}", rng.below(variables)),
        false => format!("e{}", rng.below(6)),
    }
}

fn actor(rng: &mut Rng) -> String {
    match rng.chance(60) {
        true => format!("?w{}", rng.below(2)),
        false => format!("a{}", rng.below(4)),
    }
}

/// A question about timelines of [`wide`].
pub fn question(rng: &mut Rng) -> String {
    let variables = 1 + rng.below(3);
    let mut atoms: Vec<String> = Vec::new();
    for v in 0..variables {
        let kind = *rng.pick(&[
            "meeting",
            "statement",
            "event",
            "meeting",
            "statement",
            "document",
            "action",
        ]);
        let mut atom = format!("{kind} ?v{v}");
        for _ in 0..rng.below(3) {
            let clause = match rng.below(12) {
                0 => format!("about {}", rng.pick(&["t0", "t1", "?v0"])),
                1 => "at Moscow".to_owned(),
                2 => "sources at least C3".to_owned(),
                3 => format!(
                    "in {}",
                    rng.pick(&[
                        "2014",
                        "2014-03",
                        "2013-06/2014-04",
                        "2014-03-05T12:00+03:00/.."
                    ])
                ),
                4 => format!("status {}", rng.pick(&["alleged", "planned", "occurred"])),
                5 => format!("with {}, {}", actor(rng), actor(rng)),
                6 => format!("with {} as {}", actor(rng), rng.pick(&ROLES)),
                7 if kind != "meeting" => format!("to {}", actor(rng)),
                _ if matches!(kind, "statement" | "action") => format!("by {}", actor(rng)),
                _ => format!("with {}", actor(rng)),
            };
            let _ = write!(atom, " {clause}");
        }
        atoms.push(atom);
    }
    for _ in 0..rng.below(4) {
        let (x, y) = (event(rng, variables), event(rng, variables));
        atoms.push(match rng.below(14) {
            0 => format!("{x} unordered {y}"),
            1 => format!("{x} (before|after) {y}"),
            2 => format!("{x} disjoint {y}"),
            3 => format!("{x} intersects {y}"),
            4 => format!("{x} within {y}"),
            5 => format!("{x} before {y} at least {}d", rng.below(30)),
            6 => format!("{x} != {y}"),
            7 => format!(
                "{x} {} {y}",
                rng.pick(&["part_of", "rejects", "before", "meets"])
            ),
            8 => format!("{x} (overlaps|equals|starts) {y}"),
            n => {
                let gap = *rng.pick(&[
                    "within 3d",
                    "within 40d",
                    "within 400d",
                    "at least 1d within 9d",
                    "",
                ]);
                format!(
                    "{x} {} {y} {gap}",
                    if n % 2 == 0 { "before" } else { "after" }
                )
            }
        });
    }
    let atoms = atoms.join(" and ");
    let mut named: Vec<String> = Vec::new();
    for word in atoms.split([' ', ',', '(', ')']) {
        if word.starts_with('?') && !named.iter().any(|own| own == word) {
            named.push(word.to_owned());
        }
    }
    let find = match rng.below(10) {
        0 => "count".to_owned(),
        1 => {
            let kept = 1 + rng.below(named.len());
            named.truncate(kept);
            named.join(", ")
        }
        2 => format!("count {}", named[0]),
        _ => named.join(", "),
    };
    let certainly = if rng.chance(10) { " certainly" } else { "" };
    format!("find {find} where {atoms}{certainly}")
}

/// A question that counts pairs within a gap, or asks for the first few answers.
pub fn counted(rng: &mut Rng) -> String {
    if rng.chance(30) {
        let text = question(rng);
        let text = text.trim_end_matches(" certainly");
        return format!("{text} limit {}", 1 + rng.below(4));
    }
    let mut event = |name: &str| {
        let (kind, clauses): (&str, &[&str]) = match rng.below(9) {
            0 => ("event", &["", "at Moscow", "about t0"]),
            1 => ("document", &["with ?a", "with a1"]),
            2..5 => (
                "meeting",
                &["with ?a", "with ?a, ?b", "", "with ?a as host"],
            ),
            5 => (
                "meeting",
                &["with a0, ?a", "concerns ?a", "with ?a at Moscow"],
            ),
            _ => (
                "statement",
                &["by ?a", "to ?a", "by ?a to ?b", "by ?a about t0"],
            ),
        };
        format!("{kind} ?{name} {}", rng.pick(clauses))
    };
    let (x, y) = (event("x"), event("y"));
    let relation = rng.pick(&["before", "after", "before", "meets", "(before|meets)"]);
    let days = [1, 3, 9, 40, 400];
    let most = *rng.pick(&days);
    let gap = match (*relation, rng.below(3)) {
        ("meets" | "(before|meets)", _) => String::new(),
        (_, 0) => format!(" at least {}d within {most}d", rng.below(most) + 1),
        (_, 1) => format!(" at least 2h within {most}d"),
        _ => format!(" within {most}d"),
    };
    let certainly = if rng.chance(15) { " certainly" } else { "" };
    format!("find count where {x} and {y} and ?x {relation} ?y{gap}{certainly}")
}
