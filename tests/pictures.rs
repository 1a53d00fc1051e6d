//! Pictures of timelines: what stands where, and that nothing is told which is not known.

use demarche::prelude::*;
use demarche::{Lanes, Picture, Spacing};
use std::fs;

/// A text of a picture: its class, where it begins, its baseline, and how wide it is at least taken to be.
#[derive(Clone, Debug)]
struct Text {
    class: String,
    x: f64,
    y: f64,
    text: String,
}

impl Text {
    /// The box around it, with letters no narrower than those of common fonts: left, right, top, bottom.
    fn place(&self) -> [f64; 4] {
        let size = if self.class == "title" { 17.0 } else { 11.0 };
        let count = self.text.chars().count() as f64;
        let narrow = self
            .text
            .chars()
            .filter(|c| "iljft.,:;'!|".contains(*c))
            .count() as f64;
        let long = size * (0.56 * (count - narrow) + 0.3 * narrow);
        [
            self.x,
            self.x + long,
            self.y - size * 0.8,
            self.y + size * 0.25,
        ]
    }
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = tag
        .find(&format!(" {name}=\""))
        .map(|at| at + name.len() + 3);
    let rest = start.map_or("", |start| &tag[start..]);
    rest.split('"').next().unwrap_or_default()
}

fn unescaped(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn texts(svg: &str) -> Vec<Text> {
    let tags = svg.split("<text ").skip(1);
    let found = tags.map(|rest| {
        let (tag, rest) = rest.split_once('>').expect("a tag");
        let tag = format!(" {tag}");
        let number = |name| attribute(&tag, name).parse().expect("a number");
        Text {
            class: attribute(&tag, "class").to_owned(),
            x: number("x"),
            y: number("y"),
            text: unescaped(rest.split("</text>").next().unwrap_or_default()),
        }
    });
    found.collect()
}

/// That no two texts stand in each other's way, and all within the picture.
fn are_apart(svg: &str) {
    let all = texts(svg);
    let wide: f64 = attribute(svg, "width").parse().expect("a number");
    let high: f64 = attribute(svg, "height").parse().expect("a number");
    for (number, text) in all.iter().enumerate() {
        let [left, right, top, bottom] = text.place();
        let is_within = left >= 0.0 && right <= wide && top >= 0.0 && bottom <= high;
        assert!(is_within, "{text:?} of {wide} by {high}");
        for other in &all[..number] {
            let [l, r, t, b] = other.place();
            let is_apart = right <= l || r <= left || bottom <= t || b <= top;
            assert!(is_apart, "{text:?} and {other:?}");
        }
    }
}

/// That every tag is closed in its turn, and nothing but known tags stands there.
fn is_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for rest in svg.split('<').skip(1) {
        let (tag, text) = rest.split_once('>').expect("a tag that ends");
        assert!(!text.contains('>'), "{text}");
        let name = tag
            .split([' ', '/'])
            .find(|part| !part.is_empty())
            .expect("a name");
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        let known = [
            "svg",
            "title",
            "desc",
            "style",
            "defs",
            "linearGradient",
            "stop",
            "pattern",
            "marker",
            "rect",
            "path",
            "circle",
            "text",
            "g",
        ];
        assert!(known.contains(&name), "<{tag}>");
        for part in text.split('&').skip(1) {
            assert!(part.contains(';'), "{text}");
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn check(t: &Timeline) {
    for lanes in [Lanes::Actor, Lanes::State, Lanes::Kind] {
        for (width, spacing) in [(600, Spacing::Condensed), (1200, Spacing::Proportional)] {
            let picture = Picture::of(t).lanes(lanes).width(width).spacing(spacing);
            let svg = picture.to_svg();
            is_well_formed(&svg);
            are_apart(&svg);
            assert_eq!(svg, picture.to_svg());
        }
    }
}

fn moscow() -> Timeline {
    let text = fs::read("examples/data/moscow_talks.jsonl").expect("the data of the example");
    let input = demarche::read_records(text.as_slice(), "moscow_talks.jsonl");
    let mut t = Timeline::builder();
    t.add_input(input);
    t.build().expect("valid")
}

/// Some meetings and statements of every precision, by a generator of its own.
fn many(count: u64) -> Timeline {
    let mut state = 88_172_645_463_325_252u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut t = Timeline::builder();
    t.title("Some of everything");
    for actor in 0..12 {
        t.add(Actor::person(
            format!("a{actor}"),
            format!("Actor number {actor}"),
        ));
    }
    for event in 0..count {
        let (month, day, hour) = (1 + next(12), 1 + next(28), next(24));
        let when = match next(5) {
            0 => format!("2024-{month:02}"),
            1 => format!("2024-{month:02}-{day:02}"),
            2 => format!("2024-{month:02}-{day:02}T{hour:02}:30:00Z"),
            3 => format!("2024-{month:02}-{day:02}/.."),
            _ => format!("[2024-01-{day:02}..2024-{month:02}-28]"),
        };
        let key = format!("event-{event}");
        let people = [next(12), next(12)].map(|n| format!("a{n}"));
        if event % 2 == 0 {
            t.add(Meeting::new(key).between(people).on(when));
        } else {
            t.add(Statement::new(key).by(people[0].clone()).on(when));
        }
    }
    t.build().expect("valid")
}

fn centuries() -> Timeline {
    let mut t = Timeline::builder();
    t.add([
        Actor::state("sparta", "Sparta"),
        Actor::state("france", "France"),
    ]);
    t.add(Document::new("Peace of Nicias").by("sparta").on("-0420"));
    t.add(Document::new("Westphalia").by("france").on("1648-10-24"));
    t.add(
        Meeting::new("Congress of Vienna")
            .with("france")
            .on("1814-09/1815-06-09"),
    );
    t.add(Meeting::new("a meeting without a date").with("france"));
    t.build().expect("valid")
}

fn minutes() -> Timeline {
    let mut t = Timeline::builder();
    t.add(["a", "b"].map(|key| Actor::person(key, key.to_uppercase())));
    for minute in 0..40 {
        let key = format!(
            "remark of minute {minute}, which has a rather long name that nobody would read to its end"
        );
        let when = format!("2025-04-25T14:{minute:02}:00Z");
        t.add(
            Statement::new(key)
                .by(if minute % 3 == 0 { "a" } else { "b" })
                .on(when),
        );
    }
    t.build().expect("valid")
}

#[test]
fn texts_never_stand_in_each_others_way() {
    for t in [moscow(), many(500), centuries(), minutes()] {
        check(&t);
    }
    check(&Timeline::builder().build().expect("empty"));
    check(&many(1));
}

/// The picture of the main example, as it was looked at when it was kept.
#[test]
fn the_picture_of_the_article_is_what_is_kept() {
    const SNAPSHOT: &str = "tests/snapshots/moscow_talks.svg";
    let t = moscow();
    let drawn = Picture::of(&t).spacing(Spacing::Condensed).to_svg();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(SNAPSHOT);
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        fs::write(&path, &drawn).expect("the snapshot can be written");
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        drawn == kept,
        "the picture is another than {SNAPSHOT}. Look at it; if it is right, renew that: \
         DEMARCHE_BLESS=1 cargo test --test pictures"
    );
}

/// Days, hours and years are those of the zone of the timeline.
#[test]
fn the_axis_tells_the_times_of_the_zone() {
    let mut t = Timeline::builder();
    t.zone("+03:00");
    t.add(Actor::person("a", "Ada"));
    t.add(Statement::new("first").by("a").on("2025-04-25T00:00"));
    t.add(Statement::new("last").by("a").on("2025-04-25T02:00"));
    let t = t.build().expect("valid");
    for spacing in [Spacing::Proportional, Spacing::Condensed] {
        let svg = Picture::of(&t).spacing(spacing).to_svg();
        let all = texts(&svg);
        assert!(
            all.iter().any(|text| text.text.starts_with("25 Apr 2025")),
            "{svg}"
        );
        assert!(
            !svg.contains("24 Apr 2025 21:00") && !svg.contains(">22:00<"),
            "{svg}"
        );
        assert!(
            all.iter()
                .any(|text| text.text == "Times are those of +03:00.")
        );
    }
}

#[test]
fn answers_are_all_that_is_shown() {
    let t = many(60);
    let answers = t
        .ask("find ?s where statement ?s by a1")
        .expect("a question");
    let keys: Vec<String> = answers
        .filter_map(|answer| answer.get("s").map(|value| value.key().to_owned()))
        .collect();
    assert!(!keys.is_empty());
    let answers = t
        .ask("find ?s where statement ?s by a1")
        .expect("a question");
    let svg = Picture::of(&t).answers(answers).lanes(Lanes::Kind).to_svg();
    let labels = texts(&svg).into_iter().filter(|text| text.class == "label");
    let mut shown: Vec<String> = labels.map(|text| text.text.replace("▲ ", "")).collect();
    shown.sort();
    let mut keys = keys;
    keys.sort();
    assert_eq!(shown, keys);
}

#[test]
fn events_that_are_asked_for_again_are_added() {
    let t = centuries();
    let key = |key: &str| [t.event(key).expect("known").id()];
    let picture = Picture::of(&t).only(key("Westphalia"));
    let both = picture.clone().only(key("Congress of Vienna")).width(1);
    let labels = |svg: &str| {
        texts(svg)
            .iter()
            .filter(|text| text.class == "label")
            .count()
    };
    assert_eq!(labels(&picture.to_svg()), 1);
    assert_eq!(labels(&both.to_svg()), 2);
    assert_eq!(attribute(&both.to_svg(), "width"), "480");
    let none: [demarche::EventId; 0] = [];
    assert_eq!(labels(&Picture::of(&t).only(none).to_svg()), 0);
}

#[test]
fn what_is_known_is_solid_and_what_is_not_fades() {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    t.add(Meeting::new("summit").with("a").on("2025-04-20/2025-04-25"));
    t.add(Meeting::new("talks").with("a").on("2025-04-27"));
    t.add(Meeting::new("some time").with("a"));
    t.add(Meeting::new("since").with("a").on("2025-04-22/.."));
    let t = t.build().expect("valid");
    let svg = |key: &str| {
        let event = t.event(key).expect("known").id();
        let svg = Picture::of(&t).only([event]).to_svg();
        svg.split("class=\"item")
            .nth(1)
            .map(|own| own.split("</g>").next().unwrap_or_default().to_owned())
    };
    let summit = svg("summit").expect("drawn");
    assert!(
        summit.contains("<rect class=\"meeting\"") && summit.contains("url(#dm-meeting-in)"),
        "{summit}"
    );
    // Nowhere in its day are the talks certainly under way.
    let talks = svg("talks").expect("drawn");
    assert!(
        !talks.contains("<rect class=\"meeting\"") && talks.contains("url(#dm-meeting-out)"),
        "{talks}"
    );
    // No date is made up.
    assert_eq!(svg("some time"), None);
    let all = Picture::of(&t).to_svg();
    let note = texts(&all)
        .into_iter()
        .find(|text| text.text.contains("some time"))
        .expect("told");
    assert_eq!(note.class, "note");
    // It goes on beyond the edge.
    assert!(svg("since").expect("drawn").contains("class=\"whisker\""));
}

#[test]
fn texts_from_data_are_never_markup() {
    let evil = "</title><script>alert(\"&\")</script>";
    let mut t = Timeline::builder();
    t.title(evil);
    t.add(Actor::person("a", evil));
    t.add(
        Meeting::new("m")
            .title(evil)
            .with("a")
            .at(evil)
            .on("2025-04-20"),
    );
    t.add(Statement::new("s").title(evil).by("a"));
    t.add(Statement::new("r").by("a").on("2025-04-21"));
    t.add(Claim::that("r").is(After, "m"));
    let t = t.build().expect("valid");
    let svg = Picture::of(&t).to_svg();
    is_well_formed(&svg);
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
}

#[test]
fn conflicts_are_marked_and_listed() {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.add(Actor::person("a", "Ada"));
    t.add(Meeting::new("talks").with("a").on("2025-04-20"));
    t.add(Statement::new("remark").by("a").on("2025-04-22"));
    t.add(Claim::that("remark").is(Before, "talks"));
    let t = t.build().expect("valid");
    let svg = Picture::of(&t).to_svg();
    assert!(svg.contains("class=\"conflict\"") && svg.contains("class=\"claim aside\""));
    let aside = t.conflicts()[0].set_aside().with_sources();
    let is_told = |text: &Text| text.class == "note" && text.text == aside;
    assert!(texts(&svg).iter().any(is_told), "{aside}");
    are_apart(&svg);
}

#[test]
fn sections_whose_order_is_open_are_hatched() {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    t.add(Meeting::new("one").with("a").on("2025-04-20"));
    t.add(Meeting::new("other").with("a").on("2025-04-20"));
    t.add(Meeting::new("later").with("a").on("2025-04-25"));
    let t = t.build().expect("valid");
    let svg = Picture::of(&t).to_svg();
    assert_eq!(
        svg.matches("the order of these 2 events is open").count(),
        1
    );
    let only = ["one", "later"].map(|key| t.event(key).expect("known").id());
    assert!(
        !Picture::of(&t)
            .only(only)
            .to_svg()
            .contains("is open</title>")
    );
}

/// Two claims of the same two events are two, also where they differ in nothing but how much time lies between.
#[test]
fn only_the_claim_that_was_set_aside_is_drawn_so() {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.add(Source::new("rumour").reliability(demarche::Reliability::E));
    t.add(Source::new("gazette").reliability(demarche::Reliability::A));
    t.add(Actor::person("a", "Ada"));
    t.add(
        Statement::new("x")
            .by("a")
            .on("2025-01-01")
            .source("gazette"),
    );
    t.add(
        Statement::new("y")
            .by("a")
            .on("2025-02-01")
            .source("gazette"),
    );
    t.add(
        Claim::that("y")
            .is(After, "x")
            .within(days(1))
            .source("rumour"),
    );
    t.add(Claim::that("y").is(After, "x").source("gazette"));
    let t = t.build().expect("one claim is set aside");
    let svg = Picture::of(&t).to_svg();
    let count = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
    // One of each is in the legend.
    assert_eq!((count("claim"), count("claim aside")), (2, 2), "{svg}");
}
