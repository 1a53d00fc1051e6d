//! What most programs need: `use demarche::prelude::*;`.

pub use crate::model::{
    Action, Actor, Affiliation, Citation, Claim, Document, Meeting, Participant, Source, Stance,
    StanceKind, Statement, Status,
};
pub use crate::query::Certainty;
pub use crate::time::Relation::{
    After, Before, Contains, During, Equals, FinishedBy, Finishes, Meets, MetBy, OverlappedBy,
    Overlaps, StartedBy, Starts,
};
pub use crate::time::{Gap, Relation, RelationSet, days, hours, minutes, seconds, weeks};
pub use crate::timeline::{Policy, Timeline};
