//! A record of any kind, and what can be turned into records.

use super::{
    Action, Actor, Affiliation, AnyClaim, Citation, Common, DateClaim, Document, Header, Meeting,
    RelationClaim, Source, Statement,
};
use crate::time::RelationSet;

/// One record of any kind: one object of a file.
///
/// ```
/// use demarche::{Meeting, Record};
///
/// let record = Record::from(Meeting::new("talks").between(["witkoff", "putin"]));
/// assert_eq!(record.type_name(), "meeting");
/// assert_eq!(record.id(), Some("talks"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// What is said of the timeline as a whole.
    Timeline(Header),
    /// A source.
    Source(Source),
    /// An actor.
    Actor(Actor),
    /// That an actor acts for another.
    Affiliation(Affiliation),
    /// A meeting.
    Meeting(Meeting),
    /// A statement.
    Statement(Statement),
    /// A document.
    Document(Document),
    /// Any other event.
    Action(Action),
    /// That an event is in some relation to another.
    Relation(RelationClaim),
    /// That an event was at some time.
    Claim(DateClaim),
}

impl Record {
    /// The names of the kinds, as files have them in `type`.
    pub const TYPES: [&'static str; 10] = [
        "timeline",
        "source",
        "actor",
        "affiliation",
        "meeting",
        "statement",
        "document",
        "action",
        "relation",
        "claim",
    ];

    /// The name of its kind, as files have it in `type`.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Record::Timeline(_) => "timeline",
            Record::Source(_) => "source",
            Record::Actor(_) => "actor",
            Record::Affiliation(_) => "affiliation",
            Record::Meeting(_) => "meeting",
            Record::Statement(_) => "statement",
            Record::Document(_) => "document",
            Record::Action(_) => "action",
            Record::Relation(_) => "relation",
            Record::Claim(_) => "claim",
        }
    }

    /// What the event states that any kind of event may; none if it is not an event.
    pub fn common(&self) -> Option<&Common> {
        match self {
            Record::Meeting(meeting) => Some(&meeting.common),
            Record::Statement(statement) => Some(&statement.common),
            Record::Document(document) => Some(&document.common),
            Record::Action(action) => Some(&action.common),
            _ => None,
        }
    }

    /// What it cites as its sources; nothing for a timeline, a source or an actor, which cite none.
    ///
    /// ```
    /// use demarche::prelude::*;
    /// use demarche::Record;
    ///
    /// let claim = Claim::that("remark").is(After, "talks").source("editor");
    /// assert!(Record::from(claim).citations().iter().all(|c| c.source == "editor"));
    /// ```
    pub fn citations(&self) -> &[Citation] {
        match self {
            Record::Timeline(_) | Record::Source(_) | Record::Actor(_) => &[],
            Record::Affiliation(affiliation) => &affiliation.sources,
            Record::Relation(claim) => &claim.sources,
            Record::Claim(claim) => &claim.sources,
            Record::Meeting(meeting) => &meeting.common.sources,
            Record::Statement(statement) => &statement.common.sources,
            Record::Document(document) => &document.common.sources,
            Record::Action(action) => &action.common.sources,
        }
    }

    /// Its key, if it has one.
    pub fn id(&self) -> Option<&str> {
        let id = match self {
            Record::Source(source) => Some(&source.id),
            Record::Actor(actor) => Some(&actor.id),
            Record::Relation(claim) => claim.id.as_ref(),
            Record::Claim(claim) => claim.id.as_ref(),
            _ => self.common().map(|common| &common.id),
        };
        id.map(String::as_str).filter(|id| !id.is_empty())
    }

    /// Whether its kind has a key, and it has none.
    pub(crate) fn lacks_id(&self) -> bool {
        match self {
            Record::Source(source) => source.id.is_empty(),
            Record::Actor(actor) => actor.id.is_empty(),
            _ => self.common().is_some_and(|common| common.id.is_empty()),
        }
    }

    /// What messages call it: its key, or for a claim or affiliation without one what it says in short.
    pub fn label(&self) -> Option<String> {
        let parts = match self {
            _ if self.id().is_some() => return self.id().map(str::to_owned),
            Record::Affiliation(it) => [&it.actor, "for", &it.of],
            Record::Relation(it) => {
                // None and all say nothing of the two.
                let is = match it.is {
                    RelationSet::EMPTY | RelationSet::ALL => "to".to_owned(),
                    set => set.to_string(),
                };
                return label([&it.left, &is, &it.right]);
            }
            Record::Claim(it) => [&it.event, "on", &it.time],
            _ => return None,
        };
        label(parts)
    }
}

fn label(parts: [&str; 3]) -> Option<String> {
    let whole = parts.iter().all(|part| !part.is_empty());
    whole.then(|| parts.join(" "))
}

/// What can be added to a timeline: one record, or an array, vector or option of them.
///
/// ```
/// use demarche::{Actor, IntoRecords, Record};
///
/// fn count(records: impl IntoRecords) -> usize {
///     let mut all = Vec::new();
///     records.append_to(&mut all);
///     all.len()
/// }
///
/// assert_eq!(count(Actor::person("witkoff", "Steve Witkoff")), 1);
/// assert_eq!(count([Actor::state("us", "USA"), Actor::state("russia", "Russia")]), 2);
/// assert_eq!(count(None::<Record>), 0);
/// ```
pub trait IntoRecords {
    /// Appends its records, in order.
    fn append_to(self, records: &mut Vec<Record>);
}

impl IntoRecords for Record {
    fn append_to(self, records: &mut Vec<Record>) {
        records.push(self);
    }
}

impl<T: IntoRecords, const N: usize> IntoRecords for [T; N] {
    fn append_to(self, records: &mut Vec<Record>) {
        self.into_iter().for_each(|each| each.append_to(records));
    }
}

impl<T: IntoRecords> IntoRecords for Vec<T> {
    fn append_to(self, records: &mut Vec<Record>) {
        self.into_iter().for_each(|each| each.append_to(records));
    }
}

impl<T: IntoRecords> IntoRecords for Option<T> {
    fn append_to(self, records: &mut Vec<Record>) {
        self.into_iter().for_each(|each| each.append_to(records));
    }
}

macro_rules! records {
    ($($variant:ident($kind:ident),)+) => {
        $(impl From<$kind> for Record {
            fn from(record: $kind) -> Record {
                Record::$variant(record)
            }
        }

        impl IntoRecords for $kind {
            fn append_to(self, records: &mut Vec<Record>) {
                records.push(Record::$variant(self));
            }
        })+
    };
}
records! {
    Timeline(Header),
    Source(Source),
    Actor(Actor),
    Affiliation(Affiliation),
    Meeting(Meeting),
    Statement(Statement),
    Document(Document),
    Action(Action),
    Relation(RelationClaim),
    Claim(DateClaim),
}

impl From<AnyClaim> for Record {
    fn from(claim: AnyClaim) -> Record {
        match claim {
            AnyClaim::Relation(claim) => Record::Relation(claim),
            AnyClaim::Date(claim) => Record::Claim(claim),
        }
    }
}

impl IntoRecords for AnyClaim {
    fn append_to(self, records: &mut Vec<Record>) {
        records.push(self.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, Fault};
    use crate::time::{Relation::After, days};

    #[test]
    fn one_or_many_records_are_made_as_they_are_spoken_of() {
        struct Builder(Vec<Record>);

        impl Builder {
            fn add(&mut self, records: impl IntoRecords) {
                records.append_to(&mut self.0);
            }
        }

        let mut t = Builder(Vec::new());
        t.add([
            Actor::person("witkoff", "Steve Witkoff"),
            Actor::person("putin", "Vladimir Putin"),
        ]);
        t.add(
            Meeting::new("talks")
                .between(["witkoff", "putin"])
                .at("Moscow"),
        );
        t.add(vec![
            Statement::new("remark")
                .by("trump")
                .quote("very close to a deal"),
        ]);
        t.add(Some(
            Claim::that("remark").is(After, "talks").within(days(1)),
        ));
        let records = t.0;
        let labels: Vec<_> = records.iter().filter_map(Record::label).collect();
        assert_eq!(
            labels,
            ["witkoff", "putin", "talks", "remark", "remark after talks"]
        );
        let mut faults: Vec<Fault> = Vec::new();
        records.iter().for_each(|record| record.check(&mut faults));
        assert_eq!(faults, []);
    }

    #[test]
    fn a_label_says_something_or_is_none() {
        let affiliation = Record::from(Affiliation::new("witkoff", "us"));
        assert_eq!(affiliation.label().as_deref(), Some("witkoff for us"));
        let claim = Record::from(Claim::that("talks").on("2025"));
        assert_eq!(claim.label().as_deref(), Some("talks on 2025"));
        assert_eq!(Record::from(Claim::that("").on("2025")).label(), None);
        assert_eq!(Record::from(Header::new()).label(), None);
    }
}
