//! A timeline, or a part of it, as a picture.

use super::account::Account;
use super::graph::Graph;
use super::lanes::{Lanes, Spacing};
use super::page::{self, Shown};
use super::scene::{self, Scene};
use super::{dot, markdown, mermaid, terminal};
use crate::id::EventId;
use crate::query::{Answer, Certainty};
use crate::timeline::{EventView, Section, Timeline};
use rustc_hash::{FxHashMap, FxHashSet};

/// A timeline, or some of its events, as a picture.
///
/// Events stand in lanes along an axis of time. A picture does not tell more than is known: a bar is solid where its
/// event lasts in every world, and fades over the windows in which that may begin and end; an instant is a mark on a
/// whisker as wide as its window; what has no bound on a side goes on beyond the edge; what has no date stands below,
/// without a place in time. Stretches in which the order of events is open are hatched, claims of what comes before
/// what are arrows, and what was set aside is marked and listed. Shapes and signs tell what colours do.
///
/// The same picture is drawn as SVG, or written: as text for terminals, as Markdown, or as a graph of the order in DOT or
/// Mermaid. Those that are written show events in the order of [`Timeline::order`], in the sections that the events shown
/// make among themselves, with the windows of their ends in words, as a [`Clock`](crate::Clock) tells them; what has no
/// date at all stands apart. Whatever comes from data is made harmless for the format.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::{Lanes, Picture};
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("trump", "Donald Trump")]);
/// t.add(Meeting::new("talks").with("witkoff").on("2025-04-25"));
/// t.add(Statement::new("remark").by("trump").quote("very close to a deal"));
/// t.add(Claim::that("remark").is(After, "talks").within(hours(12)));
/// let t = t.build()?;
///
/// let svg = Picture::of(&t).lanes(Lanes::Actor).width(900).to_svg();
/// assert!(svg.starts_with("<svg ") && svg.contains("● talks"));
/// // Only what an answer is about:
/// let talks = Picture::of(&t).only([t.event("talks")?.id()]).to_svg();
/// assert!(!talks.contains("▲ remark"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Picture<'t> {
    timeline: &'t Timeline,
    only: Option<FxHashSet<EventId>>,
    /// How sure the surest answer is that an event is in.
    answers: Option<FxHashMap<EventId, Certainty>>,
    lanes: Lanes,
    spacing: Spacing,
    width: u32,
    columns: u32,
    colored: bool,
}

impl<'t> Picture<'t> {
    /// A picture of a whole timeline.
    pub fn of(timeline: &'t Timeline) -> Picture<'t> {
        Picture {
            timeline,
            only: None,
            answers: None,
            lanes: Lanes::default(),
            spacing: Spacing::default(),
            width: 1200,
            columns: 100,
            colored: false,
        }
    }

    /// Shows these events only: those that answer a question, say. Asked again, those of both.
    #[must_use]
    pub fn only<E: Into<EventId>>(mut self, events: impl IntoIterator<Item = E>) -> Picture<'t> {
        let events = events.into_iter().map(Into::into);
        self.only.get_or_insert_default().extend(events);
        self
    }

    /// Shows the events that answers are about only.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-26"));
    /// t.add(Statement::new("aside").by("b").on("2025-04-24"));
    /// let t = t.build()?;
    /// let answers = t.ask("find ?m, ?s where meeting ?m with ?x and statement ?s by ?x and ?m before ?s")?;
    /// let svg = Picture::of(&t).answers(answers).to_svg();
    /// assert!(svg.contains("▲ remark") && !svg.contains("▲ aside"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    #[must_use]
    pub fn answers<'a>(mut self, answers: impl IntoIterator<Item = Answer<'a>>) -> Picture<'t> {
        let mut events: Vec<EventId> = Vec::new();
        let sure = self.answers.get_or_insert_default();
        for answer in answers {
            let values = answer.values().filter_map(|(_, value)| value.event());
            for event in values.map(EventView::id) {
                let known = sure.entry(event).or_insert(answer.certainty());
                *known = answer.certainty().max(*known);
                events.push(event);
            }
        }
        self.only(events)
    }

    /// Says what the lanes of SVG stand for; [`Lanes::Actor`] unless told.
    #[must_use]
    pub fn lanes(mut self, lanes: Lanes) -> Picture<'t> {
        self.lanes = lanes;
        self
    }

    /// Says how time is shared out, in SVG and in the strips of text; [`Spacing::Proportional`] unless told.
    #[must_use]
    pub fn spacing(mut self, spacing: Spacing) -> Picture<'t> {
        self.spacing = spacing;
        self
    }

    /// Sets the width of SVG in pixels, 480 at least; 1200 unless told. The height follows from what there is to show.
    #[must_use]
    pub fn width(mut self, width: u32) -> Picture<'t> {
        self.width = width.clamp(480, 100_000);
        self
    }

    /// Sets how many columns a text has at most, 40 at least; 100 unless told.
    #[must_use]
    pub fn columns(mut self, columns: u32) -> Picture<'t> {
        self.columns = columns.clamp(40, 10_000);
        self
    }

    /// Says whether a text has colours; none unless told. They are escape sequences of ECMA-48, in the terminal's own
    /// palette. Whether the reader is a terminal, and wants them, is for the caller to find out: nothing here looks at the
    /// environment.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.title("Talks about talks");
    /// let t = t.build()?;
    /// assert!(Picture::of(&t).colored(true).to_text().starts_with("\u{1b}[1mTalks about talks\u{1b}[0m\n"));
    /// assert!(Picture::of(&t).to_text().starts_with("Talks about talks\n"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    #[must_use]
    pub fn colored(mut self, colored: bool) -> Picture<'t> {
        self.colored = colored;
        self
    }

    /// The picture as SVG: one element `svg` that needs no other file, with a title and a description for those who
    /// cannot see it. Texts are escaped. The same timeline gives the same bytes.
    ///
    /// What [`Timeline::order`] costs, and `O(n log n + n r)` for `n` events in `r` rows of a lane.
    pub fn to_svg(&self) -> String {
        self.scene().to_string()
    }

    /// The picture as a page of HTML: one file that needs no other and no network, to be opened by a browser, sent or put on a server.
    ///
    /// The same picture, alive: it is moved and zoomed by mouse, touch and keys, and narrowed down by search, actor, topic,
    /// kind, certainty, doubt and grade. Whatever event is chosen shows its sources, claims, doubts and why its times are
    /// what they are; of two, it tells in which relations they can stand, exactly, and because of which claims. The list beside it
    /// does all that without sight of the picture. What is shown stands in the address, so that it can be passed on.
    /// More than 5,000 events in view are drawn as how many there are.
    ///
    /// Texts from data are escaped, and links lead to `http` and `https` only. The same timeline gives the same bytes: about 90 KB
    /// and what is known. [`width`](Picture::width) has no influence: the picture is as wide as the window.
    ///
    /// What [`Timeline::order`] costs, and linear in records and claims.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").title("Talks <in camera>").between(["a", "b"]).on("2025-04-25"));
    /// let t = t.build()?;
    /// let page = Picture::of(&t).to_html();
    /// assert!(page.starts_with("<!DOCTYPE html>"));
    /// assert!(page.contains("Talks &lt;in camera&gt;") && !page.contains("<in camera>"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn to_html(&self) -> String {
        let sections = self.timeline.sections();
        page::page(&Shown {
            timeline: self.timeline,
            events: self.events(&sections),
            sections,
            answers: self.answers.as_ref(),
            lanes: self.lanes,
            spacing: self.spacing,
        })
    }

    /// The picture as text for terminals: aligned, and no wider than it may be.
    ///
    /// Beside each event stand its windows, and a strip of time, in which `█` is where it is certainly under way all the
    /// time, `▒` where it certainly is at some time, and `░` where it perhaps is; so a strip tells no less and no more
    /// than the windows. Below follow relation claims, what was set aside, and the sources. Control characters from data
    /// are written as escapes, and never reach the terminal.
    ///
    /// What [`Timeline::order`] costs, and `O(n (log n + c))` for `n` events in `c` columns.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada"));
    /// t.add(Meeting::new("summit").with("a").on("2025-04-20/2025-04-25"));
    /// t.add(Statement::new("remark").by("a"));
    /// let t = t.build()?;
    /// let text = Picture::of(&t).columns(60).to_text();
    /// let row = text.lines().find(|line| line.contains("● summit")).unwrap_or_default();
    /// assert_eq!(row, "  ● summit  2025-04-20  2025-04-25  │░░░▒██████████████▒░░░│");
    /// assert!(text.contains("Without any date, so that they may lie anywhere\n  ▲ remark"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn to_text(&self) -> String {
        let columns = self.columns as usize;
        terminal::text(&self.account(), self.spacing, columns, self.colored)
    }

    /// The picture as Markdown: a table for each section, then the claims, what was set aside, and the sources.
    ///
    /// It is CommonMark with the tables of GitHub. Nothing from data is markup: `<`, `>`, `&` and `|` stand as entities,
    /// whatever else could begin something stands behind a backslash.
    ///
    /// What [`Timeline::order`] costs, and linear.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada <3"));
    /// t.add(Meeting::new("talks").title("*The* talks").with("a").on("2025-04"));
    /// let t = t.build()?;
    /// let row = "| ● meeting | **\\*The\\* talks** (talks) | 2025-04 | 2025-04 | with Ada &lt;3 |  |";
    /// assert!(Picture::of(&t).to_markdown().contains(row));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn to_markdown(&self) -> String {
        markdown::markdown(&self.account())
    }

    /// The order of the events as a graph in DOT, the language of Graphviz.
    ///
    /// Each section is a cluster, in which arrows lead from what certainly begins first, left out where they follow from
    /// others; between two sections they meet in a point. In sections of more than 256 events pairs are not compared, and
    /// the picture says so. Claims of how events stand to each other are arrows with words, dashed where they were set
    /// aside; those that say what is first have heads. Names are cut where they are longer than six lines, and whole where
    /// they are pointed at. `<`, `>`, `&` and quotation marks from data stand as entities, which Graphviz shows as what
    /// they stand for.
    ///
    /// What [`Timeline::order`] costs, and `O(n s)` for `n` events in sections of up to `s`, no more than 256.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada"));
    /// t.add(Meeting::new("talks").with("a").on("2025-04"));
    /// t.add(Statement::new("remark").by("a"));
    /// t.add(Claim::that("remark").is(After, "talks").within(days(1)));
    /// let t = t.build()?;
    /// let dot = Picture::of(&t).to_dot();
    /// assert!(dot.starts_with("digraph timeline {\n"));
    /// assert!(dot.contains("n1 [label=\"● talks\\lwithin 2025-04\\lwith Ada\\l\""));
    /// assert!(dot.contains("n1 -> n2 [label=\"is before, within 1\\nday\\n\""));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn to_dot(&self) -> String {
        dot::dot(&Graph::of(&self.account()))
    }

    /// The order of the events as a flowchart in Mermaid, which shows what [`to_dot`](Picture::to_dot) does.
    ///
    /// Mermaid has diagrams with an axis of time too, but these need a beginning and an end for each bar: a window would
    /// become a point, or a stretch that the event did not last.
    ///
    /// Mermaid shows no diagram of more than 50,000 characters or 500 arrows unless it is set up to: some two hundred
    /// events. Of more, show [some](Picture::only). Costs what `to_dot` does.
    ///
    /// ```
    /// use demarche::Picture;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada"));
    /// t.add(Meeting::new("talks").title("Talks: #1").with("a").on("2025-04"));
    /// t.add(Statement::new("remark").by("a").on("2025-05-01"));
    /// let t = t.build()?;
    /// let mermaid = Picture::of(&t).to_mermaid();
    /// assert!(mermaid.contains("flowchart LR\n") && mermaid.contains("n1 --> n2"));
    /// assert!(mermaid.contains("n1[\"● Talks#58; #35;1\nwithin 2025-04\nwith Ada\"]:::meeting"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn to_mermaid(&self) -> String {
        mermaid::mermaid(&Graph::of(&self.account()))
    }

    fn account(&self) -> Account<'t> {
        Account::new(self.timeline, |id| self.is_shown(id))
    }

    fn is_shown(&self, event: EventId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&event))
    }

    fn scene(&self) -> Scene<'t> {
        let events = self.events(&self.timeline.sections());
        let width = f64::from(self.width);
        scene::scene(self.timeline, &events, self.lanes, self.spacing, width)
    }

    /// What is shown, in order.
    fn events(&self, sections: &[Section]) -> Vec<EventView<'t>> {
        let order = sections.iter().flat_map(|section| &section.events);
        order
            .filter(|&&id| self.is_shown(id))
            .map(|id| self.timeline.view(id.0))
            .collect()
    }
}
