//! One news article as a timeline: who met whom before which statement, and how sure that is.
//!
//! The article tells of talks in Moscow and of what was said before, during and after them. It dates
//! almost nothing: "hours after", "as the meeting was under way", "speaking earlier". Its facts are in
//! `examples/data/moscow_talks.jsonl`, each with the paragraph that it comes from; what an editor infers
//! from them (the year, a day at most for "hours after") is a claim of a source of its own, which can be
//! taken away again. A second file adds a rumour that contradicts them.
//!
//! Run it with `cargo run --example moscow_talks`. What it prints is kept in
//! `tests/snapshots/moscow_talks.txt`, and compared by `tests/moscow_talks.rs`.

use demarche::prelude::*;
use demarche::{
    Absence, ActorView, Bound, Conflict, Encounter, EventView, Explanation, Found, Link, LinkKind,
    Opposition, Pair, Part, Selection, StatementView, TimelineBuilder, read_records,
};
use std::fmt::Display;
use std::io::{self, Write};

const ARTICLE: &str = include_str!("data/moscow_talks.jsonl");
const RUMOUR: &str = include_str!("data/moscow_talks_second.jsonl");

#[allow(dead_code, reason = "the test includes this file, and calls `tell`")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    io::stdout().write_all(tell()?.as_bytes())?;
    Ok(())
}

/// The article, read into a builder.
pub fn article() -> TimelineBuilder {
    let mut builder = Timeline::builder();
    builder.add_input(read_records(ARTICLE.as_bytes(), "moscow_talks.jsonl"));
    builder
}

/// The article alone: without whatever rests on nothing but what the editor infers.
pub fn article_alone() -> TimelineBuilder {
    let mut builder = article();
    builder.retain(|record| {
        let cited = record.citations();
        cited.is_empty() || cited.iter().any(|citation| citation.source != "editor")
    });
    builder
}

/// The article with the rumour, which puts the talks on a day when they were over.
pub fn article_and_rumour() -> TimelineBuilder {
    let mut builder = article();
    builder.add_input(read_records(RUMOUR.as_bytes(), "moscow_talks_second.jsonl"));
    builder
}

/// All that the example prints.
pub fn tell() -> demarche::Result<String> {
    let t = article().build()?;
    let mut page = Page::default();
    page.title(t.title().unwrap_or("A timeline"));
    page.heading("Sources, and who acts for whom");
    page.sources(&t);
    page.offices(&t);
    page.heading("The timeline");
    page.order(&t);
    page.heading("What is certain of that order");
    page.precedence(&t)?;
    page.heading("Questions and answers");
    meetings(&mut page, &t)?;
    order(&mut page, &t)?;
    positions(&mut page, &t)?;
    page.heading("What rests on the editor");
    without_the_editor(&mut page, &t)?;
    page.heading("A rumour");
    with_a_rumour(&mut page)?;
    Ok(page.text)
}

/// Who met whom, who was not there, and what was said meanwhile.
fn meetings(page: &mut Page, t: &Timeline) -> demarche::Result<()> {
    page.ask(
        "Who met whom before Donald Trump's remark that the two are very close to a deal?",
        t.who_met_before("very-close")?,
    );
    page.ask(
        "Which states had met by then?",
        t.states_who_met_before("very-close")?,
    );
    page.ask(
        "Who met whom before Volodymyr Zelenskyy's video address of 25 April?",
        t.who_met_before("address")?,
    );
    page.ask(
        "Who met whom before Donald Trump's remark on the way to Rome?",
        t.who_met_before("rome-remark")?,
    );
    let why = |meeting| Ok(t.relate(meeting, "rome-remark")?.explain(Before));
    let why: demarche::Result<Vec<Explanation>> = t.meetings().map(why).collect();
    page.ask("Why at none of the meetings?", why?);
    page.list(
        "What was said while they met?",
        t.said(RelationSet::WITHIN, "talks")?,
    );
    page.list(
        "What was said after the talks, within a day?",
        t.said_within(After, "talks", days(1))?,
    );
    page.ask(
        "Which was Vladimir Putin's last meeting before Donald Trump spoke of a good day?",
        t.meetings_of("putin")?.last_before("good-day")?,
    );
    page.ask(
        "Whom did the talks concern who was not in the room?",
        t.absent_though_concerned("talks")?,
    );
    Ok(())
}

/// What came first.
fn order(page: &mut Page, t: &Timeline) -> demarche::Result<()> {
    page.ask(
        "Did Volodymyr Zelenskyy speak of territory before his video address?",
        [t.relate("earlier-remark", "address")?.explain(Before)],
    );
    page.ask(
        "And before the talks?",
        [t.relate("earlier-remark", "talks")?],
    );
    page.ask(
        "Which of Donald Trump's two posts on social media came first?",
        [t.relate("post-agreed", "post-smoothly")?],
    );
    page.ask(
        "Did the annexation of Crimea come before the invasion, and that before the talks?",
        [
            t.relate("annexation", "invasion")?.explain(Before),
            t.relate("invasion", "talks")?.explain(Before),
        ],
    );
    Ok(())
}

/// Who stands where, and what is alleged.
fn positions(page: &mut Page, t: &Timeline) -> demarche::Result<()> {
    page.ask(
        "Whose stances on recognising Crimea as Russian oppose each other?",
        t.opposing_stances("crimea-as-russian"),
    );
    page.ask(
        "And which states' stances?",
        t.opposing_stances_of_states("crimea-as-russian"),
    );
    page.conditions("Which stances come with a condition?", t);
    page.alleged(
        "What is only alleged, by whom, and whom would it oblige?",
        t,
    )?;
    page.figures("Which numbers are given, and where?", t);
    Ok(())
}

/// The same questions to the article, with what its editor infers and without.
fn without_the_editor(page: &mut Page, t: &Timeline) -> demarche::Result<()> {
    let alone = article_alone().build()?;
    page.say(
        "The same questions, put to the article alone. What the article itself says stays certain; \
         what rests on an inference of the editor is open again.",
    );
    let any = Gap::ANY;
    let asked = [
        ("annexation", Before, "invasion", any),
        ("invasion", Before, "talks", any),
        ("very-close", After, "talks", any),
        ("very-close", After, "talks", Gap::within(days(1))),
        ("good-day", After, "talks", any),
        ("rome-remark", During, "talks", any),
        ("earlier-remark", Before, "address", any),
        ("talks", Before, "address", any),
    ];
    page.row("", "with the editor", "the article alone");
    for (left, relation, right, gap) in asked {
        let with = t.relate(left, right)?.explain_within(relation, gap)?;
        let without = alone.relate(left, right)?.explain_within(relation, gap)?;
        page.row(with.sentence(), with.certainty(), without.certainty());
    }
    page.ask(
        "Why does the article alone leave open whether the invasion came before the talks?",
        [alone.relate("invasion", "talks")?.explain(Before)],
    );
    Ok(())
}

/// What a source that contradicts the others does.
fn with_a_rumour(page: &mut Page) -> demarche::Result<()> {
    page.say(
        "A second file adds a source that puts the talks on 27 April, a day after they were over. By \
         default nothing is built from claims that contradict each other:",
    );
    if let Err(error) = article_and_rumour().build() {
        page.conflicts(error.conflicts());
    }
    page.say("Under the policy `SetAside` the weaker claim goes, and is listed:");
    let mut builder = article_and_rumour();
    builder.policy(Policy::SetAside);
    let t = builder.build()?;
    for conflict in t.conflicts() {
        page.item(&conflict.set_aside().with_sources());
    }
    page.ask(
        "Who met whom before Donald Trump's remark, the rumour set aside?",
        t.who_met_before("very-close")?,
    );
    page.say("The rumour was published on 28 April, so that the day before it was not known:");
    for day in ["2025-04-27", "2025-04-28"] {
        let known = t.as_known_at(day)?;
        let (events, aside) = (known.len(), known.conflicts().len());
        page.item(&format!(
            "as known on {day}: {events} events; set aside: {aside}"
        ));
    }
    Ok(())
}

/// Something that answers a question, for a reader.
trait Answer {
    /// The answer in one line, with how sure it is.
    fn line(&self) -> String;

    /// Why.
    fn reasons(&self) -> Vec<String>;
}

impl Answer for Encounter<'_> {
    fn line(&self) -> String {
        self.to_string()
    }

    fn reasons(&self) -> Vec<String> {
        vec![self.explain().to_string()]
    }
}

impl Answer for Found<'_> {
    fn line(&self) -> String {
        self.to_string()
    }

    fn reasons(&self) -> Vec<String> {
        self.explain().iter().map(ToString::to_string).collect()
    }
}

impl Answer for Explanation {
    fn line(&self) -> String {
        self.to_string()
    }

    fn reasons(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Two events whose order is asked for: whether the first came before the second, and all that it can be.
impl Answer for Pair<'_> {
    fn line(&self) -> String {
        self.explain(Before).to_string()
    }

    fn reasons(&self) -> Vec<String> {
        let all: Vec<&str> = self.possible().iter().map(Relation::name).collect();
        vec![format!("all that is possible: {}", all.join(", "))]
    }
}

impl Answer for Absence<'_> {
    fn line(&self) -> String {
        self.to_string()
    }

    fn reasons(&self) -> Vec<String> {
        let said = match self.is_recorded() {
            true => "its record says so",
            false => "its record names nobody who was there for them",
        };
        vec![format!("{said}{}", cited(self.meeting().event()))]
    }
}

impl Answer for Opposition<'_> {
    fn line(&self) -> String {
        self.to_string()
    }

    fn reasons(&self) -> Vec<String> {
        self.statements().map(gist).to_vec()
    }
}

/// Who says what in a statement.
fn gist(statement: StatementView<'_>) -> String {
    let details = statement.details();
    let gist = details.and_then(|d| d.gist).unwrap_or_default();
    let by = names(statement.actors(Part::By));
    format!("{by}: {gist}{}", cited(statement.event()))
}

fn names<'t>(actors: impl Iterator<Item = ActorView<'t>>) -> String {
    let names: Vec<&str> = actors.map(ActorView::name).collect();
    names.join(" and ")
}

/// Where the sources of an event's record say so.
fn cited(event: EventView<'_>) -> String {
    let record = event.record();
    let places = record.citations().iter().map(|citation| {
        let place = citation.place.iter().map(String::as_str);
        let parts: Vec<&str> = [citation.source.as_str()]
            .into_iter()
            .chain(place)
            .collect();
        parts.join(", ")
    });
    format!(" [{}]", places.collect::<Vec<_>>().join("; "))
}

/// The printed page: text of at most a hundred columns.
#[derive(Default)]
struct Page {
    text: String,
    questions: u32,
}

const WIDTH: usize = 100;

impl Page {
    fn title(&mut self, title: &str) {
        self.underlined(title, "=");
    }

    fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.underlined(heading, "-");
    }

    fn underlined(&mut self, text: &str, with: &str) {
        let line = with.repeat(text.chars().count());
        self.text.push_str(&format!("{text}\n{line}\n"));
    }

    /// A paragraph.
    fn say(&mut self, text: &str) {
        self.text.push('\n');
        self.wrap(0, 0, text);
    }

    fn item(&mut self, text: &str) {
        self.wrap(2, 2, &format!("- {text}"));
    }

    fn question(&mut self, question: &str) {
        self.questions += 1;
        let number = format!("{}.", self.questions);
        self.text.push('\n');
        self.wrap(0, 4, &format!("{number:<4}{question}"));
    }

    /// A question, with all its answers and the reasons for each.
    fn ask<A: Answer>(&mut self, question: &str, answers: impl IntoIterator<Item = A>) {
        self.question(question);
        let before = self.text.len();
        for answer in answers {
            self.wrap(4, 2, &answer.line());
            for reason in answer.reasons() {
                self.wrap(6, 2, &reason);
            }
        }
        if self.text.len() == before {
            self.wrap(4, 0, "nobody");
        }
    }

    /// A question with many answers: reasons for the certain ones, the keys of the others.
    fn list<'t>(&mut self, question: &str, answers: impl Iterator<Item = Found<'t>>) {
        let (certain, open): (Vec<_>, Vec<_>) =
            answers.partition(|answer| answer.certainty() == Certainty::Certain);
        self.ask(question, certain);
        let keys: Vec<&str> = open.iter().map(|answer| answer.event().key()).collect();
        if !keys.is_empty() {
            self.wrap(4, 2, &format!("possible: {}", keys.join(", ")));
        }
    }

    fn sources(&mut self, t: &Timeline) {
        for source in t.sources() {
            let Some(record) = source.record() else {
                continue;
            };
            let names = record.publisher.iter().chain(&record.title);
            let names: Vec<&str> = names.map(String::as_str).collect();
            let mut line = format!("{}: {}", source.key(), names.join(", "));
            if !record.via.is_empty() {
                line.push_str(&format!("; by way of {}", record.via.join(", ")));
            }
            if let Some(reliability) = record.reliability {
                line.push_str(&format!("; reliability {reliability}"));
            }
            self.item(&line);
        }
    }

    fn offices(&mut self, t: &Timeline) {
        for office in t.affiliations() {
            let role = office.role().unwrap_or("in no stated role");
            let (actor, of) = (office.actor(), office.of());
            self.item(&format!("{actor} acts for {of}: {role}"));
        }
    }

    fn order(&mut self, t: &Timeline) {
        let width = |text: fn(EventView<'_>) -> String| {
            let widths = t.events().map(|event| text(event).chars().count());
            widths.max().unwrap_or(0)
        };
        let (keys, titles) = (width(|event| event.key().to_string()), width(called));
        let mut section = 0;
        for placed in t.order() {
            if placed.section != section {
                section = placed.section;
                let order = match placed.determinate {
                    true => "each certainly begins before the next",
                    false => "indeterminate, something about the order of these is open",
                };
                self.say(&format!("section {section}: {order}"));
            }
            let event = placed.event;
            let (key, title, when) = (event.key(), called(event), when(t, event));
            self.wrap(2, 2, &format!("{key:<keys$}  {title:<titles$}  {when}"));
        }
    }

    /// What certainly ended before what began, nothing said that follows from the rest.
    fn precedence(&mut self, t: &Timeline) -> demarche::Result<()> {
        let graph = t.to_precedence(Selection::all())?;
        for node in graph.node_indices() {
            let mut later: Vec<_> = graph.neighbors(node).collect();
            later.sort();
            let keys = later.iter().map(|&n| t.event(graph[n]).map(EventView::key));
            let keys = keys.collect::<Result<Vec<_>, _>>()?;
            if !keys.is_empty() {
                let earlier = t.event(graph[node])?.key();
                self.item(&format!("{earlier} before {}", keys.join(", ")));
            }
        }
        Ok(())
    }

    fn conditions(&mut self, question: &str, t: &Timeline) {
        self.question(question);
        for statement in t.statements() {
            let by = names(statement.actors(Part::By));
            for stance in statement.details().into_iter().flat_map(|d| d.stances) {
                if let Some(condition) = stance.condition {
                    let (how, topic) = (stance.stance, stance.topic);
                    self.wrap(4, 2, &format!("{by}, on {topic}: {how}"));
                    self.wrap(6, 2, &format!("{condition}{}", cited(statement.event())));
                }
            }
        }
    }

    /// The documents that are only alleged, their terms, and what reports them.
    fn alleged(&mut self, question: &str, t: &Timeline) -> demarche::Result<()> {
        self.question(question);
        for document in t.documents().filter(|d| d.status() == Status::Alleged) {
            let event = document.event();
            self.wrap(4, 2, &format!("{}{}", called(event), cited(event)));
            for term in document.details().into_iter().flat_map(|d| d.terms) {
                let text = term.text.or(term.topic).unwrap_or_default();
                let obliged = term.obliges.iter().map(|key| t.actor(key));
                let obliged = names(obliged.collect::<Result<Vec<_>, _>>()?.into_iter());
                self.wrap(6, 2, &format!("- {text}; it would oblige {obliged}"));
            }
            let is_report =
                |link: &Link| link.kind == LinkKind::Reports && link.to == document.key();
            for report in t.documents() {
                if report
                    .details()
                    .is_some_and(|d| d.common.links.iter().any(is_report))
                {
                    let by = names(report.actors(Part::By));
                    self.wrap(
                        6,
                        2,
                        &format!("- reported by {by}{}", cited(report.event())),
                    );
                }
            }
        }
        Ok(())
    }

    fn figures(&mut self, question: &str, t: &Timeline) {
        self.question(question);
        for event in t.events() {
            let record = event.record();
            let figures = record.common().map_or(&[][..], |common| &common.figures);
            for figure in figures {
                let value = figure.value.as_ref().map(ToString::to_string);
                let parts = [&figure.qualifier, &value, &figure.unit];
                let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
                let of = figure.of.as_deref().unwrap_or("a number");
                self.wrap(4, 2, &called(event));
                self.wrap(6, 2, &format!("{of}: {}{}", parts.join(" "), cited(event)));
            }
        }
    }

    fn row(&mut self, sentence: &str, first: impl Display, second: impl Display) {
        let row = format!("{sentence:<44}  {first:<16}  {second}");
        self.wrap(2, 2, row.trim_end());
    }

    /// Conflicts, with what the sources of their claims say.
    fn conflicts(&mut self, conflicts: &[Conflict]) {
        for conflict in conflicts {
            self.wrap(2, 2, &conflict.to_string());
            self.wrap(2, 2, "as their sources have it:");
            for citation in conflict.claims().iter().flat_map(|c| &c.citations) {
                let place = citation.place.iter().map(String::as_str);
                let parts: Vec<&str> = [citation.source.as_str()]
                    .into_iter()
                    .chain(place)
                    .collect();
                let quote = citation.quote.as_deref().unwrap_or("");
                self.wrap(4, 2, &format!("- {}: \"{quote}\"", parts.join(", ")));
            }
        }
    }

    /// Adds lines, indented, each broken at spaces so that it fits the page; what is broken off hangs
    /// further in, after a dash below the words behind it.
    fn wrap(&mut self, indent: usize, hang: usize, text: &str) {
        for line in text.lines() {
            let words = line.trim_start();
            let indent = indent + line.len() - words.len();
            let hang = if words.starts_with("- ") { 2 } else { hang };
            let mut row = " ".repeat(indent);
            let mut is_empty = true;
            for word in unbroken(words) {
                if !is_empty && row.chars().count() + 1 + word.chars().count() > WIDTH {
                    self.text.push_str(&format!("{}\n", row.trim_end()));
                    row = " ".repeat(indent + hang);
                    is_empty = true;
                }
                if !is_empty {
                    row.push(' ');
                }
                row.push_str(word);
                is_empty = false;
            }
            self.text.push_str(&format!("{row}\n"));
        }
    }
}

/// The words of a line; a short remark in brackets counts as one.
fn unbroken(line: &str) -> Vec<&str> {
    const LONGEST: usize = 24;
    let mut words = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let bracket = rest
            .find(']')
            .filter(|&end| rest.starts_with('[') && end < LONGEST);
        let from = bracket.unwrap_or(0);
        let end = rest[from..]
            .find(' ')
            .map_or(rest.len(), |space| from + space);
        words.push(&rest[..end]);
        rest = rest.get(end + 1..).unwrap_or("");
    }
    words
}

/// An event's title, with its status where it did not simply take place.
fn called(event: EventView<'_>) -> String {
    match event.status() {
        Status::Occurred => event.name().to_string(),
        status => format!("{} ({status})", event.name()),
    }
}

/// Between which days an event lies.
fn when(t: &Timeline, event: EventView<'_>) -> String {
    let day = |bound: Option<Bound>| bound?.tick().map(|tick| t.zone().date_of(tick));
    let written = |(year, month, day)| format!("{year:04}-{month:02}-{day:02}");
    match (day(event.begin().earliest), day(event.end().latest)) {
        (Some((first, 1, 1)), Some((last, 12, 31))) if first == last => format!("in {first}"),
        (Some(first), Some(last)) if first == last => format!("on {}", written(first)),
        (Some(first), Some(last)) => format!("{} to {}", written(first), written(last)),
        (Some(first), None) => format!("from {} on", written(first)),
        (None, Some(last)) => format!("by {}", written(last)),
        (None, None) => "not dated".to_string(),
    }
}
