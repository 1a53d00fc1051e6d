//! All events, actors, sources and affiliations of a timeline, and single ones.

use super::{
    ActionView, ActorView, AffiliationView, DocumentView, EventView, MeetingView, SourceView,
    StatementView,
};
use crate::id::{ActorId, AffiliationId, EventId, SourceId};
use crate::timeline::Timeline;
use crate::timeline::columns::EventKind;
use crate::timeline::lookup::{Lookup, LookupError};

impl Timeline {
    /// The number of events.
    pub fn len(&self) -> usize {
        self.inside.store.columns.len() as usize
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All events, in file order.
    pub fn events(&self) -> impl Iterator<Item = EventView<'_>> {
        (0..self.inside.store.columns.len()).map(|event| EventView::new(self, event))
    }

    fn of_kind(&self, kind: EventKind) -> impl Iterator<Item = u32> + '_ {
        let kinds = &self.inside.store.columns.kind;
        (0..self.inside.store.columns.len()).filter(move |&e| kinds[e as usize] == kind)
    }

    /// All meetings, in file order.
    pub fn meetings(&self) -> impl Iterator<Item = MeetingView<'_>> {
        self.of_kind(EventKind::Meeting)
            .map(|e| MeetingView::new(self, e))
    }

    /// All statements, in file order.
    pub fn statements(&self) -> impl Iterator<Item = StatementView<'_>> {
        self.of_kind(EventKind::Statement)
            .map(|e| StatementView::new(self, e))
    }

    /// All documents, in file order.
    pub fn documents(&self) -> impl Iterator<Item = DocumentView<'_>> {
        self.of_kind(EventKind::Document)
            .map(|e| DocumentView::new(self, e))
    }

    /// All actions, in file order.
    pub fn actions(&self) -> impl Iterator<Item = ActionView<'_>> {
        self.of_kind(EventKind::Action)
            .map(|e| ActionView::new(self, e))
    }

    /// All actors, in file order.
    pub fn actors(&self) -> impl Iterator<Item = ActorView<'_>> {
        (0..self.inside.store.actors.keys.len() as u32).map(|a| ActorView::new(self, a))
    }

    /// All sources, in file order.
    pub fn sources(&self) -> impl Iterator<Item = SourceView<'_>> {
        let count = self.inside.store.sources.keys.len() as u32;
        (0..count).map(|s| SourceView {
            timeline: self,
            id: SourceId(s),
        })
    }

    /// All affiliations, in file order.
    pub fn affiliations(&self) -> impl Iterator<Item = AffiliationView<'_>> {
        let count = self.inside.store.affiliations.len() as u32;
        (0..count).map(|a| AffiliationView {
            timeline: self,
            id: AffiliationId(a),
        })
    }

    /// One event.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn event(&self, event: impl Lookup<EventId>) -> Result<EventView<'_>, LookupError> {
        Ok(EventView::new(self, event.look_up(self)?.0))
    }

    /// The events that accepted claims connect with one, however far: itself and all of its
    /// component, in file order.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada"));
    /// t.add(["x", "y", "z"].map(|key| Statement::new(key).by("a")));
    /// t.add(Claim::that("z").is(After, "x"));
    /// let t = t.build()?;
    /// let keys: Vec<&str> = t.connected_with("z")?.map(|event| event.key()).collect();
    /// assert_eq!(keys, ["x", "z"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn connected_with(
        &self,
        event: impl Lookup<EventId>,
    ) -> Result<impl Iterator<Item = EventView<'_>>, LookupError> {
        let events = self.region(&[event.look_up(self)?.0]);
        Ok(events.into_iter().map(|event| EventView::new(self, event)))
    }

    /// One actor.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn actor(&self, actor: impl Lookup<ActorId>) -> Result<ActorView<'_>, LookupError> {
        Ok(ActorView::new(self, actor.look_up(self)?.0))
    }

    /// One source.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn source(&self, source: impl Lookup<SourceId>) -> Result<SourceView<'_>, LookupError> {
        Ok(SourceView {
            timeline: self,
            id: source.look_up(self)?,
        })
    }
}
