//! Events, and what their records say of actors, topics, other events and sources.

use rustc_hash::FxHashSet;

use super::super::error::TablesError;
use super::super::folder::TablesWriter;
use super::super::schema::{Cell, Table};
use super::{Content, length, text, tick};
use crate::model::{CitedAs, Credibility, DocumentState, Presence, Record, Reliability, Role};
use crate::time::{Date, Tick, hours};
use crate::timeline::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Moment, OPEN, Part};

/// What an event is, in as many columns.
type WhatItIs = [Cell<'static>; 12];

/// One row of the participants, as far as it differs from others of the event.
struct Participation {
    actor: u32,
    part: Part,
    role: Option<Role>,
    presence: Presence,
    nth: u32,
}

impl Content<'_> {
    /// Writes all rows that say something of single events.
    pub(super) fn events(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        let published = self.published()?;
        for event in 0..self.timeline.len() as u32 {
            let what = self.what_it_is(event)?;
            self.event(event, &what, to)?;
            self.participants(event, &what, to)?;
            self.topics(event, to)?;
            self.links(event, to)?;
            self.citations(event, &published, to)?;
        }
        Ok(())
    }

    fn what_it_is(&self, event: u32) -> Result<WhatItIs, TablesError> {
        let t = self.timeline;
        let columns = &t.store().columns;
        let say = |what: &str| format!("event {:?}: {what}", t.event_key(event));
        let side = |side, what| tick(t.bound(event, side), || say(what));
        let (begin, end) = (Moment::begin(event), Moment::end(event));
        let lasts = |bound| length(bound, || say("how long it lasts"));
        let least = lasts(t.distance(end, begin))?;
        let zone = t.store().zone_of(event);
        let (shift_start, shift_end) = if zone.is_floating() {
            (Some(hours(14).micros()), Some(-hours(12).micros()))
        } else {
            (zone.fixed_offset(), zone.fixed_offset())
        };
        Ok([
            columns.kind[event as usize].name().into(),
            columns.status[event as usize].name().into(),
            columns.is_instant(event).into(),
            side(BEGIN_LO, "its earliest beginning")?.into(),
            side(BEGIN_HI, "its latest beginning")?.into(),
            side(END_LO, "its earliest end")?.into(),
            side(END_HI, "its latest end")?.into(),
            // That no event ends before it begins bounds it from below.
            least.map_or(0, |least| -least).into(),
            lasts(t.distance(begin, end))?.into(),
            self.number(event).into(),
            shift_start.into(),
            shift_end.into(),
        ])
    }

    fn event(
        &self,
        event: u32,
        what: &WhatItIs,
        to: &mut TablesWriter<'_>,
    ) -> Result<(), TablesError> {
        let columns = &self.timeline.store().columns;
        let (mut channel, mut state) = (None, None);
        match self.timeline.store().whole(event) {
            Some(Record::Statement(statement)) => channel = statement.channel.as_deref(),
            Some(Record::Document(document)) => state = document.state.map(DocumentState::name),
            _ => {}
        }
        let told = columns.time.some(event);
        let mut row = vec![event.into(), columns.key(event).into()];
        row.extend_from_slice(what);
        row.extend([
            text(columns.title.some(event)),
            text(columns.places.some(columns.place.get(event))),
            text(channel),
            text(state),
            text(columns.codes.some(columns.code.get(event))),
            text(told.as_deref()),
            text(columns.zones.some(columns.zone.get(event))),
        ]);
        to.put(Table::Events, &row)
    }

    fn participants(
        &self,
        event: u32,
        what: &WhatItIs,
        to: &mut TablesWriter<'_>,
    ) -> Result<(), TablesError> {
        let actors = &self.timeline.store().actors.keys;
        for one in self.participations(event) {
            let actor = actors.get(one.actor);
            let on_behalf_of = self.on_behalf_of(event, actor, &one);
            let mut row = vec![
                self.timeline.event_key(event).into(),
                actor.into(),
                part(one.part).into(),
                text(one.role.map(Role::name)),
                one.presence.name().into(),
                one.nth.into(),
                text(on_behalf_of.as_deref()),
                event.into(),
                one.actor.into(),
            ];
            row.extend_from_slice(what);
            to.put(Table::Participants, &row)?;
        }
        Ok(())
    }

    /// Who has which part in an event: each actor, part and role once.
    fn participations(&self, event: u32) -> Vec<Participation> {
        let mut all: Vec<Participation> = Vec::new();
        let key = |actor, part, role| (actor, part, role);
        for one in self.timeline.involved(event) {
            let wanted = key(one.actor, one.part, one.role);
            let found = all
                .iter_mut()
                .find(|p| key(p.actor, p.part, p.role) == wanted);
            match found {
                Some(known) => known.presence = surer(known.presence, one.presence),
                None => all.push(Participation {
                    actor: one.actor,
                    part: one.part,
                    role: one.role,
                    presence: one.presence,
                    nth: 0,
                }),
            }
        }
        // In which role somebody was there is one question, whether at all another: it is answered by all roles.
        let is_other =
            |a: &Participation, b: &Participation| a.actor != b.actor || a.part != b.part;
        for i in 0..all.len() {
            let mut others = all.iter().enumerate();
            let is_before = |j: usize| {
                let denied = |k: usize| all[k].presence == Presence::Denied;
                (denied(j), j) < (denied(i), i)
            };
            let before = all.iter().enumerate();
            let before = before.filter(|&(j, other)| !is_other(other, &all[i]) && is_before(j));
            let nth = before.count() as u32;
            let reported = others.any(|(_, other)| {
                !is_other(other, &all[i]) && other.presence == Presence::Reported
            });
            all[i].nth = nth;
            if reported && all[i].presence == Presence::Implied {
                all[i].presence = Presence::Reported;
            }
        }
        all
    }

    /// Whom the record names as those on whose behalf somebody takes part in one role.
    fn on_behalf_of(&self, event: u32, actor: &str, one: &Participation) -> Option<String> {
        let Some(Record::Meeting(meeting)) = self.timeline.store().whole(event) else {
            return None;
        };
        if one.part != Part::Participant {
            return None;
        }
        let mut keys: Vec<&str> = Vec::new();
        for participant in &meeting.participants {
            if participant.actor == actor && participant.role == one.role {
                for key in &participant.acts_for {
                    if !keys.contains(&key.as_str()) {
                        keys.push(key);
                    }
                }
            }
        }
        (!keys.is_empty()).then(|| keys.join(","))
    }

    fn topics(&self, event: u32, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        let columns = &self.timeline.store().columns;
        let own = columns.topics.of(event).iter();
        let own = own.map(|&topic| (columns.topic_names.get(topic), None));
        let stances = match self.timeline.store().whole(event) {
            Some(Record::Statement(statement)) => statement.stances.as_slice(),
            _ => &[],
        };
        let stances = stances.iter();
        let stances = stances.map(|one| (one.topic.as_str(), Some(one.stance.name())));
        let mut seen = FxHashSet::default();
        for (topic, stance) in own.chain(stances) {
            if seen.insert((topic, stance)) {
                let row = [columns.key(event).into(), topic.into(), text(stance)];
                to.put(Table::Topics, &row)?;
            }
        }
        Ok(())
    }

    fn links(&self, event: u32, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        let columns = &self.timeline.store().columns;
        let lists = [
            ("part_of", &columns.part_of),
            ("replies_to", &columns.replies_to),
            ("about", &columns.about),
        ];
        let named = lists.iter();
        let named = named.flat_map(|(kind, list)| list.of(event).iter().map(|&to| (*kind, to)));
        let links = columns.links.of(event).iter();
        let links = links.map(|&(kind, to)| (kind.name(), to));
        let mut seen = FxHashSet::default();
        for (kind, target) in named.chain(links) {
            if seen.insert((kind, target)) {
                let (event, target) = (columns.key(event), columns.key(target));
                to.put(Table::Links, &[event.into(), kind.into(), target.into()])?;
            }
        }
        Ok(())
    }

    /// Between which ticks each source was published.
    fn published(&self) -> Result<Vec<[Option<i64>; 2]>, TablesError> {
        let store = self.timeline.store();
        let one = |source: u32| {
            let date = store.source_record(source);
            let date = date.and_then(|record| Date::parse(record.published.as_deref()?).ok());
            let Some(hull) = date.and_then(|date| date.hull(&store.zone).ok()) else {
                return Ok([None, None]);
            };
            let say = || {
                let key = store.sources.keys.get(source);
                format!("source {key:?}: when it was published")
            };
            let bound =
                |bound: Option<Tick>| tick(bound.map_or(OPEN, |tick| tick.as_micros().into()), say);
            Ok([bound(hull.earliest)?, bound(hull.latest)?])
        };
        (0..store.sources.keys.len() as u32).map(one).collect()
    }

    fn citations(
        &self,
        event: u32,
        published: &[[Option<i64>; 2]],
        to: &mut TablesWriter<'_>,
    ) -> Result<(), TablesError> {
        let store = self.timeline.store();
        for citation in store.citations_of(event).iter() {
            let source = store.sources.keys.find(&citation.source);
            let record = source.and_then(|source| store.source_record(source));
            let when = source.and_then(|source| published.get(source as usize));
            let [lo, hi] = when.copied().unwrap_or_default();
            let reliability = record.and_then(|record| record.reliability);
            let credibility = citation.credibility.unwrap_or(Credibility::WORST);
            let row = [
                store.columns.key(event).into(),
                citation.source.as_str().into(),
                text(record.and_then(|record| record.publisher.as_deref())),
                reliability.unwrap_or(Reliability::F).name().into(),
                i64::from(credibility.digit()).into(),
                citation.cited_as.unwrap_or(CitedAs::Occurred).name().into(),
                lo.into(),
                hi.into(),
            ];
            to.put(Table::Citations, &row)?;
        }
        Ok(())
    }
}

/// The surer of what two entries say of one actor in one role.
fn surer(a: Presence, b: Presence) -> Presence {
    match (a, b) {
        (Presence::Reported, _) | (_, Presence::Reported) => Presence::Reported,
        (Presence::Implied, _) | (_, Presence::Implied) => Presence::Implied,
        _ => Presence::Denied,
    }
}

/// The name of a part.
fn part(part: Part) -> &'static str {
    match part {
        Part::Participant => "participant",
        Part::Party => "party",
        Part::By => "by",
        Part::To => "to",
        Part::Absent => "absent",
        Part::Concerned => "concerned",
    }
}
