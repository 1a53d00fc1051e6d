//! Pictures as text for terminals.

use super::account::{Account, Piece, Told, describe};
use super::cells::{width, wrap};
use super::lanes::Spacing;
use super::place::sign;
use super::plain::plain;
use super::strip::{LEGEND, Strip};
use crate::model::EventKind;
use crate::timeline::EventView;

/// How far the rows of a table are indented: room for the signs in front of them.
const LEAD: usize = 4;
/// How far what is told below a row is indented.
const BELOW: usize = 6;
/// Between two columns of a table.
const GAP: usize = 2;
/// The narrowest strip that stands beside times, its sides included.
const STRIP: usize = 18;
/// How wide a column of times must be where windows are broken in their middle: `2025-04-25 12:00 ..`.
const TIME: usize = 19;

/// How letters look, where there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Plain,
    Strong,
    Faint,
    Alarm,
    Kind(EventKind),
}

impl Ink {
    /// The parameters of "select graphic rendition" (ECMA-48). All are colours of the terminal's own palette.
    fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Alarm => "1;31",
            Ink::Kind(EventKind::Meeting) => "34",
            Ink::Kind(EventKind::Statement) => "33",
            Ink::Kind(EventKind::Document) => "32",
            Ink::Kind(EventKind::Action) => "35",
        }
    }
}

/// The text of an account in so many columns.
pub(super) fn text(
    account: &Account<'_>,
    spacing: Spacing,
    columns: usize,
    colored: bool,
) -> String {
    let page = Page {
        text: String::new(),
        columns,
        colored,
    };
    let mut told = Written { account, page };
    told.head();
    told.table(spacing);
    told.undated();
    told.claims();
    told.sources();
    told.legend();
    told.page.text
}

/// Lines of text.
struct Page {
    text: String,
    columns: usize,
    colored: bool,
}

impl Page {
    /// Writes one line, without what is blank at its end.
    fn line(&mut self, spans: &[(Ink, &str)]) {
        let last = spans
            .iter()
            .rposition(|(_, text)| !text.trim_end().is_empty());
        let spans = last.map_or(&[][..], |last| &spans[..=last]);
        for (at, (ink, text)) in spans.iter().enumerate() {
            let is_last = at + 1 == spans.len();
            let text = if is_last { text.trim_end() } else { text };
            if self.colored && *ink != Ink::Plain && !text.trim().is_empty() {
                self.text
                    .push_str(&format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code()));
            } else {
                self.text.push_str(text);
            }
        }
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes a text in as many lines as it takes, the first behind a mark, the others behind as much room.
    fn lines(&mut self, ink: Ink, mark: &str, text: &str) {
        let indent = width(mark);
        for (at, line) in wrap(text, self.columns.saturating_sub(indent))
            .iter()
            .enumerate()
        {
            let before = if at == 0 {
                mark.to_owned()
            } else {
                " ".repeat(indent)
            };
            self.line(&[(Ink::Plain, &before), (ink, line)]);
        }
    }

    /// Writes things that fit into a line each, as many beside each other as there is room for.
    fn beside(&mut self, ink: Ink, things: &[String]) {
        let mut line = String::new();
        for thing in things {
            if !line.is_empty() && width(&line) + GAP + width(thing) > self.columns {
                self.line(&[(ink, &line)]);
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(&" ".repeat(GAP));
            }
            line.push_str(thing);
        }
        self.line(&[(ink, &line)]);
    }

    /// A heading below a blank line.
    fn heading(&mut self, text: &str) {
        self.blank();
        self.lines(Ink::Strong, "", text);
    }
}

/// How wide the columns of a table are; a column without anything in it is not there.
#[derive(Clone, Copy, Debug)]
struct Layout {
    key: usize,
    begins: usize,
    ends: usize,
    /// The strip, its sides included.
    strip: usize,
}

impl Layout {
    /// The widest strip that leaves times whole; else one beside times that are broken; else times stand below.
    fn of(rows: &[[String; 3]], columns: usize) -> Layout {
        let widest = |at: usize, name: &str| {
            let cells = rows.iter().map(|row| width(&row[at]));
            cells.fold(width(name), usize::max)
        };
        let key = widest(0, "event").min(columns / 4);
        let (begins, ends) = (widest(1, "begins"), widest(2, "ends"));
        let rest = columns - LEAD - key - GAP;
        let strip = |times: [usize; 2]| rest.checked_sub(times[0] + times[1] + 2 * GAP);
        for [begins, ends] in [[begins, ends], [begins.min(TIME), ends.min(TIME)]] {
            if let Some(strip) = strip([begins, ends]).filter(|&strip| strip >= STRIP) {
                return Layout {
                    key,
                    begins,
                    ends,
                    strip,
                };
            }
        }
        Layout {
            key,
            begins: 0,
            ends: 0,
            strip: rest,
        }
    }

    fn has_times(&self) -> bool {
        self.begins > 0
    }
}

struct Written<'a, 't> {
    account: &'a Account<'t>,
    page: Page,
}

impl<'t> Written<'_, 't> {
    fn head(&mut self) {
        self.page.lines(Ink::Strong, "", &self.account.title);
        self.page.lines(Ink::Plain, "", &self.account.summary());
        if let Some(told) = self.account.about_sections() {
            self.page.lines(Ink::Faint, "", told);
        }
    }

    /// What a row of the table tells of an event.
    fn row(&self, told: Told<'_>) -> [String; 3] {
        let clock = self.account.clock;
        let event = told.event;
        let ends = if event.is_instant() {
            String::new()
        } else {
            clock.window(event.end())
        };
        [told.key(), clock.window(event.begin()), ends]
    }

    /// The dated events, with a strip for each.
    fn table(&mut self, spacing: Spacing) {
        let account = self.account;
        let all = || account.dated.iter().flat_map(|piece| &piece.events);
        let events: Vec<EventView<'t>> = all().map(|told| told.event).collect();
        if events.is_empty() {
            return;
        }
        let rows: Vec<[String; 3]> = all().map(|&told| self.row(told)).collect();
        let layout = Layout::of(&rows, self.page.columns);
        let strip = Strip::new(account.timeline, &events, layout.strip - 2, spacing);
        self.page.blank();
        let [above, below] = strip.axis();
        let [key, begins, ends] = ["event", "begins", "ends"].map(str::to_owned);
        let blank = [""; 3].map(str::to_owned);
        if !above.is_empty() {
            self.cells(&layout, [Ink::Faint; 3], "", &blank, &above);
        }
        self.cells(&layout, [Ink::Faint; 3], "", &[key, begins, ends], &below);
        let mut rows = rows.iter();
        for piece in &account.dated {
            self.piece_heading(piece);
            for (told, row) in piece.events.iter().zip(&mut rows) {
                let lead = lead(*told, !piece.is_determinate);
                let ink = [ink(*told), Ink::Plain, Ink::Kind(told.event.kind())];
                self.cells(&layout, ink, &lead, row, &strip.of(told.event));
                if !layout.has_times() {
                    let when = account.when(told.event).join("; ");
                    self.page.lines(Ink::Plain, &" ".repeat(BELOW), &when);
                }
                self.details(*told);
            }
        }
    }

    fn piece_heading(&mut self, piece: &Piece<'_>) {
        let heading = self.account.heading(piece);
        self.page.lines(Ink::Strong, "", &heading);
    }

    /// A row: keys and times in as many lines as they take, the strip in the first.
    fn cells(
        &mut self,
        layout: &Layout,
        inks: [Ink; 3],
        lead: &str,
        row: &[String; 3],
        strip: &str,
    ) {
        let columns = [layout.key, layout.begins, layout.ends];
        let columns = columns.map(|columns| Some(columns).filter(|&columns| columns > 0));
        let mut cells: Vec<Vec<String>> = Vec::new();
        for (text, columns) in row.iter().zip(columns) {
            cells.push(
                columns
                    .map(|columns| wrap(text, columns))
                    .unwrap_or_default(),
            );
        }
        let lines = cells.iter().map(Vec::len).fold(1, usize::max);
        for at in 0..lines {
            let mut spans = vec![(inks[0], pad(if at == 0 { lead } else { "" }, LEAD))];
            for (number, (cell, columns)) in cells.iter().zip(columns).enumerate() {
                let Some(columns) = columns else { continue };
                let ink = if number == 0 { inks[0] } else { inks[1] };
                let text = cell.get(at).map_or("", String::as_str);
                spans.push((ink, pad(text, columns + GAP)));
            }
            if at == 0 {
                spans.push((inks[2], strip.to_owned()));
            }
            let spans: Vec<(Ink, &str)> = spans
                .iter()
                .map(|(ink, text)| (*ink, text.as_str()))
                .collect();
            self.page.line(&spans);
        }
    }

    /// What is told of an event below its row.
    fn details(&mut self, told: Told<'_>) {
        let indent = " ".repeat(BELOW);
        let (key, name) = (told.key(), told.name());
        if name != key {
            self.page.lines(Ink::Plain, &indent, &name);
        }
        let mut parts: Vec<String> = told.status().into_iter().collect();
        parts.extend(told.who(usize::MAX));
        parts.extend(told.place());
        let mut text = parts.join("; ");
        let sources = told.sources(self.account.timeline);
        if !sources.is_empty() {
            text.push_str(&format!(" [{sources}]"));
        }
        self.page.lines(Ink::Faint, &indent, text.trim_start());
    }

    fn undated(&mut self) {
        let account = self.account;
        if account.undated.is_empty() {
            return;
        }
        self.page
            .heading("Without any date, so that they may lie anywhere");
        for piece in &account.undated {
            let is_told = account.tells_order(piece);
            if is_told {
                self.piece_heading(piece);
            }
            for &told in &piece.events {
                let lead = lead(told, is_told && !piece.is_determinate);
                self.page.lines(ink(told), &lead, &told.key());
                self.details(told);
            }
        }
    }

    /// Relation claims, and what was set aside.
    fn claims(&mut self) {
        let account = self.account;
        let kept: Vec<_> = account
            .relations
            .iter()
            .filter(|held| held.is_kept)
            .collect();
        if !kept.is_empty() {
            self.page
                .heading("Claimed of how these stand to each other");
            for held in kept {
                self.page
                    .lines(Ink::Plain, "  - ", &Account::keyed(&held.claim));
            }
        }
        if !account.aside.is_empty() {
            self.page
                .heading("Set aside, since it contradicts better claims");
            for conflict in &account.aside {
                let aside = conflict.set_aside();
                self.page.lines(Ink::Alarm, "  ! ", &Account::keyed(aside));
                let indent = " ".repeat(BELOW);
                let (others, more) = Account::against(conflict);
                for claim in others {
                    let told = format!("against {}", Account::keyed(claim));
                    self.page.lines(Ink::Plain, &indent, &told);
                }
                if more > 0 {
                    let told = format!("and {more} more");
                    self.page.lines(Ink::Plain, &indent, &told);
                }
            }
        }
    }

    fn sources(&mut self) {
        let sources = self.account.sources();
        if sources.is_empty() {
            return;
        }
        self.page.heading("Sources");
        for source in sources {
            let mut told = plain(source.key());
            let record = source.record();
            let mut parts = record.map(describe).unwrap_or_default();
            let url = record.and_then(|record| record.url.as_deref());
            parts.extend(url.map(plain));
            if !parts.is_empty() {
                told.push_str(&format!(": {}", parts.join(", ")));
            }
            self.page.lines(Ink::Plain, "  - ", &told);
        }
    }

    /// What the signs mean that were used.
    fn legend(&mut self) {
        let account = self.account;
        let kinds = [
            EventKind::Meeting,
            EventKind::Statement,
            EventKind::Document,
            EventKind::Action,
        ];
        let used = |kind: &EventKind| account.events().any(|told| told.event.kind() == *kind);
        let kinds = kinds.into_iter().filter(used);
        let kinds: Vec<String> = kinds.map(|kind| format!("{} {kind}", sign(kind))).collect();
        if kinds.is_empty() {
            return;
        }
        self.page.blank();
        self.page.beside(Ink::Faint, &kinds);
        let mut notes: Vec<&str> = Vec::new();
        if !account.dated.is_empty() {
            self.page.beside(Ink::Faint, &LEGEND.map(str::to_owned));
            notes.push("A date stands for some time within it.");
            let mut dated = account.dated.iter().flat_map(|piece| &piece.events);
            if dated.any(|told| told.event.is_instant()) {
                notes.push("What has no end of its own is an instant.");
            }
            if account.timeline.zone().fixed_offset().is_none() {
                notes.push("The axis tells the time of UTC.");
            }
        }
        let pieces = account.dated.iter().chain(&account.undated);
        let mut open = pieces.filter(|piece| !piece.is_determinate && account.tells_order(piece));
        if open.next().is_some() {
            notes.push("~ something about the order in its section is open.");
        }
        if account.events().any(|told| told.is_in_conflict) {
            notes.push("! a claim about it was set aside.");
        }
        self.page.lines(Ink::Faint, "", &notes.join(" "));
    }
}

/// The signs in front of an event: whether its order is open, whether it is in conflict, and its kind.
fn lead(told: Told<'_>, is_open: bool) -> String {
    let open = if is_open { '~' } else { ' ' };
    let conflict = if told.is_in_conflict { '!' } else { ' ' };
    format!("{open}{conflict}{} ", sign(told.event.kind()))
}

fn ink(told: Told<'_>) -> Ink {
    match told.is_in_conflict {
        true => Ink::Alarm,
        false => Ink::Kind(told.event.kind()),
    }
}

/// A text with as many spaces behind it as it lacks columns.
fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}
