//! What a browser looks like: the one place that knows of columns, lines and colours.

use super::browser::{Browser, Purpose, Room, Screen, relations};
use super::entry::Entry;
use super::filter::{Facet, Wanted};
use super::page::Tone;
use super::text::{broken, fit, plain, width};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

/// From so many columns on the text stands beside the list, not below it.
const WIDE: u16 = 130;
/// A list of events tells beginning and end apart where that leaves so many columns for the title.
const TITLE: usize = 30;
/// The columns of the list of relations.
const RELATIONS: u16 = 27;

/// Draws a browser; how much there was room for.
pub(crate) fn draw(frame: &mut Frame<'_>, browser: &Browser<'_>, has_colour: bool) -> Room {
    let rows = [1, 1, 0, 1, 1].map(|height| match height {
        0 => Constraint::Min(0),
        height => Constraint::Length(height),
    });
    let [title, state, body, typing, keys] = Layout::vertical(rows).areas(frame.area());
    let mut canvas = Canvas { frame, has_colour };
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    canvas.line(title, &[(head(browser, title.width.into()), reversed)]);
    canvas.line(state, &[(asked(browser), canvas.style(Tone::Faint))]);
    canvas.typing(typing, browser);
    canvas.keys(keys, browser);

    let (list, text) = split(body, browser);
    let mut room = canvas.list(list, browser);
    let text = canvas.text(text, browser);
    (room.text, room.lines) = text;
    room
}

/// The places of the list and of the text.
fn split(body: Rect, browser: &Browser<'_>) -> (Rect, Rect) {
    let beside = |columns| {
        let sides = [Constraint::Length(columns), Constraint::Min(0)];
        Layout::horizontal(sides).spacing(1).areas(body)
    };
    let [list, text] = match browser.screen() {
        Screen::Choice(_) => [body, Rect::default()],
        Screen::Help => [Rect::default(), body],
        Screen::Answers(..) if browser.len() == 0 => [Rect::default(), body],
        Screen::Pair(..) if body.width > 2 * RELATIONS => beside(RELATIONS),
        _ if body.width >= WIDE => beside(body.width / 2),
        _ => {
            let parts = [Constraint::Percentage(45), Constraint::Min(0)];
            Layout::vertical(parts).areas(body)
        }
    };
    (list, text)
}

/// What is browsed: the title in as many columns as the rest leaves.
fn head(browser: &Browser<'_>, columns: usize) -> String {
    let t = browser.timeline();
    let (all, shown) = (browser.entries().len(), browser.shown());
    let of = match shown == all {
        true => String::new(),
        false => format!("{shown} of "),
    };
    let events = if all == 1 { "event" } else { "events" };
    let aside = match t.conflicts().len() {
        0 => String::new(),
        aside => format!(", {aside} set aside (c)"),
    };
    let zone = browser.clock().zone();
    let rest = format!("  {of}{all} {events}, {zone}{aside}");
    let title = t.title().unwrap_or("A timeline");
    fit(title, columns.saturating_sub(width(&rest))) + &rest
}

/// What is asked of the events in the list, or what else the list shows.
fn asked(browser: &Browser<'_>) -> String {
    match browser.screen() {
        Screen::Timeline => {
            let filter = browser.filter();
            let search = match filter.search.trim() {
                "" => "-",
                search => search,
            };
            let mut asked = format!("search: {search}");
            for facet in Facet::ALL {
                let wanted = filter.wanted.iter().find(|it| it.facet() == facet);
                let name = match wanted {
                    Some(Wanted::Actor(key)) => match browser.timeline().actor(key.as_str()) {
                        Ok(actor) => actor.name(),
                        Err(_) => key,
                    },
                    Some(wanted) => wanted.name(),
                    None => "any",
                };
                asked.push_str(&format!("   {}: {name}", facet.name()));
            }
            asked
        }
        Screen::Pair(..) => match browser.pair() {
            Some(pair) => format!("How {} can relate to {}", pair.left(), pair.right()),
            None => String::new(),
        },
        Screen::Answers(inquiry, _) => inquiry.text.clone(),
        Screen::Conflicts(_) => "Claims that are set aside".to_owned(),
        Screen::Choice(choice) => {
            let typed = match choice.line.text() {
                "" => String::new(),
                typed => format!(" with \"{typed}\" in it"),
            };
            format!("Show events of which {}{typed}?", choice.facet.name())
        }
        Screen::Help => "What the keys do".to_owned(),
    }
}

/// A frame that is being drawn.
struct Canvas<'a, 'f> {
    frame: &'a mut Frame<'f>,
    has_colour: bool,
}

impl Canvas<'_, '_> {
    fn style(&self, tone: Tone) -> Style {
        let colour = |colour| match self.has_colour {
            true => Style::new().fg(colour),
            false => Style::new(),
        };
        match tone {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().add_modifier(Modifier::BOLD),
            Tone::Faint => Style::new().add_modifier(Modifier::DIM),
            Tone::Certain => colour(Color::Green).add_modifier(Modifier::BOLD),
            Tone::Possible => colour(Color::Yellow),
            Tone::Impossible => colour(Color::Red),
        }
    }

    /// Draws one line. All that is drawn comes by here, where control characters end.
    fn line(&mut self, area: Rect, parts: &[(String, Style)]) {
        let spans = parts
            .iter()
            .map(|(text, style)| Span::styled(plain(text), *style));
        let line = Line::from_iter(spans);
        self.frame.render_widget(line, area);
    }

    /// Draws what is being typed, or what there is to say.
    fn typing(&mut self, area: Rect, browser: &Browser<'_>) {
        let Some((purpose, line)) = browser.typing() else {
            let style = self.style(Tone::Strong);
            self.line(area, &[(browser.message().to_owned(), style)]);
            return;
        };
        let name = match purpose {
            Purpose::Search => "search: ",
            Purpose::Question => "ask: ",
        };
        let before = plain(line.before());
        let room = usize::from(area.width).saturating_sub(width(name) + 1);
        // Of a line that is too long, as much of the beginning is left out that the place of typing shows.
        let mut skipped = 0;
        while width(before.get(skipped..).unwrap_or_default()) > room {
            skipped += before[skipped..].chars().next().map_or(1, char::len_utf8);
        }
        let text = plain(line.text());
        let text = text.get(skipped..).unwrap_or_default().to_owned();
        let style = self.style(Tone::Strong);
        self.line(area, &[(name.to_owned(), style), (text, Style::new())]);
        let column = width(name) + width(&before[skipped..]);
        let column = area.x + u16::try_from(column).unwrap_or(u16::MAX).min(area.width);
        if area.contains((column, area.y).into()) {
            self.frame.set_cursor_position((column, area.y));
        }
    }

    /// Draws what can be pressed.
    fn keys(&mut self, area: Rect, browser: &Browser<'_>) {
        let keys: &[(&str, &str)] = match (browser.typing(), browser.screen()) {
            (Some((Purpose::Search, _)), _) => &[
                ("↑↓", "choose"),
                ("enter", "keep"),
                ("esc", "show all"),
                ("ctrl-u", "empty"),
            ],
            (Some((Purpose::Question, _)), _) => {
                &[("enter", "ask"), ("esc", "leave"), ("ctrl-u", "empty")]
            }
            (None, Screen::Timeline) => &[
                ("/", "search"),
                ("a", "actor"),
                ("k", "kind"),
                ("s", "status"),
                ("d", "doubt"),
                ("m", "mark"),
                ("r", "relate"),
                (":", "ask"),
                ("?", "help"),
                ("q", "quit"),
            ],
            (None, Screen::Choice(_)) => &[("↑↓", "choose"), ("enter", "take"), ("esc", "back")],
            (None, Screen::Answers(..)) => &[
                ("↑↓", "choose"),
                ("enter", "go to the event"),
                (":", "ask again"),
                ("tab", "read"),
                ("esc", "back"),
                ("q", "quit"),
            ],
            (None, Screen::Pair(..) | Screen::Conflicts(_)) => &[
                ("↑↓", "choose"),
                ("tab", "read"),
                ("esc", "back"),
                ("?", "help"),
                ("q", "quit"),
            ],
            (None, Screen::Help) => &[("↑↓", "read"), ("esc", "back"), ("q", "quit")],
        };
        let strong = self.style(Tone::Strong);
        let parts: Vec<(String, Style)> = keys
            .iter()
            .flat_map(|(key, what)| {
                [
                    ((*key).to_owned(), strong),
                    (format!(" {what} "), Style::new()),
                ]
            })
            .collect();
        self.line(area, &parts);
    }

    /// Draws the list, around what is chosen.
    fn list(&mut self, area: Rect, browser: &Browser<'_>) -> Room {
        let columns = usize::from(area.width);
        let lines = usize::from(area.height);
        let events = Columns::of(browser.entries(), columns.saturating_sub(1));
        let head = match browser.screen() {
            Screen::Timeline => events.head(columns.saturating_sub(1)),
            Screen::Pair(..) => " relation     how sure".to_owned(),
            Screen::Answers(..) => " answers".to_owned(),
            Screen::Conflicts(_) => " claims".to_owned(),
            Screen::Choice(choice) => format!(" {}, and events", choice.facet.name()),
            Screen::Help => return Room::default(),
        };
        let faint = self.style(Tone::Faint);
        self.line(row(area, 0), &[(format!(" {head}"), faint)]);
        let room = lines.saturating_sub(1);
        let (len, at) = (browser.len(), browser.at());
        let first = at.saturating_sub(room / 2).min(len.saturating_sub(room));
        for (number, place) in (first..len).take(room).enumerate() {
            let (text, tone) = told(browser, place, &events, columns.saturating_sub(1));
            let sign = if place == at { ">" } else { " " };
            let text = format!("{sign}{text}");
            let mut style = self.style(tone);
            if place == at && browser.reads() {
                style = style.add_modifier(Modifier::UNDERLINED);
            } else if place == at {
                style = style.add_modifier(Modifier::REVERSED);
            }
            self.line(row(area, number + 1), &[(fit(&text, columns), style)]);
        }
        Room {
            list: room,
            ..Room::default()
        }
    }

    /// Draws the text; how many lines there was room for, and how many it has.
    fn text(&mut self, area: Rect, browser: &Browser<'_>) -> (usize, usize) {
        let columns = usize::from(area.width);
        let room = usize::from(area.height).saturating_sub(1);
        let lines = broken(browser.page().paragraphs(), columns);
        let first = browser.scroll().min(lines.len().saturating_sub(room));
        let last = lines.len().min(first + room);
        let place = match browser.reads() {
            _ if last - first == lines.len() => String::new(),
            true => format!(" lines {} to {last} of {} ", first + 1, lines.len()),
            false => format!(" tab: read on, {} lines ", lines.len()),
        };
        let dashes = columns.saturating_sub(width(&place) + 2);
        let rule = format!("{}{place}──", "─".repeat(dashes));
        let tone = match browser.reads() {
            true => Tone::Strong,
            false => Tone::Faint,
        };
        let style = self.style(tone);
        self.line(row(area, 0), &[(rule, style)]);
        let faint = self.style(Tone::Faint);
        for (number, line) in lines[first..last].iter().enumerate() {
            let parts = [
                (line.label.clone(), faint),
                (line.text.clone(), self.style(line.tone)),
            ];
            self.line(row(area, number + 1), &parts);
        }
        (room, lines.len())
    }
}

/// One row of an area; an empty one where the area has no such row.
fn row(area: Rect, number: usize) -> Rect {
    let number = u16::try_from(number).unwrap_or(u16::MAX);
    let y = area.y.saturating_add(number);
    Rect {
        y,
        height: 1,
        ..area
    }
    .intersection(area)
}

/// A line of the list, and how it is meant.
fn told(browser: &Browser<'_>, at: usize, events: &Columns, columns: usize) -> (String, Tone) {
    match browser.screen() {
        Screen::Timeline => match browser.entry(at) {
            Some((entry, is_marked)) => {
                let tone = if is_marked { Tone::Strong } else { Tone::Plain };
                (events.row(entry, is_marked, columns), tone)
            }
            None => (String::new(), Tone::Plain),
        },
        Screen::Pair(..) => {
            let Some(pair) = browser.pair() else {
                return (String::new(), Tone::Plain);
            };
            let relations = relations(&pair, at);
            let certainty = pair.certainty(relations);
            let name = match (at, relations.only()) {
                (1.., Some(relation)) => relation.name(),
                _ => "one of these",
            };
            (format!(" {name:<14}{certainty}"), certainty.into())
        }
        Screen::Answers(inquiry, _) => match inquiry.answers.get(at) {
            Some(answer) => (format!(" {answer}"), answer.certainty().into()),
            None => {
                let counts = inquiry.counts.get(at).cloned();
                (format!(" {}", counts.unwrap_or_default()), Tone::Plain)
            }
        },
        Screen::Conflicts(_) => {
            let conflict = browser.timeline().conflicts().get(at);
            let told = conflict.map(|it| format!(" {}", it.set_aside()));
            (told.unwrap_or_default(), Tone::Plain)
        }
        Screen::Choice(choice) => {
            let told = choice.options().nth(at);
            let told = told.map(|it| format!(" {} ({})", it.name, it.events));
            (told.unwrap_or_default(), Tone::Plain)
        }
        Screen::Help => (String::new(), Tone::Plain),
    }
}

/// How wide the columns of the list of events are.
struct Columns {
    number: usize,
    /// Of the beginning and the end; or of both together, where there is no room for two.
    times: Vec<usize>,
}

impl Columns {
    fn of(entries: &[Entry], columns: usize) -> Columns {
        let widest = |text: fn(&Entry) -> &str| entries.iter().map(|it| text(it).len()).max();
        let last = entries.last().map_or(0, |entry| entry.section);
        let number = last.to_string().len();
        let begins = widest(|it| &it.begins).unwrap_or(0).max("begins".len());
        let ends = widest(|it| &it.ends).unwrap_or(0).max("ends".len());
        let whole = widest(|it| &it.whole).unwrap_or(0).max("when".len());
        let both = 1 + number + 4 + begins + 2 + ends + 2;
        let times = if both + TITLE <= columns {
            vec![begins, ends]
        } else {
            vec![whole.min(columns / 2)]
        };
        Columns { number, times }
    }

    fn head(&self, columns: usize) -> String {
        let names = match self.times.as_slice() {
            [_, _] => ["begins", "ends"].as_slice(),
            _ => &["when"],
        };
        self.line(" ", "", "", names, "event", columns)
    }

    fn row(&self, entry: &Entry, is_marked: bool, columns: usize) -> String {
        let times = match self.times.as_slice() {
            [_, _] => [entry.begins.as_str(), &entry.ends].to_vec(),
            _ => vec![entry.whole.as_str()],
        };
        let mark = if is_marked { "*" } else { " " };
        let number = entry.section.to_string();
        self.line(mark, &number, &entry.signs(), &times, &entry.title, columns)
    }

    fn line(
        &self,
        mark: &str,
        number: &str,
        signs: &str,
        times: &[&str],
        title: &str,
        columns: usize,
    ) -> String {
        let mut line = format!("{mark}{number:>width$}{signs:<4}", width = self.number);
        for (time, columns) in times.iter().zip(&self.times) {
            line.push_str(&fit(time, *columns));
            line.push_str("  ");
        }
        let rest = columns.saturating_sub(width(&line));
        line + fit(title, rest).trim_end()
    }
}

/// What stands in a buffer, as lines of text.
pub(crate) fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    let columns = usize::from(buffer.area.width).max(1);
    for cells in buffer.content.chunks(columns) {
        let mut line = String::new();
        let mut hidden = 0;
        for cell in cells {
            // What is wide hides what is behind it.
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = width(cell.symbol());
            }
            hidden = hidden.saturating_sub(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
