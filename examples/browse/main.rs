//! A terminal browser of a timeline: `cargo run --example browse FILE`, with JSON Lines, JSON or CSV. Without FILE
//! it shows one news article; without a terminal it prints its first screen, and ends.
//!
//! It is small, complete, and meant to be taken apart by whoever builds an analyst's tool. It is built like this:
//!
//! - **Read, then build** (this file). [`read_records`] and `read_csv` never fail as a whole: what is wrong with a
//!   file are faults, each with its line, and all of them are told at once. [`Policy::SetAside`] makes a
//!   timeline even of claims that contradict each other; what it gave up stays visible, under `c`.
//! - **Ask early for what lists need, late for what is read** (`entry`, `page`). [`Timeline::order`] gives
//!   events with their sections, [`EventView::begin`](demarche::EventView::begin) and `end` their windows:
//!   cheap, so that there is an `Entry` of each event from the beginning. Reasons take searches, so that
//!   they are asked of the one thing that is chosen: `Timeline::relate(..).explain(..)` of two events,
//!   `Answer::explain` of an answer.
//! - **Show doubt as doubt.** Three verdicts, not two; the two worlds of what is only possible; the
//!   order that is open (`~`); a grade behind each source; the conflicts. A tool that hides one of them
//!   says more than is known.
//! - **Let the library say it.** Explanations, claims, answers and errors of queries display as sentences. Whoever
//!   wants other words has the parts: `Explanation::claims`, `witnesses`, `grade`.
//! - **Keys in, state out** (`browser`). The state draws nothing and reads nothing, so that tests press keys, and
//!   look. A query that is wrong stays in the line it was typed in, with `QueryError::show` above it.
//! - **One place draws** (`frame`), one makes texts fit for a terminal (`text`): data may hold what steers a
//!   terminal, and none of it passes `text::plain`. One place takes the terminal, and gives it back whatever
//!   happens (`terminal`). For another surface, a window or a page, only these three are to be replaced.
//!
//! `tests/browse.rs` holds it to that.

pub(crate) mod browser;
mod choice;
pub(crate) mod claims;
pub(crate) mod entry;
pub(crate) mod filter;
pub(crate) mod frame;
mod inquiry;
pub(crate) mod key;
pub(crate) mod line;
mod page;
mod terminal;
pub(crate) mod text;

use browser::Browser;
use demarche::{Input, Policy, Timeline, read_records};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

const ARTICLE: &str = include_str!("../data/moscow_talks.jsonl");
const USAGE: &str = "usage: browse [FILE], where FILE is JSON Lines, JSON, or CSV if it ends so";

#[allow(dead_code, reason = "the test includes this file, and presses keys")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let input = match arguments.as_slice() {
        [] => Ok(read_records(ARTICLE.as_bytes(), "moscow_talks.jsonl")),
        [help] if help == "-h" || help == "--help" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [file] if !file.starts_with('-') => read(Path::new(file)),
        _ => Err(USAGE.to_owned()),
    };
    let done = input.and_then(built).and_then(|t| browse(&t));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            for line in wrong.lines() {
                eprintln!("{}", text::plain(line));
            }
            ExitCode::from(2)
        }
    }
}

/// Reads a file, by its ending.
fn read(file: &Path) -> Result<Input, String> {
    let name = file.display().to_string();
    let opened = File::open(file).map_err(|error| format!("{name}: can't be read: {error}"))?;
    let ending = file.extension().unwrap_or_default();
    if !ending.eq_ignore_ascii_case("csv") {
        return Ok(read_records(opened, &name));
    }
    #[cfg(feature = "csv")]
    return Ok(demarche::read_csv(opened, &name));
    #[cfg(not(feature = "csv"))]
    Err(format!("{name}: to read CSV, build with the feature `csv`"))
}

/// The timeline; of claims that contradict each other, without the worst of them.
pub(crate) fn built(input: Input) -> Result<Timeline, String> {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside).add_input(input);
    t.build().map_err(|error| error.to_string())
}

/// Browses on the terminal, or prints the first screen where there is none.
fn browse(t: &Timeline) -> Result<(), String> {
    let mut browser = Browser::new(t);
    let said = if io::stdin().is_terminal() && io::stdout().is_terminal() {
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        terminal::run(&mut browser, !no_colour)
    } else {
        let screen = screen(&mut browser, 100, 30);
        io::stdout().write_all(screen.as_bytes())
    };
    match said {
        // Whoever closes standard output early has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// What is to be seen on a screen of a size, as text.
pub(crate) fn screen(browser: &mut Browser<'_>, columns: u16, lines: u16) -> String {
    let Ok(mut terminal) = Terminal::new(TestBackend::new(columns, lines));
    let Ok(drawn) = terminal.draw(|frame| {
        let room = frame::draw(frame, browser, false);
        browser.drawn(room);
    });
    frame::text_of(drawn.buffer)
}
