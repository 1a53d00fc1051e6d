//! A timeline, or a part of it, as a picture.

use super::lanes::{Lanes, Spacing};
use super::scene::{self, Scene};
use crate::id::EventId;
use crate::query::Answer;
use crate::timeline::{EventView, Timeline};
use std::collections::HashSet;

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
    only: Option<HashSet<EventId>>,
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
    pub fn answers<'a>(self, answers: impl IntoIterator<Item = Answer<'a>>) -> Picture<'t> {
        let mut events: Vec<EventId> = Vec::new();
        for answer in answers {
            let values = answer.values().filter_map(|(_, value)| value.event());
            events.extend(values.map(EventView::id));
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

    fn scene(&self) -> Scene<'t> {
        let is_shown = |id: &EventId| self.only.as_ref().is_none_or(|only| only.contains(id));
        let order = self.timeline.order().map(|placed| placed.event);
        let events: Vec<EventView<'t>> = order.filter(|event| is_shown(&event.id())).collect();
        let width = f64::from(self.width);
        scene::scene(self.timeline, &events, self.lanes, self.spacing, width)
    }
}
