//! What there is to read about something.

use super::claims::{Claims, grade};
use demarche::prelude::*;
use demarche::{
    Answer, Citation, Clock, Common, Conflict, DocumentForm, DocumentState, EventView, Pair, Part,
    Placed, Presence, Record, SourceView,
};

/// Paragraphs, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page(Vec<Paragraph>);

/// A text that is broken into lines where it is shown, with a word before it that says what it is.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

/// How a text is meant; what that looks like is decided where it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Strong,
    Faint,
    Certain,
    Possible,
    Impossible,
}

impl From<Certainty> for Tone {
    fn from(certainty: Certainty) -> Tone {
        match certainty {
            Certainty::Certain => Tone::Certain,
            Certainty::Possible => Tone::Possible,
            Certainty::Impossible => Tone::Impossible,
        }
    }
}

const HELP: &[(&str, &str)] = &[
    ("", "The list"),
    (
        "up, down",
        "Choose an event. Page up, page down, home and end go further.",
    ),
    (
        "tab",
        "Go to the text below and read on in it with the same keys; tab again goes back.",
    ),
    (
        "/",
        "Search as you type: each word must stand somewhere in what is known of an event.",
    ),
    (
        "a k s d",
        "Show only events of one actor, kind, status or doubt. Typing narrows the choice.",
    ),
    ("esc", "Show all events again; elsewhere, go back."),
    (
        "m, then r",
        "Mark an event, choose another, and read how the two can relate, and why.",
    ),
    (
        ":",
        "Ask a question, such as: find ?who where meeting ?m with ?who and ?m before very-close",
    ),
    (
        "enter",
        "On an answer: go to the first event in it, in the list.",
    ),
    (
        "c",
        "Read which claims are set aside, and what they contradict.",
    ),
    ("q", "End. Control and C ends anywhere."),
    ("", "The signs before an event"),
    (
        "number",
        "Its section. Whatever is in one section certainly begins before all that is in the next.",
    ),
    (
        "~",
        "Its section is open: something about the order in it is not known.",
    ),
    ("?", "A claim on it is marked as uncertain."),
    (
        "!",
        "A claim on it is set aside, since better ones contradict it.",
    ),
    ("*", "It is marked, to be related to another."),
    ("", "The words"),
    (
        "certain",
        "It holds in every world in which all claims hold.",
    ),
    (
        "possible",
        "It holds in some of them: two are told, one for either side.",
    ),
    ("impossible", "It holds in none."),
    (
        "B2",
        "A grade: how reliable the source is, A to F, and how credible what it says, 1 to 6.",
    ),
];

impl Page {
    pub(crate) fn paragraphs(&self) -> &[Paragraph] {
        &self.0
    }

    fn add(&mut self, label: &str, text: impl Into<String>, tone: Tone) {
        self.0.push(Paragraph {
            label: label.to_owned(),
            text: text.into(),
            tone,
        });
    }

    fn heading(&mut self, text: &str) {
        self.add("", text, Tone::Strong);
    }

    /// Something with a word before it, which stands only once before several of a kind.
    fn field(&mut self, label: &str, texts: impl IntoIterator<Item = impl Into<String>>) {
        let mut label = label;
        for text in texts {
            self.add(label, text, Tone::Plain);
            // Not empty, so that the text stands below that of the one before.
            label = " ";
        }
    }

    /// A text of several lines, the first of which says the most.
    fn lines(&mut self, text: &str, tone: Tone) {
        let mut tone = tone;
        for line in text.lines() {
            self.add("", line, tone);
            tone = Tone::Plain;
        }
    }

    /// A plain text.
    pub(crate) fn of(text: &str, tone: Tone) -> Page {
        let mut page = Page::default();
        page.lines(text, tone);
        page
    }

    /// What the keys do, and what the signs mean.
    pub(crate) fn help() -> Page {
        let mut page = Page::default();
        for &(label, text) in HELP {
            if label.is_empty() {
                page.heading(text);
            } else {
                page.field(label, [text]);
            }
        }
        page
    }

    /// All that is known of an event, and why it stands behind the one above it.
    pub(crate) fn event(
        t: &Timeline,
        claims: &Claims,
        placed: Placed<'_>,
        above: Option<EventView<'_>>,
    ) -> Page {
        let (event, clock, mut page) = (placed.event, Clock::of(t), Page::default());
        page.heading(event.name());
        let place = event.place().map(|place| format!(", {place}"));
        let place = place.unwrap_or_default();
        let (kind, key, status) = (event.kind(), event.key(), event.status());
        page.add("", format!("{kind} {key}, {status}{place}"), Tone::Faint);
        if event.is_instant() {
            page.field("at", [clock.window(event.begin())]);
        } else {
            page.field("begins", [clock.window(event.begin())]);
            page.field("ends", [clock.window(event.end())]);
        }
        let mut last = None;
        for (actor, part, role, presence) in event.involved() {
            let mut text = actor.name().to_owned();
            text.extend(role.map(|role| format!(", {role}")));
            if presence != Presence::Reported {
                text.push_str(&format!(", presence {presence}"));
            }
            let label = if last == Some(part) { " " } else { named(part) };
            page.field(label, [text]);
            last = Some(part);
        }
        let record = event.record();
        page.said(&record);
        if let Some(common) = record.common() {
            page.common(common);
        }
        page.heading("Sources");
        page.sources(t, record.citations());
        page.heading("Claims on its time");
        let claims = claims.on(event.key());
        for on in claims {
            let origin = &on.claim.origin;
            let told = format!("- {} ({origin})", on.claim.with_sources());
            let tone = match (on.is_aside, on.claim.doubtful) {
                (true, _) => Tone::Impossible,
                (false, true) => Tone::Possible,
                (false, false) => Tone::Plain,
            };
            let aside = if on.is_aside { ": set aside" } else { "" };
            page.add("", told + aside, tone);
        }
        if claims.is_empty() {
            page.add("", "none", Tone::Faint);
        }
        page.heading("Why it stands here");
        if placed.determinate {
            let text = format!("section {}, in this order for certain", placed.section);
            page.add("", text, Tone::Certain);
        } else {
            let text = format!(
                "section {}, in which something about the order is open",
                placed.section
            );
            page.add("", text, Tone::Possible);
        }
        if let Some(pair) = above.and_then(|above| t.relate(above, event).ok()) {
            page.add("", format!("above it: {}", pair.left().name()), Tone::Plain);
            page.explanation(&pair.explain(Before));
        }
        page
    }

    /// What a record of one kind says that others don't.
    fn said(&mut self, record: &Record) {
        match record {
            Record::Meeting(meeting) => self.field("format", meeting.format.clone()),
            Record::Statement(statement) => {
                let quotes = statement.quotes.iter();
                self.field("quote", quotes.map(|quote| format!("\"{quote}\"")));
                self.field("gist", statement.gist.clone());
                self.field("channel", statement.channel.clone());
                self.field("about", listed(&statement.about));
                self.field("replies to", listed(&statement.replies_to));
                self.field(
                    "stance",
                    statement.stances.iter().map(|stance| {
                        let mut text = format!("{} {}", stance.stance, stance.topic);
                        text.extend(stance.text.iter().map(|t| format!(": {t}")));
                        text.extend(stance.condition.iter().map(|c| format!(", provided: {c}")));
                        text
                    }),
                );
            }
            Record::Document(document) => {
                self.field("form", document.form.map(DocumentForm::name));
                self.field("state", document.state.map(DocumentState::name));
                let terms = document.terms.iter().map(|term| {
                    let text = term.text.as_ref().or(term.topic.as_ref());
                    let mut text = text.cloned().unwrap_or_default();
                    let obliged = listed(&term.obliges);
                    text.extend(obliged.map(|whom| format!(" (obliges {whom})")));
                    text
                });
                self.field("term", terms);
            }
            _ => {}
        }
    }

    /// What a record of any kind may say.
    fn common(&mut self, common: &Common) {
        self.field("topics", listed(&common.topics));
        self.field("part of", listed(&common.part_of));
        let links = common.links.iter();
        self.field(
            "link",
            links.map(|link| format!("{} {}", link.kind, link.to)),
        );
        self.field(
            "figure",
            common.figures.iter().map(|figure| {
                let value = figure.value.as_ref().map(ToString::to_string);
                let parts = [figure.qualifier.clone(), value, figure.unit.clone()];
                let amount: Vec<String> = parts.into_iter().flatten().collect();
                let of = figure.of.as_deref().unwrap_or("figure");
                format!("{of}: {}", amount.join(" "))
            }),
        );
        self.field("code", common.code.clone());
        self.field("note", common.notes.clone());
    }

    fn sources(&mut self, t: &Timeline, citations: &[Citation]) {
        for citation in citations {
            let source = t.source(citation.source.as_str()).ok();
            let record = source.and_then(SourceView::record);
            let known = record.map(|it| [&it.publisher, &it.title, &it.author, &it.published]);
            let known = known.into_iter().flatten().flatten();
            let parts: Vec<&str> = [Some(&citation.source), citation.place.as_ref()]
                .into_iter()
                .flatten()
                .chain(known)
                .map(String::as_str)
                .collect();
            let grade = grade(t, citation);
            self.add("", format!("- {}, {grade}", parts.join(", ")), Tone::Plain);
            if let Some(url) = record.and_then(|record| record.url.as_ref()) {
                self.add("", format!("  {url}"), Tone::Faint);
            }
            if let Some(quote) = &citation.quote {
                self.add("", format!("  \"{quote}\""), Tone::Faint);
            }
        }
        if citations.is_empty() {
            self.add("", "none, which counts as F6", Tone::Faint);
        }
    }

    fn explanation(&mut self, why: &demarche::Explanation) {
        self.lines(&why.to_string(), why.certainty().into());
        if let Some(grade) = why.grade().filter(|_| !why.claims().is_empty()) {
            self.add("", format!("  grade {grade}"), Tone::Faint);
        }
    }

    /// How two events can relate, and why some relations between them hold, may hold, or don't.
    pub(crate) fn pair(pair: &Pair<'_>, relations: RelationSet) -> Page {
        let mut page = Page::default();
        for event in [pair.left(), pair.right()] {
            page.field(event.key(), [event.name()]);
        }
        let names: Vec<&str> = pair.possible().into_iter().map(Relation::name).collect();
        page.field("can be", [names.join(", ")]);
        page.explanation(&pair.explain(relations));
        page
    }

    /// An answer to a question, and why it is one.
    pub(crate) fn answer(answer: &Answer<'_>) -> Page {
        let mut page = Page::default();
        for (name, value) in answer.values() {
            page.field(&format!("?{name}"), [value.to_string()]);
        }
        page.explanation(&answer.explain());
        page
    }

    /// Claims that can't all hold, with what their sources say.
    pub(crate) fn conflict(t: &Timeline, conflict: &Conflict) -> Page {
        let mut page = Page::default();
        page.add("", "Set aside, as the worst of these:", Tone::Strong);
        let aside = conflict.set_aside().with_sources();
        page.add("", aside, Tone::Impossible);
        page.lines(&conflict.to_string(), Tone::Strong);
        let claims = conflict.claims().iter();
        let citations: Vec<Citation> = claims.flat_map(|claim| claim.citations.clone()).collect();
        page.heading("As their sources have it");
        page.sources(t, &citations);
        page
    }
}

/// How a part reads before a name.
fn named(part: Part) -> &'static str {
    match part {
        Part::Participant => "with",
        Part::Party => "party",
        Part::By => "by",
        Part::To => "to",
        Part::Absent => "absent",
        Part::Concerned => "concerns",
    }
}

fn listed(keys: &[String]) -> Option<String> {
    (!keys.is_empty()).then(|| keys.join(", "))
}
