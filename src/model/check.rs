//! What can be judged from one record alone.

use rustc_hash::FxHashSet;

use super::{
    Action, Actor, Affiliation, Citation, Common, DateClaim, Document, Extra, Fault, Header,
    Meeting, Presence, Record, RelationClaim, Source, Statement,
};
use crate::time::{Gap, Relation, RelationSet};

impl Record {
    /// Appends what is wrong with this record by itself: what is missing, empty or contradicts itself.
    ///
    /// Whether the keys that it names are known, and whether its dates can be read, depends on the rest of the
    /// timeline and is judged when that is built. The faults name the record and the field, but no origin.
    ///
    /// Takes time proportional to the size of the record, and allocates for faults only.
    ///
    /// ```
    /// use demarche::{Meeting, Record};
    ///
    /// let mut faults = Vec::new();
    /// Record::from(Meeting::new("talks")).check(&mut faults);
    /// assert_eq!(
    ///     faults[0].to_string(),
    ///     "field `participants` of \"talks\": missing; a meeting has at least one participant",
    /// );
    /// ```
    pub fn check(&self, faults: &mut Vec<Fault>) {
        let first = faults.len();
        let mut check = Check { faults };
        match self {
            Record::Timeline(header) => check.header(header),
            Record::Source(source) => check.source(source),
            Record::Actor(actor) => check.actor(actor),
            Record::Affiliation(affiliation) => check.affiliation(affiliation),
            Record::Meeting(meeting) => check.meeting(meeting),
            Record::Statement(statement) => check.statement(statement),
            Record::Document(document) => check.document(document),
            Record::Action(action) => check.action(action),
            Record::Relation(claim) => check.relation(claim),
            Record::Claim(claim) => check.claim(claim),
        }
        if faults.len() > first {
            let label = self.label();
            for fault in faults.iter_mut().skip(first) {
                fault.record.clone_from(&label);
            }
        }
    }
}

struct Check<'a> {
    faults: &'a mut Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault::new(message).field(field));
    }

    fn header(&mut self, header: &Header) {
        self.extra("", &header.extra);
    }

    fn source(&mut self, source: &Source) {
        self.text("id", &source.id);
        self.texts("via", &source.via);
        self.texts("speaks_for", &source.speaks_for);
        self.extra("", &source.extra);
    }

    fn actor(&mut self, actor: &Actor) {
        self.text("id", &actor.id);
        self.texts("aliases", &actor.aliases);
        for (list, id) in &actor.ids {
            if list.is_empty() || id.is_empty() {
                self.fault(format!("ids.{list}"), "empty");
            }
        }
        self.extra("", &actor.extra);
    }

    fn affiliation(&mut self, affiliation: &Affiliation) {
        self.text("actor", &affiliation.actor);
        self.text("of", &affiliation.of);
        self.citations("", &affiliation.sources);
        self.extra("", &affiliation.extra);
    }

    fn common(&mut self, common: &Common) {
        self.text("id", &common.id);
        self.texts("topics", &common.topics);
        self.texts("part_of", &common.part_of);
        for (i, link) in common.links.iter().enumerate() {
            if link.to.is_empty() {
                self.fault(format!("links[{i}].to"), "missing");
            }
            self.nested("links", i, &link.extra);
        }
        for (i, figure) in common.figures.iter().enumerate() {
            self.nested("figures", i, &figure.extra);
        }
        self.texts("notes", &common.notes);
        self.citations("", &common.sources);
        self.extra("", &common.extra);
    }

    fn meeting(&mut self, meeting: &Meeting) {
        self.common(&meeting.common);
        if meeting.participants.is_empty() {
            self.fault(
                "participants",
                "missing; a meeting has at least one participant",
            );
        }
        for (i, participant) in meeting.participants.iter().enumerate() {
            if participant.actor.is_empty() {
                self.fault(format!("participants[{i}].actor"), "missing");
            }
            if participant.acts_for.iter().any(String::is_empty) {
                self.texts(&format!("participants[{i}].for"), &participant.acts_for);
            }
            if !participant.sources.is_empty() {
                self.citations(&format!("participants[{i}]."), &participant.sources);
            }
            self.nested("participants", i, &participant.extra);
        }
        self.texts("absent", &meeting.absent);
        self.texts("concerns", &meeting.concerns);
        if meeting.absent.is_empty() {
            return;
        }
        let present: FxHashSet<&str> = meeting
            .participants
            .iter()
            .filter(|participant| participant.presence != Presence::Denied)
            .map(|participant| participant.actor.as_str())
            .collect();
        for (i, actor) in meeting.absent.iter().enumerate() {
            if !actor.is_empty() && present.contains(actor.as_str()) {
                self.fault(
                    format!("absent[{i}]"),
                    format!("{actor:?} is among the participants too"),
                );
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        self.common(&statement.common);
        if statement.by.is_empty() {
            self.fault("by", "missing; a statement is made by at least one actor");
        }
        self.texts("by", &statement.by);
        self.texts("to", &statement.to);
        self.texts("about", &statement.about);
        self.texts("replies_to", &statement.replies_to);
        self.texts("quote", &statement.quotes);
        for (i, stance) in statement.stances.iter().enumerate() {
            if stance.topic.is_empty() {
                self.fault(format!("stances[{i}].topic"), "missing");
            }
            if stance.holder.as_deref() == Some("") {
                self.fault(format!("stances[{i}].holder"), "empty");
            }
            self.nested("stances", i, &stance.extra);
        }
    }

    fn document(&mut self, document: &Document) {
        self.common(&document.common);
        if document.by.is_empty() && document.parties.is_empty() {
            self.fault(
                "by",
                "missing; a document has at least one actor in `by` or `parties`",
            );
        }
        self.texts("by", &document.by);
        self.texts("to", &document.to);
        self.texts("parties", &document.parties);
        for (i, term) in document.terms.iter().enumerate() {
            if term.obliges.iter().any(String::is_empty) {
                self.texts(&format!("terms[{i}].obliges"), &term.obliges);
            }
            self.nested("terms", i, &term.extra);
        }
    }

    fn action(&mut self, action: &Action) {
        self.common(&action.common);
        if action.by.is_empty() {
            self.fault("by", "missing; an action is done by at least one actor");
        }
        self.texts("by", &action.by);
        self.texts("to", &action.to);
    }

    fn relation(&mut self, claim: &RelationClaim) {
        self.optional_id(claim.id.as_deref());
        self.text("left", &claim.left);
        self.is(claim.is);
        self.text("right", &claim.right);
        if claim.left == claim.right && !claim.left.is_empty() {
            self.fault(
                "right",
                format!("{:?} is `left` too; a relation is between two", claim.left),
            );
        }
        let directed = [Relation::Before, Relation::After].map(|each| claim.is.contains(each));
        let fits = directed[0] != directed[1];
        if !claim.gap.is_any() && !fits && !claim.is.is_empty() {
            self.fault(
                "gap",
                format!(
                    "a gap needs one of before and after in `is`, and not both; \
                     `is` here is {}",
                    claim.is
                ),
            );
        }
        if let Gap {
            min: Some(min),
            max: Some(max),
        } = claim.gap
            && claim.gap.is_empty()
        {
            self.fault(
                "gap",
                format!("reversed: `min`, {min}, is longer than `max`, {max}"),
            );
        }
        if !claim.gap_extra.is_empty() {
            self.extra("gap.", &claim.gap_extra);
        }
        self.citations("", &claim.sources);
        self.extra("", &claim.extra);
    }

    /// Tells why a set of relations cannot be claimed, and which one that holds it can be.
    fn is(&mut self, set: RelationSet) {
        if set.is_empty() {
            self.fault(
                "is",
                "missing; name at least one relation, since one of them must hold",
            );
        } else if !set.is_claimable() {
            let hull = set.claimable_hull();
            let least = if hull == RelationSet::ALL {
                "all thirteen relations".to_owned()
            } else {
                hull.to_string()
            };
            self.fault(
                "is",
                format!(
                    "{set} can't be claimed, since no comparison of the two beginnings and ends says just that; \
                     the least claim that allows all of it is {least}"
                ),
            );
        }
    }

    fn claim(&mut self, claim: &DateClaim) {
        self.optional_id(claim.id.as_deref());
        self.text("event", &claim.event);
        self.text("time", &claim.time);
        self.citations("", &claim.sources);
        self.extra("", &claim.extra);
    }

    fn text(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.fault(field, "missing");
        }
    }

    fn optional_id(&mut self, id: Option<&str>) {
        if id == Some("") {
            self.fault("id", "empty");
        }
    }

    fn texts(&mut self, field: &str, texts: &[String]) {
        for (i, text) in texts.iter().enumerate() {
            if text.is_empty() {
                self.fault(format!("{field}[{i}]"), "empty");
            }
        }
    }

    fn citations(&mut self, prefix: &str, citations: &[Citation]) {
        for (i, citation) in citations.iter().enumerate() {
            if citation.source.is_empty() {
                self.fault(format!("{prefix}sources[{i}].source"), "missing");
            }
            if !citation.extra.is_empty() {
                self.extra(&format!("{prefix}sources[{i}]."), &citation.extra);
            }
        }
    }

    fn nested(&mut self, list: &str, i: usize, extra: &Extra) {
        if !extra.is_empty() {
            self.extra(&format!("{list}[{i}]."), extra);
        }
    }

    fn extra(&mut self, prefix: &str, extra: &Extra) {
        for (name, value) in extra {
            if !name.starts_with("x_") {
                self.fault(
                    format!("{prefix}{name}"),
                    "the name of a field of one's own begins with `x_`",
                );
            }
            if value.is_too_deep() {
                self.fault(
                    format!("{prefix}{name}"),
                    super::value::too_deep().to_string(),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, Json, Participant, Stance, Term};
    use crate::time::{Relation::*, days};

    fn faults(record: impl Into<Record>) -> Vec<String> {
        let mut faults = Vec::new();
        record.into().check(&mut faults);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_record_has_no_fault() {
        let sound: [Record; 6] = [
            Header::new().into(),
            Source::new("gazette").extra("x_a", true).into(),
            Affiliation::new("witkoff", "us").source("gazette").into(),
            Meeting::new("talks")
                .with(Participant::new("ukraine").denied())
                .absent("ukraine")
                .into(),
            Document::agreement("accord").party("us").into(),
            Claim::that("a")
                .is(Before | Meets, "b")
                .within(days(1))
                .into(),
        ];
        for record in sound {
            assert_eq!(faults(record), [""; 0]);
        }
    }

    #[test]
    fn what_is_missing_or_empty_is_named() {
        assert_eq!(
            faults(
                Meeting::new("")
                    .with("")
                    .with(Participant::new("a").acting_for("").source(""))
            ),
            [
                "field `id`: missing",
                "field `participants[0].actor`: missing",
                "field `participants[1].for[0]`: empty",
                "field `participants[1].sources[0].source`: missing",
            ]
        );
        assert_eq!(
            faults(Statement::new("s").stance(Stance::support("")).quote("")),
            [
                "field `by` of \"s\": missing; a statement is made by at least one actor",
                "field `quote[0]` of \"s\": empty",
                "field `stances[0].topic` of \"s\": missing",
            ]
        );
        assert_eq!(
            faults(Document::new("d").term(Term::new("t").obliges(""))),
            [
                "field `by` of \"d\": missing; a document has at least one actor in `by` or `parties`",
                "field `terms[0].obliges[0]` of \"d\": empty",
            ]
        );
        assert_eq!(
            faults(Claim::that("").on("")),
            ["field `event`: missing", "field `time`: missing"]
        );
    }

    #[test]
    fn who_is_present_is_not_absent() {
        assert_eq!(
            faults(Meeting::new("m").with("a").absent("b").absent("a")),
            ["field `absent[1]` of \"m\": \"a\" is among the participants too"]
        );
    }

    #[test]
    fn a_claim_states_what_ends_can_say() {
        assert_eq!(
            faults(Claim::that("a").is(Overlaps | Starts, "a")),
            [
                "field `is` of \"a (overlaps|starts) a\": (overlaps|starts) can't be claimed, since no comparison \
                 of the two beginnings and ends says just that; the least claim that allows all of it is \
                 (meets|overlaps|starts)",
                "field `right` of \"a (overlaps|starts) a\": \"a\" is `left` too; a relation is between two",
            ]
        );
        let none = faults(Claim::that("a").is(RelationSet::EMPTY, "b"));
        assert!(none[0].contains("name at least one relation"), "{none:?}");
        let gap = faults(
            Claim::that("a")
                .is(RelationSet::WITHIN, "b")
                .within(days(1)),
        );
        assert!(gap[0].contains("`is` here is within"), "{gap:?}");
    }

    #[test]
    fn own_fields_begin_with_x() {
        let deep = "[".repeat(Json::MAX_DEPTH + 1) + &"]".repeat(Json::MAX_DEPTH + 1);
        let deep: Json = serde_json::from_str::<serde_json::Value>(&deep)
            .unwrap()
            .into();
        assert_eq!(
            faults(Header::new().extra("a", true).extra("x_b", deep)),
            [
                "field `a`: the name of a field of one's own begins with `x_`",
                "field `x_b`: lists and objects stand in each other more than 100 deep",
            ]
        );
    }
}
