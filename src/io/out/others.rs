//! What files of events have no place for: everything that is no event.

use rustc_hash::FxHashSet;

use super::book::Book;
use super::losses::{Fate, Losses, NO_PLACE};
use crate::model::{Participant, Record};

/// Reports the records that a file of events with texts does not hold: of claims, sources and actors those that no
/// text tells of are left out, and the rest stands in texts; of relations `relations` is said. The header is the
/// writer's own affair, and so are the events that are left out.
pub(in crate::io) fn report_others(
    book: &Book<'_>,
    left_out: &FxHashSet<&str>,
    losses: &mut Losses,
    relations: &'static str,
) {
    let told = Named::of(book, false, left_out);
    let is_told = |event: &str| book.event(event).is_some() && !left_out.contains(event);
    for record in book.records {
        match record {
            Record::Source(_) => told.report_source(record, losses),
            Record::Actor(actor) if told.actors.contains(actor.id.as_str()) => {
                losses.whole(record, NO_PLACE, Fate::InText);
                losses.others(record, &["id", "name"], Fate::LeftOut);
            }
            Record::Actor(_) | Record::Affiliation(_) => {
                losses.whole(record, NO_PLACE, Fate::LeftOut);
            }
            Record::Relation(claim) if is_told(&claim.left) => {
                losses.whole(record, relations, Fate::InText);
            }
            Record::Claim(claim) if is_told(&claim.event) => {
                losses.whole(record, NO_PLACE, Fate::InText);
            }
            Record::Relation(_) | Record::Claim(_) => {
                losses.whole(record, "no event that it is about", Fate::LeftOut);
            }
            _ => {}
        }
    }
}

/// Who and what the texts of events, and of affiliations where these have any, name.
#[derive(Default)]
pub(in crate::io) struct Named<'a> {
    actors: FxHashSet<&'a str>,
    sources: FxHashSet<&'a str>,
}

impl<'a> Named<'a> {
    pub(in crate::io) fn of(
        book: &Book<'a>,
        affiliations: bool,
        left_out: &FxHashSet<&str>,
    ) -> Named<'a> {
        let mut named = Named::default();
        for &record in book.records {
            if !affiliations && matches!(record, Record::Affiliation(_)) {
                continue;
            }
            named.record(book, record, left_out);
        }
        let sources: Vec<&str> = named.sources.iter().copied().collect();
        for source in sources.into_iter().filter_map(|key| book.source(key)) {
            named
                .actors
                .extend(source.speaks_for.iter().map(String::as_str));
        }
        named
    }

    /// Reports a source, which stands in texts if anything cites it.
    pub(in crate::io) fn report_source(&self, record: &Record, losses: &mut Losses) {
        let is_cited = self.sources.contains(record.id().unwrap_or_default());
        let fate = if is_cited {
            Fate::InText
        } else {
            Fate::LeftOut
        };
        losses.whole(record, NO_PLACE, fate);
    }

    fn record(&mut self, book: &Book<'a>, record: &'a Record, left_out: &FxHashSet<&str>) {
        let event = match record {
            Record::Relation(claim) => book.event(&claim.left),
            Record::Claim(claim) => book.event(&claim.event),
            Record::Affiliation(_) => Some(record),
            _ => record.common().map(|_| record),
        };
        let is_left_out = |event: &Record| {
            let key = event.common().map(|common| common.id.as_str());
            key.is_some_and(|key| left_out.contains(key))
        };
        if event.is_none_or(is_left_out) {
            return;
        }
        self.sources
            .extend(record.citations().iter().map(|it| it.source.as_str()));
        let mut keys = |keys: &'a [String]| self.actors.extend(keys.iter().map(String::as_str));
        match record {
            Record::Meeting(it) => {
                keys(&it.absent);
                keys(&it.concerns);
                it.participants.iter().for_each(|it| self.participant(it));
            }
            Record::Statement(it) => {
                keys(&it.by);
                keys(&it.to);
                let holders = it.stances.iter().filter_map(|it| it.holder.as_deref());
                self.actors.extend(holders);
            }
            Record::Document(it) => {
                keys(&it.by);
                keys(&it.to);
                keys(&it.parties);
                it.terms.iter().for_each(|it| keys(&it.obliges));
            }
            Record::Action(it) => {
                keys(&it.by);
                keys(&it.to);
            }
            _ => {}
        }
    }

    fn participant(&mut self, it: &'a Participant) {
        self.actors.insert(&it.actor);
        self.actors.extend(it.acts_for.iter().map(String::as_str));
        self.sources
            .extend(it.sources.iter().map(|it| it.source.as_str()));
    }
}
