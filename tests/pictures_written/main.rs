//! Pictures as text, Markdown, DOT and Mermaid: what they tell, and that they tell nothing that is not known.

mod harm;
mod tools;

use demarche::prelude::*;
use demarche::{Clock, EventId, Picture, Spacing};
use std::fs;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

fn moscow() -> Timeline {
    let text = fs::read("examples/data/moscow_talks.jsonl").expect("the data of the example");
    let input = demarche::read_records(text.as_slice(), "moscow_talks.jsonl");
    let mut t = Timeline::builder();
    t.add_input(input);
    t.build().expect("valid")
}

/// Two reports that contradict each other, events without a date in an order that is known, all kinds and statuses.
fn contested() -> Timeline {
    let mut t = Timeline::builder();
    t.title("Who spoke first?").policy(Policy::SetAside);
    t.add(
        Source::new("gazette")
            .publisher("The Gazette")
            .reliability(demarche::Reliability::B)
            .published("2025-05-01"),
    );
    t.add(Source::new("rumour").title("What was heard"));
    t.add([
        Actor::person("ada", "Ada"),
        Actor::person("bo", "Bo"),
        Actor::state("x", "X-land"),
    ]);
    t.add(
        Meeting::new("talks")
            .title("Talks")
            .host("ada")
            .with("bo")
            .at("Rome")
            .on("2025-04-20T09:00/2025-04-22T18:30")
            .source("gazette"),
    );
    t.add(
        Statement::new("remark")
            .title("A remark")
            .by("ada")
            .on("2025-04-25")
            .source("gazette"),
    );
    t.add(
        Action::new("visit")
            .by("x")
            .to("ada")
            .on("2025-04-25")
            .source("gazette"),
    );
    t.add(
        Document::new("pact")
            .title("The pact")
            .party("ada")
            .party("x")
            .on("2025-04-24/..")
            .status(Status::Planned),
    );
    t.add(
        Meeting::new("call")
            .with("bo")
            .status(Status::Denied)
            .on("../2025-04-21"),
    );
    t.add(Statement::new("first letter").by("bo"));
    t.add(Statement::new("second letter").by("ada"));
    t.add(
        Claim::that("second letter")
            .is(After, "first letter")
            .at_least(hours(3))
            .source("gazette"),
    );
    t.add(
        Claim::that("remark")
            .is(Before, "talks")
            .source(Citation::new("rumour").at("page 3")),
    );
    t.add(Claim::that("visit").is(During, "pact").source("rumour"));
    t.build().expect("valid")
}

/// The picture as it was looked at when it was kept.
fn is_kept(name: &str, written: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(name);
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        fs::write(&path, written).expect("the snapshot can be written");
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == kept,
        "the picture is another than {name}. Look at it; if it is right, renew that: \
         DEMARCHE_BLESS=1 cargo test --test pictures_written"
    );
}

#[test]
fn the_pictures_of_the_article_are_what_is_kept() {
    let t = moscow();
    let picture = Picture::of(&t).spacing(Spacing::Condensed);
    is_kept("moscow_talks.terminal.txt", &picture.to_text());
    is_kept("moscow_talks.md", &picture.to_markdown());
    is_kept("moscow_talks.dot", &picture.to_dot());
    is_kept("moscow_talks.mmd", &picture.to_mermaid());
}

#[test]
fn the_pictures_of_a_conflict_are_what_is_kept() {
    let t = contested();
    let picture = Picture::of(&t);
    is_kept("contested.terminal.txt", &picture.to_text());
    is_kept("contested.md", &picture.to_markdown());
    is_kept("contested.dot", &picture.to_dot());
    is_kept("contested.mmd", &picture.to_mermaid());
}

/// All the tools that these formats are for read what is written.
fn is_read(pictures: &[Picture<'_>], name: &str) {
    let mut diagrams = Vec::new();
    for picture in pictures {
        let dot = picture.to_dot();
        if let Some(svg) = tools::graphviz(&dot) {
            assert_eq!(
                svg.matches("class=\"edge\"").count(),
                dot.matches(" -> ").count()
            );
        }
        tools::html(&picture.to_markdown());
        diagrams.push(picture.to_mermaid());
    }
    let Some(drawn) = tools::mermaid(&diagrams, name) else {
        return;
    };
    for (drawn, diagram) in drawn.iter().zip(&diagrams) {
        let frames = drawn["frames"].as_array().map_or(0, Vec::len);
        assert!(frames >= diagram.matches("  subgraph ").count(), "{drawn}");
        let arrows = ["-->", "---", "==>", "==o", "-.->", "-.-o", "~~~"];
        let arrows: usize = diagram
            .lines()
            .skip_while(|line| *line != "flowchart LR")
            .map(|line| {
                let written = |arrow: &&&str| {
                    line.contains(&format!(" {arrow} ")) || line.contains(&format!(" {arrow}|"))
                };
                arrows.iter().filter(written).count()
            })
            .sum();
        assert_eq!(drawn["arrows"], arrows, "{diagram}");
    }
}

#[test]
fn what_is_written_is_read() {
    let (article, contested) = (moscow(), contested());
    is_read(&[Picture::of(&article), Picture::of(&contested)], "read");
}

fn without_space(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// Every event is told in each format, with its windows or as one that has none.
#[test]
fn every_event_is_told_with_its_windows() {
    for t in [moscow(), contested()] {
        let clock = Clock::of(&t);
        let picture = Picture::of(&t);
        let (text, markdown) = (picture.to_text(), picture.to_markdown());
        let markdown = markdown.replace('\\', "");
        let dot = picture.to_dot().replace("\\l", "");
        for event in t.events() {
            let windows = match event.is_instant() {
                true => vec![clock.window(event.begin())],
                false => vec![clock.window(event.begin()), clock.window(event.end())],
            };
            let row = markdown
                .lines()
                .find(|line| line.contains(&format!("{}**", event.name())))
                .expect("a row");
            let line = text
                .lines()
                .find(|line| {
                    // Behind the signs.
                    let row: String = line.chars().skip(4).collect();
                    row.starts_with(&format!("{} ", event.key()))
                })
                .unwrap_or_default();
            let node = dot
                .lines()
                .map(without_space)
                .find(|line| line.contains(&without_space(&format!("tooltip=\"{}", event.name()))));
            let node = node.expect("a node");
            let is_dated = windows.iter().any(|window| window != "open");
            for window in windows {
                assert_eq!(
                    row.contains(&format!("| {window} |")),
                    is_dated,
                    "{window} in {row}"
                );
                assert_eq!(
                    node.contains(&without_space(&window)),
                    is_dated,
                    "{window} in {node}"
                );
                assert!(!is_dated || line.contains(&window), "{window} in {line}");
            }
            assert!(
                is_dated || node.contains("atanytime") && line.is_empty(),
                "{line}"
            );
        }
    }
}

#[test]
fn what_has_no_date_stands_apart() {
    let t = contested();
    let picture = Picture::of(&t);
    let (text, markdown) = (picture.to_text(), picture.to_markdown());
    let (_, below) = text
        .split_once("Without any date, so that they may lie anywhere")
        .expect("told");
    assert!(
        below.contains("▲ first letter") && !below.contains("● talks"),
        "{below}"
    );
    let (above, below) = markdown.split_once("## Without any date").expect("told");
    assert!(
        below.contains("**first letter**") && !above.contains("first letter"),
        "{above}"
    );
    let dot = picture.to_dot();
    assert!(
        dot.contains("style=dashed, color=\"#8a8a85\", label=\"without any date: in this order\""),
        "{dot}"
    );
    let mermaid = picture.to_mermaid();
    assert!(
        mermaid.contains("subgraph s4[\"without any date#58; in this order\"]"),
        "{mermaid}"
    );
}

#[test]
fn what_was_set_aside_is_marked_and_told_with_its_sources() {
    let t = contested();
    let picture = Picture::of(&t);
    let (text, markdown) = (picture.to_text(), picture.to_markdown());
    let told = "! “remark” is before “talks” [rumour (page 3), F6]\n      against “remark” is dated 2025-04-25 [gazette, B6]\n      against “talks” is dated 2025-04-20T09:00/2025-04-22T18:30 [gazette, B6]\n";
    assert!(text.contains(told), "{text}");
    assert!(
        text.contains("!● talks") && text.contains("!▲ remark") && !text.contains("!■ pact"),
        "{text}"
    );
    let told = "- ⚠ “A remark” is before “Talks” \\[rumour (page 3), F6\\]\n  - “A remark” is dated 2025-04-25 \\[gazette, B6\\]\n  - “Talks”";
    assert!(markdown.contains(told), "{markdown}");
    let (_, kept) = markdown.split_once("## Claims").expect("told");
    let (kept, _) = kept.split_once("## Set aside").expect("told");
    assert!(!kept.contains("A remark"), "{kept}");
    let dot = picture.to_dot();
    assert!(
        dot.contains("[label=\"is before\\n\", arrowhead=normal, style=dashed"),
        "{dot}"
    );
    assert!(dot.contains("label=\"⚠ ● Talks\\l"), "{dot}");
    let mermaid = picture.to_mermaid();
    assert!(mermaid.contains(" -.->|\"is before\"| "), "{mermaid}");
    // Where nothing of it is shown, nothing is told of it.
    let pact = Picture::of(&t).only([t.event("pact").expect("known").id()]);
    for text in [
        pact.to_text(),
        pact.to_markdown(),
        pact.to_dot(),
        pact.to_mermaid(),
    ] {
        assert!(!text.contains("et aside"), "{text}");
    }
}

fn event(t: &Timeline, key: &str) -> EventId {
    t.event(key).expect("known").id()
}

/// Sections are those of what is shown: another event can open an order, and is no matter where it is not there.
#[test]
fn sections_are_those_of_what_is_shown() {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    for (key, time) in [
        ("one", "2025-04-01"),
        ("two", "2025-04-02"),
        ("three", "2025-04-03"),
        ("some day", "2025-04"),
    ] {
        t.add(Meeting::new(key).with("a").on(time));
    }
    t.add(Meeting::new("never dated").with("a"));
    let t = t.build().expect("valid");
    assert_eq!(t.sections().len(), 1);
    let open = "something about the order of these 4 is open";
    assert!(
        Picture::of(&t)
            .to_text()
            .contains(&format!("1. {open}\n~ ● one"))
    );
    let some = Picture::of(&t).only(["one", "two", "three"].map(|key| event(&t, key)));
    assert!(some.to_text().contains("1. in this order\n  ● one"));
    assert!(some.to_markdown().contains("## 1. In this order\n"));
    assert!(some.to_dot().contains("n1 -> n2;\n  n2 -> n3;\n}"));
    assert!(
        some.to_mermaid()
            .contains("  n1 --> n2\n  n2 --> n3\n  classDef")
    );
}

/// Within an open section arrows tell what is certain, and cuts join what lies on both sides.
#[test]
fn arrows_tell_what_is_certain() {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    for (key, time) in [
        ("a1", "2025-04-01"),
        ("a2", "2025-04-01"),
        ("b1", "2025-04-03"),
        ("b2", "2025-04-03"),
    ] {
        t.add(Meeting::new(key).with("a").on(time));
    }
    let ordered = t.clone().build().expect("valid");
    let dot = Picture::of(&ordered).to_dot();
    let arrows = "  c1 [shape=point, width=0.08, label=\"\"];\n  n1 -> c1 [arrowhead=none];\n  n2 -> c1 [arrowhead=none];\n  \
                  c1 -> n3;\n  c1 -> n4;\n";
    assert!(dot.contains(arrows), "{dot}");
    t.add(Claim::that("a1").is(Before, "a2"));
    t.add(Claim::that("b1").is(Contains, "b2"));
    let t = t.build().expect("valid");
    let dot = Picture::of(&t).to_dot();
    // All four in one order. What is claimed is not told twice, and what follows from the rest not at all.
    for told in [
        "n1 -> n2 [label=\"is before\\n\", arrowhead=normal",
        "n2 -> n3;",
        "n3 -> n4 [label=\"contains\\n\", arrowhead=odot",
    ] {
        assert!(dot.contains(told), "{told} in {dot}");
    }
    assert!(
        !dot.contains("n1 -> n3") && !dot.contains("n1 -> n2;"),
        "{dot}"
    );
}

#[test]
fn answers_are_all_that_is_told() {
    let t = moscow();
    let answers = t
        .ask("find ?s where statement ?s by zelenskyy")
        .expect("a question");
    let picture = Picture::of(&t).answers(answers);
    assert!(
        picture.to_text().contains("3 events in "),
        "{}",
        picture.to_text()
    );
    for text in [
        picture.to_markdown(),
        picture.to_dot(),
        picture.to_mermaid(),
    ] {
        assert!(
            text.contains("Video address of") && !text.contains("Kremlin"),
            "{text}"
        );
    }
}

/// Some events of every precision, half of them tied to the one before, by a generator of its own.
fn many(count: usize, is_tied: bool) -> Timeline {
    let mut state = 88_172_645_463_325_252u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.add(
        (0..12)
            .map(|actor| Actor::person(format!("a{actor}"), format!("漢字 {actor}")))
            .collect::<Vec<_>>(),
    );
    for event in 0..count {
        let (year, month, day) = (1900 + next(120), 1 + next(12), 1 + next(28));
        let when = match next(5) {
            0 => format!("{year}-{month:02}"),
            1 => format!("{year}-{month:02}-{day:02}"),
            2 => format!("{year}-{month:02}-{day:02}T12:30:00Z"),
            3 => format!("{year}-{month:02}-{day:02}/.."),
            _ => format!("[{year}..{}]", year + 1),
        };
        let key = format!("event-{event}");
        let people = [next(12), next(12)].map(|n| format!("a{n}"));
        if event % 50 == 49 {
            t.add(Statement::new(key.clone()).by(people[0].clone()));
        } else if event % 2 == 0 {
            t.add(Meeting::new(key.clone()).between(people).on(when));
        } else {
            t.add(Statement::new(key.clone()).by(people[0].clone()).on(when));
        }
        if is_tied && event % 2 == 1 {
            t.add(Claim::that(key).is(After, format!("event-{}", event - 1)));
        }
    }
    t.build().expect("valid")
}

#[test]
fn text_fits_and_colours_change_nothing_else() {
    for t in [moscow(), contested(), many(200, true)] {
        for columns in [1, 40, 41, 57, 80, 100, 133, 250] {
            for spacing in [Spacing::Proportional, Spacing::Condensed] {
                let picture = Picture::of(&t).columns(columns).spacing(spacing);
                let text = picture.to_text();
                assert_eq!(text, picture.to_text());
                let most = columns.max(40) as usize;
                for line in text.lines() {
                    assert!(line.width() <= most, "{columns}: {line}");
                    assert_eq!(line.trim_end(), line);
                }
                // Strips end at one column each, whatever letters stand before them.
                let strips = text.lines().filter(|line| line.ends_with(['│', '›']));
                let ends: Vec<usize> = strips.map(UnicodeWidthStr::width).collect();
                assert!(
                    !ends.is_empty() && ends.iter().all(|end| *end == most),
                    "{text}"
                );
                let colored = picture.colored(true).to_text();
                assert!(colored.contains("\u{1b}[1m"));
                let mut bare = String::new();
                for part in colored.split('\u{1b}') {
                    let code = part
                        .starts_with('[')
                        .then(|| part.split_once('m'))
                        .flatten();
                    bare.push_str(code.map_or(part, |(_, rest)| rest));
                }
                assert_eq!(bare, text);
            }
        }
    }
}

/// What there is none of is no reason to fail.
#[test]
fn little_and_nothing_can_be_told() {
    let empty = Timeline::builder().build().expect("empty");
    let undated = {
        let mut t = Timeline::builder();
        t.add(Actor::person("a", "Ada"));
        t.add([Meeting::new("x").with("a"), Meeting::new("y").with("a")]);
        t.build().expect("valid")
    };
    let one = |time: &str| {
        let mut t = Timeline::builder();
        t.add(Actor::person("a", "Ada"));
        t.add(Statement::new("x").by("a").on(time.to_owned()));
        t.build().expect("valid")
    };
    let ones = [
        "2025-04-25T12:00:00.000001Z",
        "2025-04-25",
        "2025/..",
        "-0043-03-15",
        "9999",
    ]
    .map(one);
    let all: Vec<&Timeline> = [&empty, &undated].into_iter().chain(&ones).collect();
    for t in &all {
        for columns in [40, 100] {
            for spacing in [Spacing::Proportional, Spacing::Condensed] {
                let text = Picture::of(t).columns(columns).spacing(spacing).to_text();
                assert!(
                    text.starts_with("Timeline\n")
                        && text.lines().all(|line| line.width() <= columns as usize)
                );
            }
        }
    }
    assert!(Picture::of(&empty).to_text().contains("no events"));
    assert!(
        Picture::of(&undated)
            .to_text()
            .contains("2 events without any date\n")
    );
    // A moment is told as one, and only a moment.
    assert!(
        Picture::of(&ones[0])
            .to_dot()
            .contains("at 2025-04-25 12:00:00.000001\\l")
    );
    assert!(
        Picture::of(&ones[1])
            .to_dot()
            .contains("once, 2025-04-25\\l")
    );
    let pictures: Vec<Picture<'_>> = all.iter().map(|t| Picture::of(t)).collect();
    is_read(&pictures, "little");
}

/// Five thousand events, in sections of all sizes: it would take hours if anything grew with their square.
#[test]
fn many_events_can_be_told() {
    for is_tied in [false, true] {
        let t = many(5000, is_tied);
        let picture = Picture::of(&t);
        assert_eq!(picture.to_dot().matches(", tooltip=").count(), 5000);
        assert_eq!(picture.to_mermaid().matches("]:::meeting").count(), 2500);
        assert_eq!(
            picture
                .to_markdown()
                .lines()
                .filter(|line| line.starts_with(['|']) && line.contains("**"))
                .count(),
            5000
        );
        assert!(picture.to_text().lines().count() > 10_000);
    }
}

/// Events of which nothing is known but that each comes after two others.
#[test]
fn many_events_in_one_component_can_be_told() {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    let key = |event: usize| format!("event-{event}");
    for event in 0..3000 {
        t.add(Statement::new(key(event)).by("a"));
        for before in [event.checked_sub(7), event.checked_sub(31)]
            .into_iter()
            .flatten()
        {
            t.add(Claim::that(key(event)).is(After, key(before)));
        }
    }
    let t = t.build().expect("valid");
    let picture = Picture::of(&t);
    assert!(picture.to_text().contains("3000 events without any date"));
    // The claims themselves: what follows from them in so large a section is not looked for.
    let dot = picture.to_dot();
    assert!(dot.contains("Within sections of more than 256 events they are left out."));
    assert_eq!(dot.matches(" -> ").count(), 2 * 3000 - 7 - 31);
    // Fewer of them, with all the others behind: what is certain is.
    let some = Picture::of(&t).only((0..40).map(|at| event(&t, &key(at))));
    assert!(some.to_dot().contains("label=\"is before"));
    let two = Picture::of(&t).only([0, 70].map(|at| event(&t, &key(at))));
    assert!(
        two.to_dot().contains("without any date: in this order")
            && two.to_dot().contains("n1 -> n2;")
    );
}

#[test]
fn zones_without_an_offset_are_told() {
    let mut t = Timeline::builder();
    t.zone("floating");
    t.add(Actor::person("a", "Ada"));
    t.add(Meeting::new("talks").with("a").on("2025-04-25"));
    let t = t.build().expect("valid");
    let text = Picture::of(&t).to_text();
    assert!(
        text.contains("times are those of UTC") && text.contains("2025-04-24 10:00 ..  2025"),
        "{text}"
    );
    assert!(!text.contains("The axis tells"), "{text}");
}

#[cfg(feature = "zones")]
#[test]
fn an_axis_where_clocks_are_changed_is_that_of_utc() {
    let mut t = Timeline::builder();
    t.zone("Europe/Rome");
    t.add(Actor::person("a", "Ada"));
    t.add(
        Meeting::new("talks")
            .with("a")
            .on("2025-04-25T12:00/2025-04-25T13:00"),
    );
    let t = t.build().expect("valid");
    let text = Picture::of(&t).to_text();
    assert!(
        text.contains("times are those of Europe/Rome") && text.contains("2025-04-25 12:00"),
        "{text}"
    );
    assert!(text.contains("The axis tells the time of UTC."), "{text}");
}
