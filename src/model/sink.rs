//! What takes records one after the other.

use super::{Input, Origin, PlainEvent, Record};

/// What takes records one after the other, each with where it stands: the other end of a bulk read.
///
/// An [`Input`] and a vector keep them, a [`TimelineBuilder`](crate::TimelineBuilder) collects them for a timeline,
/// and a [`JsonlWriter`](crate::JsonlWriter) writes each out and keeps none.
///
/// ```
/// use demarche::{Actor, Origin, Record, Sink};
///
/// /// Counts the actors, and keeps nothing.
/// struct Actors(usize);
///
/// impl Sink for Actors {
///     fn put(&mut self, record: Record, _: Origin) {
///         self.0 += usize::from(matches!(record, Record::Actor(_)));
///     }
/// }
///
/// let mut actors = Actors(0);
/// actors.put(Actor::state("us", "United States").into(), Origin::default());
/// assert_eq!(actors.0, 1);
/// ```
pub trait Sink {
    /// Takes a record, and where it stands.
    fn put(&mut self, record: Record, origin: Origin);

    /// Takes an event in borrowed texts, and where it stands: as its record, unless a sink has a shorter way.
    fn put_plain(&mut self, event: PlainEvent<'_>, origin: &Origin) {
        self.put(event.into(), origin.clone());
    }

    /// Whether nothing more will be taken, so that whoever reads may end; never so, unless a sink says otherwise.
    fn is_closed(&self) -> bool {
        false
    }
}

impl Sink for Input {
    fn put(&mut self, record: Record, origin: Origin) {
        self.push(record, origin);
    }
}

impl Sink for Vec<(Record, Origin)> {
    fn put(&mut self, record: Record, origin: Origin) {
        self.push((record, origin));
    }
}
