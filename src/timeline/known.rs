//! What was known at a time.

use super::builder::{BuildError, TimelineBuilder};
use super::timeline::Timeline;
use crate::model::{Citation, Common, Fault, Record, When};
use crate::time::Date;

impl Timeline {
    /// The timeline of what was known at a time; a date means its end.
    ///
    /// A claim, or the record of an event, is known if it cites no source with a date of
    /// publication, or one that was published by then. An event that was not yet known is absent,
    /// with every claim that names it; where the record of a known event refers to it, the reference
    /// is left out, and so are citations of sources that were still to come. The policy is applied
    /// anew. Ids of this timeline mean nothing in the other one.
    ///
    /// # Errors
    ///
    /// Where `when` is not a date, or where the claims that were known have no world and the policy
    /// is [`Policy::Reject`](crate::Policy::Reject).
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Source::new("gazette").published("2025-04-26"));
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).source("gazette"));
    /// let t = t.build()?;
    /// assert_eq!(t.as_known_at("2025-04-25")?.len(), 0);
    /// assert_eq!(t.as_known_at("2025-04-26")?.len(), 1);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn as_known_at(&self, when: impl Into<When>) -> Result<Timeline, BuildError> {
        let when = when.into();
        let zone = *self.zone();
        let read = Date::parse(when.as_str()).and_then(|date| date.hull(&zone));
        let at = match read.map(|hull| hull.latest) {
            Ok(Some(tick)) => tick.as_micros(),
            Ok(None) => i64::MAX,
            Err(error) => return Err(BuildError::of_fault(Fault::new(error.to_string()))),
        };
        let knowledge = Knowledge { timeline: self, at };
        let mut builder = TimelineBuilder::with_options(self.store().options);
        builder.add_records(
            self.records()
                .filter_map(|(record, origin)| knowledge.of(record).map(|known| (known, origin))),
        );
        builder.build()
    }
}

struct Knowledge<'t> {
    timeline: &'t Timeline,
    at: i64,
}

impl Knowledge<'_> {
    /// A record as it was known; `None` where it was not.
    fn of(&self, mut record: Record) -> Option<Record> {
        match &mut record {
            Record::Affiliation(affiliation) => self.cite(&mut affiliation.sources)?,
            Record::Relation(relation) => {
                self.cite(&mut relation.sources)?;
                (self.knows(&relation.left) && self.knows(&relation.right)).then_some(())?;
            }
            Record::Claim(claim) => {
                self.cite(&mut claim.sources)?;
                self.knows(&claim.event).then_some(())?;
            }
            Record::Meeting(meeting) => {
                self.common(&mut meeting.common)?;
                for participant in &mut meeting.participants {
                    participant
                        .sources
                        .retain(|c| self.is_out(c) != Some(false));
                }
            }
            Record::Statement(statement) => {
                self.common(&mut statement.common)?;
                statement.about.retain(|key| self.knows(key));
                statement.replies_to.retain(|key| self.knows(key));
            }
            Record::Document(document) => self.common(&mut document.common)?,
            Record::Action(action) => self.common(&mut action.common)?,
            Record::Timeline(_) | Record::Source(_) | Record::Actor(_) => {}
        }
        Some(record)
    }

    fn common(&self, common: &mut Common) -> Option<()> {
        self.cite(&mut common.sources)?;
        common.part_of.retain(|key| self.knows(key));
        common.links.retain(|link| self.knows(&link.to));
        Some(())
    }

    /// Drops citations still to come; `None` where nothing known is left of dated ones.
    fn cite(&self, citations: &mut Vec<Citation>) -> Option<()> {
        self.is_known(citations).then_some(())?;
        citations.retain(|c| self.is_out(c) != Some(false));
        Some(())
    }

    fn is_known(&self, citations: &[Citation]) -> bool {
        let mut dated = citations.iter().filter_map(|c| self.is_out(c)).peekable();
        dated.peek().is_none() || dated.any(|out| out)
    }

    /// Whether a dated source was out; `None` for one without a date.
    fn is_out(&self, citation: &Citation) -> Option<bool> {
        let sources = &self.timeline.store().sources;
        let source = sources.keys.find(&citation.source)?;
        let published = sources.published[source as usize];
        sources.dated[source as usize].then(|| published.is_some_and(|p| p.by <= self.at))
    }

    fn knows(&self, event: &str) -> bool {
        let store = self.timeline.store();
        let event = store.columns.keys.find(event);
        event.is_some_and(|event| self.is_known(&store.citations_of(event)))
    }
}
