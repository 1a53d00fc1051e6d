//! The terminal browser among the examples: keys are pressed, and its screens are read.

#[path = "../examples/browse/main.rs"]
mod example;

use demarche::Clock;
use demarche::prelude::*;
use demarche::{Input, Record, read_records};
use example::browser::{Browser, Screen};
use example::filter::Doubt;
use example::key::Key;
use example::line::Line;
use example::{built, frame, screen, text};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use std::fmt::Write;
use std::path::Path;

const SNAPSHOT: &str = "tests/snapshots/browse.txt";
const ARTICLE: &str = include_str!("../examples/data/moscow_talks.jsonl");
const RUMOUR: &str = include_str!("../examples/data/moscow_talks_second.jsonl");

/// What can steer a terminal, or a reader, if it gets that far.
const HOSTILE: &str =
    "\u{1b}[31mred\u{1b}]0;owned\u{7}\u{202e}gnirts\u{9b}2J\r\nnew\ttab\u{85}\u{2066}";

fn read(text: &str) -> Timeline {
    built(read_records(text.as_bytes(), "talks.jsonl")).expect("it builds")
}

fn article() -> Timeline {
    read(ARTICLE)
}

fn contested() -> Timeline {
    read(&format!("{ARTICLE}\n{RUMOUR}"))
}

/// A timeline in which every text from data is hostile, or wide.
fn hostile() -> Timeline {
    let hostile = |name: &str| format!("{name}{HOSTILE}");
    let source = || {
        demarche::Citation::new(hostile("s"))
            .at(hostile("p"))
            .quote(hostile("q"))
    };
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.title(hostile("t"));
    t.add(
        Source::new(hostile("s"))
            .title(hostile("t"))
            .url(hostile("u")),
    );
    t.add(Actor::person(hostile("a"), hostile("Ada")));
    t.add(Actor::person("wide", "漢字の名前".repeat(20)));
    let meeting = Meeting::new(hostile("m")).between([hostile("a"), "wide".to_owned()]);
    let meeting = meeting
        .title(hostile("m"))
        .at(hostile("p"))
        .note(hostile("n"));
    t.add(
        meeting
            .topic(hostile("t"))
            .source(source())
            .on("2025-04-25"),
    );
    let statement = Statement::new("said").by("wide").title("漢字".repeat(60));
    let statement = statement
        .quote(hostile("q"))
        .gist(hostile("g"))
        .via(hostile("c"));
    t.add(statement.stance(Stance::support(hostile("x"))));
    t.add(Claim::that("said").is(After, hostile("m")).source(source()));
    t.add(Claim::that("said").on("2025-04-24").source(source()));
    t.build().expect("it builds")
}

/// Presses the keys of a text: `^` is escape, `$` enter, `>` and `<` are down and up, `=` is tab.
fn press(browser: &mut Browser<'_>, keys: &str) {
    for c in keys.chars() {
        browser.press(match c {
            '^' => Key::Escape,
            '$' => Key::Enter,
            '>' => Key::Down,
            '<' => Key::Up,
            '=' => Key::Tab,
            c => Key::Char(c),
        });
        // What fits is told by drawing, as on a terminal.
        screen(browser, 80, 24);
    }
}

fn drawn(browser: &mut Browser<'_>, columns: u16, lines: u16, has_colour: bool) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(columns, lines)).expect("a terminal");
    let draw = terminal.draw(|frame| {
        let room = frame::draw(frame, browser, has_colour);
        browser.drawn(room);
    });
    draw.expect("it is drawn").buffer.clone()
}

/// The keys of the events in the list.
fn listed<'t>(t: &'t Timeline, browser: &Browser<'_>) -> Vec<&'t str> {
    let entries = (0..).map_while(|at| browser.entry(at));
    let event = |(entry, _): (&example::entry::Entry, bool)| t.event(entry.event);
    entries
        .map(|entry| event(entry).expect("of this timeline").key())
        .collect()
}

fn page(browser: &Browser<'_>) -> String {
    let paragraphs = browser.page().paragraphs().iter();
    let told = paragraphs.map(|it| format!("{} {}\n", it.label, it.text));
    told.collect()
}

#[test]
fn it_shows_what_is_kept() {
    let (article, contested) = (article(), contested());
    let mut shown = String::new();
    let mut show = |what: &str, t: &Timeline, keys: &str, columns, lines| {
        let mut browser = Browser::new(t);
        press(&mut browser, keys);
        let screen = screen(&mut browser, columns, lines);
        writeln!(shown, "### {what}\n{screen}").expect("a text");
    };
    show(
        "The first screen, without a terminal",
        &article,
        "",
        100,
        30,
    );
    show(
        "An event whose place is open, read on",
        &article,
        ">>>>=>>>>>>>>>>>>>>",
        80,
        24,
    );
    show("A wide screen", &article, ">>>>", 150, 30);
    show("A search", &article, "/trump dea", 80, 24);
    show("A choice, narrowed", &article, "aru", 80, 24);
    show("What was chosen", &article, "aru$sa$", 80, 24);
    show("Two events", &article, ">>>>m>r>", 80, 24);
    let question = "?who where meeting ?m with ?who and ?m before very-close";
    show("Answers", &article, &format!(":{question}$>"), 80, 24);
    let wrong = "?who where meeting ?m with ?who and ?m befor very-close";
    show(
        "A question that is wrong",
        &article,
        &format!(":{wrong}$"),
        80,
        24,
    );
    show(
        "A count",
        &article,
        ":count per month of ?e where event ?e$",
        80,
        24,
    );
    show("A claim set aside", &contested, "c", 80, 24);
    show(
        "The event it was on",
        &contested,
        ">>>>=>>>>>>>>>>>>>>>>>>>>>>",
        80,
        24,
    );
    show("Help", &article, "?", 80, 40);
    show("Hardly any room", &article, "", 30, 8);

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SNAPSHOT);
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        std::fs::write(&path, &shown).expect("the snapshot can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let other = shown.lines().zip(kept.lines()).find(|(a, b)| a != b);
    assert!(
        shown == kept,
        "the screens are others than {SNAPSHOT}, from {other:?} on. Look at them; if they are right, renew it: \
         DEMARCHE_BLESS=1 cargo test --test browse"
    );
}

#[test]
fn all_events_are_listed_in_order() {
    let t = article();
    let order: Vec<&str> = t.order().map(|placed| placed.event.key()).collect();
    assert_eq!(listed(&t, &Browser::new(&t)), order);
}

#[test]
fn a_search_narrows_the_list_with_each_letter() {
    let t = article();
    let mut browser = Browser::new(&t);
    press(&mut browser, "/");
    let mut left = browser.shown();
    for c in "Zelenskyy ceasefire".chars() {
        press(&mut browser, &c.to_string());
        assert!(browser.shown() <= left, "{c}");
        left = browser.shown();
    }
    // The words stand in the names, quotations and gists, in this order or another.
    assert_eq!(listed(&t, &browser), ["earlier-remark", "address"]);
    press(&mut browser, "$");
    assert_eq!(browser.shown(), 2);
    press(&mut browser, "/^");
    assert_eq!(browser.shown(), t.len());
    press(&mut browser, "/nobody said this$");
    assert_eq!(browser.shown(), 0);
    assert!(page(&browser).contains("No event is like that"));
    press(&mut browser, ">mr$=^");
    assert_eq!(browser.shown(), t.len());
}

#[test]
fn the_chosen_event_stays_chosen_while_it_is_shown() {
    let t = article();
    let mut browser = Browser::new(&t);
    press(&mut browser, ">>>>");
    let before = page(&browser);
    assert!(before.contains("High-level talks"), "{before}");
    press(&mut browser, "/talks$");
    assert_eq!(page(&browser), before);
    press(&mut browser, "^");
    assert_eq!((browser.at(), page(&browser)), (4, before));
}

#[test]
fn whatever_can_be_chosen_has_as_many_events_as_it_says() {
    let t = contested();
    for facet in ["a", "k", "s", "d"] {
        let mut at = 0;
        loop {
            let mut browser = Browser::new(&t);
            press(&mut browser, facet);
            press(&mut browser, &">".repeat(at));
            let Screen::Choice(choice) = browser.screen() else {
                panic!("{facet} lets choose");
            };
            let Some(option) = choice.options().nth(at).cloned() else {
                assert!(at > 1, "{facet} leaves something to choose");
                break;
            };
            if at == browser.len() {
                break;
            }
            press(&mut browser, "$");
            assert_eq!(browser.shown(), option.events, "{option:?}");
            assert!(option.events > 0, "{option:?}");
            at += 1;
        }
    }
}

#[test]
fn filters_hold_together() {
    let t = article();
    let mut browser = Browser::new(&t);
    press(&mut browser, "atrump$kstate$/deal$");
    for key in listed(&t, &browser) {
        let event = t.event(key).expect("known");
        assert!(matches!(event.record(), Record::Statement(_)), "{key}");
        assert!(
            event.involved().any(|(actor, ..)| actor.key() == "trump"),
            "{key}"
        );
    }
    assert!(browser.shown() > 1);
    press(&mut browser, "a$");
    let statements = browser.shown();
    press(&mut browser, "^");
    assert!(statements < browser.shown());
}

#[test]
fn two_events_relate_as_the_timeline_says() {
    let t = article();
    let order: Vec<&str> = t.order().map(|placed| placed.event.key()).collect();
    for (left, right) in [(4, 10), (10, 4), (0, 1), (3, 2)] {
        let mut browser = Browser::new(&t);
        press(&mut browser, &format!("{}m", ">".repeat(left)));
        press(&mut browser, &"<".repeat(left));
        press(&mut browser, &format!("{}r", ">".repeat(right)));
        let pair = t.relate(order[left], order[right]).expect("both are known");
        assert_eq!(browser.len(), 14);
        let screen = screen(&mut browser, 80, 24);
        for relation in Relation::ALL {
            press(&mut browser, ">");
            let why = pair.explain(relation).to_string();
            let line = format!(" {:<14}{}", relation.name(), pair.certainty(relation));
            assert!(screen.contains(&line), "{line}\n{screen}");
            let page = page(&browser);
            for line in why.lines() {
                assert!(page.contains(line), "{line}\n{page}");
            }
        }
    }
}

#[test]
fn only_two_events_can_be_related() {
    let t = article();
    let mut browser = Browser::new(&t);
    press(&mut browser, "r");
    assert!(browser.message().contains("Mark an event"));
    press(&mut browser, "mr");
    assert!(browser.message().contains("the marked one"));
    press(&mut browser, "m>r");
    assert!(browser.message().contains("Mark an event"));
    assert!(matches!(browser.screen(), Screen::Timeline));
}

#[test]
fn answers_are_those_of_the_timeline_with_their_reasons() {
    let t = article();
    let query = "find ?who, ?s where meeting ?m with ?who and statement ?s and ?m before ?s";
    let answers: Vec<_> = t.ask(query).expect("a query").collect();
    let mut browser = Browser::new(&t);
    press(&mut browser, &format!(":{}$", &query["find ".len()..]));
    assert_eq!(browser.len(), answers.len());
    assert!(answers.len() > 2);
    for answer in &answers {
        let (page, why) = (page(&browser), answer.explain().to_string());
        for line in why.lines() {
            assert!(page.contains(line), "{line}\n{page}");
        }
        press(&mut browser, ">");
    }
    // From the last answer to the event in it, though a search hides that.
    let Some(event) = answers.last().and_then(|it| it.get("s")?.event()) else {
        panic!("every answer has an event");
    };
    press(&mut browser, "/annexation$:");
    press(&mut browser, &format!("{}$", &query["find ".len()..]));
    press(&mut browser, &format!("{}$", ">".repeat(answers.len())));
    assert!(page(&browser).contains(event.name()));
    assert_eq!(browser.shown(), t.len());
}

#[test]
fn a_question_that_is_wrong_is_put_right_where_it_was_typed() {
    let t = article();
    let mut browser = Browser::new(&t);
    press(
        &mut browser,
        ":?m where meeting ?m at Moscw and ?m befor address$",
    );
    assert!(page(&browser).contains("did you mean `before`?"));
    let (_, line) = browser.typing().expect("typing goes on");
    assert!(line.text().ends_with("befor address"));
    for _ in 0.." address".len() {
        browser.press(Key::Left);
    }
    press(&mut browser, "e$");
    assert!(browser.typing().is_none());
    // Now it is a question, to which there is no answer, and why is told.
    assert!(
        page(&browser).contains("did you mean \"Moscow\"?"),
        "{}",
        page(&browser)
    );
    press(&mut browser, "^");
    assert!(matches!(browser.screen(), Screen::Timeline));
}

#[test]
fn a_claim_set_aside_is_told_once_and_with_what_it_contradicts() {
    let t = contested();
    let mut browser = Browser::new(&t);
    press(&mut browser, "dset aside$");
    assert_eq!(listed(&t, &browser), ["talks"]);
    let told = page(&browser);
    let aside: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("2025-04-27"))
        .collect();
    assert_eq!(aside.len(), 1, "{told}");
    assert!(aside[0].ends_with(": set aside"), "{told}");
    press(&mut browser, "c");
    assert_eq!(browser.len(), t.conflicts().len());
    let told = page(&browser);
    for claim in t.conflicts()[0].claims() {
        assert!(told.contains(&claim.with_sources()), "{claim}\n{told}");
    }
}

/// What records imply without a claim of its own can be set aside, too.
#[test]
fn what_is_implied_and_set_aside_shows_on_its_event() {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.add(Actor::person("a", "Ada"));
    t.add(Statement::new("x").by("a").replies_to("y"));
    t.add(Statement::new("y").by("a").replies_to("x"));
    let t = t.build().expect("it builds");
    let browser = Browser::new(&t);
    let aside = browser.entries().iter();
    let aside = aside.filter(|entry| entry.doubts.contains(&Doubt::Conflict));
    assert_eq!(aside.count(), 1);
}

#[test]
fn every_screen_has_its_keys_in_eighty_columns() {
    let t = contested();
    for keys in [
        "",
        "/",
        ":",
        "a",
        "k",
        "s",
        "d",
        "m>r",
        ":?e where event ?e$",
        "c",
        "?",
    ] {
        let mut browser = Browser::new(&t);
        press(&mut browser, keys);
        let screen = screen(&mut browser, 80, 24);
        let last = screen.lines().last().expect("a line");
        let ends = ["q quit", "ctrl-u empty", "esc back"];
        assert!(ends.iter().any(|end| last.ends_with(end)), "{keys}: {last}");
    }
}

#[test]
fn colour_is_drawn_only_where_it_is_wanted() {
    let t = contested();
    for (keys, is_coloured) in [("m>r", true), ("c", true), ("?", false)] {
        let mut browser = Browser::new(&t);
        press(&mut browser, keys);
        let mut coloured = |has_colour| {
            let buffer = drawn(&mut browser, 80, 24, has_colour);
            let mut cells = buffer.content.iter();
            cells.any(|cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset))
        };
        assert!(!coloured(false), "{keys}");
        assert_eq!(coloured(true), is_coloured, "{keys}");
    }
}

fn is_tame(symbol: &str) -> bool {
    let turns = ['\u{202e}', '\u{2066}'];
    !symbol.chars().any(|c| c.is_control() || turns.contains(&c))
}

#[test]
fn nothing_from_data_can_steer_the_terminal() {
    assert!(!is_tame(HOSTILE));
    assert!(is_tame(&text::plain(HOSTILE)));
    let t = hostile();
    let keys = [
        "",
        ">",
        "a",
        "k",
        "m>r",
        "m>r=>>",
        ":?e, ?a where event ?e with ?a$",
        "c",
        "/red$",
    ];
    for keys in keys {
        for (columns, lines) in [(80, 24), (31, 60), (160, 50)] {
            let mut browser = Browser::new(&t);
            press(&mut browser, keys);
            let buffer = drawn(&mut browser, columns, lines, true);
            for cell in &buffer.content {
                assert!(is_tame(cell.symbol()), "{keys}: {cell:?}");
            }
            let text = frame::text_of(&buffer);
            assert!(
                columns < 80 || text.contains("[31mred"),
                "it shows as text\n{text}"
            );
        }
    }
    // Whoever pastes into a line is not trusted either.
    let mut browser = Browser::new(&t);
    press(&mut browser, &format!(":{HOSTILE}"));
    let buffer = drawn(&mut browser, 80, 24, true);
    assert!(buffer.content.iter().all(|cell| is_tame(cell.symbol())));
}

/// Numbers that look random, the same in every run.
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state >> 33
    })
}

#[test]
fn any_keys_on_any_screen_do_no_harm() {
    let all = [
        Key::Enter,
        Key::Escape,
        Key::Tab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::PageUp,
        Key::PageDown,
        Key::Home,
        Key::End,
        Key::Backspace,
        Key::Delete,
        Key::Clear,
    ];
    let letters: Vec<char> = "/:?akdscmrqé漢 find?ewhrvnt\u{301}".chars().collect();
    for (seed, t) in [contested(), hostile(), read("")].iter().enumerate() {
        let mut browser = Browser::new(t);
        let mut numbers = numbers(seed as u64);
        let mut next = |below: usize| numbers.next().map_or(0, |n| n as usize % below);
        for _ in 0..1_500 {
            let key = match next(2) {
                0 => all[next(all.len())],
                _ => Key::Char(letters[next(letters.len())]),
            };
            browser.press(key);
            if next(3) == 0 {
                let (columns, lines) = (next(140) as u16, next(40) as u16);
                drawn(&mut browser, columns, lines, true);
                assert!(browser.at() < browser.len().max(1));
            }
        }
        browser.press(Key::Quit);
        assert!(browser.is_done());
    }
}

#[test]
fn a_line_is_typed_at_its_place() {
    let mut line = Line::of("añ漢");
    assert_eq!(line.before(), "añ漢");
    for key in [
        Key::Left,
        Key::Backspace,
        Key::Char('ö'),
        Key::Home,
        Key::Delete,
    ] {
        assert!(line.press(key));
    }
    assert_eq!((line.text(), line.before()), ("ö漢", ""));
    for key in [
        Key::Left,
        Key::Backspace,
        Key::End,
        Key::Right,
        Key::Delete,
        Key::Char('!'),
    ] {
        assert!(line.press(key));
    }
    assert_eq!((line.text(), line.before()), ("ö漢!", "ö漢!"));
    assert!(!line.press(Key::Enter));
    assert!(line.press(Key::Clear));
    assert_eq!(line.text(), "");
}

#[test]
fn windows_read_as_dates() {
    let check = |time: &str, zone: &str, begins: &str, ends: &str| {
        let mut t = Timeline::builder();
        t.zone(zone);
        t.add(Actor::person("a", "Ada"));
        t.add(Action::new("x").by("a").on(time));
        let t = t.build().expect("it builds");
        let (clock, event) = (Clock::of(&t), t.event("x").expect("known"));
        assert_eq!(clock.window(event.begin()), begins, "{time}");
        assert_eq!(clock.window(event.end()), ends, "{time}");
    };
    check("2025", "UTC", "2025", "2025");
    check("2025-04", "+03:00", "2025-04", "2025-04");
    check("2025-04-25", "-11:00", "2025-04-25", "2025-04-25");
    check("2014/2016-03", "UTC", "2014", "2016-03");
    check(
        "[2025-04-25..2025-05]",
        "UTC",
        "2025-04-25 .. 2025-05-31",
        "2025-04-25 .. 2025-05-31",
    );
    check("2025-04-25/..", "UTC", "2025-04-25", "from 2025-04-25");
    check("../2025-04", "UTC", "by 2025-04-30", "2025-04");
    check(
        "2025-04-25T12:00/2025-04-25T15:30:05",
        "+01:00",
        "2025-04-25 12:00",
        "2025-04-25 15:30:05",
    );
    check("-0043-03-15", "UTC", "-000043-03-15", "-000043-03-15");
    let day = "2025-04-24 10:00 .. 2025-04-26 11:59";
    check("2025-04-25", "floating", day, day);
}

#[test]
fn texts_are_broken_to_their_width() {
    for columns in [10, 31, 80, 200] {
        for t in [contested(), hostile()] {
            let mut browser = Browser::new(&t);
            for _ in 0..t.len() {
                let lines = text::broken(browser.page().paragraphs(), columns);
                for line in &lines {
                    let wide = text::width(&line.label) + text::width(&line.text);
                    assert!(wide <= columns, "{columns}: {line:?}");
                }
                browser.press(Key::Down);
            }
        }
    }
    assert_eq!(text::fit("漢字", 3), "漢…");
    assert_eq!(text::fit("a", 3), "a  ");
    assert_eq!(text::fit("abc", 0), "");
}

/// A timeline without events, and one that can't be built.
#[test]
fn nothing_to_show_is_told() {
    let t = built(Input::default()).expect("nothing is wrong");
    let mut browser = Browser::new(&t);
    press(&mut browser, ">mr=/a$a$:?e where event ?e$");
    assert!(screen(&mut browser, 80, 24).contains("0 events"));
    let wrong = "{\"type\":\"statement\",\"id\":\"x\",\"by\":\"nobody\"}\n{\"type\":\"x\"}";
    let faults = built(read_records(wrong.as_bytes(), "wrong.jsonl"));
    let faults = faults.expect_err("two faults");
    assert!(
        faults.contains("wrong.jsonl:1") && faults.contains("wrong.jsonl:2"),
        "{faults}"
    );
}

#[cfg(feature = "csv")]
#[test]
fn a_chronology_kept_as_csv_is_browsed() {
    let rows = "key,date,with,by,quote,after\n\
                talks,2025-04-25,Steve Witkoff; Vladimir Putin,,,\n\
                post,,,Donald Trump,very close to a deal,talks\n";
    let t = built(demarche::read_csv(rows.as_bytes(), "talks.csv")).expect("it builds");
    let mut browser = Browser::new(&t);
    press(&mut browser, ">");
    let screen = screen(&mut browser, 80, 24);
    assert!(
        screen.contains("talks (Steve Witkoff, Vladimir Putin)"),
        "{screen}"
    );
    assert!(
        page(&browser).contains("\"post\" is after \"talks\" (talks.csv:3)"),
        "{}",
        page(&browser)
    );
}
