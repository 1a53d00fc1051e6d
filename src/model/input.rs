//! What a reader hands to the builder of a timeline.

use std::fmt;

use super::{Fault, Origin, Record};

/// What was read: the records, where each stands, and everything that is wrong with them.
///
/// Reading never fails as a whole. A record that is in part at fault is among the records with what could be
/// read of it, so that references to it are not at fault as well; one whose key cannot be read is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The records in the order of the file, each with where it begins.
    pub records: Vec<(Record, Origin)>,
    /// What is wrong with the form of the file, in its order.
    pub faults: Vec<Fault>,
    /// What the reader did of its own accord, or found doubtful.
    pub notes: Vec<Note>,
    /// The places in `records` of those that [`Record::check`] has judged already, in order.
    checked: Vec<usize>,
}

impl Input {
    /// Adds a record of sound form.
    pub(crate) fn push(&mut self, record: Record, origin: Origin) {
        self.records.push((record, origin));
    }

    /// Whether nothing was found wrong with the form.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// What a reader did of its own accord, or found doubtful. Nothing in it is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A name that no record knows became an actor.
    NewActor {
        /// Where the name first stands.
        origin: Origin,
        /// The name.
        name: String,
        /// The key that the actor was given.
        id: String,
    },
    /// Two names differ so little that one person may be meant.
    NearDuplicate {
        /// Where the later name first stands.
        origin: Origin,
        /// The later name.
        name: String,
        /// The earlier one.
        other: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::NewActor { origin, name, id } => {
                write!(f, "{origin}: {name:?} becomes the new actor {id:?}")
            }
            Note::NearDuplicate {
                origin,
                name,
                other,
            } => write!(f, "{origin}: {name:?} may be the same as {other:?}"),
        }
    }
}
