//! The solution of a timeline: as it was built, and what was solved again for what is assumed.

mod blocks;

pub(crate) use blocks::Blocks;

use super::claim::ClaimRef;
use super::columns::OPEN;
use super::encode::{Moment, Piece, pieces};
use super::options::ImpliedKind;
use super::rows::Rows;
use super::store::Store;
use crate::graph::{Link, Network, System};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// "Not in the network."
pub(crate) const ALONE: u32 = u32::MAX;

/// The events that claims connect, solved together when the timeline was built.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole {
    pub(crate) network: Network,
    /// The point of each event's beginning, [`ALONE`] where no claim connects it to another.
    pub(crate) point: Vec<u32>,
    /// The component of each event, [`ALONE`] likewise.
    pub(crate) component: Vec<u32>,
    /// The events of each component, in file order.
    pub(crate) members: Rows<u32>,
}

/// One component, or one event that is alone, solved by itself.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its events, in file order.
    events: Vec<u32>,
    /// The point of each event's beginning.
    points: Vec<u32>,
    /// The tight windows of each event: earliest and latest beginning, earliest and latest end.
    windows: Vec<[i128; 4]>,
    network: Network,
}

impl Part {
    /// Solves some events, in file order, with all claims about them; `None` where they have no
    /// world.
    ///
    /// Points and links stand in the order in which `solve` has them, so that a network of one part
    /// is numbered as it is in a network of the whole.
    pub(crate) fn solve(store: &Store, events: &[u32], claims: &[ClaimRef]) -> Option<Part> {
        let mut system = System::default();
        let mut points = Vec::with_capacity(events.len());
        for &event in events {
            let begin = system.point(-OPEN, OPEN);
            points.push(begin);
            if !store.columns.is_instant(event) {
                let end = system.point(-OPEN, OPEN);
                system.links.push(Link::new(end, begin, 0));
            }
        }
        let place = |m: Moment| {
            let at = events.binary_search(&m.event).ok()?;
            let two = m.is_end && !store.columns.is_instant(m.event);
            Some((points[at] + u32::from(two)) as usize)
        };
        let mut claims = claims.to_vec();
        claims.sort_by_key(|&claim| match claim {
            ClaimRef::Relation(index) => (0, index),
            ClaimRef::Implied(ImpliedKind::PartOf, event, _) => (1, event),
            ClaimRef::Implied(ImpliedKind::RepliesTo, event, _) => (2, event),
            _ => (3, 0),
        });
        for claim in claims {
            pieces(store, claim, |piece| match piece {
                Piece::Lower(moment, at) => {
                    if let Some(p) = place(moment) {
                        system.lo[p] = system.lo[p].max(at);
                    }
                }
                Piece::Upper(moment, at) => {
                    if let Some(p) = place(moment) {
                        system.hi[p] = system.hi[p].min(at);
                    }
                }
                Piece::Edge(from, to, weight) => {
                    if let (Some(from), Some(to)) = (place(from), place(to)) {
                        let link = Link::clamped(from as u32, to as u32, weight);
                        system.links.push(link);
                    }
                }
            });
        }
        let network = Network::solve(system).ok()?;
        let windows = events.iter().zip(&points).map(|(&event, &begin)| {
            let (begin, end) = (
                begin as usize,
                (begin + u32::from(!store.columns.is_instant(event))) as usize,
            );
            let (lo, hi) = (&network.lo, &network.hi);
            [lo[begin], hi[begin], lo[end], hi[end]]
        });
        Some(Part {
            windows: windows.collect(),
            network: network.without_windows(),
            events: events.to_vec(),
            points,
        })
    }
}

impl Part {
    /// The tight windows of its events.
    pub(crate) fn windows(&self) -> impl Iterator<Item = (u32, &[i128; 4])> {
        self.events.iter().copied().zip(&self.windows)
    }
}

/// The whole, and parts of it that were solved again since. What they hold is shared, so that it
/// is cheap to clone: it costs what was solved again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Solved {
    whole: Arc<Whole>,
    parts: Vec<Option<Arc<Part>>>,
    again: Places,
    /// Whether any event is among `again`.
    is_changed: bool,
}

/// For each event of a part its number, and the event's place there.
#[derive(Clone, Debug)]
enum Places {
    /// Of few events.
    Few(FxHashMap<u32, (u32, u32)>),
    /// Of so many that a row for every event is faster, and hardly larger; [`ALONE`] for those of
    /// none.
    Many(Vec<(u32, u32)>),
}

impl Default for Places {
    fn default() -> Places {
        Places::Few(FxHashMap::default())
    }
}

impl Places {
    fn get(&self, event: u32) -> Option<(u32, u32)> {
        match self {
            Places::Few(places) => places.get(&event).copied(),
            Places::Many(places) => {
                let place = places.get(event as usize).copied();
                place.filter(|&(part, _)| part != ALONE)
            }
        }
    }

    /// Makes room for `more` events of `all`.
    fn reserve(&mut self, more: usize, all: usize) {
        if let Places::Few(few) = self
            && few.len() + more > all / 16
            && more > 1_000
        {
            let mut many = vec![(ALONE, 0); all];
            let mut taken: Vec<_> = few.drain().collect();
            taken.sort_unstable();
            for (event, place) in taken {
                many[event as usize] = place;
            }
            *self = Places::Many(many);
        }
    }

    fn insert(&mut self, event: u32, place: (u32, u32)) {
        match self {
            Places::Few(few) => {
                few.insert(event, place);
            }
            Places::Many(many) => {
                if many.len() <= event as usize {
                    // The timeline has more events than when the row was made.
                    many.resize(event as usize + 1, (ALONE, 0));
                }
                many[event as usize] = place;
            }
        }
    }
}

impl Solved {
    pub(crate) fn new(whole: Whole) -> Solved {
        Solved {
            whole: Arc::new(whole),
            ..Solved::default()
        }
    }

    /// Whether nothing was solved again. Timelines that assume nothing must not pay for those that
    /// do: what is read for every pair of events asks this first.
    #[inline]
    pub(crate) fn is_whole(&self) -> bool {
        !self.is_changed
    }

    /// The component of an event where nothing was solved again.
    #[inline]
    pub(crate) fn component_in_whole(&self, event: u32) -> Option<u32> {
        let found = self.whole.component.get(event as usize).copied();
        found.filter(|&c| c != ALONE)
    }

    /// The part to which an event belongs, with its number, and the event's place there.
    #[inline]
    fn part(&self, event: u32) -> Option<(u32, &Part, usize)> {
        if self.is_whole() {
            None
        } else {
            self.part_again(event)
        }
    }

    #[inline(never)]
    fn part_again(&self, event: u32) -> Option<(u32, &Part, usize)> {
        let (number, at) = self.again.get(event)?;
        let part = self.parts.get(number as usize)?.as_deref()?;
        Some((number, part, at as usize))
    }

    /// The windows of an event that was solved again.
    pub(crate) fn window(&self, event: u32) -> Option<&[i128; 4]> {
        self.part(event).map(|(_, part, at)| &part.windows[at])
    }

    /// How many components the whole has; those of parts are numbered behind them.
    pub(crate) fn first_again(&self) -> u32 {
        self.whole.members.len() as u32
    }

    /// The component of an event, if claims connect it to another.
    pub(crate) fn component(&self, event: u32) -> Option<u32> {
        if let Some((number, part, _)) = self.part(event) {
            return (part.events.len() > 1).then(|| self.first_again() + number);
        }
        self.component_in_whole(event)
    }

    /// The point of an event's beginning in the network of its component; [`ALONE`] where it has
    /// none.
    pub(crate) fn point(&self, event: u32) -> u32 {
        match self.part(event) {
            Some((_, part, at)) => part.points[at],
            None => self
                .whole
                .point
                .get(event as usize)
                .copied()
                .unwrap_or(ALONE),
        }
    }

    fn part_of(&self, component: u32) -> Option<&Part> {
        let number = component.checked_sub(self.first_again())?;
        self.parts.get(number as usize)?.as_deref()
    }

    /// The events of a component, in file order.
    pub(crate) fn members(&self, component: u32) -> &[u32] {
        match self.part_of(component) {
            Some(part) => &part.events,
            None => self.whole.members.of(component),
        }
    }

    /// The network in which a component is.
    pub(crate) fn network(&self, component: u32) -> &Network {
        match self.part_of(component) {
            Some(part) => &part.network,
            None => &self.whole.network,
        }
    }

    /// Puts a part in the place of all that was known of its events: they are all events of some
    /// components, or alone.
    /// `all` is the number of events of the timeline.
    pub(crate) fn replace(&mut self, part: Part, all: u32) {
        for &event in &part.events {
            if let Some((number, _)) = self.again.get(event) {
                self.parts[number as usize] = None;
            }
        }
        self.is_changed |= !part.events.is_empty();
        self.again.reserve(part.events.len(), all as usize);
        let free = self.parts.iter().position(Option::is_none);
        let number = free.unwrap_or(self.parts.len());
        for (at, &event) in part.events.iter().enumerate() {
            self.again.insert(event, (number as u32, at as u32));
        }
        let part = Some(Arc::new(part));
        match self.parts.get_mut(number) {
            Some(slot) => *slot = part,
            None => self.parts.push(part),
        }
    }
}
