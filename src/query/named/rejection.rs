//! What was rejected, and what replaced it.

use crate::id::ActorId;
use crate::model::LinkKind;
use crate::query::condition::{Coin, Condition};
use crate::query::projection::{BUDGET, Verdict, judge_condition};
use crate::query::{Certainty, Found, QueryError};
use crate::timeline::{
    ActorView, DocumentView, EventKind, EventView, Lookup, Named, Part, Timeline,
};
use std::fmt;

/// A document that somebody rejected, and what replaced it.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::LinkKind;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::state("a", "Aland"), Actor::state("b", "Boland")]);
/// t.add(Document::proposal("plan").by("a"));
/// t.add(Document::proposal("draft").by("a").link(LinkKind::Replaces, "plan"));
/// t.add(Statement::new("no").by("b").link(LinkKind::Rejects, "plan"));
/// let t = t.build()?;
/// let rejected = t.rejections_by("b")?.next().unwrap();
/// assert_eq!(rejected.document().event().key(), "plan");
/// let instead: Vec<String> = rejected.replacements().map(|found| found.to_string()).collect();
/// assert_eq!(instead, ["certain: draft"]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Rejection<'t> {
    timeline: &'t Timeline,
    who: u32,
    event: u32,
    document: u32,
    verdict: Verdict,
}

impl<'t> Rejection<'t> {
    /// Who rejected it: the actor that was asked for.
    pub fn actor(&self) -> ActorView<'t> {
        ActorView::new(self.timeline, self.who)
    }

    /// The document that was rejected.
    pub fn document(&self) -> DocumentView<'t> {
        DocumentView::new(self.timeline, self.document)
    }

    /// The event whose record rejects it.
    pub fn event(&self) -> EventView<'t> {
        self.timeline.view(self.event)
    }

    /// How sure it is; never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }

    /// What replaced it, by the links of records, in file order; only possible where one of the two is
    /// only alleged. Nothing follows from times: a replacement need not come after the rejection.
    pub fn replacements(&self) -> impl Iterator<Item = Found<'t>> {
        let t = self.timeline;
        let all = t.naming(self.document).iter();
        let replaces = all.filter(|(way, _)| *way == Named::Link(LinkKind::Replaces));
        let matched = replaces.map(|(_, from)| *from).filter(|&e| t.is_matched(e));
        let document = self.document;
        matched.map(move |event| {
            let caveats = t.open_events(&[event, document]);
            let verdict = match caveats.is_empty() {
                true => Verdict::CERTAIN,
                false => Verdict::POSSIBLE,
            };
            Found {
                timeline: t,
                event,
                verdict,
                asked: Vec::new(),
                caveats,
            }
        })
    }
}

/// `certain: Ada rejected "draft" in "answer"`.
impl fmt::Display for Rejection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, event) = (self.document(), self.event());
        let (actor, certainty) = (self.actor(), self.certainty());
        write!(
            f,
            "{certainty}: {actor} rejected {:?} in {:?}",
            document.name(),
            event.name()
        )
    }
}

impl fmt::Debug for Rejection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rejection({self})")
    }
}

impl Timeline {
    /// What an actor rejected: each document that an event `by` the actor rejects, as the links of its
    /// record say; events in file order.
    ///
    /// What was only alleged, the rejection or the document, is at most possible; what is planned, cancelled
    /// or denied does not count. Linear in the events of the actor.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    /// use demarche::LinkKind;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Document::proposal("draft").by("b"));
    /// t.add(Statement::new("answer").by("a").link(LinkKind::Rejects, "draft"));
    /// t.add(Document::proposal("draft-2").by("b").link(LinkKind::Replaces, "draft"));
    /// let t = t.build()?;
    /// let rejected: Vec<_> = t.rejections_by("a")?.collect();
    /// assert_eq!(rejected[0].to_string(), r#"certain: Ada rejected "draft" in "answer""#);
    /// assert_eq!(rejected[0].replacements().next().unwrap().to_string(), "certain: draft-2");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn rejections_by(
        &self,
        actor: impl Lookup<ActorId>,
    ) -> Result<impl Iterator<Item = Rejection<'_>>, QueryError> {
        let actor = actor.look_up(self)?.0;
        Ok(self.rejections(actor, vec![actor]))
    }

    /// What was rejected for an actor: by itself, or by somebody who acted for it at the event.
    ///
    /// As [`rejections_by`](Timeline::rejections_by), with who held which office in every world.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn rejections_for(
        &self,
        actor: impl Lookup<ActorId>,
    ) -> Result<impl Iterator<Item = Rejection<'_>>, QueryError> {
        let actor = actor.look_up(self)?.0;
        let mut agents = vec![actor];
        let mut at = 0;
        while let Some(&agent) = agents.get(at) {
            at += 1;
            for &index in self.affiliations_to(agent) {
                let next = self.store().affiliations[index as usize].actor;
                if !agents.contains(&next) {
                    agents.push(next);
                }
            }
        }
        Ok(self.rejections(actor, agents))
    }

    fn rejections(
        &self,
        who: u32,
        agents: Vec<u32>,
    ) -> impl Iterator<Item = Rejection<'_>> + use<'_> {
        let by = |event: u32, actor: u32| {
            let involved = self.involved(event).iter();
            involved
                .filter(|i| i.part == Part::By)
                .any(|i| i.actor == actor)
        };
        let columns = &self.store().columns;
        let mut authored: Vec<(u32, u32)> = Vec::new();
        for &agent in &agents {
            let events = self.events_of(agent).iter();
            let own = events.filter(|&&e| self.is_matched(e) && by(e, agent));
            authored.extend(own.map(|&e| (e, agent)));
        }
        authored.sort_unstable();
        authored.dedup();
        let mut found = Vec::new();
        for group in authored.chunk_by(|a, b| a.0 == b.0) {
            let event = group[0].0;
            let rejects = columns.links.of(event).iter();
            let rejects = rejects.filter(|(kind, _)| *kind == LinkKind::Rejects);
            let mut documents: Vec<u32> = rejects.map(|(_, to)| *to).collect();
            documents.sort_unstable();
            documents.dedup();
            for document in documents {
                let is_document = columns.kind[document as usize] == EventKind::Document;
                if !is_document || !self.is_matched(document) {
                    continue;
                }
                let mut ways = Vec::new();
                for &(_, agent) in group {
                    let (capacities, complete) = self.capacities(event, agent);
                    let of = capacities.iter().filter(|c| c.principal == who);
                    ways.extend(of.map(|c| Condition::steps(self.office_steps(event, c))));
                    if !complete {
                        ways.push(Condition::Unknown);
                    }
                }
                let mut all = vec![Condition::Any(ways)];
                let open = [event, document]
                    .into_iter()
                    .filter(|&e| self.is_alleged(e));
                all.extend(open.map(|e| Condition::Coin(Coin::Happened(e), true)));
                let verdict = judge_condition(self, &Condition::All(all), BUDGET);
                if verdict.certainty > Certainty::Impossible {
                    found.push(Rejection {
                        timeline: self,
                        who,
                        event,
                        document,
                        verdict,
                    });
                }
            }
        }
        found.into_iter()
    }
}
