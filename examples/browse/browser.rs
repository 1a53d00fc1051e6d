//! All that the browser knows at one moment: keys go in, and what is to be seen comes out. It draws nothing.

use super::choice::Choice;
use super::claims::Claims;
use super::entry::Entry;
use super::filter::{Facet, Filter};
use super::inquiry::Inquiry;
use super::key::Key;
use super::line::Line;
use super::page::{Page, Tone};
use demarche::{Clock, EventId, EventView, Pair, Placed, Relation, RelationSet, Timeline};

/// A timeline that is being browsed.
pub(crate) struct Browser<'t> {
    t: &'t Timeline,
    claims: Claims,
    /// All events, in order.
    entries: Vec<Entry>,
    filter: Filter,
    /// The places in `entries` of those that the filter lets through.
    shown: Vec<usize>,
    /// The place in `shown` of the chosen one.
    at: usize,
    /// The place in `entries` of the one that is marked.
    marked: Option<usize>,
    screen: Screen<'t>,
    /// What is being typed, and for what.
    typing: Option<(Purpose, Line)>,
    /// Whether keys move in the text, not in the list.
    reads: bool,
    page: Page,
    /// How many lines of the page are passed over.
    scroll: usize,
    message: String,
    room: Room,
    is_done: bool,
}

/// What the list shows, and the text beside it tells more of; each list but the first keeps its own place.
pub(crate) enum Screen<'t> {
    Timeline,
    /// Two events, by their places in `entries`. Line 0 stands for all that is possible, then come the relations.
    Pair(usize, usize, usize),
    Answers(Inquiry<'t>, usize),
    Conflicts(usize),
    Choice(Choice),
    Help,
}

/// What a line is typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Search,
    Question,
}

/// How much could be shown when it was last drawn, which only who draws it knows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Room {
    /// Lines of the list that fit.
    pub(crate) list: usize,
    /// Lines of the text that fit.
    pub(crate) text: usize,
    /// Lines that the whole text has.
    pub(crate) lines: usize,
}

impl<'t> Browser<'t> {
    pub(crate) fn new(t: &'t Timeline) -> Browser<'t> {
        let claims = Claims::of(t);
        let entries = Entry::all(t, &claims);
        let mut browser = Browser {
            t,
            shown: (0..entries.len()).collect(),
            claims,
            entries,
            filter: Filter::default(),
            at: 0,
            marked: None,
            screen: Screen::Timeline,
            typing: None,
            reads: false,
            page: Page::default(),
            scroll: 0,
            message: String::new(),
            room: Room::default(),
            is_done: false,
        };
        browser.turn();
        browser
    }

    /// Takes a key.
    pub(crate) fn press(&mut self, key: Key) {
        self.message.clear();
        if key == Key::Quit {
            self.is_done = true;
        } else if let Some((purpose, line)) = self.typing.take() {
            self.type_on(purpose, line, key);
        } else if !self.moved(key) {
            self.order(key);
        }
    }

    /// Takes a key for a line that is being typed.
    fn type_on(&mut self, purpose: Purpose, mut line: Line, key: Key) {
        match (purpose, key) {
            (Purpose::Search, Key::Escape) => self.search(""),
            (Purpose::Search, Key::Enter) | (Purpose::Question, Key::Escape) => {}
            // The list can be walked while it is being searched.
            (Purpose::Search, Key::Up | Key::Down | Key::PageUp | Key::PageDown) => {
                self.moved(key);
                self.typing = Some((purpose, line));
            }
            (Purpose::Question, Key::Enter) if line.text().trim().is_empty() => {}
            (Purpose::Question, Key::Enter) => {
                let inquiry = Inquiry::of(self.t, line.text());
                // What is wrong is put right where it was typed.
                self.typing = inquiry.is_wrong.then_some((purpose, line));
                self.show(Screen::Answers(inquiry, 0));
            }
            _ => {
                if line.press(key) && purpose == Purpose::Search {
                    self.search(line.text());
                }
                self.typing = Some((purpose, line));
            }
        }
    }

    /// Takes a key that only moves; whether it was one.
    fn moved(&mut self, key: Key) -> bool {
        let len = self.len();
        let (page, last, place) = if self.reads {
            let last = self.room.lines.saturating_sub(self.room.text);
            (self.room.text, last, &mut self.scroll)
        } else {
            let at = match &mut self.screen {
                Screen::Timeline => &mut self.at,
                Screen::Pair(.., at) | Screen::Answers(_, at) | Screen::Conflicts(at) => at,
                Screen::Choice(choice) => &mut choice.at,
                Screen::Help => &mut self.scroll,
            };
            (self.room.list, len.saturating_sub(1), at)
        };
        let page = page.saturating_sub(1).max(1);
        let to = match key {
            Key::Up => place.saturating_sub(1),
            Key::Down => *place + 1,
            Key::PageUp => place.saturating_sub(page),
            Key::PageDown => *place + page,
            Key::Home => 0,
            Key::End => last,
            _ => return false,
        };
        *place = to.min(last);
        if !self.reads {
            self.turn();
        }
        true
    }

    /// Takes a key that does something else.
    fn order(&mut self, key: Key) {
        if let Screen::Choice(choice) = &mut self.screen {
            match key {
                Key::Escape => self.show(Screen::Timeline),
                Key::Enter => {
                    if let Some(wanted) = choice.chosen() {
                        self.filter.want(choice.facet, wanted);
                        self.show(Screen::Timeline);
                        self.sift();
                    }
                }
                key => choice.press(key),
            }
            return;
        }
        match key {
            Key::Char('q') => self.is_done = true,
            Key::Char('?') => self.show(Screen::Help),
            Key::Char('c') if self.t.conflicts().is_empty() => {
                "No claim is set aside: all of them can hold together."
                    .clone_into(&mut self.message);
            }
            Key::Char('c') => self.show(Screen::Conflicts(0)),
            Key::Char(':') => {
                let text = match &self.screen {
                    Screen::Answers(inquiry, _) => inquiry.text.as_str(),
                    _ => "find ",
                };
                self.typing = Some((Purpose::Question, Line::of(text)));
            }
            Key::Char('/') => {
                self.show(Screen::Timeline);
                self.typing = Some((Purpose::Search, Line::of(&self.filter.search)));
            }
            Key::Tab if self.len() > 0 => self.reads = !self.reads,
            Key::Escape if !matches!(self.screen, Screen::Timeline) => self.show(Screen::Timeline),
            Key::Escape => {
                self.filter = Filter::default();
                self.marked = None;
                self.reads = false;
                self.sift();
            }
            Key::Enter => self.go(),
            Key::Char('m') => self.mark(),
            Key::Char('r') => self.relate(),
            Key::Char('a') => self.choose(Facet::Actor),
            Key::Char('k') => self.choose(Facet::Kind),
            Key::Char('s') => self.choose(Facet::Status),
            Key::Char('d') => self.choose(Facet::Doubt),
            _ => {}
        }
    }

    fn choose(&mut self, facet: Facet) {
        let choice = Choice::of(facet, self.t, &self.entries);
        self.show(Screen::Choice(choice));
    }

    /// From an answer to the first event in it, all events being shown again if it is not among those that are.
    fn go(&mut self) {
        let Screen::Answers(inquiry, at) = &self.screen else {
            return;
        };
        let Some(event) = inquiry.event(*at) else {
            "There is no event in this answer.".clone_into(&mut self.message);
            return;
        };
        if !self.shown.iter().any(|&at| self.entries[at].event == event) {
            self.filter = Filter::default();
        }
        self.show(Screen::Timeline);
        self.sift_to(Some(event));
    }

    fn mark(&mut self) {
        if let (Screen::Timeline, Some(&at)) = (&self.screen, self.shown.get(self.at)) {
            self.marked = (self.marked != Some(at)).then_some(at);
            self.message = match self.marked {
                Some(_) => "Marked. Choose another event, and press r to relate the two.",
                None => "No longer marked.",
            }
            .to_owned();
        }
    }

    fn relate(&mut self) {
        let chosen = self.shown.get(self.at).copied();
        match (&self.screen, self.marked, chosen) {
            (Screen::Timeline, Some(left), Some(right)) if left != right => {
                self.show(Screen::Pair(left, right, 0));
            }
            (Screen::Timeline, Some(_), Some(_)) => {
                "This is the marked one: choose another event, then press r."
                    .clone_into(&mut self.message);
            }
            (Screen::Timeline, None, _) => {
                "Mark an event with m first, then choose another, and press r."
                    .clone_into(&mut self.message);
            }
            _ => {}
        }
    }

    fn search(&mut self, text: &str) {
        text.clone_into(&mut self.filter.search);
        self.sift();
    }

    /// Shows what the filter lets through, staying at the chosen event as long as it is among that.
    fn sift(&mut self) {
        let chosen = self.shown.get(self.at);
        self.sift_to(chosen.map(|&at| self.entries[at].event));
    }

    fn sift_to(&mut self, event: Option<EventId>) {
        self.shown = self.filter.shown(&self.entries);
        let mut shown = self.shown.iter();
        let place = shown.position(|&at| Some(self.entries[at].event) == event);
        self.at = place.unwrap_or(0);
        self.turn();
    }

    fn show(&mut self, screen: Screen<'t>) {
        self.screen = screen;
        // Where there is nothing to choose, there is only to read.
        self.reads = self.len() == 0 && matches!(self.screen, Screen::Help | Screen::Answers(..));
        self.turn();
    }

    /// Turns to the page on what is chosen.
    fn turn(&mut self) {
        self.scroll = 0;
        self.page = match &self.screen {
            Screen::Timeline => self.event_page(),
            Screen::Pair(.., at) => match self.pair() {
                Some(pair) => Page::pair(&pair, relations(&pair, *at)),
                None => Page::default(),
            },
            Screen::Answers(inquiry, at) => match inquiry.answers.get(*at) {
                Some(answer) => Page::answer(answer),
                None if inquiry.is_wrong => Page::of(&inquiry.note, Tone::Impossible),
                None => Page::of(&inquiry.note, Tone::Plain),
            },
            Screen::Conflicts(at) => {
                let conflict = self.t.conflicts().get(*at);
                conflict.map_or_else(Page::default, |it| Page::conflict(self.t, it))
            }
            Screen::Choice(_) => Page::default(),
            Screen::Help => Page::help(),
        };
    }

    fn event_page(&self) -> Page {
        let Some(&at) = self.shown.get(self.at) else {
            let text = "No event is like that. Escape shows all of them again.";
            return Page::of(text, Tone::Plain);
        };
        let above = at.checked_sub(1).and_then(|above| self.view(above));
        let (Some(event), Some(entry)) = (self.view(at), self.entries.get(at)) else {
            return Page::default();
        };
        let placed = Placed {
            event,
            section: entry.section,
            determinate: !entry.is_open(),
        };
        Page::event(self.t, &self.claims, placed, above)
    }

    fn view(&self, at: usize) -> Option<EventView<'t>> {
        self.t.event(self.entries.get(at)?.event).ok()
    }

    /// The two events that are related.
    pub(crate) fn pair(&self) -> Option<Pair<'t>> {
        match self.screen {
            Screen::Pair(left, right, _) => self.t.relate(self.view(left)?, self.view(right)?).ok(),
            _ => None,
        }
    }
}

/// The relations that a line of the list of relations stands for.
pub(crate) fn relations(pair: &Pair<'_>, at: usize) -> RelationSet {
    match at.checked_sub(1).and_then(|at| Relation::ALL.get(at)) {
        Some(&relation) => relation.into(),
        None => pair.possible(),
    }
}

/// What is to be seen.
impl<'t> Browser<'t> {
    pub(crate) fn timeline(&self) -> &'t Timeline {
        self.t
    }

    pub(crate) fn clock(&self) -> Clock {
        Clock::of(self.t)
    }

    /// How many events the filter lets through.
    pub(crate) fn shown(&self) -> usize {
        self.shown.len()
    }

    pub(crate) fn screen(&self) -> &Screen<'t> {
        &self.screen
    }

    /// All events, in order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// A line of the list of events, and whether that one is marked.
    pub(crate) fn entry(&self, at: usize) -> Option<(&Entry, bool)> {
        let place = *self.shown.get(at)?;
        Some((self.entries.get(place)?, self.marked == Some(place)))
    }

    /// How many lines the list has.
    pub(crate) fn len(&self) -> usize {
        match &self.screen {
            Screen::Timeline => self.shown.len(),
            Screen::Pair(..) => 1 + Relation::ALL.len(),
            Screen::Answers(inquiry, _) => inquiry.len(),
            Screen::Conflicts(_) => self.t.conflicts().len(),
            Screen::Choice(choice) => choice.options().count(),
            Screen::Help => 0,
        }
    }

    /// The line of the list that is chosen.
    pub(crate) fn at(&self) -> usize {
        match &self.screen {
            Screen::Timeline => self.at,
            Screen::Pair(.., at) | Screen::Answers(_, at) | Screen::Conflicts(at) => *at,
            Screen::Choice(choice) => choice.at,
            Screen::Help => 0,
        }
    }

    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(crate) fn typing(&self) -> Option<(Purpose, &Line)> {
        self.typing.as_ref().map(|(purpose, line)| (*purpose, line))
    }

    /// Whether keys move in the text, not in the list.
    pub(crate) fn reads(&self) -> bool {
        self.reads
    }

    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    pub(crate) fn scroll(&self) -> usize {
        self.scroll
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn is_done(&self) -> bool {
        self.is_done
    }

    /// Takes what was told by who drew it last.
    pub(crate) fn drawn(&mut self, room: Room) {
        self.room = room;
        self.scroll = self.scroll.min(room.lines.saturating_sub(room.text));
    }
}
