//! What was done otherwise.

use super::Common;
use super::event::{event_builders, key_builders};

/// An event that is neither a meeting, a statement nor a document: someone does something, to someone or not.
///
/// ```
/// use demarche::Action;
///
/// let annexation = Action::new("annexation").by("russia").to("ukraine").on("2014").code("CAMEO:1831");
/// assert_eq!(annexation.common.time.as_deref(), Some("2014"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// What every event may state.
    pub common: Common,
    /// The keys of those who act.
    pub by: Vec<String>,
    /// The keys of those towards whom.
    pub to: Vec<String>,
}

impl Action {
    /// An action with this key.
    pub fn new(id: impl Into<String>) -> Action {
        Action {
            common: Common::new(id),
            ..Action::default()
        }
    }

    key_builders! {
        /// By this actor, too.
        by: by;
        /// Towards this actor, too.
        to: to;
    }

    event_builders!();
}
