//! The page, in a real browser: that it loads, narrows down, selects, zooms, relates two events exactly, and tells the same
//! without sight of the picture.
//!
//! `DEMARCHE_SCREENSHOTS` names a folder for pictures of the article's timeline, to be looked at.

mod browser;
#[path = "../oracle/mod.rs"]
mod oracle;

use browser::Browser;
use demarche::prelude::*;
use demarche::{
    Assertion, ImpliedKind, Picture, Policy, Record, RelationSet, Spacing, read_records,
};
use oracle::r#gen::{Shape, spec};
use std::fs::{self, File};
use std::path::PathBuf;

/// A folder of its own for the pages of a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}"));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn moscow(second: bool) -> Timeline {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    let files = ["moscow_talks.jsonl", "moscow_talks_second.jsonl"];
    for file in &files[..1 + usize::from(second)] {
        let path = format!("{}/examples/data/{file}", env!("CARGO_MANIFEST_DIR"));
        t.add_input(read_records(File::open(path).expect("it is there"), file));
    }
    t.build().expect("it can be built")
}

/// So many events of a few actors, over ten years, some of them dated to months.
fn many(count: usize) -> Timeline {
    let mut t = Timeline::builder();
    for actor in 0..12 {
        t.add(Actor::state(format!("s{actor}"), format!("State {actor}")));
    }
    for number in 0..count {
        let (year, month, day) = (
            2010 + number % 10,
            1 + number / 10 % 12,
            1 + number / 120 % 28,
        );
        let date = if number % 5 == 0 {
            format!("{year}-{month:02}")
        } else {
            format!("{year}-{month:02}-{day:02}")
        };
        let key = format!("e{number}");
        let (one, other) = (
            format!("s{}", number % 12),
            format!("s{}", (number + 1 + number / 12 % 11) % 12),
        );
        if number % 3 == 0 {
            t.add(
                Statement::new(key)
                    .title(format!("Remarks, no. {number}"))
                    .by(one)
                    .on(date),
            );
        } else {
            let meeting =
                Meeting::new(key).title(format!("Talks between {one} and {other}, no. {number}"));
            t.add(meeting.between([one, other]).on(date));
        }
    }
    t.build().expect("it can be built")
}

/// The message of the console that says something is wrong, if there is one.
fn is_quiet(browser: &Browser) {
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// Where the middle of what is drawn of the chosen event is in the window.
fn mark(browser: &Browser) -> [f64; 2] {
    let place = browser.wait_for(
        "const mark = document.querySelector('#mark'); if (mark.hidden) return null;
         const box = mark.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];",
    );
    [0, 1].map(|at| place[at].as_f64().expect("a number"))
}

#[test]
fn the_article_is_alive() {
    let Some(browser) = Browser::start(1300, 850) else {
        return;
    };
    let t = moscow(true);
    let page = Picture::of(&t).spacing(Spacing::Condensed).to_html();
    assert!(page.len() < 200_000, "{} bytes", page.len());
    let file = folder("article").join("moscow.html");
    fs::write(&file, &page).expect("it can be written");
    browser.open_file(&file, "");
    let events = t.events().count();
    assert!(
        browser
            .text("#count")
            .starts_with(&format!("{events} events"))
    );
    browser.picture("light.png");
    is_quiet(&browser);

    // It narrows down.
    let shown = "return document.querySelectorAll('#list li:not([hidden])').length";
    assert_eq!(browser.run(shown), events);
    let set = |name: &str, value: &str| {
        browser.run(&format!(
            "const field = document.forms[0].elements[{name:?}]; field.value = {value:?};
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        ));
    };
    set("q", "WITKOFF");
    let found = browser.run(shown).as_u64().expect("a number");
    assert!(found > 0 && (found as usize) < events, "{found}");
    set("q", "");
    for kind in ["statement", "document", "action"] {
        browser.click(&format!("input[value={kind}]"));
    }
    assert_eq!(browser.run(shown), t.meetings().count());
    browser.wait_for("return location.hash.includes('without=statement')");
    browser.click("#all");
    assert_eq!(browser.run(shown), events);
    set("digit", "1");
    let graded = browser.run(shown).as_u64().expect("a number");
    assert!((graded as usize) < events);
    browser.click("#all");
    set("doubt", "undated");
    let undated = t.events().filter(|event| {
        let (begin, end) = (event.begin(), event.end());
        [begin.earliest, begin.latest, end.earliest, end.latest]
            .iter()
            .all(Option::is_none)
    });
    assert_eq!(browser.run(shown), undated.count());
    browser.click("#all");

    // It selects, in the list and in the picture.
    browser.click("#list li:nth-child(5) button");
    let name = browser.text("#list li:nth-child(5) .name");
    assert!(browser.text("#panel h2").contains(&name));
    browser.click("#find");
    browser.run("document.activeElement.blur()");
    let [x, y] = mark(&browser);
    browser.picture("chosen.png");
    browser.click("#panel .close");
    assert!(browser.text("#panel").contains("Choose an event"));
    browser.click_at(x, y);
    assert!(browser.text("#panel h2").contains(&name));
    // Why its time is what it is.
    browser.click("#panel .why");
    assert!(browser.text("#panel .reasons").contains("because"));

    // It zooms and moves: with the wheel, the mouse, keys, and by touch.
    let view = |what: &str| {
        browser.wait_for(&format!(
            "return location.hash !== {what:?} && location.hash"
        ));
        browser
            .run("return location.hash")
            .as_str()
            .expect("text")
            .to_owned()
    };
    let mut before = view("");
    browser.wheel(500.0, 400.0, -300);
    std::thread::sleep(std::time::Duration::from_millis(300));
    for way in 0..4 {
        match way {
            0 => browser.wheel(500.0, 400.0, -300),
            1 => browser.drag([600.0, 600.0], [500.0, 600.0]),
            2 => {
                browser.run("document.querySelector('#stage').focus()");
                browser.keys("+");
            }
            _ => browser.pinch(500.0, 500.0),
        }
        let now = view(&before);
        assert_ne!(now, before, "way {way}");
        before = now;
    }
    browser.picture("zoomed.png");
    browser.keys("0");
    is_quiet(&browser);

    // What the address tells is shown again.
    browser.click("#all");
    browser.click("#panel .close");
    browser.wait_for("return !location.hash.includes('event=')");
    set("q", "talks");
    browser.click("#list li:not([hidden]) button");
    let chosen = browser.text("#panel h2");
    let address = browser.wait_for("return location.hash.includes('event=') && location.hash");
    browser.open_file(&file, address.as_str().expect("text"));
    assert_eq!(browser.text("#panel h2"), chosen);
    assert_eq!(
        browser.run("return document.forms[0].elements.q.value"),
        "talks"
    );
    is_quiet(&browser);

    // Dark, and narrow.
    browser.open_file(&file, "#theme=dark");
    browser.picture("dark.png");
    drop(browser);
    let Some(narrow) = Browser::start(500, 900) else {
        return;
    };
    narrow.open_file(&file, "");
    let wide = narrow.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert!(wide[0].as_f64() <= wide[1].as_f64(), "it overflows: {wide}");
    narrow.picture("narrow.png");
    is_quiet(&narrow);
}

#[test]
fn two_events_are_related_by_keys_alone() {
    let Some(browser) = Browser::start(1300, 850) else {
        return;
    };
    let t = moscow(false);
    let file = folder("pair").join("moscow.html");
    fs::write(&file, Picture::of(&t).to_html()).expect("it can be written");
    browser.open_file(&file, "");
    // The list is reached by keys, and all that can be done with the picture is done there.
    browser.run("document.querySelector('#list button').focus()");
    browser.keys("\u{e007}");
    let first = browser.text("#panel h2");
    browser.run("document.querySelector('#relate').focus()");
    browser.keys("\u{e007}");
    assert!(
        browser
            .text("#panel .ask")
            .contains("choose the other event")
    );
    browser.run("document.querySelector('#list li:nth-child(3) button').focus()");
    browser.keys("\u{e007}");
    assert!(browser.text("#panel h2").starts_with(&first));
    assert!(
        browser
            .text("#verdict")
            .starts_with("Certain: the first is before the second")
    );
    assert!(browser.text("#because").contains("is dated 2014"));
    browser.picture("pair.png");
    browser.click("#swap");
    assert!(
        browser
            .text("#verdict")
            .contains("the first is after the second")
    );
    browser.keys("\u{e00c}");
    assert!(browser.text("#panel").contains("Choose an event"));
    is_quiet(&browser);
}

#[test]
fn data_is_never_markup() {
    let Some(browser) = Browser::start(1000, 700) else {
        return;
    };
    let evil = "</template></script><script>window.evil=1</script><img src=x onerror=evil=1> {{data}} \u{2028} \"'&lt;";
    let mut t = Timeline::builder();
    t.title(evil);
    t.add(Actor::person("a", evil));
    t.add(
        demarche::Source::new("s")
            .title(evil)
            .url("javascript:window.evil=1"),
    );
    let meeting = Meeting::new("m")
        .title(evil)
        .with("a")
        .at(evil)
        .topic(evil)
        .note(evil)
        .on("2025-04-25");
    t.add(meeting.source("s"));
    let t = t.build().expect("it can be built");
    let page = Picture::of(&t).to_html();
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(page.contains("&lt;script&gt;window.evil=1&lt;/script&gt;"));
    let file = folder("markup").join("evil.html");
    fs::write(&file, page).expect("it can be written");
    browser.open_file(&file, "");
    browser.click("#list button");
    assert!(
        browser
            .text("#panel h2")
            .contains("<script>window.evil=1</script>")
    );
    assert_eq!(browser.run("return document.title"), evil);
    assert_eq!(
        browser.run("return document.querySelectorAll('img, #panel a').length"),
        0
    );
    assert_eq!(browser.run("return typeof window.evil"), "undefined");
    is_quiet(&browser);
}

#[test]
fn many_events_are_drawn_and_very_many_counted() {
    let Some(browser) = Browser::start(1300, 850) else {
        return;
    };
    let files = folder("many");
    for (count, is_strip) in [(5_000, false), (12_000, true)] {
        let file = files.join(format!("{count}.html"));
        fs::write(&file, Picture::of(&many(count)).to_html()).expect("it can be written");
        browser.open_file(&file, "");
        is_quiet(&browser);
        assert_eq!(browser.text("#count"), format!("{count} events"));
        browser.picture(&format!("many-{count}.png"));
        // Much nearer, events are drawn of very many, too.
        browser.run("document.querySelector('#stage').focus()");
        browser.keys(&"+".repeat(9));
        browser.keys("n");
        mark(&browser);
        browser.picture(&format!("many-{count}-near.png"));
        assert!(browser.text("#panel h2").contains("no. "), "{is_strip}");
        is_quiet(&browser);
    }
}

#[test]
fn answers_are_narrowed_down_by_how_sure_they_are() {
    let Some(browser) = Browser::start(1000, 700) else {
        return;
    };
    let mut t = Timeline::builder();
    t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    t.add(Meeting::new("early").with("a").on("2025-04-24"));
    t.add(Meeting::new("some day").with("a").on("2025-04"));
    t.add(Meeting::new("late").with("a").on("2025-04-28"));
    t.add(Statement::new("remark").by("b").on("2025-04-26"));
    let t = t.build().expect("it can be built");
    let query = "find ?m where meeting ?m with a and ?m before remark";
    let answers = t.ask(query).expect("it is one");
    let file = folder("answers").join("answers.html");
    fs::write(&file, Picture::of(&t).answers(answers).to_html()).expect("it can be written");
    let shown = "return [...document.querySelectorAll('#list li:not([hidden]) .name')].map((name) => name.textContent)";
    for (address, expected) in [
        ("", serde_json::json!(["early", "some day"])),
        ("#certainty=certain", serde_json::json!(["early"])),
        ("#certainty=possible", serde_json::json!(["some day"])),
        (
            "#certainty=nonsense&letter=Q&view=x",
            serde_json::json!(["early", "some day"]),
        ),
    ] {
        browser.open_file(&file, address);
        assert_eq!(browser.run(shown), expected, "{address}");
    }
    browser.click("#list li:nth-child(2) button");
    assert!(
        browser
            .text("#panel .kind")
            .contains("only a possible answer")
    );
    is_quiet(&browser);
}

#[test]
fn no_events_are_a_page_too() {
    let Some(browser) = Browser::start(900, 700) else {
        return;
    };
    let undated = {
        let mut t = Timeline::builder();
        t.add(Actor::person("a", "Ada"));
        t.add(Statement::new("s").by("a"));
        t.build().expect("it can be built")
    };
    let empty = Timeline::builder().build().expect("it can be built");
    for (name, t) in [("empty", empty), ("undated", undated)] {
        let file = folder("none").join(format!("{name}.html"));
        fs::write(&file, Picture::of(&t).to_html()).expect("it can be written");
        browser.open_file(&file, "");
        browser.run("document.querySelector('#stage').focus()");
        browser.keys("n+0");
        assert!(browser.text("#count").contains("event"));
        is_quiet(&browser);
    }
}

/// The records with only those claims about times that are named, and events that stay instants or not.
fn restricted(t: &Timeline, kept: &[String]) -> Timeline {
    let says = |assertion: Assertion| kept.contains(&assertion.to_string());
    let dated = |event: &str, time: &str, zone: Option<&String>| {
        says(Assertion::Date {
            event: event.to_owned(),
            time: time.to_owned(),
            zone: zone.cloned(),
        })
    };
    let implied = |kind: ImpliedKind, event: &str, of: &str| {
        says(Assertion::Implied {
            kind,
            event: event.to_owned(),
            of: of.to_owned(),
        })
    };
    let mut builder = Timeline::builder();
    for (mut record, _) in t.records() {
        let is_kept = match &record {
            Record::Relation(claim) => says(Assertion::Relation {
                left: claim.left.clone(),
                is: claim.is,
                right: claim.right.clone(),
                gap: claim.gap,
            }),
            Record::Claim(claim) => dated(&claim.event, &claim.time, claim.zone.as_ref()),
            _ => true,
        };
        if let Record::Statement(statement) = &mut record {
            let id = statement.common.id.clone();
            let list = &mut statement.replies_to;
            list.retain(|of| implied(ImpliedKind::RepliesTo, &id, of));
        }
        let common = match &mut record {
            Record::Meeting(it) => Some(&mut it.common),
            Record::Statement(it) => Some(&mut it.common),
            Record::Document(it) => Some(&mut it.common),
            Record::Action(it) => Some(&mut it.common),
            _ => None,
        };
        if let Some(common) = common {
            let id = common.id.clone();
            common.instant = Some(t.event(id.as_str()).expect("it is known").is_instant());
            let zone = common.zone.clone();
            let time = common.time.take();
            common.time = time.filter(|time| dated(&id, time, zone.as_ref()));
            let parts = &mut common.part_of;
            parts.retain(|of| implied(ImpliedKind::PartOf, &id, of));
            let sources = &mut common.sources;
            sources.retain(|cited| implied(ImpliedKind::Published, &id, &cited.source));
        }
        if is_kept {
            builder.add(record);
        }
    }
    builder.policy(Policy::SetAside);
    builder.build().expect("it can be built")
}

/// What the page finds of two events is what the library finds, and its reasons are reasons: exact, in another language.
#[test]
fn the_page_relates_as_the_library_does() {
    let Some(browser) = Browser::start(900, 700) else {
        return;
    };
    let count = std::env::var("DEMARCHE_PAGES")
        .ok()
        .and_then(|text| text.parse().ok());
    let file = folder("relate").join("random.html");
    let mut compared = 0;
    for seed in 0..count.unwrap_or(12) {
        let shape = if seed % 4 == 0 {
            Shape::Dated
        } else {
            Shape::Mixed
        };
        let text = spec(seed, shape).jsonl();
        let mut builder = Timeline::builder();
        builder.add_input(read_records(text.as_bytes(), "random.jsonl"));
        builder.policy(Policy::SetAside);
        let t = builder.build().expect("it can be built");
        fs::write(&file, Picture::of(&t).to_html()).expect("it can be written");
        browser.open_file(&file, "");
        let keys: Vec<&str> = t.events().map(demarche::EventView::key).collect();
        let found = browser.run(&format!(
            "const keys = {}; return keys.map((x) => keys.map((y) => window.demarche.relate(x, y)));",
            serde_json::json!(keys)
        ));
        for (i, x) in keys.iter().enumerate() {
            for (j, y) in keys.iter().enumerate() {
                let pair = t.relate(*x, *y).expect("they are known");
                let told = found[i][j]["possible"].as_array().expect("a list");
                let told: RelationSet = told
                    .iter()
                    .map(|name| {
                        name.as_str()
                            .expect("text")
                            .parse::<demarche::Relation>()
                            .expect("a relation")
                    })
                    .collect();
                assert_eq!(told, pair.possible(), "seed {seed}: {x} {y}");
                compared += 1;
                let because = found[i][j]["because"].as_array().expect("a list");
                let because: Vec<String> = because
                    .iter()
                    .map(|text| text.as_str().expect("text").to_owned())
                    .collect();
                if (i + j) % 4 > 0 || i == j {
                    continue;
                }
                let follows = |kept: &[String]| {
                    let t = restricted(&t, kept);
                    let possible = t.relate(*x, *y).expect("they are known").possible();
                    possible.is_subset(pair.possible())
                };
                assert!(
                    follows(&because),
                    "seed {seed}: {x} {y}: not because {because:?}\n{text}"
                );
                for at in 0..because.len() {
                    let mut fewer = because.clone();
                    fewer.remove(at);
                    let others = fewer.contains(&because[at]);
                    assert!(
                        others || !follows(&fewer),
                        "seed {seed}: {x} {y}: {fewer:?} will do of {because:?}\n{text}"
                    );
                }
            }
        }
        is_quiet(&browser);
    }
    assert!(compared > 500, "{compared}");
}
