//! A timeline, or a part of it, as a picture.

use super::lanes::{Lanes, Spacing};
use super::page::{self, Shown};
use super::scene::{self, Scene};
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

    /// Says what the lanes stand for; [`Lanes::Actor`] unless told.
    #[must_use]
    pub fn lanes(mut self, lanes: Lanes) -> Picture<'t> {
        self.lanes = lanes;
        self
    }

    /// Says how time is shared out; [`Spacing::Proportional`] unless told.
    #[must_use]
    pub fn spacing(mut self, spacing: Spacing) -> Picture<'t> {
        self.spacing = spacing;
        self
    }

    /// Sets the width in pixels, 480 at least; 1200 unless told. The height follows from what there is to show.
    #[must_use]
    pub fn width(mut self, width: u32) -> Picture<'t> {
        self.width = width.clamp(480, 100_000);
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

    fn scene(&self) -> Scene<'t> {
        let events = self.events(&self.timeline.sections());
        let width = f64::from(self.width);
        scene::scene(self.timeline, &events, self.lanes, self.spacing, width)
    }

    /// What is shown, in order.
    fn events(&self, sections: &[Section]) -> Vec<EventView<'t>> {
        let is_shown = |id: &&EventId| self.only.as_ref().is_none_or(|only| only.contains(id));
        let order = sections.iter().flat_map(|section| &section.events);
        order
            .filter(is_shown)
            .map(|id| self.timeline.view(id.0))
            .collect()
    }
}
