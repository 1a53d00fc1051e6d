//! Where everything of a picture stands, in pixels.

use super::lanes::{Lanes, Spacing};
use super::place::place;
use super::scale::{Scale, axis, bounds, bounds_told};
use super::text::fit;
use super::words::{describe, notes, tell};
use crate::id::EventId;
use crate::time::{Relation, RelationSet};
use crate::timeline::{Assertion, Conflict, EventView, Timeline};
use rustc_hash::{FxHashMap, FxHashSet};

/// The size of letters, and how far apart lines stand.
pub(super) const LETTERS: f64 = 11.0;
pub(super) const LINE: f64 = 20.0;
/// The room for the names of lanes.
pub(super) const GUTTER: f64 = 170.0;
/// The room above the lanes, for the title and the axis.
pub(super) const HEAD: f64 = 84.0;
pub(super) const EDGE: f64 = 16.0;
/// Between one thing in a row and the next.
pub(super) const GAP: f64 = 8.0;

/// A text, from where it begins, on its baseline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
}

/// What an event is drawn as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// The window of its beginning and the window of its end.
    Bar { begin: [f64; 2], end: [f64; 2] },
    /// The window of an instant.
    Instant { window: [f64; 2] },
}

/// An event in one of its lanes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// The number of the event among those shown.
    pub(super) event: usize,
    pub(super) y: f64,
    pub(super) shape: Shape,
    /// Whether the window has no bound on either side, so that it goes on beyond the picture.
    pub(super) open: [bool; 2],
    pub(super) is_in_conflict: bool,
}

/// An event that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown<'t> {
    pub(super) event: EventView<'t>,
    /// What is told of it where it is pointed at.
    pub(super) told: String,
}

/// A claim of how two events stand to each other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrow {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
    /// Whether it says which is first, the one from which it goes.
    pub(super) is_directed: bool,
    pub(super) is_set_aside: bool,
    pub(super) told: String,
}

/// A lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    pub(super) y: f64,
    pub(super) height: f64,
    pub(super) name: Label,
    pub(super) full: String,
}

/// A picture, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scene<'t> {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where the lanes begin and end.
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) title: Label,
    pub(super) full_title: String,
    pub(super) told: String,
    /// Lines of the axis, and what stands at them.
    pub(super) marks: Vec<f64>,
    pub(super) axis: Vec<Label>,
    pub(super) lanes: Vec<Lane>,
    /// Stretches in which the order of events is open.
    pub(super) sections: Vec<([f64; 2], String)>,
    pub(super) shown: Vec<Shown<'t>>,
    pub(super) items: Vec<Item>,
    pub(super) labels: Vec<(usize, Label)>,
    /// Lines between the lanes of one event: at `x`, from one height to another.
    pub(super) links: Vec<(f64, [f64; 2])>,
    pub(super) arrows: Vec<Arrow>,
    /// What stands below the lanes: headings and lines.
    pub(super) notes: Vec<(bool, Label)>,
    /// What signs mean, each behind room for the sign.
    pub(super) legend: Vec<(Sign, Label)>,
}

/// A sign that is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Bar,
    Instant,
    Open,
    Section,
    Claim,
    SetAside,
    Kinds,
}

impl Sign {
    pub(super) const ALL: [(Sign, &'static str); 7] = [
        (Sign::Bar, "solid: certainly under way; faded: perhaps"),
        (Sign::Instant, "an instant, somewhere on its whisker"),
        (Sign::Open, "no bound on this side"),
        (Sign::Section, "the order of these is open"),
        (
            Sign::Claim,
            "claimed: this before that; without a head, otherwise related",
        ),
        (Sign::SetAside, "claimed, but set aside"),
        (Sign::Kinds, "● meeting ▲ statement ■ document ◆ action"),
    ];

    /// The room that it takes.
    pub(super) fn room(self) -> f64 {
        match self {
            Sign::Kinds => 0.0,
            _ => 40.0,
        }
    }
}

/// Lays out some events of a timeline, which come in its order.
pub(super) fn scene<'t>(
    t: &'t Timeline,
    events: &[EventView<'t>],
    lanes: Lanes,
    spacing: Spacing,
    wide: f64,
) -> Scene<'t> {
    let (dated, undated): (Vec<EventView<'t>>, Vec<EventView<'t>>) = events
        .iter()
        .partition(|&&event| bounds(event).next().is_some());
    let scale = Scale::new(t, &dated, [GUTTER, wide - EDGE], spacing);
    let mut scene = Scene {
        width: wide,
        height: 0.0,
        top: HEAD,
        bottom: HEAD,
        title: Label {
            x: EDGE,
            y: 26.0,
            text: fit(t.title().unwrap_or("Timeline"), (wide - 2.0 * EDGE) / 17.0),
        },
        full_title: t.title().unwrap_or("Timeline").to_owned(),
        told: String::new(),
        marks: Vec::new(),
        axis: Vec::new(),
        lanes: Vec::new(),
        sections: Vec::new(),
        shown: dated
            .iter()
            .map(|&event| Shown {
                event,
                told: tell(event),
            })
            .collect(),
        items: Vec::new(),
        labels: Vec::new(),
        links: Vec::new(),
        arrows: Vec::new(),
        notes: Vec::new(),
        legend: Vec::new(),
    };
    let in_conflict = in_conflict(t);
    place(&mut scene, &scale, lanes, &in_conflict);
    match spacing {
        _ if dated.is_empty() => {}
        Spacing::Proportional => axis(&mut scene, &scale),
        Spacing::Condensed => bounds_told(&mut scene, &scale),
    }
    sections(&mut scene, &scale, t);
    arrows(&mut scene, t);
    notes(&mut scene, t, &undated);
    scene.told = describe(&scene, &undated, t);
    scene
}

/// The events of which a claim was set aside, or that one contradicts which was.
pub(super) fn in_conflict(t: &Timeline) -> FxHashSet<String> {
    let claims = t.conflicts().iter().map(Conflict::set_aside);
    let mut found = FxHashSet::default();
    for claim in claims {
        let keys = claim.assertion.events();
        found.extend(keys.into_iter().map(str::to_owned));
    }
    found
}

/// Stretches of the timeline's order in which something about the order is open, as far as they are shown.
fn sections(scene: &mut Scene<'_>, scale: &Scale, t: &Timeline) {
    let numbers = scene.shown.iter().map(|shown| shown.event.id());
    let shown: FxHashSet<EventId> = numbers.collect();
    for section in t.sections().iter().filter(|section| !section.determinate) {
        let events = section.events.iter().filter(|id| shown.contains(id));
        let events: Vec<EventView<'_>> = events.filter_map(|&id| t.event(id).ok()).collect();
        if events.len() < 2 {
            continue;
        }
        let from = events.iter().map(|event| scale.window(event.begin())[0]);
        let to = events.iter().map(|event| scale.window(event.end())[1]);
        let stretch = [
            from.fold(scale.right, f64::min),
            to.fold(scale.left, f64::max),
        ];
        let told = format!("the order of these {} events is open", events.len());
        scene.sections.push((stretch, told));
    }
}

fn arrows(scene: &mut Scene<'_>, t: &Timeline) {
    let mut places: FxHashMap<&str, [f64; 3]> = FxHashMap::default();
    for item in &scene.items {
        let [begin, end] = item.shape.middles();
        let key = scene.shown[item.event].event.key();
        places.entry(key).or_insert([begin, end, item.y]);
    }
    let found = claims_of(t).filter_map(|claim| {
        let from = places.get(claim.from.as_str())?;
        let to = places.get(claim.to.as_str())?;
        Some(Arrow {
            from: [from[1], from[2]],
            to: [to[0], to[2]],
            is_directed: claim.is_directed,
            is_set_aside: claim.is_set_aside,
            told: claim.told,
        })
    });
    scene.arrows = found.collect();
}

/// A claim of how two events stand to each other, as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Related {
    /// The key of the event that is first, if it says which is.
    pub(super) from: String,
    pub(super) to: String,
    /// Whether it says which is first, the one from which it goes.
    pub(super) is_directed: bool,
    pub(super) is_set_aside: bool,
    pub(super) told: String,
}

/// The claims of a timeline that relate two events, in file order.
pub(super) fn claims_of(t: &Timeline) -> impl Iterator<Item = Related> {
    let first = RelationSet::from(Relation::Before) | Relation::Meets;
    let then = RelationSet::from(Relation::After) | Relation::MetBy;
    let all = t.relations_among(|_| true);
    all.into_iter().filter_map(move |held| {
        let Assertion::Relation {
            left, right, is, ..
        } = held.claim.assertion
        else {
            return None;
        };
        let is_back = is.is_subset(then);
        let is_directed = is_back || is.is_subset(first);
        let told = format!("{left} {is} {right}");
        let (from, to) = if is_back {
            (right, left)
        } else {
            (left, right)
        };
        Some(Related {
            from,
            to,
            is_directed,
            is_set_aside: !held.is_kept,
            told,
        })
    })
}
